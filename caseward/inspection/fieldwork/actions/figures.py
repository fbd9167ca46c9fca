"""The verbs of the figures that the provider gives of itself: enter them, confirm one that is questioned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from caseward.inspection.fieldwork.models import FigureSheet, ProvidedFigure
from caseward.inspection.fieldwork.policies import figures as policies
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Entry:
    """What was typed for one figure and period: a value, no data available, or nothing yet."""

    code: str
    period: str
    value: Decimal | None
    no_data: bool
    source_note: str

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to store."""
        return self.no_data or self.value is not None

    def changes(self, row: ProvidedFigure) -> bool:
        """Whether the stored figure says something else; the source note alone is no change of it."""
        return (row.value, row.no_data) != (self.value, self.no_data)


@transaction.atomic
def enter(
    *, inspection: Inspection, group: str, entries: Iterable[Entry], version: int, by: User, at: datetime
) -> FigureSheet:
    """Store one group of figures as typed; raises Conflict when somebody else filled it in meanwhile.

    A figure that changes loses its confirmation; one that is emptied is unanswered again.
    """
    inspection.hold()
    refuse_if(policies.reasons_not_to_enter(by, inspection))
    sheet = _save_sheet(inspection, group, version=version, by=by, at=at)
    stored = {(row.code, row.period): row for row in ProvidedFigure.objects.filter(inspection=inspection)}
    changed = [
        f"{entry.code}.{entry.period}"
        for entry in entries
        if _store(inspection, entry, stored.get((entry.code, entry.period)), by=by, at=at)
    ]
    audit.record(action="entered_figures", subject=sheet, by=by, group=group, figures=changed)
    return sheet


@transaction.atomic
def confirm(
    *, inspection: Inspection, code: str, note: str, version: int, by: User, at: datetime
) -> FigureSheet:
    """Confirm a figure that is questioned, saying why it is right; raises Conflict as `enter` does."""
    inspection.hold()
    refuse_if(policies.reasons_not_to_confirm(by, inspection, code))
    group = inspection.framework.evidence.figure(code).group
    sheet = _save_sheet(inspection, group, version=version, by=by, at=at)
    ProvidedFigure.objects.filter(inspection=inspection, code=code).update(
        confirmation=note, confirmed_at=at, confirmed_by=by
    )
    audit.record(action="confirmed_figure", subject=sheet, by=by, figure=code)
    return sheet


def _save_sheet(inspection: Inspection, group: str, *, version: int, by: User, at: datetime) -> FigureSheet:
    sheet, _ = FigureSheet.objects.get_or_create(
        inspection=inspection, group=group, defaults={"saved_at": at, "saved_by": by}
    )
    sheet.saved_at, sheet.saved_by = at, by
    return save_if_unchanged(sheet, version=version, fields=["saved_at", "saved_by"])


def _store(
    inspection: Inspection, entry: Entry, row: ProvidedFigure | None, *, by: User, at: datetime
) -> bool:
    """Store one entry; whether the figure itself changed."""
    if row is None:
        if entry.is_answered:
            ProvidedFigure.objects.create(
                inspection=inspection,
                code=entry.code,
                period=entry.period,
                value=entry.value,
                no_data=entry.no_data,
                source_note=entry.source_note,
                entered_at=at,
                entered_by=by,
            )
        return entry.is_answered
    if not entry.is_answered:
        row.delete()
        return True
    if entry.changes(row):
        _replace(row, entry, by=by, at=at)
        return True
    if row.source_note != entry.source_note:
        row.source_note = entry.source_note
        row.save(update_fields=["source_note"])
    return False


def _replace(row: ProvidedFigure, entry: Entry, *, by: User, at: datetime) -> None:
    row.value, row.no_data, row.source_note = entry.value, entry.no_data, entry.source_note
    row.entered_at, row.entered_by = at, by
    row.confirmation, row.confirmed_at, row.confirmed_by = "", None, None
    row.save()
