"""A sound case to begin with: every question of assessment and planning that arises in it is answered well.

A person with earlier offences serves a community order of 5 August 2019; the day of the look is
2 December 2019. `changed` makes the case of a test from it, one cause at a time.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from caseward.rules import agency_checks
from caseward.rules.readiness.facts import (
    Action,
    Assessment,
    Case,
    Check,
    Circumstance,
    Condition,
    Contingency,
    Factor,
    Flag,
    Goal,
    Plan,
    Relation,
    Requirement,
    SelfAssessment,
    Sentence,
)
from caseward.rules.readiness.findings import Yardstick
from caseward.rules.self_assessment import Rating
from tests.factories.practice import calendar, shipped

SENTENCED_ON = date(2019, 8, 5)
ENDS_ON = date(2020, 8, 4)
SAID_ON = date(2019, 8, 14)
ASSESSED_ON = date(2019, 8, 20)
PLANNED_ON = date(2019, 8, 27)
ON = date(2019, 12, 2)
"""The day of the look."""

AREA_CODES = (
    "accommodation",
    "employment",
    "finance",
    "relationships",
    "lifestyle",
    "drugs",
    "alcohol",
    "health",
    "thinking",
    "attitudes",
)
NEEDS = ("relationships", "alcohol", "thinking")
"""The needs, each linked to offending and to harm."""


def by(on: date = ON) -> Yardstick:
    """A look on a day, with the numbers that ship."""
    return Yardstick(on, shipped(), calendar())


def sentence(**changes: Any) -> Sentence:
    """The order that runs, with 20 activity days and a curfew."""
    requirements = (Requirement(11, "rar", 20, SENTENCED_ON), Requirement(12, "curfew", 3, SENTENCED_ON))
    order = Sentence(
        1, "community_order", SENTENCED_ON, SENTENCED_ON, ends_on=ENDS_ON, requirements=requirements
    )
    return replace(order, **changes)


def licence(**changes: Any) -> Sentence:
    """A licence instead: sentenced in February, released on 5 August, one further condition asked for."""
    conditions = (Condition(21, date(2019, 7, 1), granted_on=date(2019, 7, 15)),)
    made = Sentence(
        1, "licence", date(2019, 2, 4), SENTENCED_ON, ends_on=date(2020, 2, 3), conditions=conditions
    )
    return replace(made, **changes)


def earlier_sentence(**changes: Any) -> Sentence:
    """An order that ended before."""
    order = Sentence(
        2, "community_order", date(2017, 3, 6), date(2017, 3, 6), date(2018, 3, 5), ended_on=date(2018, 3, 5)
    )
    return replace(order, **changes)


def self_assessment(**changes: Any) -> SelfAssessment:
    """What the person says now: three areas are a problem, the others go well."""
    ratings = {area: Rating(2, f"I want help with {area}.") for area in NEEDS}
    ratings |= {area: Rating(8) for area in AREA_CODES if area not in NEEDS}
    return replace(SelfAssessment(42, SAID_ON, ratings), **changes)


def earlier_self_assessment(**changes: Any) -> SelfAssessment:
    """What the person said two years before."""
    said = SelfAssessment(41, date(2017, 3, 13), {area: Rating(5, "So so.") for area in AREA_CODES})
    return replace(said, **changes)


def factors() -> tuple[Factor, ...]:
    """Ten areas, three of them needs, two with a strength."""
    strengths = {"employment": "Has kept a job for a year.", "health": "Sees the doctor every month."}
    return tuple(
        Factor(area, "yes", "", f"What happens with {area} before an offence.", True, True)
        if area in NEEDS
        else Factor(area, "no", strengths.get(area, ""), "Nothing here bears on it.", False, False)
        for area in AREA_CODES
    )


def alcohol_without_harm() -> tuple[Factor, ...]:
    """The same ten, where alcohol is linked to offending and not to harm."""
    return tuple(
        replace(each, is_linked_to_harm=False) if each.area == "alcohol" else each for each in factors()
    )


def assessment(**changes: Any) -> Assessment:
    """The assessment that holds: medium harm to a known adult."""
    made = Assessment(
        52,
        ASSESSED_ON,
        self_assessment=42,
        history="One order in 2017: came well at first, then stopped when money ran out.",
        diversity="Autistic: the same room and the same officer each time, changes told the day before.",
        harm={"children": "low", "public": "low", "known_adult": "medium", "staff": "low"},
        harm_who="The former partner first, and any new partner.",
        harm_nature="Punches, and fear that lasts.",
        harm_when="At weekends, after drinking.",
        harm_raises="A new relationship, drinking every day.",
        harm_lowers="Living apart, and the alcohol worker.",
        factors=factors(),
    )
    return replace(made, **changes)


def earlier_assessment(**changes: Any) -> Assessment:
    """The one of the order before, in other words."""
    made = Assessment(
        51,
        date(2017, 3, 20),
        self_assessment=41,
        diversity="Reads slowly.",
        harm={"children": "low", "public": "low", "known_adult": "low", "staff": "low"},
        harm_who="Nobody in particular.",
        factors=tuple(Factor(area, "no", "Gets on with it.", "Looked at in 2017.") for area in AREA_CODES),
    )
    return replace(made, **changes)


def check(key: int = 61, agency: str = "police", **days: Any) -> Check:
    """A check that was asked, answered, read and used; `days` changes its days."""
    made = agency_checks.Check(
        needed_on=SENTENCED_ON,
        asked_on=date(2019, 8, 7),
        answered_on=date(2019, 8, 12),
        read_on=date(2019, 8, 13),
        used_on=ASSESSED_ON,
    )
    answer = "Three call-outs in two years." if days.get("answered_on", ON) else ""
    use = "The level of harm rests on it." if days.get("used_on", ON) else ""
    return Check(key, agency, replace(made, **days), answer=answer, use=use)


def unanswered(key: int = 61, agency: str = "police", asked_on: date = date(2019, 8, 7)) -> Check:
    """A check that was asked and has no answer."""
    return check(key, agency, asked_on=asked_on, answered_on=None, read_on=None, used_on=None)


def goals() -> tuple[Goal, ...]:
    """A goal for each need, each with an action; one of them is a partner's."""
    by_on = date(2020, 3, 2)
    actions = (
        Action(91, 91, "Sessions on respect at home", "officer", by_on, requirement=11, sessions=6),
        Action(92, 92, "Meet the alcohol worker", "partner", by_on, partner="Turning Tide"),
        Action(93, 93, "Sessions on stopping and thinking", "officer", by_on, requirement=11, sessions=4),
    )
    texts = ("Leave the room when an argument starts", "Drink on two days a week at most", "Stop and think")
    return tuple(
        Goal(key, area, text, actions=(action,))
        for key, area, text, action in zip((81, 82, 83), NEEDS, texts, actions, strict=True)
    )


