"""Tables as CSV and XLSX files in which no cell can run: what begins like a formula becomes plain text."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

Cell: TypeAlias = str | int | date | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
"""Spreadsheet programs take a CSV file for UTF-8 only if it begins with this."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a spreadsheet: its title, its heading row and the rows below it."""

    title: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()
    """Of the columns, in characters."""


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = True) -> bytes:
    """A CSV file in UTF-8 with one heading row; dates as DD/MM/YYYY. `mark` begins it with a BOM."""
    file = io.StringIO(newline="")
    file.write(BOM if mark else "")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([harmless(cell) for cell in heading])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return file.getvalue().encode()


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A spreadsheet of those sheets, every heading bold and kept in view."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _text(cell: Cell) -> str:
    """A number stays what it is, below nought too; only text can be taken for a formula."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return harmless(cell) if isinstance(cell, str) else str("" if cell is None else cell)


def _fill(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    for number, width in enumerate(sheet.widths):
        page.column_dimensions[chr(ord("A") + number)].width = width
    page.append([_cell(page, text, bold=True) for text in sheet.heading])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])


def _cell(page: Any, value: Cell, *, bold: bool = False) -> BookCell:
    """A cell that is text wherever its value is, so that no formula is ever made."""
    cell = WriteOnlyCell(page, value=str(value) if isinstance(value, date) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
