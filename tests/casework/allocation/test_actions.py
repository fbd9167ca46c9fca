"""Allocating people; posts, teams and cover."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from caseward.casework.allocation import actions, policies
from caseward.casework.allocation.actions import Away
from caseward.casework.allocation.models import Allocation, Post
from caseward.casework.people.models import AccessList, Person
from caseward.casework.people.policies import reasons_not_to_work_on
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Office, Team
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import allocation, people
from tests.factories.people import CaseworkCast

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation; both officers hold a post."""
    made = people.casework_cast()
    allocation.post(made.officer)
    allocation.post(made.colleague, people.team(made.colleague.organisation, name="Team 2"))
    return made


def _allocate(person: Person, officer: User, by: User) -> Allocation:
    return actions.allocate(
        person=person,
        officer=officer,
        reason="Knows the family well",
        version=person.version,
        creation_key=uuid4(),
        by=by,
        at=AT,
    )


def test_the_officer_of_the_record_is_always_that_of_the_latest_allocation(cast: CaseworkCast) -> None:
    person = people.person()
    for officer in (cast.officer, cast.colleague, cast.officer):
        _allocate(person, officer, cast.manager)
        person.refresh_from_db()
        latest = Allocation.objects.filter(person=person).first()
        assert latest is not None
        assert (person.officer, person.team) == (latest.officer, latest.team)
    assert Allocation.objects.filter(person=person).count() == 3


def test_only_a_manager_allocates(cast: CaseworkCast) -> None:
    with pytest.raises(NotAllowed, match="Only a manager"):
        _allocate(people.person(), cast.officer, cast.officer)


def test_an_officer_whom_a_list_bars_is_not_given_the_case(cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    people.access_list(person, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.colleague,))
    with pytest.raises(NotAllowed, match="exclusion or a restriction"):
        _allocate(person, cast.colleague, cast.manager)


def test_an_officer_without_a_post_is_not_given_a_case(cast: CaseworkCast) -> None:
    Post.objects.filter(user=cast.officer).update(ends_on=date(2026, 2, 1))
    with pytest.raises(NotAllowed, match="holds no post"):
        _allocate(people.person(), cast.officer, cast.manager)


def test_two_managers_do_not_allocate_the_same_person_unseen(cast: CaseworkCast) -> None:
    person = people.person()
    stale = Person.objects.get(pk=person.pk)
    _allocate(person, cast.officer, cast.manager)
    with pytest.raises(Conflict):
        _allocate(stale, cast.colleague, cast.manager)


def test_a_post_that_moves_takes_the_caseload_to_the_new_team(cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    post = cast.officer.posts.get()
    new = people.team(cast.officer.organisation, name="Team 3")
    actions.change_post(post=post, team=new, grade=post.grade, version=0, by=cast.manager)
    person.refresh_from_db()
    assert person.team == new


def test_nobody_leaves_a_caseload_behind(cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    post = cast.officer.posts.get()
    with pytest.raises(NotAllowed, match="still supervises 1"):
        actions.end_post(post=post, ends_on=date(2026, 11, 30), version=0, by=cast.manager)
    _allocate(person, cast.colleague, cast.manager)
    actions.end_post(post=post, ends_on=date(2026, 11, 30), version=0, by=cast.manager)


def test_one_holds_one_post_at_a_time(cast: CaseworkCast) -> None:
    with pytest.raises(NotAllowed, match="holds a post already"):
        actions.add_post(
            holder=cast.officer,
            team=people.team(cast.officer.organisation),
            grade=Post.Grade.PSO,
            starts_on=date(2026, 11, 2),
            creation_key=uuid4(),
            by=cast.manager,
        )


def test_a_post_begins_when_the_one_before_has_ended(cast: CaseworkCast) -> None:
    Post.objects.filter(user=cast.officer).update(ends_on=date(2026, 11, 30))
    team = people.team(cast.officer.organisation)
    for day, is_free in ((date(2026, 11, 29), False), (date(2026, 11, 30), True)):
        asked = policies.reasons_not_to_add_post(cast.manager, cast.officer, team, day)
        assert (asked == []) is is_free


def test_a_team_of_another_provider_gets_no_post_from_here(cast: CaseworkCast) -> None:
    with pytest.raises(NotAllowed, match="another provider"):
        actions.add_post(
            holder=cast.manager,
            team=people.team(cast.stranger.organisation),
            grade=Post.Grade.SPO,
            starts_on=date(2026, 11, 2),
            creation_key=uuid4(),
            by=cast.manager,
        )


def test_a_team_that_is_there_is_not_made_twice(cast: CaseworkCast) -> None:
    for _ in range(2):
        actions.add_team(
            provider=cast.manager.organisation, office="Quayside", name="Team 9", by=cast.manager
        )
    assert Office.objects.filter(name="Quayside").count() == Team.objects.filter(name="Team 9").count() == 1


def _away(cast: CaseworkCast, starts_on: date, ends_on: date) -> Away:
    return Away(cast.officer, cast.colleague, starts_on, ends_on, "See Mr X on Monday")


def test_a_covered_case_is_ones_own_while_the_cover_runs(cast: CaseworkCast) -> None:
    person, today = people.person(cast.officer), timezone.localdate()
    assert reasons_not_to_work_on(cast.colleague, person)
    assert not Person.objects.caseload_of(cast.colleague).exists()
    cover = actions.arrange_cover(away=_away(cast, today, today), creation_key=uuid4(), by=cast.officer)
    assert not reasons_not_to_work_on(cast.colleague, person)
    assert list(Person.objects.caseload_of(cast.colleague)) == [person]
    tomorrow = today + timedelta(days=1)
    actions.change_cover(
        cover=cover, away=_away(cast, tomorrow, tomorrow), version=0, by=cast.officer, on=today
    )
    assert reasons_not_to_work_on(cast.colleague, person)


def test_cover_lets_nobody_past_a_restriction(cast: CaseworkCast) -> None:
    person, today = people.person(cast.officer), timezone.localdate()
    people.access_list(person, AccessList.Kind.RESTRICTION, by=cast.manager, naming=(cast.officer,))
    actions.arrange_cover(away=_away(cast, today, today), creation_key=uuid4(), by=cast.officer)
    assert not Person.objects.visible_to(cast.colleague).caseload_of(cast.colleague).exists()


def test_an_officer_arranges_cover_for_nobody_else(cast: CaseworkCast) -> None:
    today = timezone.localdate()
    with pytest.raises(NotAllowed, match="for yourself"):
        actions.arrange_cover(away=_away(cast, today, today), creation_key=uuid4(), by=cast.colleague)
    assert (
        actions.arrange_cover(
            away=_away(cast, today, today), creation_key=uuid4(), by=cast.manager
        ).covered_by
        == cast.colleague
    )


def test_cover_that_is_over_stays_as_it_was(cast: CaseworkCast) -> None:
    today = timezone.localdate()
    past = people.cover(
        cast.officer,
        cast.colleague,
        starts_on=today - timedelta(days=9),
        ends_on=today - timedelta(days=1),
    )
    with pytest.raises(NotAllowed, match="is over"):
        actions.change_cover(cover=past, away=_away(cast, today, today), version=0, by=cast.officer, on=today)
