"""Nobody sees a person whom they may not see, through any address: relation × list × address × method."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from caseward.casework.people.models import AccessList, Person
from caseward.shared.accounts.models import User
from tests.factories import caseload as caseloads
from tests.factories import people
from tests.factories.caseload import Caseload
from tests.house import source
from tests.sweeps.addresses import Address, Visitors, casework_addresses
from tests.sweeps.casework.oracle import (
    BUTTONS,
    COLLEAGUE,
    COVERING,
    INVOLVED,
    LISTS,
    MANAGER,
    NOBODY_OF_IT,
    OF_PROVIDER,
    OWN,
    PAGES,
    READ,
    READERS,
    STRANGERS,
)

REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
SHOWN = {HTTPStatus.OK, HTTPStatus.FOUND}
LEADS_ELSEWHERE = {"stranger", "strange_manager"}
"""They open the same lists, of their own provider."""
BARRED = (OWN, COVERING, MANAGER)
MESSAGE = "Ask the manager about this case."


@pytest.fixture
def caseload(db: None) -> Caseload:
    """One person on whom everything is recorded."""
    return caseloads.caseload(1)


def _everybody(made: Caseload) -> dict[str, User]:
    cast = made.cast
    own = {OWN: cast.officer, COVERING: made.covering, INVOLVED: made.involved, COLLEAGUE: cast.colleague}
    strangers = {name: getattr(cast, name) for name in STRANGERS}
    return own | {MANAGER: cast.manager} | strangers | made.readers


def _of_a_person() -> Iterator[Address]:
    return (address for address in casework_addresses() if address.name in PAGES)


def test_the_oracle_knows_every_address_of_casework_and_no_other() -> None:
    assert {address.name for address in casework_addresses()} == set(PAGES) | set(BUTTONS) | set(LISTS)


def test_every_page_is_open_to_those_of_the_oracle_and_to_nobody_else(caseload: Caseload) -> None:
    visitors, wrong = Visitors(), []
    for address in _of_a_person():
        for who, user in _everybody(caseload).items():
            status = visitors.of(user).get(address.path(caseload)).status_code
            if not _as_the_oracle_says(PAGES[address.name], who, status):
                wrong.append(f"{address.name}: {who} got {status}")
    source.assert_none(wrong)


def test_every_list_is_open_to_officers_or_to_managers_alone(caseload: Caseload) -> None:
    visitors, wrong = Visitors(), []
    for address in casework_addresses():
        for who, user in _everybody(caseload).items() if address.name in LISTS else ():
            status = visitors.of(user).get(address.path(caseload)).status_code
            expected = SHOWN if who in LISTS[address.name] else REFUSED
            if who not in LEADS_ELSEWHERE and status not in expected | {HTTPStatus.METHOD_NOT_ALLOWED}:
                wrong.append(f"{address.name}: {who} got {status}")
    source.assert_none(wrong)


def test_what_is_not_on_offer_is_refused_when_it_is_sent_all_the_same(caseload: Caseload) -> None:
    visitors, wrong = Visitors(), []
    for address in casework_addresses():
        seen_by = {**PAGES, **BUTTONS}.get(address.name)
        for who, user in _everybody(caseload).items() if seen_by is not None else ():
            if who in seen_by:  # type: ignore[operator]  # the loop is empty where it is None
                continue
            status = visitors.of(user).post(address.path(caseload), {"version": "0"}).status_code
            if status not in REFUSED | {HTTPStatus.METHOD_NOT_ALLOWED}:
                wrong.append(f"{address.name}: {who} got {status}")
    source.assert_none(wrong)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("kind", AccessList.Kind.values)
def test_a_list_bars_from_every_page_and_says_its_words(caseload: Caseload, kind: str, method: str) -> None:
    _bar(caseload, kind)
    visitors, wrong = Visitors(), []
    for address in casework_addresses():
        if address.name in LISTS or address.name not in {**PAGES, **BUTTONS}:
            continue
        for who in BARRED:
            answer = _send(visitors, _everybody(caseload)[who], method, address.path(caseload))
            told = MESSAGE in answer.content.decode() if answer.status_code == 403 else True
            if answer.status_code not in REFUSED | {HTTPStatus.METHOD_NOT_ALLOWED} or not told:
                wrong.append(f"{address.name}: {who} got {answer.status_code}")
    source.assert_none(wrong)


@pytest.mark.parametrize("kind", AccessList.Kind.values)
def test_a_list_bars_those_too_who_have_a_right_to_read(caseload: Caseload, kind: str) -> None:
    _bar(caseload, kind)
    visitors, wrong = Visitors(), []
    for address in _of_a_person():
        for who in READERS if PAGES[address.name] == READ else ():
            answer = visitors.of(caseload.readers[who]).get(address.path(caseload))
            if answer.status_code != HTTPStatus.FORBIDDEN or MESSAGE not in answer.content.decode():
                wrong.append(f"{address.name}: {who} got {answer.status_code}")
    source.assert_none(wrong)


@pytest.mark.parametrize("kind", AccessList.Kind.values)
def test_whom_a_list_bars_stands_on_no_page_and_in_no_file(caseload: Caseload, kind: str) -> None:
    """Names and numbers: on no list, search, home or export of anybody who is barred."""
    person = caseload.person
    _bar(caseload, kind)
    visitors, leaks = Visitors(), []
    marks = [person.crn.encode(), person.name.encode(), b"Aliasname", b"Relatedname"]
    for address in casework_addresses():
        for who in BARRED:
            content = visitors.of(_everybody(caseload)[who]).get(address.path(caseload)).content
            leaks += [f"{address.name}: {who}" for mark in marks if mark in content]
    source.assert_none(sorted(set(leaks)))


def test_those_whom_a_restriction_names_go_on_working(caseload: Caseload) -> None:
    """The person of the caseload is restricted from the start; everybody of the cast is named."""
    answer = (
        Visitors()
        .of(caseload.cast.officer)
        .get(reverse("dashboards:case", kwargs={"person_id": caseload.person.pk}))
    )
    assert answer.status_code == HTTPStatus.OK


def test_rows_of_one_person_are_not_found_through_another(caseload: Caseload) -> None:
    other = people.person(caseload.cast.officer)
    visitors, found = Visitors(), []
    for address in casework_addresses():
        if address.name in LISTS or not _has_row(address):
            continue
        arguments = caseload.arguments(address.name, list(address.parameters)) | {"person_id": other.pk}
        path = reverse(address.name, kwargs=arguments)
        for method in ("get", "post"):
            status = _send(visitors, caseload.cast.manager, method, path).status_code
            if status not in REFUSED | {HTTPStatus.METHOD_NOT_ALLOWED}:
                found.append(f"{address.name} by {method}: {status}")
    source.assert_none(found)


def test_somebody_of_another_provider_finds_no_list_of_ours(caseload: Caseload) -> None:
    visitors, leaks = Visitors(), []
    for address in casework_addresses():
        if address.name not in LISTS:
            continue
        for user in (caseload.cast.stranger, caseload.cast.strange_manager):
            content = visitors.of(user).get(address.path(caseload)).content.decode()
            shown = [crn for crn in _crns(caseload) if crn in content]
            leaks += [f"{address.name}: {crn}" for crn in shown]
    source.assert_none(leaks)


def test_whoever_has_not_signed_in_is_led_to_sign_in(caseload: Caseload) -> None:
    client, open_to_all = Visitors().of(None), []
    for address in casework_addresses():
        for answer in (client.get(address.path(caseload)), client.post(address.path(caseload))):
            led = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
            if not led and answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
                open_to_all.append(f"{address.name}: {answer.status_code}")
    source.assert_none(open_to_all)


def _bar(made: Caseload, kind: str) -> None:
    """Every officer and manager of the provider is barred by a list of that kind, and by nothing else."""
    AccessList.objects.all().delete()
    barred = [user for who, user in _everybody(made).items() if who in (*OF_PROVIDER, *READERS)]
    named = tuple(barred) if kind == AccessList.Kind.EXCLUSION else ()
    for person in (made.person, made.fresh):
        people.access_list(person, kind, by=made.cast.manager, naming=named)


def _crns(made: Caseload) -> list[str]:
    return list(Person.objects.filter(provider=made.person.provider).values_list("crn", flat=True))


def _send(visitors: Visitors, user: User, method: str, path: str) -> Any:
    client = visitors.of(user)
    return client.get(path) if method == "get" else client.post(path)


def _has_row(address: Address) -> bool:
    rows = {name for name in address.parameters if name.endswith("_id")} - {"person_id", "subject_id"}
    return "person_id" in address.parameters and bool(rows - {"other_id"})


def _as_the_oracle_says(seen_by: tuple[str, ...], who: str, status: int) -> bool:
    if who in NOBODY_OF_IT:
        return status == HTTPStatus.NOT_FOUND
    return status in SHOWN if who in seen_by else status in REFUSED
