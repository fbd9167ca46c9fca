"""The provider's offices, teams and people."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.contrib.auth.hashers import make_password

from caseward.casework.allocation.models import Post
from caseward.demo import accounts
from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Office, Organisation, Team

from .names import staff_name
from .sizes import Size

GRADES = {Post.Grade.PO: 40, Post.Grade.PSO: 45, Post.Grade.ENHANCED_PSO: 10, Post.Grade.TRAINEE: 5}
DIRECTORS, QUALITY_TEAM = 1, 2
IN_POST = timedelta(days=1_900)
"""Everybody has been in post since before the first sentence of the estate."""


@dataclass(frozen=True)
class Desk:
    """One officer, with the team and the manager above them."""

    officer: User
    manager: User
    team: Team


@dataclass(frozen=True)
class Staff:
    """Everybody who works for the provider, and who takes how many of the cases."""

    provider: Organisation
    desks: tuple[Desk, ...]
    shares: tuple[int, ...]
    """How many cases each officer takes, in proportion; the first has far too many."""

    def desk(self, chance: random.Random) -> Desk:
        """Whose case the next one becomes."""
        return chance.choices(self.desks, self.shares)[0]

    def colleague_of(self, desk: Desk) -> Desk:
        """Another officer than that one."""
        return self.desks[(self.desks.index(desk) + 1) % len(self.desks)]


def make(size: Size, seed: int, on: date) -> Staff:
    """Store provider, offices, teams and accounts; everybody signs in with the demonstration's password."""
    chance = random.Random(f"{seed} staff")  # noqa: S311 - invented data, not a secret
    provider = Organisation.objects.create(
        name=size.provider, short_name=size.code, kind=Organisation.Kind.PROVIDER
    )
    offices = Office.objects.bulk_create(
        Office(organisation=provider, name=f"Office {number}") for number in range(1, size.offices + 1)
    )
    teams = Team.objects.bulk_create(
        Team(office=offices[number % len(offices)], name=f"Team {number + 1}")
        for number in range(size.managers)
    )
    users = User.objects.bulk_create(_users(size, provider, chance))
    managers, officers = users[: size.managers], users[size.managers : size.managers + size.officers]
    desks = tuple(
        Desk(officer, managers[number % len(managers)], teams[number % len(teams)])
        for number, officer in enumerate(officers)
    )
    Post.objects.bulk_create(_posts(managers, desks, teams, chance, on - IN_POST))
    shares = (size.overload * 10, *(chance.choice((5, 8, 10, 10, 12, 14)) for _ in officers[1:]))
    return Staff(provider, desks, shares)


def _users(size: Size, provider: Organisation, chance: random.Random) -> Iterator[User]:
    """Managers, officers, those who read the caseload, then those who work with no cases of their own."""
    one_hash = make_password(accounts.PASSWORD)
    others = size.staff - size.managers - size.officers - 1 - DIRECTORS - QUALITY_TEAM
    roles = {
        "manager": (Role.MANAGER, size.managers),
        "officer": (Role.OFFICER, size.officers),
        "administrator": (Role.ADMINISTRATOR, 1),
        "director": (Role.DIRECTOR, DIRECTORS),
        "audit": (Role.QUALITY_TEAM, QUALITY_TEAM),
        "staff": (Role.OFFICER, others),
    }
    for key, (role, number) in roles.items():
        for place, _ in zip(count(1), range(number), strict=False):
            yield User(
                email=f"{key}{place}@{size.code}.example",
                password=one_hash,
                name=staff_name(chance),
                role=role,
                organisation=provider,
                is_demonstration=True,
            )


def _posts(
    managers: list[User], desks: tuple[Desk, ...], teams: list[Team], chance: random.Random, since: date
) -> Iterator[Post]:
    for manager, team in zip(managers, teams, strict=True):
        yield Post(user=manager, team=team, grade=Post.Grade.SPO, starts_on=since)
    grades, shares = tuple(GRADES), tuple(GRADES.values())
    for desk in desks:
        grade = chance.choices(grades, shares)[0]
        yield Post(user=desk.officer, team=desk.team, grade=grade, starts_on=since)
