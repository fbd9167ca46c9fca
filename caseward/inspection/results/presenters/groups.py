"""Key questions by groups of people: what may be published of them, and how each group differs from the rest.

A group's yes and no are public only where neither is small, where no small number of the group's cases was
left out of the question, and where nothing of that can be worked out from the whole. Where the figure of the
whole withholds anything, no group is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from caseward.inspection.results.actions import GroupedFigure
from caseward.inspection.results.models import GroupFigure, Result
from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.rules.columns import load_columns
from caseward.rules.comparison import ZTest, z_test
from caseward.rules.disclosure import hidden_splits
from caseward.rules.figures import Count
from caseward.rules.framework import Framework, Question
from caseward.rules.rating import whole_per_cent

from .figures import Figure, public_figures

WHOLE_WITHHELD = "Withheld with the figure of all cases."
SMALL = "Withheld: a small number of cases here or in another group."


@dataclass(frozen=True)
class GroupCases:
    """The cases of one group: how many were answered yes and no, and how many the question left out."""

    group: str
    yes: int
    no: int
    left_out: int

    @property
    def parts(self) -> tuple[int, int, int]:
        """The three numbers, which add up to all cases of the group."""
        return self.yes, self.no, self.left_out


@dataclass(frozen=True)
class Difference:
    """One group beside the rest of the cases; `test` is None where there is nothing to test."""

    group: str
    count: Count | None
    percent: int | None
    rest: Count | None
    test: ZTest | None
    why_not: str

    @property
    def points(self) -> int | None:
        """The group less the rest, in points of whole per cents."""
        if self.count is None or self.rest is None or not self.count.base or not self.rest.base:
            return None
        return whole_per_cent(self.count.share) - whole_per_cent(self.rest.share)

    @property
    def is_rough(self) -> bool:
        """Whether so few answers of one kind would be expected that the test is a rough one."""
        if self.count is None or self.rest is None or not self.count.base or not self.rest.base:
            return False
        both = Count(self.count.yes + self.rest.yes, self.count.no + self.rest.no)
        least = min(self.count.base, self.rest.base) * min(both.share, 1 - both.share)
        return least < FEW

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of that difference, in points."""
        return (100 * self.test.difference.low, 100 * self.test.difference.high) if self.test else None


FEW = 5
"""Fewer expected answers than these on one side make the z-test rough: the usual rule of thumb."""


def publishable(whole: Figure, dimension: str, groups: Sequence[GroupCases]) -> Iterator[GroupedFigure]:
    """What may be published of one question by one dimension; `whole` is its public figure."""
    code = whole.question.code
    hidden = hidden_splits({each.group: each.parts for each in groups}, SMALL_NUMBERS)
    for each in groups:
        base = each.yes + each.no
        if whole.yes is None or whole.base is None:
            yield GroupedFigure(code, dimension, each.group, withheld=WHOLE_WITHHELD)
        elif each.group in hidden:
            yield GroupedFigure(code, dimension, each.group, withheld=SMALL)
        elif base:
            percent = whole_per_cent(Fraction(each.yes, base))
            yield GroupedFigure(code, dimension, each.group, percent=percent, yes=each.yes, base=base)


def beside_the_rest(group: str, count: Count, rest: Count, significance: Fraction) -> Difference:
    """One group tested against all other cases; the two share no case."""
    percent = whole_per_cent(count.share) if count.base else None
    try:
        return Difference(group, count, percent, rest, z_test(rest, count, significance), "")
    except ValueError as why:
        return Difference(group, count, percent, rest, None, str(why))


@dataclass(frozen=True)
class Dimension:
    """One way to make groups, as the public sees it."""

    code: str
    title: str
    rows: tuple[Difference, ...]


def questions_with_groups(result: Result) -> list[Question]:
    """The key questions of which groups are published, in the framework's order."""
    codes = set(result.groups.order_by().values_list("question_code", flat=True).distinct())
    return [question for question in result.framework.questions() if question.code in codes]


def dimensions_of(result: Result, question: Question) -> list[Dimension]:
    """One question of a result by every dimension that is published; each group beside the rest."""
    whole = next(each for each in public_figures(result) if each.question.code == question.code)
    rows: dict[str, list[GroupFigure]] = {}
    for row in result.groups.filter(question_code=question.code):
        rows.setdefault(row.dimension, []).append(row)
    columns = {column.code: column for column in load_columns()}
    return [
        Dimension(
            code, columns[code].groups_title, tuple(_public(row, whole, result.framework) for row in groups)
        )
        for code, groups in rows.items()
    ]


def _public(row: GroupFigure, whole: Figure, framework: Framework) -> Difference:
    if row.yes is None or row.base is None or whole.yes is None or whole.base is None:
        return Difference(row.group, None, row.percent, None, None, row.withheld)
    count = Count(row.yes, row.base - row.yes)
    rest = Count(whole.yes - row.yes, (whole.base - whole.yes) - count.no)
    significance = Fraction(framework.comparison.significance_per_mille, 1000)
    return beside_the_rest(row.group, count, rest, significance)
