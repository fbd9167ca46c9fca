"""Words for what a framework asks for beyond cases, and for the sections of its report."""

from collections.abc import Iterable
from dataclasses import dataclass

from caseward.rules.framework import Framework
from caseward.rules.framework_evidence import (
    FigureGroup,
    InspectionFigure,
    ProviderFigure,
    ReportSection,
    SurveyItem,
)
from caseward.rules.framework_parts import Provenance
from caseward.shared.govuk.filters import thousands

ASKED_OF = {"officers": "Interviews with officers", "people": "Interviews with people on probation"}
UNITS = {
    "people": "People",
    "per_cent": "Per cent",
    "cases": "Cases",
    "weeks": "Weeks",
    "pounds": "Pounds",
    "number": "A number",
}
TABLES = {
    "ratings": "the ratings",
    "earlier-recommendations": "progress on earlier recommendations",
    "recommendations": "the recommendations",
    "contextual-facts": "contextual facts",
    "provider-figures": "figures of the provider",
    "case-characteristics": "characteristics of inspected cases",
    "key-questions": "shares of the key questions",
    "good-practice": "examples of good practice",
    "inspection-data": "shares of all questions",
    "survey": "answers in interviews",
    "sample-against-population": "the sample beside all eligible cases",
    "glossary": "the glossary",
}


@dataclass(frozen=True)
class GroupOfFigures:
    """A table of figures as its part of the page shows it."""

    group: FigureGroup
    place: str
    """Where it stands in the report."""
    figures: tuple[ProviderFigure, ...]
    findings: tuple[InspectionFigure, ...]


def survey(framework: Framework) -> list[tuple[str, list[SurveyItem]]]:
    """The questions of interviews, by who is asked; without a part for people who are asked nothing."""
    asked = [
        (title, [item for item in framework.evidence.survey if item.asked_of == who])
        for who, title in ASKED_OF.items()
    ]
    return [(title, items) for title, items in asked if items]


def choices(item: SurveyItem) -> str:
    """What may be answered to a question, and which answers count as yes."""
    labels = [option.label for option in item.options]
    yes = [option.label.lower() for option in item.options if option.value in item.counts_as_yes]
    words = _listed([labels[0], *(label.lower() for label in labels[1:])], "or")
    if item.counts_as_yes == ("yes",):
        return words
    return f"{words}; {_listed(yes, 'and')} {'counts' if len(yes) == 1 else 'count'} as yes" if yes else words


def choice_sources(framework: Framework) -> list[Provenance]:
    """Where the choices of all interview questions come from, each source once."""
    return list(dict.fromkeys(item.options_provenance for item in framework.evidence.survey))


def bears_on(framework: Framework, key_questions: Iterable[str]) -> str:
    """The standards to which key questions belong, with their titles."""
    asked = set(key_questions)
    return ", ".join(
        f"{standard.code} {standard.title}"
        for standard in framework.standards
        if asked & {question.code for question in standard.key_questions}
    )


def figures(framework: Framework) -> list[GroupOfFigures]:
    """The tables of figures, in their order, each with what the provider gives and the inspection counts."""
    evidence = framework.evidence
    return [
        GroupOfFigures(
            group=group,
            place=f"In {_name(framework, group.standard)}"
            if group.standard
            else "Among the contextual facts",
            figures=tuple(row for row in evidence.figures if row.group == group.code),
            findings=tuple(row for row in evidence.findings if row.group == group.code),
        )
        for group in evidence.figure_groups
    ]


def plausible(figure: ProviderFigure) -> str:
    """The values that are taken without a question."""
    if figure.least is not None and figure.most is not None:
        return f"{thousands(figure.least)} to {thousands(figure.most)}"
    if figure.most is not None:
        return f"Up to {thousands(figure.most)}"
    return f"From {thousands(figure.least)}" if figure.least is not None else "Any"


def beside(figure: ProviderFigure) -> str:
    """What is asked for beside this year's figure and last year's, in a sentence; empty for nothing."""
    names = [("the target", figure.has_target), ("the figure for all providers", figure.has_comparator)]
    asked = _listed([name for name, is_there in names if is_there], "and")
    return f"Beside it: {asked}." if asked else ""


def section_name(framework: Framework, section: ReportSection) -> str:
    """What a section is called: a chapter bears its standard's number and title."""
    if section.standard:
        return _name(framework, section.standard)
    return f"Annex: {section.title}" if section.is_annex else section.title


def drawn(section: ReportSection) -> str:
    """The tables that stand in a section, in words; empty where people write all of it."""
    return _listed([TABLES[name] for name in section.draws], "and").capitalize()


def _name(framework: Framework, standard: str) -> str:
    return f"{standard} {framework.standard(standard).title}"


def _listed(names: list[str], word: str) -> str:
    return f" {word} ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
