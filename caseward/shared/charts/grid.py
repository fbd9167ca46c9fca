"""The ratings grid: each standard with the band it was given, under the title of its domain."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from caseward.shared.charts.drawing import box, frame, paragraph, share, words
from caseward.shared.charts.palette import band_colour

CELL = 26


@dataclass(frozen=True)
class Cell:
    """One rating: what was rated, the code of its band and the word for it."""

    label: str
    band: str
    word: str


@dataclass(frozen=True)
class Group:
    """The ratings under one heading."""

    title: str
    cells: Sequence[Cell]


def ratings(title: str, description: str, groups: Sequence[Group]) -> Markup:
    """A bar in the colour of its band, with the word on it, for each rating."""
    drawn, down = [], 0.0
    for group in groups:
        heading, down = paragraph(group.title, down + 4, weight="bold")
        drawn.append(heading)
        for cell in group.cells:
            label, down = paragraph(cell.label, down + 6)
            drawn += [label, _bar(cell, down + 4)]
            down += CELL + 6
        down += 10
    return frame(title, description, drawn, down)


def _bar(cell: Cell, down: float) -> Markup:
    colour = band_colour(cell.band)
    bar = box(0, down, 100, CELL, colour.fill, colour.edge)
    return bar + words(
        cell.word, across=share(2), down=down + 18, size=15, fill=colour.text, font_weight="bold"
    )
