"""A league table as CSV: one row a result, one column a standard."""

from collections.abc import Sequence

from caseward.rules.framework import Framework
from caseward.shared.files.writers import csv_bytes

from .presenters import Line

FIRST = ("place", "provider", "inspection", "published_on", "points", "out_of", "rating")
LAST = ("inferred", "source", "result")


def league_csv(framework: Framework, lines: Sequence[Line]) -> bytes:
    """The table as shown, ratings in the framework's words."""
    heading = [*FIRST, *(f"{one.code} {one.title}" for one in framework.standards), *LAST]
    return csv_bytes(heading, [_row(framework, line) for line in lines], mark=False)


def _row(framework: Framework, line: Line) -> list[str | int]:
    result = line.result
    overall = framework.band(result.rating).title if result.rating else ""
    return [
        line.rank,
        result.provider.name,
        result.title,
        result.published_on.isoformat(),
        result.points,
        result.out_of,
        overall,
        *(word for _, word in line.finals),
        "yes" if line.inferred else "",
        result.source,
        result.slug,
    ]
