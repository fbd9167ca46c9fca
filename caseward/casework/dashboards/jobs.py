"""Long work: checking a file of another system whole, and taking its rows in, outside the request."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from caseward.casework.allocation import actions as allocation
from caseward.casework.allocation import readers as officers
from caseward.casework.contacts import actions as contacts
from caseward.casework.contacts import readers as contact_lists
from caseward.casework.people import actions as people
from caseward.casework.people import readers as people_lists
from caseward.casework.people.models import Import
from caseward.casework.sentences import actions as sentences
from caseward.casework.sentences import readers as sentence_lists
from caseward.shared.accounts.models import User
from caseward.shared.files.lists import Column, Compared, Listed, Row

AT_ONCE = 5_000
"""A file of so many lines at most is worked on while its sender waits; a longer one in the queue."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ListKind:
    """How one kind of list is read, compared with what is stored, and taken in."""

    columns: Sequence[Column]
    read: Callable[[bytes, str], Listed]
    compare: Callable[[Sequence[Row], User, datetime], Compared]
    take_in: Callable[[Sequence[Row], User, datetime], Compared]


def _compare_people(rows: Sequence[Row], by: User, at: datetime) -> Compared:
    """People, and who supervises them."""
    caseload = officers.compare_caseload(rows, by, timezone.localdate(at))
    return people_lists.compare(rows, by).with_other(caseload)


def _take_in_people(rows: Sequence[Row], by: User, at: datetime) -> Compared:
    """People first, so that those who are new are there when they are allocated."""
    taken = people.take_in(rows=rows, by=by, at=at)
    return taken.with_other(allocation.take_in_caseload(rows=rows, by=by, at=at))


KINDS: Mapping[str, ListKind] = {
    Import.Kind.OFFICERS: ListKind(
        officers.COLUMNS,
        officers.read,
        lambda rows, by, at: officers.compare(rows, by, timezone.localdate(at)),
        lambda rows, by, at: allocation.take_in(rows=rows, by=by, at=at),
    ),
    Import.Kind.PEOPLE: ListKind(people_lists.COLUMNS, people_lists.read, _compare_people, _take_in_people),
    Import.Kind.SENTENCES: ListKind(
        sentence_lists.COLUMNS,
        sentence_lists.read,
        lambda rows, by, at: sentence_lists.compare(rows, by),
        lambda rows, by, at: sentences.take_in(rows=rows, by=by, at=at),
    ),
    Import.Kind.CONTACTS: ListKind(
        contact_lists.COLUMNS,
        contact_lists.read,
        lambda rows, by, at: contact_lists.compare(rows, by),
        lambda rows, by, at: contacts.take_in(rows=rows, by=by, at=at),
    ),
}


def send(*, kind: str, file_name: str, content: bytes, creation_key: UUID, by: User, at: datetime) -> Import:
    """Keep a file and check it: at once where it is short, else in the queue."""
    with transaction.atomic():
        upload = people.send_import(
            kind=kind, file_name=file_name, content=content, creation_key=creation_key, by=by, at=at
        )
        is_new = upload.uploaded_at == at  # the same form sent twice finds the check begun already
        if is_new and not _is_short(content):
            check.enqueue(upload.pk)
    if is_new and _is_short(content):
        check.call(upload.pk)
    return upload


def agree(*, upload: Import, version: int, by: User, at: datetime) -> None:
    """Decide that a file is taken in, and take it in: at once where it is short, else in the queue."""
    is_short = upload.row_count <= AT_ONCE
    with transaction.atomic():
        people.agree_import(upload=upload, version=version, by=by, at=at)
        if not is_short:
            store.enqueue(upload.pk)
    if is_short:
        store.call(upload.pk)


@task()
def check(import_id: int) -> None:
    """Read the whole file, compare it with what is stored, and keep every fault."""
    _work_on(import_id, Import.State.CHECKING, _check)


@task()
def store(import_id: int) -> None:
    """Take every row in, in one transaction."""
    _work_on(import_id, Import.State.TAKING_IN, _store)


def _work_on(import_id: int, state: Import.State, work: Callable[[Import], None]) -> None:
    """Work on a file in that state. The words of a fault may quote the file, so only its kind is logged."""
    found = Import.objects.select_related("uploaded_by", "decided_by").filter(pk=import_id, state=state)
    try:
        for upload in found:
            work(upload)
    except Exception as fault:
        logger.error("Import %s: %s", import_id, type(fault).__name__)
        upload = found.get()
        people.give_up_import(upload=upload, by=upload.decided_by or upload.uploaded_by)


def _check(upload: Import) -> None:
    by, kind = upload.uploaded_by, KINDS[upload.kind]
    listed = kind.read(bytes(upload.content), upload.file_name)
    compared = kind.compare(listed.rows, by, timezone.now())
    compared.faults = sorted([*listed.faults, *compared.faults])
    people.record_import_check(upload=upload, row_count=listed.row_count, compared=compared, by=by)


@transaction.atomic
def _store(upload: Import) -> None:
    """The rows are compared again: what has changed here since the check counts."""
    by, kind, at = upload.decided_by or upload.uploaded_by, KINDS[upload.kind], timezone.now()
    rows = kind.read(bytes(upload.content), upload.file_name).rows
    compared = kind.compare(rows, by, at)
    if not compared.faults:
        compared = kind.take_in(rows, by, at)
    people.finish_import(upload=upload, compared=compared, by=by)


def _is_short(content: bytes) -> bool:
    """By its lines, or where JSON has none by its entries."""
    return max(content.count(b"\n"), content.count(b"{")) <= AT_ONCE
