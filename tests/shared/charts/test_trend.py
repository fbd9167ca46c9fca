"""A line from day to day."""

from caseward.shared.charts import trend
from caseward.shared.charts.trend import Point


def drawn(*percents: int | None) -> str:
    points = [Point(f"Day {number}", percent) for number, percent in enumerate(percents, 1)]
    return str(trend.line("Share over time", "Oldest on the left", points))


def test_the_ends_of_the_line_carry_their_figures_and_days() -> None:
    drawing = drawn(40, 55, 70)
    for words in ("40%", "70%", "Day 1", "Day 3", "Share over time", "Oldest on the left"):
        assert f">{words}<" in drawing
    assert "55%" not in drawing
    assert "Day 2" not in drawing
    assert drawing.count("<circle") == 3


def test_a_higher_share_lies_higher() -> None:
    drawing = drawn(0, 100)
    assert 'y1="146" y2="26"' in drawing or 'y1="146.0" y2="26.0"' in drawing


def test_a_day_without_a_figure_leaves_a_gap() -> None:
    whole, gap = drawn(40, 50, 60), drawn(40, None, 60)
    assert whole.count('stroke-width="3"') == 2
    assert gap.count('stroke-width="3"') == 0
    assert gap.count("<circle") == 2


def test_one_day_alone_is_a_dot() -> None:
    assert drawn(40).count("<circle") == 1
