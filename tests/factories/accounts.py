"""Accounts for tests, and the cast: one of every role, and those who must see nothing."""

from dataclasses import dataclass, fields
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.utils.text import slugify

from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Organisation
from tests.factories import organisations

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def account(
    role: Role = Role.INSPECTOR,
    *,
    name: str = "",
    organisation: Organisation | None = None,
    second_factor: bool = True,
    **fields: Any,
) -> User:
    """An account that can sign in; with its second factor set up, unless that is what is tested."""
    name = name or f"Any {role.label}"
    user = User.objects.create_user(
        email=f"{slugify(name)}@example.org",
        password=PASSWORD,
        name=name,
        role=role,
        organisation=organisation or organisations.inspectorate(),
        **fields,
    )
    if second_factor:
        TOTP.activate(user, SECRET)
    return user


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app is set up for the account."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


@dataclass(frozen=True)
class Cast:
    """One account of every role, and the people who must see nothing of an inspection they are not on."""

    lead: User
    inspector: User
    quality_lead: User
    analyst: User
    panel_member: User
    publisher: User
    provider_contact: User
    administrator: User
    outsider: User
    """An inspector on no team."""
    other_contact: User
    """The contact of a provider that is not inspected."""

    def everybody(self) -> list[User]:
        """All of them, for tests that try each in turn."""
        return [getattr(self, field.name) for field in fields(self)]


def cast() -> Cast:
    """The cast; the contact belongs to the default provider of tests/factories/organisations.py."""
    return Cast(
        lead=account(Role.LEAD_INSPECTOR),
        inspector=account(Role.INSPECTOR),
        quality_lead=account(Role.QUALITY_LEAD),
        analyst=account(Role.ANALYST),
        panel_member=account(Role.PANEL_MEMBER),
        publisher=account(Role.PUBLISHER),
        provider_contact=account(Role.PROVIDER_CONTACT, organisation=organisations.provider()),
        administrator=account(Role.ADMINISTRATOR),
        outsider=account(Role.INSPECTOR, name="Outsider"),
        other_contact=account(
            Role.PROVIDER_CONTACT,
            name="Other contact",
            organisation=organisations.provider("Southshire Probation"),
        ),
    )
