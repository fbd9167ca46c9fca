"""Case lists as a provider sends them, with rows that are all eligible on the fieldwork date of the tests."""

import csv
import io
from datetime import date, timedelta

from tests.factories.case_assessments import SUPERVISION

FIELDWORK = date(2019, 8, 5)
GATE = "through-the-gate"
HARM = ("low", "medium", "high")
STARTED = {SUPERVISION: "sentence_started_on", GATE: "released_on"}
DAYS_BEFORE = {SUPERVISION: 190, GATE: 20}


def supervision(rows: int, **faults: str) -> bytes:
    """People on community sentences that began six to seven months before fieldwork.

    `faults` are wrong values of the last row, by column.
    """
    return _list(SUPERVISION, rows, faults)


def released(rows: int) -> bytes:
    """People released shortly before fieldwork."""
    return _list(GATE, rows, {})


def _list(sample: str, rows: int, faults: dict[str, str]) -> bytes:
    made = [_row(sample, number) for number in range(1, rows + 1)]
    made[-1] |= faults
    out = io.StringIO()
    writer = csv.DictWriter(out, list(made[0]))
    writer.writeheader()
    writer.writerows(made)
    return out.getvalue().encode()


def _row(sample: str, number: int) -> dict[str, str]:
    began = (FIELDWORK - timedelta(days=DAYS_BEFORE[sample])).strftime("%d/%m/%Y")
    return {
        "case_reference": f"NS{number:04}",
        "organisation": "Northshire Probation",
        "delivery_unit": "North",
        "office": f"Office {number % 3}",
        "officer_reference": f"OF{number % 9}",
        "officer_grade": "PO" if number % 2 else "PSO",
        "sex": "female" if number % 5 == 0 else "male",
        "ethnicity": "white" if number % 4 else "",
        "date_of_birth": "29/02/1984",
        "disability": "no",
        "sentence_type": "licence" if sample == GATE else "community",
        "sentence_started_on": "",
        "risk_of_serious_harm": HARM[number % 3],
        "released_on": "",
        "prison": "HMP Ashdene" if sample == GATE else "",
        STARTED[sample]: began,
    }
