"""Pages of shares: who opens them, what they say in each state, and how many statements they ask."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from caseward.assurance.readiness.models import Reckoning
from caseward.casework.people.models import AccessList, Involvement, Person
from caseward.shared.audit.models import Event, Sighting
from caseward.shared.govuk import slots
from tests.factories import organisations, passes, people

from .conftest import CHECK, DAY, MOST, NOW, Readers, ask, page_of, statements, words_of

INDEX, PROMPT, KEY_QUESTION = "/readiness/", "/readiness/2.2.3d/", "/readiness/key-questions/2.2.3/"
EVIDENCE = "This is evidence from the records, not a judgement."


@pytest.mark.parametrize("address", [INDEX, PROMPT, KEY_QUESTION, "/readiness/2.2.1b/"])
def test_managers_the_quality_team_and_directors_see_counts_and_nobody_else(
    readers: Readers, counted: list[Person], address: str
) -> None:
    cast = readers.cast
    for user in (cast.manager, readers.quality, readers.director):
        assert EVIDENCE in page_of(user, address)
    for user in (cast.officer, cast.inspector, cast.provider_contact, cast.administrator):
        assert ask(user, address).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_link_to_readiness_is_for_those_who_may_follow_it(readers: Readers) -> None:
    link = 'href="/readiness/"'
    for user in (readers.cast.manager, readers.quality, readers.director):
        assert link in page_of(user, "/accounts/own/")
    for user in (readers.cast.officer, readers.cast.inspector):
        assert link not in page_of(user, "/accounts/own/")


def test_before_the_first_pass_the_page_says_so_and_offers_one(readers: Readers) -> None:
    words = words_of(page_of(readers.director, INDEX))
    assert "Nothing has been counted yet" in words
    assert "Look through all cases" in words


def test_a_pass_without_cases_says_so(readers: Readers) -> None:
    passes.a_pass(organisations.provider(), DAY)
    assert "There are no cases" in words_of(page_of(readers.cast.manager, INDEX))


def test_another_provider_sees_nothing_of_our_counts(readers: Readers, counted: list[Person]) -> None:
    assert "Nothing has been counted yet" in page_of(readers.other_director, INDEX)
    words = words_of(page_of(readers.other_director, PROMPT))
    assert "Nothing has been counted yet" in words
    assert "70%" not in words


def test_every_share_stands_with_its_base_and_its_change(readers: Readers, counted: list[Person]) -> None:
    words = words_of(page_of(readers.cast.manager, INDEX))
    found = "Are necessary and workable contingency arrangements set out for the risks found?"
    assert f"Workable contingencies 2.2.3d {found} 70% 7 of 10 cases Up 20 points Not yet calibrated" in words
    assert "Since 19 October 2026" in words
    assert "As of" not in words
    assert "as of 16 November 2026 at 6:00am" in words


def test_the_lowest_share_stands_first_unless_the_order_of_the_framework_is_asked_for(
    readers: Readers, counted: list[Person]
) -> None:
    def order(address: str) -> list[str]:
        return re.findall(r'href="/readiness/(2\.2\.3[ad])/', page_of(readers.cast.manager, address))

    assert order(INDEX) == ["2.2.3d", "2.2.3a"]
    assert order(f"{INDEX}?order=order") == ["2.2.3a", "2.2.3d"]


def test_the_first_page_shows_the_lowest_shares_and_leads_to_each_standard(
    readers: Readers, counted: list[Person]
) -> None:
    page = page_of(readers.cast.manager, INDEX)
    assert re.findall(r'href="/readiness/([\d.a-z]+)/"', page) == ["2.2.3d", "2.2.3a"]
    assert 'href="/readiness/?standard=2.2"' in page
    words = words_of(page)
    assert "2.2 Planning 70% 7 of 10 cases: Workable contingencies 9 3" in words
    assert "2.1 Assessment Arises in no case" in words


def test_a_standard_keeps_the_place_that_was_chosen(readers: Readers, counted: list[Person]) -> None:
    team = counted[0].team_id
    page = page_of(readers.cast.manager, f"{INDEX}?team={team}")
    assert f'href="/readiness/?team={team}&standard=2.2"' in page


def test_one_standard_can_be_looked_at_alone(readers: Readers, counted: list[Person]) -> None:
    words = words_of(page_of(readers.cast.manager, f"{INDEX}?standard=2.1"))
    assert "2.1.1b" in words
    assert "2.2.3d" not in words


def test_a_team_without_counts_says_so_by_its_name(readers: Readers, counted: list[Person]) -> None:
    team = people.team(organisations.provider(), name="Team 9")
    words = words_of(page_of(readers.cast.manager, f"{INDEX}?team={team.pk}"))
    assert "No case of Riverside: Team 9 with a running sentence was counted" in words


def test_what_is_not_understood_in_an_address_is_left_aside(readers: Readers, counted: list[Person]) -> None:
    assert "70%" in page_of(readers.cast.manager, f"{PROMPT}?team=x&office=999&order=up&page=y&teams=-1")


def test_a_framework_that_is_not_there_or_classes_nothing_is_not_found(readers: Readers) -> None:
    for code in ("none", "youth-2018"):
        assert ask(readers.cast.manager, f"{INDEX}?framework={code}").status_code == 404
    for address in ("/readiness/9.9.9z/", "/readiness/key-questions/9.9.9/", "/readiness/2.2.3/"):
        assert ask(readers.cast.manager, address).status_code == 404


def test_a_prompt_to_which_records_cannot_speak_says_why_and_counts_nothing(readers: Readers) -> None:
    words = words_of(page_of(readers.cast.manager, "/readiness/2.2.1b/"))
    assert "Only a reader can answer this" in words
    assert "A plan does not say which of its parts answers a circumstance" in words
    assert "Share shown" not in words


def test_a_key_question_shows_its_prompts_and_no_number_of_them_together(
    readers: Readers, counted: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(slots._fillers, "key_question_range", [])
    words = words_of(page_of(readers.cast.manager, KEY_QUESTION))
    assert "Not yet calibrated. A range can be shown once people have read at least thirty cases" in words
    assert re.findall(r"\d+%", words) == ["100%", "70%"]


def test_the_range_of_a_key_question_is_shown_where_there_is_one(
    readers: Readers, counted: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fitted(framework: Any, key_question: Any, provider: Any) -> str:
        return f"{framework.code} {key_question.code} {provider.name}: 40 to 60 per cent"

    monkeypatch.setitem(slots._fillers, "key_question_range", [fitted])
    words = words_of(page_of(readers.cast.manager, KEY_QUESTION))
    assert "crc-2019 2.2.3 Northshire Probation: 40 to 60 per cent" in words
    assert "Not yet calibrated." not in words


def test_the_cases_behind_a_number_are_named_to_managers_and_that_is_recorded(
    readers: Readers, counted: list[Person]
) -> None:
    page = page_of(readers.cast.manager, PROMPT)
    for person in counted:
        assert person.name in page
        assert f'href="/people/{person.pk}/readiness/"' in page
    assert Sighting.objects.filter(subject_id__in=[person.pk for person in counted]).count() == 3
    assert Event.objects.get(action="shown in a list").details == {"page": "readiness:prompt"}


def test_a_director_sees_numbers_and_places_without_a_name_and_that_is_recorded(
    readers: Readers, counted: list[Person]
) -> None:
    page = page_of(readers.director, PROMPT)
    for person in counted:
        assert person.crn in page
        assert person.name not in page
        assert f'href="/readiness/cases/{person.pk}/open/"' in page
    assert readers.cast.officer.name not in page
    assert Sighting.objects.filter(subject_type="people.person").count() == 3


def test_a_case_that_a_list_keeps_from_the_reader_is_counted_but_not_listed(
    readers: Readers, counted: list[Person]
) -> None:
    barred = counted[0]
    people.access_list(
        barred, AccessList.Kind.RESTRICTION, by=readers.cast.officer, naming=(readers.cast.officer,)
    )
    for user in (readers.cast.manager, readers.director):
        page = page_of(user, PROMPT)
        assert barred.crn not in page
        assert "1 more case is counted that you cannot open" in words_of(page)
    assert ask(readers.director, f"/readiness/cases/{barred.pk}/open/").status_code == 404


def test_the_cases_of_another_team_are_not_listed_for_this_one(
    readers: Readers, counted: list[Person]
) -> None:
    team = people.team(organisations.provider(), name="Team 9")
    assert counted[0].name not in page_of(readers.cast.manager, f"{PROMPT}?team={team.pk}")
    assert counted[0].name in page_of(readers.cast.manager, f"{PROMPT}?team={counted[0].team_id}")


def opening(**typed: Any) -> dict[str, Any]:
    ends_on = typed.pop("ends_on", DAY)
    return {
        "reason": "A complaint about this case.",
        "creation_key": str(uuid4()),
        "ends_on_day": ends_on.day,
        "ends_on_month": ends_on.month,
        "ends_on_year": ends_on.year,
    } | typed


def test_a_director_opens_a_case_with_a_reason_and_reads_it_until_the_day(
    readers: Readers, counted: list[Person]
) -> None:
    person = counted[0]
    address, record = f"/readiness/cases/{person.pk}/open/", f"/people/{person.pk}/"
    assert ask(readers.director, record).status_code == 404
    page = page_of(readers.director, address)
    assert person.crn in page
    assert person.name not in page
    answer = ask(readers.director, address, opening(ends_on=DAY + timedelta(days=2)))
    assert (answer.status_code, answer["Location"]) == (302, record)
    right = Involvement.objects.get()
    assert (right.person, right.user, right.ends_on) == (person, readers.director, DAY + timedelta(days=2))
    assert person.name in page_of(readers.director, record)
    assert ask(readers.director, f"/people/{counted[1].pk}/").status_code == 404
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        assert ask(readers.director, record).status_code == 404


def test_a_director_who_may_read_a_case_is_led_to_it(readers: Readers, counted: list[Person]) -> None:
    people.involvement(counted[0], readers.director)
    answer = ask(readers.director, f"/readiness/cases/{counted[0].pk}/open/")
    assert answer["Location"] == f"/people/{counted[0].pk}/"
    assert f'href="/people/{counted[0].pk}/readiness/"' in page_of(readers.director, PROMPT)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"reason": "Complaint"}, "Give your reason in a few words."),
        ({"ends_on": DAY + timedelta(days=31)}, "Today, or at most 30 days from now"),
        ({"ends_on": DAY - timedelta(days=1)}, "Today, or at most 30 days from now"),
    ],
)
def test_a_reason_that_says_nothing_or_an_end_far_away_is_answered_beside_the_field(
    readers: Readers, counted: list[Person], typed: dict[str, Any], fault: str
) -> None:
    answer = ask(readers.director, f"/readiness/cases/{counted[0].pk}/open/", opening(**typed))
    assert fault in unescape(answer.content.decode())
    assert not Involvement.objects.exists()


def test_only_a_director_opens_a_case_that_way(readers: Readers, counted: list[Person]) -> None:
    for user in (readers.cast.manager, readers.quality, readers.cast.inspector, readers.cast.officer):
        answer = ask(user, f"/readiness/cases/{counted[0].pk}/open/", opening())
        assert answer.status_code == 403
    answer = ask(readers.other_director, f"/readiness/cases/{counted[0].pk}/open/", opening())
    assert answer.status_code == 404
    assert not Involvement.objects.exists()


def test_the_button_has_the_changed_cases_looked_through(readers: Readers) -> None:
    answer = ask(readers.director, "/readiness/bring-up-to-date/", {})
    assert (answer.status_code, answer["Location"]) == (302, INDEX)
    done = Reckoning.objects.get()
    assert (done.provider, done.looked_on, done.started_by) == (
        readers.director.organisation,
        DAY,
        readers.director,
    )


@pytest.mark.parametrize(
    ("came_from", "lands_on"),
    [
        ("http://testserver/readiness/?standard=2.4", "http://testserver/readiness/?standard=2.4"),
        ("http://elsewhere.example/readiness/", INDEX),
    ],
)
def test_after_the_button_stands_the_page_on_which_it_was_pressed(
    readers: Readers, came_from: str, lands_on: str
) -> None:
    client = Client(headers={"Referer": came_from})
    client.force_login(readers.director)
    assert client.post("/readiness/bring-up-to-date/")["Location"] == lands_on


def test_an_officer_cannot_have_the_caseload_looked_through(readers: Readers) -> None:
    assert ask(readers.cast.officer, "/readiness/bring-up-to-date/", {}).status_code == 403
    assert ask(readers.cast.manager, "/readiness/bring-up-to-date/").status_code == 405
    assert not Reckoning.objects.exists()


@pytest.mark.parametrize("address", [INDEX, PROMPT, KEY_QUESTION])
def test_a_page_asks_as_many_statements_for_ten_times_as_many_cases(
    readers: Readers, counted: list[Person], address: str
) -> None:
    users = (readers.cast.manager, readers.director)
    before = [statements(user, address) for user in users]
    latest = passes.a_pass(organisations.provider(), DAY)
    for number in range(30):
        team = people.team(organisations.provider(), name=f"Team {number}", office=f"Office {number % 4}")
        passes.tally(team, DAY, CHECK, shown=number, missing=3, of=organisations.provider())
        person = people.person(readers.cast.officer)
        Person.objects.filter(pk=person.pk).update(team=team)
        passes.found(person, latest, plan__contingencies=False)
    assert [statements(user, address) for user in users] == before
    assert max(before) <= MOST


def test_long_lists_of_teams_and_cases_are_paged(readers: Readers, counted: list[Person]) -> None:
    latest = passes.a_pass(organisations.provider(), DAY)
    for number in range(30):
        team = people.team(organisations.provider(), name=f"Team {number:02}", office="Oakfield")
        passes.tally(team, DAY, CHECK, shown=10, missing=number, of=organisations.provider())
        passes.found(people.person(readers.cast.officer), latest, plan__contingencies=False)
    page = page_of(readers.cast.manager, f"{PROMPT}?teams=2&order=order&page=2")
    assert "Team 25, Oakfield" in page
    assert "Team 05, Oakfield" not in page
    assert "Cases 26 to 33 of 33" in page
