"""Two readers of the same cases."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from caseward.rules.agreement import agreement

NINE_TENTHS = Fraction(9, 10)
ANSWERS = ["yes", "no", "not_applicable"]
readings = st.lists(st.tuples(st.sampled_from(ANSWERS), st.sampled_from(ANSWERS)), min_size=1, max_size=60)


@pytest.mark.filterwarnings("ignore::RuntimeWarning:statsmodels.*")
@given(readings)
def test_kappa_and_its_interval_agree_with_statsmodels(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs, Fraction(95, 100))
    assert found.share == Fraction(sum(first == second for first, second in pairs), len(pairs))
    if found.kappa is None:
        assert len({answer for pair in pairs for answer in pair}) == 1
        return
    times = Counter(pairs)
    expected = cohens_kappa(np.array([[times[first, second] for second in ANSWERS] for first in ANSWERS]))
    assert float(found.kappa) == pytest.approx(expected.kappa, abs=1e-9)
    if found.interval:
        assert found.interval.low == pytest.approx(max(-1, expected.kappa_low), abs=1e-6)
        assert found.interval.high == pytest.approx(min(1, expected.kappa_upp), abs=1e-6)


def test_a_worked_example_by_hand() -> None:
    """20 yes-yes, 15 no-no, 5 yes-no, 10 no-yes: agreed 0.7, by chance 0.5, so kappa is 0.4."""
    pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    found = agreement(pairs, NINE_TENTHS)
    assert (found.pairs, found.agreed, found.share, found.kappa) == (50, 35, Fraction(7, 10), Fraction(2, 5))


def test_whole_agreement_is_a_kappa_of_one_without_an_interval() -> None:
    found = agreement([("yes", "yes"), ("no", "no")], NINE_TENTHS)
    assert (found.kappa, found.interval) == (Fraction(1), None)
    assert found.why_not == "The answers vary too little for an interval."


def test_one_answer_throughout_has_no_kappa_and_says_why() -> None:
    found = agreement([("yes", "yes")] * 9, NINE_TENTHS)
    assert (found.share, found.kappa, found.interval) == (Fraction(1), None, None)
    assert "beyond chance" in found.why_not


def test_nothing_read_twice_has_no_agreement() -> None:
    found = agreement([], NINE_TENTHS)
    assert (found.pairs, found.share, found.why_not) == (0, None, "No case was read twice.")


def test_readers_who_never_agree_are_below_chance() -> None:
    found = agreement([("yes", "no"), ("no", "yes")] * 5, NINE_TENTHS)
    assert found.kappa == -1
