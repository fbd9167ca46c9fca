"""Every decided result as data: of inspections run here and of those published elsewhere.

Who sees them: everybody. A row is written once, when it is published or imported, and never edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Coalesce

from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.shared.accounts.models import Role
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class ResultQuerySet(models.QuerySet["Result"]):
    """Results; all are public."""

    def visible_to(self, user: Viewer) -> Self:
        """All of them: a result is stored only when it is published."""
        return self.all()

    def of_before(self, provider: Organisation, day: date) -> Self:
        """The provider's results from before a day, the latest first, by fieldwork where known."""
        began = Coalesce("fieldwork_starts_on", "published_on")
        earlier = self.filter(provider=provider).annotate(began_on=began).filter(began_on__lt=day)
        return earlier.order_by("-began_on", "-pk")

    def latest_of_each(self) -> Self:
        """Of each provider its latest result among these."""
        same = self.filter(provider=models.OuterRef("provider")).order_by("-published_on", "-pk")
        return self.filter(pk=models.Subquery(same.values("pk")[:1]))


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
    points = models.PositiveIntegerField(null=True)
    """Unknown where the source prints the overall rating and not the rating of every standard."""
    out_of = models.PositiveIntegerField(null=True)
    rating = models.CharField(max_length=30, blank=True)
    indicative_points = models.PositiveIntegerField(null=True)
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

    @property
    def began(self) -> date:
        """The day that orders one provider’s inspections: of fieldwork, else of publication."""
        return self.fieldwork_starts_on or self.published_on

    @property
    def is_partial(self) -> bool:
        """Whether the ratings that make up the score are not all known."""
        return self.points is None

    @property
    def score_in_words(self) -> str:
        """The score as pages print it."""
        return "Score not known" if self.is_partial else f"{self.points} of {self.out_of} points"


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
    why_no_rating = models.CharField(max_length=200, blank=True)
    """Why a rating that was given is not known here, such as a digit that is lost in print."""
    remark = models.CharField(max_length=300, blank=True)

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
    withheld = models.CharField(max_length=300, blank=True)
    """What another installation left out before it published, in its words."""
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="a_question_once", fields=["result", "question_code"])]

    def __str__(self) -> str:
        return self.question_code


class GroupFigure(models.Model):
    """One key question in one group of cases, as published: what is withheld was never stored."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="groups")
    question_code = models.CharField(max_length=40)
    dimension = models.CharField(max_length=40)
    """The column of the case list that makes the groups."""
    group = models.CharField(max_length=200)
    percent = models.PositiveIntegerField(null=True)
    yes = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)
    withheld = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_group_once", fields=["result", "question_code", "dimension", "group"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_code}, {self.group}"


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


TALLY = "overall."
"""How the code of a figure begins that counts overall ratings; the band's code follows."""


class ComparatorQuerySet(models.QuerySet["Comparator"]):
    """Named sets of inspections; all are public, like what is in them."""

    def visible_to(self, user: Viewer) -> Self:
        """All of them."""
        return self.all()

    def to_compare_with(self) -> Self:
        """Those with figures to set beside others: not the mere numbers of ratings."""
        counts = self.filter(members=None, figures__code__startswith=TALLY)
        return self.exclude(pk__in=counts.order_by().values("pk"))

    def tallies(self) -> Self:
        """Those of which a source prints how many have each overall rating."""
        return self.filter(figures__code__startswith=TALLY).distinct()


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

    @property
    def framework(self) -> Framework:
        """The framework whose codes its figures use."""
        return standards.framework(self.framework_code)


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


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    """Published results that somebody is checking before they are recorded."""

    def visible_to(self, user: Viewer) -> Self:
        """All of them for whoever may make a result public; nobody else sees what is half checked."""
        may_record = user.is_authenticated and user.role == Role.PUBLISHER
        return self.all() if may_record else self.none()

    def open(self) -> Self:
        """Those neither recorded nor discarded."""
        return self.filter(result=None, discarded_at=None)


class ImportDraft(Versioned, CreatedOnce):
    """A published result as it was read from a file, until a person has confirmed every part of it."""

    class Kind(models.TextChoices):
        """What was sent."""

        REPORT = "report", "Published report"
        FIGURES = "figures", "Figures read from a report"
        RESULT = "result", "Result of another Caseward"

    kind = models.CharField(max_length=8, choices=Kind)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file as it was sent."""
    source_text = models.TextField()
    framework_code = models.CharField(max_length=40, blank=True)
    reading = models.JSONField()
    """What was read, as it was read; never edited."""
    about = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    """By section, the figures as they stand now: inputs.draft_rows says what a row holds."""
    confirmed = models.JSONField(default=list)
    """The parts that a person has confirmed."""
    result = models.OneToOneField(Result, models.PROTECT, null=True, related_name="import_draft")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def framework(self) -> Framework | None:
        """The framework whose codes the rows bear; None until it is known."""
        return standards.framework(self.framework_code) if self.framework_code else None


class UnratedInspectionQuerySet(models.QuerySet["UnratedInspection"]):
    """Inspections that gave no rating; all are public."""

    def visible_to(self, user: Viewer) -> Self:
        """All of them."""
        return self.all()


class UnratedInspection(CreatedOnce):
    """A published inspection under a method that rates nothing, so that its absence is not a gap."""

    title = models.CharField(max_length=200)
    inspected = models.CharField(max_length=300)
    why_unrated = models.CharField(max_length=500)
    source = models.CharField(max_length=300)
    published_on = models.DateField()

    objects = UnratedInspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]

    def __str__(self) -> str:
        return self.title
