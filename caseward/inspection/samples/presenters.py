"""What the pages of samples show: progress, working, charts and completeness, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from markupsafe import Markup

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import Task
from caseward.rules import sampling
from caseward.rules.columns import Column, load_columns
from caseward.rules.framework import Sample
from caseward.shared.accounts.models import User
from caseward.shared.charts import bars
from caseward.shared.govuk.filters import written_date

from . import inputs, policies
from .models import CaseList, Draw, ListedCase, SampledCase

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

CHART_ROWS = 12


@dataclass(frozen=True)
class SampleRow:
    """One sample on the overview: how far its list, its draw and its allocation are."""

    sample: Sample
    case_list: CaseList | None
    draw: Draw | None
    cases: int
    allocated: int


def overview_of(user: "Viewer", inspection: Inspection) -> list[SampleRow]:
    """Every sample that the inspection draws, in the order in which they were asked for."""
    lists: dict[str, CaseList] = {}
    for row in (
        CaseList.objects.visible_to(user).filter(inspection=inspection).defer("content").order_by("pk")
    ):
        if row.sample_code not in lists or lists[row.sample_code].state != CaseList.State.ACCEPTED:
            lists[row.sample_code] = row
    draws = {row.sample_code: row for row in _counted(user, inspection)}
    return [
        SampleRow(
            sample=inspection.framework.sample(code),
            case_list=lists.get(code),
            draw=draws.get(code),
            cases=getattr(draws.get(code), "in_use", 0),
            allocated=getattr(draws.get(code), "allocated", 0),
        )
        for code in inspection.requested_samples.values_list("sample_code", flat=True)
    ]


def columns_of(sample: Sample) -> list[tuple[Column, bool, str]]:
    """The columns that a list for the sample may have, whether it must have them, and what they hold."""
    return [(column, column.code in sample.required_columns, holds_of(column)) for column in load_columns()]


def holds_of(column: Column) -> str:
    """What a column holds, with the values that may be typed where its guidance does not name them all."""
    values = [choice.value for choice in column.values]
    if all(value in column.guidance for value in values):
        return column.guidance
    return f"{column.guidance} One of: {', '.join(values)}."


def completeness_of(case_list: CaseList) -> list[tuple[str, int, int]]:
    """Column that the sample asks for, rows that leave it empty, and that in per cent; the emptiest first."""
    titles = {column.code: column.title for column in load_columns()}
    asked = case_list.inspection.framework.sample(case_list.sample_code).required_columns
    rows = case_list.rows or 1
    empty = [(titles[code], number) for code, number in case_list.missing.items() if number and code in asked]
    return [
        (title, number, (200 * number + rows) // (2 * rows))
        for title, number in sorted(empty, key=lambda pair: (-pair[1], pair[0]))
    ]


def reasons_before_accepting(user: "Viewer", case_list: CaseList) -> list[str]:
    """Why the list cannot be accepted at all, leaving aside that a reason must still be typed."""
    return policies.reasons_not_to_accept(user, case_list, set_aside_reason="typed on the page")


def exclusions_of(case_list: CaseList) -> list[tuple[str, int]]:
    """Why cases of the list cannot be drawn, and how many; the commonest first."""
    rows = ListedCase.objects.filter(case_list=case_list).exclude(ineligible_because="")
    counted = rows.values("ineligible_because").annotate(number=Count("pk")).order_by("-number")
    return [(_sentence(row["ineligible_because"]), row["number"]) for row in counted]


def counts_of(draw: Draw) -> dict[str, int]:
    """How many cases of a draw are in use, without an inspector, in reserve and replaced."""
    in_use = Q(is_reserve=False, replaced_at=None)
    return SampledCase.objects.filter(draw=draw).aggregate(
        sample=Count("pk", filter=in_use),
        waiting=Count("pk", filter=in_use & Q(allocated_to=None)),
        reserves=Count("pk", filter=Q(is_reserve=True)),
        replaced=Count("pk", filter=Q(replaced_at__isnull=False)),
    )


def size_ahead(sample: Sample, eligible: int) -> list[tuple[str, str]]:
    """The working of the size that the formula gives for so many eligible cases; empty without a formula."""
    if sample.confidence is None or sample.margin is None or not eligible:
        return []
    size = sampling.size(eligible, sample.confidence, sample.margin)
    return _working(eligible, size.cases, inputs.working_of(size))


def working_of(draw: Draw) -> list[tuple[str, str]]:
    """How the size of a draw came about, step by step."""
    if draw.working:
        return _working(draw.population, draw.size, draw.working)
    return [
        ("Eligible cases", f"{draw.population:,}"),
        ("Sample, entered by hand", f"{draw.size:,}"),
        ("Reason", draw.size_reason),
    ]


def shares_of(draw: Draw, row: dict[str, Any]) -> tuple[float, float]:
    """A row of quotas as per cents: of the eligible cases, and of the sample."""
    return 100 * row["population"] / draw.population, 100 * row["sample"] / draw.size


def groups_of(draw: Draw) -> list[dict[str, Any]]:
    """Every group of a draw, with its share of the eligible cases and of the sample."""
    return [_with_shares(draw, row) for row in draw.quotas]


def _with_shares(draw: Draw, row: dict[str, Any]) -> dict[str, Any]:
    eligible, drawn = shares_of(draw, row)
    return {**row, "share": eligible, "sample_share": drawn}


def chart_of(draw: Draw) -> Markup:
    """Population against sample by stratum, as shares; a long list of strata is left to the table."""
    rows = [bars.Row(quota["stratum"], shares_of(draw, quota)) for quota in draw.quotas]
    if not 1 < len(rows) <= CHART_ROWS:
        return Markup("")
    description = "; ".join(
        f"{quota['stratum']}: {quota['population']} eligible, {quota['sample']} drawn"
        for quota in draw.quotas
    )
    return bars.grouped(
        "Share of each group among eligible cases and in the sample",
        description,
        ("Eligible cases", "Sample"),
        rows,
    )


def margins_of(draw: Draw) -> dict[str, list[dict[str, Any]]]:
    """Where the columns have quotas of their own: the rows of each column, by its title."""
    columns: dict[str, list[dict[str, Any]]] = {}
    for row in draw.margins:
        columns.setdefault(row["column"], []).append(_with_shares(draw, row))
    return columns


def state_of(case: SampledCase) -> str:
    """What became of a case, in words."""
    if case.replaced_at:
        return f"Replaced on {written_date(case.replaced_at)}"
    if case.is_reserve:
        return "In reserve"
    reader = case.draw.inspection.reader.capitalize()
    return f"{reader}: {case.allocated_to.name if case.allocated_to else 'nobody yet'}"


def clashes_of(draw: Draw, versions: dict[int, int], to: User) -> list[tuple[str, str, str]]:
    """The ticked cases that somebody changed meanwhile: reference, what it is now, what was chosen."""
    cases = SampledCase.objects.filter(draw=draw, pk__in=versions).select_related(
        "draw__inspection", "listed_case", "allocated_to"
    )
    return [
        (str(case), state_of(case), f"{draw.inspection.reader.capitalize()}: {to.name}")
        for case in cases
        if case.version != versions[case.pk] or not case.is_in_use
    ]


def list_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The line of the overview for those who send case lists, or decide which to use."""
    if policies.reasons_not_to_upload(user, inspection):
        return None
    lists = CaseList.objects.visible_to(user).filter(inspection=inspection)
    accepted = lists.accepted().values("sample_code").distinct().count()
    asked = inspection.requested_samples.count()
    return Task(
        "Send the case lists"
        if policies.is_contact_of(user, inspection)
        else "Check and accept the case lists",
        f"{accepted} of {asked} accepted",
        reverse("samples:index", args=[inspection.pk]),
        done=accepted == asked,
    )


