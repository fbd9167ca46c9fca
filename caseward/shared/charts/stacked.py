"""Counts in bands: one bar a row, cut into parts as long as the share of each band."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from caseward.shared.charts.drawing import box, frame, key, paragraph, share, words
from caseward.shared.charts.palette import band_colour

BAR = 24
NARROW = 8
"""A part narrower than this many per cent has no room for its number; the table beside it says it."""


@dataclass(frozen=True)
class Part:
    """How many fall into one band."""

    band: str
    label: str
    number: int


@dataclass(frozen=True)
class Row:
    """One bar, its parts from best to worst."""

    label: str
    parts: Sequence[Part]


def counts(title: str, description: str, rows: Sequence[Row]) -> Markup:
    """A bar for each row; a row without anything says so."""
    entries = dict.fromkeys((part.band, part.label) for row in rows for part in row.parts)
    drawn, down = key([(label, band_colour(band)) for band, label in entries], 0)
    body = [drawn]
    for row in rows:
        label, down = paragraph(row.label, down + 8)
        body += [label, *_bar(row, down + 4)]
        down += BAR + 4
    return frame(title, description, body, down + 4)


def _bar(row: Row, down: float) -> list[Markup]:
    whole = sum(part.number for part in row.parts)
    if not whole:
        return [words("none", down=down + 14, size=13)]
    drawn, across = [], 0.0
    for part in row.parts:
        wide = 100 * part.number / whole
        colour = band_colour(part.band)
        drawn.append(box(across, down, wide, BAR, colour.fill, colour.edge))
        if wide >= NARROW:
            middle = share(across + wide / 2)
            text = f"{part.number:,}"
            drawn.append(
                words(text, across=middle, down=down + 17, size=14, fill=colour.text, text_anchor="middle")
            )
        across += wide
    return drawn
