"""What stands in the cells of a published table: percentages, numbers with units, and *no data*."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from caseward.inspection.results.readers.passages import Passage, flat

NO_DATA = (
    r"No\s+(?:\w+\s+)?data(?:\s+available)?\b|No\s+reported(?:\s+waiting\s+time)?\b"
    r"|Not\s+(?:available|applicable|recorded|reported|known|comparable)\b|[Nn]/[Aa]\b"
)
PER_CENT = r"\d{1,3}(?:\.\d+)?[ \t]?%(?:\d{1,2}(?![\d.%]))?"
# A scan reads a per cent sign as these; two digits before it leave no other reading of the cell.
DAMAGED = r"\d\d(?:04|0/0|o/o|°/o|9/0)(?!\d)"
QUANTITY = (
    r"£[ \t]?\d[\d,]*(?:\.\d+)?[ \t]?(?:m|k|bn|million|thousand|billion)?\b"
    r"|(?<![\w).,£-])\d[\d,]*(?:\.\d+)?[ \t](?:weeks?|days?|months?|hours?|years?)\b"
    r"|(?<![\w).,£-])(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?(?![\w,.%-]))"
)
SHARE_CELL = re.compile(rf"{NO_DATA}|{DAMAGED}|{PER_CENT}")
ANY_CELL = re.compile(rf"{NO_DATA}|{PER_CENT}|{QUANTITY}")
WORTH = {"m": 10**6, "million": 10**6, "k": 1000, "thousand": 1000, "bn": 10**9, "billion": 10**9}
WORDS = tuple(
    re.findall(
        r"\w+",
        "zero one two three four five six seven eight nine ten "
        "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    )
)


@dataclass(frozen=True)
class Cell:
    """One cell: its value (None for *no data*), how it is printed, and its line."""

    value: Decimal | None
    printed: str
    line: int
    note: int | None = None
    """The footnote mark glued to it."""
    is_damaged: bool = False
    """Whether a scan has hurt it, so that only a second reading can confirm it."""


@dataclass(frozen=True)
class Run:
    """Cells that follow one another with nothing but space between them, up to the end of a line."""

    start: int
    end: int
    cells: tuple[Cell, ...]


def runs(text: Passage, pattern: re.Pattern[str], begin: int = 0, end: int | None = None) -> Iterator[Run]:
    """The runs of cells in a passage; numbers inside a sentence are not cells, for text follows them."""
    found: list[re.Match[str]] = []
    end = len(text.text) if end is None else end
    for match in pattern.finditer(text.text, begin, end):
        if found and text.text[found[-1].end() : match.start()].strip():
            yield from _finished(text, found)
            found = []
        found.append(match)
    yield from _finished(text, found)


def number_in_words(text: str) -> int | None:
    """A whole number in digits or, up to twenty, in words; None for anything else."""
    bare = text.strip().lower().replace(",", "")
    if bare.isdigit():
        return int(bare)
    return WORDS.index(bare) if bare in WORDS else None


def cell(printed: str, line: int) -> Cell:
    """One cell read: percentages and numbers as they stand, millions as pounds."""
    shown = flat(printed)
    if damaged := re.fullmatch(DAMAGED, shown):
        return Cell(Decimal(damaged[0][:2]), shown, line, is_damaged=True)
    if share := re.fullmatch(r"(\d{1,3}(?:\.\d+)?)(\s?)%(\d*)", shown):
        value = Decimal(share[1])
        lost_digit = bool(share[2]) and len(share[1]) == 1
        note = int(share[3]) if share[3] else None
        return Cell(value if value <= 100 else None, f"{share[1]}%", line, note, lost_digit or value > 100)
    number = re.match(r"£?\s?(\d[\d,]*(?:\.\d+)?)\s?(\w*)", shown)
    if number is None:
        return Cell(None, shown, line)
    return Cell(Decimal(number[1].replace(",", "")) * WORTH.get(number[2], 1), shown, line)


def _finished(text: Passage, found: list[re.Match[str]]) -> Iterator[Run]:
    while found and text.text[found[-1].end() : found[-1].end() + 40].split("\n")[0].strip():
        found = found[:-1]
    if found:
        cells = tuple(cell(match[0], text.line_at(match.start())) for match in found)
        yield Run(found[0].start(), found[-1].end(), cells)
