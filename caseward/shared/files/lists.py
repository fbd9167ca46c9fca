"""Lists from another system, as CSV or JSON: named columns, checked whole, every fault with its place.

An empty cell, and a column that the file does not have, say nothing: what is stored stays as it is.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from caseward.rules.json_text import parse

from .cells import Read, Wrong, bare
from .readers import Unreadable, read_table

MOST_ROWS = 100_000
WHOLE_FILE = 0
"""The row of a fault that concerns the file as a whole."""
INVISIBLE = re.compile(r"[\x00-\x1f\x7f]")
SEND_A_LIST = "Send a file with one row of headings and one row for each entry, like the template."


@dataclass(frozen=True)
class Column:
    """One column of a list."""

    code: str
    """Its heading in a CSV file, its key in a JSON file."""
    holds: str
    """What it holds, for those who fill it in."""
    read: Read
    is_required: bool = False
    example: str = ""


class Row(NamedTuple):
    """One entry: its number in the file, and what it says by column; nothing of empty cells."""

    number: int
    values: dict[str, Any]


class Fault(NamedTuple):
    """What is wrong, where, and what to do, without the value itself."""

    row: int
    column: str
    message: str


Check = Callable[[Row], Iterable[Fault]]
"""What is wrong with a row whose cells are right each by itself."""


@dataclass
class Listed:
    """All that a file holds. Rows with a fault are not among `rows`, but are counted."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    row_count: int = 0


@dataclass
class Compared:
    """What a list would change of what is stored, by the numbers of its rows."""

    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def with_other(self, other: "Compared") -> "Compared":
        """The same rows compared with two tables."""
        return Compared(self.new | other.new, self.changed | other.changed, self.faults + other.faults)

    @property
    def new_count(self) -> int:
        """Rows that are not known yet."""
        return len(self.new)

    @property
    def changed_count(self) -> int:
        """Rows that are known and say something else."""
        return len(self.changed - self.new)


def read_list(
    content: bytes,
    name: str,
    columns: Sequence[Column],
    *,
    key: Sequence[str] = (),
    check: Check | None = None,
) -> Listed:
    """Read a whole file; never raises for what it holds.

    `key` names the columns by which a row is known: no two rows of a file may be the same in all of them.
    """
    listed = Listed()
    try:
        _read_into(listed, _entries(content, name, listed, columns), _Reader(columns, key, check))
    except Unreadable as why:
        listed.rows.clear()
        listed.faults = [Fault(WHOLE_FILE, "", f"{why.message} {why.what_to_do}")]
    listed.faults.sort(key=lambda fault: fault.row)
    return listed


class _Reader:
    """Checks entries one after the other, and remembers those that it has met."""

    def __init__(self, columns: Sequence[Column], key: Sequence[str], check: Check | None) -> None:
        self._columns, self._key, self._check = columns, key, check
        self._met: dict[tuple[object, ...], int] = {}
        self._known: dict[tuple[str, str], object] = {}

    def row(self, number: int, cells: Mapping[str, str]) -> tuple[Row, list[Fault]]:
        """The values of one entry, and everything that is wrong with it."""
        row, faults = Row(number, {}), []
        for column in self._columns:
            cell = " ".join(cells.get(column.code, "").split())
            value = self._value(column, cell) if cell else None
            if isinstance(value, Wrong):
                faults.append(Fault(number, column.code, str(value)))
            elif value is not None:
                row.values[column.code] = value
            elif column.is_required:
                faults.append(Fault(number, column.code, "This cell is empty. Fill it in."))
        if not faults:
            faults = [*self._double(row), *(self._check(row) if self._check else ())]
        return row, faults

    def _value(self, column: Column, cell: str) -> object:
        """Few different values stand in a list many times over, so each is read once."""
        if (column.code, cell) not in self._known:
            try:
                if INVISIBLE.search(cell):
                    raise Wrong("This holds a character that cannot be seen. Type the value again.")
                self._known[column.code, cell] = column.read(cell)
            except Wrong as wrong:
                self._known[column.code, cell] = wrong
        return self._known[column.code, cell]

    def _double(self, row: Row) -> Iterator[Fault]:
        if not self._key:
            return
        first = self._met.setdefault(tuple(row.values.get(code) for code in self._key), row.number)
        if first != row.number:
            names = " and ".join(self._key)
            yield Fault(row.number, self._key[-1], f"Row {first} has the same {names}. Keep one of the two.")