def draw_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The line of the overview for those who draw."""
    if policies.reasons_not_to_sample(user, inspection):
        return None
    drawn = Draw.objects.visible_to(user).current().filter(inspection=inspection).count()
    asked = inspection.requested_samples.count()
    return Task(
        "Draw the samples",
        f"{drawn} of {asked} drawn",
        reverse("samples:index", args=[inspection.pk]),
        done=drawn == asked,
    )


def allocation_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The line of the overview for those who give cases to inspectors and hand over."""
    if policies.reasons_not_to_sample(user, inspection):
        return None
    counted = (
        SampledCase.objects.visible_to(user)
        .in_use()
        .filter(draw__inspection=inspection)
        .aggregate(cases=Count("pk"), allocated=Count("allocated_to"))
    )
    return Task(
        "Allocate the cases, then open case assessment",
        f"{counted['allocated']} of {counted['cases']} allocated" if counted["cases"] else "Not yet",
        reverse("samples:index", args=[inspection.pk]),
        done=0 < counted["cases"] == counted["allocated"],
        colour="blue" if counted["cases"] else "grey",
    )


def facts_of(case: ListedCase) -> list[tuple[str, str]]:
    """What the case list says of a case, column by column."""
    facts = []
    for column in load_columns():
        value = getattr(case, column.code)
        labels = {choice.value: choice.label for choice in column.values}
        text = written_date(value) if column.kind == "date" and value else labels.get(value, value)
        facts.append((column.title, str(text) if text else "Not given"))
    return facts


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _working(population: int, size: int, working: dict[str, object]) -> list[tuple[str, str]]:
    return [
        ("Eligible cases", f"{population:,}"),
        ("Confidence, two-sided", f"{working['confidence']} per cent (z = {working['z']})"),
        ("Margin of error", f"{working['margin']} points either way"),
        ("Needed from an endless population", f"{working['uncorrected']} cases"),
        ("Corrected for this population", f"{working['corrected']} cases"),
        ("Sample, rounded up", f"{size:,} cases"),
    ]


def _counted(user: "Viewer", inspection: Inspection) -> list[Draw]:
    in_use = Q(cases__is_reserve=False, cases__replaced_at=None)
    return list(
        Draw.objects.visible_to(user)
        .current()
        .filter(inspection=inspection)
        .annotate(
            in_use=Count("cases", filter=in_use),
            allocated=Count("cases", filter=in_use & Q(cases__allocated_to__isnull=False)),
        )
    )
