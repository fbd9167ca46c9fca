"""Officers of another system."""

import pytest
from django.utils import timezone

from caseward.casework.allocation.models import Post
from caseward.casework.people.models import Import
from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Team
from tests.casework.imports.lists import counts, csv, faults, sent, taken_in
from tests.factories import accounts, allocation, people
from tests.factories.people import CaseworkCast

HEADING = "email,name,grade,team,office"
OFFICERS = Import.Kind.OFFICERS
KIM = "Kim@example.org,Kim Example,pso,Team 7,Riverside"


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people."""
    return people.casework_cast()


def test_an_officer_without_an_account_gets_one_that_nobody_can_sign_in_to(cast: CaseworkCast) -> None:
    upload = taken_in(OFFICERS, csv(HEADING, KIM), cast.manager)
    kim = User.objects.get(email="kim@example.org")
    assert counts(upload) == (1, 0, 0)
    assert not kim.has_usable_password()
    assert (kim.name, kim.role, kim.organisation) == ("Kim Example", Role.OFFICER, cast.manager.organisation)
    post = kim.posts.get()
    assert (post.grade, post.team.name, post.team.office.name) == ("pso", "Team 7", "Riverside")
    assert post.starts_on == timezone.localdate()


def test_a_senior_officer_becomes_a_manager(cast: CaseworkCast) -> None:
    taken_in(OFFICERS, csv(HEADING, KIM.replace("pso", "spo")), cast.manager)
    assert User.objects.get(email="kim@example.org").role == Role.MANAGER


def test_the_same_officers_again_make_no_doubles(cast: CaseworkCast) -> None:
    rows = (KIM, "lee@example.org,Lee Example,po,Team 7,Riverside")
    taken_in(OFFICERS, csv(HEADING, *rows), cast.manager)
    again = taken_in(OFFICERS, csv(HEADING, *rows), cast.manager)
    assert (counts(again), Post.objects.count()) == ((0, 0, 2), 2)
    assert Team.objects.filter(name="Team 7").count() == 1


def test_an_officer_who_changes_team_takes_the_caseload_along(cast: CaseworkCast) -> None:
    allocation.post(cast.officer)
    person = people.person(cast.officer)
    row = f"{cast.officer.email},Another name,po,Team 9,Riverside"
    upload = taken_in(OFFICERS, csv(HEADING, row), cast.manager)
    person.refresh_from_db()
    cast.officer.refresh_from_db()
    assert person.team is not None
    assert (counts(upload), person.team.name, cast.officer.name) == ((0, 1, 0), "Team 9", "Own officer")


def test_an_address_of_another_organisation_is_a_fault(cast: CaseworkCast) -> None:
    upload = sent(OFFICERS, csv(HEADING, KIM.replace("Kim@example.org", cast.stranger.email)), cast.manager)
    assert faults(upload) == [(2, "email")]


def test_an_account_that_does_other_work_is_not_made_an_officer(cast: CaseworkCast) -> None:
    contact = cast.provider_contact
    upload = sent(OFFICERS, csv(HEADING, KIM.replace("Kim@example.org", contact.email)), cast.manager)
    assert faults(upload) == [(2, "email")]


def test_a_closed_account_is_a_fault(cast: CaseworkCast) -> None:
    accounts.account(Role.OFFICER, name="Kim", organisation=cast.manager.organisation, is_active=False)
    assert faults(sent(OFFICERS, csv(HEADING, KIM), cast.manager)) == [(2, "email")]
