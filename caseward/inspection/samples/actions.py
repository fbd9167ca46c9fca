"""The verbs of sampling: send, check and accept a case list; draw, replace and allocate cases."""

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from django.db import connection, transaction

from caseward.inspection.inspections import actions as inspections
from caseward.inspection.inspections.models import Inspection
from caseward.rules import sampling
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import (
    Conflict,
    NotAllowed,
    Work,
    already_created,
    refuse_if,
    save_if_unchanged,
)

from . import inputs, policies
from .models import CaseList, CaseListFault, Draw, ListedCase, SampledCase, loads_of
from .readers import CaseListReading

Stored: TypeAlias = str | date | None
"""What a column of a listed case may hold."""

BATCH = 2_000
FAULTS_KEPT = 10_000


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
    """Keep the file as it was sent, to be checked whole; nothing in it is used yet."""
    if existing := already_created(CaseList, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_upload(by, inspection))
    work = Work.objects.create(title="Checking the case list", started_at=at, started_by=by)
    case_list = CaseList.objects.create(
        inspection=inspection,
        sample_code=sample_code,
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        creation_key=creation_key,
        work=work,
        uploaded_at=at,
        uploaded_by=by,
    )
    audit.record(
        action="sent_case_list", subject=case_list, by=by, sha256=case_list.sha256, sample=sample_code
    )
    return case_list


@transaction.atomic
def record_check(*, case_list: CaseList, reading: CaseListReading) -> None:
    """Keep what the check found: every fault with its place, and how complete each column is."""
    CaseListFault.objects.bulk_create(_faults(case_list, reading), batch_size=BATCH)
    case_list.encoding = reading.encoding
    case_list.rows = reading.row_count
    case_list.faults_found = len(reading.faults)
    case_list.faulty_rows = len({fault.row for fault in reading.faults if fault.row is not None})
    case_list.missing = dict(reading.missing)
    case_list.ignored = list(reading.ignored)
    case_list.state = _state_after(reading)
    case_list.save()
    if case_list.work:
        case_list.work.finish()
    audit.record(
        action="checked_case_list",
        subject=case_list,
        by=None,
        rows=case_list.rows,
        faults=len(reading.faults),
    )


@transaction.atomic
def give_up(*, case_list: CaseList, message: str) -> None:
    """Close work that a fault of ours stopped, so that no list stays busy for ever."""
    if case_list.state == CaseList.State.CHECKING:
        case_list.state = CaseList.State.UNREADABLE
    else:
        case_list.state = CaseList.State.FAULTY if case_list.faults_found else CaseList.State.CLEAN
        case_list.accepted_at = case_list.accepted_by = None
    case_list.save(update_fields=["state", "accepted_at", "accepted_by"])
    if case_list.work:
        case_list.work.finish(message=message, failed=True)
    audit.record(action="gave_up_on_case_list", subject=case_list, by=None, state=case_list.state)


@transaction.atomic
def begin_accepting(*, case_list: CaseList, set_aside_reason: str, by: User, at: datetime) -> CaseList:
    """Decide that this list is the one to draw from; its rows are stored by `store_rows`."""
    case_list.refresh_from_db(fields=["state"], from_queryset=CaseList.objects.select_for_update())
    refuse_if(policies.reasons_not_to_accept(by, case_list, set_aside_reason=set_aside_reason))
    case_list.state = CaseList.State.ACCEPTING
    case_list.set_aside_reason = set_aside_reason.strip()
    case_list.fieldwork_starts_on = case_list.inspection.fieldwork_starts_on
    case_list.accepted_at, case_list.accepted_by = at, by
    case_list.work = Work.objects.create(title="Storing the cases", started_at=at, started_by=by)
    case_list.save()
    audit.record(
        action="accepted_case_list",
        subject=case_list,
        by=by,
        set_aside=case_list.faulty_rows,
    )
    return case_list


def store_rows(*, case_list: CaseList, rows: Iterable[Mapping[str, Stored]], total: int) -> None:
    """Store the rows in batches, so that other people can save meanwhile, and only then accept the list.

    Rows of a list that is not accepted are invisible everywhere, and are removed when storing starts again.
    """
    ListedCase.objects.filter(case_list=case_list).delete()
    stored = 0
    for batch in _batches(rows):
        _insert(case_list, batch)
        stored += len(batch)
        if case_list.work:
            case_list.work.advance(done=stored, total=total)
    with transaction.atomic():
        _replace_the_others(case_list)
        case_list.state, case_list.content = CaseList.State.ACCEPTED, b""
        case_list.save()
        if case_list.work:
            case_list.work.finish()


