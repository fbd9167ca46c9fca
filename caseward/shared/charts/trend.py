"""One share over time: a line from day to day, with figures at its two ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from caseward.shared.charts.drawing import ON_PAGE, element, frame, share, words
from caseward.shared.charts.palette import INK, LINE, SERIES

HIGH = 120
"""Pixels between nought and a hundred per cent."""
TOP = 26
LEFT, WIDE = 8.0, 84.0
"""Where the line begins and how wide it runs, in per cent across: figures stand at both of its ends."""


@dataclass(frozen=True)
class Point:
    """A day and the share on it in per cent; None where there was nothing to count."""

    label: str
    percent: int | None


def line(title: str, description: str, points: Sequence[Point]) -> Markup:
    """The points from left to right, the oldest first; days without a figure leave a gap."""
    drawn = [_level(percent) for percent in (0, 50, 100)]
    step = WIDE / max(len(points) - 1, 1)
    placed = [(LEFT + step * number, point) for number, point in enumerate(points)]
    drawn += [_stretch(one, other) for one, other in pairwise(placed)]
    drawn += [_dot(across, point) for across, point in placed]
    drawn += _ends(placed)
    return frame(title, description, drawn, TOP + HIGH + 30)


def _down(percent: int) -> float:
    return TOP + HIGH * (100 - percent) / 100


def _level(percent: int) -> Markup:
    down = _down(percent)
    rule = element("line", x1="0", x2="100%", y1=down, y2=down, stroke=LINE, stroke_width=0.5)
    return rule + words(f"{percent}%", across="100%", down=down - 4, size=12, text_anchor="end")


def _stretch(one: tuple[float, Point], other: tuple[float, Point]) -> Markup:
    (across, start), (further, end) = one, other
    if start.percent is None or end.percent is None:
        return Markup("")
    return element(
        "line",
        x1=share(across),
        x2=share(further),
        y1=_down(start.percent),
        y2=_down(end.percent),
        stroke=SERIES[0].fill,
        stroke_width=3,
    )


def _dot(across: float, point: Point) -> Markup:
    if point.percent is None:
        return Markup("")
    return element(
        "circle",
        cx=share(across),
        cy=_down(point.percent),
        r=5,
        fill=SERIES[0].fill,
        stroke="#ffffff",
        stroke_width=2,
        class_=ON_PAGE,
    )


def _ends(placed: Sequence[tuple[float, Point]]) -> list[Markup]:
    """The figures of the first and the last point, and their days below."""
    drawn = []
    for end, anchor, edge in ((0, "start", "0"), (-1, "end", "100%")):
        across, point = placed[end]
        if point.percent is not None:
            drawn.append(
                words(
                    f"{point.percent}%",
                    across=share(across),
                    down=_down(point.percent) - 10,
                    size=15,
                    fill=INK,
                    text_anchor="middle",
                    font_weight="bold",
                )
            )
        drawn.append(words(point.label, across=edge, down=TOP + HIGH + 20, size=13, text_anchor=anchor))
    return drawn
