"""What was asked of the provider, how far it is, and the presentation under its headings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from caseward.inspection.fieldwork.actions.documents import Asked
from caseward.inspection.fieldwork.models import DocumentState, PresentationNote, RequestedDocument
from caseward.inspection.fieldwork.models.documents import RequestedDocumentQuerySet
from caseward.inspection.fieldwork.models.scope import bearing_on
from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework_evidence import PresentationHeading
from caseward.shared.govuk.filters import written_date

from .questions import codes_of_standard, question_words

COLOURS = {"asked": "grey", "received": "blue", "read": "green", "gap": "orange", "overdue": "red"}
OVERDUE = "overdue"
STATES = {**dict(DocumentState.choices), OVERDUE: "Overdue"}


@dataclass(frozen=True)
class Filters:
    """Which requests are shown."""

    state: str
    standard: str

    @property
    def active(self) -> int:
        """How many filters are on."""
        return bool(self.state) + bool(self.standard)


def filtered(
    rows: RequestedDocumentQuerySet, inspection: Inspection, filters: Filters, today: date
) -> RequestedDocumentQuerySet:
    """The requests that fit; with their state."""
    if filters.state == OVERDUE:
        rows = rows.in_state(DocumentState.ASKED).filter(due_on__lt=today)
    elif filters.state:
        rows = rows.in_state(filters.state)
    else:
        rows = rows.with_state()
    if filters.standard:
        wanted = Q(pk__in=[])
        for code in codes_of_standard(inspection, filters.standard):
            wanted |= Q(bearing_on(code))
        rows = rows.filter(wanted)
    return rows


def state_of(row: RequestedDocument, today: date) -> tuple[str, str]:
    """The state of a request as a word with its colour; late ones say so."""
    code = OVERDUE if row.state == DocumentState.ASKED and row.due_on < today else row.state
    return STATES[code], COLOURS[code]


def sizes(number: int) -> str:
    """A size of a file as people read it."""
    if number >= 1024 * 1024:
        return f"{number / 1024 / 1024:.1f} MB"
    return f"{max(1, round(number / 1024))} KB"


def differences(
    inspection: Inspection, theirs: RequestedDocument, asked: Asked
) -> list[tuple[str, str, str]]:
    """What somebody else saved beside what was typed, where they differ."""
    rows = [
        ("What is asked", theirs.title, asked.title),
        ("What it should show", theirs.text, asked.text),
        ("Needed by", written_date(theirs.due_on), written_date(asked.due_on)),
        (
            "Key questions",
            "; ".join(question_words(inspection, theirs.key_questions)),
            "; ".join(question_words(inspection, asked.key_questions)),
        ),
    ]
    return [row for row in rows if row[1] != row[2]]


@dataclass(frozen=True)
class Heading:
    """One heading of the presentation, and what was noted under it."""

    heading: PresentationHeading
    standard_title: str
    note: PresentationNote | None


def headings(inspection: Inspection, notes: Iterable[PresentationNote]) -> list[Heading]:
    """The framework's headings in order, each with its note."""
    noted = {note.heading_code: note for note in notes}
    titles = {each.code: f"{each.code} {each.title}" for each in inspection.framework.standards}
    return [
        Heading(each, titles.get(each.standard or "", ""), noted.get(each.code))
        for each in inspection.framework.evidence.presentation
    ]
