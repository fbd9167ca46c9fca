"""A league table as files: docs/how-to/reuse-the-data.md says what each field holds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from caseward.shared.files.writers import Cell, csv_bytes


def league_csv(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One row a result, one column a standard; without a BOM, for programs."""
    return csv_bytes(heading, rows, mark=False)


def league_json(table: Mapping[str, Any]) -> str:
    """The whole table as one JSON object, indented."""
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"
