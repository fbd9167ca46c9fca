"""Horizontal bars: several series side by side, or parts of a whole end to end."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from caseward.shared.charts.drawing import box, frame, key, paragraph, share, words
from caseward.shared.charts.palette import GROUND, SERIES

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


def stacked(title: str, description: str, series: Sequence[str], rows: Sequence[Row]) -> Markup:
    """Each row is a whole of 100 per cent; the values are counts, drawn as shares of their row."""
    body, down = key(list(zip(series, SERIES, strict=False)), 0)
    drawn = [body]
    for row in rows:
        label, down = paragraph(row.label, down + GAP, weight="bold")
        drawn += [label, *_parts(row, down + 5)]
        down += BAR + 12
    return frame(title, description, drawn, down + 8)


def _parts(row: Row, down: float) -> list[Markup]:
    whole = sum(value or 0 for value in row.values)
    if not whole:
        return [words("no cases", down=down + 17, size=13)]
    parts = [box(0, down, 100, BAR + 6, GROUND, GROUND)]
    before = 0.0
    for number, value in enumerate(row.values):
        long = (value or 0) / whole * 100
        parts.append(_part(number, long, before, down))
        before += long
    return parts


def _part(number: int, long: float, before: float, down: float) -> Markup:
    colour = SERIES[number % len(SERIES)]
    part = box(before, down, long, BAR + 6, colour.fill, colour.edge)
    # Under an eighth of a phone's width the figure would run over its part; the table has it.
    if long < 12.5:
        return part
    middle = share(before + long / 2)
    return part + words(
        f"{round(long)}%", across=middle, down=down + 17, size=13, fill=colour.text, text_anchor="middle"
    )
