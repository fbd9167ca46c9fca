"""Notes on cases as the report may print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.inspection.case_assessments.models import Note
from caseward.shared.records.models import Versioned

from .reports import Report, reported_inspections

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class PrintedNoteQuerySet(models.QuerySet["PrintedNote"]):
    """Notes ready to be printed, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the reports that the user may see."""
        return self.filter(report__inspection__in=reported_inspections(user).values("pk"))


class PrintedNote(Versioned):
    """A note on a case in the words of the report: somebody has changed names and details in it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="printed_notes")
    note = models.OneToOneField(Note, models.CASCADE, related_name="printed")
    note_version = models.PositiveIntegerField()
    """Of the note that was read: a note that changes later is to be read again."""
    text = models.TextField()
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PrintedNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:60]
