"""Rows of tables: printed twice, or looking as if two years had changed places.

That a table printed twice is a slip is inferred from one that was [TV annex 4]; thresholds are ours.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.sentences import Place, Sentence
from caseward.rules.wording.words import WORD

NEAR = 15
"""How many rows further down a block may stand and still be a slip, not a summary of the same table."""
NEAR_IN_SECTION = 40
"""The same within one section, where nothing is summarised."""
FEWEST = 2
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
MOVED = Fraction(1, 4)
"""Two grades that move by more than this part of a year's figure, in opposite directions, are looked at."""
Row = tuple[str, tuple[str, ...]]


def judge_tables(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Findings of `repeated_table` and, for two neighbouring rows, of `implausible`."""
    rows = [sentence for sentence in sentences if sentence.place is Place.ROW and sentence.label]
    yield from _repeated(rows)
    for first, second in pairwise(rows):
        if _look_swapped(first, second):
            data = f"The years look swapped beside “{first.text}”: exchanged, both move less than half"
            yield finding(Kind.IMPLAUSIBLE, second, " and ".join(second.cells), data)


def _repeated(rows: Sequence[Sentence]) -> Iterator[Finding]:
    keys = [_key(row) for row in rows]
    place = 0
    while place < len(rows):
        length, earlier = _longest(rows, keys, place)
        if length >= FEWEST:
            data = f"The same {length} rows are printed on line {rows[earlier].line}"
            says = f"{length} rows from “{rows[place].label}”"
            yield finding(Kind.REPEATED_TABLE, rows[place], says, data)
        place += length if length >= FEWEST else 1


def _longest(rows: Sequence[Sentence], keys: Sequence[Row], place: int) -> tuple[int, int]:
    """The longest block from `place` on that stands further up as well, and where it begins there."""
    near = range(max(0, place - NEAR_IN_SECTION), place)
    found = [(_length(keys, before, place), before) for before in near if _is_near(rows, before, place)]
    return max(found, default=(0, place))


def _is_near(rows: Sequence[Sentence], before: int, place: int) -> bool:
    return place - before <= NEAR or rows[before].headings[:2] == rows[place].headings[:2]


def _length(keys: Sequence[Row], before: int, place: int) -> int:
    """How many rows from `place` on are those from `before` on, up to `place`."""
    length = 0
    while (
        before + length < place < place + length + 1 <= len(keys)
        and keys[before + length] == keys[place + length]
    ):
        length += 1
    return length


def _key(row: Sentence) -> Row:
    return " ".join(row.label.lower().split()), row.cells


def _look_swapped(first: Sentence, second: Sentence) -> bool:
    one, two = _values(first), _values(second)
    if one is None or two is None or not _are_twins(first.label, second.label):
        return False
    (old, new), (other_old, other_new) = one, two
    crossed = (new - old) * (other_new - other_old) < 0
    big = all(abs(now - then) > MOVED * then for then, now in (one, two))
    moves = abs(new - old) + abs(other_new - other_old)
    return crossed and big and 2 * (abs(new - other_old) + abs(other_new - old)) < moves


def _values(row: Sentence) -> tuple[Fraction, Fraction] | None:
    found = [FIGURE.fullmatch(cell) for cell in row.cells]
    if len(found) != 2 or not all(found):
        return None
    first, second = (Fraction(cell.replace(",", "")) for cell in row.cells)
    return (first, second) if first and second else None


def _are_twins(first: str, second: str) -> bool:
    """Labels that differ in one word, such as two grades of officer."""
    one, two = (WORD.findall(label.lower()) for label in (first, second))
    return len(one) == len(two) > 1 and sum(a != b for a, b in zip(one, two, strict=True)) == 1
