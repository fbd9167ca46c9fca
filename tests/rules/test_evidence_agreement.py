"""One check against people."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from caseward.rules.agreement import agreement
from caseward.rules.evidence_agreement import AS_ANSWERED, evidence_agreement, sign_test

NINE_TENTHS = Fraction(9, 10)
STATES, ANSWERS = list(AS_ANSWERED), list(AS_ANSWERED.values())
pairs_of = st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(ANSWERS)), max_size=60)


def brute(one: int, other: int) -> Fraction:
    """The same by writing down every way in which so many coins can fall."""
    falls = [sum(fall) for fall in product((0, 1), repeat=one + other)]
    as_uneven = [heads for heads in falls if abs(2 * heads - one - other) >= abs(one - other)]
    return Fraction(len(as_uneven), len(falls))


@pytest.mark.parametrize(("one", "other"), [(a, b) for a in range(8) for b in range(8 - a)])
def test_writing_down_every_way_comes_to_the_same(one: int, other: int) -> None:
    assert sign_test(one, other) == brute(one, other)


@given(st.integers(0, 60), st.integers(0, 60))
def test_it_agrees_with_scipy(one: int, other: int) -> None:
    expected = binomtest(one, one + other).pvalue if one + other else 1
    assert float(sign_test(one, other)) == pytest.approx(expected, abs=1e-9)
    assert sign_test(one, other) == sign_test(other, one)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_more_uneven_split_is_never_likelier(fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    assert sign_test(fewer, more + 1) <= sign_test(fewer, more)


def test_a_worked_example_by_hand() -> None:
    """Both yes 10 times, 12 to 3 otherwise: 2 * (1 + 15 + 105 + 455) / 32768 is 9/256."""
    pairs = [("shown", "yes")] * 10 + [("shown", "no")] * 12 + [("missing", "yes")] * 3
    found = evidence_agreement(pairs, NINE_TENTHS)
    assert (found.record_only, found.people_only, found.chance) == (12, 3, Fraction(9, 256))
    assert found.leans
    assert (found.agreement.pairs, found.agreement.share) == (25, Fraction(2, 5))
    assert found.words == "The record says shown more often than people do: 12 to 3."


def test_the_same_lean_is_chance_where_more_certainty_is_asked_for() -> None:
    pairs = [("shown", "no")] * 12 + [("missing", "yes")] * 3
    assert not evidence_agreement(pairs, Fraction(99, 100)).leans


@pytest.mark.parametrize(
    ("record", "people", "words"),
    [
        (0, 0, "The record and people never differ between yes and no."),
        (4, 4, "The record and people differ as often one way as the other: 4 to 4."),
        (5, 4, "The record says shown more often than people do: 5 to 4."),
        (4, 5, "People say yes more often than the record says shown: 5 to 4."),
    ],
)
def test_which_way_they_differ_is_one_sentence(record: int, people: int, words: str) -> None:
    pairs = [("shown", "no")] * record + [("missing", "yes")] * people
    found = evidence_agreement(pairs, NINE_TENTHS)
    assert found.words == words
    assert not found.leans


@given(pairs_of)
def test_agreement_and_kappa_are_those_of_two_readers(pairs: list[tuple[str, str]]) -> None:
    found = evidence_agreement(pairs, NINE_TENTHS)
    as_readers = [(AS_ANSWERED[state], answer) for state, answer in pairs]
    assert found.agreement == agreement(as_readers, NINE_TENTHS)
    assert found.agreement.agreed + found.record_only + found.people_only <= len(pairs)


@given(pairs_of)
def test_what_does_not_arise_for_either_leans_no_way(pairs: list[tuple[str, str]]) -> None:
    without = [pair for pair in pairs if "not_applicable" not in pair]
    found, lean = evidence_agreement(pairs, NINE_TENTHS), evidence_agreement(without, NINE_TENTHS)
    assert (found.record_only, found.people_only, found.chance) == (
        lean.record_only,
        lean.people_only,
        lean.chance,
    )


def test_without_a_case_nothing_is_known() -> None:
    found = evidence_agreement([], NINE_TENTHS)
    assert (found.agreement.pairs, found.chance) == (0, Fraction(1))
    assert not found.leans


@pytest.mark.parametrize(
    ("pair", "message"),
    [(("done", "yes"), "does not find 'done'"), (("shown", "maybe"), "do not answer 'maybe'")],
)
def test_other_words_are_refused(pair: tuple[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        evidence_agreement([pair], NINE_TENTHS)


def test_fewer_than_none_cannot_be() -> None:
    with pytest.raises(ValueError, match="0 cases or more"):
        sign_test(-1, 2)
