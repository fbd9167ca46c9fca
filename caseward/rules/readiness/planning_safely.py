"""What an inspector looks for in a plan that keeps other people safe, where harm is above low or not known.

Reports found no work planned on what is linked to harm, no licence condition asked for, no word of the
police, and a contingency of more reporting and recall. [LON 2.2] [TV 2.2]
"""

from collections.abc import Collection, Iterator

from .asked_agencies import INVOLVED_FLAGS, is_answered, of_checks
from .facts import Assessment, Case, Plan
from .findings import Check, Finding, Place, Record, Yardstick, not_applicable
from .gaps import Gap, first_gap, not_assessed, not_planned, of_assessment, of_plan
from .planning import gaps_in_goals, goals_of_their_own, linked_areas, nothing_linked
from .texts import tells
from .workable import has_own_action, has_own_trigger, is_whole, names_somebody_else

INVOLVED_AGENCIES = frozenset(("police", "childrens_services", "health"))
LICENCE = "licence"


def _is_low() -> Finding:
    return not_applicable("The risk of serious harm is low.")


def harm(case: Case, by: Yardstick) -> Finding:
    """Shown: each need linked to harm has a goal of its own, or a reason for none.

    Missing: one has neither, or a goal that stands in several areas; no need is linked to harm although it is
    above low. It does not arise where harm is low. Example: medium harm on 20 August 2019, alcohol linked to
    it, and no goal for alcohol: missing. [LON 2.2] [TV 2.2]
    """
    if not case.is_harm_above_low:
        return _is_low()
    assessment, plan = case.assessment, case.plan
    if assessment is None:
        return not_assessed(case, by)
    linked = linked_areas(assessment.factors, to_harm=True)
    if not linked:
        return nothing_linked(assessment, "harm")
    if plan is None:
        return not_planned(case, by)
    return first_gap(
        gaps_in_goals(plan, linked, "harm"),
        "Every need linked to harm has a goal, or a reason for none.",
        [of_plan(plan), of_assessment(assessment)],
    )


def interventions(case: Case, by: Yardstick) -> Finding:
    """Shown: an action in an area linked to harm, and on licence a further condition that was asked for.

    Missing: there is no such action, or on licence no such condition, granted or not. It does not arise
    where harm is low. Example: released on 5 August 2019, high harm, no condition: missing. [LON 2.2]
    """
    if not case.is_harm_above_low:
        return _is_low()
    assessment, plan = case.assessment, case.plan
    if assessment is None:
        return not_assessed(case, by)
    if plan is None:
        return not_planned(case, by)
    asked = [each for sentence in case.sentences for each in sentence.conditions]
    conditions = [Record("condition", each.key, each.asked_on, "Condition asked for") for each in asked]
    return first_gap(
        _gaps_in_interventions(case, assessment, plan),
        "The plan has work on what is linked to harm, and what restricts it was asked for where it could be.",
        [of_plan(plan), of_assessment(assessment), *conditions],
    )


def _gaps_in_interventions(case: Case, assessment: Assessment, plan: Plan) -> Iterator[Gap]:
    areas = set(linked_areas(assessment.factors, to_harm=True))
    goals = [goal for goal in goals_of_their_own(plan) if goal.area in areas]
    if not any(tells(action.what) for goal in goals for action in goal.actions):
        because = "No action of the plan works on a need that is linked to harm."
        yield Gap(because, "Plan what is done about the needs that are linked to harm.", Place.PLAN)
    licences = [sentence for sentence in case.sentences if sentence.kind == LICENCE]
    if licences and not any(sentence.conditions for sentence in licences):
        because = "The person is on licence, and no further condition was asked for."
        yield Gap(because, "Ask for the conditions that the risk needs.", Place.SENTENCE)


def agencies(case: Case, by: Yardstick) -> Finding:
    """Shown: an organisation has an action in an area linked to harm, or somebody else a contingency.

    Missing: what is linked to harm is left to officer and person, whoever helps with the rest. It arises
    where harm is above low and a flag (MAPPA, integrated offender management, child protection) or an answer
    of police, children’s services or health says that others are involved. Example: the police answered on
    12 August 2019, and the plan of 27 August 2019 names a housing service and otherwise nobody but the
    officer: missing. [LON 2.2] [TV 2.2]
    """
    if not case.is_harm_above_low:
        return _is_low()
    flags = [each for each in case.flags if each.kind in INVOLVED_FLAGS]
    answered = [each for each in case.checks if each.agency in INVOLVED_AGENCIES and is_answered(each)]
    if not flags and not answered:
        return not_applicable("The record does not say that another agency is involved.")
    assessment, plan = case.assessment, case.plan
    if assessment is None:
        return not_assessed(case, by)
    if plan is None:
        return not_planned(case, by)
    of_flags = [Record("flag", each.key, each.starts_on, "A flag that others share") for each in flags]
    return first_gap(
        _gaps_in_agencies(plan, linked_areas(assessment.factors, to_harm=True)),
        "The plan gives somebody else a part in what is linked to harm.",
        [of_plan(plan), *of_flags, *of_checks(answered)],
    )


def _gaps_in_agencies(plan: Plan, linked: Collection[str]) -> Iterator[Gap]:
    actions = [action for goal in plan.goals if goal.area in linked for action in goal.actions]
    is_named = any(each.owner == "partner" or tells(each.partner) for each in actions)
    if not is_named and not any(names_somebody_else(each.who) for each in plan.contingencies):
        because = "Other agencies are involved, and none has a part in what is linked to harm."
        mend = "Write what other agencies do about the risk, and which of them does it."
        yield Gap(because, mend, Place.PLAN)


def contingencies(case: Case, by: Yardstick) -> Finding:
    """Shown: each says if what, then what, by whom; one at least is workable for this case.

    Missing: there is none, one is not whole, all say no more than reporting, enforcement or recall, or no
    more than that risk rises. It does not arise where harm is low. Example: on 27 August 2019 "If risk goes
    up: more reporting and recall, by the officer": missing. [LON 2.2] [TV 2.2]
    """
    if not case.is_harm_above_low:
        return _is_low()
    plan = case.plan
    if plan is None:
        return not_planned(case, by)
    return first_gap(
        _gaps_in_contingencies(plan),
        "The plan says what would show that risk is rising, and what is then done by whom.",
        [of_plan(plan)],
    )


def _gaps_in_contingencies(plan: Plan) -> Iterator[Gap]:
    mend, place = "Write what would show that risk is rising, what is then done, and by whom.", Place.PLAN
    acting = [each for each in plan.contingencies if has_own_action(each)]
    if not plan.contingencies:
        yield Gap("The plan has no contingency.", mend, place)
    elif not acting:
        yield Gap("The contingency says no more than reporting, enforcement, recall or review.", mend, place)
    elif not any(map(has_own_trigger, acting)):
        yield Gap("The contingency does not say what would show that risk is rising.", mend, place)
    if not all(map(is_whole, plan.contingencies)):
        yield Gap(
            "A contingency leaves out what would happen, what is then done, or who does it.", mend, place
        )


CHECKS = (
    Check("plan.harm", "A goal for each need linked to harm", harm, "LON 2.2"),
    Check("plan.interventions", "Interventions that manage the risk", interventions, "LON 2.2"),
    Check("plan.agencies", "Links to other agencies’ work", agencies, "LON 2.2"),
    Check("plan.contingencies", "Workable contingencies", contingencies, "LON 2.2"),
)
