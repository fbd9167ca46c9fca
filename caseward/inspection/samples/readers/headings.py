"""Which column of a file is which: headings by code, title or alias, and the names that nobody wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from caseward.rules.columns import Column
from caseward.rules.framework import Sample

IGNORED = re.compile(r"[\s_\-‐-―]+")
PERSONAL = frozenset({"name", "initials", "title and name", "known as", "alias", "aliases"})
PART_OF_A_NAME = ("surname", "forename", "firstname", "lastname", "fullname", "middlename", "familyname")
PEOPLE = ("person", "people", "offender", "client", "serviceuser", "officer", "manager", "supervisor", "case")


class FileFault(NamedTuple):
    """A fault of the file as a whole, or of one of its columns."""

    column: str
    message: str
    what_to_do: str


@dataclass(frozen=True)
class Headings:
    """Where each column of a case list is in the file, what else there is, and what is wrong with that."""

    positions: dict[str, int]
    """Column code → place in a row."""
    width: int
    written: dict[str, str] = field(default_factory=dict)
    """Column code → its heading as the file has it, so that faults are found where they are."""
    ignored: tuple[str, ...] = ()
    """Headings that mean nothing here, in the file's own words."""
    faults: list[FileFault] = field(default_factory=list)


def bare(text: str) -> str:
    """A heading or value as it is compared: without case, spaces, hyphens and underscores."""
    return IGNORED.sub("", text.replace("\ufeff", "")).casefold()


def read_headings(cells: Sequence[str], columns: Sequence[Column], sample: Sample) -> Headings:
    """Recognise the headings of a list, and find what is missing, double or not wanted."""
    names = {
        bare(name): column for column in columns for name in (column.code, column.title, *column.aliases)
    }
    found = Headings({}, width=_width(cells))
    ignored = []
    for place, text in enumerate(cells[: found.width]):
        column = names.get(bare(text))
        if column is None:
            ignored.append(text.strip()[:100])
        elif column.code in found.positions:
            found.faults.append(_double(text, column))
        else:
            found.positions[column.code] = place
            found.written[column.code] = text.strip()[:60]
    found.faults.extend(_unwanted(text) for text in ignored if is_a_name(text))
    found.faults.extend(
        _missing(column)
        for column in columns
        if column.code in sample.required_columns and column.code not in found.positions
    )
    others = tuple(text for text in ignored if text and not is_a_name(text))
    return Headings(found.positions, found.width, found.written, others, found.faults)


def is_a_name(heading: str) -> bool:
    """Whether a column with that heading would hold people's names."""
    text = bare(heading)
    if text in {bare(word) for word in PERSONAL} or any(part in text for part in PART_OF_A_NAME):
        return True
    return text.endswith("name") and any(word in text for word in PEOPLE)


def _width(cells: Sequence[str]) -> int:
    return max((place for place, text in enumerate(cells, start=1) if text.strip()), default=0)


def _double(text: str, column: Column) -> FileFault:
    return FileFault(
        text.strip()[:60],
        f"Two columns are both “{column.title}”; the second is headed “{text.strip()[:60]}”.",
        "Remove one of them, or give it another heading.",
    )


def _unwanted(text: str) -> FileFault:
    return FileFault(
        text[:60],
        "This column holds people’s names, which are not wanted.",
        "Remove the column and send the file again.",
    )


def _missing(column: Column) -> FileFault:
    return FileFault(
        column.code,
        f"There is no column “{column.title}”.",
        f"Add it, with the heading {column.code}; leave cells empty where nothing is known."
        if column.may_be_blank
        else f"Add it, with the heading {column.code}.",
    )
