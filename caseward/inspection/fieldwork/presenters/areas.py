"""The kinds of evidence on one page, and the tasks of asking and answering on an inspection's overview."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from caseward.inspection.fieldwork.inputs import provided_figures
from caseward.inspection.fieldwork.models import (
    Activity,
    DocumentState,
    Interview,
    PresentationNote,
    Quotation,
    RequestedDocument,
)
from caseward.inspection.fieldwork.policies import access, documents
from caseward.inspection.fieldwork.policies.citations import (
    judged_key_questions,
    key_questions_without_evidence,
)
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import Task
from caseward.shared.govuk.filters import plural

from .figures import sheets

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

WAITING = (DocumentState.ASKED, DocumentState.GAP)


@dataclass(frozen=True)
class Area:
    """One kind of evidence: what it is and where it stands."""

    title: str
    href: str
    text: str
    standing: str


def areas_for(user: "Viewer", inspection: Inspection) -> list[Area]:
    """What the user may open: the provider's contact sees only what is asked of the provider."""
    asked = [_documents(user, inspection), _figures(inspection)]
    if access.is_contact_of(user, inspection):
        return asked
    return [
        Area(
            "Key questions",
            _address("key_questions", inspection),
            "Everything that bears on each key question of a judged standard, for and against.",
            _cited(inspection),
        ),
        asked[0],
        _presentation(inspection),
        _timetable(inspection),
        Area(
            "Interviews",
            _address("interviews", inspection),
            "What officers and people on probation answered, which doubles as a survey.",
            plural(Interview.objects.filter(inspection=inspection).count(), "interview"),
        ),
        _quotations(inspection),
        asked[1],
    ]


def asking_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The lead asks for the documents in advance."""
    listed = inspection.framework.evidence.documents
    if not listed or documents.reasons_not_to_ask(user, inspection):
        return None
    asked = RequestedDocument.objects.filter(inspection=inspection).exclude(code="").count()
    return Task(
        title="Ask the provider for documents",
        status=f"{asked} of the {len(listed)} listed are asked for",
        href=_address("documents", inspection),
        done=asked > 0,
    )


def answering_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The provider's contact sends documents and gives figures."""
    if not access.is_contact_of(user, inspection) or access.reasons_frozen(inspection):
        return None
    waiting = _in_state(inspection, *WAITING)
    if not waiting and not inspection.framework.evidence.figures:
        return None
    missing = sum(sheet.asked - sheet.answered for sheet in sheets(inspection, provided_figures(inspection)))
    return Task(
        title="Send the documents and figures that are asked for",
        status=f"{plural(waiting, 'document')} and {plural(missing, 'figure')} to send"
        if waiting or missing
        else "All sent",
        href=_address("index", inspection),
        done=not waiting and not missing,
    )


def _documents(user: "Viewer", inspection: Inspection) -> Area:
    rows = RequestedDocument.objects.visible_to(user).filter(inspection=inspection)
    number, waiting = rows.count(), _in_state(inspection, *WAITING)
    unread = _in_state(inspection, DocumentState.RECEIVED)
    standing = f"{number} asked for, {waiting} still to come" if number else "Nothing asked for yet"
    if unread and not access.is_contact_of(user, inspection):
        standing += f", {unread} to read"
    return Area(
        "Documents",
        _address("documents", inspection),
        "What the provider is asked to send before fieldwork.",
        standing,
    )


def _figures(inspection: Inspection) -> Area:
    made = sheets(inspection, provided_figures(inspection))
    asked, answered = sum(sheet.asked for sheet in made), sum(sheet.answered for sheet in made)
    questioned = sum(sheet.questioned for sheet in made)
    standing = f"{answered} of {asked} given" if asked else "None asked for"
    if questioned:
        standing += f", {questioned} to check"
    return Area(
        "Figures from the provider",
        _address("figures", inspection),
        "Staffing, caseloads, waits and other figures, for this year and last.",
        standing,
    )


def _presentation(inspection: Inspection) -> Area:
    noted = PresentationNote.objects.filter(inspection=inspection).exclude(text="").count()
    return Area(
        "Leader’s presentation",
        _address("presentation", inspection),
        "What the provider’s leader said at the start of fieldwork.",
        f"{noted} of {plural(len(inspection.framework.evidence.presentation), 'heading')} noted",
    )


def _timetable(inspection: Inspection) -> Area:
    rows = Activity.objects.filter(inspection=inspection)
    return Area(
        "Timetable",
        _address("timetable", inspection),
        "Meetings, focus groups, interviews and observations: who meets whom, and what was heard.",
        plural(rows.count(), "activity", "activities"),
    )


def _quotations(inspection: Inspection) -> Area:
    rows = Quotation.objects.filter(inspection=inspection)
    usable = Quotation.objects.usable().filter(inspection=inspection).count()
    return Area(
        "Quotations",
        _address("quotations", inspection),
        "The words of people on probation, staff and partners.",
        f"{rows.count()} kept, {usable} usable in the report",
    )


def _cited(inspection: Inspection) -> str:
    missing = key_questions_without_evidence(inspection)
    asked, lacking = len(judged_key_questions(inspection)), sum(len(each) for each in missing.values())
    return f"{asked - lacking} of {plural(asked, 'key question')} complete" if asked else ""


def _in_state(inspection: Inspection, *states: str) -> int:
    return RequestedDocument.objects.filter(inspection=inspection).in_state(*states).count()


def _address(page: str, inspection: Inspection) -> str:
    return reverse(f"fieldwork:{page}", kwargs={"inspection_id": inspection.pk})
