"""Evidence of an inspection, made with the app's own verbs."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from caseward.inspection.fieldwork.actions import activities, documents, figures
from caseward.inspection.fieldwork.models import Activity, DocumentFile, Quotation, RequestedDocument
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from tests.factories.accounts import Cast

AT = datetime(2019, 7, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2019, 7, 2, 9, 0, tzinfo=UTC)
DUE = date(2019, 7, 19)
MONDAY = date(2019, 8, 5)
KEY_QUESTION = "1.2.1"
GROUP, FIGURE = "caseload", "average-caseload-po"
PDF = b"%PDF-1.4 a plan"


def request(cast: Cast, inspection: Inspection, **changes: Any) -> RequestedDocument:
    """A request of the lead's own."""
    usual: dict[str, Any] = {
        "title": "Rota of duty officers",
        "text": "Who covers whom.",
        "key_questions": (KEY_QUESTION,),
        "due_on": DUE,
    }
    return documents.ask_for_own(
        inspection=inspection,
        asked=documents.Asked(**usual | changes),
        creation_key=uuid4(),
        by=cast.lead,
        at=AT,
    )


def file(row: RequestedDocument, by: User, *, name: str = "plan.pdf", content: bytes = PDF) -> DocumentFile:
    """A file that was sent for a request."""
    (sent,) = documents.send_files(
        row=row, files=[documents.Sent(name, content)], creation_key=uuid4(), by=by, at=AT
    )
    return sent


def planned(**changes: Any) -> activities.Planned:
    """One meeting, as it is typed in."""
    usual: dict[str, Any] = {
        "kind": Activity.Kind.MEETING,
        "whom": "Senior managers",
        "place": "Head office, room 1",
        "held_on": MONDAY,
        "from_time": time(9, 30),
        "to_time": time(10, 30),
        "key_questions": [KEY_QUESTION],
    }
    return activities.Planned(**usual | changes)


def activity(cast: Cast, inspection: Inspection, *goes: User, **changes: Any) -> Activity:
    """Something in the timetable; the lead goes unless somebody else is named."""
    return activities.plan(
        inspection=inspection,
        planned=planned(**changes),
        attendees=list(goes) or [cast.lead],
        creation_key=uuid4(),
        by=cast.lead,
        at=AT,
    )


def quoted(**changes: Any) -> activities.Quoted:
    """Words, as they are typed in."""
    usual: dict[str, Any] = {
        "words": "My officer listens to me.",
        "source": Quotation.Source.PERSON_INTERVIEW,
        "activity": None,
        "key_questions": [KEY_QUESTION],
        "usable_in_report": None,
    }
    return activities.Quoted(**usual | changes)


def quotation(cast: Cast, inspection: Inspection, **changes: Any) -> Quotation:
    """Words worth quoting."""
    return activities.add_quotation(
        inspection=inspection, quoted=quoted(**changes), creation_key=uuid4(), by=cast.inspector, at=AT
    )


def entry(code: str, period: str, value: str = "", *, none: bool = False, source: str = "") -> figures.Entry:
    """What was typed for one figure and period."""
    return figures.Entry(code, period, Decimal(value) if value else None, none, source)


def give(cast: Cast, inspection: Inspection, group: str, *entries: figures.Entry, version: int = 0) -> None:
    """Figures of one group, given by the provider's contact."""
    figures.enter(
        inspection=inspection,
        group=group,
        entries=entries,
        version=version,
        by=cast.provider_contact,
        at=AT,
    )


def gathered(cast: Cast, inspection: Inspection) -> dict[str, Any]:
    """One of each kind of evidence; what stands for it in an address."""
    row = request(cast, inspection)
    give(cast, inspection, GROUP, entry(FIGURE, "current", "48.6"), entry(FIGURE, "previous", "12"))
    return {
        "document_id": row.pk,
        "file_id": file(row, cast.provider_contact).pk,
        "heading": inspection.framework.evidence.presentation[0].code,
        "activity_id": activity(cast, inspection).pk,
        "quotation_id": quotation(cast, inspection).pk,
        "group_code": GROUP,
    }


def one_more(cast: Cast, inspection: Inspection, document_id: int, number: int) -> None:
    """One more of everything that grows, some of it on the same day and in the same room."""
    file(request(cast, inspection, title=f"Paper {number}"), cast.provider_contact)
    file(RequestedDocument.objects.get(pk=document_id), cast.provider_contact, name=f"plan-{number}.pdf")
    day = MONDAY + timedelta(days=number % 4)
    row = activity(cast, inspection, cast.lead, cast.inspector, held_on=day)
    activities.write_note(activity=row, text="They spoke of workloads.", version=0, by=cast.lead, at=AT)
    first = Activity.objects.filter(inspection=inspection).order_by("pk").first()
    quotation(cast, inspection, activity=first, usable_in_report=number % 2 == 0)
