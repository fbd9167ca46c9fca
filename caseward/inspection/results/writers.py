"""A result as JSON and as CSV: docs/how-to/reuse-the-data.md says what each field holds."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from .presenters import Figure, Published, Rated

FORMAT = "caseward-result-1"
COLUMNS = (
    *("kind", "code", "title", "standard", "indicative", "final", "ground", "reason", "decided_by"),
    *("percent", "yes", "base", "withheld", "why_no_figure", "inferred", "framework", "framework_digest"),
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(shown: Published) -> str:
    """The whole result as one JSON object, indented."""
    return json.dumps(_result(shown), ensure_ascii=False, indent=2) + "\n"


def as_csv(shown: Published) -> str:
    """One row for the whole, one a standard and one a question."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, restval="")
    writer.writeheader()
    for row in _rows(shown):
        writer.writerow({name: _safe(value) for name, value in row.items()})
    return file.getvalue()


def _result(shown: Published) -> dict[str, Any]:
    result = shown.result
    return {
        "format": FORMAT,
        "slug": result.slug,
        "title": result.title,
        "provider": result.provider.name,
        "origin": result.origin,
        "source": result.source,
        "note": result.note,
        "fieldwork_starts_on": _day(result.fieldwork_starts_on),
        "published_on": _day(result.published_on),
        "framework": {
            "code": shown.framework.code,
            "title": shown.framework.title,
            "digest": result.framework_digest,
        },
        "overall": {
            "points": result.points,
            "out_of": result.out_of,
            "rating": result.rating or None,
            "indicative_points": result.indicative_points,
            "indicative_rating": result.indicative_rating or None,
        },
        "standards": [_standard(rated) for rated in shown.standards],
        "questions": [_question(figure) for figure in shown.figures],
    }


def _standard(rated: Rated) -> dict[str, Any]:
    return {
        "code": rated.standard.code,
        "title": rated.standard.title,
        "domain": rated.standard.domain,
        "indicative": rated.indicative or None,
        "final": rated.final or None,
        "ground": rated.ground or None,
        "reason": rated.reason or None,
        "decided_by": [question.code for question in rated.decided_by],
        "inferred": rated.is_inferred,
    }


def _question(figure: Figure) -> dict[str, Any]:
    return {
        "code": figure.question.code,
        "text": figure.question.text,
        "kind": str(figure.question.kind),
        "standard": figure.standard.code,
        "carries_rating": figure.question.scored,
        "percent": figure.percent,
        "yes": figure.yes,
        "base": figure.base,
        "cases": str(figure.question.base),
        "withheld": figure.withheld or None,
        "why_no_figure": figure.why_no_figure or None,
        "inferred": figure.inferred or None,
    }


def _rows(shown: Published) -> Iterator[dict[str, Any]]:
    result = _result(shown)
    framework = {"framework": shown.framework.code, "framework_digest": shown.result.framework_digest}
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
    if "decided_by" in row:
        row["decided_by"] = " ".join(row["decided_by"])
    return row | {"kind": kind}


def _safe(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula is made plain text by an apostrophe."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return "'" + value
    return "" if value is None else value


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
