"""A manager set tasks; the officer said nothing, or said done, and nobody looked."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseward.casework.dashboards.inputs.duties import Asked
from caseward.casework.oversight.models import OversightAction
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, people
from tests.factories.people import CaseworkCast

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
LOOKED_AT_BY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """The manager, the officer, and others."""
    return people.casework_cast()


@pytest.fixture
def task(cast: CaseworkCast) -> OversightAction:
    """What the manager asks for: the police are to be asked again, by Friday."""
    person = people.person(cast.officer)
    typed = {
        "why": "drift",
        "text": "Nobody asked the police.",
        "what_1": "Ask the police again",
        "asked_of_1": cast.officer.pk,
        "due_on_1_day": 13,
        "due_on_1_month": 11,
        "due_on_1_year": 2026,
        "creation_key": uuid4(),
    }
    send(cast.manager, "write", typed, person_id=person.pk)
    return OversightAction.objects.get()


def send(by: User, page: str, typed: dict[str, Any], **place: int) -> int:
    """The status of the answer to what somebody types on a page of oversight."""
    client = Client()
    client.force_login(by)
    return client.post(reverse(f"oversight:{page}", kwargs=place), typed).status_code


def step(by: User, page: str, task: OversightAction, **typed: Any) -> int:
    """The same on a page about the task, as it stands now."""
    task.refresh_from_db()
    place = {"person_id": task.note.person_id, "oversight_action_id": task.pk}
    return send(by, page, {"version": task.version, **typed}, **place)


def waits() -> list[tuple[str, date]]:
    """What waits for somebody, with its day."""
    asked = Asked(Person.objects.all(), NOW.date()).of_kinds(["oversight_action", "oversight_verify"])
    return [(kind.code, row["duty_due_on"]) for kind in asked.kinds for row in asked.rows(kind)]


def test_what_was_asked_stays_on_the_list_of_the_one_who_was_asked(
    cast: CaseworkCast, task: OversightAction
) -> None:
    assert waits() == [("oversight_action", task.due_on)]
    client = Client()
    client.force_login(cast.officer)
    assert "Do what was asked in oversight" in client.get(reverse("dashboards:due")).content.decode()


def test_said_to_be_done_is_not_closed_but_waits_for_a_manager(
    cast: CaseworkCast, task: OversightAction
) -> None:
    assert step(cast.officer, "done", task, done_words="Asked on Monday.") == 302
    assert waits() == [("oversight_verify", LOOKED_AT_BY)]


@pytest.mark.parametrize("who", ["officer", "colleague"])
def test_no_officer_closes_it(cast: CaseworkCast, task: OversightAction, who: str) -> None:
    step(cast.officer, "done", task, done_words="Asked on Monday.")
    assert step(getattr(cast, who), "verify", task) == 403
    assert waits() == [("oversight_verify", LOOKED_AT_BY)]


def test_a_manager_does_not_close_what_they_did_themselves(cast: CaseworkCast, task: OversightAction) -> None:
    OversightAction.objects.update(asked_of=cast.manager)
    assert step(cast.manager, "done", task, done_words="I asked them.") == 302
    assert step(cast.manager, "verify", task) == 403
    other = accounts.account(Role.MANAGER, organisation=cast.manager.organisation)
    assert step(other, "verify", task) == 302
    assert waits() == []


def test_what_is_not_there_goes_back_and_is_due_again(cast: CaseworkCast, task: OversightAction) -> None:
    step(cast.officer, "done", task, done_words="Asked on Monday.")
    assert step(cast.manager, "return", task, returned_because="No answer is recorded.") == 302
    assert waits() == [("oversight_action", task.due_on)]


def test_only_a_manager_who_has_seen_it_closes_it(cast: CaseworkCast, task: OversightAction) -> None:
    step(cast.officer, "done", task, done_words="Asked on Monday.")
    assert step(cast.manager, "verify", task) == 302
    assert waits() == []