def contingency(**changes: Any) -> Contingency:
    """If this happens, then that is done, by somebody."""
    made = Contingency(
        96, "A new call-out to the home", "See them the same day and ask the police", "The officer"
    )
    return replace(made, **changes)


def plan(**changes: Any) -> Plan:
    """The plan that holds: face to face every two weeks, in words of the person's own."""
    made = Plan(
        71,
        1,
        PLANNED_ON,
        assessment=52,
        contact_every_days=14,
        contact_how="face_to_face",
        agreement="agrees",
        agreement_words="I want the shouting to stop.",
        goals=goals(),
        contingencies=(contingency(),),
    )
    return replace(made, **changes)


def sound_case(**changes: Any) -> Case:
    """Every question of assessment and planning that arises is answered; without contacts and reviews."""
    case = Case(
        key=1,
        sentences=(sentence(),),
        earlier_sentences=(earlier_sentence(),),
        circumstances=(
            Circumstance(31, "neurodiversity", date(2019, 8, 7), "The same room at the same time."),
        ),
        relations=(Relation(32, "former_partner", is_at_risk=True), Relation(33, "child")),
        flags=(Flag(34, "domestic_abuse", date(2019, 8, 6), review_on=date(2020, 2, 6)),),
        self_assessments=(earlier_self_assessment(), self_assessment()),
        assessments=(earlier_assessment(), assessment()),
        checks=(check(), check(62, "childrens_services")),
        plans=(plan(),),
    )
    return changed(case, **changes)


def changed(case: Case, **changes: Any) -> Case:
    """The case with other facts."""
    return replace(case, **changes)


def assessed(**changes: Any) -> Case:
    """The sound case whose assessment differs in these."""
    return sound_case(assessments=(earlier_assessment(), assessment(**changes)))


def with_factor(area: str, **changes: Any) -> tuple[Factor, ...]:
    """The factors of the sound assessment, one area changed."""
    return tuple(replace(each, **changes) if each.area == area else each for each in factors())


def planned(**changes: Any) -> Case:
    """The sound case whose plan differs in these."""
    return sound_case(plans=(plan(**changes),))


def with_low_harm(**changes: Any) -> Case:
    """The sound case with low harm to every group."""
    low = {"children": "low", "public": "low", "known_adult": "low", "staff": "low"}
    return changed(assessed(harm=low), **changes)
