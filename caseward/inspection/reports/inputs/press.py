"""The press notice as it is drafted: plain sentences with live figures, for the publisher to word."""

from collections.abc import Iterator

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.presenters import Figure
from caseward.shared.govuk.filters import written_date

from .catalogue import Material

FROM_EACH_END = 3
"""How many of the strongest and of the weakest key questions are named."""


def drafted_notice(inspection: Inspection, material: Material) -> str:
    """Markdown with references to figures, drawn from the same data as the report."""
    return "\n\n".join(_paragraphs(inspection, material)) + "\n"


def _paragraphs(inspection: Inspection, material: Material) -> Iterator[str]:
    provider = inspection.provider.name
    yield f"Inspectors have rated {provider} **[[rating.overall]]**, with [[score]] points."
    yield "# Ratings"
    yield "\n".join(
        f"- {standard.code} {standard.title}: [[rating.{standard.code}]]"
        for standard in material.standing.framework.standards
        if material.standing.bands.get(standard.code)
    )
    strongest, weakest = _ends(material)
    if strongest:
        yield "# Where work was strongest"
        yield "\n".join(_line(figure) for figure in strongest)
        yield "# Where work was weakest"
        yield "\n".join(_line(figure) for figure in weakest)
    yield "# What happens next"
    yield f"The report makes [[recommendations]] recommendations. {provider} answers them in an action plan."
    yield "# Notes to editors"
    yield "\n".join(_notes(inspection, material))


def _ends(material: Material) -> tuple[list[Figure], list[Figure]]:
    """The key questions with the highest and the lowest per cent; no question in both."""
    figures = [
        each
        for each in material.standing.figures
        if each.question.scored and each.question.code in material.asked.figures
    ]
    ranked = sorted(figures, key=lambda each: (-(each.percent or 0), each.question.code))
    number = min(FROM_EACH_END, len(ranked) // 2)
    return ranked[:number], ranked[len(ranked) - number :][::-1]


def _line(figure: Figure) -> str:
    return f"- {figure.question.code} {figure.question.text} Yes in [[{figure.question.code}]] of cases."


def _notes(inspection: Inspection, material: Material) -> Iterator[str]:
    starts, ends = map(written_date, (inspection.fieldwork_starts_on, inspection.fieldwork_ends_on))
    yield f"- Inspectors worked with the provider from {starts} to {ends}."
    for sample in inspection.framework.samples:
        if material.samples.get(sample.code):
            yield f"- {sample.title}: [[sample.{sample.code}]] cases were inspected."
    yield "- A difference is called significant only where it passes a statistical test."
