"""One row of a case list: its values, or everything that is wrong with it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caseward.rules.columns import Column, load_columns
from caseward.rules.framework import Sample
from caseward.shared.files.readers import Cell

from .cells import Converter, Problem, Value
from .headings import Headings

CODES = tuple(column.code for column in load_columns())
REFERENCE, ORGANISATION = CODES.index("case_reference"), CODES.index("organisation")


class Fault(NamedTuple):
    """One fault: its row in the file (the heading is row 1; None for the whole file) and what to do."""

    row: int | None
    column: str
    value: str
    message: str
    what_to_do: str


class ListedRow(NamedTuple):
    """One row that can be read; its cells are in the order of the columns' file."""

    row: int
    cells: tuple[str | date | None, ...]

    @property
    def values(self) -> dict[str, str | date | None]:
        """Column code → value; columns that the file does not have are empty."""
        return dict(zip(CODES, self.cells, strict=True))


class RowChecker:
    """Checks rows one after the other, and remembers the references that it has met."""

    def __init__(self, columns: Sequence[Column], headings: Headings, sample: Sample) -> None:
        self._titles = [column.title for column in columns]
        self._written = [headings.written.get(column.code, "") for column in columns]
        self._width = headings.width
        self._places = [headings.positions.get(column.code, headings.width) for column in columns]
        self._converters = [Converter(column) for column in columns]
        self._present = [number for number, code in enumerate(CODES) if code in headings.positions]
        self._needed = self._always_needed(columns, sample)
        self._windows = [
            (
                CODES.index(window.only_where) if window.only_where else None,
                window.only_for,
                CODES.index(window.column),
            )
            for window in sample.windows
        ]
        self._empty = [0] * len(CODES)
        self._met: dict[tuple[Value | Problem, Value | Problem], int] = {}

    def check(self, number: int, row: Sequence[Cell]) -> ListedRow | list[Fault]:
        """The row, or every fault of it."""
        width = self._width
        if len(row) > width and any(str(cell).strip() for cell in row[width:]):
            return [_too_long(number, len(row), width)]
        padded = [*row[:width], *[""] * (width + 1 - min(len(row), width))]
        values = tuple(
            [
                converter[padded[place]]
                for converter, place in zip(self._converters, self._places, strict=True)
            ]
        )
        faults = list(self._faults(number, values))
        return faults or ListedRow(number, values)  # type: ignore[arg-type]  # no Problem is left

    @property
    def missing(self) -> dict[str, int]:
        """Column code → how many rows left it empty, for each column of the file."""
        return {CODES[place]: self._empty[place] for place in self._present}

    def _always_needed(self, columns: Sequence[Column], sample: Sample) -> set[int]:
        """The columns of the file that no row may leave empty: for identity, strata or eligibility."""
        asked = {column.code for column in columns if not column.may_be_blank} & set(sample.required_columns)
        asked |= {*sample.strata, *(window.only_where for window in sample.windows)}
        return {place for place in self._present if CODES[place] in asked}

    def _faults(self, number: int, values: tuple[Value | Problem, ...]) -> Iterator[Fault]:
        blank = []
        for place, value in enumerate(values):
            if not value:
                blank.append(place)
            elif value.__class__ is Problem:
                yield Fault(number, self._written[place], *value)
        if blank:
            yield from self._blanks(number, values, blank)
        yield from self._repeats(number, values)

    def _blanks(
        self, number: int, values: tuple[Value | Problem, ...], blank: Sequence[int]
    ) -> Iterator[Fault]:
        dated = {column for where, meant, column in self._windows if where is None or values[where] in meant}
        for place in blank:
            self._empty[place] += 1
            title, written = self._titles[place], self._written[place]
            if place in self._needed:
                yield Fault(number, written, "", f"“{title}” is empty.", "Fill it in.")
            elif place in dated and place in self._present:
                yield Fault(
                    number,
                    written,
                    "",
                    f"“{title}” is empty, so nobody can tell whether the case may be drawn.",
                    "Fill in the date.",
                )

    def _repeats(self, number: int, values: tuple[Value | Problem, ...]) -> Iterator[Fault]:
        reference = values[REFERENCE]
        if not isinstance(reference, str) or not reference:
            return
        earlier = self._met.setdefault((values[ORGANISATION], reference), number)
        if earlier != number:
            yield Fault(
                number,
                self._written[REFERENCE],
                reference,
                f"The same organisation has this reference on row {earlier:,} already.",
                "Give every case its own reference, or remove the row that is there twice.",
            )


def _too_long(number: int, cells: int, width: int) -> Fault:
    return Fault(
        number,
        "",
        "",
        f"The row has {cells} cells under {width} headings, so its values may be in the wrong columns.",
        "Look for a comma inside a cell: put that cell in quotation marks.",
    )
