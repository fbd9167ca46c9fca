"""The text of a section, its drafts and comments, and who holds its pen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.db import models

from caseward.shared.records.models import CreatedOnce, Versioned

from .reports import Report, reported_inspections

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class SectionTextQuerySet(models.QuerySet["SectionText"]):
    """Texts of sections, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the reports that the user may see."""
        return self.filter(report__inspection__in=reported_inspections(user).values("pk"))


class SectionText(Versioned):
    """The text of one section as it stands, in Markdown with live figures; the row begins with its pen."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts")
    section_code = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SectionTextQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_section_once", fields=["report", "section_code"])]

    def __str__(self) -> str:
        return self.section_code


class OfSectionQuerySet(models.QuerySet[Row_co]):
    """What belongs to a section, by who may see it."""

    def visible_to(self, user: Viewer) -> Self:
        """That of the reports that the user may see."""
        return self.filter(section__in=SectionText.objects.visible_to(user).values("pk"))


class Draft(models.Model):
    """The text of a section as one save left it; never edited."""

    section = models.ForeignKey(SectionText, models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfSectionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="a_draft_number_once", fields=["section", "number"])]

    def __str__(self) -> str:
        return f"Draft {self.number}"


class Comment(Versioned, CreatedOnce):
    """What somebody says of a section to those who write it; open until it is settled."""

    section = models.ForeignKey(SectionText, models.CASCADE, related_name="comments")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfSectionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Pen(models.Model):
    """Who writes a section now. Each save moves the moment on; given back, the row goes."""

    section = models.OneToOneField(SectionText, models.CASCADE, related_name="pen")
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfSectionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.held_by} writes {self.section}"


class PenTakeover(models.Model):
    """A pen taken from somebody who still held it, and why; never edited."""

    section = models.ForeignKey(SectionText, models.CASCADE, related_name="takeovers")
    taken_from = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.note