@transaction.atomic
def draw(
    *,
    inspection: Inspection,
    sample_code: str,
    order: sampling.Order,
    redraw_reason: str,
    creation_key: UUID,
    by: User,
    at: datetime,
) -> Draw:
    """Draw the sample; a draw that was made before is superseded, never changed."""
    if existing := already_created(Draw, creation_key):
        return existing
    inspection.hold()
    refuse_if(policies.reasons_not_to_draw(by, inspection, sample_code, redraw_reason=redraw_reason))
    case_list = CaseList.objects.accepted().get(inspection=inspection, sample_code=sample_code)
    try:
        drawn = inputs.draw_from(case_list, order)
    except ValueError as why:
        raise NotAllowed([str(why)]) from why
    earlier = Draw.objects.filter(inspection=inspection, sample_code=sample_code)
    leaving = list(SampledCase.objects.in_use().filter(draw__in=earlier).values_list("pk", flat=True))
    earlier.update(is_current=False)
    row = Draw.objects.create(
        inspection=inspection,
        sample_code=sample_code,
        case_list=case_list,
        number=earlier.count() + 1,
        seed=order.seed,
        population=drawn.population,
        size=drawn.size,
        size_reason=drawn.size_reason,
        working=drawn.working,
        method=drawn.method,
        quotas=drawn.quotas,
        margins=drawn.margins,
        redraw_reason=redraw_reason.strip(),
        creation_key=creation_key,
        drawn_at=at,
        drawn_by=by,
    )
    SampledCase.objects.bulk_create(drawn.cases_of(row), batch_size=BATCH)
    policies.tell_of_leaving(SampledCase.objects.filter(pk__in=leaving).select_related("draw"), by, at)
    audit.record(
        action="drew_sample",
        subject=row,
        by=by,
        seed=order.seed,
        size=row.size,
        population=row.population,
    )
    return row


@transaction.atomic
def replace(
    *, case: SampledCase, reason: str, note: str, version: int, by: User, at: datetime
) -> SampledCase:
    """Take a case out of the sample for a coded reason and bring in the next reserve of its stratum."""
    refuse_if(policies.reasons_not_to_replace(by, case))
    reserve = SampledCase.objects.reserves_for(case)[0]
    case.replaced_at, case.replaced_by = at, by
    case.replacement_reason, case.replacement_note = reason, note.strip()
    fields = ["replaced_at", "replaced_by", "replacement_reason", "replacement_note"]
    save_if_unchanged(case, version=version, fields=fields)
    reserve.is_reserve, reserve.replaces = False, case
    reserve.allocated_to = case.allocated_to
    reserve.allocated_at, reserve.allocated_by = (at, by) if case.allocated_to else (None, None)
    fields = ["is_reserve", "replaces", "allocated_to", "allocated_at", "allocated_by"]
    save_if_unchanged(reserve, version=reserve.version, fields=fields)
    policies.tell_of_leaving([case], by, at)
    audit.record(
        action="replaced_sampled_case",
        subject=case,
        by=by,
        replaced_with=reserve.pk,
        reason=reason,
    )
    return reserve


@transaction.atomic
def allocate_case(*, case: SampledCase, to: User | None, version: int, by: User, at: datetime) -> SampledCase:
    """Give one case to an inspector, or to nobody."""
    refuse_if(policies.reasons_not_to_allocate_case(by, case))
    before = case.allocated_to_id
    case.allocated_to = to
    case.allocated_at, case.allocated_by = (at, by) if to else (None, None)
    save_if_unchanged(case, version=version, fields=["allocated_to", "allocated_at", "allocated_by"])
    policies.tell_of_leaving([case], by, at)
    audit.record(action="allocated_case", subject=case, by=by, inspector=[before, to.pk if to else None])
    return case


@transaction.atomic
def allocate_cases(
    *, draw: Draw, versions: Mapping[int, int], to: User | None, by: User, at: datetime
) -> int:
    """Give several cases, each at the version that was seen, to one inspector; all of them or none."""
    refuse_if(policies.reasons_not_to_allocate(by, draw.inspection))
    cases = SampledCase.objects.filter(draw=draw, pk__in=versions).select_related("draw").order_by("pk")
    for case in cases:
        if not case.is_in_use:
            raise Conflict(case)
        case.allocated_to = to
        case.allocated_at, case.allocated_by = (at, by) if to else (None, None)
        fields = ["allocated_to", "allocated_at", "allocated_by"]
        save_if_unchanged(case, version=versions[case.pk], fields=fields)
    policies.tell_of_leaving(cases, by, at)
    audit.record(
        action="allocated_cases",
        subject=draw,
        by=by,
        cases=[case.pk for case in cases],
        inspector=to.pk if to else None,
    )
    return len(cases)


