"""Finding people: by spelling, sound, alias, part, number and date; in order, and nobody who is barred."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from caseward.casework.people import actions
from caseward.casework.people.inputs import keys_of, understood
from caseward.casework.people.models import Person, SearchKey, found_by
from caseward.shared.audit.models import Event, Sighting
from tests.casework.people.browser import Browser
from tests.factories import people
from tests.factories.people import CaseworkCast

Find = Callable[[str], list[str]]


def known(name: str, **fields: Any) -> Person:
    """Somebody whose names can be searched."""
    person = people.person(name=name, **fields)
    actions.index_names(people=[person])
    return person


def found(question: str) -> list[str]:
    return [person.name for person in found_by(Person.objects.all(), understood(question))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Catherine Ward", "Kathryn"),
        ("Kathryn Ward", "catherine ward"),
        ("Jo Philips", "Phillips"),
        ("Mohammed Khan", "Muhammad"),
        ("Siobhan Doyle", "Shivaun"),
        ("Siobhán Doyle", "siobhan"),
        ("Zoë O’Neill", "oneill"),
        ("Zoë O’Neill", "o'neill"),
        ("Zoë O’Neill", "neill"),
        ("Ann Smith-Jones", "jones"),
        ("Ann Smith-Jones", "smithjones"),
        ("Ann Smith-Jones", "Jones Ann"),
        ("Prince", "prince"),
        ("מרים לוי", "לוי"),
        ("محمد علي", "علي"),
        ("李小龙", "李小"),
        ("Christopher Long", "chris"),
    ],
)
def test_a_name_is_found_by_spelling_sound_and_part(stored: str, typed: str) -> None:
    known(stored)
    known("Desmond Tutill")
    assert found(typed) == [stored]


@pytest.mark.django_db
def test_somebody_is_found_by_an_alias(staff: CaseworkCast) -> None:
    person = known("Amal Green")
    actions.add_alias(
        person=person, name="Lefty Malone", creation_key=uuid4(), by=staff.manager, at=people.AT
    )
    assert found("malone") == ["Amal Green"]


@pytest.mark.django_db
def test_every_word_must_fit() -> None:
    known("John Baker")
    assert found("john carpenter") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        *("X555123", "x555123", "12/52494Q", "2012/0052494q"),
        *("5/8/1990", "5.8.1990", "1990-08-05", "5 August 1990", "john 5 8 1990", "1990-08-05 baker"),
    ],
)
def test_somebody_is_found_by_number_and_date_of_birth(typed: str) -> None:
    known("John Baker", crn="X555123", pnc="2012/0052494Q", born_on=date(1990, 8, 5))
    known("John Carver", crn="X555124", pnc="2012/0052495Q", born_on=date(1990, 8, 6))
    assert found(typed) == ["John Baker"]


@pytest.mark.django_db
def test_the_exact_name_comes_first_then_beginnings_then_sounds() -> None:
    for name in ("Jon Smyth", "John Smithson", "John Smith Brown", "John Smith"):
        known(name)
    assert found("john smith") == ["John Smith", "John Smith Brown", "John Smithson", "Jon Smyth"]


@pytest.mark.django_db
def test_a_changed_name_is_found_and_the_old_one_is_not() -> None:
    person = known("Peter Old")
    Person.objects.filter(pk=person.pk).update(name="Peter Newton")
    actions.index_names(people=[Person.objects.get(pk=person.pk)])
    assert found("newton") == ["Peter Newton"]
    assert found("old") == []


@pytest.mark.django_db
def test_many_people_are_indexed_in_few_statements(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    crowd = [people.person(name=f"Name{chr(97 + number % 26)}") for number in range(60)]
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]  # pytest-django ships no type for it
        actions.index_names(people=crowd)
    assert SearchKey.objects.values("person").distinct().count() == 60


@pytest.mark.parametrize("nothing", ["", "  ", "-", "’", "\u202e"])
def test_a_question_without_letter_or_digit_asks_nothing(nothing: str) -> None:
    assert understood(nothing) == ()


def test_a_name_without_letters_has_no_keys() -> None:
    assert keys_of("’’ --") == frozenset()


NAME = st.text(
    st.characters(categories=("Lu", "Ll", "Lt", "Lo", "Mn"), include_characters="'’-  "),
    min_size=1,
    max_size=80,
)


class EveryPart(TestCase):
    """A property with the database."""

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(name=NAME, seed=st.integers(0, 1000))
    def test_a_search_finds_every_part_of_any_stored_name(self, name: str, seed: int) -> None:
        person = people.person(name=name)
        actions.index_names(people=[person])
        for part in name.split():
            beginning = part[: random.Random(seed).randint(1, len(part))]
            for typed in (part, beginning):
                if parts := understood(typed):
                    assert person in found_by(Person.objects.all(), parts), ascii((name, typed))


def test_a_barred_person_is_neither_found_nor_counted(staff: CaseworkCast) -> None:
    secret = known("Amal Green")
    known("Amal Brown")
    people.access_list(secret, "exclusion", by=staff.manager, naming=(staff.officer,))
    page = Browser(staff.officer).post("search", {"question": "amal"})
    assert "1 person found" in page
    assert "Amal Green" not in page
    assert "2 people found" in Browser(staff.colleague).post("search", {"question": "amal"})


def test_a_restricted_person_is_found_only_by_those_named(staff: CaseworkCast) -> None:
    people.access_list(known("Amal Green"), "restriction", by=staff.manager, naming=(staff.officer,))
    assert "1 person found" in Browser(staff.officer).post("search", {"question": "amal"})
    assert "Nobody fits" in Browser(staff.colleague).post("search", {"question": "amal"})


def test_another_provider_finds_nobody_of_ours(staff: CaseworkCast) -> None:
    known("Amal Green")
    assert "Nobody fits" in Browser(staff.stranger).post("search", {"question": "amal"})


def test_those_who_supervise_nobody_cannot_search(staff: CaseworkCast) -> None:
    for user in (staff.inspector, staff.administrator, staff.provider_contact):
        browser = Browser(user)
        browser.get("search")
        assert browser.status == 403


def test_what_was_asked_does_not_stand_in_the_address(staff: CaseworkCast) -> None:
    known("Amal Green")
    browser = Browser(staff.officer)
    page = browser.post("search", {"question": "Amal 5 8 1990"})
    assert "amal" not in browser.address.lower()
    assert "1990" not in browser.address
    assert 'value="Amal 5 8 1990"' in page


def test_two_windows_each_keep_their_question(staff: CaseworkCast) -> None:
    known("Amal Green")
    known("Zed Brown")
    browser = Browser(staff.officer)
    browser.post("search", {"question": "amal"})
    first = browser.address.partition("?")[2]
    browser.post("search", {"question": "zed"})
    assert "Amal Green" in browser.get("search", f"?{first}")


def test_a_search_writes_whom_it_showed(staff: CaseworkCast) -> None:
    shown = known("Amal Green")
    known("Zed Brown")
    Browser(staff.officer).post("search", {"question": "amal"})
    event = Event.objects.get(action="shown in a list")
    assert [each.subject_id for each in Sighting.objects.filter(event_id=event.pk)] == [str(shown.pk)]
    assert "amal" not in str(event.details).lower()


def test_a_search_shows_twenty_five_a_page(staff: CaseworkCast) -> None:
    crowd = [people.person(name="Amal Green") for _ in range(26)]
    actions.index_names(people=crowd)
    browser = Browser(staff.officer)
    page = browser.post("search", {"question": "amal"})
    assert page.count("Exactly") == 25
    assert browser.get("search", f"?{browser.address.partition('?')[2]}&page=2").count("Exactly") == 1


def test_an_empty_question_is_asked_again(staff: CaseworkCast) -> None:
    assert "Enter a name, a date of birth, a CRN or a PNC number" in Browser(staff.officer).post(
        "search", {"question": " - "}
    )
