"""A case list leaves the caseload, to an inspection or as a file; everybody on it is recorded."""

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models, transaction

from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples import actions as samples
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.audit.models import Sighting
from caseward.shared.records.models import already_created, refuse_if

from . import inputs, policies, writers
from .inputs import Listing
from .models import Disclosure

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

BATCH = 2_000
NOBODY = "No case of this sample can be listed, so there is nothing to send."


@transaction.atomic
def send(
    *, inspection: Inspection, sample_code: str, on: date, creation_key: UUID, by: User, at: datetime
) -> Disclosure:
    """Make the list for that first day of fieldwork and send it; the same form sent twice sends one."""
    if existing := already_created(Disclosure, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_send(by, inspection, sample_code, listed_on=on))
    framework = inspection.framework
    sample = framework.sample(sample_code)
    refuse_if(policies.reasons_not_to_make(sample))
    listing = inputs.list_cases(framework, sample, inspection.provider, on)
    refuse_if([] if listing.rows else [NOBODY])
    content = writers.list_csv(listing.sample, listing.rows)
    case_list = samples.upload(
        inspection=inspection,
        sample_code=sample_code,
        file_name=writers.file_name(listing.sample, on),
        content=content,
        creation_key=creation_key,
        by=by,
        at=at,
    )
    disclosure = Disclosure.objects.create(
        case_list=case_list,
        listed_on=on,
        cases=len(listing.rows),
        creation_key=creation_key,
        disclosed_at=at,
        disclosed_by=by,
    )
    _record("case list disclosed", disclosure, listing, content, by)
    return disclosure


@transaction.atomic
def download(*, listing: Listing, by: User) -> bytes:
    """Give somebody the list as a file."""
    refuse_if(policies.reasons_not_to_download(by))
    refuse_if(policies.reasons_not_to_make(listing.sample))
    content = writers.list_csv(listing.sample, listing.rows)
    _record("case list downloaded", listing.provider, listing, content, by)
    return content


@transaction.atomic
def write_for_the_server(*, listing: Listing, by: "Viewer | None") -> bytes:
    """Give the list to whoever runs commands on the server."""
    refuse_if(policies.reasons_not_to_make(listing.sample))
    content = writers.list_csv(listing.sample, listing.rows)
    _record("case list written on the server", listing.provider, listing, content, by)
    return content


def _record(
    action: str, subject: models.Model, listing: Listing, content: bytes, by: "Viewer | None"
) -> None:
    """One event with the fingerprint of the file, and a sighting of everybody on it."""
    limited = inputs.limited(listing.provider).intersection(listing.people)
    event = audit.record(
        action=action,
        subject=subject,
        by=by,
        framework=listing.framework.code,
        sample=listing.sample.code,
        on=listing.on.isoformat(),
        rows=len(listing.rows),
        held_back=len(listing.held_back),
        limited=len(limited),
        barred=len(inputs.barred_from(by, limited)) if by else 0,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    shown = (
        Sighting(event_id=event.pk, subject_type=Person._meta.label_lower, subject_id=str(number))
        for number in listing.people
    )
    Sighting.objects.bulk_create(shown, batch_size=BATCH)
