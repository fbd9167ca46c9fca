"""What matters about a person's life, who is around them, and the flags of risk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from caseward.rules.ages import latest_birth
from caseward.shared.records.models import CreatedOnce, Versioned, WorkingDaysAfter, practice

from .person import Person
from .scope import OfPersonQuerySet, as_duties

if TYPE_CHECKING:
    from datetime import date

EFFECT_ASKED = "circumstance.effect"
OF_AGE = 18
"""The age in law, in whole years."""


def days_to_ask(on: date) -> int:
    """Working days in which somebody asks what a circumstance means for supervision."""
    return practice().rule(EFFECT_ASKED, on).number


class CircumstanceQuerySet(OfPersonQuerySet["Circumstance"]):
    """Circumstances, by what is known of them."""

    def running(self, on: date) -> Self:
        """Those that have not ended on that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))

    def effect_not_asked(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Duty: nobody has asked what it means for supervision."""
        recorded_on = TruncDate("recorded_at")
        return as_duties(
            self.of_people(people).running(on).filter(effect=""),
            since=recorded_on,
            due=WorkingDaysAfter(recorded_on, days_to_ask(on)),
        )


class Circumstance(Versioned, CreatedOnce):
    """A disability, a condition, a duty of care or work, and what it means for supervision."""

    class Kind(models.TextChoices):
        """What it is about."""

        DISABILITY = "disability", "Disability"
        MENTAL_HEALTH = "mental_health", "Mental health"
        PHYSICAL_HEALTH = "physical_health", "Physical health"
        LEARNING = "learning", "Learning difficulty"
        NEURODIVERSITY = "neurodiversity", "Neurodiversity"
        CARING = "caring", "Caring for somebody"
        WORK = "work", "Work or study"
        FAITH = "faith", "Faith"

    person = models.ForeignKey(Person, models.CASCADE, related_name="circumstances")
    kind = models.CharField(max_length=15, choices=Kind)
    told = models.CharField("what the person told us", max_length=500)
    effect = models.CharField("effect on supervision", max_length=500, blank=True)
    """Blank until somebody has asked: that is due."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = CircumstanceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class RelatedPersonQuerySet(OfPersonQuerySet["RelatedPerson"]):
    """People around somebody, as of a day. A child whose day of birth nobody knows counts as under age."""

    def running(self, on: date) -> Self:
        """Those who are still around on that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))

    def children(self, on: date) -> Self:
        """Those of them who are children under age."""
        return self.running(on).filter(relation=RelatedPerson.Relation.CHILD).exclude(_of_age(on))

    def related_on(self, on: date) -> Self:
        """Those still around, with `related_as`: a child of age is family like any other."""
        family = Value(RelatedPerson.Relation.OTHER_FAMILY)
        return self.running(on).annotate(
            related_as=Case(When(_of_age(on), then=family), default=F("relation"))
        )


def _of_age(on: date) -> Q:
    return Q(relation=RelatedPerson.Relation.CHILD, born_on__lte=latest_birth(OF_AGE, on))


class RelatedPerson(Versioned, CreatedOnce):
    """Somebody around the person: family, victims, co-defendants, supporters."""

    class Relation(models.TextChoices):
        """Who they are to the person."""

        PARTNER = "partner", "Partner"
        FORMER_PARTNER = "former_partner", "Former partner"
        CHILD = "child", "Child"
        PARENT = "parent", "Parent"
        OTHER_FAMILY = "other_family", "Other family"
        VICTIM = "victim", "Victim"
        CO_DEFENDANT = "co_defendant", "Co-defendant"
        SUPPORTER = "supporter", "Supporter"

    person = models.ForeignKey(Person, models.CASCADE, related_name="related_people")
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=14, choices=Relation)
    born_on = models.DateField("date of birth", null=True, blank=True)
    is_at_risk = models.BooleanField("at risk from the person", default=False)
    note = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = RelatedPersonQuerySet.as_manager()

    class Meta:
        ordering = ["relation", "name"]

    def __str__(self) -> str:
        return self.name


class RiskFlagQuerySet(OfPersonQuerySet["RiskFlag"]):
    """Flags, by whether they hold."""

    def running(self, on: date) -> Self:
        """Those that have not ended on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on))

    def review_due(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Duty: a flag that holds is looked at again on its day."""
        held = self.of_people(people).running(on).exclude(review_on=None)
        return as_duties(held, since="starts_on", due="review_on")


class RiskFlag(Versioned, CreatedOnce):
    """A flag that everybody who works with the person must know, with the day to look at it again."""

    class Kind(models.TextChoices):
        """The registers and orders that practice names."""

        MAPPA = "mappa", "MAPPA"
        IOM = "iom", "Integrated offender management"
        RESTRAINING_ORDER = "restraining_order", "Restraining order"
        NON_CONTACT = "non_contact", "Non-contact order"
        SPOUSAL_ASSAULT = "spousal_assault", "Spousal-assault risk assessment"
        DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
        CHILD_PROTECTION = "child_protection", "Child protection"
        SELF_HARM = "self_harm", "Self-harm or suicide"
        GANGS = "gangs", "Gangs"

    class Outcome(models.TextChoices):
        """The published outcome of a licensed assessment; its items are not stored."""

        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    person = models.ForeignKey(Person, models.CASCADE, related_name="risk_flags")
    kind = models.CharField(max_length=17, choices=Kind)
    mappa_category = models.PositiveSmallIntegerField("MAPPA category", null=True, blank=True)
    mappa_level = models.PositiveSmallIntegerField("MAPPA level", null=True, blank=True)
    protects = models.ForeignKey(
        RelatedPerson, models.PROTECT, null=True, blank=True, related_name="protected_by"
    )
    to_partner = models.CharField("risk to the partner", max_length=6, choices=Outcome, blank=True)
    to_others = models.CharField("risk to others", max_length=6, choices=Outcome, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    starts_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = RiskFlagQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "starts_on", "pk"]

    def __str__(self) -> str:
        if self.kind == self.Kind.MAPPA:
            return f"MAPPA category {self.mappa_category}, level {self.mappa_level}"
        return self.get_kind_display()
