"""What an inspector looks for in the work that was planned: what was delivered, with whom, and how often.

Only what was held counts: a plan, an offer or an appointment that we cancelled delivers nothing. [TV 2.3]
[LON 2.3]
"""

from datetime import date, timedelta

from caseward.rules.contact_levels import least_contact
from caseward.rules.practice import NothingInForce, days_in

from .facts import ATTENDED, Action, Case, Contact, Plan
from .findings import Check, Finding, Place, Yardstick, missing, not_applicable, shown
from .gaps import not_planned, of_plan, of_sentence
from .limits import due_by, is_over, last_day, no_number
from .meetings import WITH_OTHERS, looked_at_from, records_of, supervised_from, times_between
from .texts import says_something


def work_delivered(case: Case, by: Yardstick) -> Finding:
    """Whether what the plan names is worked on, and not only promised.

    Shown: an action of the plan of 27 August 2019 was worked on by 24 September, and while one that wants
    sessions is open, such a one in the last 28 days. A new version of the plan does not set the clock back.
    Missing: contacts were kept and worked on nothing that was planned; an action that wants sessions was
    never worked on, even where it is called done; the plan has no action. It does not arise while the plan
    is young. [TV 2.3]
    """
    plan = case.plan
    if plan is None:
        return not_planned(case, by)
    rule = by.practice.rule_if_any("contact.between_sessions", by.on)
    if rule is None:
        return no_number()
    first_day = by.on - timedelta(days=days_in(rule))
    work = _work(case)
    held = [each for each in case.contacts if each.worked_on in work and each.was_attended]
    begun = _begun(case)
    old = [each for each in work.values() if begun[each.first] < first_day]
    if because := _fault_of_work(plan, old, held) or _fault_of_late(plan, old, held, first_day):
        mend = "Work on what is planned at the next contact, and record there which action it was."
        return missing(because, mend, Place.CONTACTS, [of_plan(plan), *records_of(case.contacts[-5:])])
    if not old and not held:
        return not_applicable("It is too early: everything in the plan was planned lately.")
    return shown("What was planned is worked on.", [of_plan(plan), *records_of(held[-3:])])


def _work(case: Case) -> dict[int, Action]:
    """What the plan that holds asks for, and what is done of earlier versions, by the key it had first."""
    last = case.plans[-1]
    return {
        action.first: action
        for plan in case.plans
        for action in plan.actions
        if plan is last or action.done_on is not None
    }


def _fault_of_work(plan: Plan, old: list[Action], held: list[Contact]) -> str:
    """What is wrong with what was delivered of the plan so far; empty where nothing is."""
    worked_on = {each.worked_on for each in held}
    if not plan.actions:
        return "The plan has no action that anybody could work on."
    if any(each.sessions and each.first not in worked_on for each in old):
        return "An action of the plan that wants sessions was never worked on."
    is_done = any(each.done_on for each in old) or any(goal.achieved_on for goal in plan.goals)
    if old and not worked_on and not is_done:
        return "Nobody has worked on anything that the plan names, or recorded that it is done."
    return ""


def _fault_of_late(plan: Plan, old: list[Action], held: list[Contact], first_day: date) -> str:
    """What is wrong with what was delivered over the last weeks; empty where nothing is."""
    still = {
        action.first
        for goal in plan.goals
        for action in goal.actions
        if action.sessions and action.done_on is None and goal.achieved_on is None
    }
    wanted = still & {each.first for each in old}
    lately = any(each.worked_on in still and each.held_on >= first_day for each in held)
    return "No action that wants sessions was worked on lately." if wanted and not lately else ""


def _begun(case: Case) -> dict[int, date]:
    """When each action was planned first, through all versions of the plan."""
    begun: dict[int, date] = {}
    for plan in case.plans:
        for action in plan.actions:
            begun.setdefault(action.first, plan.completed_on)
    return begun


