"""The timetable of fieldwork, what was heard there, and the words of people worth quoting.

Who sees them: the readers of evidence on the team, nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.inspection.inspections.models import Inspection
from caseward.shared.records.models import CreatedOnce, Versioned

from .scope import bearing_on, read_by

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections whose evidence the user reads."""
        return self.filter(read_by(user))

    def bearing_on(self, key_question: str) -> Self:
        """Those that bear on a key question."""
        return self.filter(bearing_on(key_question))


class Activity(Versioned, CreatedOnce):
    """One thing in the timetable: who of the team meets whom, where and when."""

    class Kind(models.TextChoices):
        """What sort of thing it is."""

        PRESENTATION = "presentation", "Presentation by the provider’s leader"
        MEETING = "meeting", "Meeting"
        FOCUS_GROUP = "focus_group", "Focus group"
        OFFICER_INTERVIEW = "officer_interview", "Interview with an officer"
        PERSON_INTERVIEW = "person_interview", "Interview with a person on probation"
        UNPAID_WORK = "unpaid_work", "Observation of an unpaid work session"
        INDUCTION = "induction", "Observation of an induction"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20, choices=Kind)
    whom = models.CharField(max_length=200)
    """Whom the team meets, by role or grade; never the name of a person on probation."""
    place = models.CharField(max_length=200)
    held_on = models.DateField()
    from_time = models.TimeField()
    to_time = models.TimeField()
    key_questions = models.JSONField(default=list)
    attendees = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="fieldwork_activities")
    """Who of the team goes."""
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "from_time", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_activity_ends_after_it_starts", condition=models.Q(to_time__gt=models.F("from_time"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.whom}"


class ActivityNoteQuerySet(models.QuerySet["ActivityNote"]):
    """Notes of activities, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections whose evidence the user reads."""
        return self.filter(read_by(user, "activity__inspection"))


class ActivityNote(Versioned):
    """What was heard or seen at an activity; apart from it, so that moving a meeting disturbs no writer."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="note")
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ActivityNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.activity)


class QuotationQuerySet(models.QuerySet["Quotation"]):
    """Quotations, by who may see them and whether the report may use them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections whose evidence the user reads."""
        return self.filter(read_by(user))

    def usable(self) -> Self:
        """Those that somebody marked usable in the report."""
        return self.filter(usable_in_report=True)

    def bearing_on(self, key_question: str) -> Self:
        """Those that bear on a key question."""
        return self.filter(bearing_on(key_question))


class Quotation(Versioned, CreatedOnce):
    """Words that somebody said or wrote, and whether the report may use them."""

    class Source(models.TextChoices):
        """Whose words they are."""

        PERSON_INTERVIEW = "person_interview", "Person on probation, in an interview"
        PERSON_SURVEY = "person_survey", "Person on probation, in a survey"
        OFFICER = "officer", "Probation officer or other practitioner"
        MANAGER = "manager", "Manager or leader"
        PARTNER = "partner", "Partner, supplier or sentencer"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="quotations")
    words = models.TextField()
    source = models.CharField(max_length=20, choices=Source)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="quotations")
    """Where it was said; none where it came another way."""
    key_questions = models.JSONField(default=list)
    usable_in_report = models.BooleanField(null=True)
    """None until somebody decides."""
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = QuotationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.words[:60]
