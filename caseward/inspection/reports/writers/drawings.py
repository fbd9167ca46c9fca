"""An edition's sections ready to be shown: their prose as markup and their charts drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from caseward.shared.charts import bars, grid, intervals

Data = Mapping[str, Any]


@dataclass(frozen=True)
class DrawnSection:
    """One section as the page and the PDF show it."""

    code: str
    heading: str
    is_annex: bool
    rating: Data | None
    html: Markup
    charts: list[Markup]
    tables: list[Data]


def drawn_sections(document: Data) -> list[DrawnSection]:
    """Every section of a document that has something to show."""
    return [_drawn(section) for section in document["sections"] if has_something(section)]


def has_something(section: Data) -> bool:
    """Whether anything stands in a section."""
    return bool(section["html"] or section["tables"] or section["charts"])


def as_markup(html: str) -> Markup:
    """What the renderer of prose made when the edition was frozen; it escapes all that was typed."""
    return Markup(html)  # noqa: S704 - made by our renderer and kept with its digest


def _drawn(section: Data) -> DrawnSection:
    return DrawnSection(
        code=section["code"],
        heading=section["heading"],
        is_annex=section["is_annex"],
        rating=section["rating"],
        html=as_markup(section["html"]),
        charts=[DRAWINGS[chart["kind"]](chart) for chart in section["charts"]],
        tables=section["tables"],
    )


def _ratings(chart: Data) -> Markup:
    groups = [
        grid.Group(row["title"], [grid.Cell(**cell) for cell in row["cells"]]) for row in chart["groups"]
    ]
    return grid.ratings(chart["title"], chart["description"], groups)


def _intervals(chart: Data) -> Markup:
    rows = [intervals.Interval(**row) for row in chart["rows"]]
    bands = [intervals.Band(**band) for band in chart["bands"]]
    return intervals.dots(chart["title"], chart["description"], rows, bands)


def _bars(chart: Data) -> Markup:
    rows = [bars.Row(**row) for row in chart["rows"]]
    return bars.grouped(chart["title"], chart["description"], chart["series"], rows)


DRAWINGS: dict[str, Callable[[Data], Markup]] = {
    "ratings": _ratings,
    "intervals": _intervals,
    "bars": _bars,
}
