"""Adding organisations."""

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if

from . import policies
from .models import Organisation

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@transaction.atomic
def add(*, name: str, short_name: str, kind: str, creation_key: uuid.UUID, by: "User") -> Organisation:
    """Make an organisation."""
    refuse_if(policies.reasons_not_to_add(by, kind))
    if made := already_created(Organisation, creation_key):
        return made
    organisation = Organisation.objects.create(
        name=name, short_name=short_name, kind=kind, creation_key=creation_key
    )
    audit.record(action="organisation added", subject=organisation, by=by, kind=kind)
    return organisation
