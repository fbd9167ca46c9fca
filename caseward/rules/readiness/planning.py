"""What an inspector looks for in a plan.

The plan that holds is looked at. Reports found plans that were shopping lists, needs that were assessed and
then left out, and people who had no part in it. So a goal that stands in the same words in several areas
is none, and so are words of the person that were taken over from an earlier plan. [TV 2.2] [LON 2.2]
"""

from collections.abc import Collection, Iterable, Iterator

from caseward.rules.contact_levels import least_contact
from caseward.rules.practice import NothingInForce

from .areas import named
from .facts import Assessment, Case, Factor, Goal, Plan, Requirement, Sentence
from .findings import Check, Finding, Place, Record, Yardstick, missing, not_applicable
from .gaps import Gap, first_gap, not_assessed, not_planned, of_assessment, of_plan, of_sentence
from .texts import is_same, plain, tells

WITHOUT_WORK = frozenset(("curfew", "exclusion", "residence"))
"""Requirements that are kept, not worked on."""
EVERY_MEETING_OF = {"face_to_face": 1, "mixed": 2}
"""Of how many meetings one is face to face."""


def involved(case: Case, by: Yardstick) -> Finding:
    """Shown: the plan holds whether the person agrees, and words of their own that are new.

    Missing: they were not asked, said nothing, or the words stand in an earlier version. It always arises;
    who does not agree was involved too. Example: the version of 27 August 2019 and the next both say
    "I can do this": missing. [TV 2.2] [LON 2.2]
    """
    plan = case.plan
    if plan is None:
        return not_planned(case, by)
    return first_gap(
        _gaps_in_agreement(case, plan),
        "The plan holds what the person says to it, in their own words.",
        map(of_plan, case.plans),
    )


def _gaps_in_agreement(case: Case, plan: Plan) -> Iterator[Gap]:
    mend, place = "Ask the person what they say to the plan, and write it in their own words.", Place.PLAN
    if plan.agreement in ("", "not_asked"):
        yield Gap("The person was not asked about the plan.", mend, place)
    if not tells(plan.agreement_words):
        yield Gap("The plan holds no words of the person’s own.", mend, place)
    if any(is_same(plan.agreement_words, each.agreement_words) for each in case.plans[:-1]):
        yield Gap("The person’s words on the plan are those of an earlier version.", mend, place)


def requirements(case: Case, by: Yardstick) -> Finding:
    """Shown: each requirement that wants work and is not completed has an action by the end of the sentence.

    Missing: one has none, or only actions after the end. Where no such requirement is left, or on licence,
    what is planned is looked at instead: at least one action, and none to be done after the end. It always
    arises. Example: an order until 4 August 2020, and an action for its activity days by 4 August 2020:
    shown; by 5 August 2020: missing. [LON 2.2]
    """
    plan = case.plan
    if plan is None:
        return not_planned(case, by)
    wanted = [
        (sentence, each)
        for sentence in case.sentences
        for each in sentence.requirements
        if each.completed_on is None and each.kind not in WITHOUT_WORK
    ]
    if not wanted:
        return first_gap(
            _gaps_in_time(case, plan),
            "No requirement is left to plan, and what is planned fits the time that the sentence leaves.",
            [of_plan(plan), of_sentence(case)],
        )
    return first_gap(
        _gaps_in_requirements(plan, wanted),
        "Every requirement has an action in the time that the sentence leaves.",
        [of_plan(plan), *(_of_requirement(each) for _, each in wanted)],
    )


def _gaps_in_requirements(plan: Plan, wanted: Iterable[tuple[Sentence, Requirement]]) -> Iterator[Gap]:
    for sentence, requirement in wanted:
        days = [
            each.by_on for each in plan.actions if each.requirement == requirement.key and tells(each.what)
        ]
        if not days:
            because = "A requirement of the sentence has no action in the plan."
            yield Gap(because, "Plan how each requirement is carried out, and by when.", Place.PLAN)
        elif sentence.ends_on is not None and min(days) > sentence.ends_on:
            because = "A requirement has actions only after the sentence has ended."
            yield Gap(because, "Plan the requirement so that it is done before the end.", Place.PLAN)


