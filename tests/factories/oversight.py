"""Notes of oversight and what they ask for."""

from datetime import UTC, date, datetime
from typing import Any

from caseward.casework.oversight.models import OversightAction, OversightNote
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)


def note(person: Person, by: User, **fields: Any) -> OversightNote:
    """What a manager saw."""
    values: dict[str, Any] = {"why": OversightNote.Why.DRIFT, "text": "Nobody asked the police."}
    return OversightNote.objects.create(person=person, written_at=AT, written_by=by, **values | fields)


def action(
    note: OversightNote, asked_of: User, *, done_by: User | None = None, **fields: Any
) -> OversightAction:
    """One thing that the note asks for by 16 November 2026; done where somebody says so."""
    values: dict[str, Any] = {"what": "Ask the police again", "due_on": date(2026, 11, 16)}
    if done_by:
        values |= {"done_at": AT, "done_by": done_by, "done_words": "Asked on the telephone."}
    return OversightAction.objects.create(note=note, asked_of=asked_of, **values | fields)
