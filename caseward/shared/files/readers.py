"""Tables from CSV and XLSX files, row by row; what a row means is its reader's business.

Nothing of a file's content goes into the words of a fault of the whole file, or into any log.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from openpyxl import load_workbook

Cell: TypeAlias = str | date
Rows: TypeAlias = Iterator[tuple[int, Sequence[Cell]]]

DELIMITERS = (",", ";", "\t")
MOST_ROWS = 1_048_576
MOST_COLUMNS = 256
MOST_UNPACKED = 600 * 1024 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How a spreadsheet begins that is locked by a password, or older than XLSX."""
EMPTY = "The file is empty."
SEND_A_TABLE = "Send a file with one row of headings and one row for each case."


class Unreadable(Exception):
    """The file as a whole cannot be read: what is wrong, and what to do, in plain words."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.message = message
        self.what_to_do = what_to_do


@dataclass(frozen=True)
class Table:
    """The rows of a file, numbered as a spreadsheet numbers them. Reading on may raise Unreadable."""

    encoding: str
    expected: int
    """About how many rows there are, to show progress by."""
    rows: Rows


def read_table(content: bytes, name: str) -> Table:
    """The rows of a CSV or XLSX file; the first bytes decide which, then the end of its name.

    Raises Unreadable.
    """
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise Unreadable(EMPTY, SEND_A_TABLE)
    if content.startswith(OLD_OFFICE):
        raise Unreadable(
            "The spreadsheet is protected by a password, or is older than XLSX.",
            "Save it as an XLSX file without a password, and send that.",
        )
    if content.startswith(b"PK") or name.lower().endswith(".xlsx"):
        return _xlsx(content)
    return _csv(content)


def _csv(content: bytes) -> Table:
    encoding, label = _encoding(content)
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    delimiter = _delimiter(text)
    return Table(label, content.count(b"\n") + 1, _csv_rows(text, delimiter))


def _encoding(content: bytes) -> tuple[str, str]:
    """The codec and its name for people; text that is not Unicode is taken for Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(content, "utf-16"), "UTF-16"
    start = content[:2000]
    if start[1::2].count(0) > len(start) // 4:
        return _decodes(content, "utf-16-le"), "UTF-16"
    if start[::2].count(0) > len(start) // 4:
        return _decodes(content, "utf-16-be"), "UTF-16"
    try:
        return _decodes(content, "utf-8-sig"), "UTF-8"
    except Unreadable:
        return _decodes(content, "cp1252"), "Windows-1252"


def _decodes(content: bytes, codec: str) -> str:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        raise Unreadable(
            "The file is not text that can be read.", "Save it as CSV in UTF-8, or as XLSX, and send that."
        ) from None
    return codec


def _delimiter(text: io.TextIOWrapper) -> str:
    """What separates the cells of the first line that has anything; a comma where nothing does."""
    first = next((line for line in text if line.strip()), "")
    text.seek(0)
    return max(DELIMITERS, key=first.count)


def _csv_rows(text: io.TextIOWrapper, delimiter: str) -> Rows:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise _too_many_rows()
            yield number, row
    except csv.Error:
        raise Unreadable(
            f"Row {number + 1:,} cannot be read: a quotation mark is opened and not closed, or stands in "
            "the middle of a cell.",
            "Correct the quotation marks in that row, or save the file again from a spreadsheet.",
        ) from None


def _too_many_rows() -> Unreadable:
    return Unreadable(
        f"The file has more than {MOST_ROWS:,} rows.", "Split the list, or leave out old cases."
    )


def _xlsx(content: bytes) -> Table:
    _refuse_what_unpacks_too_large(content)
    with _any_fault_is_unreadable():
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheets = book.worksheets
        sheet: Any = next((each for each in sheets if each.title.casefold() == "cases"), sheets[0])
        expected = min(sheet.max_row or 0, MOST_ROWS)
        sheet.reset_dimensions()
    return Table("XLSX", expected, _xlsx_rows(sheet))


def _xlsx_rows(sheet: Any) -> Rows:
    with _any_fault_is_unreadable():
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1), start=1):
            if number > MOST_ROWS:
                raise _too_many_rows()
            yield number, [_cell(value) for value in row[:MOST_COLUMNS]]


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, date) else str(value)


def _refuse_what_unpacks_too_large(content: bytes) -> None:
    with _any_fault_is_unreadable(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable("The spreadsheet is protected by a password.", "Remove the password.")
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable(
                "The spreadsheet is too large once it is unpacked.",
                "Save the list as CSV, without formatting, and send that.",
            )


@contextmanager
def _any_fault_is_unreadable() -> Iterator[None]:
    """A damaged spreadsheet raises nearly anything, and its words may quote content: none of it goes on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Unreadable:
            raise
        except Exception:
            raise Unreadable(
                "The spreadsheet is damaged, or is not an XLSX file.",
                "Open it in a spreadsheet program, save it as XLSX or CSV, and send that.",
            ) from None
