"""The table of events, and whom each event showed; the database refuses to change or delete them."""

from typing import Any

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One thing that somebody saw or did."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor_id = models.CharField(max_length=40, db_index=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80, db_index=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only: an event that exists is never written again."""
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)


class Sighting(models.Model):
    """One of several subjects that one event showed: the page of a list is one event and a sighting a row."""

    event_id = models.PositiveBigIntegerField(db_index=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="sighting_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
