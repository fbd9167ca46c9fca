"""Who sees counts, who sees what is found in a case, who opens a case with a reason, and who is let in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from caseward.assurance.readiness import policies
from caseward.casework.people import actions
from caseward.casework.people.models import AccessList, Involvement, Person
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import NotAllowed
from tests.factories import accounts, organisations, people
from tests.factories.people import CaseworkCast

REASON = "A complaint about this case."


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    return people.casework_cast()


def of_provider(role: Role) -> User:
    return accounts.account(role, name=f"Our {role.label}", organisation=organisations.provider())


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.MANAGER, True),
        (Role.QUALITY_TEAM, True),
        (Role.DIRECTOR, True),
        (Role.OFFICER, False),
        (Role.PROVIDER_CONTACT, False),
        (Role.INSPECTOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_counts_are_for_those_who_answer_for_more_than_their_own_cases(
    db: None, role: Role, sees: bool
) -> None:
    user = of_provider(role)
    assert policies.sees_shares(user) is sees
    assert (policies.reasons_not_to_see_shares(user) == []) is sees


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.OFFICER, True),
        (Role.MANAGER, True),
        (Role.QUALITY_TEAM, True),
        (Role.DIRECTOR, True),
        (Role.INSPECTOR, False),
        (Role.PROVIDER_CONTACT, False),
    ],
)
def test_what_is_found_in_a_case_is_for_the_provider_alone(
    cast: CaseworkCast, role: Role, sees: bool
) -> None:
    person = people.person(cast.officer)
    assert (policies.reasons_not_to_see_findings(of_provider(role), person) == []) is sees


def test_what_is_found_in_a_case_is_not_for_another_provider(cast: CaseworkCast) -> None:
    assert policies.reasons_not_to_see_findings(cast.strange_manager, people.person(cast.officer))


def test_only_a_director_opens_a_case_with_a_reason(cast: CaseworkCast) -> None:
    assert policies.reasons_not_to_open_case(of_provider(Role.DIRECTOR)) == []
    assert policies.reasons_not_to_open_case(cast.manager)
    assert policies.reasons_not_to_open_case(cast.inspector)


def let_read(person: Person, reader: User, *, by: User, reason: str = REASON, days: int = 0) -> Involvement:
    today = timezone.localdate()
    return actions.let_read(
        person=person,
        reader=reader,
        reason=reason,
        ends_on=today + timedelta(days=days),
        creation_key=uuid4(),
        by=by,
        on=today,
    )


def test_a_director_who_gives_a_reason_sees_that_person_and_no_other(cast: CaseworkCast) -> None:
    director, person = of_provider(Role.DIRECTOR), people.person(cast.officer)
    people.person(cast.officer)
    assert not Person.objects.visible_to(director).exists()
    row = let_read(person, director, by=director)
    assert list(Person.objects.visible_to(director)) == [person]
    event = Event.objects.get(action="right given")
    assert event.subject_id == str(row.pk)
    assert event.details == {
        "person": person.pk, "reader": director.pk, "ends_on": str(timezone.localdate())
    }  # fmt: skip


def test_the_same_form_sent_twice_gives_one_right(cast: CaseworkCast) -> None:
    director, person, key = of_provider(Role.DIRECTOR), people.person(cast.officer), uuid4()
    today = timezone.localdate()
    for _ in range(2):
        actions.let_read(
            person=person,
            reader=director,
            reason=REASON,
            ends_on=today,
            creation_key=key,
            by=director,
            on=today,
        )
    assert Involvement.objects.count() == 1


@pytest.mark.parametrize(("reason", "days"), [("Complaint", 0), (REASON, -1), (REASON, 31)])
def test_a_right_needs_a_reason_in_words_and_an_end_within_thirty_days(
    cast: CaseworkCast, reason: str, days: int
) -> None:
    director = of_provider(Role.DIRECTOR)
    with pytest.raises(NotAllowed):
        let_read(people.person(cast.officer), director, by=director, reason=reason, days=days)
    assert not Involvement.objects.exists()


def test_thirty_days_are_allowed(cast: CaseworkCast) -> None:
    director = of_provider(Role.DIRECTOR)
    right = let_read(people.person(cast.officer), director, by=director, days=30)
    assert right.ends_on == timezone.localdate() + timedelta(days=30)


def test_a_director_is_not_let_into_another_provider(cast: CaseworkCast) -> None:
    director = of_provider(Role.DIRECTOR)
    with pytest.raises(NotAllowed):
        let_read(people.person(cast.stranger), director, by=director)


def test_nobody_gives_a_right_to_a_director_for_them(cast: CaseworkCast) -> None:
    with pytest.raises(NotAllowed):
        let_read(people.person(cast.officer), of_provider(Role.DIRECTOR), by=cast.manager)


def test_a_right_is_for_readers_not_for_those_who_work_on_cases(cast: CaseworkCast) -> None:
    with pytest.raises(NotAllowed):
        let_read(people.person(cast.stranger), cast.officer, by=cast.manager)


def test_an_inspector_can_be_let_into_a_case(cast: CaseworkCast) -> None:
    person = people.person(cast.officer)
    let_read(person, cast.inspector, by=cast.inspector)
    assert list(Person.objects.visible_to(cast.inspector)) == [person]


def test_a_director_counts_the_provider_without_those_whom_a_list_keeps_away(cast: CaseworkCast) -> None:
    director, person = of_provider(Role.DIRECTOR), people.person(cast.officer)
    barred = people.person(cast.officer)
    people.access_list(barred, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(director,))
    people.person(cast.stranger)
    assert list(Person.objects.counted_for(director)) == [person]
    assert not Person.objects.counted_for(cast.inspector).exists()
    assert not Person.objects.counted_for(cast.provider_contact).exists()
