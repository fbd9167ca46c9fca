"""Every address answers everybody, and leads those who have not signed in to the sign-in page."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from caseward.shared.accounts.models import User
from tests.factories import estate as estates
from tests.factories.accounts import Cast
from tests.factories.estate import Estate
from tests.house import source
from tests.sweeps.addresses import LEAD_AWAY, PUBLIC, SWITCHED_OFF, Visitors, addresses

BUSIEST = "assessment"
STAGES = ("set_up", "sampling", BUSIEST, "ratings", "panel", "decided", "published")


@pytest.fixture
def estate(cast: Cast) -> Estate:
    """A small installation."""
    return estates.estate(cast, 2)


def test_every_public_name_is_an_address() -> None:
    names = {address.name for address in addresses()}
    assert names >= PUBLIC | SWITCHED_OFF | LEAD_AWAY


def test_nobody_gets_an_internal_error(estate: Estate) -> None:
    visitors, broken = Visitors(hear_of_faults=True), []
    for stage, people in _visits(estate.cast):
        estate.at(stage)
        for address in addresses():
            for user in people if "inspection_id" in address.parameters or stage == BUSIEST else []:
                if fault := _fault(visitors.of(user), address.path(estate)):
                    broken.append(f"{address.name} at {stage} for {user}: {fault}")
    source.assert_none(broken)


def test_who_has_not_signed_in_is_led_to_sign_in(estate: Estate) -> None:
    client, sign_in, open_to_all = Visitors().of(None), reverse("account_login"), []
    for address in addresses():
        if address.is_public or address.name in SWITCHED_OFF | LEAD_AWAY:
            continue
        for answer in (client.get(address.path(estate)), client.post(address.path(estate))):
            led = answer.status_code == 302 and answer["Location"].startswith(sign_in)
            if not led and answer.status_code != 405:
                open_to_all.append(f"{address.name}: {answer.status_code}")
    source.assert_none(open_to_all)


def test_what_is_for_the_demonstration_is_not_there_without_it(estate: Estate) -> None:
    visitors = Visitors()
    there = [
        f"{address.name} for {user}"
        for address in addresses()
        for user in (estate.cast.lead, estate.cast.administrator)
        if address.name in SWITCHED_OFF
        and visitors.of(user).post(address.path(estate)).status_code != HTTPStatus.NOT_FOUND
    ]
    source.assert_none(there)


def test_what_is_public_answers_without_signing_in(estate: Estate) -> None:
    client = Visitors().of(None)
    closed = [
        address.name
        for address in addresses()
        if address.is_public and client.get(address.path(estate)).status_code != 200
    ]
    source.assert_none(closed)


def _fault(client: Client, path: str) -> str:
    """What went wrong inside, if anything did: whatever it is, the person would see an internal error."""
    try:
        client.get(path)
    except Exception as error:
        return f"{type(error).__name__} {error}"
    return ""


def _visits(cast: Cast) -> Iterator[tuple[str, list[User]]]:
    """At the busiest stage everybody, at the others those who then have most to see."""
    for stage in STAGES:
        late = stage in {"panel", "decided", "published"}
        yield (
            stage,
            cast.everybody() if stage == BUSIEST else [cast.lead, cast.publisher if late else cast.analyst],
        )
