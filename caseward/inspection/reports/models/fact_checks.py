"""The factual accuracy check: a frozen copy for the provider, its comments by paragraph, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from markupsafe import Markup

from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import Role
from caseward.shared.records.models import CreatedOnce, Versioned

from .reports import Report, reported_inspections

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class FactCheckQuerySet(models.QuerySet["FactCheck"]):
    """Factual accuracy checks, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of reports that the user may see; those of the user's own provider for its contact."""
        if user.is_authenticated and user.role == Role.PROVIDER_CONTACT:
            return self.filter(report__inspection__in=Inspection.objects.visible_to(user).values("pk"))
        return self.filter(report__inspection__in=reported_inspections(user).values("pk"))


class FactCheck(Versioned, CreatedOnce):
    """One round: opened with a frozen draft, submitted by the provider, closed when all is answered."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="fact_checks")
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changes = models.JSONField(default=list)
    """What had changed since the frozen draft when the check was closed: section, number, before, after."""

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="a_fact_check_number_once", fields=["report", "number"]),
            models.UniqueConstraint(
                name="one_open_fact_check", fields=["report"], condition=models.Q(closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"Factual accuracy check {self.number}"

    @property
    def state(self) -> str:
        """Where it is: open, submitted or closed."""
        if self.closed_at is not None:
            return "closed"
        return "submitted" if self.submitted_at is not None else "open"


class OfFactCheckQuerySet(models.QuerySet["FrozenParagraph"]):
    """Paragraphs of frozen drafts, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of checks that the user may see; its own provider's contact while the check is not closed."""
        seen = self.filter(check_round__in=FactCheck.objects.visible_to(user).values("pk"))
        if user.is_authenticated and user.role == Role.PROVIDER_CONTACT:
            return seen.filter(check_round__closed_at=None)
        return seen


class FrozenParagraph(models.Model):
    """One numbered paragraph of the draft as the provider reads it; never edited."""

    check_round = models.ForeignKey(FactCheck, models.CASCADE, related_name="paragraphs")
    number = models.PositiveIntegerField()
    section_code = models.CharField(max_length=60)
    section_title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    text = models.TextField()
    html = models.TextField()

    objects = OfFactCheckQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="a_paragraph_number_once", fields=["check_round", "number"])
        ]

    def __str__(self) -> str:
        return f"Paragraph {self.number}"

    @property
    def drawn(self) -> Markup:
        """The paragraph as pages show it."""
        return Markup(self.html)  # noqa: S704 - frozen from the renderer, which escapes all that was typed


class FactCommentQuerySet(models.QuerySet["FactComment"]):
    """The provider's comments, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of checks that the user may see; the team's only once they are submitted."""
        seen = self.filter(paragraph__check_round__in=FactCheck.objects.visible_to(user).values("pk"))
        if user.is_authenticated and user.role == Role.PROVIDER_CONTACT:
            return seen
        return seen.filter(paragraph__check_round__submitted_at__isnull=False)


class FactComment(Versioned, CreatedOnce):
    """What the provider says is wrong in one paragraph, and what the lead inspector answers."""

    class Answer(models.TextChoices):
        """Whether the report is changed."""

        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Not accepted"

    paragraph = models.ForeignKey(FrozenParagraph, models.CASCADE, related_name="comments")
    text = models.TextField()
    commented_at = models.DateTimeField()
    commented_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FactCommentQuerySet.as_manager()

    class Meta:
        ordering = ["paragraph__number", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
