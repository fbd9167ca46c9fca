"""How the person sees their own life: our own instrument, 0 to 10 an area, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.rules import self_assessment as rule
from caseward.shared.records.models import CreatedOnce, WorkingDaysAfter, practice

from .areas import Area
from .running import first_running

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


class SelfAssessmentQuerySet(OfPersonQuerySet["SelfAssessment"]):
    """What people said of themselves."""

    def saying_something(self) -> Self:
        """Those with a score or a word; a blank one is not done."""
        said = SelfRating.objects.filter(~Q(score=None) | ~Q(words=""), self_assessment=OuterRef("pk"))
        return self.filter(Exists(said))

    def before(self, given_on: date, key: int) -> Self:
        """Those given earlier than the one of that day and key."""
        return self.filter(Q(given_on__lt=given_on) | Q(given_on=given_on, pk__lt=key))

    def not_given(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Running sentences since which the person has not said anything."""
        said = SelfAssessment.objects.saying_something().filter(
            person=OuterRef("person"), given_on__gte=OuterRef("sentenced_on")
        )
        within = practice().rule("assessment.self_assessment", on).number
        rows = first_running(people, on).filter(~Exists(said))
        return as_duties(rows, since="starts_on", due=WorkingDaysAfter("starts_on", within))


class SelfAssessment(CreatedOnce):
    """What a person said on one day; never changed, and compared with the one before."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="self_assessments")
    given_on = models.DateField()
    is_in_own_hand = models.BooleanField("filled in by the person", default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["person", "given_on"], name="self_assessment_of_person")]

    def __str__(self) -> str:
        return "Self-assessment"

    def rated(self) -> dict[str, rule.Rating]:
        """Every area with what the person said of it, blank ones too."""
        said = {rating.area: rule.Rating(rating.score, rating.words) for rating in self.ratings.all()}
        return {area: said.get(area, rule.Rating()) for area in Area.values}

    def one_before(self) -> SelfAssessment | None:
        """The one that the person gave before, if it says anything."""
        earlier = SelfAssessment.objects.saying_something().filter(person=self.person_id)
        return earlier.before(self.given_on, self.pk).prefetch_related("ratings").first()

    def state(self, before: SelfAssessment | None) -> rule.State:
        """Not done, partly done, done, or unchanged since the one before."""
        earlier = rule.Earlier(before.given_on, before.rated()) if before else None
        return rule.state(self.rated(), earlier)


class SelfRating(models.Model):
    """One area: 0 a big problem, 10 going well; no score and no words is not an answer."""

    self_assessment = models.ForeignKey(SelfAssessment, models.CASCADE, related_name="ratings")
    area = models.CharField(max_length=13, choices=Area)
    score = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    words = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["self_assessment", "area"], name="one_rating_an_area")]

    def __str__(self) -> str:
        return self.get_area_display()
