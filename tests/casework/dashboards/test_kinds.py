"""The one table of all that Caseward asks for."""

import pytest
from django.urls import reverse

from caseward.casework.dashboards.inputs import kinds
from caseward.casework.dashboards.inputs.duties import Asked
from caseward.casework.dashboards.inputs.kinds import KINDS, Kind
from caseward.casework.people.models import Person
from caseward.shared.records.models import practice

from .conftest import TODAY

each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.code for kind in KINDS])


@each_kind
def test_every_duty_can_be_settled_at_a_page(kind: Kind) -> None:
    address = {"person_id": 1} if kind.is_settled_with_person else {}
    if kind.subject:
        address[kind.subject] = 2
    assert reverse(kind.settled_at, kwargs=address)


@each_kind
@pytest.mark.django_db
def test_every_duty_answers_in_the_same_four_columns(kind: Kind) -> None:
    rows = kind.ask(Person.objects.all(), TODAY)
    assert list(rows) == []
    assert list(rows.query.values_select or rows.query.annotation_select) == [
        "duty_person",
        "duty_subject",
        "duty_since_on",
        "duty_due_on",
    ]


@each_kind
def test_every_duty_says_why_with_its_day(kind: Kind) -> None:
    assert kind.why.format(since="5 August 2019") != kind.why or kind.code == "breach_present"
    assert kind.why.endswith(".")


@each_kind
def test_a_rule_that_looks_like_a_code_of_the_practice_is_one(kind: Kind) -> None:
    assert " " in kind.rule or kind.rule in practice().by_code


def test_no_two_kinds_share_a_code() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_the_decisions_and_requests_are_kinds() -> None:
    assert {*kinds.DECISIONS, *kinds.REQUESTS} <= set(kinds.BY_CODE)


def test_the_questions_of_some_kinds_are_those_of_all() -> None:
    asked = Asked(Person.objects.all(), TODAY).of_kinds(["outcome", "task"])
    assert [kind.code for kind in asked.kinds] == ["task", "outcome"]
