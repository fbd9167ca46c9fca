"""The verbs of the timetable, of what was heard there and of quotations."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from caseward.inspection.fieldwork.models import Activity, ActivityNote, Quotation
from caseward.inspection.fieldwork.policies import access, activities
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Planned:
    """One activity as it was typed in, all but who of the team goes."""

    kind: str
    whom: str
    place: str
    held_on: date
    from_time: time
    to_time: time
    key_questions: list[str]


@dataclass(frozen=True)
class Quoted:
    """One quotation as it was typed in."""

    words: str
    source: str
    activity: Activity | None
    key_questions: list[str]
    usable_in_report: bool | None


@transaction.atomic
def plan(
    *,
    inspection: Inspection,
    planned: Planned,
    attendees: Sequence[User],
    creation_key: UUID,
    by: User,
    at: datetime,
) -> Activity:
    """Put an activity into the timetable; a clash is shown on the page, never refused."""
    if made := already_created(Activity, creation_key):
        return made
    inspection.hold()
    refuse_if(access.reasons_not_to_write(by, inspection))
    row = Activity.objects.create(
        inspection=inspection, planned_at=at, planned_by=by, creation_key=creation_key, **asdict(planned)
    )
    row.attendees.set(attendees)
    audit.record(
        action="planned_activity",
        subject=row,
        by=by,
        kind=row.kind,
        attendees=[user.pk for user in attendees],
    )
    return row


@transaction.atomic
def change(
    *, activity: Activity, planned: Planned, attendees: Sequence[User], version: int, by: User, at: datetime
) -> Activity:
    """Change an activity; raises Conflict when somebody else changed it meanwhile."""
    activity.inspection.hold()
    refuse_if(access.reasons_not_to_write(by, activity.inspection))
    values = {**asdict(planned), "planned_at": at, "planned_by": by}
    for name, value in values.items():
        setattr(activity, name, value)
    save_if_unchanged(activity, version=version, fields=list(values))
    activity.attendees.set(attendees)
    audit.record(
        action="changed_activity", subject=activity, by=by, attendees=[user.pk for user in attendees]
    )
    return activity


@transaction.atomic
def cancel(*, activity: Activity, version: int, by: User) -> None:
    """Take an activity out of the timetable, while nothing was heard at it."""
    activity.inspection.hold()
    refuse_if(activities.reasons_not_to_cancel(by, activity))
    save_if_unchanged(activity, version=version, fields=[])
    audit.record(action="cancelled_activity", subject=activity, by=by, inspection=activity.inspection_id)
    activity.delete()


@transaction.atomic
def write_note(*, activity: Activity, text: str, version: int, by: User, at: datetime) -> ActivityNote:
    """Write what was heard; raises Conflict when somebody else wrote there meanwhile."""
    activity.inspection.hold()
    refuse_if(access.reasons_not_to_write(by, activity.inspection))
    row, _ = ActivityNote.objects.get_or_create(
        activity=activity, defaults={"written_at": at, "written_by": by}
    )
    row.text, row.written_at, row.written_by = text, at, by
    save_if_unchanged(row, version=version, fields=["text", "written_at", "written_by"])
    audit.record(action="noted_activity", subject=activity, by=by)
    return row


@transaction.atomic
def add_quotation(
    *, inspection: Inspection, quoted: Quoted, creation_key: UUID, by: User, at: datetime
) -> Quotation:
    """Keep words worth quoting; whoever marks them usable, or not, is kept with them."""
    if made := already_created(Quotation, creation_key):
        return made
    inspection.hold()
    refuse_if(access.reasons_not_to_write(by, inspection))
    row = Quotation(inspection=inspection, written_at=at, written_by=by, creation_key=creation_key)
    _fill(row, quoted, by=by, at=at)
    row.save()
    audit.record(action="added_quotation", subject=row, by=by, usable=row.usable_in_report)
    return row


@transaction.atomic
def change_quotation(
    *, quotation: Quotation, quoted: Quoted, version: int, by: User, at: datetime
) -> Quotation:
    """Change a quotation or its mark; raises Conflict when somebody else changed it meanwhile."""
    quotation.inspection.hold()
    refuse_if(access.reasons_not_to_write(by, quotation.inspection))
    before = quotation.usable_in_report
    _fill(quotation, quoted, by=by, at=at)
    quotation.written_at, quotation.written_by = at, by
    fields = ["words", "source", "activity", "key_questions", "usable_in_report"]
    save_if_unchanged(
        quotation, version=version, fields=[*fields, "marked_at", "marked_by", "written_at", "written_by"]
    )
    audit.record(
        action="changed_quotation",
        subject=quotation,
        by=by,
        changes=audit.changes({"usable": before}, {"usable": quotation.usable_in_report}),
    )
    return quotation


@transaction.atomic
def delete_quotation(*, quotation: Quotation, version: int, by: User) -> None:
    """Remove a quotation as it was seen; that it was there stays in the log."""
    quotation.inspection.hold()
    refuse_if(activities.reasons_not_to_delete(by, quotation))
    save_if_unchanged(quotation, version=version, fields=[])
    audit.record(action="deleted_quotation", subject=quotation, by=by, inspection=quotation.inspection_id)
    quotation.delete()


def _fill(row: Quotation, quoted: Quoted, *, by: User, at: datetime) -> None:
    row.words, row.source, row.activity = quoted.words, quoted.source, quoted.activity
    row.key_questions = quoted.key_questions
    if quoted.usable_in_report != row.usable_in_report:
        decided = quoted.usable_in_report is not None
        row.marked_at, row.marked_by = (at, by) if decided else (None, None)
    row.usable_in_report = quoted.usable_in_report