def partners_involved(case: Case, by: Yardstick) -> Finding:
    """Whether something happened with each organisation that the plan names.

    Shown: since an action for another organisation was planned there was a meeting with it or a contact
    about the person, or a session worked on that action, or it is done. Missing: 28 days after it was
    planned, on 27 August 2019 by 24 September, none of these is recorded. It arises where an action names
    an organisation. [TV 2.3] [LON 2.3]
    """
    plan = case.plan
    actions = [action for action in plan.actions if says_something(action.partner)] if plan else []
    if not plan or not actions:
        return not_applicable("No action of the plan names another organisation.")
    begun = _begun(case)
    open_ones = [action for action in actions if not _is_coordinated(case, action, begun[action.first])]
    late = [action for action in open_ones if _is_over_for(begun[action.first], by)]
    if late:
        return missing(
            "The plan names another organisation, and nothing that happened with it is recorded.",
            "Speak to the organisation, and record it as a contact or in the action.",
            Place.CONTACTS,
            [of_plan(plan)],
        )
    if len(open_ones) == len(actions):
        return not_applicable("Nothing has come of the action yet, and nothing says that it is late.")
    return shown("Something happened with the organisations that the plan names.", [of_plan(plan)])


def _is_coordinated(case: Case, action: Action, begun_on: date) -> bool:
    return action.done_on is not None or any(
        contact.outcome in ATTENDED
        and contact.held_on >= begun_on
        and (contact.purpose in WITH_OTHERS or contact.worked_on == action.first)
        for contact in case.contacts
    )


def _is_over_for(since: date, by: Yardstick) -> bool:
    return is_over(last_day(by, due_by, "contact.between_sessions", since), by)


def met_as_planned(case: Case, by: Yardstick) -> Finding:
    """Whether the person was met about as often as the plan says, and in the way it says.

    Shown: planned every 14 days from 27 August 2019, and never more than 28 days without a contact to which
    the person came, today included. Missing: 29 days that ended in the last 12 weeks; what was longer ago has
    been put right since. What we cancelled is no contact, and neither is a call where the plan says face to
    face. Where no plan says how often, the least for the level of harm stands in its place. It does not arise
    while that time has only begun. [TV 2.3] [MINCON]
    """
    plan, least = case.plan, _least_days(case, by)
    if least is None and not (plan and plan.contact_every_days):
        return no_number()
    since = case.plans[0].completed_on if plan else supervised_from(case)
    lately = looked_at_from(by) or since
    met = [contact for contact in case.contacts if contact.was_attended and _is_as_planned(contact, plan)]
    plans = [of_plan(plan)] if plan else []
    for first, last in times_between([contact.held_on for contact in met], since, by.on):
        every = _every_days(case, first) or least
        if every and last >= lately and (last - first).days > 2 * every:
            ends = [contact for contact in case.contacts if first <= contact.held_on <= last]
            return missing(
                "The person was not met for more than twice as long as was planned or laid down.",
                "Arrange meetings as often as the plan says, or review how often they should be.",
                Place.CONTACTS,
                [*(plans or [of_sentence(case)]), *records_of(ends)],
            )
    kept = [contact for contact in met if contact.held_on >= since]
    if not kept:
        return not_applicable("It is too early: there was little time yet to meet as planned.")
    return shown("The person was met about as often as was planned or laid down.", records_of(kept[-3:]))


def _least_days(case: Case, by: Yardstick) -> int | None:
    """How often the level of harm asks to meet at least; None where no number is known."""
    try:
        return least_contact(case.harm, by.on, by.practice).every_days
    except NothingInForce:
        return None


def _every_days(case: Case, on: date) -> int | None:
    """How often the plan of a day says that the person is met."""
    held = case.plan_on(on)
    return held.contact_every_days if held else None


def _is_as_planned(contact: Contact, plan: Plan | None) -> bool:
    return contact.is_face_to_face or plan is None or plan.contact_how != "face_to_face"


CHECKS = (
    Check("delivery.sessions", "Planned work delivered", work_delivered, "TV 2.3"),
    Check("delivery.partners", "Other organisations’ part coordinated", partners_involved, "TV 2.3"),
    Check("delivery.contact", "Contact as often as planned", met_as_planned, "TV 2.3"),
)
