"""What the page of one case and the banner on every page about it rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, TruncDate

from caseward.casework.assessments.models import GROUPS, Assessment, HarmLevel, groups_to_assess
from caseward.casework.contacts.models import Contact, Progress, with_progress
from caseward.casework.people.models import (
    AccessList,
    ChangeEvent,
    Circumstance,
    Person,
    RelatedPerson,
    RiskFlag,
)
from caseward.casework.plans.models import Goal, Plan
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.rules import risk_of_harm

LATELY = timedelta(days=28)
EVENTS_SHOWN = 5
TITLES = dict(risk_of_harm.GROUPS)
WORDS = dict(risk_of_harm.LEVELS)


@dataclass(frozen=True)
class SentenceNow:
    """A sentence that has not ended, and how far its requirements are."""

    sentence: Sentence
    requirements: Sequence[Progress]


@dataclass(frozen=True)
class Harm:
    """The risk of serious harm as last assessed."""

    assessed_on: date | None
    levels: Mapping[str, str]
    overall: risk_of_harm.Overall

    @property
    def level(self) -> str:
        """The level in words; empty where there is none."""
        return WORDS.get(self.overall.level, "")

    @property
    def missing(self) -> list[str]:
        """The groups that nobody has rated; prisoners are asked about only in custody."""
        return [TITLES[group] for group in self.overall.missing]

    @property
    def groups(self) -> list[tuple[str, str]]:
        """Each group that was rated, with its level."""
        return [(TITLES[group], WORDS[level]) for group, level in self.levels.items()]


@dataclass(frozen=True)
class Standing:
    """What everybody who opens the record has to know at once."""

    harm: Harm
    is_restricted: bool
    is_excluded: bool


@dataclass(frozen=True)
class GoalNow:
    """A goal and how many of its actions are done."""

    goal: Goal
    done: int
    actions: int


@dataclass(frozen=True)
class WorkDone:
    """The contacts attended of late, and at how many of them a planned action was worked on."""

    attended: int
    worked: int


def flags(person: Person, on: date) -> QuerySet[RiskFlag]:
    """The flags that stand that day."""
    return person.risk_flags.running(on)


def circumstances(person: Person, on: date) -> QuerySet[Circumstance]:
    """What matters about the person's life that day."""
    return person.circumstances.running(on)


def at_risk(person: Person, on: date) -> QuerySet[RelatedPerson]:
    """The people around who are at risk."""
    return person.related_people.filter(Q(ended_on=None) | Q(ended_on__gt=on), is_at_risk=True)


def standing(person: Person) -> Standing:
    """The level of harm by the latest completed assessment, and who may look; in one statement."""
    of_person = {"person": OuterRef("pk")}
    latest = Assessment.objects.completed().filter(**of_person).order_by("-completed_at", "-pk")
    by_group = JSONObject(**{group: F(f"harm_to_{group}") for group in GROUPS})
    lists = AccessList.objects.filter(ended_at=None, **of_person)
    row = Person.objects.values(
        in_custody=Exists(Sentence.objects.before_release().filter(**of_person)),
        harm=Subquery(latest.values(by_group=by_group)[:1]),
        assessed_on=Subquery(latest.values(day=TruncDate("completed_at"))[:1]),
        is_restricted=Exists(lists.filter(kind=AccessList.Kind.RESTRICTION)),
        is_excluded=Exists(lists.filter(kind=AccessList.Kind.EXCLUSION)),
    ).get(pk=person.pk)
    numbers = row["harm"] or {}
    levels = {group: HarmLevel(numbers[group]).code for group in GROUPS if numbers.get(group)}
    overall = risk_of_harm.overall(levels, groups_to_assess(in_custody=row["in_custody"]))
    return Standing(Harm(row["assessed_on"], levels, overall), row["is_restricted"], row["is_excluded"])


def sentences(person: Person, on: date) -> list[SentenceNow]:
    """The sentences that have not ended, each requirement with what is done and left."""
    counted = Prefetch("requirements", with_progress(Requirement.objects.all()))
    running = person.sentences.filter(Q(ended_on=None) | Q(ended_on__gt=on)).prefetch_related(counted)
    return [SentenceNow(each, [Progress.of(one) for one in each.requirements.all()]) for each in running]


def holding_plan(person: Person) -> Plan | None:
    """The plan that holds."""
    return person.plans.completed().order_by("-completed_at", "-pk").first()


def goals(plan: Plan) -> list[GoalNow]:
    """The goals of a plan, each with how many of its actions are done."""
    done = Count("actions", filter=Q(actions__done_on__isnull=False))
    counted: Iterable[Any] = plan.goals.annotate(done=done, planned=Count("actions"))
    return [GoalNow(goal, goal.done, goal.planned) for goal in counted]


def work_done(person: Person, on: date) -> WorkDone:
    """How much planned work the contacts of the last four weeks delivered."""
    lately = person.contacts.attended().filter(held_on__gt=on - LATELY, held_on__lte=on)
    counts = lately.aggregate(attended=Count("pk"), worked=Count("worked_on"))
    return WorkDone(**counts)


def last_and_next_contact(person: Person, on: date) -> tuple[Contact | None, Contact | None]:
    """The latest contact to which the person came or should have come, and the next that is arranged."""
    of_person = person.contacts
    last = of_person.past(on).filter(held_on__lte=on).order_by("-held_on", "-held_from", "-pk").values("pk")
    coming = of_person.to_come(on).order_by("held_on", "held_from", "pk").values("pk")
    both = of_person.filter(Q(pk=Subquery(last[:1])) | Q(pk=Subquery(coming[:1])))
    found = list(both.select_related("planned_action"))
    is_to_come = {contact.pk: contact.outcome == "" and contact.held_on >= on for contact in found}
    return (
        next((contact for contact in found if not is_to_come[contact.pk]), None),
        next((contact for contact in found if is_to_come[contact.pk]), None),
    )


def recent_events(person: Person) -> QuerySet[ChangeEvent]:
    """What happened last."""
    return person.change_events.filter(withdrawn_because="")[:EVENTS_SHOWN]
