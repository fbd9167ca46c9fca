"""Two results side by side: z-test, intervals, and every reason for no test."""

import math
import warnings
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from caseward.rules import comparison
from caseward.rules.comparison import Result, compare
from caseward.rules.figures import Count, Figure, Percent
from caseward.rules.framework import Comparison, Framework, Link
from tests.factories import frameworks

SMALL = frameworks.small()
TENTH = Fraction(1, 10)
counts = st.builds(Count, st.integers(0, 200), st.integers(0, 200)).filter(lambda count: count.base > 0)


def linked(*, comparable: bool, reason: str = "The question changed.") -> Framework:
    link = Link("small", "2.1.1", comparable, reason, frameworks.PUBLISHED)
    return frameworks.small(code="later", title="Later framework", links=(link,))


def one(
    before: Figure | None, after: Figure | None, was: Framework = SMALL, now: Framework = SMALL
) -> comparison.Change:
    sides = [
        Result(framework, {"2.1.1": figure} if figure else {})
        for framework, figure in ((was, before), (now, after))
    ]
    return compare(*sides)["2.1.1"]


class TestZTest:
    @given(counts, counts)
    def test_it_agrees_with_statsmodels(self, before: Count, after: Count) -> None:
        if before.yes + after.yes == 0 or before.no + after.no == 0:
            with pytest.raises(ValueError, match="nothing to test"):
                comparison.z_test(before, after, TENTH)
            return
        test = comparison.z_test(before, after, TENTH)
        z, p = proportions_ztest([after.yes, before.yes], [after.base, before.base])
        assert test.z == pytest.approx(z, abs=1e-9)
        assert test.p == pytest.approx(p, abs=1e-9)
        assert test.significant == (p < 0.1)

    @given(counts, counts)
    def test_swapping_the_sides_turns_the_sign_and_nothing_else(self, before: Count, after: Count) -> None:
        if comparison.compare(Result(SMALL, {"2.1.1": before}), Result(SMALL, {"2.1.1": after}))[
            "2.1.1"
        ].test:
            there = comparison.z_test(before, after, TENTH)
            back = comparison.z_test(after, before, TENTH)
            assert there.z == pytest.approx(-back.z)
            assert there.p == pytest.approx(back.p)
            assert there.difference.low == pytest.approx(-back.difference.high)

    def test_a_worked_example_by_hand(self) -> None:
        """46 of 100, then 61 of 100: pooled 0.535, so z is 0.15 over the root of 0.535 × 0.465 × 0.02."""
        test = comparison.z_test(Count(46, 54), Count(61, 39), TENTH)
        assert test.z == pytest.approx(0.15 / math.sqrt(0.535 * 0.465 * 0.02))
        assert test.significant

    @pytest.mark.parametrize(("yes", "significant"), [(61, False), (62, True)])
    def test_the_edge_of_significance(self, yes: int, significant: bool) -> None:
        assert comparison.z_test(Count(50, 50), Count(yes, 100 - yes), TENTH).significant is significant

    def test_no_cases_are_refused(self) -> None:
        with pytest.raises(ValueError, match="no case was counted"):
            comparison.z_test(Count(0, 0), Count(1, 1), TENTH)