def _gaps_in_time(case: Case, plan: Plan) -> Iterator[Gap]:
    """What is wrong with the days of a plan where no requirement is left to be planned. Inferred."""
    actions = [each for each in plan.actions if tells(each.what)]
    ends = [sentence.ends_on for sentence in case.sentences if sentence.ends_on]
    if not actions:
        because = "The plan has no action."
        yield Gap(because, "Plan what is done in the time that the sentence leaves.", Place.PLAN)
    elif ends and any(each.done_on is None and each.by_on > max(ends) for each in actions):
        because = "An action is planned for a day after the sentence has ended."
        yield Gap(because, "Plan each action for a day before the end.", Place.PLAN)


def contact(case: Case, by: Yardstick) -> Finding:
    """Shown: the plan says how often people meet, and they meet face to face as often as harm asks at least.

    Missing: how often or how is not said, all is remote, or face to face is too rare; where turns are taken,
    every second meeting counts. It does not arise where no least contact is known for the day. Example: on
    5 August 2019 medium harm asks for every 28 days: 28 shown, 29 missing; 15 by turns missing. [TV 2.2]
    """
    plan = case.plan
    if plan is None:
        return not_planned(case, by)
    try:
        least = least_contact(case.harm, by.on, by.practice).every_days
    except NothingInForce:
        return not_applicable("How often people must meet at least is not known for that day.")
    return first_gap(
        _gaps_in_contact(plan, least),
        "The plan says how often people meet face to face, and that is often enough.",
        [of_plan(plan), *map(of_assessment, case.assessments[-1:])],
    )


def _gaps_in_contact(plan: Plan, least: int) -> Iterator[Gap]:
    mend, place = f"Plan to meet face to face every {least} days at least.", Place.PLAN
    if not plan.contact_every_days:
        yield Gap("The plan does not say how often people meet.", mend, place)
    elif plan.contact_how not in EVERY_MEETING_OF:
        yield Gap("The plan does not say that people meet face to face.", mend, place)
    elif (face_to_face := plan.contact_every_days * EVERY_MEETING_OF[plan.contact_how]) > least:
        because = f"The plan has people meet face to face every {face_to_face} days."
        yield Gap(f"{because} The level of harm asks for every {least}.", mend, place)


def needs(case: Case, by: Yardstick) -> Finding:
    """Shown: each need linked to offending has a goal of its own, or a reason for none.

    Missing: one has neither, or only a goal that stands in other areas too; needs were found and none is
    linked. It does not arise where the assessment found no need. Example: an assessment of 20 August 2019
    with needs in alcohol and thinking, and "Address offending behaviour" as the goal of both: missing.
    [TV 2.2] [LON 2.2]
    """
    assessment = case.assessment
    if assessment is None:
        return not_assessed(case, by)
    linked = linked_areas(assessment.factors, to_harm=False)
    if not linked and not any(each.need == "yes" for each in assessment.factors):
        return not_applicable("The assessment found no need.")
    if not linked:
        return nothing_linked(assessment, "offending")
    plan = case.plan
    if plan is None:
        return not_planned(case, by)
    return first_gap(
        gaps_in_goals(plan, linked, "offending"),
        "Every need linked to offending has a goal, or a reason for none.",
        [of_plan(plan), of_assessment(assessment)],
    )


def nothing_linked(assessment: Assessment, to: str) -> Finding:
    """That a plan cannot answer needs of which none is said to be linked. No source is needed."""
    return missing(
        f"The assessment links no need to {to}, so the plan cannot answer any.",
        f"Say in the assessment which needs are linked to {to}.",
        Place.ASSESSMENT,
        [of_assessment(assessment)],
    )


def linked_areas(factors: Iterable[Factor], *, to_harm: bool) -> list[str]:
    """The areas of the needs that are linked to harm, or else to offending. No source is needed."""
    found = (each for each in factors if each.need == "yes")
    return [
        each.area for each in found if (each.is_linked_to_harm if to_harm else each.is_linked_to_offending)
    ]


