"""What a table of the report is made of: plain text, and beside it the number where the text says one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

NOTHING = "–"
WITHHELD = "withheld"
MOST_NAMES = 3
"""Rows that a note names; more than these share the note without names."""


@dataclass(frozen=True)
class Cell:
    """One cell: what it reads, its number if it has one, and its band if it is a rating."""

    text: str
    value: int | float | None = None
    band: str = ""

    def as_data(self) -> dict[str, Any]:
        """The cell as plain values."""
        return {"text": self.text, "value": self.value, "band": self.band or None}


@dataclass(frozen=True)
class Table:
    """One table of the report. The first cell of a row names it; `numeric` are columns, counted from 0."""

    code: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    numeric: tuple[int, ...] = ()

    def without_empty_columns(self) -> "Table":
        """The same without columns that say nothing in any row."""
        kept = [
            place
            for place in range(len(self.head))
            if place == 0 or any(row[place].text != NOTHING for row in self.rows)
        ]
        return replace(
            self,
            head=tuple(self.head[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in self.rows),
            numeric=tuple(new for new, place in enumerate(kept) if place in self.numeric),
        )

    def as_data(self) -> dict[str, Any]:
        """The table as plain values, as an edition keeps it."""
        return {
            "code": self.code,
            "caption": self.caption,
            "head": list(self.head),
            "rows": [[cell.as_data() for cell in row] for row in self.rows],
            "notes": list(self.notes),
            "numeric": list(self.numeric),
        }


def words(text: str) -> Cell:
    """A cell without a number."""
    return Cell(text or NOTHING)


def per_cent(percent: int | float | None, otherwise: str = NOTHING) -> Cell:
    """A whole per cent; without one, the words given."""
    if percent is None:
        return Cell(otherwise)
    whole = round(percent)
    return Cell(f"{whole}%", whole)


def count(number: int | None, otherwise: str = NOTHING) -> Cell:
    """A count; without one, the words given."""
    return Cell(otherwise) if number is None else Cell(f"{number:,}", number)


def points(difference: int | None) -> Cell:
    """A difference in points, with its sign."""
    if difference is None:
        return Cell(NOTHING)
    sign = "−" if difference < 0 else "+" if difference > 0 else ""
    return Cell(f"{sign}{abs(difference)}", difference)


def plain_number(value: Decimal | None) -> int | float | None:
    """The same number as JSON writes it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def grouped_notes(reasons: Sequence[tuple[str, str]], lead: str) -> tuple[str, ...]:
    """The rows that share a reason in one note, the commonest reason of many rows last and without names.

    In: the name of each row with its reason, empty for none, and the words that a note begins with.
    """
    by_reason: dict[str, list[str]] = {}
    for name, reason in reasons:
        if reason:
            by_reason.setdefault(reason, []).append(name)
    commonest = max(by_reason, key=lambda reason: len(by_reason[reason]), default="")
    if len(by_reason) == 1 and all(reason for _, reason in reasons):
        return (f"{lead}: {commonest}",)
    if len(by_reason.get(commonest, ())) <= MOST_NAMES:
        commonest = ""
    notes = [
        f"{lead}, {'; '.join(names)}: {reason}" for reason, names in by_reason.items() if reason != commonest
    ]
    return (*notes, f"{lead}, where no other reason is given: {commonest}") if commonest else tuple(notes)
