"""Recommendations, the provider's plan and its steps, and what a later inspection found of them.

Who sees them: those on the team who read and write the report, and the publisher; the inspected provider's
own contact once they are published. What is overdue is asked of the dates, never stored.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.results.models import RecommendationResult
from caseward.shared.accounts.models import Role
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

WRITING_STAGES = ("assessment", "ratings", "panel", "decided")
"""The stages at which recommendations are written and earlier ones are judged."""
READERS = (TeamRole.LEAD, TeamRole.INSPECTOR, TeamRole.QUALITY_LEAD, TeamRole.ANALYST)
"""Roles on a team that see recommendations; the panel sees ratings only."""


class FollowState(models.TextChoices):
    """How far a published recommendation is."""

    LATE = "late", "Plan late"
    AWAITED = "awaited", "Plan awaited"
    OVERDUE = "overdue", "Step overdue"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "All steps done"
    NO_STEPS = "no_steps", "Not agreed, no steps"


def followed_inspections(user: Viewer) -> models.QuerySet[Inspection]:
    """The inspections whose recommendations the user may see."""
    seen = Inspection.objects.visible_to(user)
    if not user.is_authenticated or user.role == Role.PUBLISHER:
        return seen
    if user.role == Role.PROVIDER_CONTACT:
        return seen.filter(stage="published")
    return Inspection.objects.filter(team__user=user, team__role__in=READERS)


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    """Action plans, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Plans of inspections whose recommendations the user may see."""
        return self.filter(inspection__in=followed_inspections(user))

    def late(self, today: date) -> Self:
        """Plans that were due before today and are not submitted."""
        return self.filter(submitted_at=None, due_on__lt=today)


class ActionPlan(Versioned):
    """What one addressee is going to do about the recommendations made to it; it begins on publication."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="action_plans")
    addressee = models.CharField(max_length=120)
    is_outside = models.BooleanField(default=False)
    """Whether the addressee is not the inspected provider, so that the publisher records its answers."""
    note = models.CharField(max_length=300, blank=True)
    """What a reader must know of it, such as that it is invented."""
    due_on = models.DateField()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    handed_back_because = models.CharField(max_length=500, blank=True)
    """Why a submitted plan went back to its addressee; empty once it is submitted again."""
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one_plan_an_addressee", fields=["inspection", "addressee"])
        ]

    def __str__(self) -> str:
        return f"Action plan of {self.addressee}"

    def is_late(self, today: date) -> bool:
        """Whether it was due before today and is not submitted."""
        return self.submitted_at is None and self.due_on < today


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Recommendations, by who may see them and how far they are."""

    def visible_to(self, user: Viewer) -> Self:
        """Recommendations of inspections that the user works with, or of the user's own provider."""
        return self.filter(inspection__in=followed_inspections(user))

    def published(self) -> Self:
        """Those that were made public."""
        return self.filter(published_as__isnull=False)

    def with_state(self, today: date) -> Self:
        """Published ones, each with its `state`, one of FollowState, as it is on that day."""
        steps = Step.objects.filter(recommendation=OuterRef("pk"))
        return self.published().annotate(
            state=Case(
                When(plan__submitted_at=None, plan__due_on__lt=today, then=Value(FollowState.LATE)),
                When(plan__submitted_at=None, then=Value(FollowState.AWAITED)),
                When(Exists(steps.filter(done_at=None, due_on__lt=today)), then=Value(FollowState.OVERDUE)),
                When(Exists(steps.filter(done_at=None)), then=Value(FollowState.UNDER_WAY)),
                When(Exists(steps), then=Value(FollowState.DONE)),
                default=Value(FollowState.NO_STEPS),
                output_field=CharField(),
            )
        )

    def with_step_counts(self, today: date) -> Self:
        """Each with the number of its steps, of those that are done and of those that are overdue."""
        overdue = Q(steps__done_at=None, steps__due_on__lt=today)
        return self.annotate(
            step_count=Count("steps"),
            done_count=Count("steps", filter=Q(steps__done_at__isnull=False)),
            overdue_count=Count("steps", filter=overdue),
        )


class Recommendation(Versioned, CreatedOnce):
    """One recommendation of an inspection; free to change until it is published, fixed from then on."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField()
    """Its place in the report, counted through all addressees."""
    addressee = models.CharField(max_length=120)
    is_outside = models.BooleanField(default=False)
    text = models.TextField()
    standard_codes = models.JSONField(default=list)
    question_codes = models.JSONField(default=list)
    repeats = models.ForeignKey(RecommendationResult, models.PROTECT, null=True, related_name="+")
    """The published recommendation of an earlier inspection that it makes again."""
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    plan = models.ForeignKey(ActionPlan, models.PROTECT, null=True, related_name="recommendations")
    published_as = models.OneToOneField(
        RecommendationResult, models.PROTECT, null=True, related_name="written_here"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="a_recommendation_number_once", fields=["inspection", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Correction(models.Model):
    """What a published recommendation read before an edition of the report corrected it; never edited."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="corrections")
    before = models.TextField()
    reason = models.CharField(max_length=500)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


class Response(Versioned):
    """What an addressee says of one recommendation; the empty row is made with its plan."""

    class Answer(models.TextChoices):
        """How far it is accepted."""

        AGREED = "agreed", "Agreed"
        PARTLY = "partly", "Partly agreed"
        NOT_AGREED = "not_agreed", "Not agreed"

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="response")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    agreed_part = models.TextField(blank=True)
    """Which part is accepted, where not all of it is."""
    reasons = models.TextField(blank=True)
    """Why not all of it is accepted."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.get_answer_display() or "Not answered yet"


class StepQuerySet(models.QuerySet["Step"]):
    """Steps, by what is left of them."""

    def overdue(self, today: date) -> Self:
        """Steps of submitted plans that were due before today and are not done."""
        return self.filter(recommendation__plan__submitted_at__isnull=False, done_at=None, due_on__lt=today)


class Step(Versioned, CreatedOnce):
    """One specific thing that will be done, by whom and by when."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="steps")
    action = models.TextField()
    owner = models.CharField(max_length=120)
    """The post that answers for it, not a person's name: plans are public."""
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.action

    def state_on(self, today: date) -> str:
        """How far it is on that day: done, overdue or open."""
        if self.done_at is not None:
            return "done"
        return "overdue" if self.due_on < today else "open"


class ProgressNote(CreatedOnce):
    """What has been done about a recommendation since, and where the evidence is."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="progress_notes")
    text = models.TextField()
    evidence = models.CharField(max_length=500, blank=True)
    """Which document or figure shows it, and where it is kept."""
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.text


class EarlierJudgement(Versioned):
    """What an inspection found of one recommendation of the inspection before."""

    class Progress(models.TextChoices):
        """How much was done; the third level is inferred from the words of the first two."""

        SUFFICIENT = "sufficient", "Sufficient progress"
        SOME = "some", "Some progress"
        NONE = "none", "No progress"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="earlier_judgements")
    recommendation = models.ForeignKey(RecommendationResult, models.PROTECT, related_name="judgements")
    progress = models.CharField(max_length=10, choices=Progress)
    paragraph = models.TextField()
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recommendation__number"]
        constraints = [
            models.UniqueConstraint(
                name="an_earlier_one_judged_once", fields=["inspection", "recommendation"]
            )
        ]

    def __str__(self) -> str:
        return self.get_progress_display()
