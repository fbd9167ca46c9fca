"""A file from another system: kept, checked whole, and taken in or discarded."""

from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from caseward.casework.people import policies
from caseward.casework.people.models import Import, ImportFault
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.files.lists import WHOLE_FILE, Compared, Fault
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

FAULTS_KEPT = 10_000
NEVER_FINISHED = "A fault of ours stopped the work, and nothing was taken in. Send the file again."
State = Import.State


@transaction.atomic
def send_import(
    *, kind: str, file_name: str, content: bytes, creation_key: UUID, by: User, at: datetime
) -> Import:
    """Keep a file as it was sent, to be checked; nothing in it is used yet."""
    if made := already_created(Import, creation_key):
        return made
    refuse_if(policies.reasons_not_to_take_in(by))
    upload = Import.objects.create(
        provider=by.organisation,
        kind=kind,
        file_name=file_name[-200:],
        content=content,
        creation_key=creation_key,
        uploaded_at=at,
        uploaded_by=by,
    )
    audit.record(action="import sent", subject=upload, by=by, kind=kind)
    return upload


@transaction.atomic
def record_import_check(*, upload: Import, row_count: int, compared: Compared, by: User) -> Import:
    """Keep what the check found; of a file with faults only these are kept."""
    refuse_if(policies.reasons_not_to_take_in(by))
    upload.row_count = row_count
    upload.new_count, upload.changed_count = compared.new_count, compared.changed_count
    _settle(upload, State.CHECKED, compared.faults)
    audit.record(
        action="import checked",
        subject=upload,
        by=by,
        rows=row_count,
        new=upload.new_count,
        changed=upload.changed_count,
        faults=len(compared.faults),
    )
    return upload


@transaction.atomic
def agree_import(*, upload: Import, version: int, by: User, at: datetime) -> Import:
    """Decide that a file is taken in; its rows follow."""
    refuse_if(policies.reasons_not_to_decide_import(by, upload))
    _decide(upload, State.TAKING_IN, version, by, at)
    audit.record(action="import agreed", subject=upload, by=by)
    return upload


@transaction.atomic
def discard_import(*, upload: Import, version: int, by: User, at: datetime) -> Import:
    """Decide that a file is not taken in."""
    refuse_if(policies.reasons_not_to_decide_import(by, upload))
    _decide(upload, State.DISCARDED, version, by, at)
    audit.record(action="import discarded", subject=upload, by=by)
    return upload


@transaction.atomic
def finish_import(*, upload: Import, compared: Compared, by: User) -> Import:
    """Every row is taken in; or nothing, because of what has changed here since the check."""
    refuse_if(policies.reasons_not_to_take_in(by))
    upload.new_count, upload.changed_count = compared.new_count, compared.changed_count
    _settle(upload, State.TAKEN_IN, compared.faults)
    audit.record(
        action="import finished",
        subject=upload,
        by=by,
        state=upload.state,
        new=upload.new_count,
        changed=upload.changed_count,
    )
    return upload


@transaction.atomic
def give_up_import(*, upload: Import, by: User) -> Import:
    """Close work that a fault of ours stopped, so that no file stays busy for ever."""
    refuse_if(policies.reasons_not_to_take_in(by))
    _settle(upload, State.FAULTY, [Fault(WHOLE_FILE, "", NEVER_FINISHED)])
    audit.record(action="import given up", subject=upload, by=by)
    return upload


def _settle(upload: Import, state: str, faults: list[Fault]) -> None:
    upload.state = State.FAULTY if faults else state
    if upload.state != State.CHECKED:
        upload.content = b""
    fields = ["state", "row_count", "new_count", "changed_count", "content"]
    save_if_unchanged(upload, version=upload.version, fields=fields)
    kept = (ImportFault(upload=upload, **fault._asdict()) for fault in islice(faults, FAULTS_KEPT))
    ImportFault.objects.bulk_create(kept, batch_size=1_000)


def _decide(upload: Import, state: str, version: int, by: User, at: datetime) -> None:
    upload.state, upload.decided_at, upload.decided_by = state, at, by
    if state == State.DISCARDED:
        upload.content = b""
    fields = ["state", "decided_at", "decided_by", "content"]
    save_if_unchanged(upload, version=version, fields=fields)
