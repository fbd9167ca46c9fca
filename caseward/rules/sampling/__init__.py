"""From a case list and a seed to a sample: its size, who is eligible, its strata, and which cases are in.

Plain values in, plain values out: the same cases, size and seed give the same sample on every machine,
in whatever order the cases come.
"""

from caseward.rules.sampling.allocation import groups_largest_first
from caseward.rules.sampling.eligibility import reason_not_eligible
from caseward.rules.sampling.outcome import NoCases, Order, Outcome, report, sample_list, size_for
from caseward.rules.sampling.selection import (
    Case,
    Chosen,
    Draw,
    DuplicateCases,
    Quota,
    draw,
    next_reserve,
    stratum_name,
    whole_reference,
)
from caseward.rules.sampling.size import Size, size, size_by_hand
from caseward.rules.sampling.strata import Method, Quotas, largest_remainder, quotas, stratum_of

__all__ = [
    "Case",
    "Chosen",
    "Draw",
    "DuplicateCases",
    "Method",
    "NoCases",
    "Order",
    "Outcome",
    "Quota",
    "Quotas",
    "Size",
    "draw",
    "groups_largest_first",
    "largest_remainder",
    "next_reserve",
    "quotas",
    "reason_not_eligible",
    "report",
    "sample_list",
    "size",
    "size_by_hand",
    "size_for",
    "stratum_name",
    "stratum_of",
    "whole_reference",
]
