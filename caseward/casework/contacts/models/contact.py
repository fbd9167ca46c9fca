"""One contact, planned and held."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.db import models
from django.utils import timezone

from caseward.casework.people.models import OfPersonQuerySet, Person
from caseward.casework.plans.models import Action
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.shared.records.models import CreatedOnce, Versioned

from . import kinds
from .duties import DutyQuerySet

if TYPE_CHECKING:
    from datetime import date


class ContactQuerySet(DutyQuerySet):
    """Contacts: by outcome, counted, and what is due about them."""


class Contact(Versioned, CreatedOnce):
    """One appointment or other contact; its outcome is a fact, what follows from it is reckoned."""

    Purpose: TypeAlias = kinds.Purpose
    How: TypeAlias = kinds.How
    Outcome: TypeAlias = kinds.Outcome
    NothingWorkedOn: TypeAlias = kinds.NothingWorkedOn
    FACE_TO_FACE = kinds.FACE_TO_FACE
    ATTENDED = kinds.ATTENDED
    OUR_FAILURES = kinds.OUR_FAILURES

    person = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="contacts")
    """Found by contact_of_person, which also has them in their order."""
    sentence = models.ForeignKey(Sentence, models.PROTECT, null=True, blank=True, related_name="contacts")
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    purpose = models.CharField(max_length=11, choices=kinds.Purpose)
    how = models.CharField(max_length=10, choices=kinds.How)
    held_on = models.DateField("day")
    held_from = models.TimeField("time", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=120, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="contacts"
    )
    planned_action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="planned_contacts"
    )
    is_required = models.BooleanField("the person must attend", default=True)
    """Only what must be attended can count as a failure to comply."""
    series = models.UUIDField(null=True, blank=True)
    """Appointments that were arranged together because they repeat."""
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=kinds.Outcome, blank=True)
    moved_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="moved_from")
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    worked_on = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="worked_on_in")
    nothing_worked_on = models.CharField(max_length=9, choices=kinds.NothingWorkedOn, blank=True)
    counts_as_rar_day = models.BooleanField(null=True, blank=True)
    rar_because = models.CharField(max_length=200, blank=True)
    minutes_credited = models.PositiveSmallIntegerField(null=True, blank=True)
    """Of unpaid work: rules/unpaid_work.py."""
    reference = models.CharField("reference in another system", max_length=60, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-held_from", "-pk"]
        indexes = [
            models.Index(fields=["person", "held_on"], name="contact_of_person"),
            models.Index(fields=["officer", "held_on"], name="contact_of_officer"),
            models.Index(
                fields=["person", "held_on"], condition=models.Q(outcome=""), name="contact_without_outcome"
            ),
            models.Index(
                fields=["sentence", "held_on"],
                condition=models.Q(counts_as_rar_day=True),
                name="contact_counting_as_rar_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reference"],
                condition=~models.Q(reference=""),
                name="one_contact_of_a_reference",
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    @property
    def was_attended(self) -> bool:
        """Whether the person came."""
        return self.outcome in kinds.ATTENDED and self.purpose != kinds.Purpose.THIRD_PARTY

    @property
    def asks_what_was_worked_on(self) -> bool:
        """Whether whoever records it says which planned action was worked on, or why none."""
        return self.purpose not in kinds.WITHOUT_A_PLANNED_ACTION

    @property
    def was_arranged(self) -> bool:
        """Whether it was arranged beforehand, and not only recorded once it had taken place."""
        return self.recorded_at is None or self.arranged_at < self.recorded_at

    @property
    def days_late(self) -> int:
        """How many days after the contact its outcome was recorded; the same day and the next are in time."""
        if self.recorded_at is None:
            return 0
        late = (timezone.localdate(self.recorded_at) - self.held_on).days
        return late if late > 1 else 0

    def lacks_outcome(self, on: date) -> bool:
        """Whether it should have an outcome by that day and has none."""
        return not self.outcome and self.held_on < on


class Correction(CreatedOnce):
    """An outcome that was recorded wrongly, and why it was changed; shown with the contact for good."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="corrections")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    before = models.CharField(max_length=16, choices=kinds.Outcome)
    after = models.CharField(max_length=16, choices=kinds.Outcome)
    reason = models.CharField("why it was wrong", max_length=300)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfPersonQuerySet["Correction"].as_manager()

    class Meta:
        ordering = ["corrected_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_before_display()}, then {self.get_after_display()}"
