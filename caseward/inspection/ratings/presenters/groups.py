"""One question by groups of cases, each with its base and margin."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.rules.columns import Column, load_columns
from caseward.rules.disclosure import hidden_groups
from caseward.rules.figures import Count
from caseward.rules.framework import Framework
from caseward.rules.rating import whole_per_cent
from caseward.shared.charts import intervals

from .figures import chart_bands, interval_of

GROUPED_BY = ("sex", "sentence_type", "officer_grade", "office", "ethnicity")


@dataclass(frozen=True)
class Group:
    """One group of cases; a hidden one has no figures."""

    label: str
    count: Count
    hidden: bool

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


def group_chart(framework: Framework, breakdown: Breakdown) -> Markup:
    """Groups of cases as dots with intervals."""
    rows = []
    for group in breakdown.groups:
        low, high = interval_of(group.count) or (None, None)
        rows.append(intervals.Interval(group.label, group.percent, low, high))
    description = "Each dot is one group. The table beside it has the same figures."
    return intervals.dots(f"By {breakdown.title.lower()}", description, rows, chart_bands(framework))


@cache
def group_columns() -> dict[str, Column]:
    """The columns of a case list by which figures are broken down."""
    known = {column.code: column for column in load_columns()}
    return {code: known[code] for code in GROUPED_BY}


def breakdown(code: str, counts: Mapping[str, Count], *, hide_small: bool) -> Breakdown:
    """One breakdown with the labels of its groups; small groups are hidden from those who see no cases."""
    column = group_columns()[code]
    labels = {value.value: value.label for value in column.values}
    hidden = (
        hidden_groups({group: count.base for group, count in counts.items()}, SMALL_NUMBERS)
        if hide_small
        else ()
    )
    groups = [
        Group(
            labels.get(value, value) or "Not recorded",
            Count(0, 0) if value in hidden else count,
            value in hidden,
        )
        for value, count in counts.items()
    ]
    return Breakdown(column.title, tuple(groups))
