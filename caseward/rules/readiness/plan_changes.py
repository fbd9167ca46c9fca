"""Whether a plan says something else than the one before it, and whether a review ended in a decision.

Plans are compared by what they say: areas, goals, actions, who does them, contingencies and how people meet.
Keys, days and what is done already are left out, for a copy with new dates changes nothing. Contact is less
where it is rarer, or where less of it is in one room. Inferred from reviews that remained largely the same in
content despite changes. [LON 2.4]

Worked example: a plan of 5 August 2019 with one goal and contact every 14 days; a version of 2 September with
the same words and the action's day moved from 1 October to 1 November. It says the same. With contact every 7
days it says something else; with contact every 28 days there is less contact.
"""

from collections.abc import Callable
from datetime import date

from caseward.rules.working_days import DAY

from .due_reviews import Needed, before, concluded, ended_on, is_own
from .facts import Action, Case, Goal, Plan, Review
from .texts import plain

MEETING = ("face_to_face", "mixed", "remote")


def says_the_same(before: Plan, after: Plan) -> bool:
    """Whether two versions have the same content, in whatever order and with whatever days."""
    return _content(before) == _content(after)


def is_less_contact(before: Plan | None, after: Plan | None) -> bool:
    """Whether the later of two plans means less contact; False where either does not say how often."""
    if not before or not after or not before.contact_every_days or not after.contact_every_days:
        return False
    return after.contact_every_days > before.contact_every_days or _place(after) > _place(before)


def fault_of_end(case: Case, review: Review) -> str:
    """What is wrong with how a concluded review ended, as a sentence; empty where nothing is.

    In: a concluded review of the case. It ends well in a plan that differs from the version before, or in a
    reason not to change it that no earlier review gave in the same words.
    """
    if review.outcome == "new_plan":
        return _fault_of_new_plan(case, review)
    if review.outcome == "not_changed":
        return _fault_of_reason(case, review)
    return "The review does not say whether the plan changes."


def fault_of_answer(case: Case, needed: Needed, on: date, fault: Callable[[Case, Review], str]) -> str:
    """What is wrong with the answer to a change that was reviewed; empty where a review ended well.

    In: a change with its review. The review that took it up counts, and every later one: what it left
    undone can be put right in the next. Out: what is wrong with the last of them.
    """
    since = ended_on(needed.review) if needed.review else needed.since
    last = ""
    for review in concluded(case, on):
        if ended_on(review) >= since and not (last := fault(case, review)):
            return ""
    return last


def plan_after(case: Case, review: Review) -> Plan | None:
    """The plan in which a concluded review ended, or which held when it ended."""
    ended_in = next((plan for plan in case.plans if plan.key == review.plan), None)
    return ended_in or case.plan_on(ended_on(review))


def plan_before(case: Case, day: date) -> Plan | None:
    """The plan that held when a day began; one completed on that day may answer what happened on it."""
    return case.plan_on(day - DAY)


def _fault_of_new_plan(case: Case, review: Review) -> str:
    at = next((at for at, plan in enumerate(case.plans) if plan.key == review.plan), None)
    if at is None:
        return "The review ended in a new plan that is not there."
    if at and says_the_same(case.plans[at - 1], case.plans[at]):
        return "The new plan in which the review ended says exactly what the plan before it said."
    return ""


def _fault_of_reason(case: Case, review: Review) -> str:
    earlier = before(concluded(case, ended_on(review)), review)
    if is_own(review.because, [each.because for each in earlier]):
        return ""
    if is_own(review.because, ()):
        return "The plan stayed as it was, for a reason copied from an earlier review."
    return "The plan stayed as it was, and there is no reason for it."


def _content(plan: Plan) -> tuple[object, ...]:
    goals = sorted(_goal(goal) for goal in plan.goals)
    contingencies = sorted(
        (plain(each.trigger), plain(each.action), plain(each.who)) for each in plan.contingencies
    )
    without = sorted((area, plain(reason)) for area, reason in plan.without_goal.items())
    return goals, contingencies, without, plan.contact_every_days, plan.contact_how


def _goal(goal: Goal) -> tuple[str, str, list[tuple[str, str, str, int]]]:
    return goal.area, plain(goal.text), sorted(_action(action) for action in goal.actions)


def _action(action: Action) -> tuple[str, str, str, int]:
    return plain(action.what), plain(action.owner), plain(action.partner), action.sessions


def _place(plan: Plan) -> int:
    return MEETING.index(plan.contact_how) if plan.contact_how in MEETING else 0
