"""Who reads evidence, and which key questions a row of it bears on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from caseward.inspection.inspections.models import InspectionKind, TeamRole
from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

READERS = (TeamRole.LEAD, TeamRole.INSPECTOR, TeamRole.ANALYST, TeamRole.QUALITY_LEAD)
"""The team members who read all evidence; the panel and the publisher read none of it."""


def read_by(user: Viewer, prefix: str = "inspection") -> Q:
    """The rows of inspections whose evidence the user reads; `prefix` is the path to the inspection."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q(**{f"{prefix}__team__user": user.pk, f"{prefix}__team__role__in": READERS})


def asked_of(user: Viewer, prefix: str = "inspection") -> Q:
    """Those of `read_by`; for a provider's contact the rows of inspections of their own provider."""
    if user.is_authenticated and user.role == Role.PROVIDER_CONTACT:
        return Q(**{f"{prefix}__provider": user.organisation_id, f"{prefix}__kind": InspectionKind.EXTERNAL})
    return read_by(user, prefix)


def bearing_on(key_question: str) -> Contains:
    """The rows whose `key_questions` hold that code; a list in JSON has no such lookup on SQLite."""
    return Contains(Cast("key_questions", models.TextField()), Value(f'"{key_question}"'))
