"""Oversight notes and their actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.shared.records.models import CreatedOnce, Versioned, WorkingDaysAfter, practice

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class OversightNote(CreatedOnce):
    """What a manager, or the quality team in an audit, saw in one case."""

    class Why(models.TextChoices):
        """What led them to look."""

        SUPERVISION = "supervision", "Supervision meeting"
        DRIFT = "drift", "Something was overdue"
        HARM = "harm", "Risk of harm"
        ENFORCEMENT = "enforcement", "Breach or recall"
        ASKED = "asked", "The officer asked"
        AUDIT = "audit", "Internal audit"

    person = models.ForeignKey(Person, models.CASCADE, related_name="oversight_notes")
    why = models.CharField(max_length=11, choices=Why)
    text = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfPersonQuerySet["OversightNote"].as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return "Oversight note"


class OversightActionQuerySet(models.QuerySet["OversightAction"]):
    """What managers asked for."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(note__person__in=Person.objects.visible_to(user))

    def open_duties(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """What was asked and nobody says is done."""
        rows = self.filter(note__person__in=people, done_at=None, verified_at=None)
        rows = rows.annotate(asked_on=TruncDate("note__written_at")).filter(asked_on__lte=on)
        return as_duties(rows.order_by(), since="asked_on", due="due_on", person="note__person")

    def to_verify(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """What is said to be done and nobody else has looked at."""
        rows = self.filter(note__person__in=people, verified_at=None).exclude(done_at=None)
        rows = rows.annotate(done_on=TruncDate("done_at")).filter(done_on__lte=on).order_by()
        due = WorkingDaysAfter("done_on", practice().rule("oversight.verify", on).number)
        return as_duties(rows, since="done_on", due=due, person="note__person")


class OversightAction(Versioned):
    """One thing that was asked for: done says the one who did it, verified says another."""

    note = models.ForeignKey(OversightNote, models.CASCADE, related_name="actions")
    what = models.CharField(max_length=300)
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="oversight_actions")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_words = models.CharField("what was done", max_length=500, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    returned_because = models.CharField("what is still missing", max_length=300, blank=True)

    objects = OversightActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["verified_at", "due_on"], name="oversight_open")]

    def __str__(self) -> str:
        return self.what

    @property
    def state(self) -> str:
        """Where it stands: open, returned, done or verified."""
        if self.verified_at:
            return "verified"
        if self.done_at:
            return "done"
        return "returned" if self.returned_because else "open"
