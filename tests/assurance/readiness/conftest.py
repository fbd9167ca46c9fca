"""Those who read the pages of readiness, and what was counted for them on a Monday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caseward.casework.people.models import Person
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, assessments, organisations, passes, people, plans, sentences
from tests.factories.people import CaseworkCast

DAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
CHECK = "plan.contingencies"
MOST = 25


@pytest.fixture
def on_a_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@dataclass(frozen=True)
class Readers:
    """Who reads these pages, and who must not."""

    cast: CaseworkCast
    quality: User
    director: User
    other_director: User


@pytest.fixture
def readers(db: None, on_a_monday: None) -> Readers:
    cast = people.casework_cast()
    ours, theirs = cast.officer.organisation, cast.stranger.organisation
    return Readers(
        cast,
        accounts.account(Role.QUALITY_TEAM, name="Own quality team", organisation=ours),
        accounts.account(Role.DIRECTOR, name="Own director", organisation=ours),
        accounts.account(Role.DIRECTOR, name="Other director", organisation=theirs),
    )


def ask(user: User, address: str, data: dict[str, Any] | None = None) -> HttpResponse:
    client = Client()
    client.force_login(user)
    return client.get(address) if data is None else client.post(address, data)  # type: ignore[return-value]  # a response of the test client is one


def page_of(user: User, address: str) -> str:
    answer = ask(user, address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def words_of(page: str) -> str:
    """The text of a page, without marks and needless spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def statements(user: User, address: str) -> int:
    """How often a page asks, marks of transactions aside; the second time, when nothing is new any more."""
    client = Client()
    client.force_login(user)
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in caught.captured_queries)


def case(officer: User, **fields: Any) -> Person:
    """A person with a sentence, an assessment and a plan without contingencies."""
    person = people.person(officer, **fields)
    sentences.sentence(person, sentenced_on=date(2026, 6, 1), starts_on=date(2026, 6, 1))
    assessed = assessments.assessment(person, officer, needs=("thinking",), harm_to_known_adult=3)
    plans.plan(person, officer, assessment=assessed)
    return person


@pytest.fixture
def counted(readers: Readers) -> list[Person]:
    """Three cases that lack contingencies, counted today and four weeks ago in one team."""
    ours = organisations.provider()
    team = people.team(ours)
    passes.tally(team, DAY - timedelta(days=28), CHECK, shown=5, missing=5, of=ours)
    passes.tally(team, DAY, CHECK, shown=7, missing=3, of=ours)
    passes.tally(team, DAY, "plan.harm", shown=9, missing=0, of=ours)
    passes.a_pass(ours, DAY - timedelta(days=28))
    latest = passes.a_pass(ours, DAY)
    persons = [people.person(readers.cast.officer) for _ in range(3)]
    for person in persons:
        passes.found(person, latest, plan__contingencies=False, plan__harm=True)
    return persons
