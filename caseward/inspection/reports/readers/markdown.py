"""A draft in Markdown as sentences, headings and rows of tables, with the line of each."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from caseward.rules.wording.sentences import Place, Sentence

from .headings import LONGEST
from .plain import EXAMPLE_HEADING
from .splitting import Line, cut

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
BULLET = re.compile(r"^\s*[-*+]\s+")
NUMBERED = re.compile(r"^\s*(\d{1,3})[.)]\s+")
QUOTED = re.compile(r"^\s*>\s?")
RULE_OF_TABLE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
MARKS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`)")
LINKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def read_markdown(text: str) -> list[Sentence]:
    """Every sentence, heading and row of a draft, in order, with line numbers from 1."""
    found: list[Sentence] = []
    headings: dict[int, str] = {}
    for paragraph, lines in enumerate(_paragraphs(text), 1):
        match = HEADING.match(lines[0].text)
        above = tuple(headings[level] for level in sorted(headings))
        if match:
            level, title = len(match[1]), _bare(match[2])
            headings = {rank: held for rank, held in headings.items() if rank < level} | {level: title}
            found.append(Sentence(lines[0].number, title, Place.HEADING, above, paragraph))
        else:
            found += _sentences(lines, above, paragraph)
    return found


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """Lines that belong together; a heading, an item and a row of a table each stand alone."""
    lines = [Line(number, raw.rstrip()) for number, raw in enumerate(text.split("\n"), 1)]
    for has_text, group in groupby(lines, key=lambda line: bool(line.text.strip())):
        paragraph: list[Line] = []
        for line in group if has_text else ():
            if paragraph and (_stands_alone(line.text) or _stands_alone(paragraph[-1].text, alone=True)):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        if paragraph:
            yield paragraph


def _stands_alone(text: str, *, alone: bool = False) -> bool:
    is_single = bool(HEADING.match(text)) or text.lstrip().startswith("|")
    return is_single or (not alone and bool(BULLET.match(text) or NUMBERED.match(text)))


def _sentences(lines: Sequence[Line], headings: tuple[str, ...], paragraph: int) -> Iterator[Sentence]:
    first = lines[0].text
    if first.lstrip().startswith("|"):
        if not RULE_OF_TABLE.match(first):
            yield _row(lines[0], headings, paragraph)
        return
    place, label, mark = _kind(first, headings)
    bare = [Line(line.number, _bare(mark.sub("", line.text))) for line in lines]
    for number, text in cut(bare):
        yield Sentence(number, text, place, headings, paragraph, label)
        label = ""


def _kind(first: str, headings: tuple[str, ...]) -> tuple[Place, str, re.Pattern[str]]:
    if match := NUMBERED.match(first):
        return Place.ITEM, match[1], NUMBERED
    if BULLET.match(first):
        return Place.ITEM, "", BULLET
    if QUOTED.match(first):
        return Place.QUOTATION, "", QUOTED
    is_example = bool(headings) and len(headings[-1]) < LONGEST and bool(EXAMPLE_HEADING.search(headings[-1]))
    return Place.EXAMPLE if is_example else Place.PROSE, "", QUOTED


def _row(line: Line, headings: tuple[str, ...], paragraph: int) -> Sentence:
    label, *cells = [_bare(cell.strip()) for cell in line.text.strip().strip("|").split("|")]
    text = " ".join(filter(None, (label, *cells)))
    return Sentence(line.number, text, Place.ROW, headings, paragraph, label=label, cells=tuple(cells))


def _bare(text: str) -> str:
    return MARKS.sub("", LINKS.sub(r"\1", text)).strip()
