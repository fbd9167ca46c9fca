"""Markdown with live figures → safe HTML and plain paragraphs, each with its line.

CommonMark and tables, without HTML, pictures and code: what is typed is text. Links lead to http and https
only. Headings begin below that of the section and skip no level, whatever was typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

from caseward.rules.framework_evidence import ReportSection
from caseward.rules.wording.live_figures import REFERENCE, Box, Catalogue, Fault, faults, written

FIRST_LEVEL, LAST_LEVEL = 3, 6
"""The section's own title is the second level of a page."""
SCROLLS = '<div class="cw-table" tabindex="0" role="group" aria-label="Table">'
LISTS = {"bullet_list": "ul", "ordered_list": "ol"}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading, item of a list, table, quotation or box."""

    kind: str
    """heading, paragraph, item, quote, table or box."""
    line: int
    """The line of the typed text on which it begins, from 1."""
    text: str
    """Plain, with a line break where the typed text has one."""
    html: Markup
    level: int = 0
    """Of a heading: 3 is the first below the section's title."""
    number: str = ""
    """Of an item of a numbered list."""

    @property
    def as_read(self) -> str:
        """The text without the line breaks of typing; those of tables and boxes mean something."""
        return self.text if self.kind in {"table", "box"} else " ".join(self.text.split())


