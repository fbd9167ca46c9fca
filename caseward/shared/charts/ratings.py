"""A grid of ratings: standards down, inspections across."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from caseward.shared.charts.drawing import box, frame, key, paragraph, share, words
from caseward.shared.charts.palette import band_colour

CELL = 30


@dataclass(frozen=True)
class Standard:
    """A standard's title and its band (a code, or None for not rated) in each column."""

    label: str
    bands: Sequence[str | None]


def grid(
    title: str, description: str, columns: Sequence[str], rows: Sequence[Standard], band_names: dict[str, str]
) -> Markup:
    """A coloured cell with the band's initials for each standard and column; the key spells them out."""
    width = 100 / max(len(columns), 1)
    drawn = [
        words(column, across=share(width * number), down=14, size=13, font_weight="bold")
        for number, column in enumerate(columns)
    ]
    down = 22.0
    for row in rows:
        label, down = paragraph(row.label, down + 4)
        cells = [
            _cell(band, band_names, width * number, width, down + 4) for number, band in enumerate(row.bands)
        ]
        drawn += [label, *cells]
        down += CELL + 8
    entries = [(f"{initials(name)}: {name}", band_colour(code)) for code, name in band_names.items()]
    legend, down = key(entries, down + 8)
    return frame(title, description, [*drawn, legend], down + 4)


def initials(name: str) -> str:
    """Requires improvement → RI."""
    return "".join(part[0].upper() for part in name.split())


def _cell(band: str | None, names: dict[str, str], across: float, width: float, down: float) -> Markup:
    colour = band_colour(band)
    mark = initials(names.get(band, band)) if band else "–"
    ground = box(across, down, width - 1, CELL, colour.fill, colour.edge)
    middle = share(across + (width - 1) / 2)
    return ground + words(
        mark, across=middle, down=down + 20, fill=colour.text, text_anchor="middle", font_weight="bold"
    )
