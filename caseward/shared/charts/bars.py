"""Horizontal bars: several series side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from caseward.shared.charts.drawing import box, frame, key, paragraph, share, words
from caseward.shared.charts.palette import SERIES

BAR = 18
GAP = 14
# The longest bar leaves this room for the figure that stands at its end.
LONGEST = 78


@dataclass(frozen=True)
class Row:
    """One group of bars: a value for each series, in their order; None where there is no figure."""

    label: str
    values: Sequence[float | None]


def grouped(
    title: str, description: str, series: Sequence[str], rows: Sequence[Row], unit: str = "%"
) -> Markup:
    """One bar a series in each row, such as population against sample by stratum."""
    body, down = key(list(zip(series, SERIES, strict=False)), 0)
    drawn = [body]
    most = max((value for row in rows for value in row.values if value is not None), default=0) or 1
    for row in rows:
        label, down = paragraph(row.label, down + GAP, weight="bold")
        drawn.append(label)
        for number, value in enumerate(row.values):
            drawn.append(_bar(number, value, down + 5, most, unit))
            down += BAR + 3
    return frame(title, description, drawn, down + 8)


def _bar(number: int, value: float | None, down: float, most: float, unit: str) -> Markup:
    if value is None:
        return words("no figure", down=down + 14, size=13)
    colour = SERIES[number % len(SERIES)]
    long = value / most * LONGEST
    bar = box(0, down, long, BAR, colour.fill, colour.edge)
    return bar + words(_figure(value, unit), across=share(long), down=down + 14, dx=6, size=13)


def _figure(value: float, unit: str) -> str:
    return f"{round(value, 1):g}{unit}" if value < 1000 else f"{value:,.0f}{unit}"
