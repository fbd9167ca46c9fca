"""What follows when a list is sent: it is checked like any other."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples import jobs as samples
from caseward.shared.accounts.models import User

from . import actions
from .models import Disclosure


@transaction.atomic
def send(
    *, inspection: Inspection, sample_code: str, on: date, creation_key: UUID, by: User, at: datetime
) -> Disclosure:
    """Send the list and queue its check, together or not at all."""
    disclosure = actions.send(
        inspection=inspection, sample_code=sample_code, on=on, creation_key=creation_key, by=by, at=at
    )
    if disclosure.disclosed_at == at:  # the same form sent twice finds the check queued already
        samples.check.enqueue(disclosure.case_list_id)
    return disclosure
