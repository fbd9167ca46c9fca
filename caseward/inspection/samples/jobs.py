"""Long work: checking a file whole and storing its rows, outside the request and with progress."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from caseward.inspection.inspections.models import Inspection
from caseward.rules.sampling import reason_not_eligible
from caseward.shared.accounts.models import User

from . import actions, readers
from .models import CaseList, ListedCase


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
    if case_list.state == CaseList.State.CHECKING:
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
    case_list = CaseList.objects.select_related("inspection", "work").get(
        pk=case_list_id, state=CaseList.State.CHECKING
    )
    actions.record_check(case_list=case_list, reading=_read(case_list))


@task()
def store(case_list_id: int) -> None:
    """Store the rows of a list that was accepted, those with faults set aside."""
    case_list = CaseList.objects.select_related("inspection", "work").get(
        pk=case_list_id, state=CaseList.State.ACCEPTING
    )
    reading = _read(case_list)
    faulty = {fault.row for fault in reading.faults}
    total = case_list.rows - case_list.faulty_rows
    actions.store_rows(case_list=case_list, rows=_cases(case_list, reading, faulty), total=total)


def _read(case_list: CaseList) -> readers.CaseListReading:
    framework = case_list.inspection.framework
    return readers.read(
        bytes(case_list.content),
        case_list.file_name,
        framework=framework,
        sample=framework.sample(case_list.sample_code),
    )


def _cases(
    case_list: CaseList, reading: readers.CaseListReading, faulty: set[int | None]
) -> Iterator[ListedCase]:
    sample = case_list.inspection.framework.sample(case_list.sample_code)
    fieldwork = case_list.inspection.fieldwork_starts_on
    for row in reading.rows:
        if row.row not in faulty:
            yield ListedCase(
                case_list=case_list,
                ineligible_because=reason_not_eligible(sample, row.values, fieldwork)[:200],
                **row.values,
            )
