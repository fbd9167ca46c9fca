"""What one cell says: text, a date or one of a column's choices, or what is wrong with it.

A list holds few different values many times over, so each different one is read once and remembered.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeAlias

from django.db.models import CharField

from caseward.inspection.samples.models import ListedCase
from caseward.rules.columns import Column
from caseward.shared.files.readers import Cell

from .headings import bare

Value: TypeAlias = str | date | None

YEARS = range(1900, 2101)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, start=1)},
    **{name: number for number, name in enumerate(LONG_MONTHS, start=1)},
    "sept": 9,
}
MIDNIGHT = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
DAY_FIRST = re.compile(rf"(\d{{1,2}})[/.\- ](\d{{1,2}})[/.\- ](\d{{4}}){MIDNIGHT}")
YEAR_FIRST = re.compile(rf"(\d{{4}})[/\-](\d{{1,2}})[/\-](\d{{1,2}}){MIDNIGHT}")
IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]+)\.?,?[ \-](\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]+)[/.\- ]\d{2}")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
LONGEST = {
    field.name: field.max_length
    for field in ListedCase._meta.get_fields()
    if isinstance(field, CharField) and field.max_length
}
AS_A_DATE = "Write it as DD/MM/YYYY: two figures for the day, two for the month, four for the year."


class Problem(NamedTuple):
    """Why a cell cannot be used."""

    value: str
    message: str
    what_to_do: str


class Converter(dict[Cell, "Value | Problem"]):
    """Cell → value or problem, for one column; each different cell is read the first time it is met."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        readers = {"date": _date_reader, "choice": _choice_reader}
        self._read = readers.get(column.kind, _text_reader)(column)
        self._empty = None if column.kind == "date" else ""

    def __missing__(self, cell: Cell) -> "Value | Problem":
        value = self[cell] = self._convert(cell)
        return value

    def _convert(self, cell: Cell) -> "Value | Problem":
        if isinstance(cell, str):
            if INVISIBLE.search(cell):
                shown = INVISIBLE.sub("�", cell)[:100]
                return Problem(
                    shown, "The cell holds a character that cannot be seen.", "Type the value again."
                )
            cell = " ".join(cell.split())
        return self._read(cell) if cell else self._empty


Reader: TypeAlias = Callable[[Cell], "Value | Problem"]


def _text_reader(column: Column) -> Reader:

    def read(cell: Cell) -> Value | Problem:
        text = str(cell)
        if len(text) > (longest := LONGEST[column.code]):
            message = f"This has {len(text):,} characters; {longest} is the most."
            return Problem(text[:100], message, "Shorten it.")
        return text

    return read


def _choice_reader(column: Column) -> Reader:
    known = {
        bare(name): choice.value
        for choice in reversed(column.values)
        for name in (*choice.aliases, choice.label, choice.value)
    }
    allowed = ", ".join(choice.value for choice in column.values)

    def read(cell: Cell) -> Value | Problem:
        text = str(cell)
        value = known.get(bare(text))
        if value is None:
            return Problem(
                text[:100], f"This is not a value of “{column.title}”.", f"Write one of: {allowed}."
            )
        return value

    return read


def _date_reader(column: Column) -> Reader:
    def read(cell: Cell) -> Value | Problem:
        day = cell if isinstance(cell, date) else date_in(cell)
        if isinstance(day, str):
            return Problem(str(cell)[:100], day, AS_A_DATE)
        if day.year not in YEARS:
            return Problem(str(cell)[:100], f"The year {day.year} cannot be meant.", AS_A_DATE)
        return day

    return read


def date_in(text: str) -> date | str:
    """The date that a text gives, day first as in the United Kingdom; or, in words, why it gives none."""
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif (found := IN_WORDS.fullmatch(text)) and found[2].lower() in MONTH_NUMBERS:
        day, month, year = int(found[1]), MONTH_NUMBERS[found[2].lower()], int(found[3])
    elif SHORT_YEAR.fullmatch(text):
        return "The year has only two figures, so the century is not certain."
    else:
        return "This is not a date."
    try:
        return date(year, month, day)
    except ValueError:
        return "There is no such day: the day comes first, then the month."
