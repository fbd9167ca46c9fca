"""The list of live figures beside the editor: what bears on the section, or what was searched for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caseward.inspection.reports.inputs import Material
from caseward.inspection.reports.inputs.boxes import EXAMPLES, NOTES, QUOTATIONS
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.wording.live_figures import LiveFigure

MOST = 40
"""Figures found by one search that are shown."""
LONGEST = 180
FORMS = {
    "": "Figure",
    "word": "Word it has earned",
    "count": "Cases",
    "previous": "Last inspection or year",
    "change": "Change since",
    "comparator": "Comparator",
    "gap": "Beside the comparator",
    "target": "Target",
    "points": "Points alone",
    "repeated": "Repeated from last time",
}
"""What a form is called, in the order in which forms are listed."""
SAID = (EXAMPLES, NOTES, QUOTATIONS)
"""Groups of notes and quotations, which are words and no figures."""
ALWAYS = ("Ratings and score", "What was inspected", "The report")


@dataclass(frozen=True)
class OfferedForm:
    """One form of a figure: what to type, and what it reads as now."""

    label: str
    reference: str
    text: str


@dataclass(frozen=True)
class OfferedFigure:
    """One figure with its forms."""

    title: str
    forms: list[OfferedForm]


@dataclass(frozen=True)
class OfferedGroup:
    """Figures under one heading."""

    title: str
    figures: list[OfferedFigure]


@dataclass(frozen=True)
class Offered:
    """What the list shows; `more` says how many a search found beyond it."""

    groups: list[OfferedGroup]
    more: int = 0


def offered(material: Material, section: ReportSection, searched: str) -> Offered:
    """The figures that a search finds; without one, those that bear on the section."""
    usable = [figure for figure in material.figures.values() if figure.forms]
    if not searched.strip():
        return Offered(_grouped(_bearing_on(material, section, usable)))
    words = searched.casefold().split()
    found = [figure for figure in usable if all(word in _words(figure) for word in words)]
    return Offered(_grouped(found[:MOST]), max(0, len(found) - MOST))


def _bearing_on(
    material: Material, section: ReportSection, figures: Iterable[LiveFigure]
) -> list[LiveFigure]:
    """The figures of a chapter's standard and what was said and noted of it; elsewhere what always serves."""
    if section.standard is None:
        return [figure for figure in figures if figure.group in ALWAYS]
    framework, standard = material.standing.framework, material.standing.framework.standard(section.standard)
    asked = {question.code for question in standard.key_questions}
    evidence = [framework.evidence.bearing_on(code) for code in asked]
    codes = {f"rating.{standard.code}", f"sample.{standard.sample}"}
    codes |= {row.code for part in evidence for row in part.survey}
    codes |= {row.code for part in evidence for row in part.figures}
    codes |= asked | {prompt.code for question in standard.key_questions for prompt in question.prompts}
    codes |= {box.code for box in material.boxes.values() if any(code in codes for code in box.bears_on)}
    return [figure for figure in figures if figure.code in codes]


def _grouped(figures: Iterable[LiveFigure]) -> list[OfferedGroup]:
    groups: dict[str, list[OfferedFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.group, []).append(OfferedFigure(_title(figure), _forms(figure)))
    return [OfferedGroup(title, rows) for title, rows in groups.items()]


def _forms(figure: LiveFigure) -> list[OfferedForm]:
    forms: Mapping[str, str] = figure.forms
    own = {"": "Words"} if figure.group in SAID else {}
    return [
        OfferedForm(own.get(form, label), figure.reference(form), _short(forms[form]))
        for form, label in FORMS.items()
        if form in forms
    ]


def _title(figure: LiveFigure) -> str:
    is_numbered = figure.code[:1].isdigit()
    return f"{figure.code} {figure.title}" if is_numbered else figure.title


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _words(figure: LiveFigure) -> str:
    return f"{figure.code} {figure.title} {figure.group} {figure.forms.get('', '')}".casefold()
