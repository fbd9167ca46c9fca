"""What is not there: the first gap that a check comes upon decides its finding; and what findings rest on.

Gaps are looked for one by one, the one to mend first in front, so that nothing is compared for nothing. No
source is needed, but for how long there is time for an assessment and a plan.
"""

from collections.abc import Iterable
from typing import NamedTuple

from caseward.rules.first_contacts import plan_by

from .facts import Assessment, Case, Plan
from .findings import Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .limits import day, due_by, is_left, last_day
from .meetings import supervised_from


class Gap(NamedTuple):
    """Something that the records do not say, and what would put it right."""

    because: str
    mend: str
    place: Place


def first_gap(gaps: Iterable[Gap], otherwise: str, records: Iterable[Record]) -> Finding:
    """Missing because of the first gap; shown for the reason given where there is none.

    No source is needed.
    """
    for gap in gaps:
        return missing(*gap, records)
    return shown(otherwise, records)


def assessments_before_sentence(case: Case) -> tuple[Assessment, ...]:
    """The assessments of earlier sentences, from which words may have been copied. No source is needed."""
    return tuple(each for each in case.assessments if each.completed_on < case.sentenced_on)


def one_before(case: Case, assessment: Assessment) -> Assessment | None:
    """The assessment completed before this one, of whatever sentence. No source is needed."""
    place = case.assessments.index(assessment)
    return case.assessments[place - 1] if place else None


def of_sentence(case: Case) -> Record:
    """The sentence itself, on which a finding rests where nothing else stands there. No source is needed."""
    first = case.sentences[0]
    return Record("sentence", first.key, first.sentenced_on, "The sentence that runs")


def of_assessment(assessment: Assessment) -> Record:
    """A completed assessment. No source is needed."""
    return Record("assessment", assessment.key, assessment.completed_on, "Assessment")


def of_plan(plan: Plan) -> Record:
    """A version of the plan. No source is needed."""
    return Record("plan", plan.key, plan.completed_on, f"Plan, version {plan.number}")


def not_assessed(case: Case, by: Yardstick) -> Finding:
    """Nobody has completed an assessment since the sentence was passed: too early, or missing. Inferred."""
    until = last_day(by, due_by, "assessment.first", supervised_from(case))
    if is_left(until, by):
        return not_applicable(f"It is too early: there is time for the assessment until {day(until)}.")
    return missing(
        "No assessment has been completed since the sentence was passed.",
        "Complete an assessment.",
        Place.ASSESSMENT,
        [of_sentence(case), *map(of_assessment, case.assessments[-1:])],
    )


def not_planned(case: Case, by: Yardstick) -> Finding:
    """There is no completed plan: too early, or missing. [SCH9 SL003]

    Counted from the first contact to which the person came; from the start where they never did.
    """
    start = supervised_from(case)
    came_on = (each.held_on for each in case.contacts if each.was_attended and each.held_on >= start)
    until = last_day(by, plan_by, next(came_on, start))
    if is_left(until, by):
        return not_applicable(f"It is too early: there is time for the plan until {day(until)}.")
    standing = case.assessment
    return missing(
        "No plan has been completed since the sentence was passed.",
        "Complete a plan with the person.",
        Place.PLAN,
        [of_assessment(standing) if standing else of_sentence(case)],
    )
