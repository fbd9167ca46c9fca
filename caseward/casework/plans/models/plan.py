"""One version of a plan and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import TruncDate

from caseward.casework.assessments.models import Area, Assessment
from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.casework.sentences.models import Requirement
from caseward.shared.records.models import CreatedOnce, Versioned

from .due import goes_on

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


class PlanQuerySet(OfPersonQuerySet["Plan"]):
    """Plans, by whether they hold."""

    def completed(self) -> Self:
        """Those that were made whole; the latest of a person is the one that holds."""
        return self.exclude(completed_at=None)

    def drafts(self) -> Self:
        """Those that somebody is still writing; a person has one at most."""
        return self.filter(completed_at=None)

    def holding(self) -> Self:
        """The latest completed plan of each person: one step down the index for each."""
        return self.filter(pk=latest_of("person"))

    def with_parts(self) -> Self:
        """Everything that a page shows of a plan, in the same few statements for any number of parts."""
        actions = models.Prefetch("goals__actions", Action.objects.select_related("requirement"))
        rows = self.select_related("completed_by", "started_by", "assessment")
        return rows.prefetch_related("goals", actions, "contingencies", "without_goal")


def latest_of(person: str) -> models.Subquery:
    """The key of the latest completed plan of the person in that column of the outer rows."""
    completed = Plan.objects.completed().filter(person=models.OuterRef(person))
    return models.Subquery(completed.order_by("-completed_at", "-pk").values("pk")[:1])


class Plan(Versioned, CreatedOnce):
    """One version of the plan of one person; once completed it is fixed."""

    class How(models.TextChoices):
        """How most meetings are held."""

        FACE_TO_FACE = "face_to_face", "Face to face"
        MIXED = "mixed", "Face to face and remote by turns"
        REMOTE = "remote", "Telephone or video"

    class Agreement(models.TextChoices):
        """What the person said to the plan."""

        AGREES = "agrees", "Agrees"
        DOES_NOT_AGREE = "does_not_agree", "Does not agree"
        NOT_ASKED = "not_asked", "Could not be asked"

    person = models.ForeignKey(Person, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="plans")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    contact_every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_how = models.CharField(max_length=12, choices=How, blank=True)
    agreement = models.CharField(max_length=14, choices=Agreement, blank=True)
    agreement_words = models.TextField("the person’s own words", max_length=2000, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "-pk"]
        indexes = [models.Index(fields=["person", "completed_at"], name="plan_of_person")]

    def __str__(self) -> str:
        return f"Plan, version {self.number}"

    @property
    def is_complete(self) -> bool:
        """Whether it was made whole, and is fixed."""
        return self.completed_at is not None

    @property
    def face_to_face_every_days(self) -> int | None:
        """Days from one face-to-face meeting to the next; none where there are none."""
        if self.contact_every_days is None or self.contact_how == Plan.How.REMOTE:
            return None
        return self.contact_every_days * (2 if self.contact_how == Plan.How.MIXED else 1)

    def says(self) -> frozenset[tuple[object, ...]]:
        """All that it says, without keys: two versions that say the same are equal in this."""
        goals = list(self.goals.all())
        actions = [(goal, action) for goal in goals for action in goal.actions.all()]
        return frozenset(
            [
                (self.contact_every_days, self.contact_how),
                *((goal.area, goal.text) for goal in goals),
                *((each.area, each.because) for each in self.without_goal.all()),
                *((each.trigger, each.action, each.who) for each in self.contingencies.all()),
                *(
                    (goal.text, each.what, each.owner, each.partner, each.requirement_id)
                    for goal, each in actions
                ),
                *((each.what, each.sessions, each.by_on, each.done_on is None) for _, each in actions),
            ]
        )


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals of plans."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(plan__person__in=Person.objects.visible_to(user))


class Carried(models.Model):
    """What stays itself through the versions of a plan, though each version has a row of its own.

    `carried_from` is the row in which it was planned first, through however many versions; none in that row.
    """

    carried_from_id: int | None

    class Meta:
        abstract = True

    @property
    def first_id(self) -> int:
        """The key of the row in which it was planned first, the same in every version."""
        first: int = self.carried_from_id or self.pk
        return first


class Goal(Carried, Versioned, CreatedOnce):
    """Something to be reached in one area, so worded that one can see whether it was."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    area = models.CharField(max_length=13, choices=Area)
    text = models.CharField("the goal", max_length=300)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    achieved_on = models.DateField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class WithoutGoal(CreatedOnce):
    """Why a need that is linked to offending or harm has no goal for now."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="without_goal")
    area = models.CharField(max_length=13, choices=Area)
    because = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "area"], name="one_reason_an_area")]

    def __str__(self) -> str:
        return self.get_area_display()


class ActionQuerySet(models.QuerySet["Action"]):
    """Actions of plans."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(goal__plan__person__in=Person.objects.visible_to(user))

    def in_every_version(self, first: object) -> Self:
        """The rows of one action, by the key of the row in which it was planned first."""
        return self.filter(models.Q(pk=first) | models.Q(carried_from=first))

    def open_in_holding_plans(self) -> Self:
        """Not done yet, towards goals that are not reached yet, in the plans that hold."""
        return self.filter(done_on=None, goal__achieved_on=None, goal__plan=latest_of("goal__plan__person"))

    def overdue(self, people: models.QuerySet[Person], on: date) -> models.QuerySet[Any, dict[str, Any]]:
        """Every action that is still to be done, with its day."""
        rows = self.open_in_holding_plans().filter(
            goes_on("goal__plan__person", on), goal__plan__person__in=people
        )
        since = TruncDate("goal__plan__completed_at")
        return as_duties(rows, since=since, due="by_on", person="goal__plan__person")


class Action(Carried, Versioned, CreatedOnce):
    """One step towards a goal: who does it, by when, under which requirement, in how many sessions."""

    class Owner(models.TextChoices):
        """Who does it."""

        OFFICER = "officer", "The officer"
        PERSON = "person", "The person on probation"
        PARTNER = "partner", "Another organisation"

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="actions")
    what = models.CharField("what is to be done", max_length=300)
    owner = models.CharField(max_length=7, choices=Owner)
    partner = models.CharField("which organisation", max_length=150, blank=True)
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    sessions = models.PositiveSmallIntegerField("sessions planned", default=0)
    by_on = models.DateField("to be done by")
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    done_on = models.DateField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["by_on", "pk"]

    def __str__(self) -> str:
        return self.what


class Contingency(Versioned, CreatedOnce):
    """If this happens, then this person does that."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="contingencies")
    trigger = models.CharField("if this happens", max_length=300)
    action = models.CharField("then this is done", max_length=300)
    who = models.CharField("by whom", max_length=150)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.trigger
