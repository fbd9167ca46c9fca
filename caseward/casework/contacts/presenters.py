"""What pages show of contacts beyond the rows, what apps above add, and what contacts add to pages below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.http import QueryDict

from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action, Plan
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.shared.accounts.models import User
from caseward.shared.govuk import slots
from caseward.shared.govuk.filters import written_date
from caseward.shared.records.models import already_created

from .actions import Held
from .inputs import counted
from .models import (
    AgreedTask,
    Attendance,
    Contact,
    ContactNote,
    ContactQuerySet,
    Progress,
    kinds,
    with_progress,
)

if TYPE_CHECKING:
    from datetime import date, time
    from uuid import UUID


NextStep = Callable[[Contact], str]
COLOURS = {
    Contact.Outcome.ATTENDED: "green",
    Contact.Outcome.FAILED_TO_COMPLY: "orange",
    Contact.Outcome.SENT_HOME_BEHAVIOUR: "orange",
    Contact.Outcome.DID_NOT_ATTEND: "red",
}
MOST_TASKS = 10
"""Agreed tasks that wait for an answer, the latest first; more than that is no agreement."""
NOTE_PARTS = {
    "check_in": "Check in",
    "review": "Review of last time",
    "implement": "What was worked on, in words",
    "summary": "Summary",
    "spoken_to": "Who else was spoken to",
}
_next_steps: list[NextStep] = []


def register_next_step(step: NextStep) -> None:
    """Say where an officer goes on after recording a contact: an address, or nothing."""
    if step not in _next_steps:
        _next_steps.append(step)


def next_step(contact: Contact) -> str:
    """The first address that anybody gives; empty where nothing follows."""
    return next((url for step in _next_steps if (url := step(contact))), "")


@dataclass(frozen=True)
class Filters:
    """What a list of contacts is narrowed to; only codes that exist."""

    outcome: str
    purpose: str
    how: str

    WAITING = "waiting"

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """What the address asks for; anything unknown is left out."""
        known = {
            "outcome": {*Contact.Outcome.values, cls.WAITING},
            "purpose": set(Contact.Purpose.values),
            "how": set(Contact.How.values),
        }
        asked = {name: query.get(name, "") for name in known}
        return cls(**{name: value if value in known[name] else "" for name, value in asked.items()})

    @property
    def active(self) -> int:
        """How many of them narrow the list."""
        return sum(map(bool, (self.outcome, self.purpose, self.how)))

    def apply(self, rows: ContactQuerySet) -> ContactQuerySet:
        """The rows that match."""
        wanted = {name: value for name, value in vars(self).items() if value}
        if wanted.get("outcome") == self.WAITING:
            wanted["outcome"] = ""
        return rows.filter(**wanted)

    def selects(self) -> list[dict[str, object]]:
        """The boxes of the filter, as GOV.UK's select takes them."""
        waiting = (self.WAITING, "No outcome yet")
        return [
            _select("outcome", "What happened", [waiting, *Contact.Outcome.choices], self.outcome),
            _select("purpose", "What for", Contact.Purpose.choices, self.purpose),
            _select("how", "How", Contact.How.choices, self.how),
        ]


def _select(name: str, label: str, choices: list[tuple[str, str]], chosen: str) -> dict[str, object]:
    items = [
        {"value": value, "text": words, "selected": value == chosen}
        for value, words in [("", "All"), *choices]
    ]
    return {"id": name, "name": name, "label": {"text": label}, "items": items}


@dataclass(frozen=True)
class Standing:
    """What stands above the list: how supervision goes, and of which kind it is."""

    attendance: Attendance
    is_by_telephone_alone: bool
    rar_days: list[counted.RarDays]
    last: Contact | None
    next: Contact | None


def standing_of(person: Person, on: "date") -> Standing:
    """Counted from the contacts of now."""
    return Standing(
        attendance=person.contacts.attendance(),
        is_by_telephone_alone=counted.by_telephone_alone(person, on),
        rar_days=counted.rar_days_of(person),
        last=person.contacts.last_attended(),
        next=person.contacts.next_to_come(on),
    )


def open_actions(person: Person) -> list[Action]:
    """What the plan that holds still asks for, the next first; with goal and requirement loaded."""
    rows = Action.objects.open_in_holding_plans().filter(goal__plan__person=person)
    return list(rows.select_related("goal", "requirement"))


def tasks_to_settle(person: Person) -> list[AgreedTask]:
    """What both sides agreed and nobody has said of whether it was done."""
    return list(AgreedTask.objects.open_of(person).select_related("contact").order_by("-pk")[:MOST_TASKS])


