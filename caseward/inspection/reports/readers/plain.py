"""The plain text of a report as sentences, headings and rows of tables, with the line of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from caseward.rules.wording.sentences import Place, Sentence

from .blocks import Block, blocks
from .headings import Headings, is_heading
from .splitting import Line, cut, joined
from .tables import cells_of, is_label

BULLET = re.compile(r"^(?:[•▪◦●○·*–¢«»<§]\s+(?=\S)|[eo]\s+(?=[A-Z]))")
"""Bullets; scanned reports have letters and signs in their place."""
NUMBERED = re.compile(r"^(\d{1,2})\.\s+(?=\S)")
QUOTED = re.compile(r"^[“\"].*[”\"][.,]?$", re.DOTALL)
EXAMPLE_HEADING = re.compile(r"\bexample\b", re.IGNORECASE)
LEADS_TO_EXAMPLE = re.compile(
    r"\b(?:following|below|this)\b[^.]*\b(?:example|case)\b[^.]*\b(?:illustrat|show|demonstrat)\w*"
    r"|\bcase (?:below|example)\b|\bfollowing (?:case|example)\b[^.]*:?$",
    re.IGNORECASE,
)
ENDS_SENTENCE = re.compile(r"[.?!][”’\"')\]]*$")


@dataclass
class _Reading:
    """What has been read so far."""

    found: list[Sentence] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    paragraph: int = 0
    waiting: list[Line] = field(default_factory=list)
    """Lines that look like the label of a row whose cells stand further down."""
    example_next: bool = False


def read_plain(text: str) -> list[Sentence]:
    """Every sentence, heading and row of a report's plain text, in order, with line numbers from 1."""
    reading = _Reading()
    for block in blocks(text):
        _read_block(reading, block)
    _drop_label(reading)
    return reading.found


def _read_block(reading: _Reading, block: Block) -> None:
    reading.paragraph += 1
    if block.is_note:
        _sentences(reading, block.lines, Place.NOTE)
        return
    for piece in _pieces(block.lines):
        _read_piece(reading, piece)


def _pieces(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """A block cut where a bullet, a number, a row of a table or a heading begins."""
    piece: list[Line] = []
    width = max(len(line.text) for line in lines)
    for line in lines:
        if piece and _begins_piece(piece, line, width):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _begins_piece(piece: Sequence[Line], line: Line, width: int) -> bool:
    last = piece[-1].text
    if BULLET.match(line.text) or NUMBERED.match(line.text) or cells_of(last)[1]:
        return True
    if line.starts_page and ENDS_SENTENCE.search(last) and is_heading(line):
        return True
    return len(piece) == 1 and _is_heading_line(piece[0], line, width)


def _is_heading_line(line: Line, following: Line, width: int) -> bool:
    """A line that was broken though the next word would have stood in it, and reads as a heading."""
    has_room = len(line.text) + len(following.text.split()[0]) + 1 < width - 3
    return has_room and following.text[0].isupper() and is_heading(line)


def _read_piece(reading: _Reading, piece: list[Line]) -> None:
    label, cells = cells_of(piece[-1].text)
    if cells:
        _row(reading, piece, label, cells)
        return
    if BULLET.match(piece[0].text):
        _item(reading, piece, BULLET)
    elif len(piece) == 1 and is_heading(piece[0]):
        _drop_label(reading)
        _heading(reading, piece[0])
    elif NUMBERED.match(piece[0].text):
        _item(reading, piece, NUMBERED)
    elif is_label(joined(piece)[0]):
        _drop_label(reading)
        reading.waiting = piece
    else:
        _paragraph(reading, piece)


def _row(reading: _Reading, piece: list[Line], label: str, cells: tuple[str, ...]) -> None:
    above = [*piece[:-1]]
    if not above and not label:
        above, reading.waiting = reading.waiting or _label_as_heading(reading), []
    _drop_label(reading)
    words = f"{joined(above)[0]} {joined([Line(0, label)])[0]}".strip()
    line = above[0].number if above else piece[-1].number
    text = f"{words} {' '.join(cells)}".strip()
    reading.found.append(
        Sentence(line, text, Place.ROW, reading.headings.now, reading.paragraph, label=words, cells=cells)
    )


def _label_as_heading(reading: _Reading) -> list[Line]:
    """A label of one line reads as a heading until cells follow it in the next block."""
    last = reading.found[-1:]
    if not last or last[0].place is not Place.HEADING or last[0].paragraph != reading.paragraph - 1:
        return []
    reading.found.pop()
    return [Line(last[0].line, last[0].text)]


def _item(reading: _Reading, piece: list[Line], mark: re.Pattern[str]) -> None:
    _drop_label(reading)
    match = mark.match(piece[0].text)
    number = match[1] if match and match.re.groups else ""
    bare = [Line(piece[0].number, mark.sub("", piece[0].text)), *piece[1:]]
    _sentences(reading, bare, Place.ITEM, number)


def _heading(reading: _Reading, line: Line) -> None:
    text = joined([line])[0]
    reading.found.append(Sentence(line.number, text, Place.HEADING, reading.headings.now, reading.paragraph))
    reading.headings.enter(text, starts_page=line.starts_page)
    reading.example_next = bool(EXAMPLE_HEADING.search(text))


def _paragraph(reading: _Reading, piece: list[Line]) -> None:
    _drop_label(reading)
    text = joined(piece)[0]
    place = Place.QUOTATION if QUOTED.match(text) else Place.EXAMPLE if reading.example_next else Place.PROSE
    reading.example_next = False
    _sentences(reading, piece, place)
    reading.example_next = place is Place.PROSE and bool(LEADS_TO_EXAMPLE.search(reading.found[-1].text))


def _sentences(reading: _Reading, lines: Sequence[Line], place: Place, number: str = "") -> None:
    for line, text in cut(lines):
        label, number = number, ""
        if place is Place.PROSE and text.endswith("?"):
            reading.found.append(Sentence(line, text, Place.HEADING, reading.headings.now, reading.paragraph))
            reading.headings.enter(text, starts_page=False)
        else:
            reading.found.append(Sentence(line, text, place, reading.headings.now, reading.paragraph, label))


def _drop_label(reading: _Reading) -> None:
    """What looked like the label of a row, but has no cells, is a heading or a fragment of one."""
    waiting, reading.waiting = reading.waiting, []
    if waiting:
        text = joined(waiting)[0]
        place = Place.HEADING
        reading.found.append(
            Sentence(waiting[0].number, text, place, reading.headings.now, reading.paragraph)
        )
        reading.headings.enter(text, starts_page=waiting[0].starts_page)
