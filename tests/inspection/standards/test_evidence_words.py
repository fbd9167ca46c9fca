"""Words for figures that a framework says little of."""

import pytest

from caseward.inspection.standards.presenters import evidence
from caseward.rules.framework_evidence import ProviderFigure
from tests.factories.frameworks import PUBLISHED


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(None, None, "Any"), (5, None, "From 5"), (None, 4000, "Up to 4,000"), (0, 0, "0 to 0")],
)
def test_the_usual_range_is_said_with_the_limits_there_are(
    least: int | None, most: int | None, words: str
) -> None:
    figure = ProviderFigure("hats", "Hats", "clothes", "number", (), PUBLISHED, least=least, most=most)
    assert evidence.plausible(figure) == words


def test_nothing_stands_beside_a_figure_without_target_and_comparator() -> None:
    assert evidence.beside(ProviderFigure("hats", "Hats", "clothes", "number", (), PUBLISHED)) == ""