def gaps_in_goals(plan: Plan, linked: Collection[str], to: str) -> Iterator[Gap]:
    """What the plan leaves out of the needs in those areas; `to` says what they are linked to. [TV 2.2]"""
    own = goals_of_their_own(plan)
    with_goal = {goal.area for goal in own}
    reasons = {area for area, because in plan.without_goal.items() if tells(because)}
    left = set(linked) - with_goal - reasons
    if copied := named(left & {goal.area for goal in plan.goals}):
        because = f"The same goal, or an empty one, stands in several areas: {copied}."
        yield Gap(because, f"Write a goal for each of these areas by itself: {copied}.", Place.PLAN)
    if left:
        because = f"These needs are linked to {to} and have neither a goal nor a reason: {named(left)}."
        yield Gap(because, f"Write a goal, or why there is none for now: {named(left)}.", Place.PLAN)
    if len(linked) > 1 and not with_goal & set(linked):
        because = f"The plan has reasons for leaving out every need linked to {to}, and no goal."
        yield Gap(because, "Write a goal for the need that comes first.", Place.PLAN)


def goals_of_their_own(plan: Plan) -> list[Goal]:
    """The goals that say something and whose words stand in one area only: no shopping list. [TV 2.2]"""
    said = [(goal, plain(goal.text)) for goal in plan.goals if tells(goal.text)]
    areas: dict[str, set[str]] = {}
    for goal, words in said:
        areas.setdefault(words, set()).add(goal.area)
    return [goal for goal, words in said if len(areas[words]) == 1]


def services(case: Case, by: Yardstick) -> Finding:
    """Shown: each goal that is not achieved has an action, and somebody gives sessions or help towards one.

    Missing: a goal without action, a partner without a name, no session and no partner at all, or the same
    action for every goal. It always arises; where all are achieved, all are looked at. Example: an action for
    another organisation, to be done by 20 August 2019, that does not name it: missing. [TV 2.2] [LON 2.2]
    """
    plan = case.plan
    if plan is None:
        return not_planned(case, by)
    still = [goal for goal in plan.goals if goal.achieved_on is None]
    goals = still or list(plan.goals)
    return first_gap(_gaps_in_services(goals), "The plan names who does what for each goal.", [of_plan(plan)])


def _gaps_in_services(goals: list[Goal]) -> Iterator[Gap]:
    place = Place.PLAN
    if not goals:
        yield Gap("The plan has no goal.", "Write what is to be reached, and who does what for it.", place)
    if left := named(goal.area for goal in goals if not any(tells(each.what) for each in goal.actions)):
        yield Gap(f"Goals in these areas have no action: {left}.", f"Plan an action for: {left}.", place)
    actions = [action for goal in goals for action in goal.actions]
    if any(each.owner == "partner" and not tells(each.partner) for each in actions):
        because = "An action is for another organisation, and the plan does not say which."
        yield Gap(because, "Name the organisation.", place)
    if not any(each.sessions or tells(each.partner) for each in actions):
        because = "No action has sessions, and none names an organisation."
        yield Gap(because, "Plan sessions, or name the service that helps.", place)
    if len(goals) > 1 and len({plain(each.what) for each in actions}) == 1:
        because = "Every goal has the same action."
        yield Gap(because, "Plan for each goal what would bring it about.", place)


def _of_requirement(requirement: Requirement) -> Record:
    return Record("requirement", requirement.key, requirement.starts_on, "Requirement that is not completed")


CHECKS = (
    Check("plan.involved", "The person’s words on the plan", involved, "TV 2.2"),
    Check("plan.requirements", "Every requirement planned in the time there is", requirements, "LON 2.2"),
    Check("plan.contact", "Planned contact often enough", contact, "LON 2.2"),
    Check("plan.needs", "A goal for each need linked to offending", needs, "TV 2.2"),
    Check("plan.services", "Services named for the goals", services, "TV 2.2"),
)
