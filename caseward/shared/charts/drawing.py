"""The pencil: elements, wrapped words and the frame that every drawing shares.

A drawing has no viewBox: positions across are per cent of whatever width there is, positions down are
pixels. So letters keep their size on a phone, and bars still fill a desk's screen.
"""

import hashlib
import textwrap
from collections.abc import Sequence

from markupsafe import Markup, escape

from caseward.shared.charts.palette import INK, Colour

LINE_HEIGHT = 18
# Of 14 pixel letters, on the narrowest screen that pages promise to work on (320 pixels).
LETTERS_A_LINE = 36
# Marks on the page itself, not on a colour of ours: they follow the reader's own colours if forced.
ON_PAGE = "cw-chart__ink"


def _number(value: object) -> object:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def element(name: str, content: str = "", **attributes: object) -> Markup:
    """`<name key="value">content</name>`, escaped; underscores in keys become hyphens."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _number(value))
        for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, escape(content))


def share(value: float) -> str:
    """A position or width across the drawing."""
    return f"{_number(float(value))}%"


def words(
    text: str, *, across: str = "0", down: float, size: int = 14, fill: str = INK, **attributes: object
) -> Markup:
    """One line of text, its baseline at `down`."""
    if fill == INK:
        attributes["class_"] = ON_PAGE
    return element("text", text, x=across, y=down, font_size=size, fill=fill, **attributes)


def box(across: float, down: float, wide: float, high: float, fill: str, stroke: str) -> Markup:
    """A filled rectangle; where it is and how wide in per cent across, how high in pixels."""
    return element(
        "rect",
        x=share(across),
        y=down,
        width=share(wide),
        height=high,
        fill=fill,
        stroke=stroke,
    )


def lines_of(text: str) -> list[str]:
    """A label broken so that it fits the narrowest screen."""
    return textwrap.wrap(text, LETTERS_A_LINE) or [""]


def paragraph(text: str, down: float, weight: str = "normal") -> tuple[Markup, float]:
    """A wrapped label starting at `down`; the markup and where it ends."""
    drawn = [
        words(line, down=down + LINE_HEIGHT * number + 14, font_weight=weight)
        for number, line in enumerate(lines_of(text))
    ]
    return Markup("").join(drawn), down + LINE_HEIGHT * len(drawn)


def key(entries: Sequence[tuple[str, Colour]], down: float, *, pale: bool = False) -> tuple[Markup, float]:
    """What each colour stands for, one a line."""
    drawn = []
    for label, colour in entries:
        fill = colour.pale if pale else colour.fill
        drawn.append(element("rect", x=1, y=down + 2, width=14, height=14, fill=fill, stroke=colour.edge))
        drawn.append(words(label, across="22", down=down + 14, size=13))
        down += 20
    return Markup("").join(drawn), down


def frame(title: str, description: str, body: Sequence[str], height: float) -> Markup:
    """The finished drawing: one image to a screen reader, named by the title and told by the description."""
    name = "chart-" + hashlib.sha256(f"{title}\n{description}\n{body}".encode()).hexdigest()[:10]
    inner = Markup("").join(
        [
            element("title", title, id=f"{name}-title"),
            element("desc", description, id=f"{name}-desc"),
            *body,
        ]
    )
    svg = element(
        "svg",
        inner,
        role="img",
        width="100%",
        height=float(height),
        focusable="false",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )
    return element("div", svg, class_="cw-chart")
