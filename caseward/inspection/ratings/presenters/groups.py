"""One question by groups of cases: each with its base and margin, and tested against the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.inspection.results.presenters.groups import Difference, beside_the_rest
from caseward.rules.columns import Column
from caseward.rules.disclosure import hidden_groups
from caseward.rules.figures import Count
from caseward.rules.framework import Framework
from caseward.rules.rating import whole_per_cent
from caseward.shared.charts import intervals

from .figures import chart_bands, interval_of


@dataclass(frozen=True)
class Group:
    """One group of cases beside the rest; a hidden one has no figures."""

    label: str
    count: Count
    hidden: bool
    beside: Difference | None
    """None where there is nothing to set it beside, or a reader could work hidden figures out of it."""

    @property
    def percent(self) -> int | None:
        """The whole per cent; None without a case."""
        return whole_per_cent(self.count.share) if self.count.base else None

    @property
    def margin(self) -> float | None:
        """Half the width of the 95 per cent interval, in points."""
        ends = interval_of(self.count)
        return (ends[1] - ends[0]) / 2 if ends else None


@dataclass(frozen=True)
class Breakdown:
    """One question by one column of the case list."""

    title: str
    groups: tuple[Group, ...]

    @property
    def tests(self) -> int:
        """How many groups were tested."""
        return sum(group.beside is not None and group.beside.test is not None for group in self.groups)


def group_chart(framework: Framework, breakdown: Breakdown) -> Markup:
    """Groups of cases as dots with intervals."""
    rows = []
    for group in breakdown.groups:
        low, high = interval_of(group.count) or (None, None)
        rows.append(intervals.Interval(group.label, group.percent, low, high))
    description = "Each dot is one group. The table beside it has the same figures."
    return intervals.dots(f"By {breakdown.title.lower()}", description, rows, chart_bands(framework))


def breakdown(
    framework: Framework, column: Column, counts: Mapping[str, Count], *, hide_small: bool
) -> Breakdown:
    """One breakdown with the labels of its groups; small groups are hidden from those who see no cases."""
    sizes = {group: count.base for group, count in counts.items()}
    hidden = hidden_groups(sizes, SMALL_NUMBERS) if hide_small else frozenset()
    whole = Count(sum(count.yes for count in counts.values()), sum(count.no for count in counts.values()))
    significance = Fraction(framework.comparison.significance_per_mille, 1000)
    groups = []
    for value, count in counts.items():
        label, is_hidden = column.label(value), value in hidden
        rest = Count(whole.yes - count.yes, whole.no - count.no)
        shows_beside = len(counts) > 1 and not hidden
        beside = beside_the_rest(label, count, rest, significance) if shows_beside else None
        groups.append(Group(label, Count(0, 0) if is_hidden else count, is_hidden, beside))
    return Breakdown(column.groups_title, tuple(groups))
