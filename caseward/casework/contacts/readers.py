"""Contacts from another system: the columns of a list, and what it would change of what is stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from caseward.casework.people.models import Person
from caseward.casework.people.readers import CRN_COLUMN, batches, find, reason_not_found
from caseward.casework.sentences.models import Sentence
from caseward.shared.accounts.models import Role, User
from caseward.shared.files import cells
from caseward.shared.files.lists import Column, Compared, Fault, Listed, Row, read_list

from . import policies
from .models import Contact

NO_OFFICER = "No officer or manager of your provider has this e-mail address. Take in the officer first."
NO_SENTENCE = "The person has no sentence with this reference. Take in the sentence first."
MOVED = "This contact was moved to another day here. Leave the row out, or change the new appointment."
NO_OUTCOME = "Here an outcome is recorded. A contact that has taken place cannot be of a day to come."
STILL_TO_COME = (*policies.IN_ADVANCE, *policies.CALLED_OFF)
"""What can be known of a day that has not come."""

COLUMNS = (
    CRN_COLUMN,
    Column(
        "reference", "The contact’s own reference in the other system", cells.text(60),
        is_required=True, example="C-1",
    ),
    Column("sentence", "The reference of the sentence; else the only one that ran that day", cells.text(60)),
    Column(
        "purpose", "What it is for", cells.choice(Contact.Purpose.choices),
        is_required=True, example="supervision",
    ),
    Column("how", "How people meet", cells.choice(Contact.How.choices), is_required=True, example="office"),
    Column("held_on", "The day", cells.day(), is_required=True, example="05/08/2019"),
    Column("held_from", "The time", cells.clock, example="10:30"),
    Column("minutes", "How long, in minutes", cells.whole(1, 1_440), example="30"),
    Column("place", "Where", cells.text(120)),
    Column(
        "officer_email", "The e-mail address of the officer who holds it", cells.email,
        is_required=True, example="officer@example.org",
    ),
    Column("outcome", "What happened; empty while it is not recorded", cells.choice(Contact.Outcome.choices)),
)  # fmt: skip
FIELDS = ("purpose", "how", "held_on", "held_from", "minutes", "place", "outcome")


@dataclass
class ContactsCompared(Compared):
    """What a list of contacts would change."""

    to_add: list[Contact] = field(default_factory=list)
    to_change: list[tuple[Contact, list[str], str]] = field(default_factory=list)
    """Contacts that are known, the fields that differ, and the outcome as it was recorded before."""


def read(content: bytes, name: str) -> Listed:
    """A list of contacts, by CRN and reference."""
    return read_list(content, name, COLUMNS, key=("crn", "reference"), check=_check)


def compare(rows: Sequence[Row], by: User) -> ContactsCompared:
    """What the list would change; nothing of a record of another provider, or that `by` may not open."""
    compared = ContactsCompared()
    for batch in batches(rows):
        found = find(batch, by)
        around = _Around(batch, found.people.values(), by)
        for row in batch:
            person = found.people.get(row.values["crn"])
            if person is None:
                compared.faults.append(reason_not_found(found, row))
            elif faults := list(around.faults(row, person)):
                compared.faults += faults
            else:
                _compare(compared, row, person, around)
    return compared


class _Around:
    """What the rows of a batch point to: officers, sentences, and contacts that are known."""

    def __init__(self, rows: Sequence[Row], people: Iterable[Person], by: User) -> None:
        ids = [person.pk for person in people]
        emails = {row.values["officer_email"] for row in rows}
        colleagues = User.objects.filter(
            organisation=by.organisation_id, role__in=(Role.OFFICER, Role.MANAGER)
        )
        self.officers = {user.email: user for user in colleagues.filter(email__in=emails)}
        self._sentences: dict[int, list[Sentence]] = {}
        for sentence in Sentence.objects.filter(person__in=ids).prefetch_related("requirements"):
            self._sentences.setdefault(sentence.person_id, []).append(sentence)
        references = {row.values["reference"] for row in rows}
        known = Contact.objects.filter(person__in=ids, reference__in=references)
        known = known.select_related("person", "officer", "requirement", "planned_action__requirement")
        known = known.prefetch_related("sentence__requirements")
        self.known = {(contact.person_id, contact.reference): contact for contact in known}

    def contact(self, row: Row, person: Person) -> Contact | None:
        """The contact of that reference."""
        return self.known.get((person.pk, row.values["reference"]))

    def sentence(self, row: Row, person: Person) -> Sentence | None:
        """The one that the row names, else the only one that ran on the day."""
        own = self._sentences.get(person.pk, [])
        if "sentence" in row.values:
            return next((each for each in own if each.reference == row.values["sentence"]), None)
        running = [each for each in own if _ran(each, row.values["held_on"])]
        return running[0] if len(running) == 1 else None

    def faults(self, row: Row, person: Person) -> Iterator[Fault]:
        """What the row points to and is not there."""
        if row.values["officer_email"] not in self.officers:
            yield Fault(row.number, "officer_email", NO_OFFICER)
        if "sentence" in row.values and self.sentence(row, person) is None:
            yield Fault(row.number, "sentence", NO_SENTENCE)
        contact = self.contact(row, person)
        if contact is None:
            return
        if contact.moved_to_id and row.values.get("outcome", contact.outcome) != contact.outcome:
            yield Fault(row.number, "outcome", MOVED)
        outcome = row.values.get("outcome", contact.outcome)
        if _is_to_come(row) and outcome and outcome not in STILL_TO_COME:
            yield Fault(row.number, "held_on", NO_OUTCOME)


def _compare(compared: ContactsCompared, row: Row, person: Person, around: _Around) -> None:
    values = _values(row, person, around)
    contact = around.contact(row, person)
    if contact is None:
        contact = Contact(person=person, reference=row.values["reference"], **values)
        contact.is_required = contact.purpose != Contact.Purpose.THIRD_PARTY
        compared.to_add.append(contact)
        compared.new.add(row.number)
        return
    before = contact.outcome
    differing = [name for name, value in values.items() if getattr(contact, name) != value]
    if differing:
        for name in differing:
            setattr(contact, name, values[name])
        compared.to_change.append((contact, differing, before))
        compared.changed.add(row.number)


def _values(row: Row, person: Person, around: _Around) -> dict[str, Any]:
    values = {name: row.values[name] for name in FIELDS if name in row.values}
    values["officer"] = around.officers[row.values["officer_email"]]
    contact = around.contact(row, person)
    if contact is None or contact.sentence is None or "sentence" in row.values:
        values["sentence"] = around.sentence(row, person)
    return values


def _ran(sentence: Sentence, day: date) -> bool:
    if sentence.starts_on is None or sentence.starts_on > day:
        return False
    return sentence.ended_on is None or day <= sentence.ended_on


def _is_to_come(row: Row) -> bool:
    day: date = row.values["held_on"]
    return day > timezone.localdate()


def _check(row: Row) -> Iterator[Fault]:
    """Nobody has attended what is still to come."""
    if _is_to_come(row) and row.values.get("outcome", STILL_TO_COME[0]) not in STILL_TO_COME:
        words = "The day is still to come, so this cannot have happened. Correct the day or the outcome."
        yield Fault(row.number, "outcome", words)
