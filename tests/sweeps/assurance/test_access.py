"""Where the halves meet nobody sees what they may not see: every kind of user × address × method."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from caseward.casework.people.models import Person
from tests.factories import assurance as estates
from tests.factories.assurance import THEIRS, Assurance
from tests.house import source
from tests.sweeps.addresses import Address, Visitors, assurance_addresses
from tests.sweeps.assurance.oracle import BUTTONS, EVERYBODY, PAGES, Page

REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
DONE = {HTTPStatus.OK, HTTPStatus.FOUND}
NOWHERE = 999_999
ROWS = ("person_id", "inspection_id", "audit_action_id")
WITHOUT_NAMES = ("director", "contact", "inspector", "inspector of the team", "outsider", "lead inspector")
"""They have no right to any person, and see no name; a case's number stands in their own sample."""


@pytest.fixture
def made(db: None) -> Assurance:
    """Both halves at work, small."""
    return estates.assurance(2)


def _each(made: Assurance) -> Iterator[tuple[Address, Page]]:
    for address in assurance_addresses():
        page = (PAGES | BUTTONS)[address.name]
        made.at(page.stage)
        yield address, page


def test_the_oracle_knows_every_address_of_assurance_and_no_other() -> None:
    assert {address.name for address in assurance_addresses()} == set(PAGES) | set(BUTTONS)


def test_every_page_is_open_to_those_of_the_oracle_and_to_nobody_else(made: Assurance) -> None:
    visitors, wrong = Visitors(), []
    for address, page in _each(made):
        for who in EVERYBODY if address.name in PAGES else ():
            status = visitors.of(made.who[who]).get(address.path(made)).status_code
            if status not in (DONE if who in page.seen_by else REFUSED):
                wrong.append(f"{address.name}: {who} got {status}")
    source.assert_none(wrong)


def test_what_is_sent_is_taken_from_those_of_the_oracle_and_from_nobody_else(made: Assurance) -> None:
    """Each is sent with what its button carries, and taken back before the next one sends it."""
    visitors, wrong = Visitors(), []
    for address, page in _each(made):
        takes = DONE if address.name in BUTTONS else {*DONE, HTTPStatus.METHOD_NOT_ALLOWED}
        for who in EVERYBODY:
            status = _sent(visitors, made, who, address)
            if status not in (takes if who in page.seen_by else REFUSED):
                wrong.append(f"{address.name}: {who} got {status}")
    source.assert_none(wrong)


def test_for_those_outside_a_row_is_as_one_that_is_not_there(made: Assurance) -> None:
    visitors, tells = Visitors(), []
    for address, page in _each(made):
        for row in set(ROWS) & set(address.parameters):
            there = address.path(made)
            gone = _absent(made, address, row)
            for who in set(EVERYBODY) - set(page.known_to):
                client = visitors.of(made.who[who])
                for method in (client.get, client.post):
                    if method(there).status_code != method(gone).status_code:
                        tells.append(f"{address.name}: {who} can tell that there is such a {row}")
    source.assert_none(sorted(set(tells)))


def test_rows_of_one_inspection_are_not_found_through_another(made: Assurance) -> None:
    visitors, found = Visitors(), []
    of_inspection, of_audit = made.inspection.pk, made.audit.pk
    for address, page in _each(made):
        if not {"inspection_id", "case_id"} <= set(address.parameters):
            continue
        arguments = made.arguments(address.name, list(address.parameters))
        other = of_audit if arguments["inspection_id"] == of_inspection else of_inspection
        path = reverse(address.name, kwargs=arguments | {"inspection_id": other})
        for who in page.seen_by:
            client = visitors.of(made.who[who])
            found += [
                f"{address.name}: {who} got {status}"
                for status in (client.get(path).status_code, client.post(path).status_code)
                if status != HTTPStatus.NOT_FOUND
            ]
    source.assert_none(found)


def test_whoever_has_not_signed_in_is_led_to_sign_in(made: Assurance) -> None:
    client, open_to_all = Visitors().of(None), []
    for address, _ in _each(made):
        for answer in (client.get(address.path(made)), client.post(address.path(made))):
            led = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
            if not led and answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
                open_to_all.append(f"{address.name}: {answer.status_code}")
    source.assert_none(open_to_all)


def test_whoever_has_no_right_to_a_person_reads_no_name(made: Assurance) -> None:
    visitors, leaks = Visitors(), []
    names = set(Person.objects.values_list("name", flat=True))
    for address, _ in _each(made):
        for who in WITHOUT_NAMES:
            content = visitors.of(made.who[who]).get(address.path(made)).content.decode()
            leaks += [f"{address.name}: {who} reads {name}" for name in names if name in content]
    source.assert_none(leaks)


def test_another_provider_reads_no_name_number_or_count_of_ours(made: Assurance) -> None:
    visitors, leaks = Visitors(), []
    marks = ["Office 1", *(mark for each in Person.objects.all() for mark in (each.name, each.crn))]
    for address, _ in _each(made):
        for who in THEIRS:
            content = visitors.of(made.who[who]).get(address.path(made)).content.decode()
            leaks += [f"{address.name}: {who} reads {mark}" for mark in marks if mark in content]
    source.assert_none(leaks)


def _sent(visitors: Visitors, made: Assurance, who: str, address: Address) -> int:
    client = visitors.of(made.who[who])
    with transaction.atomic():
        answer: Any = client.post(address.path(made), made.sent.get(address.name, {}))
        transaction.set_rollback(True)
    status: int = answer.status_code
    return status


def _absent(made: Assurance, address: Address, row: str) -> str:
    arguments = made.arguments(address.name, list(address.parameters))
    return reverse(address.name, kwargs=arguments | {row: NOWHERE})
