"""Templates of lists to fill in, and the faults of one to work through."""

import json
from collections.abc import Sequence

from django.db.models import QuerySet

from caseward.casework.people.models import ImportFault
from caseward.shared.files.lists import Column
from caseward.shared.files.writers import csv_bytes


def template_csv(columns: Sequence[Column]) -> bytes:
    """The headings, and one invented entry to be replaced."""
    return csv_bytes([column.code for column in columns], [[column.example for column in columns]])


def template_json(columns: Sequence[Column]) -> bytes:
    """The same as a list with one invented entry."""
    entry = {column.code: column.example for column in columns}
    return (json.dumps([entry], ensure_ascii=False, indent=2) + "\n").encode()


def faults_csv(faults: QuerySet[ImportFault]) -> bytes:
    """Every fault with its place, in the order of the rows."""
    rows = faults.values_list("row", "column", "message")
    return csv_bytes(
        ("row", "column", "what is wrong and what to do"),
        ((row or "whole file", *words) for row, *words in rows.iterator()),
    )
