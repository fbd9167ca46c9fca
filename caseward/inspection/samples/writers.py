"""Files out: templates to fill in, faults to work through, and the sample."""

from collections.abc import Iterable

from django.db.models import QuerySet

from caseward.rules.columns import Column, load_columns
from caseward.rules.framework import Sample
from caseward.shared.files.writers import XLSX, Sheet, csv_bytes, xlsx_bytes

from .models import CaseListFault, SampledCase

__all__ = ["XLSX", "faults_csv", "sample_csv", "template_csv", "template_xlsx"]

EXPLAINED = ("Heading", "Title", "In this list", "May cells be empty?", "What it holds", "Values")


def template_csv(sample: Sample) -> bytes:
    """A case list with its headings and no cases: the columns that the sample asks for."""
    return csv_bytes([column.code for column in _columns(sample)], [])


def template_xlsx(sample: Sample) -> bytes:
    """The same as a spreadsheet, with a second sheet that explains every column."""
    codes = [column.code for column in _columns(sample)]
    return xlsx_bytes(
        [
            Sheet("cases", codes, [], widths=[max(14, len(code) + 2) for code in codes]),
            Sheet("columns", EXPLAINED, _explained(sample), widths=(24, 24, 16, 20, 60, 50)),
        ]
    )


def faults_csv(faults: QuerySet[CaseListFault]) -> bytes:
    """Every fault with its place, in the order of the rows."""
    rows = faults.values_list("row", "column", "value", "message", "what_to_do")
    return csv_bytes(
        ("row", "column", "value", "what is wrong", "what to do"),
        ((row or "whole file", *words) for row, *words in rows.iterator()),
    )


def sample_csv(cases: Iterable[SampledCase], *, reader: str) -> bytes:
    """The cases of a sample: what the list says of each, its stratum, its order and its reader.

    `reader` is what somebody who reads them is called, and the heading of that column.
    """
    codes = [column.code for column in load_columns()]
    return csv_bytes(
        (*codes, "stratum", "order", reader),
        (
            (
                *(getattr(case.listed_case, code) for code in codes),
                case.stratum,
                case.order,
                case.allocated_to.name if case.allocated_to else "",
            )
            for case in cases
        ),
    )


def _columns(sample: Sample) -> list[Column]:
    return [column for column in load_columns() if column.code in sample.required_columns]


def _explained(sample: Sample) -> Iterable[tuple[str, ...]]:
    for column in load_columns():
        yield (
            column.code,
            column.title,
            "Required" if column.code in sample.required_columns else "May be left out",
            "Yes" if column.may_be_blank else "No",
            column.guidance,
            ", ".join(value.value for value in column.values),
        )
