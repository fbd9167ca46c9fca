"""What happens to a person and changes what supervision must do."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from caseward.shared.records.models import CreatedOnce, Versioned

from .person import Person
from .scope import OfPersonQuerySet


class ChangeEvent(Versioned, CreatedOnce):
    """Something that happened and calls for a review: rules/reviews.py says by when."""

    class Kind(models.TextChoices):
        """The kinds of rules/reviews.py."""

        ARREST = "arrest", "Arrest"
        DOMESTIC_ABUSE_CALL_OUT = "domestic_abuse_call_out", "Domestic-abuse call-out"
        VICTIM_OF_VIOLENCE = "victim_of_violence", "Victim of violence"
        NEW_RELATIONSHIP = "new_relationship", "New relationship"
        CHILD_CONTACT = "child_contact", "Contact with a child"
        GANG_LINK = "gang_link", "Link to a gang"
        LOST_CONTACT = "lost_contact", "Contact lost"
        MOVE = "move", "Moved home"
        RELEASE = "release", "Released"
        JOB_LOSS = "job_loss", "Lost work"

    person = models.ForeignKey(Person, models.CASCADE, related_name="change_events")
    kind = models.CharField(max_length=23, choices=Kind)
    happened_on = models.DateField()
    source = models.CharField("who told us", max_length=100)
    detail = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)
    """An event recorded in error stays, with the reason; it calls for nothing any more."""

    objects = OfPersonQuerySet["ChangeEvent"].as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["person", "happened_on"], name="event_of_person")]

    def __str__(self) -> str:
        return self.get_kind_display()
