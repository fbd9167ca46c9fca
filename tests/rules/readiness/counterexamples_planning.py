"""Cases in which the record exists and what an inspector looks for is missing all the same: to planning."""

from dataclasses import replace
from datetime import date
from typing import Any

from caseward.rules.readiness.facts import (
    Action,
    Assessment,
    Case,
    Circumstance,
    Contingency,
    Factor,
    Flag,
    Goal,
    Plan,
    SelfAssessment,
)
from caseward.rules.self_assessment import Rating

from .cases import (
    AREA_CODES,
    NEEDS,
    alcohol_without_harm,
    assessed,
    assessment,
    changed,
    check,
    contingency,
    earlier_assessment,
    factors,
    goals,
    licence,
    plan,
    planned,
    self_assessment,
    sentence,
    sound_case,
    unanswered,
    with_factor,
)

GENERIC = "Standard wording for this area."


def _as_before(**parts: Any) -> Case:
    """Both assessments say the same in these parts."""
    return sound_case(assessments=(earlier_assessment(**parts), assessment(**parts)))


def _copied_self_assessment() -> Case:
    now = self_assessment()
    before = SelfAssessment(41, date(2019, 2, 4), now.ratings)
    return sound_case(self_assessments=(before, now))


def _blank_self_assessment() -> Case:
    blank = self_assessment(ratings={area: Rating() for area in AREA_CODES})
    return sound_case(self_assessments=(blank,))


def _analysed_with(text: str) -> tuple[Factor, ...]:
    return tuple(replace(each, analysis=text) if each.area in NEEDS else each for each in factors())


def _strong_in(text: str, *areas: str) -> tuple[Factor, ...]:
    return tuple(replace(each, strength=text if each.area in areas else "") for each in factors())


def _shopping_list() -> tuple[Goal, ...]:
    return tuple(replace(goal, text="Address offending behaviour") for goal in goals())


def _by_officer_alone() -> tuple[Goal, ...]:
    return tuple(
        replace(goal, actions=tuple(replace(each, owner="officer", partner="") for each in goal.actions))
        for goal in goals()
    )


def _acting(**changes: Any) -> tuple[Goal, ...]:
    """The goals, every action changed."""
    return tuple(
        replace(goal, actions=tuple(replace(each, **changes) for each in goal.actions)) for goal in goals()
    )


def _prepared(*contingencies: Contingency) -> Case:
    return planned(contingencies=contingencies)


def _versions(first: Plan, second: Plan) -> Case:
    return sound_case(plans=(first, second))


def _shaun() -> Assessment:
    return assessment(history="")


