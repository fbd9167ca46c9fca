"""What somebody who tries Caseward finds as an officer: a caseload, and a day that is always full."""

from datetime import date, timedelta

import pytest
from django.test import TestCase

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.demo import accounts
from caseward.demo.casework import demonstration
from caseward.demo.casework.vignettes import CASES
from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Office, Team
from tests.demo.casework.estates import case

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
"""A Sunday: the day is full all the same."""


def of_the_day(on: date) -> list[Contact]:
    """The officer's appointments of that day."""
    return list(Contact.objects.filter(officer=officer(), held_on=on))


def officer() -> User:
    """The account that the demonstration offers first to an officer."""
    return User.objects.get(email="officer@demo.caseward.example")


class TestTheSlice(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        demonstration.load(accounts.load(), ON)

    def test_the_officer_has_thirty_five_cases_and_all_the_vignettes(self) -> None:
        caseload = Person.objects.filter(officer=officer())
        assert 33 <= caseload.count() <= 35
        assert all(case(number).officer == officer() for number in CASES)

    def test_everybody_of_casework_belongs_to_the_provider_and_has_a_post(self) -> None:
        workers = User.objects.with_role(Role.OFFICER, Role.MANAGER)
        assert workers.count() == 6
        assert {worker.organisation.name for worker in workers} == {accounts.PROVIDER[0]}
        assert all(worker.posts.count() == 1 for worker in workers)
        assert (Office.objects.count(), Team.objects.count()) == (2, 3)

    def test_the_day_is_full_and_nothing_is_recorded_yet(self) -> None:
        today = of_the_day(ON)
        assert len(today) >= 3
        assert {contact.outcome for contact in today} == {""}
        assert any(contact.planned_action for contact in today)
        assert len({contact.person_id for contact in today}) == len(today)

    def test_the_police_were_called_out_last_night(self) -> None:
        assert case(5).change_events.filter(
            kind="domestic_abuse_call_out", happened_on=ON - timedelta(days=1)
        )

    def test_loading_twice_is_loading_once(self) -> None:
        before = (Person.objects.count(), Contact.objects.count(), case(5).change_events.count())
        demonstration.load(accounts.load(), ON)
        assert (Person.objects.count(), Contact.objects.count(), case(5).change_events.count()) == before

    def test_a_demonstration_that_is_started_another_day_has_a_full_day_again(self) -> None:
        later = ON + timedelta(days=9)
        demonstration.load(accounts.load(), later)
        assert len(of_the_day(later)) >= 3
        assert case(5).change_events.filter(happened_on=later - timedelta(days=1)).exists()
