"""The fast way says what the slow and obvious way says, in every case of the demonstration."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caseward.assurance.readiness import inputs, jobs
from caseward.assurance.readiness.models import Finding, Reckoning, Standing, Tally
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import Person
from caseward.demo import accounts
from caseward.demo.casework import demonstration
from caseward.rules.readiness import checks
from caseward.shared.organisations.models import Organisation
from tests.factories import caseload
from tests.factories.readiness import plain_case

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
PROVIDER = accounts.PROVIDER[0]


def reckon(*, whole: bool = True) -> Reckoning:
    """A pass over the demonstration's caseload as the command makes it."""
    provider = Organisation.objects.get(name=PROVIDER)
    return jobs.reckon(provider=provider, on=ON, by=None, at=timezone.now(), whole=whole)


def stored() -> set[tuple[Any, ...]]:
    """All that the last passes found."""
    return set(Finding.objects.values_list("person", "check_code", "is_shown"))


def counted() -> set[tuple[Any, ...]]:
    """All that they counted."""
    return set(Tally.objects.values_list("team", "looked_on", "check_code", "shown", "missing"))


def statements_for(people: list[int]) -> int:
    """How many statements it takes to read the cases of those people."""
    with CaptureQueriesContext(connection) as captured:
        assert len(list(inputs.cases(Person.objects.filter(pk__in=people), ON))) == len(people)
    return len(captured)


class TestTheDemonstration(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        demonstration.load(accounts.load(), ON)

    def test_the_facts_of_every_case_are_what_its_rows_say_one_by_one(self) -> None:
        fast = {case.key: case for case in inputs.cases(Person.objects.all(), ON)}
        assert len(fast) > 100
        for person in Person.objects.all():
            assert fast.get(person.pk) == plain_case(person, ON)

    def test_the_demonstration_has_something_of_every_kind_of_fact(self) -> None:
        found = list(inputs.cases(Person.objects.all(), ON))
        names = [name for name in vars(found[0]) if name not in {"key", "is_ethnicity_asked"}]
        assert all(any(getattr(case, name) for case in found) for name in names)

    def test_a_whole_pass_stores_what_each_check_finds_in_each_case(self) -> None:
        reckoning = reckon()
        expected = set()
        for person in Person.objects.all():
            case = inputs.case_of(person, ON)
            found = checks.find(case, inputs.yardstick(ON)) if case else {}
            assert found == inputs.findings_of(person, ON)
            arises = {code: each.state for code, each in found.items() if each.state != "not_applicable"}
            expected |= {(person.pk, code, state == "shown") for code, state in arises.items()}
        assert stored() == expected
        assert reckoning.cases == Standing.objects.count() > 100

    def test_the_counts_are_those_of_the_findings(self) -> None:
        reckon()
        team_of = dict(Person.objects.values_list("pk", "team"))
        expected = Counter((team_of[person], code, is_shown) for person, code, is_shown in stored())
        found = {
            (team, code, is_shown): number
            for team, _, code, shown, missing in counted()
            for is_shown, number in ((True, shown), (False, missing))
            if number
        }
        assert found == expected

    def test_a_pass_over_what_changed_ends_where_a_whole_pass_ends(self) -> None:
        reckon()
        long_ago, in_between = ON - timedelta(days=120), ON - timedelta(days=60)
        quiet = Person.objects.filter(
            standing__isnull=False, change_events=None, sentences__starts_on__lt=long_ago
        )
        before, person = stored(), quiet.earliest("pk")
        happened = people_actions.Happened("domestic_abuse_call_out", in_between, "Police", "Called out")
        officer = person.officer
        assert officer is not None
        people_actions.record_event(
            person=person, happened=happened, creation_key=uuid4(), by=officer, at=timezone.now()
        )
        changed = reckon(whole=False)
        found, counts = stored(), counted()
        assert (changed.is_whole, changed.cases) == (False, 1)
        assert found != before
        reckon()
        assert (found, counts) == (stored(), counted())

    def test_fifty_people_take_as_many_statements_as_five(self) -> None:
        people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:60])
        people = [case.key for case in inputs.cases(Person.objects.filter(pk__in=people), ON)]
        few, many = statements_for(people[:5]), statements_for(people[:50])
        assert few == many <= 16


def test_the_facts_of_a_record_with_every_kind_of_row_are_what_its_rows_say() -> None:
    made = caseload.caseload(2)
    on = timezone.localdate()
    for person in Person.objects.all():
        assert inputs.case_of(person, on) == plain_case(person, on)
    assert inputs.case_of(made.person, on) is not None
