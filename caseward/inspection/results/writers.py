"""A result as JSON and as CSV: docs/how-to/reuse-the-data.md says what each field holds."""

import json
from collections.abc import Iterator
from typing import Any

from caseward.shared.files.writers import csv_bytes

COLUMNS = (
    *("kind", "code", "title", "standard", "indicative", "final", "ground", "reason", "decided_by"),
    *("percent", "yes", "base", "withheld", "why_no_figure", "inferred", "framework", "framework_digest"),
)


def as_json(result: dict[str, Any]) -> str:
    """The whole result as one JSON object, indented."""
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def as_csv(result: dict[str, Any]) -> bytes:
    """One row for the whole, one a standard and one a question."""
    rows = [[row.get(name) for name in COLUMNS] for row in _rows(result)]
    return csv_bytes(COLUMNS, rows, mark=False)


def _rows(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    framework = {
        "framework": result["framework"]["code"],
        "framework_digest": result["framework"]["digest"],
    }
    overall = result["overall"]
    yield {
        "kind": "overall",
        "title": f"{overall['points']} points out of {overall['out_of']}",
        "indicative": overall["indicative_rating"],
        "final": overall["rating"],
        **framework,
    }
    for standard in result["standards"]:
        yield _flat("standard", standard) | framework
    for question in result["questions"]:
        yield _flat(question["kind"], question | {"title": question["text"]}) | framework


def _flat(kind: str, part: dict[str, Any]) -> dict[str, Any]:
    row = {name: part[name] for name in COLUMNS if name in part}
    if isinstance(row["inferred"], bool):
        row["inferred"] = "yes" if row["inferred"] else None
    if "decided_by" in row:
        row["decided_by"] = " ".join(row["decided_by"])
    return row | {"kind": kind}
