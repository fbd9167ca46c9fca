"""Rows as plain values: what a review must look at, and by when it is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from caseward.casework.assessments.models import Assessment, Check
from caseward.casework.people.models import ChangeEvent, Person
from caseward.rules.reviews import BY_CODE

from .models import Plan, Review
from .models.review import not_reviewed


@dataclass(frozen=True)
class Happened:
    """One change in the person's life, and what the case has made of it."""

    event: ChangeEvent
    due_on: date | None
    """By when it is to be reviewed; none where it was."""
    not_asked: tuple[str, ...]
    """Agencies that are to be asked after such a change, and were not."""


@dataclass(frozen=True)
class Evidence:
    """What a review of a plan must look at."""

    since_plan: list[Happened]
    before: list[Happened]
    outstanding: list[Check]
    """Checks that were asked and whose answer is not used yet."""
    flags: list[str]
    assessment: Assessment | None
    is_assessment_older: bool
    """Whether something happened that the latest assessment does not know of."""


@dataclass(frozen=True)
class DueReviews:
    """What calls for a review of one person, and by when."""

    by_event: dict[int, date]
    """The day by the key of the event."""
    by_time: date | None

    @property
    def first(self) -> date | None:
        """The nearest of all."""
        return min([*self.by_event.values(), *([self.by_time] if self.by_time else [])], default=None)


MOST_SHOWN = 25
"""Changes before the plan that a page lists, the latest first; the rest are on the page of events."""


def due_reviews(person: Person, on: date) -> DueReviews:
    """The days that the duties of the person give."""
    one = Person.objects.filter(pk=person.pk)
    events = Review.objects.due_by_event(one, on).values_list("duty_subject", "duty_due_on")
    times = Review.objects.due_by_time(one, on).values_list("duty_due_on", flat=True)
    return DueReviews(by_event=dict(events), by_time=times.first())


def evidence(person: Person, on: date) -> Evidence:
    """What happened since the plan that holds and before, checks without use, flags that run."""
    holding = Plan.objects.holding().filter(person=person).first()
    events = person.change_events.filter(withdrawn_because="")
    since = _since(holding, events)
    checks = list(person.checks.select_related("event"))
    due = due_reviews(person, on).by_event
    assessment = Assessment.objects.completed().filter(person=person).order_by("-completed_at", "-pk").first()
    found = [Happened(event, due.get(event.pk), _not_asked(event, checks)) for event in since]
    flags = person.risk_flags.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return Evidence(
        since_plan=found,
        before=[
            Happened(event, due.get(event.pk), _not_asked(event, checks))
            for event in events.exclude(pk__in=[event.pk for event in since])[:MOST_SHOWN]
        ],
        outstanding=[check for check in checks if check.used_at is None],
        flags=[str(flag) for flag in flags],
        assessment=assessment,
        is_assessment_older=any(
            assessment is None
            or assessment.completed_at is None
            or assessment.completed_at < happened.event.recorded_at
            for happened in found
        ),
    )


def _since(holding: Plan | None, events: QuerySet[ChangeEvent]) -> list[ChangeEvent]:
    """What happened or was learnt after the plan began to hold, and what nobody has reviewed."""
    if holding is None or holding.completed_at is None:
        return list(events)
    at = holding.completed_at
    later = Q(recorded_at__gt=at) | Q(happened_on__gt=at.date())
    return list(events.filter(later | Q(pk__in=not_reviewed())))


def _not_asked(event: ChangeEvent, checks: list[Check]) -> tuple[str, ...]:
    """The agencies that rules/reviews.py names for such a change, less those asked since."""
    kind = BY_CODE[event.kind]
    needed = {
        Check.Agency.POLICE: kind.needs_police_check,
        Check.Agency.CHILDRENS_SERVICES: kind.needs_children_check,
    }
    asked = {
        check.agency for check in checks if check.event_id == event.pk or check.asked_on >= event.happened_on
    }
    return tuple(agency.label for agency, is_needed in needed.items() if is_needed and agency not in asked)
