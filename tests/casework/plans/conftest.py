"""A day on which all of these tests happen, the cast, and a browser."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User
from tests.factories import people
from tests.factories.people import CaseworkCast

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    """Monday 9 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation."""
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    """Somebody whom the officer supervises."""
    return people.person(cast.officer)


class Browser:
    """A user's browser on the pages of one person's plan; pages are text."""

    def __init__(self, user: User, person: Person) -> None:
        self.client, self.person = Client(), person
        self.client.force_login(user)
        self.status = 0

    def get(self, name: str, **keys: int | str) -> str:
        answer = self.client.get(self._address(name, keys))
        self.status = answer.status_code
        return answer.content.decode()

    def post(self, name: str, data: dict[str, Any], **keys: int | str) -> str:
        answer = self.client.post(self._address(name, keys), data, follow=True)
        self.status = answer.status_code
        return answer.content.decode()

    def _address(self, name: str, keys: dict[str, Any]) -> str:
        return reverse(f"plans:{name}", kwargs={"person_id": self.person.pk} | keys)


@pytest.fixture
def browser(cast: CaseworkCast, person: Person) -> Browser:
    """The officer's."""
    return Browser(cast.officer, person)