@dataclass(frozen=True)
class Beside:
    """What whoever meets the person must have in mind."""

    circumstances: list[tuple[str, str]]
    flags: list[str]


def beside(person: Person, on: "date") -> Beside:
    """Effects on supervision, and the flags that run."""
    lasting = person.circumstances.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    running = person.risk_flags.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)
    return Beside([(str(row), row.effect) for row in lasting], [str(flag) for flag in running])


def earlier_sentences_slot(*, person: Person) -> str:
    """How the person's earlier sentences went, beside an assessment; nothing where there are none."""
    came = Q(contacts__outcome__in=Contact.ATTENDED, contacts__is_required=True)
    missed = Q(contacts__outcome__in=kinds.THEIR_FAILURES, contacts__is_required=True)
    sentences = list(
        Sentence.objects.filter(person=person)
        .exclude(ended_on=None)
        .annotate(
            attended=Count("contacts", filter=came),
            missed=Count("contacts", filter=missed),
            ours=Count("contacts", filter=Q(contacts__outcome__in=Contact.OUR_FAILURES)),
        )
    )
    if not sentences:
        return ""
    return slots.drawn_from("contacts/earlier_sentences.html", {"sentences": sentences})


def progress_slot(*, person: Person) -> str:
    """Days and hours done and left of what is still required, above the person's sentences."""
    required = Requirement.objects.filter(
        sentence__person=person, sentence__ended_on=None, completed_on=None, kind__in=Progress.COUNTED
    )
    rows = with_progress(required).select_related("sentence").order_by("-sentence__sentenced_on", "pk")
    progress = [Progress.of(row) for row in rows]
    return slots.drawn_from("contacts/progress.html", {"rows": progress}) if progress else ""


def note_of(contact: Contact) -> list[tuple[str, str]]:
    """What was written of a contact, part by part; nothing of what was left blank."""
    note = ContactNote.objects.filter(contact=contact).first()
    if note is None:
        return []
    return [(label, words) for name, label in NOTE_PARTS.items() if (words := getattr(note, name))]


def to_come_in_series(contact: Contact, on: "date") -> int:
    """How many appointments that were arranged together with this one are still to come."""
    if contact.series is None:
        return 0
    return contact.person.contacts.to_come(on).filter(series=contact.series).count()


@dataclass(frozen=True)
class Booking:
    """Who is to meet whom, when and how long; the key of the form, and the appointment that it replaces."""

    person: Person
    officer: User
    held_from: "time"
    minutes: int
    creation_key: "UUID"
    instead_of: int = 0


def clashes(days: list["date"], booking: Booking) -> list[str]:
    """Who is booked already at that time; of another person's appointment only that there is one.

    A form that is sent twice does not clash with what it made.
    """
    if already_created(Contact, booking.creation_key):
        return []
    rows = Contact.objects.booked(days, booking.person, booking.officer).exclude(pk=booking.instead_of)
    return [_clash(row, booking.person) for row in rows.order_by("held_on") if _overlaps(row, booking)]


def _clash(row: Contact, person: Person) -> str:
    who = "The person" if row.person_id == person.pk else "The officer"
    starts = f"{row.held_from:%H:%M}" if row.held_from else ""
    return f"{who} has an appointment on {written_date(row.held_on)} at {starts} for {row.minutes} minutes."


def _overlaps(row: Contact, booking: Booking) -> bool:
    if row.held_from is None:
        return False
    starts, other = _minute(booking.held_from), _minute(row.held_from)
    return starts < other + row.minutes and other < starts + booking.minutes


def _minute(at: "time") -> int:
    return at.hour * 60 + at.minute


def has_plan(person: Person) -> bool:
    """Whether a plan holds for the person, even if everything in it is done."""
    return Plan.objects.completed().filter(person=person).exists()


def differences(theirs: Contact, yours: Held) -> list[tuple[str, str, str]]:
    """What somebody else has recorded meanwhile, beside what was typed."""
    words = dict(Contact.Outcome.choices)
    before = str(theirs.worked_on or theirs.get_nothing_worked_on_display() or "Nothing")
    reasons = dict(Contact.NothingWorkedOn.choices)
    after = str(yours.worked_on or reasons.get(yours.nothing_worked_on, "Nothing"))
    return [
        ("What happened", theirs.get_outcome_display() or "No outcome yet", words[yours.outcome]),
        ("What was worked on", before, after),
    ]