def _read_into(listed: Listed, entries: Iterable[tuple[int, Mapping[str, str]]], reader: _Reader) -> None:
    for number, cells in entries:
        listed.row_count += 1
        if listed.row_count > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows.", "Split it, and send the parts.")
        row, faults = reader.row(number, cells)
        listed.faults += faults
        if not faults:
            listed.rows.append(row)
    if not listed.row_count and not listed.faults:
        raise Unreadable("The file has no entries.", SEND_A_LIST)


def _entries(
    content: bytes, name: str, listed: Listed, columns: Sequence[Column]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    if name.lower().endswith(".json"):
        return _of_json(content, listed, columns)
    return _of_table(content, name, listed, columns)


def _of_table(
    content: bytes, name: str, listed: Listed, columns: Sequence[Column]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    filled = ((number, [_plain(cell) for cell in row]) for number, row in read_table(content, name).rows)
    filled = ((number, row) for number, row in filled if any(cell.strip() for cell in row))
    number, heading = next(filled, (1, []))
    codes = _headings(heading, number, listed, columns)
    for number, row in filled:
        if any(cell.strip() for cell in row[len(codes) :]):
            words = "There are more cells than headings. Put text with commas into quotation marks."
            listed.faults.append(Fault(number, "", words))
        yield number, {code: cell for code, cell in zip(codes, row, strict=False) if code}


def _headings(heading: Sequence[str], number: int, listed: Listed, columns: Sequence[Column]) -> list[str]:
    """The code of each column; an unknown heading is not quoted, for it may be a row of data."""
    known = {bare(column.code): column.code for column in columns}
    codes = [known.get(bare(text), "") for text in heading]
    for place, (text, code) in enumerate(zip(heading, codes, strict=True), start=1):
        if text.strip() and not code:
            words = "This heading is not known here. Correct it, or remove the column."
            listed.faults.append(Fault(number, f"column {place}", words))
        elif code and code in codes[: place - 1]:
            listed.faults.append(Fault(number, code, "This heading is there twice. Remove one."))
    for column in columns:
        if column.is_required and column.code not in codes:
            raise Unreadable(f"There is no column {column.code}.", SEND_A_LIST)
    return codes


def _of_json(
    content: bytes, listed: Listed, columns: Sequence[Column]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """An array of objects; the first is row 1."""
    try:
        entries, faults = parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("The file is not UTF-8.", "Save it as JSON in UTF-8, and send that.") from None
    if not isinstance(entries, list):
        raise Unreadable("The file is not a JSON list of entries.", "Send a list: [{…}, {…}].")
    if faults:
        raise Unreadable("An entry of the file has a key twice.", "Give each key once, and send it again.")
    known = {column.code for column in columns}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            listed.faults.append(Fault(number, "", "This entry is not an object with keys. Write it as {…}."))
            continue
        if set(entry) - known:
            words = "This entry has a key that is not known here. Correct it, or remove it."
            listed.faults.append(Fault(number, "", words))
        yield number, {code: _scalar(value) for code, value in entry.items() if code in known}


def _scalar(value: object) -> str:
    """A value of JSON as a cell; a list as its values with semicolons, anything deeper as its text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_scalar(each) for each in value)
    return json.dumps(value) if isinstance(value, dict) else str(value)


def _plain(cell: str | date) -> str:
    return cell.isoformat() if isinstance(cell, date) else _without_apostrophe(cell)


def _without_apostrophe(cell: str) -> str:
    """Our own files put an apostrophe before what a spreadsheet would run; it is no part of the value."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
