"""Nobody sees what they may not see, through any address: every person × every address of an inspection."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.urls import reverse

from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from tests.factories import estate as estates
from tests.factories.accounts import Cast
from tests.factories.estate import Estate
from tests.house import source
from tests.sweeps.addresses import SWITCHED_OFF, Address, Visitors, addresses
from tests.sweeps.oracle import BUTTONS, CASE_WORK, NOBODY_OF_IT, PAGES, Page

REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
OF_THE_DRAW = "TV/"
"""How the references of the estate's sampled cases begin."""


@pytest.fixture
def estate(cast: Cast) -> Estate:
    """A small installation."""
    return estates.estate(cast, 2)


def _of_an_inspection() -> dict[str, Address]:
    named = {each.name: each for each in addresses() if "inspection_id" in each.parameters}
    return {name: address for name, address in named.items() if name not in SWITCHED_OFF}


def _everybody(estate: Estate) -> Iterator[tuple[str, User]]:
    for name in (*CASE_WORK, "panel_member", "publisher", "provider_contact", *NOBODY_OF_IT):
        yield name, getattr(estate.cast, name)


def test_the_oracle_knows_every_address_of_an_inspection_and_no_other() -> None:
    assert set(_of_an_inspection()) == set(PAGES) | set(BUTTONS)


def test_every_page_is_open_to_those_of_the_oracle_and_to_nobody_else(estate: Estate) -> None:
    visitors, wrong = Visitors(), []
    for name, page in PAGES.items():
        estate.at(page.stage)
        path = _of_an_inspection()[name].path(estate)
        for who, user in _everybody(estate):
            status = visitors.of(user).get(path).status_code
            if not _as_the_oracle_says(page, who, status):
                wrong.append(f"{name} at {page.stage}: {who} got {status}")
    source.assert_none(wrong)


def test_what_is_not_on_offer_is_refused_when_it_is_sent_all_the_same(estate: Estate) -> None:
    visitors, wrong = Visitors(), []
    for name, page in BUTTONS.items():
        estate.at(page.stage)
        path = _of_an_inspection()[name].path(estate)
        for who, user in _everybody(estate):
            status = visitors.of(user).post(path).status_code if who not in page.seen_by else None
            expected = {HTTPStatus.NOT_FOUND} if who in NOBODY_OF_IT else REFUSED
            if status is not None and status not in expected:
                wrong.append(f"{name} at {page.stage}: {who} got {status}")
    source.assert_none(wrong)


def test_nobody_outside_the_work_on_cases_reads_a_case_reference_anywhere(estate: Estate) -> None:
    visitors, leaks = Visitors(), []
    for name, page in PAGES.items():
        estate.at(page.stage)
        for who, user in _everybody(estate):
            if who in CASE_WORK:
                continue
            answer = visitors.of(user).get(_of_an_inspection()[name].path(estate))
            if OF_THE_DRAW.encode() in answer.content:
                leaks.append(f"{name}: {who}")
    source.assert_none(leaks)


def test_rows_of_one_inspection_are_not_found_through_another(estate: Estate) -> None:
    """Somebody who leads both still finds each row only in its own inspection."""
    other = Inspection.objects.exclude(pk=estate.inspection.pk).filter(team__user=estate.cast.lead).first()
    assert other is not None
    visitors, found = Visitors(), []
    for name, page in PAGES.items():
        address = _of_an_inspection()[name]
        if not any(
            one == "number" or one.endswith("_id") for one in set(address.parameters) - {"inspection_id"}
        ):
            continue
        estate.at(page.stage)
        Inspection.objects.filter(pk=other.pk).update(stage=page.stage)
        arguments = estate.arguments(name, list(address.parameters)) | {"inspection_id": other.pk}
        for who in CASE_WORK:
            answer = visitors.of(getattr(estate.cast, who)).get(reverse(name, kwargs=arguments))
            if answer.status_code not in REFUSED:
                found.append(f"{name}: {who} got {answer.status_code}")
    source.assert_none(found)


def test_looking_at_a_case_writes_that_it_was_looked_at(estate: Estate) -> None:
    visitors, unwritten = Visitors(), []
    for name, page in PAGES.items():
        estate.at(page.stage)
        for who in CASE_WORK:
            before = Event.objects.count()
            user = getattr(estate.cast, who)
            answer = visitors.of(user).get(_of_an_inspection()[name].path(estate))
            shows_cases = OF_THE_DRAW.encode() in answer.content and answer.status_code == HTTPStatus.OK
            if shows_cases and Event.objects.count() != before + 1:
                unwritten.append(f"{name}: {who}, {Event.objects.count() - before} events")
    source.assert_none(unwritten)


def _as_the_oracle_says(page: Page, who: str, status: int) -> bool:
    if who in NOBODY_OF_IT:
        return status == HTTPStatus.NOT_FOUND
    return status == HTTPStatus.OK if who in page.seen_by else status in REFUSED
