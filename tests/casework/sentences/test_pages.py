"""Pages about a person's sentences."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.casework.people.models import Person
from caseward.casework.sentences.models import LicenceCondition, Requirement, Sentence
from tests.factories import contacts, people, sentences
from tests.factories.people import CaseworkCast

TYPED = {
    "kind": Sentence.Kind.COMMUNITY_ORDER,
    "offence": "Theft",
    "court": "Northshire",
    "sentenced_on_day": "3",
    "sentenced_on_month": "8",
    "sentenced_on_year": "2026",
    "months": "12",
}


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation."""
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    """Somebody on the officer's caseload."""
    return people.person(cast.officer)


@pytest.fixture
def browser(client: Client, cast: CaseworkCast) -> Client:
    """The officer's browser."""
    client.force_login(cast.officer)
    return client


def _at(name: str, person: Person, **arguments: Any) -> str:
    return reverse(f"sentences:{name}", kwargs={"person_id": person.pk, **arguments})


def test_an_order_without_its_first_day_begins_on_the_day_of_sentence(
    browser: Client, person: Person
) -> None:
    answer = browser.post(_at("add", person), {**TYPED, "creation_key": str(uuid4())}, follow=True)
    assert "Sentence added." in answer.content.decode()
    assert Sentence.objects.get().starts_on == date(2026, 8, 3)


def test_an_order_cannot_begin_before_the_day_of_sentence(browser: Client, person: Person) -> None:
    early = {"starts_on_day": "2", "starts_on_month": "8", "starts_on_year": "2026"}
    answer = browser.post(_at("add", person), {**TYPED, **early, "creation_key": str(uuid4())})
    assert "cannot be before the day of sentence" in answer.content.decode()
    assert "Theft" in answer.content.decode()
    assert not Sentence.objects.exists()


def test_a_clash_shows_their_version_and_keeps_what_was_typed(browser: Client, person: Person) -> None:
    sentence = sentences.sentence(person, offence="Burglary", version=1)
    answer = browser.post(_at("change", person, sentence_id=sentence.pk), {**TYPED, "version": "0"})
    page = answer.content.decode()
    assert "Burglary" in page
    assert 'value="Theft"' in page
    again = browser.post(_at("change", person, sentence_id=sentence.pk), {**TYPED, "version": "1"})
    assert again.status_code == 302
    assert Sentence.objects.get().offence == "Theft"


def test_a_sentence_of_another_person_is_not_found_through_this_one(browser: Client, person: Person) -> None:
    other = sentences.sentence(people.person(person.officer))
    assert browser.get(_at("change", person, sentence_id=other.pk)).status_code == 404


def test_sentences_that_run_stand_before_those_that_ended(browser: Client, person: Person) -> None:
    sentences.sentence(
        person, offence="Newer theft", sentenced_on=date(2026, 9, 1), ended_on=date(2026, 10, 1)
    )
    sentences.sentence(person, offence="Older arson")
    page = browser.get(_at("index", person)).content.decode()
    assert page.index("Older arson") < page.index("Newer theft")


def test_an_officer_of_another_caseload_reads_but_is_told_how_to_change(
    client: Client, cast: CaseworkCast, person: Person
) -> None:
    client.force_login(cast.colleague)
    sentences.sentence(person)
    page = client.get(_at("index", person)).content.decode()
    assert "not on your caseload" in page
    assert reverse("people:involve", kwargs={"person_id": person.pk}) in page
    assert client.get(_at("add", person)).status_code == 403


def test_a_transfer_that_was_returned_needs_its_reason(browser: Client, person: Person) -> None:
    sentence = sentences.sentence(person)
    key = {"creation_key": str(uuid4())}
    browser.post(
        _at("request_transfer", person, sentence_id=sentence.pk),
        {"receiver": "Southshire", "reason": "Moved there", **key},
    )
    transfer = sentence.transfers.get()
    where = _at("answer_transfer", person, sentence_id=sentence.pk, transfer_id=transfer.pk)
    day = {"answered_on_day": "9", "answered_on_month": "11", "answered_on_year": "2026"}
    answer = browser.post(where, {"is_accepted": "no", "version": "0", **day})
    assert "Enter why it was returned" in answer.content.decode()
    browser.post(where, {"is_accepted": "no", "because": "No room", "version": "0", **day})
    transfer.refresh_from_db()
    assert transfer.returned_because == "No room"


def test_the_court_and_the_prison_stand_with_the_sentence(browser: Client, person: Person) -> None:
    sentences.sentence(
        person, kind=Sentence.Kind.LICENCE, court="Northshire Crown", prison="HMP Fallow", starts_on=None
    )
    page = browser.get(_at("index", person)).content.decode()
    assert "Northshire Crown" in page
    assert "HMP Fallow" in page


