"""What the checker found, by kind, and what people let stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caseward.inspection.reports.actions import LocatedFinding
from caseward.inspection.reports.models import AcceptedFinding
from caseward.rules.wording.findings import Kind

KINDS = {
    Kind.NUMBER: "Numbers that fit no figure, or another than the one named",
    Kind.BAND_WORD: "Words that the percentage has not earned",
    Kind.SIGNIFICANCE: "“Significant” without a passed test",
    Kind.DIRECTION: "Better or worse, against the figures",
    Kind.DISAGREEMENT: "Two places that say different things",
    Kind.REPEATED_TABLE: "Tables that stand twice",
    Kind.COUNT: "Counts of recommendations or cases",
    Kind.IMPLAUSIBLE: "Figures that can hardly be",
    Kind.REAL_NAME: "Names that may be real",
    Kind.WRONG_KIND: "Words for another kind of provider",
}


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one kind."""

    title: str
    findings: list[LocatedFinding]


@dataclass(frozen=True)
class Findings:
    """What waits, and what was accepted and is still found."""

    waiting: list[LocatedFinding]
    accepted: list[tuple[LocatedFinding, AcceptedFinding]]


def sorted_out(found: Sequence[LocatedFinding], accepted: Iterable[AcceptedFinding]) -> Findings:
    """Findings that wait in the order of their kinds, and those that people let stand."""
    by_identity = {row.identity: row for row in accepted}
    order = list(KINDS)
    waiting = [each for each in found if each.identity not in by_identity]
    return Findings(
        sorted(waiting, key=lambda each: order.index(each.finding.kind)),
        [(each, by_identity[each.identity]) for each in found if each.identity in by_identity],
    )


def by_kind(findings: Sequence[LocatedFinding]) -> list[FindingGroup]:
    """Findings under the words for their kind."""
    groups = [
        FindingGroup(title, [each for each in findings if each.finding.kind == kind])
        for kind, title in KINDS.items()
    ]
    return [group for group in groups if group.findings]