@dataclass(frozen=True)
class WrittenSection:
    """One section as it reads with the figures of now."""

    section: ReportSection
    html: Markup
    paragraphs: tuple[Paragraph, ...]
    faults: tuple[Fault, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything."""
        return not self.paragraphs


def written_section(
    section: ReportSection, typed: str, figures: Catalogue, boxes: Mapping[str, Box]
) -> WrittenSection:
    """The typed text of a section with its figures and boxes written out."""
    markdown, env = _markdown(), {"figures": figures, "boxes": boxes}
    tokens = markdown.parse(typed.replace("\r\n", "\n"), env)
    html = markdown.renderer.render(tokens, markdown.options, env)
    tree = SyntaxTreeNode(tokens)
    return WrittenSection(
        section=section,
        html=Markup(html),  # noqa: S704 - made by the renderer, which escapes all that was typed
        paragraphs=tuple(_paragraphs(tree, env)),
        faults=tuple(faults(typed.replace("\r\n", "\n"), figures)),
    )


class _Prose(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library calls it so
        return url.lower().startswith(("http://", "https://"))


@cache
def _markdown() -> MarkdownIt:
    markdown = _Prose("commonmark", {"html": False}).enable("table")
    markdown.disable(["code", "fence", "html_block", "reference", "backticks", "html_inline", "image"])
    markdown.inline.ruler.before("link", "live_figure", _live_figure)
    markdown.core.ruler.push("boxes", _boxes)
    markdown.core.ruler.push("levels", _levels)
    for name, rule in RENDERED.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _live_figure(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library calls it so
    found = REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("live_figure", "", 0)
        token.meta["code"] = found[1].strip()
        token.meta["typed"] = found[0]
        token.content = written(found[1], state.env["figures"], state.src[: state.pos])
    state.pos = found.end()
    return True


def _boxes(state: StateCore) -> None:
    """A paragraph that is nothing but a reference to a box becomes the box."""
    kept: list[Token] = []
    for token in state.tokens:
        if _is_paragraph(kept, token) and (code := _only_reference(token)) in state.env["boxes"]:
            opening, words = kept.pop(), state.env["boxes"][code].text
            box = Token("box", "", 0, content=words, map=opening.map, block=True, meta={"code": code})
            kept += [box, token]
        elif token.type == "paragraph_close" and len(kept) > 1 and kept[-2].type == "box":
            kept.pop()
        else:
            kept.append(token)
    state.tokens = kept


def _is_paragraph(before: list[Token], token: Token) -> bool:
    """Whether it is the text of a paragraph; a box in a heading or a cell stays words."""
    return token.type == "inline" and before[-1].type == "paragraph_open"


def _only_reference(token: Token) -> str:
    children = token.children or []
    return str(children[0].meta["code"]) if len(children) == 1 and children[0].type == "live_figure" else ""


def _levels(state: StateCore) -> None:
    last = FIRST_LEVEL - 1
    for token in state.tokens:
        if token.type == "heading_open":
            asked = FIRST_LEVEL - 1 + len(token.markup)
            last = min(asked, last + 1, LAST_LEVEL) if token.markup[0] == "#" else FIRST_LEVEL
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{last}"


def _render_figure(_: RendererHTML, tokens: list[Token], at: int, *_more: Any) -> str:
    token = tokens[at]
    if token.content:
        return str(escape(token.content))
    return str(Markup('<mark class="cw-unknown">{}</mark>').format(token.meta["typed"]))


def _render_box(_: RendererHTML, tokens: list[Token], at: int, _options: Any, env: Any) -> str:
    return str(_drawn(env["boxes"][tokens[at].meta["code"]]))


def _drawn(box: Box) -> Markup:
    paragraphs = Markup("").join(
        Markup("<p>{}</p>").format(text) for text in box.text.split("\n") if text.strip()
    )
    if box.said_by:
        said = Markup('<p class="cw-quote__who">{}</p>').format(box.said_by)
        return Markup('<blockquote class="cw-quote"><p>“{}”</p>{}</blockquote>').format(box.text, said)
    title = "Good practice example" if box.is_example else "From a case"
    foot = "Names and details that could point to a person are changed."
    return Markup(
        '<div class="cw-box"><p class="cw-box__title">{}</p>{}<p class="cw-box__foot">{}</p></div>'
    ).format(title, paragraphs, foot)


RENDERED: dict[str, Any] = {
    "live_figure": _render_figure,
    "box": _render_box,
    "table_open": lambda *_: f'{SCROLLS}<table class="govuk-table">',
    "table_close": lambda *_: "</table></div>",
}


def _paragraphs(node: SyntaxTreeNode, env: Mapping[str, Any]) -> Iterator[Paragraph]:
    for child in node.children:
        if child.type in LISTS:
            yield from _items(child, env)
        elif child.type == "box":
            box = env["boxes"][child.meta["code"]]
            yield Paragraph("box", _line(child), box.text, _drawn(box))
        elif child.type in KINDS:
            level = int(child.tag[1]) if child.type == "heading" else 0
            html = _html(child.to_tokens(), env)
            yield Paragraph(KINDS[child.type], _line(child), _text(child), html, level)


LINED = ("thead", "tbody", "blockquote", "list_item", *LISTS)
BETWEEN = {"table": "\n\n", "tr": "\t", **dict.fromkeys(LINED, "\n")}
"""What stands between the parts of a block in its plain text."""
KINDS = {"heading": "heading", "paragraph": "paragraph", "blockquote": "quote", "table": "table"}


def _items(node: SyntaxTreeNode, env: Mapping[str, Any]) -> Iterator[Paragraph]:
    first = int(node.attrs.get("start", 1))
    for place, item in enumerate(node.children, first):
        number = str(place) if node.type == "ordered_list" else ""
        for child in item.children:
            if child.type in LISTS:
                yield from _items(child, env)
            else:
                start = Markup(' start="{}"').format(number) if number else Markup("")
                inner = _html([token for part in child.children for token in part.to_tokens()], env)
                drawn = Markup("<{0}{1}><li>{2}</li></{0}>").format(LISTS[node.type], start, inner)
                yield Paragraph("item", _line(child), _text(child), drawn, number=number)


def _html(tokens: list[Token], env: Mapping[str, Any]) -> Markup:
    markdown = _markdown()
    html = markdown.renderer.render(tokens, markdown.options, dict(env))
    return Markup(html)  # noqa: S704 - made by the renderer, which escapes all that was typed


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _text(node: SyntaxTreeNode) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return "\n"
    if node.type == "live_figure":
        return node.content or str(node.meta["typed"])
    if not node.children:
        return node.content if node.type in {"text", "box"} else ""
    return BETWEEN.get(node.type, "").join(_text(child) for child in node.children)
