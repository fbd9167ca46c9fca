"""Checks as they stand: what is to be asked, and the next step of each that was."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from caseward.casework.assessments.models import CHILDRENS_SERVICES, POLICE, Check
from caseward.casework.people.models import ChangeEvent, Person
from caseward.rules import agency_checks
from caseward.shared.records.models import practice, working_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

COLOURS = {"asked": "blue", "chased": "yellow", "answered": "purple", "read": "turquoise", "used": "green"}


@dataclass(frozen=True)
class Needed:
    """A question that is to be put to an agency: which, why, by when, and where it is recorded."""

    agency: str
    why: str
    due_on: date
    href: str
    is_late: bool


@dataclass(frozen=True)
class Line:
    """One check in the list."""

    check: Check
    state: str
    colour: str
    next_step: str
    due_on: date | None
    why: str
    is_late: bool


def needed(person: Person) -> list[Needed]:
    """What is to be asked at the start and after each change, soonest first."""
    return sorted([*_at_start(person), *_after_events(person)], key=lambda each: each.due_on)


def _at_start(person: Person) -> "Iterator[Needed]":
    today, one = timezone.localdate(), Person.objects.filter(pk=person.pk)
    asks = {
        POLICE: (Check.objects.police_not_asked(one, today), "Supervision began."),
        CHILDRENS_SERVICES: (
            Check.objects.children_not_asked(one, today),
            "Supervision began, and there is a child or a child-protection flag.",
        ),
    }
    for agency, (duties, why) in asks.items():
        for duty in duties:
            yield _needed(person, agency, why, duty["duty_due_on"])


def _after_events(person: Person) -> "Iterator[Needed]":
    one, rule = Person.objects.filter(pk=person.pk), practice().rule("agency_check.ask", timezone.localdate())
    for agency in (POLICE, CHILDRENS_SERVICES):
        for event in Check.objects.events_without(agency, one):
            due_on = working_calendar().after_as_far_as_known(event.happened_on, rule.number)
            yield _needed(person, agency, f"{event.get_kind_display()}.", due_on, event)


def _needed(person: Person, agency: str, why: str, due_on: date, event: ChangeEvent | None = None) -> Needed:
    query = {"agency": agency} | ({"event": event.pk} if event else {})
    address = reverse("assessments:ask_check", kwargs={"person_id": person.pk})
    return Needed(
        Check.Agency(agency).label,
        why,
        due_on,
        f"{address}?{urlencode(query)}",
        due_on < timezone.localdate(),
    )


def line(check: Check) -> Line:
    """How far a check is, and by when its next step is due."""
    due = check.next_by()
    step = agency_checks.next_step(check.days())
    return Line(
        check,
        agency_checks.STATES[check.state],
        COLOURS[check.state],
        agency_checks.STEP_TITLES.get(step, ""),
        due.on if due else None,
        due.explanation if due else "",
        due is not None and due.on < timezone.localdate(),
    )


def question_to(agency: str, event: ChangeEvent | None) -> str:
    """Words to begin with; the officer changes them."""
    since = f" since {event.get_kind_display().lower()}" if event else ""
    words = {
        POLICE: f"What do you know of domestic abuse, arrests and other intelligence{since}?",
        CHILDRENS_SERVICES: f"Do you know the person or any child around them{since}? Is there a concern?",
    }
    return words.get(agency, "")
