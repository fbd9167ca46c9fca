"""People on probation, and those who work with them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.utils import timezone

from caseward.casework.people.models import (
    AccessList,
    AccessListMember,
    ChangeEvent,
    Cover,
    Involvement,
    Person,
)
from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Organisation, Team
from tests.factories import accounts, organisations

_numbers = count(100_001)
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class CaseworkCast:
    """Those who work with people on probation, and those who must see nothing of it."""

    officer: User
    colleague: User
    """An officer of the same provider with a caseload of their own."""
    manager: User
    stranger: User
    """An officer of another provider."""
    strange_manager: User
    administrator: User
    inspector: User
    provider_contact: User

    def of_provider(self) -> list[User]:
        """Those who see the people of the provider."""
        return [self.officer, self.colleague, self.manager]


def casework_cast() -> CaseworkCast:
    """The cast, in the default provider of tests/factories/organisations.py and one other."""
    ours, theirs = organisations.provider(), organisations.provider("Southshire Probation")
    return CaseworkCast(
        officer=accounts.account(Role.OFFICER, name="Own officer", organisation=ours),
        colleague=accounts.account(Role.OFFICER, name="Colleague officer", organisation=ours),
        manager=accounts.account(Role.MANAGER, name="Own manager", organisation=ours),
        stranger=accounts.account(Role.OFFICER, name="Strange officer", organisation=theirs),
        strange_manager=accounts.account(Role.MANAGER, name="Strange manager", organisation=theirs),
        administrator=accounts.account(Role.ADMINISTRATOR, name="Casework administrator"),
        inspector=accounts.account(Role.INSPECTOR, name="Casework inspector"),
        provider_contact=accounts.account(Role.PROVIDER_CONTACT, name="Casework contact", organisation=ours),
    )


def team(provider: Organisation | None = None, *, name: str = "Team 1", office: str = "Riverside") -> Team:
    """A team in an office of the provider."""
    provider = provider or organisations.provider()
    at = provider.offices.get_or_create(name=office)[0]
    return Team.objects.get_or_create(office=at, name=name)[0]


def person(officer: User | None = None, **fields: Any) -> Person:
    """Somebody on probation; supervised by the officer, if one is given."""
    number = next(_numbers)
    provider = fields.pop("provider", None) or (officer.organisation if officer else organisations.provider())
    values: dict[str, Any] = {
        "crn": f"X{number}",
        "name": f"Person {number}",
        "born_on": date(1990, 5, 17),
        "sex": Person.Sex.MALE,
        "ethnicity": Person.Ethnicity.WHITE,
        "language": "English",
    }
    return Person.objects.create(
        provider=provider, officer=officer, team=team(provider) if officer else None, **values | fields
    )


def access_list(person: Person, kind: str, *, by: User, naming: tuple[User, ...] = ()) -> AccessList:
    """A running exclusion or restriction that names those users."""
    made = AccessList.objects.create(
        person=person, kind=kind, message="Ask the manager about this case.", started_at=AT, started_by=by
    )
    AccessListMember.objects.bulk_create(AccessListMember(access_list=made, user=user) for user in naming)
    return made


def involvement(person: Person, user: User) -> Involvement:
    """The user gave a reason today to work on the case."""
    today = timezone.localdate()
    return Involvement.objects.create(
        person=person, user=user, reason="Duty officer today.", began_on=today, ends_on=today
    )


def cover(away: User, covered_by: User, *, starts_on: date, ends_on: date) -> Cover:
    """A colleague sees to the cases of somebody who is away."""
    return Cover.objects.create(away=away, covered_by=covered_by, starts_on=starts_on, ends_on=ends_on)


def change_event(person: Person, kind: str, *, by: User, happened_on: date, detail: str = "") -> ChangeEvent:
    """Something that happened to the person."""
    return ChangeEvent.objects.create(
        person=person,
        kind=kind,
        happened_on=happened_on,
        source="Police",
        detail=detail,
        recorded_at=AT,
        recorded_by=by,
    )
