"""A note on a case is put into the words of the report, with names and details changed."""

from datetime import datetime

from django.db import transaction

from caseward.inspection.case_assessments.models import Note
from caseward.inspection.reports import policies
from caseward.inspection.reports.models import PrintedNote, Report
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import refuse_if, save_if_unchanged

FIRST = 1
"""The version of a row that has just been made; whoever saw none sends 0."""


@transaction.atomic
def prepare_note(
    *, report: Report, note: Note, text: str, version: int, by: User, at: datetime
) -> PrintedNote:
    """Keep the note as the report may print it; its author's own words stay as they are."""
    refuse_if(policies.reasons_not_to_prepare(by, report, note))
    said = {"text": text, "note_version": note.version, "prepared_at": at, "prepared_by": by}
    row, is_new = PrintedNote.objects.get_or_create(
        note=note, defaults={**said, "report": report, "version": FIRST}
    )
    if not is_new:
        for name, value in said.items():
            setattr(row, name, value)
        save_if_unchanged(row, version=version, fields=list(said))
    audit.record(action="prepared_note", subject=row, by=by, note=note.pk)
    return row
