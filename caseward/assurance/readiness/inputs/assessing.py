"""What people said of themselves, what officers assessed, and what other agencies were asked."""

from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from caseward.casework.assessments import models
from caseward.rules import agency_checks
from caseward.rules.readiness.facts import Assessment, Check, Factor, SelfAssessment
from caseward.rules.self_assessment import Rating

from .look import Look, Of, Row, Rows, day_of, empty

LEVELS = {level.value: level.code for level in models.HarmLevel}
HARM = tuple(f"harm_to_{group}" for group in models.GROUPS)
WORDS = ("harm_who", "harm_nature", "harm_when", "harm_raises", "harm_lowers")
NOTHING_SAID = dict.fromkeys(models.Area.values, Rating())


def self_assessments(look: Look) -> Of[SelfAssessment]:
    """Of all time, with every area that is asked, blank ones too."""
    given = models.SelfAssessment.objects.filter(person__in=look.people, given_on__lte=look.on)
    rows = given.order_by("person", "given_on", "pk").values_list(
        "person", "pk", "given_on", "ratings__area", "ratings__score", "ratings__words"
    )
    found = empty()
    for (person, key, given_on), said in groupby(rows, key=itemgetter(0, 1, 2)):
        ratings = {area: Rating(score, words) for *_, area, score, words in said if area}
        found[person].append(SelfAssessment(key, given_on, NOTHING_SAID | ratings))
    return found


def assessments(look: Look) -> Of[Assessment]:
    """Those completed, of all time."""
    factors = _factors(look)
    completed = models.Assessment.objects.filter(person__in=look.people, completed_at__lt=look.until)
    columns = ("person", "pk", "completed_at", "reason", "self_assessment", "history", "diversity")
    found = empty()
    for row in completed.order_by("completed_at", "pk").values_list(*columns, *WORDS, *HARM):
        person, key, completed_at, reason, own, history, diversity = row[:7]
        who, nature, when, raises, lowers, *levels = row[7:]
        known = zip(models.GROUPS, levels, strict=True)
        assessment = Assessment(
            key,
            timezone.localdate(completed_at),
            reason,
            own,
            history,
            diversity,
            {group: LEVELS[level] for group, level in known if level is not None},
            who,
            nature,
            when,
            raises,
            lowers,
            tuple(factors.get(key, ())),
        )
        found[person].append(assessment)
    return found


def checks(look: Look) -> Of[Check]:
    """Those asked since the sentence was passed."""
    asked = models.Check.objects.filter(person__in=look.people, asked_on__lte=look.on)
    rows = asked.order_by("person", "asked_on", "pk", "chases__chased_on").values_list(
        "person",
        "asked_on",
        "pk",
        "agency",
        "event",
        "answer",
        "use",
        "event__happened_on",
        "answered_on",
        "read_at",
        "used_at",
        "chases__chased_on",
    )
    found = empty()
    for (person, asked_on, key), chases in groupby(rows, key=itemgetter(0, 1, 2)):
        if asked_on >= look.since[person]:
            found[person].append(_check(key, asked_on, list(chases)))
    return found


def _check(key: int, asked_on: date, chases: list[Row]) -> Check:
    agency, event, answer, use = chases[0][3:7]
    chased_on = tuple(row[11] for row in chases if row[11] is not None)
    return Check(key, agency, _days(asked_on, chased_on, *chases[0][7:11]), event, answer, use)


def _days(
    asked_on: date,
    chased_on: tuple[date, ...],
    happened_on: date | None,
    answered_on: date | None,
    read_at: datetime | None,
    used_at: datetime | None,
) -> agency_checks.Check:
    """The days as `Check.days()` gives them for one row."""
    needed_on = min(happened_on, asked_on) if happened_on else asked_on
    return agency_checks.Check(needed_on, asked_on, chased_on, answered_on, day_of(read_at), day_of(used_at))


def _factors(look: Look) -> Of[Factor]:
    rows = models.Factor.objects.filter(
        assessment__person__in=look.people, assessment__completed_at__lt=look.until
    )
    ordered: Rows = rows.order_by("pk").values_list(
        "assessment",
        "area",
        "is_need",
        "strength",
        "analysis",
        "is_linked_to_offending",
        "is_linked_to_harm",
        "answer_to_difference",
    )
    found = empty()
    for assessment, *factor in ordered:
        found[assessment].append(Factor(*factor))
    return found
