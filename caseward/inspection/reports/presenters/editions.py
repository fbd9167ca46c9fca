"""Editions as the public sees them, and what a new one changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from caseward.inspection.reports.actions import ChangedParagraph

from .differences import ShownChange, changed_paragraphs, shown

Data = Mapping[str, Any]


@dataclass(frozen=True)
class ChangedCell:
    """One cell of a table before and after; one of them is empty where it is new or gone."""

    table: str
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Everything that one edition says otherwise than the one before it."""

    paragraphs: list[ShownChange]
    cells: list[ChangedCell]


def changes_between(before: Data, after: Data) -> Changes:
    """The paragraphs and the cells that differ, in the order of the report."""
    return Changes(shown(list(_paragraphs(before, after))), list(_cells(before, after)))


def _paragraphs(before: Data, after: Data) -> Iterator[ChangedParagraph]:
    was, now = _texts(before), _texts(after)
    for title in dict.fromkeys([*now, *was]):
        yield from changed_paragraphs(title, list(enumerate(was.get(title, []), 1)), now.get(title, []))


def _texts(document: Data) -> dict[str, list[str]]:
    sections = {section["heading"]: section["paragraphs"] for section in document["sections"]}
    return sections | {"Press notice": document["press_notice"]["paragraphs"]}


def _cells(before: Data, after: Data) -> Iterator[ChangedCell]:
    was, now = _table_cells(before), _table_cells(after)
    for key in dict.fromkeys([*was, *now]):
        old, new = was.get(key, ""), now.get(key, "")
        if old != new:
            yield ChangedCell(*key, old, new)


def _table_cells(document: Data) -> dict[tuple[str, str, str], str]:
    """Every cell by the caption of its table, the name of its row and its column."""
    return {
        (table["caption"], row[0]["text"], column): cell["text"]
        for section in document["sections"]
        for table in section["tables"]
        for row in table["rows"]
        for column, cell in zip(table["head"], row, strict=True)
    }
