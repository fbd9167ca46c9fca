"""What an administrator does to accounts."""

import uuid
from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.text import slugify

from caseward.shared.audit import actions as audit
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from . import policies
from .models import Role, User


@transaction.atomic
def add(
    *,
    name: str,
    email: str,
    role: str,
    organisation: Organisation,
    password: str,
    creation_key: uuid.UUID,
    by: User,
) -> User:
    """Make an account with a temporary password, which its owner changes at the first sign-in."""
    refuse_if(policies.reasons_not_to_manage(by))
    if made := already_created(User, creation_key):
        return made
    account = User.objects.create_user(
        email=email,
        password=password,
        password_is_temporary=True,
        name=name,
        role=role,
        organisation=organisation,
        creation_key=creation_key,
    )
    audit.record(action="account added", subject=account, by=by, role=role, organisation=organisation.pk)
    return account


@transaction.atomic
def add_colleagues(*, accounts: Sequence[User], by: User) -> list[User]:
    """Make the accounts of officers and managers of one's own organisation, without a password.

    Nobody can sign in to them until an administrator sets one.
    """
    refuse_if(policies.reasons_not_to_add_colleagues(by))
    for account in accounts:
        account.organisation, account.password_is_temporary = by.organisation, True
        account.set_unusable_password()
    added = User.objects.bulk_create(accounts, batch_size=500)
    audit.record_each(
        action="account added",
        subjects=added,
        by=by,
        details_of=lambda account: {"role": account.role, "organisation": account.organisation_id},
    )
    audit.record(action="accounts taken in", subject=by.organisation, by=by, new=len(added))
    return added


@transaction.atomic
def add_first_administrator(*, name: str, email: str, organisation: str, password: str) -> User:
    """Make the account that makes the others, and its organisation: once."""
    refuse_if(policies.reasons_not_to_add_first_administrator())
    where, _ = Organisation.objects.get_or_create(
        name=organisation,
        defaults={"short_name": slugify(organisation)[:60], "kind": Organisation.Kind.INSPECTORATE},
    )
    account = User.objects.create_user(
        email=email, password=password, name=name, role=Role.ADMINISTRATOR, organisation=where
    )
    audit.record(action="first administrator added", subject=account, by=None)
    return account


@transaction.atomic
def change(
    *, account: User, name: str, role: str, organisation: Organisation, version: int, by: User
) -> User:
    """Change whose account it is and what job it is for."""
    refuse_if(policies.reasons_not_to_change(by, account, role=role))
    before = {"role": account.role, "organisation": account.organisation_id}
    renamed = account.name != name
    account.name, account.role, account.organisation = name, role, organisation
    save_if_unchanged(account, version=version, fields=["name", "role", "organisation"])
    after = audit.changes(before, {"role": role, "organisation": organisation.pk})
    audit.record(action="account changed", subject=account, by=by, renamed=renamed, **after)
    return account


@transaction.atomic
def deactivate(*, account: User, version: int, by: User) -> User:
    """Let nobody sign in to the account, and end its sessions; what it did stays."""
    refuse_if(policies.reasons_not_to_deactivate(by, account))
    account.is_active = False
    save_if_unchanged(account, version=version, fields=["is_active"])
    audit.record(action="account deactivated", subject=account, by=by)
    return account


@transaction.atomic
def reactivate(*, account: User, version: int, by: User) -> User:
    """Let the account sign in again."""
    refuse_if(policies.reasons_not_to_reactivate(by, account))
    account.is_active = True
    save_if_unchanged(account, version=version, fields=["is_active"])
    audit.record(action="account reactivated", subject=account, by=by)
    return account


@transaction.atomic
def reset(*, account: User, password: str, version: int, by: User) -> User:
    """Give somebody who cannot sign in a temporary password, and let them set up another app."""
    refuse_if(policies.reasons_not_to_reset(by, account))
    account.set_password(password)
    account.password_is_temporary = True
    save_if_unchanged(account, version=version, fields=["password", "password_is_temporary"])
    Authenticator.objects.filter(user=account).delete()
    audit.record(action="sign-in reset", subject=account, by=by)
    return account
