"""What is due to whom: listed, counted, put off, handed over."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.dashboards.inputs import due, duties
from caseward.casework.dashboards.inputs.due import When
from caseward.casework.dashboards.inputs.duties import Asked, overdue_by_person
from caseward.casework.people.models import AccessList, Person
from caseward.shared.accounts.models import User
from tests.factories import people
from tests.factories.people import CaseworkCast

from .conftest import TODAY, Case, day, snooze, task


def listed(user: User, *codes: str, when: When = When.ALL) -> list[tuple[str, int]]:
    """The kinds and people of what is due to the user; of those kinds only, where any are given."""
    rows = due.to_user(user, TODAY).listed(codes or None, when)
    return [(row["duty_kind"], row["duty_person"]) for row in rows]


def test_of_each_kind_as_many_are_listed_as_counted(cast: CaseworkCast, busy: list[Case]) -> None:
    for user in (cast.officer, cast.manager):
        work = due.to_user(user, TODAY)
        for kind, number in work.by_kind():
            overdue, soon, everything = (len(work.listed([kind.code], when)) for when in When)
            assert (number.overdue, number.overdue + number.soon, number.all) == (overdue, soon, everything)
        assert sum(number.all for _, number in work.by_kind()) == work.number().all == len(work.rows)


@pytest.mark.parametrize(
    ("when", "last"), [(When.OVERDUE, day(1)), (When.SOON, TODAY + timedelta(days=7)), (When.ALL, date.max)]
)
def test_a_list_goes_up_to_its_last_day(cast: CaseworkCast, busy: list[Case], when: When, last: date) -> None:
    work = due.to_user(cast.officer, TODAY)
    within = [row for row in work.rows if row["duty_due_on"] <= last]
    assert work.listed(when=when) == within
    assert within


def test_what_a_union_counts_by_person_is_what_it_lists(cast: CaseworkCast, busy: list[Case]) -> None:
    asked = Asked(Person.objects.visible_to(cast.manager), TODAY)
    listed = Counter((row["duty_person"], row["duty_kind"]) for row in asked.overdue())
    assert overdue_by_person(asked) == listed
    assert sum(listed.values()) == asked.overdue().count() > 20


def test_much_is_due_in_the_cases_of_these_tests(cast: CaseworkCast, busy: list[Case]) -> None:
    assert len({kind for kind, _ in listed(cast.officer)}) >= 8


def test_the_longest_overdue_stands_first(cast: CaseworkCast, busy: list[Case]) -> None:
    days = [row["duty_due_on"] for row in due.to_user(cast.officer, TODAY).rows]
    assert days == sorted(days)


def test_what_has_no_day_stands_last(cast: CaseworkCast) -> None:
    rows = [{"duty_kind": "task", "duty_subject": 1, "duty_due_on": each} for each in (None, TODAY)]
    assert due.Due.of(TODAY, rows).rows == [rows[1], rows[0]]


def test_recording_what_happened_settles_the_duty(cast: CaseworkCast, busy: list[Case]) -> None:
    assert ("outcome", busy[0].person.pk) in listed(cast.officer)
    busy[0].forgotten.outcome = "attended"
    busy[0].forgotten.save()
    assert ("outcome", busy[0].person.pk) not in listed(cast.officer)


def test_an_officer_is_asked_about_own_cases_only(cast: CaseworkCast, busy: list[Case]) -> None:
    assert busy[2].person.pk not in {person for _, person in listed(cast.officer)}
    assert {person for _, person in listed(cast.colleague)} == {busy[2].person.pk}


def test_what_a_colleague_has_to_do_is_mine_while_i_cover(cast: CaseworkCast, busy: list[Case]) -> None:
    cover = people.cover(cast.colleague, cast.officer, starts_on=day(3), ends_on=TODAY)
    assert ("outcome", busy[2].person.pk) in listed(cast.officer)
    cover.ends_on = day(1)
    cover.save()
    assert ("outcome", busy[2].person.pk) not in listed(cast.officer)


def test_what_was_put_off_is_not_listed_until_its_day(cast: CaseworkCast, busy: list[Case]) -> None:
    put_off = snooze(
        busy[0].person, "outcome", busy[0].forgotten.pk, by=cast.officer, until_on=TODAY + timedelta(days=1)
    )
    assert ("outcome", busy[0].person.pk) not in listed(cast.officer)
    assert ("outcome", busy[1].person.pk) in listed(cast.officer)
    put_off.until_on = TODAY
    put_off.save()
    assert ("outcome", busy[0].person.pk) in listed(cast.officer)


def test_to_put_off_one_kind_of_duty_puts_off_no_other_about_the_same_row(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    snooze(
        busy[0].person, "absence", busy[0].forgotten.pk, by=cast.officer, until_on=TODAY + timedelta(days=9)
    )
    assert ("outcome", busy[0].person.pk) in listed(cast.officer)


def test_managers_count_what_officers_put_off(cast: CaseworkCast, busy: list[Case]) -> None:
    everything = Asked(Person.objects.filter(pk=busy[0].person.pk), TODAY).of_kinds(["outcome"])
    snooze(
        busy[0].person, "outcome", busy[0].forgotten.pk, by=cast.officer, until_on=TODAY + timedelta(days=9)
    )
    assert overdue_by_person(everything) == {(busy[0].person.pk, "outcome"): 1}


def test_what_i_was_asked_about_a_colleagues_case_is_mine(cast: CaseworkCast, busy: list[Case]) -> None:
    task(busy[2].person, by=cast.manager, of=cast.officer)
    assert listed(cast.officer, "task") == [("task", busy[2].person.pk)]
    assert listed(cast.colleague, "task") == []


def test_a_task_about_a_colleagues_case_can_be_put_off(cast: CaseworkCast, busy: list[Case]) -> None:
    asked = task(busy[2].person, by=cast.manager, of=cast.officer)
    snooze(busy[2].person, "task", asked.pk, by=cast.officer, until_on=TODAY + timedelta(days=2))
    assert listed(cast.officer, "task") == []


def test_whoever_may_not_be_seen_is_neither_listed_nor_counted(cast: CaseworkCast, busy: list[Case]) -> None:
    before = due.to_user(cast.officer, TODAY).number().all
    task(busy[0].person, by=cast.manager, of=cast.officer)
    people.access_list(busy[0].person, AccessList.Kind.RESTRICTION, by=cast.manager, naming=(cast.manager,))
    assert {person for _, person in listed(cast.officer)} == {busy[1].person.pk}
    assert due.to_user(cast.officer, TODAY).number().all == before // 2


def test_to_managers_falls_what_only_managers_do(cast: CaseworkCast, busy: list[Case]) -> None:
    assert {kind for kind, _ in listed(cast.manager)} == {"breach_refer", "oversight_verify"}
    assert not {kind for kind, _ in listed(cast.officer)} & {"breach_refer", "oversight_verify"}


@pytest.mark.parametrize("limit", [0, 1000])
def test_naming_people_one_by_one_changes_no_answer(
    cast: CaseworkCast, busy: list[Case], monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(duties, "NAMED_ONE_BY_ONE", limit)
    named = duties.by_key(Person.objects.visible_to(cast.officer))
    assert set(named) == {case.person for case in busy}


def test_the_work_of_an_officer_is_five_statements_however_many_kinds(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    with CaptureQueriesContext(connection) as statements:
        work = due.to_user(cast.officer, TODAY)
        assert work.by_kind()
        assert work.listed()
    assert len(statements) == 5
