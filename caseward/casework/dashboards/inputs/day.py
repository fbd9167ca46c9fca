"""What an officer's day rests on: appointments, cover, and what happened since the last working day."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import ChangeEvent, Cover, Person
from caseward.shared.records.models import working_calendar

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def appointments(user: "Viewer", on: date) -> QuerySet[Contact]:
    """Whom the user meets that day, and those of colleagues whom they cover for; whoever may be seen."""
    covered = Cover.objects.running(on).filter(covered_by=user.pk).values("away")
    own = Contact.objects.filter(officer=user.pk)
    held = (own | Contact.objects.filter(officer__in=covered)).filter(held_on=on)
    return (
        held.visible_to(user)
        .select_related("person", "planned_action__goal", "officer")
        .order_by("held_from", "pk")
    )


def covers(user: "Viewer", on: date) -> QuerySet[Cover]:
    """For whom the user covers that day, and who covers for the user."""
    running = Cover.objects.visible_to(user).running(on)
    concerned = running.filter(covered_by=user.pk) | running.filter(away=user.pk)
    return concerned.select_related("away", "covered_by").order_by("ends_on", "pk")


def last_working_day(on: date) -> date:
    """The working day before."""
    day = on - timedelta(days=1)
    while not working_calendar().is_working(day):
        day -= timedelta(days=1)
    return day


def changes_since(people: QuerySet[Person], day: date) -> QuerySet[ChangeEvent]:
    """What was recorded about those people since that day began, the police's news among it."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    recorded = ChangeEvent.objects.of_people(people).filter(recorded_at__gte=start, withdrawn_because="")
    return recorded.select_related("person").order_by("-recorded_at", "-pk")
