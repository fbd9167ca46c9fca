"""A day in October, an officer, and somebody they supervise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine

from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action, Plan
from caseward.casework.sentences.models import Requirement, Sentence
from tests.factories import people, plans, sentences
from tests.factories.people import CaseworkCast

TODAY = date(2026, 10, 14)


@dataclass(frozen=True)
class Case:
    """Somebody with a community order, days of rehabilitation activity and a plan."""

    cast: CaseworkCast
    person: Person
    sentence: Sentence
    days: Requirement
    plan: Plan
    action: Action


@pytest.fixture(autouse=True)
def _in_october() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 10, 14, 11, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def case(db: None) -> Case:
    """A case in which nothing has happened yet."""
    cast = people.casework_cast()
    person = people.person(cast.officer)
    sentence = sentences.sentence(person)
    days = sentences.requirement(sentence)
    plan = plans.plan(person, cast.officer)
    action = plans.action(plans.goal(plan))
    return Case(cast, person, sentence, days, plan, action)
