"""Case lists as text, and lists and draws made with the app's own verbs."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples import actions, jobs
from caseward.inspection.samples.models import CaseList, Draw
from caseward.rules.columns import load_columns
from caseward.rules.sampling import Order
from caseward.shared.accounts.models import User

AT = datetime(2019, 7, 1, 9, 0, tzinfo=UTC)
SUPERVISION = "case-supervision"
GATE = "through-the-gate"
CODES = [column.code for column in load_columns()]
FIELDWORK = date(2019, 8, 5)
ELIGIBLE_ON = FIELDWORK - timedelta(days=200)


def row(number: int = 1, **values: str) -> dict[str, str]:
    """One eligible case of the supervision sample, as a provider would type it."""
    return {
        "case_reference": f"MV{number:05}",
        "organisation": "Riverside Probation",
        "delivery_unit": "Northside",
        "office": ("Castle Street", "Wharf Road", "Aldersham")[number % 3],
        "officer_reference": f"OF{number % 7}",
        "officer_grade": "PO",
        "sex": "female" if number % 4 == 0 else "male",
        "ethnicity": "white",
        "date_of_birth": "29/02/1984",
        "disability": "no",
        "sentence_type": "community" if number % 2 else "licence",
        "sentence_started_on": f"{ELIGIBLE_ON:%d/%m/%Y}",
        "risk_of_serious_harm": "medium",
        "requirement_started_on": "",
        "released_on": f"{ELIGIBLE_ON:%d/%m/%Y}",
        "prison": "HMP Coldharbour",
        **values,
    }


def text(rows: list[dict[str, str]], *, delimiter: str = ",", codes: list[str] | None = None) -> str:
    """A list as CSV text, with those columns."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(
        out, codes or CODES, delimiter=delimiter, extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def cases(number: int = 40) -> list[dict[str, str]]:
    """So many eligible cases."""
    return [row(each) for each in range(1, number + 1)]


def uploaded(
    inspection: Inspection,
    by: User,
    content: str | bytes,
    *,
    sample: str = SUPERVISION,
    name: str = "list.csv",
) -> CaseList:
    """A list that was sent and checked."""
    sent = jobs.upload(
        inspection=inspection,
        sample_code=sample,
        file_name=name,
        content=content.encode() if isinstance(content, str) else content,
        creation_key=uuid4(),
        by=by,
        at=AT,
    )
    sent.refresh_from_db()
    return sent


def accepted(inspection: Inspection, by: User, *, sample: str = SUPERVISION, number: int = 40) -> CaseList:
    """A list without faults that was sent, checked and accepted."""
    sent = uploaded(inspection, by, text(cases(number)), sample=sample)
    jobs.accept(case_list=sent, set_aside_reason="", by=by, at=AT)
    sent.refresh_from_db()
    return sent


def drawn(
    inspection: Inspection, by: User, *, number: int = 40, size: int | None = None, **order: Any
) -> Draw:
    """A sample drawn from an accepted list of so many cases."""
    accepted(inspection, by, number=number)
    return draw(inspection, by, size=size, **order)


def draw(
    inspection: Inspection, by: User, *, size: int | None = None, seed: int = 1, redraw_reason: str = ""
) -> Draw:
    """A draw from the list that is accepted."""
    return actions.draw(
        inspection=inspection,
        sample_code=SUPERVISION,
        order=Order(seed=seed, size=size, reason="Estimated from workload." if size else ""),
        redraw_reason=redraw_reason,
        creation_key=uuid4(),
        by=by,
        at=AT,
    )