COUNTEREXAMPLES: dict[str, list[tuple[str, Case]]] = {
    "assessment.diversity": [
        ("copied from the assessment before", _as_before(diversity="Reads slowly.")),
        ("the same words stand under history", assessed(diversity=GENERIC, history=GENERIC)),
        ("not applicable is no analysis", assessed(diversity="N/A")),
        (
            "a circumstance is recorded without its effect",
            sound_case(circumstances=(Circumstance(31, "neurodiversity", date(2019, 8, 7)),)),
        ),
        (
            "two circumstances share one effect",
            sound_case(
                circumstances=(
                    Circumstance(31, "neurodiversity", date(2019, 8, 7), GENERIC),
                    Circumstance(35, "caring", date(2019, 8, 7), GENERIC),
                )
            ),
        ),
    ],
    "assessment.involved": [
        ("the self-assessment is copied", _copied_self_assessment()),
        ("the self-assessment is blank", _blank_self_assessment()),
        ("there is one, and the assessment does not rest on it", assessed(self_assessment=None)),
        (
            "it is from before the sentence",
            sound_case(self_assessments=(self_assessment(given_on=date(2019, 8, 4)),)),
        ),
        (
            "a difference has no answer",
            assessed(factors=with_factor("drugs", need="yes", analysis="Uses most days.")),
        ),
    ],
    "assessment.needs": [
        ("three needs in one set of words", assessed(factors=_analysed_with(GENERIC))),
        ("the words of the assessment before", _as_before(factors=factors())),
        ("a need that is only ticked", assessed(factors=with_factor("alcohol", analysis=" - "))),
        ("an area that nobody looked at", assessed(factors=with_factor("drugs", need=""))),
        (
            "nobody says whether it is linked",
            assessed(factors=with_factor("alcohol", is_linked_to_offending=None)),
        ),
        (
            "nothing is known of any area",
            assessed(factors=tuple(Factor(area, "not_known") for area in AREA_CODES)),
        ),
    ],
    "assessment.strengths": [
        ("the same strength in every area", assessed(factors=_strong_in("Engages well.", *AREA_CODES))),
        ("the strengths of the assessment before", _as_before(factors=factors())),
        ("none is not a strength", assessed(factors=_strong_in("None", "drugs"))),
    ],
    "assessment.sources": [
        ("earlier sentences without a word on them", sound_case(assessments=(_shaun(),))),
        ("history copied from the order before", _as_before(history="One order; came well.")),
        ("history in the words of another part", assessed(history=GENERIC, harm_when=GENERIC)),
        ("an answer that nobody used", sound_case(checks=(replace(check(used_on=None), use=""),))),
    ],
    "harm.analysed": [
        (
            "one set of words for all five questions",
            assessed(
                harm_who=GENERIC,
                harm_nature=GENERIC,
                harm_when=GENERIC,
                harm_raises=GENERIC,
                harm_lowers=GENERIC,
            ),
        ),
        ("what raises it is what lowers it", assessed(harm_raises="Drink.", harm_lowers="Drink")),
        ("a level without analysis", assessed(harm_when="", harm_lowers="")),
        (
            "children were not assessed",
            assessed(harm={"public": "low", "known_adult": "low", "staff": "low"}),
        ),
        (
            "copied from the order before",
            _as_before(
                harm_who="A partner.",
                harm_nature="Blows.",
                harm_when="At night.",
                harm_raises="Drink.",
                harm_lowers="Work.",
            ),
        ),
    ],
    "harm.victims": [
        ("nobody says who", assessed(harm_who="")),
        ("generic words", assessed(harm_who=GENERIC, harm_nature=GENERIC)),
        ("a flag began since", sound_case(flags=(Flag(34, "restraining_order", date(2019, 8, 21)),))),
    ],
    "harm.sources": [
        ("the police answered and nobody used it", sound_case(checks=(check(used_on=None),))),
        ("the police were asked and did not answer", sound_case(checks=(unanswered(),))),
        ("the past was not drawn together", sound_case(assessments=(_shaun(),))),
    ],
    "harm.police_asked": [
        ("asked, never answered, never chased", sound_case(checks=(unanswered(),))),
        ("asked last month, not chased since", sound_case(checks=(unanswered(asked_on=date(2019, 11, 4)),))),
        ("asked before the sentence", sound_case(checks=(check(asked_on=date(2019, 8, 4)),))),
        ("answered, and no word of what", sound_case(checks=(replace(check(), answer=""),))),
    ],
    "harm.children_asked": [
        ("asked, never answered", sound_case(checks=(unanswered(agency="childrens_services"),))),
        ("only the police were asked", sound_case(checks=(check(),))),
    ],
    "plan.involved": [
        ("could not be asked", planned(agreement="not_asked")),
        ("agrees, without a word", planned(agreement_words="")),
        ("the words of the version before", _versions(plan(), plan(key=72, number=2))),
    ],
    "plan.requirements": [
        ("no action is linked to the requirement", planned(goals=_acting(requirement=None))),
        ("only actions after the end", planned(goals=_acting(by_on=date(2020, 8, 5)))),
        ("an action without words", planned(goals=_acting(what=""))),
    ],
    "plan.contact": [
        ("too rare for the level of harm", planned(contact_every_days=29)),
        ("by telephone", planned(contact_how="remote")),
        ("by turns, so that every second counts", planned(contact_every_days=15, contact_how="mixed")),
        ("how is not said", planned(contact_how="")),
        ("how often is not said", planned(contact_every_days=None)),
    ],
    "plan.needs": [
        ("a shopping list", planned(goals=_shopping_list())),
        ("a need without goal", planned(goals=goals()[:2])),
        ("an empty reason", planned(goals=goals()[:2], without_goal={"thinking": "-"})),
        ("reasons and no goal", planned(goals=(), without_goal=dict.fromkeys(NEEDS, "Comes later."))),
    ],
    "plan.services": [
        ("a partner without a name", planned(goals=_acting(owner="partner", partner="", sessions=4))),
        ("no sessions and no partner", planned(goals=_acting(owner="officer", partner="", sessions=0))),
        ("the same action for every goal", planned(goals=_acting(what="Attend appointments"))),
        ("a goal without action", planned(goals=(replace(goals()[0], actions=()), goals()[1]))),
        ("no goal", planned(goals=())),
    ],
    "plan.harm": [
        ("a shopping list", planned(goals=_shopping_list())),
        ("a need without goal", planned(goals=goals()[1:])),
        (
            "above low, and no need is linked to it",
            assessed(factors=tuple(replace(each, is_linked_to_harm=False) for each in factors())),
        ),
    ],
    "plan.interventions": [
        (
            "no work on what is linked to harm",
            planned(goals=tuple(replace(each, actions=()) for each in goals())),
        ),
        (
            "work only on other needs",
            planned(
                goals=(
                    Goal(
                        84,
                        "finance",
                        "Pay the rent",
                        actions=(Action(94, 94, "See", "officer", date(2020, 1, 6)),),
                    ),
                )
            ),
        ),
        ("on licence, no condition asked for", sound_case(sentences=(licence(conditions=()),))),
    ],
    "plan.agencies": [
        ("the officer does everything", planned(goals=_by_officer_alone())),
        ("only what is not linked to harm has a service", assessed(factors=alcohol_without_harm())),
        (
            "the manager is no other agency",
            planned(goals=_by_officer_alone(), contingencies=(contingency(who="The manager"),)),
        ),
    ],
    "plan.contingencies": [
        (
            "more reporting and recall, as in Tariq’s case",
            _prepared(Contingency(96, "Risk goes up", "More reporting and recall", "")),
        ),
        (
            "the same, though somebody is named",
            _prepared(contingency(action="Increase reporting, consider recall/breach/enforcement")),
        ),
        ("a trigger that fits anybody", _prepared(contingency(trigger="If the risk increases"))),
        ("nobody is named", _prepared(contingency(who="Officer"), contingency(who=" "))),
        (
            "what to do in one, when to do it in the other",
            _prepared(contingency(action="Recall"), contingency(trigger="Concerns")),
        ),
        ("none", _prepared()),
        (
            "harm that nobody assessed is not low",
            changed(_prepared(), assessments=(assessment(harm={}),), sentences=(sentence(),)),
        ),
    ],
}
