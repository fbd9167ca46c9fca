"""The officer's assessment: factors, history, diversity and the risk of serious harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from caseward.casework.people.models import OfPersonQuerySet, Person, as_duties
from caseward.casework.sentences.models import Sentence
from caseward.rules import risk_of_harm
from caseward.rules import self_assessment as seen_by_both
from caseward.shared.govuk.filters import written_date
from caseward.shared.records.models import CreatedOnce, Versioned, WorkingDaysAfter, practice

from .areas import Area
from .running import first_running
from .self_assessment import SelfAssessment

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from caseward.shared.records.models import Viewer

GROUPS = ("children", "public", "known_adult", "staff", "prisoners")
"""Those who may come to harm, as rules/risk_of_harm.py names them; a column `harm_to_…` for each."""


class HarmLevel(models.IntegerChoices):
    """How likely serious harm is, from lowest to highest; not assessed is no level, never a low one."""

    LOW = 1, "Low"
    MEDIUM = 2, "Medium"
    HIGH = 3, "High"
    VERY_HIGH = 4, "Very high"

    @property
    def code(self) -> str:
        """The level as the rules name it."""
        return self.name.lower()


class NeedsAssessmentQuerySet(OfPersonQuerySet["Assessment"]):
    """Assessments, by where they are."""

    def completed(self) -> Self:
        """Those that are signed and fixed."""
        return self.exclude(completed_at=None)

    def harm_of(self, person: str) -> Subquery:
        """The overall level of the latest completed assessment of the person in that outer column.

        The highest level of any group; 0 where none was assessed, null where no assessment was completed.
        """
        latest = self.completed().filter(person=OuterRef(person)).order_by("-completed_at", "-pk")
        levels = [Coalesce(F(f"harm_to_{group}"), Value(0)) for group in GROUPS]
        return Subquery(latest.values(overall_harm=Greatest(*levels))[:1])

    def current(self, person: Person) -> Self:
        """The one that is being written, and the one that holds: where something new can be used."""
        latest = self.completed().filter(person=person).order_by("-completed_at", "-pk").values("pk")[:1]
        return self.filter(Q(completed_at=None) | Q(pk__in=latest), person=person)

    def latest_completed(self, person: Person) -> Assessment | None:
        """The assessment that holds for the person now."""
        return self.completed().filter(person=person).order_by("-completed_at", "-pk").first()

    def level_of_harm(self, person: Person) -> risk_of_harm.Overall:
        """How likely serious harm is by the latest completed assessment, and which groups nobody assessed."""
        latest = self.latest_completed(person)
        if latest is None:
            return risk_of_harm.overall({}, groups_asked(person))
        latest.person = person
        return latest.harm()

    def first_due(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Running sentences since which no assessment of the person was completed."""
        since = self.model._default_manager.exclude(completed_at=None).filter(
            person=OuterRef("person"), completed_at__date__gte=OuterRef("sentenced_on")
        )
        within = practice().rule("assessment.first", on).number
        rows = first_running(people, on).filter(~Exists(since))
        return as_duties(rows, since="starts_on", due=WorkingDaysAfter("starts_on", within))


def groups_asked(person: Person) -> tuple[str, ...]:
    """The groups to be assessed; prisoners only while the person is in custody."""
    return groups_to_assess(in_custody=Sentence.objects.before_release().filter(person=person).exists())


def groups_to_assess(*, in_custody: bool) -> tuple[str, ...]:
    """The same where it is known already."""
    return GROUPS if in_custody else tuple(group for group in GROUPS if group != "prisoners")


