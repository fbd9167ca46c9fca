"""The plain text of a report as blocks of lines: page furniture taken out, footnotes known as such."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .splitting import Line

FURNITURE = re.compile(r"^(?:https?://\S+|\d{1,3}|\S.*\s{3,}\d{1,3})$")
NOTE = re.compile(r"^(?:\d{1,2}|[®*†‡?])\s+[A-Z‘“\"]")
RULED_OFF = re.compile(r"^ {20,}$")
"""Many plain texts have the rule above footnotes as a line of spaces."""
GOES_ON = re.compile(r"^[a-z(–—]")
COMPLETE = re.compile(r"[.?!:;][”’\"')\]]*\d{0,2}$")


@dataclass(frozen=True)
class Block:
    """Lines without an empty line between them."""

    lines: tuple[Line, ...]
    is_note: bool = False

    @property
    def first(self) -> str:
        """Its first line."""
        return self.lines[0].text

    @property
    def is_complete(self) -> bool:
        """Whether it ends as a sentence ends."""
        return bool(COMPLETE.search(self.lines[-1].text))


def blocks(text: str) -> list[Block]:
    """The blocks of a report's plain text in their order; what a page break cut in two is whole again.

    A page begins after a form feed, or where a line of text begins with one space, as most tools that turn
    a PDF into text leave it.
    """
    return _mended([block for page in _pages(text) for block in _of_page(page)])


def _pages(text: str) -> Iterator[list[Line]]:
    page: list[Line] = []
    for number, raw in enumerate(text.split("\n"), 1):
        starts = "\f" in raw or bool(re.match(r" \S", raw))
        if starts and page:
            yield page
            page = []
        page.append(Line(number, _text(raw), starts, is_rule=bool(RULED_OFF.match(raw))))
    yield page


def _text(raw: str) -> str:
    text = raw.replace("\f", "").strip()
    return "" if FURNITURE.match(text) else text


def _of_page(page: Sequence[Line]) -> Iterator[Block]:
    found: list[Block] = []
    ruled = False
    for has_text, lines in groupby(page, key=lambda line: bool(line.text)):
        kept = tuple(lines)
        if has_text:
            ruled = ruled and bool(NOTE.match(kept[0].text))
            found.append(Block(kept, is_note=ruled))
        else:
            ruled = ruled or any(line.is_rule for line in kept)
    yield from _with_last_notes(found)


def _with_last_notes(found: list[Block]) -> list[Block]:
    """Footnotes end a page; a block that begins as one does, with only such blocks below it, is one."""
    at = len(found)
    while at > 1 and NOTE.match(found[at - 1].first):
        at -= 1
    return [replace(block, is_note=block.is_note or at <= place) for place, block in enumerate(found)]


def _mended(found: Sequence[Block]) -> list[Block]:
    whole: list[Block] = []
    for block in found:
        before = next((place for place in range(len(whole) - 1, -1, -1) if not whole[place].is_note), None)
        if before is not None and not block.is_note and _is_cut(whole[before], block):
            whole[before] = Block(whole[before].lines + block.lines)
        else:
            whole.append(block)
    return whole


def _is_cut(before: Block, block: Block) -> bool:
    return bool(GOES_ON.match(block.first)) and not before.is_complete and len(before.lines[-1].text) > 20
