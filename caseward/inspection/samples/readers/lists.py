"""A whole case list: its headings, its rows, its faults and how complete it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from caseward.rules.columns import load_columns
from caseward.rules.framework import Framework, Sample
from caseward.shared.files.readers import Rows, Unreadable, read_table

from .headings import read_headings
from .rows import Fault, ListedRow, RowChecker

Progress: TypeAlias = Callable[[int, int], None]
EVERY = 5_000


def _untold(done: int, total: int) -> None:
    """Nobody asked how far the reading is."""


@dataclass
class CaseListReading:
    """What a file holds. Rows with a fault are not among `rows`, but are counted in `row_count`."""

    encoding: str = ""
    columns: tuple[str, ...] = ()
    """The codes of the columns that were recognised, in the file's order."""
    ignored: tuple[str, ...] = ()
    """Headings that mean nothing here."""
    rows: list[ListedRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    row_count: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    """Column code → how many rows leave it empty."""
    is_readable: bool = True


def read(
    content: bytes, name: str, *, framework: Framework, sample: Sample, progress: Progress = _untold
) -> CaseListReading:
    """Check a whole file as a case list for a sample; never raises for what the file holds.

    In: the file, its name, and the framework's sample, which says which columns there must be.
    """
    reading = CaseListReading()
    try:
        table = read_table(content, name)
        reading.encoding = table.encoding
        _read_rows(reading, table.rows, sample, lambda done: progress(done, table.expected))
    except Unreadable as why:
        reading.is_readable = False
        reading.faults.append(Fault(None, "", "", why.message, why.what_to_do))
    return reading


def _read_rows(
    reading: CaseListReading, rows: Rows, sample: Sample, progress: Callable[[int], object]
) -> None:
    """Read the headings, then every row below them that is not blank."""
    columns = load_columns()
    filled = ((number, row) for number, row in rows if any(row))
    _, heading = next(filled, (0, []))
    headings = read_headings([str(cell) for cell in heading], columns, sample)
    reading.columns, reading.ignored = tuple(headings.positions), headings.ignored
    reading.faults += [
        Fault(None, fault.column, "", fault.message, fault.what_to_do) for fault in headings.faults
    ]
    checker = RowChecker(columns, headings, sample)
    for number, row in filled:
        if not "".join(map(str, row)).strip():
            continue
        reading.row_count += 1
        checked = checker.check(number, row)
        if isinstance(checked, ListedRow):
            reading.rows.append(checked)
        else:
            reading.faults += checked
        if reading.row_count % EVERY == 0:
            progress(reading.row_count)
    reading.missing = checker.missing
    if not reading.row_count:
        reading.faults.append(
            Fault(
                None, "", "", "The file has no cases: there is nothing below the headings.", "Add the cases."
            )
        )
