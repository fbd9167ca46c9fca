"""A result as JSON and as CSV: docs/how-to/reuse-the-data.md says what each field holds."""

import json
from collections.abc import Iterator
from typing import Any

from caseward.shared.files.writers import csv_bytes

COLUMNS = (
    *("kind", "code", "title", "standard", "indicative", "final", "ground", "reason", "decided_by"),
    *("percent", "yes", "base", "withheld", "why_no_figure", "inferred", "framework", "framework_digest"),
    *("dimension", "group", "period", "printed", "value", "source", "remark", "addressee", "repeated"),
    "why_no_rating",
)


ABOUT = ("slug", "title", "provider", "source", "note", "fieldwork_starts_on", "published_on")
"""What the rows of that kind say of the whole: the name in `code`, what it is in `title`."""


def as_json(result: dict[str, Any]) -> str:
    """The whole result as one JSON object, indented."""
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def as_csv(result: dict[str, Any]) -> bytes:
    """Rows for the whole, then one for each standard, question, group, fact and recommendation."""
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
        "title": _score(overall),
        "indicative": overall["indicative_rating"],
        "final": overall["rating"],
        **framework,
    }
    yield from ({"kind": "about", "code": name, "title": result[name], **framework} for name in ABOUT)
    for standard in result["standards"]:
        yield _flat("standard", standard) | framework
    for question in result["questions"]:
        yield _flat(question["kind"], question | {"title": question["text"]}) | framework
    texts = {question["code"]: question["text"] for question in result["questions"]}
    for group in result["groups"]:
        code = group["question"]
        yield _flat("group", group | {"code": code, "title": texts.get(code)}) | framework
    for fact in result["facts"]:
        yield _flat("fact", fact) | framework
    for row in result["recommendations"]:
        standards = " ".join(row["standards"])
        named = {"code": row["number"], "title": row["text"], "standard": standards}
        yield _flat("recommendation", row | named) | framework


def _score(overall: dict[str, Any]) -> str:
    if overall["points"] is None:
        return "Score not known"
    return f"{overall['points']} points out of {overall['out_of']}"


def _flat(kind: str, part: dict[str, Any]) -> dict[str, Any]:
    row = {name: part[name] for name in COLUMNS if name in part}
    for name in ("inferred", "repeated"):
        if isinstance(row.get(name), bool):
            row[name] = "yes" if row[name] else None
    if "decided_by" in row:
        row["decided_by"] = " ".join(row["decided_by"])
    return row | {"kind": kind}
