"""Who looked at a record or changed it, as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from caseward.casework.people import policies
from caseward.casework.people.models import Person
from caseward.shared.audit.models import Event, Sighting

SUBJECT = Person._meta.label_lower


@dataclass(frozen=True)
class Look:
    """One event, in words."""

    at: datetime
    who: str
    what: str
    where: str


def looks_at(person: Person, wanted: Mapping[str, Any]) -> QuerySet[Event]:
    """The events about a person in a time, by everybody or by one user; the latest first.

    About a person are events whose subject they are, lists that showed them, and events of their rows.
    """
    numbers = _numbers(person)
    until: date = wanted.get("until") or timezone.localdate()
    since: date = wanted.get("since") or until - policies.LOOKS_SHOWN
    rows = Event.objects.filter(at__gte=_midnight(since), at__lt=_midnight(until + timedelta(days=1)))
    of_rows = Q(details__person=numbers[0])
    for number in numbers[1:]:
        of_rows |= Q(details__person=number)
    rows = rows.filter(_seen(numbers) | of_rows)
    return rows.filter(actor_id=wanted["user"]) if wanted.get("user") else rows


def users_of(person: Person) -> list[tuple[str, str]]:
    """Everybody who ever saw the record, for the filter; whoever changed it has seen it."""
    seen = Event.objects.filter(_seen(_numbers(person))).order_by("actor_name")
    return [
        (number, name) for number, name in seen.values_list("actor_id", "actor_name").distinct() if number
    ]


def lines_of(events: Iterable[Event]) -> list[Look]:
    """Events in words."""
    return [
        Look(
            event.at,
            event.actor_name,
            _words(event.action).capitalize(),
            _words(event.details.get("page", "")),
        )
        for event in events
    ]


def _numbers(person: Person) -> list[int]:
    """The record, and those that were joined with it."""
    joined = Person.objects.filter(merged_into=person).values_list("pk", flat=True)
    return [person.pk, *joined]


def _seen(numbers: list[int]) -> Q:
    subjects = [str(number) for number in numbers]
    sightings = Sighting.objects.filter(subject_type=SUBJECT, subject_id__in=subjects)
    return Q(subject_type=SUBJECT, subject_id__in=subjects) | Q(pk__in=sightings.values("event_id"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _words(code: str) -> str:
    return code.replace(":", ", ").replace("_", " ")
