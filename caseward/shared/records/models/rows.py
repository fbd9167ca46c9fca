"""The columns and querysets that rows of every app share."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from django.db import connection, models
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from caseward.shared.accounts.models import User

    Viewer: TypeAlias = User | AnonymousUser


class SignedInRequest(HttpRequest):
    """The request of a view behind `login_required`: its user is an account."""

    user: User


class NotAllowed(Exception):
    """Somebody asked for what they may not do now; `reasons` are sentences for the page."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class Conflict(Exception):
    """Somebody else changed the row since the form was opened; `theirs` is the row as it stands."""

    def __init__(self, theirs: Versioned) -> None:
        super().__init__("The row was changed by somebody else.")
        self.theirs = theirs


def refuse_if(reasons: list[str]) -> None:
    """Raise NotAllowed when a policy gave any reason."""
    if reasons:
        raise NotAllowed(reasons)


class Versioned(models.Model):
    """A row that people edit: two editors of it see each other's change."""

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class CreatedOnce(models.Model):
    """A row that a form creates: the same form sent twice makes one row."""

    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


VersionedRow = TypeVar("VersionedRow", bound=Versioned)
CreatedRow = TypeVar("CreatedRow", bound=CreatedOnce)


def save_if_unchanged(row: VersionedRow, *, version: int, fields: list[str]) -> VersionedRow:
    """Save those fields of a row that is still at that version; raise Conflict with the stored row if not."""
    manager = type(row)._default_manager
    values = {name: getattr(row, name) for name in fields}
    changed = manager.filter(pk=row.pk, version=version).update(version=version + 1, **values)
    if not changed:
        raise Conflict(manager.get(pk=row.pk))
    row.version = version + 1
    return row


def already_created(model: type[CreatedRow], creation_key: uuid.UUID) -> CreatedRow | None:
    """The row that the same form made before, if it was sent twice, even at the same moment.

    Call it inside the transaction that creates the row. SQLite lets one writer in at a time; PostgreSQL
    is told to let the second form wait for the first.
    """
    if connection.vendor == "postgresql":
        connection.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [creation_key.int % 2**63])
    return model._default_manager.filter(creation_key=creation_key).first()
