"""Contacts."""

from datetime import UTC, date, datetime, time
from typing import Any

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User

AT = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def contact(person: Person, officer: User, held_on: date, outcome: str = "", **fields: Any) -> Contact:
    """An appointment at the office; recorded where an outcome is given."""
    values: dict[str, Any] = {
        "purpose": Contact.Purpose.SUPERVISION,
        "how": Contact.How.OFFICE,
        "held_from": time(10, 30),
        "sentence": person.sentences.first(),
    }
    if outcome:
        values |= {"recorded_at": AT, "recorded_by": officer}
    return Contact.objects.create(
        person=person,
        officer=officer,
        held_on=held_on,
        arranged_at=AT,
        arranged_by=officer,
        outcome=outcome,
        **values | fields,
    )


def at_noon(day: date) -> datetime:
    """Noon of a day."""
    return datetime.combine(day, time(12), UTC)
