"""Every decided result as data: of inspections run here and of those published elsewhere.

Who sees them: everybody. A row is written once, when it is published or imported, and never edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import CreatedOnce

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class ResultQuerySet(models.QuerySet["Result"]):
    """Results; all are public."""

    def visible_to(self, user: Viewer) -> Self:
        """All of them: a result is stored only when it is published."""
        return self.all()


class Result(CreatedOnce):
    """The decided ratings of one inspection."""

    class Origin(models.TextChoices):
        """Where the result comes from."""

        OURS = "ours", "Inspected here"
        IMPORTED = "imported", "Taken from a published report"

    slug = models.SlugField(max_length=100, unique=True)
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="results")
    title = models.CharField(max_length=200)
    framework_code = models.CharField(max_length=40)
    framework_digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=8, choices=Origin)
    source = models.CharField(max_length=300)
    """The publication that the figures come from, or the installation that decided them."""
    note = models.CharField(max_length=500, blank=True)
    """What a reader must know, such as that cases are invented and totals published."""
    fieldwork_starts_on = models.DateField(null=True)
    published_on = models.DateField()
    points = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    rating = models.CharField(max_length=30, blank=True)
    indicative_points = models.PositiveIntegerField()
    indicative_rating = models.CharField(max_length=30, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def framework(self) -> Framework:
        """The framework of the inspection."""
        return standards.framework(self.framework_code)


class StandardResult(models.Model):
    """The decided rating of one standard, and how it came to be."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="standards")
    standard_code = models.CharField(max_length=20)
    indicative = models.CharField(max_length=30, blank=True)
    final = models.CharField(max_length=30, blank=True)
    ground = models.CharField(max_length=12, blank=True)
    reason = models.TextField(blank=True)
    decided_by_questions = models.JSONField(default=list)
    is_inferred = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_standard_once", fields=["result", "standard_code"])]

    def __str__(self) -> str:
        return self.standard_code


class QuestionResult(models.Model):
    """The published figure of one question: yes and base where counted, per cent where only that is known."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="questions")
    question_code = models.CharField(max_length=40)
    yes = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)
    percent = models.PositiveIntegerField(null=True)
    why_no_figure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_question_once", fields=["result", "question_code"])]

    def __str__(self) -> str:
        return self.question_code
