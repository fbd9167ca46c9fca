"""A frozen edition as JSON and as one long CSV: docs/how-to/reuse-the-data.md says what each field holds."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from caseward.shared.files.writers import csv_bytes

COLUMNS = ("section", "table", "caption", "row", "row_name", "column", "text", "value")


def as_json(document: Mapping[str, Any]) -> str:
    """The whole edition as one JSON object, indented."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(document: Mapping[str, Any]) -> bytes:
    """One row for each cell of each table; `value` is its number, where it has one."""
    return csv_bytes(COLUMNS, list(_cells(document)), mark=False)


def tables_of(document: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Every table with the section it stands in, in the order of the report."""
    for section in document["sections"]:
        for table in section["tables"]:
            yield section, table


def _cells(document: Mapping[str, Any]) -> Iterator[list[Any]]:
    for section, table in tables_of(document):
        for number, row in enumerate(table["rows"], 1):
            for column, cell in zip(table["head"], row, strict=True):
                yield [
                    section["code"],
                    table["code"],
                    table["caption"],
                    number,
                    row[0]["text"],
                    column,
                    cell["text"],
                    "" if cell["value"] is None else str(cell["value"]),
                ]