@transaction.atomic
def allocate_evenly(*, draw: Draw, keep_offices_together: bool, by: User, at: datetime) -> int:
    """Share the cases that nobody has yet among the inspectors; returns how many were given out.

    Each next case (or whole office) goes to the inspector with the fewest, so that loads differ as
    little as possible; ties go by name.
    """
    refuse_if(policies.reasons_not_to_allocate(by, draw.inspection))
    loads = loads_of(draw.inspection)
    cases = SampledCase.objects.in_use().filter(draw=draw, allocated_to=None).select_related("listed_case")
    cases = cases.select_for_update(of=("self",))
    groups = sampling.groups_largest_first(
        [(case.listed_case.office if keep_offices_together else str(case.pk), case) for case in cases]
    )
    changed = []
    for group in groups if loads else []:
        inspector = min(loads, key=lambda candidate: (loads[candidate], candidate.name, candidate.pk))
        loads[inspector] += len(group)
        for case in group:
            case.allocated_to, case.allocated_at, case.allocated_by = inspector, at, by
            case.version += 1
            changed.append(case)
    fields = ["allocated_to", "allocated_at", "allocated_by", "version"]
    SampledCase.objects.bulk_update(changed, fields, batch_size=500)
    audit.record(
        action="allocated_sample",
        subject=draw,
        by=by,
        cases={str(inspector.pk): loads[inspector] for inspector in loads},
        offices_together=keep_offices_together,
    )
    return len(changed)


@transaction.atomic
def open_assessment(*, inspection: Inspection, by: User, at: datetime) -> None:
    """Hand the samples over to the inspectors: the inspection moves to case assessment."""
    refuse_if(policies.reasons_not_to_open_assessment(by, inspection))
    inspections.move(inspection=inspection, to="assessment", by=by, at=at)


def _state_after(reading: CaseListReading) -> CaseList.State:
    if not reading.is_readable:
        return CaseList.State.UNREADABLE
    return CaseList.State.FAULTY if reading.faults else CaseList.State.CLEAN


def _replace_the_others(case_list: CaseList) -> None:
    """Only one list of a sample is in use; the files of those before it are no longer kept."""
    of_the_sample = CaseList.objects.filter(
        inspection=case_list.inspection, sample_code=case_list.sample_code
    ).exclude(pk=case_list.pk)
    # Two statements: this SQLite cannot plan one with OR over the partial index of accepted lists.
    replaced = {"state": CaseList.State.REPLACED, "content": b""}
    of_the_sample.accepted().update(**replaced)
    waiting = [CaseList.State.CLEAN, CaseList.State.FAULTY]
    of_the_sample.filter(state__in=waiting, pk__lt=case_list.pk).update(**replaced)
    of_the_sample.filter(state=CaseList.State.UNREADABLE).update(content=b"")


def _faults(case_list: CaseList, reading: CaseListReading) -> Iterator[CaseListFault]:
    for fault in itertools.islice(reading.faults, FAULTS_KEPT):
        yield CaseListFault(
            case_list=case_list,
            row=fault.row,
            column=fault.column,
            value=fault.value[:100],
            message=fault.message,
            what_to_do=fault.what_to_do,
        )


def _insert(case_list: CaseList, batch: Sequence[Mapping[str, Stored]]) -> None:
    """Insert many rows in one statement: bulk_create takes six times as long over a national list."""
    names = list(batch[0])
    columns = ", ".join([ListedCase._meta.get_field("case_list").column, *names])
    places = ", ".join(["%s"] * (len(names) + 1))
    statement = f"INSERT INTO {ListedCase._meta.db_table} ({columns}) VALUES ({places})"  # noqa: S608 - no name is typed in
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            statement, [(case_list.pk, *(_adapted(row[name]) for name in names)) for row in batch]
        )


def _adapted(value: Stored) -> Stored:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _batches(rows: Iterable[Mapping[str, Stored]]) -> Iterator[list[Mapping[str, Stored]]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch
