"""The page of one case: its story at a glance, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from caseward.casework.contacts.models import Contact
from caseward.casework.dashboards.inputs import due, story
from caseward.casework.people.models import ChangeEvent, Circumstance, Person, RelatedPerson
from caseward.casework.plans.models import Plan

from .lines import Line, line

DUTIES_SHOWN = 50
"""More open duties than this in one case are a list of their own."""


@dataclass(frozen=True)
class Case:
    """All that the page of a case shows."""

    person: Person
    today: date
    circumstances: Sequence[Circumstance]
    sentences: Sequence[story.SentenceNow]
    harm: story.Harm
    at_risk: Sequence[RelatedPerson]
    plan: Plan | None
    goals: Sequence[story.GoalNow]
    work: story.WorkDone
    last: Contact | None
    next: Contact | None
    number: due.Number
    """How much is open."""
    duties: Sequence[Line]
    """The most urgent of it."""
    events: Sequence[ChangeEvent]

    @property
    def due(self) -> list[Line]:
        """What is overdue or due within the week."""
        return [duty for duty in self.duties if duty.days_over >= -due.SOON.days]

    @property
    def later(self) -> list[Line]:
        """What is due after that."""
        return [duty for duty in self.duties if duty.days_over < -due.SOON.days]


def case_of(person: Person, today: date) -> Case:
    """The story of one case as of a day."""
    work = due.in_case(person, today)
    put_off = {(row.duty, row.subject_id): row.until_on for row in person.snoozes.filter(until_on__gt=today)}
    plan = story.holding_plan(person)
    last, coming = story.last_and_next_contact(person, today)
    return Case(
        person=person,
        today=today,
        circumstances=list(story.circumstances(person, today)),
        sentences=story.sentences(person, today),
        harm=story.standing(person).harm,
        at_risk=list(story.at_risk(person, today)),
        plan=plan,
        goals=story.goals(plan) if plan else [],
        work=story.work_done(person, today),
        last=last,
        next=coming,
        number=work.number(),
        duties=[line(row, person, today, put_off) for row in work.rows[:DUTIES_SHOWN]],
        events=list(story.recent_events(person)),
    )


def next_steps(person: Person) -> list[tuple[str, str]]:
    """The buttons of the page: what is done most, first."""
    steps = [
        ("Record a contact", "contacts:unplanned"),
        ("Arrange a contact", "contacts:arrange"),
        ("Record an event", "people:events"),
        ("Review the plan", "plans:reviews"),
        ("Ask a colleague", "tasks:ask"),
    ]
    return [(label, reverse(name, kwargs={"person_id": person.pk})) for label, name in steps]
