"""The list as the file that any provider sends."""

from collections.abc import Iterable, Sequence
from datetime import date

from caseward.rules.framework import Sample
from caseward.shared.files.writers import Cell, csv_bytes


def list_csv(sample: Sample, rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8 with the headings that the sample asks for; no cell can run as a formula."""
    return csv_bytes(sample.required_columns, rows)


def file_name(sample: Sample, on: date) -> str:
    """A name that says which list it is, and of nobody on it."""
    return f"{sample.code}-{on:%Y-%m-%d}.csv"
