"""Long work: checking a file whole and storing its rows, outside the request and with progress."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from caseward.inspection.inspections.models import Inspection
from caseward.rules.sampling import reason_not_eligible
from caseward.shared.accounts.models import User

from . import actions, readers
from .models import CaseList

NOT_CHECKED = "A fault of ours stopped the check, so the file was not read. Send it again."
NOT_STORED = "A fault of ours stopped the storing of the cases. Nothing is lost: accept the list again."

logger = logging.getLogger(__name__)


@transaction.atomic
def upload(
    *,
    inspection: Inspection,
    sample_code: str,
    file_name: str,
    content: bytes,
    creation_key: UUID,
    by: User,
    at: datetime,
) -> CaseList:
    """Keep a file and queue its check, together or not at all."""
    case_list = actions.upload(
        inspection=inspection,
        sample_code=sample_code,
        file_name=file_name,
        content=content,
        creation_key=creation_key,
        by=by,
        at=at,
    )
    if case_list.uploaded_at == at:  # the same form sent twice finds the check queued already
        check.enqueue(case_list.pk)
    return case_list


@transaction.atomic
def accept(*, case_list: CaseList, set_aside_reason: str, by: User, at: datetime) -> CaseList:
    """Accept a list and queue the storing of its rows, together or not at all."""
    actions.begin_accepting(case_list=case_list, set_aside_reason=set_aside_reason, by=by, at=at)
    store.enqueue(case_list.pk)
    return case_list


@task()
def check(case_list_id: int) -> None:
    """Read the whole file and keep every fault."""
    _work_on(case_list_id, CaseList.State.CHECKING, _check, NOT_CHECKED)


@task()
def store(case_list_id: int) -> None:
    """Store the rows of a list that was accepted, those with faults set aside."""
    _work_on(case_list_id, CaseList.State.ACCEPTING, _store, NOT_STORED)


def _work_on(case_list_id: int, state: CaseList.State, work: Callable[[CaseList], None], sorry: str) -> None:
    """Work on a list in that state. The words of a fault may quote the file, so only its kind is logged."""
    found = CaseList.objects.select_related("inspection", "work").filter(pk=case_list_id, state=state)
    try:
        for case_list in found:
            work(case_list)
    except Exception as fault:
        logger.error("Case list %s: %s", case_list_id, type(fault).__name__)
        actions.give_up(case_list=found.get(), message=sorry)


def _check(case_list: CaseList) -> None:
    actions.record_check(case_list=case_list, reading=_read(case_list, tell=True))


def _store(case_list: CaseList) -> None:
    reading = _read(case_list)
    actions.store_rows(case_list=case_list, rows=_cases(case_list, reading), total=len(reading.rows))


def _read(case_list: CaseList, *, tell: bool = False) -> readers.CaseListReading:
    framework, work = case_list.inspection.framework, case_list.work

    def progress(done: int, total: int) -> None:
        if work and tell:
            work.advance(done=done, total=max(done, total))

    return readers.read(
        bytes(case_list.content),
        case_list.file_name,
        framework=framework,
        sample=framework.sample(case_list.sample_code),
        progress=progress,
    )


def _cases(case_list: CaseList, reading: readers.CaseListReading) -> Iterator[dict[str, actions.Stored]]:
    sample = case_list.inspection.framework.sample(case_list.sample_code)
    fieldwork = case_list.fieldwork_starts_on or case_list.inspection.fieldwork_starts_on
    for row in reading.rows:
        values = row.values
        yield {**values, "ineligible_because": reason_not_eligible(sample, values, fieldwork)[:200]}
