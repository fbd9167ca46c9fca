"""The further figures of an inspection as its report prints them: interviews, provider, cases, samples.

What the public result already holds stays as it was published; everything else is counted now. A count so
small that it could point to a person is left out here, before anything is printed or recorded.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count as CountRows

from caseward.inspection.case_assessments.models import Answer
from caseward.inspection.fieldwork.inputs import figure_remarks
from caseward.inspection.fieldwork.inputs.survey import findings_of
from caseward.inspection.fieldwork.models import ProvidedFigure
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.actions import Fact
from caseward.inspection.results.models import FactResult
from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.inspection.results.presenters.facts import OTHER_SAMPLES
from caseward.rules.disclosure import why_hidden
from caseward.rules.figures import Count
from caseward.rules.framework_evidence import InspectionFigure
from caseward.rules.rating import whole_per_cent

from .catalogue import Material

NO_DATA = "No data available"
TOO_FEW = "Withheld: too few to be shown"
LONGEST = 300
Facts = Mapping[tuple[str, str], FactResult]


def facts_of(inspection: Inspection, material: Material) -> dict[tuple[str, str], FactResult]:
    """Every further figure by code and period: as published where it is, else as counted now."""
    counted = {
        (fact.code, fact.period): FactResult(**vars(fact)) for fact in live_facts(inspection, material)
    }
    publication = getattr(inspection, "publication", None)
    if publication is None:
        return counted
    return counted | {(row.code, row.period): row for row in publication.result.facts.all()}


def live_facts(inspection: Inspection, material: Material) -> Iterator[Fact]:
    """Every further figure as the data of the inspection give it now."""
    evidence = inspection.framework.evidence
    answered = material.asked.answered
    for item in evidence.survey:
        if item.code in answered:
            yield from _counted(item.code, item.short, answered[item.code], "Interviews of the inspection")
    from_interviews, from_cases = findings_of(inspection), _of_cases(inspection)
    for finding in evidence.findings:
        count = from_interviews.get(finding.code) or from_cases.get(finding.code)
        if count:
            yield from _counted(finding.code, finding.title, count, "Counted by the inspection")
    yield from _provided(inspection, material)
    yield from _samples(inspection, material)


def _counted(code: str, title: str, count: Count, source: str) -> Iterator[Fact]:
    if not count.base:
        return
    if count.base < SMALL_NUMBERS.least_base:
        yield Fact(code, title, TOO_FEW, why_no_figure=TOO_FEW, source=source)
        return
    if why := why_hidden(count.yes, count.base, SMALL_NUMBERS):
        # Beside another figure out of as many, a per cent would give the small number away.
        yield Fact(code, title, "Withheld", why_no_figure=f"Withheld: {why}.", source=source)
        return
    percent = whole_per_cent(Fraction(count.yes, count.base))
    yield Fact(
        code,
        title,
        f"{percent}%",
        value=Decimal(percent),
        yes=count.yes,
        base=count.base,
        source=source,
    )


def _of_cases(inspection: Inspection) -> dict[str, Count]:
    """The figures counted from what inspectors noted of each case; one question to the database."""
    findings = {row.counted_from: row for row in inspection.framework.evidence.findings}
    answers = Answer.objects.counting_in(inspection).filter(question_code__in=findings).order_by()
    chosen: dict[str, dict[str, int]] = {}
    for code, value, number in answers.values_list("question_code", "value").annotate(CountRows("pk")):
        chosen.setdefault(code, {})[value] = number
    return {
        finding.code: _split(finding, chosen[finding.counted_from])
        for finding in inspection.framework.evidence.findings
        if finding.counted_from in chosen
    }


def _split(finding: InspectionFigure, chosen: Mapping[str, int]) -> Count:
    yes = sum(chosen.get(value, 0) for value in finding.answers)
    return Count(yes, sum(chosen.values()) - yes)


def _provided(inspection: Inspection, material: Material) -> Iterator[Fact]:
    remarks = figure_remarks(inspection, material.provided)
    for figure in inspection.framework.evidence.figures:
        for (code, period), row in material.provided.items():
            if code == figure.code:
                yield Fact(
                    code=code,
                    title=figure.title,
                    printed=printed(row.value, figure.unit),
                    period=period,
                    value=row.value,
                    why_no_figure=NO_DATA if row.value is None else "",
                    source=_source(row),
                    remark=" ".join(remarks.get(code, ()))[:LONGEST] if period == "current" else "",
                )


def printed(value: Decimal | None, unit: str) -> str:
    """A figure of the provider as tables print it, with its unit."""
    if value is None:
        return NO_DATA
    number = f"{value.normalize():,f}"
    if unit == "weeks":
        return f"{number} {'week' if value == 1 else 'weeks'}"
    return {"per_cent": f"{number}%", "pounds": f"£{number}"}.get(unit, number)


def _source(row: ProvidedFigure) -> str:
    return f"Supplied by the provider. {row.source_note}".strip()[:LONGEST]


def _samples(inspection: Inspection, material: Material) -> Iterator[Fact]:
    titles = {sample.code: f"Cases inspected: {sample.title}" for sample in inspection.framework.samples}
    for code, number in material.samples.items():
        title = (titles | OTHER_SAMPLES)[code]
        yield Fact(code, title, f"{number:,}", value=Decimal(number), source="Counted by the inspection")