class Assessment(Versioned, CreatedOnce):
    """One assessment; once completed it is fixed, and the next one follows it."""

    class Reason(models.TextChoices):
        """Why it is made."""

        START = "start", "Start of the sentence"
        REVIEW = "review", "Review"
        TRANSFER = "transfer", "Transfer"
        END = "end", "End of the sentence"

    person = models.ForeignKey(Person, models.CASCADE, related_name="assessments")
    reason = models.CharField(max_length=8, choices=Reason)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    self_assessment = models.ForeignKey(SelfAssessment, models.PROTECT, null=True, blank=True)
    history = models.TextField("what earlier sentences show", max_length=4000, blank=True)
    diversity = models.TextField("how who they are bears on supervision", max_length=4000, blank=True)
    harm_to_children = models.PositiveSmallIntegerField(choices=HarmLevel, null=True, blank=True)
    harm_to_public = models.PositiveSmallIntegerField(choices=HarmLevel, null=True, blank=True)
    harm_to_known_adult = models.PositiveSmallIntegerField(choices=HarmLevel, null=True, blank=True)
    harm_to_staff = models.PositiveSmallIntegerField(choices=HarmLevel, null=True, blank=True)
    harm_to_prisoners = models.PositiveSmallIntegerField(choices=HarmLevel, null=True, blank=True)
    harm_who = models.TextField("who is at risk", max_length=2000, blank=True)
    harm_nature = models.TextField("what the harm would be", max_length=2000, blank=True)
    harm_when = models.TextField("when the risk is greatest", max_length=2000, blank=True)
    harm_raises = models.TextField("what would raise the risk", max_length=2000, blank=True)
    harm_lowers = models.TextField("what would lower the risk", max_length=2000, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = NeedsAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["person", "completed_at"], name="assessment_of_person")]

    def __str__(self) -> str:
        day = written_date(self.completed_at or self.started_at)
        return f"{self.get_reason_display()}, {'completed' if self.completed_at else 'begun'} {day}"

    def level_of(self, group: str) -> HarmLevel | None:
        """The level of harm to one group; none where nobody assessed it."""
        level = getattr(self, f"harm_to_{group}")
        return None if level is None else HarmLevel(level)

    def harm(self) -> risk_of_harm.Overall:
        """The level of the whole case, and the groups that could still change it."""
        levels = {group: self.level_of(group) for group in GROUPS}
        known = {group: level.code for group, level in levels.items() if level is not None}
        return risk_of_harm.overall(known, groups_asked(self.person))

    def own_view(self) -> SelfAssessment | None:
        """What the person says: the one it rests on once completed, until then the latest."""
        if self.completed_at is not None:
            return self.self_assessment
        return SelfAssessment.objects.saying_something().filter(person=self.person_id).first()

    def differences(self, own_view: SelfAssessment | None) -> tuple[seen_by_both.Difference, ...]:
        """The areas that officer and person see differently."""
        if own_view is None:
            return ()
        needs = {factor.area: NEED_IN_RULES[factor.is_need] for factor in self.factors.all()}
        return seen_by_both.differences(own_view.rated(), needs)


class FactorQuerySet(models.QuerySet["Factor"]):
    """Factors of assessments."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the people whom the user may see."""
        return self.filter(assessment__person__in=Person.objects.visible_to(user))

    def wanting_a_goal(self) -> Self:
        """Needs that are linked to offending or to harm."""
        return self.filter(is_need=Factor.Need.YES).filter(
            models.Q(is_linked_to_offending=True) | models.Q(is_linked_to_harm=True)
        )


class Factor(Versioned):
    """One area in one assessment; blank means nobody has looked, never that there is no need."""

    class Need(models.TextChoices):
        """Whether the area is a need."""

        YES = "yes", "A need"
        NO = "no", "Not a need"
        NOT_KNOWN = "not_known", "Not known yet"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="factors")
    area = models.CharField(max_length=13, choices=Area)
    is_need = models.CharField(max_length=9, choices=Need, blank=True)
    strength = models.TextField(max_length=2000, blank=True)
    analysis = models.TextField(max_length=2000, blank=True)
    is_linked_to_offending = models.BooleanField(null=True, blank=True)
    is_linked_to_harm = models.BooleanField(null=True, blank=True)
    is_linked_to_desistance = models.BooleanField(null=True, blank=True)
    answer_to_difference = models.TextField(
        "why officer and person see it differently", max_length=1000, blank=True
    )

    objects = FactorQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "area"], name="one_factor_an_area")]

    def __str__(self) -> str:
        return self.get_area_display()

    @property
    def links(self) -> list[str]:
        """What the need is linked to, in words."""
        words = {"offending": "offending", "harm": "serious harm", "desistance": "leaving crime behind"}
        return [word for code, word in words.items() if getattr(self, f"is_linked_to_{code}")]

    def one_before(self) -> Factor | None:
        """The same area in the assessment that this one follows."""
        return Factor.objects.filter(assessment=self.assessment.follows_id, area=self.area).first()

    def judged(self) -> dict[str, Any]:
        """What was judged of the area, without the answer to the person's own view."""
        return {name: getattr(self, name) for name in JUDGED}


JUDGED = (
    "is_need",
    "strength",
    "analysis",
    "is_linked_to_offending",
    "is_linked_to_harm",
    "is_linked_to_desistance",
)
"""The columns of a judgement: what a new assessment may take over from the one before."""
NEED_IN_RULES = {
    "": "unknown",
    Factor.Need.YES: "yes",
    Factor.Need.NO: "no",
    Factor.Need.NOT_KNOWN: "unknown",
}
"""The words of rules/self_assessment.py; blank and not known are both no judgement."""
