"""The tables of a frozen edition as an open spreadsheet: one sheet a table, numbers as numbers, no formulas.

A number keeps the look that it has in the report (%, £, weeks) through the format of its cell, so that it
reads the same and can still be added up.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

from odf.number import Number, NumberStyle, Text
from odf.opendocument import OpenDocument, OpenDocumentSpreadsheet
from odf.style import ParagraphProperties, Style, TableCellProperties, TableColumnProperties, TextProperties
from odf.table import Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import P

from .rows import tables_of

NUMBER = re.compile(r"(?P<before>.*?)(?P<number>[\d,]+(?:\.(?P<places>\d+))?)(?P<after>.*)", re.DOTALL)
LONGEST_NAME = 31
"""Spreadsheet programs cut longer names of sheets."""
FIRST_WIDTH, WIDTH = "9cm", "3.5cm"
MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def as_ods(document: Mapping[str, Any]) -> bytes:
    """The data annexe of an edition."""
    book = _Book(document)
    for number, (section, table) in enumerate(tables_of(document), 1):
        book.add(number, section, table)
    file = io.BytesIO()
    book.file.save(file)
    return file.getvalue()


class _Book:
    """The spreadsheet while it is written, with the styles that its cells have needed so far."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.file: OpenDocument = OpenDocumentSpreadsheet()
        self.formats: dict[tuple[str, int, bool, str], Style] = {}
        self.bold = self._text_style("heading", bold=True)
        self.plain = self._text_style("words", bold=False)
        self.first, self.other = self._column("first", FIRST_WIDTH), self._column("other", WIDTH)
        self._contents(document)

    def add(self, number: int, section: Mapping[str, Any], table: Mapping[str, Any]) -> None:
        """One table: a heading row that repeats, the rows, then caption and notes below a gap."""
        sheet = Table(name=_sheet_name(number, table["code"]))
        sheet.addElement(TableColumn(stylename=self.first))
        sheet.addElement(
            TableColumn(stylename=self.other, numbercolumnsrepeated=max(1, len(table["head"]) - 1))
        )
        heading = TableHeaderRows()
        heading.addElement(self._row([self._words(title, self.bold) for title in table["head"]]))
        sheet.addElement(heading)
        for row in table["rows"]:
            sheet.addElement(self._row([self._cell(cell) for cell in row]))
        sheet.addElement(self._row([self._words("", self.plain)]))
        for text in (f"Table: {table['caption']}", f"Section: {section['heading']}", *table["notes"]):
            sheet.addElement(self._row([self._words(text, self.plain)]))
        self.file.spreadsheet.addElement(sheet)

    def _contents(self, document: Mapping[str, Any]) -> None:
        sheet = Table(name="Contents")
        sheet.addElement(TableColumn(stylename=self.first))
        sheet.addElement(TableColumn(stylename=self.first))
        heading = TableHeaderRows()
        heading.addElement(self._row([self._words(title, self.bold) for title in ("Sheet", "Table")]))
        sheet.addElement(heading)
        for number, (_, table) in enumerate(tables_of(document), 1):
            names = (_sheet_name(number, table["code"]), table["caption"])
            sheet.addElement(self._row([self._words(name, self.plain) for name in names]))
        self.file.spreadsheet.addElement(sheet)

    def _row(self, cells: list[TableCell]) -> TableRow:
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        return row

    def _cell(self, cell: Mapping[str, Any]) -> TableCell:
        found = NUMBER.fullmatch(cell["text"]) if cell["value"] is not None else None
        if found is None:
            return self._words(cell["text"], self.plain)
        made = TableCell(valuetype="float", value=cell["value"], stylename=self._format(found, cell["value"]))
        made.addElement(P(text=cell["text"]))
        return made

    def _words(self, text: str, style: Style) -> TableCell:
        made = TableCell(valuetype="string", stylename=style)
        made.addElement(P(text=text))
        return made

    def _format(self, found: re.Match[str], value: float) -> Style:
        """The style of a cell whose number reads as it was printed."""
        before = found["before"].rstrip("+−")
        scale = _scale(found["number"], value)
        key = (before, len(found["places"] or ""), "," in found["number"], f"{scale}{found['after']}")
        if key not in self.formats:
            name = f"N{len(self.formats) + 1}"
            number = NumberStyle(name=name)
            if before:
                number.addElement(Text(text=before))
            factor = {"displayfactor": scale} if scale > 1 else {}
            number.addElement(
                Number(decimalplaces=key[1], minintegerdigits=1, grouping=str(key[2]).lower(), **factor)
            )
            if found["after"]:
                number.addElement(Text(text=found["after"]))
            self.file.automaticstyles.addElement(number)
            style = Style(name=f"cell-{name}", family="table-cell", datastylename=number)
            self.file.automaticstyles.addElement(style)
            self.formats[key] = style
        return self.formats[key]

    def _text_style(self, name: str, *, bold: bool) -> Style:
        style = Style(name=name, family="table-cell")
        style.addElement(TableCellProperties(wrapoption="wrap", verticalalign="top"))
        style.addElement(ParagraphProperties(textalign="start"))
        if bold:
            style.addElement(TextProperties(fontweight="bold"))
        self.file.automaticstyles.addElement(style)
        return style

    def _column(self, name: str, width: str) -> Style:
        style = Style(name=name, family="table-column")
        style.addElement(TableColumnProperties(columnwidth=width))
        self.file.automaticstyles.addElement(style)
        return style


def _scale(printed: str, value: float) -> int:
    """By how much a printed number was shortened, such as millions: 1 where it is printed in full."""
    shown = abs(float(printed.replace(",", "")))
    return round(abs(value) / shown) if shown and abs(value) >= 1000 * shown else 1


def _sheet_name(number: int, code: str) -> str:
    return f"{number} {code}"[:LONGEST_NAME]