def test_a_requirement_is_changed_and_completed(browser: Client, person: Person) -> None:
    sentence = sentences.sentence(person)
    requirement = sentences.requirement(sentence)
    where = _at("change_requirement", person, sentence_id=sentence.pk, requirement_id=requirement.pk)
    typed = {
        "kind": "rar",
        "amount": "15",
        "detail": "On anger",
        "starts_on_day": "4",
        "starts_on_month": "8",
        "starts_on_year": "2026",
        "completed_on_day": "1",
        "completed_on_month": "10",
        "completed_on_year": "2026",
        "version": "0",
    }
    browser.post(where, typed)
    requirement.refresh_from_db()
    assert (requirement.amount, requirement.detail) == (15, "On anger")
    assert (requirement.starts_on, requirement.completed_on) == (date(2026, 8, 4), date(2026, 10, 1))
    assert browser.get(where).status_code == 403
    assert "Completed 1 October 2026" in browser.get(_at("index", person)).content.decode()


def test_a_condition_names_the_risk_that_it_answers(browser: Client, person: Person) -> None:
    licence = sentences.sentence(person, kind=Sentence.Kind.LICENCE, starts_on=None)
    where = _at("request_condition", person, sentence_id=licence.pk)
    typed = {"text": "Not to go to Mill Lane", "creation_key": str(uuid4())}
    assert "Enter the risk that the condition answers" in browser.post(where, typed).content.decode()
    browser.post(where, {**typed, "why": "Protects a former partner"})
    condition = licence.conditions.get()
    browser.post(
        _at("answer_condition", person, sentence_id=licence.pk, condition_id=condition.pk),
        {
            "is_granted": "no",
            "answered_on_day": "9",
            "answered_on_month": "11",
            "answered_on_year": "2026",
            "version": "0",
        },
    )
    condition.refresh_from_db()
    assert condition.refused_on == date(2026, 11, 9)
    assert "Refused 9 November 2026" in browser.get(_at("index", person)).content.decode()


def test_nothing_that_has_happened_lies_in_the_future(browser: Client, person: Person) -> None:
    next_year = str(timezone.localdate().year + 1)
    page = browser.post(_at("add", person), {**TYPED, "sentenced_on_year": next_year}).content.decode()
    assert "The day of sentence cannot be in the future" in page


def test_an_answer_is_not_of_a_day_to_come(browser: Client, person: Person, cast: CaseworkCast) -> None:
    licence = sentences.sentence(person, kind=Sentence.Kind.LICENCE, starts_on=None)
    condition = LicenceCondition.objects.create(
        sentence=licence,
        text="Not to go there",
        why="Children",
        requested_at=people.AT,
        requested_by=cast.officer,
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    day = {f"answered_on_{part}": getattr(tomorrow, part) for part in ("day", "month", "year")}
    where = _at("answer_condition", person, sentence_id=licence.pk, condition_id=condition.pk)
    assert browser.post(where, {"is_granted": "yes", "version": "0", **day}).status_code == 200
    condition.refresh_from_db()
    assert condition.granted_on is None


def test_an_order_does_not_end_before_it_begins(browser: Client, person: Person) -> None:
    days = {"starts_on_day": "9", "starts_on_month": "9", "starts_on_year": "2026"}
    days |= {"ends_on_day": "8", "ends_on_month": "9", "ends_on_year": "2026"}
    page = browser.post(_at("add", person), {**TYPED, **days}).content.decode()
    assert "The last day cannot be before the first day in the community" in page


def test_a_licence_says_when_release_is_expected(browser: Client, person: Person) -> None:
    """Without that day nothing would fall due before release."""
    page = browser.post(_at("add", person), {**TYPED, "kind": Sentence.Kind.LICENCE}).content.decode()
    assert "Enter when release is expected" in page


def test_days_and_hours_done_and_left_stand_above_the_sentences(
    browser: Client, person: Person, cast: CaseworkCast
) -> None:
    order = sentences.sentence(person)
    sentences.requirement(order, Requirement.Kind.RAR, 20)
    hours = sentences.requirement(order, Requirement.Kind.UNPAID_WORK, 100)
    sentences.requirement(order, Requirement.Kind.CURFEW, 3)
    contacts.contact(person, cast.officer, date(2026, 9, 7), "attended", counts_as_rar_day=True)
    contacts.contact(
        person, cast.officer, date(2026, 9, 8), "attended", requirement=hours, minutes_credited=450
    )
    page = browser.get(_at("index", person)).content.decode()
    table = page[page.index("<tbody") : page.index("</tbody>")]
    cells = re.findall(r"<t[dh][^>]*govuk-table__(?:cell|header)[^>]*>\s*([^<]+?)\s*</t[dh]>", table)
    assert cells == [
        *("Rehabilitation activity, Common assault", "20 days", "1", "19"),
        *("Unpaid work, Common assault", "100 hours", "7", "93"),
    ]
