"""What is due about contacts: each duty is one question to the database, and vanishes with the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least, TruncDate

from caseward.casework.assessments.models import Assessment
from caseward.casework.people.models import as_duties
from caseward.casework.plans.models import Action, Plan
from caseward.casework.sentences.models import Sentence
from caseward.rules.harm_levels import goes_by
from caseward.rules.practice import DatedRule, Unit, days_in
from caseward.rules.risk_of_harm import RISING
from caseward.shared.records.models import DaysAfter, WorkingDaysAfter, practice

from . import kinds
from .scope import ByOutcomeQuerySet

if TYPE_CHECKING:
    from datetime import date

    from caseward.casework.people.models import Person

    Duties = QuerySet[Any, dict[str, Any]]

MONTHLY, BEFORE_RELEASE = "contact.low", "contact.before_release"
BETWEEN_SESSIONS = "contact.between_sessions"


class DutyQuerySet(ByOutcomeQuerySet):
    """The duties, each as rows of person, subject, since and due."""

    def outcome_due(self, people: QuerySet[Person], on: date) -> Duties:
        """Past contacts of which nobody has said what happened; due the day after."""
        rows = self.of_people(people).without_outcome(on).order_by()
        return as_duties(rows, since="held_on", due=DaysAfter(F("held_on"), 1))

    def first_appointment_due(self, people: QuerySet[Person], on: date) -> Duties:
        """Running sentences without any appointment held or arranged since they began."""
        kept = self._since_start().held_or_arranged()
        rows = _running(people, on).exclude(Exists(kept))
        terms = [
            (rule, Q(kind=kind))
            for kind in Sentence.Kind.values
            for rule in _rules(f"first_appointment.{kind}")
        ]
        return _by_rule(rows, "starts_on", terms)

    def plan_due(self, people: QuerySet[Person], on: date) -> Duties:
        """Running sentences whose person has come and for which no plan was completed."""
        first = self._since_start().attended().order_by("held_on").values("held_on")[:1]
        made = Plan.objects.completed().filter(
            person=OuterRef("person"), completed_at__date__gte=OuterRef("sentenced_on")
        )
        rows = _running(people, on).exclude(Exists(made)).annotate(first_attended_on=Subquery(first))
        return _by_rule(rows, "first_attended_on", [(rule, Q()) for rule in _rules("plan.first")])

    def contact_due(self, people: QuerySet[Person], on: date) -> Duties:
        """Plans that hold, where nobody is to be seen face to face in the time that the plan allows."""
        of_person = self.filter(person=OuterRef("person")).face_to_face()
        last = of_person.attended().order_by("-held_on").values("held_on")[:1]
        month = days_in(practice().rule(MONTHLY, on))
        rows = _holding(people, on).annotate(
            every=Least(Coalesce(F("contact_every_days"), Value(month)), Value(month)),
            seen_on=Coalesce(Subquery(last), TruncDate("completed_at")),
        )
        soon = of_person.to_come(on).filter(held_on__lte=DaysAfter(Value(on), OuterRef("every")))
        return as_duties(
            rows.exclude(Exists(soon)), since=F("seen_on"), due=DaysAfter(F("seen_on"), F("every"))
        )

    def home_visit_due(self, people: QuerySet[Person], on: date) -> Duties:
        """Running sentences without a home visit at which the person was met; due by the level of harm."""
        visited = self._since_start().attended().filter(how=kinds.How.HOME_VISIT)
        rows = _running(people, on).exclude(Exists(visited))
        rows = rows.annotate(harm=Coalesce(Assessment.objects.harm_of("person"), Value(0)))
        levels = [(number, goes_by(level).level) for number, level in enumerate(["", *RISING])]
        terms = [(rule, Q(harm=number)) for number, level in levels for rule in _rules(f"home_visit.{level}")]
        return _by_rule(rows, "starts_on", terms)

    def pre_release_due(self, people: QuerySet[Person], on: date) -> Duties:
        """Licences before release without a meeting about it."""
        met = self.attended().filter(
            person=OuterRef("person"),
            purpose=kinds.Purpose.PRE_RELEASE,
            held_on__gte=OuterRef("sentenced_on"),
        )
        rows = Sentence.objects.before_release().of_people(people).filter(release_expected_on__isnull=False)
        due = DaysAfter(F("release_expected_on"), -days_in(practice().rule(BEFORE_RELEASE, on)))
        return as_duties(rows.exclude(Exists(met)).order_by(), since="sentenced_on", due=due)

    def actions_without_session(self, people: QuerySet[Person], on: date) -> Duties:
        """Open actions that want sessions, with none arranged and none held lately.

        A session for the same action in an earlier version of the plan counts, and a new version does not
        set the clock back.
        """
        within = days_in(practice().rule(BETWEEN_SESSIONS, on))
        same = Action.objects.in_every_version(OuterRef(OuterRef("first")))
        arranged = self.to_come(on).filter(planned_action__in=same)
        held = self.filter(worked_on__in=same)
        lately = held.filter(held_on__gt=DaysAfter(Value(on), Value(-within)))
        rows = (
            Action.objects.filter(done_on=None, sessions__gt=0, goal__plan__in=_holding(people, on))
            .filter(goal__achieved_on=None)
            .annotate(first=Coalesce("carried_from", "pk"))
            .exclude(Exists(arranged))
            .exclude(Exists(lately))
            .annotate(
                session_on=Coalesce(
                    Subquery(held.order_by("-held_on").values("held_on")[:1]),
                    TruncDate("carried_from__goal__plan__completed_at"),
                    TruncDate("goal__plan__completed_at"),
                )
            )
        )
        due = DaysAfter(F("session_on"), within)
        return as_duties(rows.order_by(), since=F("session_on"), due=due, person="goal__plan__person")

    def _since_start(self) -> DutyQuerySet:
        """Contacts of the person of an outer sentence from its first day, whichever sentence they name."""
        return self.filter(person=OuterRef("person"), held_on__gte=OuterRef("starts_on"))


def _running(people: QuerySet[Person], on: date) -> QuerySet[Sentence]:
    return Sentence.objects.running(on).of_people(people).order_by()


def _holding(people: QuerySet[Person], on: date) -> QuerySet[Plan]:
    """The plans that hold, of those who serve a sentence in the community."""
    serving = Sentence.objects.running(on).filter(person=OuterRef("person"))
    return Plan.objects.holding().of_people(people).filter(Exists(serving)).order_by()


def _rules(code: str) -> tuple[DatedRule, ...]:
    return practice().by_code[code]


def _by_rule(rows: QuerySet[Any], column: str, terms: list[tuple[DatedRule, Q]]) -> Duties:
    """Rows due so long after a day as the rule of that time says; those before any rule are left out."""
    by_length: dict[tuple[Unit, int], Q] = {}
    for rule, which in terms:
        applies = which & Q(**{f"{column}__gte": rule.in_force_from})
        if rule.in_force_until:
            applies &= Q(**{f"{column}__lt": rule.in_force_until})
        length = (rule.unit, rule.number if rule.unit is Unit.WORKING_DAYS else days_in(rule))
        by_length[length] = by_length[length] | applies if length in by_length else applies
    any_of_them = Q()
    for applies in by_length.values():
        any_of_them |= applies
    due = Case(*(When(applies, then=_after(column, *length)) for length, applies in by_length.items()))
    return as_duties(rows.filter(any_of_them), since=column, due=due)


def _after(column: str, unit: Unit, number: int) -> DaysAfter | WorkingDaysAfter:
    kind = WorkingDaysAfter if unit is Unit.WORKING_DAYS else DaysAfter
    return kind(F(column), number)