class TestIntervals:
    @given(counts, st.sampled_from([80, 90, 95]))
    def test_wilson_agrees_with_statsmodels(self, count: Count, confidence: int) -> None:
        interval = comparison.wilson(count, Fraction(confidence, 100))
        expected = proportion_confint(count.yes, count.base, alpha=1 - confidence / 100, method="wilson")
        assert (interval.low, interval.high) == pytest.approx(expected, abs=1e-9)
        assert 0 <= interval.low <= count.share <= interval.high <= 1

    @given(counts, counts)
    def test_newcombe_agrees_with_statsmodels(self, before: Count, after: Count) -> None:
        interval = comparison.newcombe(before, after, Fraction(9, 10))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = confint_proportions_2indep(
                after.yes, after.base, before.yes, before.base, compare="diff", method="newcomb", alpha=0.1
            )
        assert (interval.low, interval.high) == pytest.approx(expected, abs=1e-9)

    def test_newcombes_own_published_example(self) -> None:
        """56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
        interval = comparison.newcombe(Count(48, 32), Count(56, 14), Fraction(95, 100))
        assert (round(interval.low, 4), round(interval.high, 4)) == (0.0524, 0.3339)

    def test_all_and_none_reach_the_end_exactly(self) -> None:
        assert comparison.wilson(Count(7, 0), Fraction(9, 10)).high == 1
        assert comparison.wilson(Count(0, 7), Fraction(9, 10)).low == 0

    def test_no_case_has_no_interval(self) -> None:
        with pytest.raises(ValueError, match="without a case"):
            comparison.wilson(Count(0, 0), Fraction(9, 10))


class TestCompare:
    def test_a_change_has_its_points_its_exact_points_and_its_test(self) -> None:
        change = one(Count(1, 2), Count(2, 1))
        assert (change.before, change.after, change.points) == (33, 67, 34)
        assert change.exact_points == Fraction(100, 3)
        assert change.significant is False
        assert change.why_not == ""

    def test_the_significance_is_the_frameworks(self) -> None:
        strict = frameworks.small(comparison=Comparison(1, frameworks.PUBLISHED))
        before, after = Count(46, 54), Count(61, 39)
        assert one(before, after).significant is True
        assert one(before, after, now=strict).significant is False

    def test_the_interval_has_the_confidence_that_the_significance_leaves(self) -> None:
        before, after = Count(46, 54), Count(61, 39)
        test = one(before, after).test
        assert test is not None
        assert test.difference == comparison.newcombe(before, after, Fraction(9, 10))

    @pytest.mark.parametrize(
        ("before", "after"),
        [(Percent(46), Count(61, 39)), (Count(46, 54), Percent(61)), (Percent(46), Percent(61))],
    )
    def test_percentages_without_counts_change_but_are_not_tested(
        self, before: Figure, after: Figure
    ) -> None:
        change = one(before, after)
        assert (change.points, change.exact_points, change.significant) == (15, None, None)
        assert change.why_not == "A percentage without its counts cannot be tested."

    @pytest.mark.parametrize(
        ("before", "after", "why_not"),
        [
            (None, Count(1, 1), "There is no figure before."),
            (Percent(5), None, "There is no figure after."),
            (Count(0, 0, 3), Count(1, 1), "No case counted before."),
            (Percent(0), Count(0, 0), "No case counted after."),
            (Count(0, 0), Count(0, 0), "No case counted before. No case counted after."),
        ],
    )
    def test_a_question_of_one_side_only_says_so(
        self, before: Figure | None, after: Figure | None, why_not: str
    ) -> None:
        change = one(before, after)
        assert (change.points, change.significant, change.why_not) == (None, None, why_not)

    @pytest.mark.parametrize(("before", "after"), [(Count(0, 9), Count(0, 4)), (Count(9, 0), Count(4, 0))])
    def test_nothing_to_test_where_every_answer_was_the_same(self, before: Count, after: Count) -> None:
        change = one(before, after)
        assert (change.points, change.significant) == (0, None)
        assert change.why_not.startswith("Every answer was the same")

    def test_from_nothing_to_everything_is_tested(self) -> None:
        assert one(Count(0, 9), Count(9, 0)).significant is True

    def test_every_question_of_either_side_is_there_in_order(self) -> None:
        before, after = Result(SMALL, {"2.2.1": Percent(1)}), Result(SMALL, {"2.1.2": Percent(1)})
        assert list(compare(before, after)) == ["2.1.2", "2.2.1"]


class TestDifferentFrameworks:
    before, after = Count(46, 54), Count(61, 39)

    def test_a_link_that_allows_it_lets_them_be_tested(self) -> None:
        assert one(self.before, self.after, SMALL, linked(comparable=True)).significant is True

    def test_the_earlier_framework_may_stand_on_either_side(self) -> None:
        assert one(self.before, self.after, linked(comparable=True), SMALL).significant is True

    def test_a_link_that_forbids_it_gives_its_reason_and_no_change(self) -> None:
        change = one(self.before, self.after, SMALL, linked(comparable=False))
        assert (change.before, change.after, change.points, change.significant) == (46, 61, None, None)
        assert change.why_not == "The question changed."

    def test_without_a_link_nothing_is_compared(self) -> None:
        other = frameworks.small(code="other", title="Other framework")
        change = one(self.before, self.after, SMALL, other)
        assert change.points is None
        assert change.why_not == (
            "Nothing says that this number stands for the same in Small framework and Other framework."
        )

    def test_the_shipped_frameworks_compare_supervision_and_not_unpaid_work(self) -> None:
        earlier, later = frameworks.shipped("crc-2018"), frameworks.shipped("crc-2019")
        figures = {"2.1.1": self.before, "4.1.1": self.before}
        changes = compare(Result(earlier, figures), Result(later, dict.fromkeys(figures, self.after)))
        assert changes["2.1.1"].significant is True
        assert changes["4.1.1"].points is None
