"""Which word a percentage earns."""

import pytest

from caseward.rules.wording import band_word
from tests.factories import frameworks


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (0, "minority"),
        (49, "minority"),
        (50, "too few"),
        (64, "too few"),
        (65, "reasonable majority"),
        (79, "reasonable majority"),
        (80, "large majority"),
        (100, "large majority"),
    ],
)
def test_the_word_changes_at_the_edges_of_the_bands(percent: int, word: str) -> None:
    assert band_word(frameworks.small(), percent) == word


@pytest.mark.parametrize("percent", [-1, 101])
def test_what_is_no_percentage_has_no_word(percent: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        band_word(frameworks.small(), percent)
