"""Which cases are read without the evidence: about one in N, by chance, and always the same ones."""

import math

import pytest

from caseward.rules.blinding import is_hidden

REFERENCES = [f"X{number:06}" for number in range(20_000)]
HIDDEN_OF_41 = [4, 8, 10, 16, 18]
"""Reckoned once with `sha256sum` outside of Python."""


@pytest.mark.parametrize("one_in", [2, 5, 10])
def test_the_share_of_hidden_cases_is_near_one_in_n(one_in: int) -> None:
    hidden = sum(is_hidden(7, reference, one_in) for reference in REFERENCES)
    expected = len(REFERENCES) / one_in
    spread = math.sqrt(expected * (1 - 1 / one_in))
    assert abs(hidden - expected) < 4 * spread


def test_with_naught_nothing_is_hidden_and_with_one_everything() -> None:
    assert not any(is_hidden(7, reference, 0) for reference in REFERENCES[:200])
    assert all(is_hidden(7, reference, 1) for reference in REFERENCES[:200])


def test_fewer_than_none_cannot_be_hidden() -> None:
    with pytest.raises(ValueError, match="with 0 in none"):
        is_hidden(7, "X000001", -1)


def test_a_case_stays_hidden_or_not_for_ever() -> None:
    """Worked outside of Python: the fingerprints of "41 X000001" and its neighbours, modulo five."""
    hidden = [number for number in range(1, 21) if is_hidden(41, f"X{number:06}", 5)]
    assert hidden == HIDDEN_OF_41


def test_another_draw_hides_other_cases() -> None:
    of_one, of_another = (
        {reference for reference in REFERENCES[:500] if is_hidden(seed, reference, 5)} for seed in (1, 2)
    )
    assert of_one != of_another
