"""Questions that are worded once a day give each time the answer of the people and the day asked about."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from pytest_django.fixtures import DjangoAssertNumQueries

from caseward.casework.dashboards.inputs import due, duties, wording
from caseward.casework.dashboards.inputs.duties import Asked
from caseward.casework.people.models import Person

from .conftest import TODAY, Case


def test_what_is_overdue_for_each_is_what_the_question_asked_anew_says(busy: list[Case]) -> None:
    anew: Counter[int] = Counter()
    for (person, _), number in duties.overdue_by_person(Asked(Person.objects.all(), TODAY)).items():
        anew[person] += number
    assert len(anew) > 2
    assert duties.overdue_of_each(list(Person.objects.all()), TODAY) == anew


def test_each_is_asked_about_by_themselves(busy: list[Case]) -> None:
    for case in busy:
        assert set(duties.overdue_of_each([case.person], TODAY)) == {case.person.pk}
        assert {row["duty_person"] for row in due.in_case(case.person, TODAY).rows} == {case.person.pk}


def test_the_duties_of_a_case_are_what_the_question_asked_anew_says(busy: list[Case]) -> None:
    person = busy[0].person
    anew = Asked(Person.objects.filter(pk=person.pk), TODAY).everything()
    assert len(anew) > 8
    in_order = anew.order_by("duty_due_on", "duty_kind", "duty_subject")
    assert due.in_case(person, TODAY).rows == list(in_order)


def test_a_question_of_another_day_is_worded_for_that_day(busy: list[Case]) -> None:
    person = busy[0].person
    first = duties.overdue_of_each([person], TODAY)[person.pk]
    assert duties.overdue_of_each([person], TODAY - timedelta(days=300))[person.pk] < first
    assert duties.overdue_of_each([person], TODAY)[person.pk] == first


def test_a_question_is_worded_once_for_all_people_of_a_day(busy: list[Case]) -> None:
    worded: list[date] = []

    def question(people: QuerySet[Person], on: date) -> QuerySet[Any, Any]:
        worded.append(on)
        return people.values("crn")

    for case in busy:
        assert wording.ask(question, [case.person.pk], TODAY) == [{"crn": case.person.crn}]
    assert worded == [TODAY]


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_of_a_caseload_of_any_size_everybody_is_asked_about_once(
    busy: list[Case], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "PLACES", (1, 2))
    asked = [case.person.pk for case in busy[:number]]
    assert [row["pk"] for row in wording.ask(_keys, asked, TODAY)] == asked


def _keys(people: QuerySet[Person], _on: date) -> QuerySet[Any, Any]:
    return people.order_by("pk").values("pk")


def test_nothing_is_asked_while_a_question_is_worded(
    busy: list[Case], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        duties.overdue_of_each([busy[0].person], TODAY + timedelta(days=1))
