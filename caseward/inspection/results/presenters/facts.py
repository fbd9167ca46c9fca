"""The further figures of a result as pages show them, under the tables that the framework names."""

from collections.abc import Iterator
from dataclasses import dataclass

from caseward.inspection.results.models import FactResult, Result
from caseward.rules.comparison import why_incomparable
from caseward.rules.framework import Framework

from .comparison import Beside, Comparisons

INTERVIEWS = {"officers": "Interviews with officers", "people": "Interviews with people on probation"}
OTHERS = "Other figures"
LOOKED_AT = "What was inspected"
OTHER_SAMPLES = {
    "harm": "Cases with factors related to harm",
    "interviews.officers": "Officers interviewed",
    "interviews.people": "People on probation interviewed",
    "meetings": "Meetings held",
}
"""What a report counts beside the cases of each sample."""


@dataclass(frozen=True)
class FactLine:
    """One further figure: as printed for this inspection or year, and what stands beside it."""

    code: str
    title: str
    current: str
    previous: str
    target: str
    across: str
    """The comparator's figure, or that of other providers as the same source prints it."""
    beside: Beside
    remarks: tuple[str, ...]
    is_inferred: bool


def fact_sections(result: Result, beside: Comparisons) -> list[tuple[str, list[FactLine]]]:
    """The facts of a result under their titles, in the framework's order."""
    by_code: dict[str, dict[str, FactResult]] = {}
    for row in result.facts.all():
        by_code.setdefault(row.code, {})[row.period] = row
    sections: dict[str, list[FactLine]] = {}
    for title, code in _placed(result.framework, list(by_code)):
        sections.setdefault(title, []).append(_line(result.framework, code, by_code[code], beside))
    return list(sections.items())


def _placed(framework: Framework, codes: list[str]) -> Iterator[tuple[str, str]]:
    """Each code with the title it stands under."""
    evidence = framework.evidence
    groups = {group.code: group.title for group in evidence.figure_groups}
    places = {item.code: INTERVIEWS[item.asked_of] for item in evidence.survey}
    places |= {row.code: groups[row.group] for row in evidence.findings}
    places |= {row.code: groups[row.group] for row in evidence.figures}
    places |= dict.fromkeys((*(sample.code for sample in framework.samples), *OTHER_SAMPLES), LOOKED_AT)
    known = [(place, code) for code, place in places.items() if code in codes]
    yield from sorted(
        known, key=lambda row: list(groups.values()).index(row[0]) if row[0] in groups.values() else -1
    )
    yield from ((OTHERS, code) for code in codes if code not in places)


def _line(framework: Framework, code: str, rows: dict[str, FactResult], beside: Comparisons) -> FactLine:
    periods = FactResult.Period
    first = next(iter(rows.values()))
    return FactLine(
        code=code,
        title=first.title,
        current=_printed(rows.get(periods.CURRENT)),
        previous=_printed(rows.get(periods.PREVIOUS)) or _last(framework, code, beside),
        target=_printed(rows.get(periods.TARGET)),
        across=_across(code, beside) or _printed(rows.get(periods.COMPARATOR)),
        beside=beside.of(code),
        remarks=tuple(row.remark for row in rows.values() if row.remark),
        is_inferred=any(row.is_inferred for row in rows.values()),
    )


def _printed(row: FactResult | None) -> str:
    return row.printed if row else ""


def _last(framework: Framework, code: str, beside: Comparisons) -> str:
    last = beside.last
    if last is None or why_incomparable(code, last.framework, framework):
        return ""
    return last.printed.get(code, "")


def _across(code: str, beside: Comparisons) -> str:
    other = beside.of(code).comparator
    return f"{other.percent}%" if other and other.percent is not None else ""
