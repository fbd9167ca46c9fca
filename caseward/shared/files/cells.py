"""What one cell of a list from another system says, or what is wrong with it.

The words of a fault name the kind of what the cell holds and what to do, never the value itself.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

Read: TypeAlias = Callable[[str], object]
"""A cell that is not empty, as a value. Raises Wrong."""

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
TIMES = ("%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I%p")
YEARS_BACK = 130
"""Nothing that a list tells lies further back."""
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


class Wrong(Exception):
    """A cell cannot be used: the words of its fault."""


def kind_of(cell: str) -> str:
    """What sort of thing a cell holds, so that a fault can be understood without its value."""
    if re.fullmatch(r"[\d.,]+", cell):
        return "a number"
    if re.fullmatch(r"[\d/.:\- ]+", cell):
        return "figures with marks between them"
    return f"text of {len(cell)} character{'' if len(cell) == 1 else 's'}"


def text(longest: int) -> Read:
    """A text in one line; spaces that only pad are left out."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Wrong(f"This has {len(cell):,} characters. Shorten it to {longest} at most.")
        return cell

    return read


def fitting(pattern: re.Pattern[str], example: str, title: str) -> Read:
    """A text in capitals that fits a pattern."""

    def read(cell: str) -> str:
        if not pattern.fullmatch(cell.upper()):
            raise Wrong(f"This is {kind_of(cell)}, not {title}. Write it like {example}.")
        return cell.upper()

    return read


def several(read_one: Read) -> Read:
    """Values with semicolons between them."""

    def read(cell: str) -> tuple[object, ...]:
        return tuple(dict.fromkeys(read_one(part.strip()) for part in cell.split(";") if part.strip()))

    return read


def day(*, past: bool = False) -> Read:
    """A date, day first or year first; not after today where it must be past."""

    def read(cell: str) -> date:
        found = _first(DAYS, cell)
        if found is None or found.year < timezone.localdate().year - YEARS_BACK:
            raise Wrong(f"This is {kind_of(cell)}, not a date. Write it as DD/MM/YYYY.")
        if past and found.date() > timezone.localdate():
            raise Wrong("This date is still to come. Correct it, or leave the cell empty.")
        return found.date()

    return read


def clock(cell: str) -> time:
    """A time of day."""
    found = _first(TIMES, cell.replace(" ", "").upper())
    if found is None:
        raise Wrong(f"This is {kind_of(cell)}, not a time. Write it like 9:30 or 14:00.")
    return found.time()


def choice(choices: Iterable[tuple[str, str]]) -> Read:
    """One of a column's codes, or its words."""
    pairs = [(str(code), str(label)) for code, label in choices]
    known = {bare(word): code for code, label in pairs for word in (label, code)}
    codes = ", ".join(code for code, _ in pairs)

    def read(cell: str) -> str:
        if (code := known.get(bare(cell))) is None:
            raise Wrong(f"This is {kind_of(cell)} that is not known here. Write one of: {codes}.")
        return code

    return read


def whole(least: int, most: int) -> Read:
    """A whole number."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", cell):
            raise Wrong(f"This is {kind_of(cell)}, not a whole number. Write figures only.")
        if not least <= int(cell) <= most:
            raise Wrong(f"This number is not between {least} and {most:,}. Correct it.")
        return int(cell)

    return read


def yes_or_no(cell: str) -> bool:
    """Yes or no."""
    if (word := cell.casefold()) not in YES | NO:
        raise Wrong(f"This is {kind_of(cell)}, neither yes nor no. Write yes or no.")
    return word in YES


def email(cell: str) -> str:
    """An e-mail address, as accounts have it."""
    try:
        validate_email(cell)
    except ValidationError:
        raise Wrong(f"This is {kind_of(cell)}, not an e-mail address. Correct it.") from None
    return cell.lower()


def bare(word: str) -> str:
    """A heading or a choice as it is compared: without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_\-‐-―]+", "", word.replace("\ufeff", "")).casefold()


def _first(formats: Iterable[str], cell: str) -> datetime | None:
    for each in formats:
        try:
            return datetime.strptime(cell, each)  # noqa: DTZ007 - a day or a time of day has no zone
        except ValueError:
            continue
    return None
