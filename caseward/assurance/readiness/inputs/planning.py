"""Completed plans with all that they say, and reviews."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from caseward.casework.plans import models
from caseward.rules.readiness.facts import Action, Contingency, Goal, Plan, Review

from .look import Look, Of, Row, Rows, day_of, empty


def plans(look: Look) -> Of[Plan]:
    """Those completed since the sentence was passed."""
    completed = models.Plan.objects.filter(person__in=look.people, completed_at__lt=look.until)
    rows: Rows = completed.order_by("completed_at", "pk").values_list(
        "person",
        "pk",
        "number",
        "completed_at",
        "assessment",
        "contact_every_days",
        "contact_how",
        "agreement",
        "agreement_words",
    )
    goals, without_goal, contingencies = _goals(look), _without_goal(look), _contingencies(look)
    found = empty()
    for person, key, number, completed_at, assessment, every_days, how, agreement, words in rows:
        completed_on = timezone.localdate(completed_at)
        if completed_on >= look.since[person]:
            plan = Plan(
                key,
                number,
                completed_on,
                assessment,
                every_days,
                how,
                agreement,
                words,
                tuple(goals.get(key, ())),
                without_goal.get(key, {}),
                tuple(contingencies.get(key, ())),
            )
            found[person].append(plan)
    return found


def reviews(look: Look) -> Of[Review]:
    """Those begun since the sentence was passed, with the events that were not withdrawn."""
    begun = models.Review.objects.filter(person__in=look.people, started_at__lt=look.until)
    rows: Rows = begun.order_by("person", "started_at", "pk", "events").values_list(
        "person",
        "pk",
        "started_at",
        "concluded_at",
        "considered",
        "persons_part",
        "outcome",
        "because",
        "plan",
        "events",
        "events__withdrawn_because",
    )
    found = empty()
    for (person, key), considered in groupby(rows, key=itemgetter(0, 1)):
        review = _review(key, list(considered))
        if review.started_on >= look.since[person]:
            found[person].append(review)
    return found


def _review(key: int, rows: list[Row]) -> Review:
    started_at, concluded_at, *says = rows[0][2:9]
    events = tuple(row[9] for row in rows if row[9] is not None and not row[10])
    return Review(key, timezone.localdate(started_at), day_of(concluded_at), events, *says)


def _goals(look: Look) -> Of[Goal]:
    """By the key of the plan, with their actions; what stays itself has the key of its first row."""
    rows = models.Goal.objects.filter(
        plan__person__in=look.people, plan__completed_at__lt=look.until
    ).order_by("pk", "actions__by_on", "actions")
    columns = ("what", "owner", "by_on", "partner", "requirement", "sessions", "done_on")
    found = empty()
    ordered: Rows = rows.values_list(
        "plan",
        "pk",
        "area",
        "text",
        "achieved_on",
        "actions",
        "actions__carried_from",
        *(f"actions__{column}" for column in columns),
    )
    for (plan, goal, area, text, achieved_on), actions in groupby(ordered, itemgetter(0, 1, 2, 3, 4)):
        taken = (row[5:] for row in actions if row[5] is not None)
        steps = tuple(Action(key, first or key, *says) for key, first, *says in taken)
        found[plan].append(Goal(goal, area, text, achieved_on, steps))
    return found


def _without_goal(look: Look) -> Mapping[int, dict[str, str]]:
    rows = models.WithoutGoal.objects.filter(plan__person__in=look.people, plan__completed_at__lt=look.until)
    found: dict[int, dict[str, str]] = {}
    for plan, area, because in rows.order_by("pk").values_list("plan", "area", "because"):
        found.setdefault(plan, {})[area] = because
    return found


def _contingencies(look: Look) -> Of[Contingency]:
    rows = models.Contingency.objects.filter(plan__person__in=look.people, plan__completed_at__lt=look.until)
    ordered: Rows = rows.order_by("pk").values_list("plan", "pk", "trigger", "action", "who")
    found = empty()
    for plan, *says in ordered:
        found[plan].append(Contingency(*says))
    return found
