"""Which level of harm a limit goes by."""

import pytest

from caseward.rules.harm_levels import goes_by
from caseward.rules.risk_of_harm import RISING


@pytest.mark.parametrize("level", RISING)
def test_a_rated_level_is_gone_by_without_a_word(level: str) -> None:
    assert goes_by(level) == (level, "")


def test_a_level_that_is_not_known_is_treated_as_high_and_says_so() -> None:
    assert goes_by("") == ("high", "The level of harm is not known; it is treated as high.")


@pytest.mark.parametrize("level", ["High", "none", " "])
def test_a_level_that_does_not_exist_is_refused(level: str) -> None:
    with pytest.raises(ValueError, match="no level of harm"):
        goes_by(level)
