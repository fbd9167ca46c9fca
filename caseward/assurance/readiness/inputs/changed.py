"""Whose records changed since a pass, by the record of who did what."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Q, QuerySet

from caseward.casework.people.models import Person
from caseward.shared.audit.models import Event

LOOKS = ("person looked at", "looks looked at", "shown in a list")
"""What changes nothing, and is most of what is recorded."""
LATE = timedelta(minutes=10)
"""How much later an event may be stored than one with a later key: its transaction ran so long."""


def settled_up_to(at: datetime) -> int:
    """The key of the last event before which none is still to come, at that moment; 0 where there is none."""
    last = Event.objects.filter(at__lt=at - LATE).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def changed_since(event: int) -> set[int]:
    """The keys of the people whom a later event names that is more than a look."""
    return set(_named(Event.objects.filter(pk__gt=event)))


def changed_after(event: int, at: datetime, *, most: int) -> set[int]:
    """The same of what was recorded after that moment, from so many events at most: for a page to count."""
    return set(islice(_named(Event.objects.filter(pk__gt=event, at__gt=at)), most))


def _named(events: QuerySet[Event]) -> Iterator[int]:
    of_a_person = Q(subject_type=Person._meta.label_lower)
    later = events.filter(of_a_person | Q(details__person__isnull=False))
    rows = later.exclude(action__in=LOOKS).order_by().values_list("subject_type", "subject_id", "details")
    for subject_type, subject_id, details in rows.iterator():
        if subject_type == Person._meta.label_lower:
            yield int(subject_id)
        elif details["person"] is not None:
            yield int(details["person"])
