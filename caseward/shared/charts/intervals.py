"""Percentages in their bands: where each falls, how sure one can be of it, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from caseward.shared.charts.drawing import ON_PAGE, box, element, frame, key, paragraph, share, words
from caseward.shared.charts.palette import INK, LINE, Colour, band_colour

TRACK = 26


@dataclass(frozen=True)
class Band:
    """A band by its code, the word for it, and the lowest per cent that earns it."""

    code: str
    label: str
    starts_at: float


@dataclass(frozen=True)
class Interval:
    """A question's per cent, the two ends of its interval and, if known, last time's and a comparator's."""

    label: str
    percent: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    beside: float | None = None


def dots(
    title: str, description: str, rows: Sequence[Interval], bands: Sequence[Band], confidence: int = 95
) -> Markup:
    """A dot with its interval for each row, on a ground of bands. Bands run from best to worst."""
    drawn, down = [_edges(bands)], 22.0
    for row in rows:
        label, down = paragraph(_label(row), down + 6)
        drawn += [label, _plot(down + 4, TRACK, [_ground(bands, TRACK), _marks(row)])]
        down += TRACK + 12
    legend, down = _legend(rows, bands, confidence, down + 8)
    return frame(title, description, [*drawn, legend], down + 4)


def _plot(down: float, height: float, content: Sequence[str]) -> Markup:
    """The field of the percentages, a little narrower than the drawing so that its ends show whole."""
    inner = Markup("").join(content)
    return element("svg", inner, x="3%", y=down, width="94%", height=height, overflow="visible")


def _label(row: Interval) -> str:
    return f"{row.label} – {'no figure' if row.percent is None else f'{round(row.percent, 1):g}%'}"


def _spans(bands: Sequence[Band]) -> list[tuple[Band, float, float]]:
    """Each band with where it starts and where the better one takes over."""
    tops = [100.0, *(band.starts_at for band in bands)]
    return [(band, band.starts_at, top) for band, top in zip(bands, tops, strict=False)]


def _edges(bands: Sequence[Band]) -> Markup:
    edges = sorted({100.0, *(float(band.starts_at) for band in bands)})
    return _plot(2, 16, [_edge(value) for value in edges])


def _edge(value: float) -> Markup:
    # The last one ends at its edge: centred on it, it would run out of a phone's screen.
    if value == 100:
        return words("100%", across="100%", down=12, size=12, text_anchor="end")
    return words(f"{value:g}", across=share(value), down=12, size=12, text_anchor="middle")


def _ground(bands: Sequence[Band], height: float) -> Markup:
    return Markup("").join(
        box(low, 0, high - low, height, band_colour(band.code).pale, LINE)
        for band, low, high in _spans(bands)
    )


def _line(start: float, end: float, top: float, bottom: float, width: float = 2) -> Markup:
    return element(
        "line",
        x1=share(start),
        x2=share(end),
        y1=top,
        y2=bottom,
        stroke=INK,
        stroke_width=width,
    )


def _marks(row: Interval) -> Markup:
    middle = TRACK / 2
    drawn = Markup("")
    if row.low is not None and row.high is not None:
        drawn += _line(row.low, row.high, middle, middle, 3)
        drawn += _line(row.low, row.low, middle - 5, middle + 5) + _line(
            row.high, row.high, middle - 5, middle + 5
        )
    if row.before is not None:
        drawn += _last_time(share(row.before), middle)
    if row.beside is not None:
        drawn += _comparator(row.beside)
    if row.percent is not None:
        drawn += element(
            "circle", cx=share(row.percent), cy=middle, r=7, fill=INK, stroke="#ffffff", stroke_width=2
        )
    return drawn


def _last_time(across: str, middle: float) -> Markup:
    return element("circle", cx=across, cy=middle, r=6, fill="#ffffff", stroke=INK, stroke_width=2)


def _comparator(value: float) -> Markup:
    return _line(value, value, 2, TRACK - 2, 4)


def _legend(
    rows: Sequence[Interval], bands: Sequence[Band], confidence: int, down: float
) -> tuple[Markup, float]:
    entries: list[tuple[str, Colour]] = [
        (f"{band.label}: {band.starts_at:g}% and over", band_colour(band.code))
        if band.starts_at
        else (f"{band.label}: below", band_colour(band.code))
        for band in bands
    ]
    drawn, down = key(entries, down, pale=True)
    signs = [
        (
            element("circle", cx=8, cy=down + 9, r=6, fill=INK, class_=ON_PAGE),
            f"this time, with its {confidence}% interval",
        )
    ]
    if any(row.before is not None for row in rows):
        signs.append((_last_time("8", down + 9 + 20 * len(signs)), "last time"))
    if any(row.beside is not None for row in rows):
        middle = down + 9 + 20 * len(signs)
        mark = element(
            "line", x1=8, x2=8, y1=middle - 7, y2=middle + 7, stroke=INK, stroke_width=4, class_=ON_PAGE
        )
        signs.append((mark, "the comparator"))
    for sign, label in signs:
        drawn += sign + words(label, across="22", down=down + 14, size=13)
        down += 20
    return drawn, down
