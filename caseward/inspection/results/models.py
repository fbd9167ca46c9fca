"""Every decided result as data: of inspections run here and of those published elsewhere.

Who sees them: everybody. A row is written once, when it is published or imported, and never edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import CreatedOnce, Versioned

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


class FactResult(models.Model):
    """One further figure of a published inspection: staffing, waits, survey answers, context, samples."""

    class Period(models.TextChoices):
        """What the figure is about."""

        CURRENT = "current", "This inspection or year"
        PREVIOUS = "previous", "Previous inspection or year"
        TARGET = "target", "Target"
        COMPARATOR = "comparator", "Other providers, as printed"

    result = models.ForeignKey(Result, models.CASCADE, related_name="facts")
    code = models.CharField(max_length=60)
    """The code of a survey item, provider figure or sample of the framework, or one of its own."""
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=10, choices=Period, default=Period.CURRENT)
    printed = models.CharField(max_length=100)
    """As it stands in the source, with its unit: £14.3m, 17 weeks, 23%."""
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    yes = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)
    why_no_figure = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    """Why a reader should doubt it, such as a value that cannot be."""
    is_inferred = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_fact_once", fields=["result", "code", "period"])]

    def __str__(self) -> str:
        return f"{self.title}: {self.printed}"


class RecommendationResult(models.Model):
    """One recommendation as it was published; the next inspection judges what became of it."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="recommendations")
    number = models.PositiveIntegerField()
    addressee = models.CharField(max_length=120)
    text = models.TextField()
    standard_codes = models.JSONField(default=list)
    is_repeated = models.BooleanField(default=False)
    """Whether the report says that it was made at an earlier inspection too."""

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="a_number_once", fields=["result", "number"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class ComparatorQuerySet(models.QuerySet["Comparator"]):
    """Named sets of inspections; all are public, like what is in them."""

    def visible_to(self, user: Viewer) -> Self:
        """All of them."""
        return self.all()


class Comparator(Versioned, CreatedOnce):
    """A named set of inspections that a result is set beside; it may cross frameworks.

    Its figures are pooled from its members' results; where a source prints only the average of a set,
    that stands as a figure of its own, without a base.
    """

    title = models.CharField(max_length=200)
    description = models.CharField(max_length=500)
    """Which inspections, over which months, and where the figures come from."""
    framework_code = models.CharField(max_length=40)
    """The framework whose question codes its figures use; links say what may be compared across."""
    members = models.ManyToManyField(Result, related_name="comparators", blank=True)
    providers_inside = models.ManyToManyField(Organisation, related_name="+", blank=True)
    """Providers known to be in a set of which only averages are published."""
    is_membership_known = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ComparatorQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class ComparatorFigure(models.Model):
    """A published figure of a whole set, of a question or a further fact."""

    comparator = models.ForeignKey(Comparator, models.CASCADE, related_name="figures")
    code = models.CharField(max_length=60)
    percent = models.PositiveIntegerField(null=True)
    yes = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_set_figure_once", fields=["comparator", "code"])]

    def __str__(self) -> str:
        return self.code
