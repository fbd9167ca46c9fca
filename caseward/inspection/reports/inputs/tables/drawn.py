"""Which tables stand in which section."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.inputs.catalogue import Material
from caseward.inspection.reports.inputs.published_facts import Facts, facts_of
from caseward.inspection.results.presenters.comparison import Comparisons
from caseward.rules.framework import Framework, Standard
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.glossary import load_glossary

from . import charts, facts, questions, ratings, recommendations, samples
from .cells import Table, words
from .charts import Chart


@dataclass(frozen=True)
class Drawn:
    """Everything that tables are drawn from, fetched once for the whole report."""

    inspection: Inspection
    material: Material
    facts: Facts
    beside_facts: Comparisons

    @property
    def framework(self) -> Framework:
        """The framework of the inspection."""
        return self.material.standing.framework

    def tables_of(self, section: ReportSection) -> list[Table]:
        """The tables that the framework names for a section, without those that have nothing to show."""
        return [
            table.without_empty_columns() for name in section.draws for table in DRAWN[name](self, section)
        ]

    def charts_of(self, section: ReportSection, tables: list[Table]) -> list[Chart]:
        """The drawings that stand beside the tables of a section."""
        standard, drawn = self.standard_of(section), list[Chart]()
        if "ratings" in section.draws:
            drawn.append(charts.ratings_grid(self.material))
        if "key-questions" in section.draws and standard:
            drawn += charts.key_questions(self.material, standard)
        if "sample-against-population" in section.draws:
            drawn += [chart for table in tables for chart in charts.groups(table)]
        return drawn

    def standard_of(self, section: ReportSection) -> Standard | None:
        """The standard that a chapter is about."""
        return self.framework.standard(section.standard) if section.standard else None


def drawn_from(inspection: Inspection, material: Material) -> Drawn:
    """What the tables of an inspection's report are drawn from, as it is now."""
    found = facts_of(inspection, material)
    framework = material.standing.framework
    beside = facts.beside_facts(framework, found, material.asked.compared)
    return Drawn(inspection, material, found, beside)


def _ratings(drawn: Drawn, _: ReportSection) -> Iterator[Table]:
    return ratings.ratings_table(drawn.material, drawn.inspection)


def _earlier(drawn: Drawn, _: ReportSection) -> Iterator[Table]:
    return recommendations.earlier_recommendations(drawn.inspection)


def _recommendations(drawn: Drawn, _: ReportSection) -> Iterator[Table]:
    return recommendations.recommendations(drawn.inspection)


def _context(drawn: Drawn, _: ReportSection) -> Iterator[Table]:
    return facts.provider_figures(drawn.framework, drawn.facts, drawn.beside_facts, None)


def _figures(drawn: Drawn, section: ReportSection) -> Iterator[Table]:
    if standard := drawn.standard_of(section):
        yield from facts.provider_figures(drawn.framework, drawn.facts, drawn.beside_facts, standard)


def _characteristics(drawn: Drawn, _: ReportSection) -> Iterator[Table]:
    return facts.case_characteristics(drawn.framework, drawn.facts, drawn.beside_facts)


def _key_questions(drawn: Drawn, section: ReportSection) -> Iterator[Table]:
    if standard := drawn.standard_of(section):
        yield from questions.key_questions(drawn.material, standard)


def _good_practice(drawn: Drawn, section: ReportSection) -> Iterator[Table]:
    """Examples of good practice marked usable that bear on the chapter."""
    standard = drawn.standard_of(section)
    asked = {} if standard is None else _asked(standard)
    examples = [
        (asked[box.bears_on[0]], box.text)
        for box in drawn.material.boxes.values()
        if box.is_example and box.bears_on and box.bears_on[0] in asked
    ]
    if standard and examples:
        yield Table(
            code=f"good-practice-{standard.code}",
            caption="Good practice examples",
            head=("What it is about", "What inspectors saw"),
            rows=tuple((words(about), words(text)) for about, text in examples),
            notes=("Names and details that could point to a person are changed.",),
        )


def _asked(standard: Standard) -> dict[str, str]:
    """The questions of a standard, each with its code and words."""
    return {
        question.code: f"{question.code} {question.text}"
        for key_question in standard.key_questions
        for question in (key_question, *key_question.prompts)
    }


def _data(drawn: Drawn, _: ReportSection) -> Iterator[Table]:
    return questions.inspection_data(drawn.material)


def _survey(drawn: Drawn, section: ReportSection) -> Iterator[Table]:
    standard = drawn.standard_of(section)
    return facts.survey(drawn.framework, drawn.facts, drawn.beside_facts, standard)


def _samples(drawn: Drawn, _: ReportSection) -> Iterator[Table]:
    return samples.sample_against_population(drawn.inspection)


def _glossary(_: Drawn, __: ReportSection) -> Iterator[Table]:
    rows = tuple((words(entry.word), words(entry.meaning)) for entry in load_glossary())
    yield Table("glossary", "Words used in this report", ("Word", "What it means"), rows)


DRAWN: dict[str, Callable[[Drawn, ReportSection], Iterator[Table]]] = {
    "ratings": _ratings,
    "earlier-recommendations": _earlier,
    "recommendations": _recommendations,
    "contextual-facts": _context,
    "provider-figures": _figures,
    "case-characteristics": _characteristics,
    "key-questions": _key_questions,
    "good-practice": _good_practice,
    "inspection-data": _data,
    "survey": _survey,
    "sample-against-population": _samples,
    "glossary": _glossary,
}
"""Who draws each of the tables that a framework may name."""
