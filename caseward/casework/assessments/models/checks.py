"""Asking another agency: needed, asked, chased, answered, read, used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from caseward.casework.people.models import (
    ChangeEvent,
    OfPersonQuerySet,
    Person,
    RelatedPerson,
    RiskFlag,
    as_duties,
)
from caseward.rules import agency_checks
from caseward.rules.practice import NothingInForce
from caseward.rules.reviews import CHANGE_EVENTS
from caseward.rules.working_days import UnknownYear
from caseward.shared.records.models import (
    CreatedOnce,
    Versioned,
    WorkingDaysAfter,
    practice,
    working_calendar,
)

from .assessment import Assessment
from .running import first_running

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from caseward.rules.practice import Due

POLICE, CHILDRENS_SERVICES = "police", "childrens_services"
AFTER_EVENT = {
    POLICE: [event.code for event in CHANGE_EVENTS if event.needs_police_check],
    CHILDRENS_SERVICES: [event.code for event in CHANGE_EVENTS if event.needs_children_check],
}
"""The kinds of change after which each agency is asked again."""


class CheckQuerySet(OfPersonQuerySet["Check"]):
    """Checks, by what is still to be done."""

    def unanswered(self) -> Self:
        """Asked for, no answer yet."""
        return self.filter(answered_on=None)

    def not_used(self) -> Self:
        """Answered, and nothing was done with the answer yet."""
        return self.filter(used_at=None).exclude(answered_on=None)

    def events_without(self, agency: str, people: QuerySet[Person]) -> QuerySet[ChangeEvent]:
        """Changes after which that agency is to be asked, and was not asked."""
        return ChangeEvent.objects.of_people(people).filter(_not_asked(agency), withdrawn_because="")

    def police_not_asked(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Running sentences at whose start the police were not asked: everybody is asked about."""
        return _start_check(POLICE, first_running(people, on), on)

    def children_not_asked(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """The same of children’s services, where there is a child under age or a child-protection flag."""
        children = RelatedPerson.objects.children(on).filter(person=OuterRef("person"))
        flags = RiskFlag.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=on),
            person=OuterRef("person"),
            kind=RiskFlag.Kind.CHILD_PROTECTION,
        )
        rows = first_running(people, on).filter(Q(Exists(children)) | Q(Exists(flags)))
        return _start_check(CHILDRENS_SERVICES, rows, on)

    def not_asked_since_event(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Changes after which an agency is to be asked, and one of them was not."""
        within = practice().rule("agency_check.ask", on).number
        rows = ChangeEvent.objects.of_people(people).filter(
            _not_asked(POLICE) | _not_asked(CHILDRENS_SERVICES), withdrawn_because=""
        )
        return as_duties(rows, since="happened_on", due=WorkingDaysAfter("happened_on", within))

    def chase_due(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Checks without an answer, counted from when they were last asked for."""
        within = practice().rule("agency_check.chase", on).number
        chased = Chase.objects.filter(check_asked=OuterRef("pk")).order_by()
        last = chased.values("check_asked").annotate(last=Max("chased_on")).values("last")
        since = Coalesce(Subquery(last), "asked_on")
        return as_duties(
            self.unanswered().of_people(people), since=since, due=WorkingDaysAfter(since, within)
        )

    def to_read(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Answers that nobody has read."""
        within = practice().rule("agency_check.read", on).number
        rows = self.not_used().of_people(people).filter(read_at=None)
        return as_duties(rows, since="answered_on", due=WorkingDaysAfter("answered_on", within))

    def to_use(self, people: QuerySet[Person], on: date) -> QuerySet[Any, dict[str, Any]]:
        """Answers that were read, with nothing said on what they change."""
        within = practice().rule("agency_check.use", on).number
        rows = self.not_used().of_people(people).exclude(read_at=None)
        read_on = TruncDate("read_at")
        return as_duties(rows, since=read_on, due=WorkingDaysAfter(read_on, within))


def _not_asked(agency: str) -> Q:
    """Of a change event: the agency is to be asked after it, and was asked neither for it nor since."""
    asked = Check.objects.filter(
        Q(event=OuterRef("pk")) | Q(asked_on__gte=OuterRef("happened_on")),
        person=OuterRef("person"),
        agency=agency,
    )
    return Q(~Exists(asked), kind__in=AFTER_EVENT[agency])


def _start_check(agency: str, rows: QuerySet[Any], on: date) -> QuerySet[Any, dict[str, Any]]:
    within = practice().rule("agency_check.start", on).number
    asked = Check.objects.filter(
        person=OuterRef("person"), agency=agency, asked_on__gte=OuterRef("sentenced_on")
    )
    return as_duties(
        rows.filter(~Exists(asked)), since="starts_on", due=WorkingDaysAfter("starts_on", within)
    )


class Check(Versioned, CreatedOnce):
    """One question to one agency, followed until what it answered is used."""

    class Agency(models.TextChoices):
        """Who is asked."""

        POLICE = "police", "Police: domestic abuse and intelligence"
        CHILDRENS_SERVICES = "childrens_services", "Children’s services: safeguarding"
        HEALTH = "health", "Health services"
        HOUSING = "housing", "Housing services"
        PRISON = "prison", "Prison"
        OTHER = "other", "Another agency"

    person = models.ForeignKey(Person, models.CASCADE, related_name="checks")
    agency = models.CharField(max_length=18, choices=Agency)
    question = models.CharField("what we asked", max_length=500)
    event = models.ForeignKey(ChangeEvent, models.PROTECT, null=True, blank=True, related_name="checks")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    used_in = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="checks")
    use = models.CharField("what it changed, or why it changes nothing", max_length=500, blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        indexes = [models.Index(fields=["person", "agency", "asked_on"], name="check_of_person")]

    def __str__(self) -> str:
        return self.get_agency_display()

    def days(self) -> agency_checks.Check:
        """The days of the check, as the rule takes them."""
        return agency_checks.Check(
            needed_on=min(self.event.happened_on, self.asked_on) if self.event else self.asked_on,
            asked_on=self.asked_on,
            chased_on=tuple(chase.chased_on for chase in self.chases.all()),
            answered_on=self.answered_on,
            read_on=timezone.localdate(self.read_at) if self.read_at else None,
            used_on=timezone.localdate(self.used_at) if self.used_at else None,
        )

    @property
    def state(self) -> str:
        """How far it is: a code of the rule's `STATES`."""
        return agency_checks.state(self.days())

    def next_by(self) -> Due | None:
        """By when the next step is due; none where the answer was used, or no number of its time is known."""
        try:
            return agency_checks.next_step_by(self.days(), practice(), working_calendar())
        except (NothingInForce, UnknownYear):
            return None


class Chase(CreatedOnce):
    """A reminder to an agency that has not answered."""

    check_asked = models.ForeignKey(Check, models.CASCADE, related_name="chases")
    chased_on = models.DateField()
    chased_at = models.DateTimeField()
    chased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField("how, and what they said", max_length=300, blank=True)

    class Meta:
        ordering = ["chased_on", "pk"]

    def __str__(self) -> str:
        return f"chased on {self.chased_on}"
