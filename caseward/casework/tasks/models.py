"""Tasks that people gave people, and duties put off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from datetime import date


class TaskQuerySet(OfPersonQuerySet["Task"]):
    """Tasks, by whether they are done."""

    def not_done(self) -> Self:
        """Those that wait."""
        return self.filter(done_at=None)

    def open_duties(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Duty: what a colleague asked for is not done yet."""
        rows = self.of_people(people).not_done()
        return as_duties(rows, since=TruncDate("asked_at"), due="due_on")


class SnoozeQuerySet(OfPersonQuerySet["Snooze"]):
    """Duties put off."""

    def running(self, on: date) -> Self:
        """Those that still hold on that day."""
        return self.filter(until_on__gte=on)


class Task(Versioned, CreatedOnce):
    """One thing asked of one colleague."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tasks")
    what = models.CharField("what is to be done", max_length=200)
    why = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_words = models.CharField("what was done", max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["asked_of", "done_at", "due_on"], name="task_open_of")]

    def __str__(self) -> str:
        return self.what


class Snooze(CreatedOnce):
    """A duty put off until a day, with the reason; it stays due, and managers still count it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="snoozes")
    duty = models.CharField(max_length=40)
    subject_id = models.PositiveBigIntegerField()
    """The row that the duty is about; the code of the duty says of which table."""
    until_on = models.DateField()
    reason = models.CharField(max_length=300)
    snoozed_at = models.DateTimeField()
    snoozed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["duty", "subject_id", "until_on"], name="snooze_of_duty")]

    def __str__(self) -> str:
        return f"{self.duty} until {self.until_on}"
