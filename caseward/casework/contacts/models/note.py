"""The note of a contact, and the tasks agreed at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from caseward.casework.people.models import Person
from caseward.shared.records.models import Versioned

from .contact import Contact

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class ContactNote(models.Model):
    """The note of a contact by the CRISSA convention; attendance and implement stand in the contact."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="note", primary_key=True)
    check_in = models.TextField(max_length=4000, blank=True)
    review = models.TextField("review of last time", max_length=4000, blank=True)
    implement = models.TextField("what was worked on", max_length=4000, blank=True)
    summary = models.TextField(max_length=4000, blank=True)
    spoken_to = models.CharField("who else was spoken to", max_length=300, blank=True)

    def __str__(self) -> str:
        return "Note"


class AgreedTaskQuerySet(models.QuerySet["AgreedTask"]):
    """Tasks agreed at contacts."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(contact__person__in=Person.objects.visible_to(user))

    def open_of(self, person: Person) -> Self:
        """What was agreed with the person and is not done."""
        return self.filter(contact__person=person, settled_in=None)


class AgreedTask(Versioned):
    """What officer or person will do before they next meet; shown at the next contact."""

    class Owner(models.TextChoices):
        """Who does it."""

        PERSON = "person", "The person on probation"
        OFFICER = "officer", "The officer"

    class Result(models.TextChoices):
        """What became of it."""

        DONE = "done", "Done"
        NOT_DONE = "not_done", "Not done"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="agreed_tasks")
    owner = models.CharField(max_length=7, choices=Owner)
    what = models.CharField(max_length=200)
    settled_in = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="settled_tasks"
    )
    result = models.CharField(max_length=8, choices=Result, blank=True)

    objects = AgreedTaskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["contact"], condition=models.Q(settled_in=None), name="agreed_task_not_settled"
            )
        ]

    def __str__(self) -> str:
        return self.what
