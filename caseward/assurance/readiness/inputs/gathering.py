"""Every case, put together from what the modules beside this one read."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.rules.readiness import checks
from caseward.rules.readiness.facts import Case
from caseward.rules.readiness.findings import Finding, Yardstick
from caseward.shared.records.models import practice, working_calendar

from . import around, assessing, meeting, planning
from .look import Look, Of
from .sentences import sentenced

AT_ONCE = 1_000
"""So many people are read together: the statements are the same, however many of them there are."""


def cases(people: QuerySet[Person], on: date) -> Iterator[Case]:
    """The facts of every case: of each person with a sentence that runs in the community on that day.

    Others, and records that were joined with another, yield nothing. What came after the day is left out
    by its own day; what was written later into a row of the time is read as it stands now.
    """
    running = Sentence.objects.running(on).filter(person=OuterRef("pk"))
    keys = people.filter(Exists(running), merged_into=None).order_by("pk").values_list("pk", flat=True)
    everybody = list(keys)
    for start in range(0, len(everybody), AT_ONCE):
        yield from _together(everybody[start : start + AT_ONCE], on)


def case_of(person: Person, on: date) -> Case | None:
    """The facts of one case; none where no sentence runs in the community on that day."""
    return next(cases(Person.objects.filter(pk=person.pk), on), None)


def yardstick(on: date) -> Yardstick:
    """The day, and law and policy by which days are counted."""
    return Yardstick(on, practice(), working_calendar())


def findings_of(person: Person, on: date) -> dict[str, Finding]:
    """What every check finds in one case, by the code of the check; empty where there is no case."""
    case = case_of(person, on)
    return {} if case is None else checks.find(case, yardstick(on))


def _together(people: Sequence[int], on: date) -> Iterator[Case]:
    sentences = sentenced(people, on)
    look = Look(on, {person: theirs.running[0].sentenced_on for person, theirs in sentences.items()})
    surroundings = around.around(look)
    contacts, absences = meeting.contacts(look)
    parts: dict[str, Of[Any]] = {
        "self_assessments": assessing.self_assessments(look),
        "assessments": assessing.assessments(look),
        "checks": assessing.checks(look),
        "plans": planning.plans(look),
        "contacts": contacts,
        "absences": absences,
        "enforcements": meeting.enforcements(look),
        "breaches": meeting.breaches(look),
        "reviews": planning.reviews(look),
    }
    for person, theirs in sentences.items():
        beside = surroundings[person]
        yield Case(
            key=person,
            sentences=theirs.running,
            earlier_sentences=theirs.ended,
            is_ethnicity_asked=theirs.is_ethnicity_asked,
            circumstances=tuple(beside.circumstances),
            relations=tuple(beside.relations),
            flags=tuple(beside.flags),
            events=tuple(beside.events),
            **{name: tuple(rows.get(person, ())) for name, rows in parts.items()},
        )
