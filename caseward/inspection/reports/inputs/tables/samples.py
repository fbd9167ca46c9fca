"""The tables of samples: how the groups of eligible cases compare with those drawn."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.inspection.samples.models import Draw
from caseward.rules.disclosure import Sum, hidden_cells

from .cells import WITHHELD, Cell, Table, count, per_cent, words

TOTAL = "All cases"
WHOLE = "\0whole"
"""No group is called so; a sample without groups calls its only one as the last row is called."""


def sample_against_population(inspection: Inspection) -> Iterator[Table]:
    """One table for each column of each sample; without columns, one of its strata."""
    samples = {sample.code: sample for sample in inspection.framework.samples}
    draws = {draw.sample_code: draw for draw in Draw.objects.filter(inspection=inspection, is_current=True)}
    for sample, draw in ((samples[code], draws[code]) for code in samples if code in draws):
        for place, (column, rows) in enumerate(_columns(draw).items(), 1):
            yield Table(
                code=f"sample-{draw.sample_code}-{place}",
                caption=f"{sample.title}: {column}",
                head=("Group", "Eligible cases", "Share of eligible", "Sample", "Share of sample"),
                rows=tuple(_rows(draw, rows)),
                notes=tuple(_notes(draw, rows)),
                numeric=(1, 2, 3, 4),
            )


def _columns(draw: Draw) -> dict[str, list[Mapping[str, Any]]]:
    columns: dict[str, list[Mapping[str, Any]]] = {}
    for row in draw.margins:
        columns.setdefault(row["column"], []).append({**row, "stratum": row["value"]})
    return columns or {"eligible cases and sample": list(draw.quotas)}


def _rows(draw: Draw, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Cell, ...]]:
    hidden = _hidden(rows, "population") | _hidden(rows, "sample")
    for row in rows:
        if row["stratum"] in hidden:
            yield (words(row["stratum"]), *(Cell(WITHHELD) for _ in range(4)))
        else:
            yield (
                words(row["stratum"]),
                count(row["population"]),
                per_cent(_share(row["population"], draw.population)),
                count(row["sample"]),
                per_cent(_share(row["sample"], draw.size)),
            )
    yield (words(TOTAL), count(draw.population), per_cent(100), count(draw.size), per_cent(100))


def _hidden(rows: Sequence[Mapping[str, Any]], number: str) -> frozenset[str]:
    """The groups whose number is small, and those from which it could be worked back."""
    counts = {row["stratum"]: row[number] for row in rows}
    line, whole = Sum(WHOLE, tuple(counts)), {WHOLE: sum(counts.values())}
    return hidden_cells({**counts, **whole}, [line], SMALL_NUMBERS.least_count) - {WHOLE}


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _notes(draw: Draw, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if _hidden(rows, "population") | _hidden(rows, "sample"):
        yield "Groups with one to four cases are withheld, and so is what would give one away."
    if draw.size_reason:
        yield f"The size of the sample was entered by hand: {draw.size_reason}"
