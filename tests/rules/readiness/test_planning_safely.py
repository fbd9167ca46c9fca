"""What an inspector finds of a plan that keeps other people safe, and of its contingencies."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.casework.people.models import RiskFlag
from caseward.rules.readiness import planning_safely
from caseward.rules.readiness.asked_agencies import INVOLVED_FLAGS
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.facts import Case, Condition, Contingency, Flag
from caseward.rules.readiness.findings import Finding, Place, State
from caseward.rules.readiness.workable import (
    MEASURES,
    RISING,
    SMALL,
    has_own_action,
    has_own_trigger,
    names_somebody_else,
)

from .cases import (
    NEEDS,
    ON,
    SENTENCED_ON,
    alcohol_without_harm,
    assessed,
    assessment,
    by,
    changed,
    check,
    contingency,
    earlier_assessment,
    factors,
    goals,
    licence,
    plan,
    planned,
    sound_case,
    unanswered,
    with_low_harm,
)

CODES = [check.code for check in planning_safely.CHECKS]


def found(code: str, case: Case) -> Finding:
    return BY_CODE[code].finds(case, by())


def state(code: str, case: Case) -> State:
    return found(code, case).state


def alone(**changes: object) -> Case:
    """The sound case with nobody in the plan but officer and person."""
    own = tuple(
        replace(goal, actions=tuple(replace(each, owner="officer", partner="") for each in goal.actions))
        for goal in goals()
    )
    return changed(planned(goals=own), **changes)


@pytest.mark.parametrize("code", CODES)
def test_a_sound_plan_shows_it_and_names_itself(code: str) -> None:
    finding = found(code, sound_case())
    assert finding.state is State.SHOWN
    assert ("plan", 71) in [(record.kind, record.key) for record in finding.records]


@pytest.mark.parametrize("code", CODES)
def test_where_harm_is_low_it_does_not_arise(code: str) -> None:
    assert state(code, with_low_harm(plans=())) is State.NOT_APPLICABLE


@pytest.mark.parametrize("code", CODES)
def test_without_a_plan_it_is_missing(code: str) -> None:
    finding = found(code, sound_case(plans=()))
    assert finding.because == "No plan has been completed since the sentence was passed."


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("level", ["medium", "high", "very_high"])
def test_above_low_it_arises(code: str, level: str) -> None:
    assert state(code, assessed(harm={"children": level})) is State.SHOWN


@pytest.mark.parametrize("code", ["plan.harm", "plan.interventions"])
def test_a_level_that_nobody_assessed_since_the_sentence_is_asked_for_first(code: str) -> None:
    earlier = earlier_assessment(harm={"public": "medium"})
    finding = found(code, sound_case(assessments=(earlier,)))
    assert finding.state is State.MISSING
    assert finding.mend
    assert finding.mend.place is Place.ASSESSMENT


def test_a_reason_stands_for_a_goal() -> None:
    case = planned(goals=goals()[:2], without_goal={"thinking": "Comes after the first two."})
    assert state("plan.harm", case) is State.SHOWN


def test_a_need_linked_to_offending_only_is_no_matter_of_harm() -> None:
    rows = tuple(replace(each, is_linked_to_harm=each.area == "alcohol") for each in factors())
    case = changed(assessed(factors=rows), plans=(plan(goals=goals()[1:2]),))
    assert state("plan.harm", case) is State.SHOWN
    assert state("plan.needs", case) is State.MISSING


def test_nothing_linked_to_harm_is_mended_in_the_assessment() -> None:
    rows = tuple(replace(each, is_linked_to_harm=None) for each in factors())
    finding = found("plan.harm", assessed(factors=rows))
    assert finding.mend
    assert finding.mend.place is Place.ASSESSMENT


def test_on_licence_one_condition_that_was_asked_for_is_enough_granted_or_not() -> None:
    refused = Condition(21, SENTENCED_ON, refused_on=ON)
    case = sound_case(sentences=(licence(conditions=(refused,)),))
    finding = found("plan.interventions", case)
    assert finding.state is State.SHOWN
    assert ("condition", 21) in [(record.kind, record.key) for record in finding.records]


def test_tariq_on_licence_without_a_condition() -> None:
    case = sound_case(sentences=(licence(conditions=()),))
    finding = found("plan.interventions", case)
    assert finding.because == "The person is on licence, and no further condition was asked for."
    assert finding.mend
    assert finding.mend.place is Place.SENTENCE


def test_after_licence_no_condition_can_be_asked_for() -> None:
    case = sound_case(sentences=(licence(kind="post_sentence_supervision", conditions=()),))
    assert state("plan.interventions", case) is State.SHOWN


def test_the_flags_are_those_of_the_record() -> None:
    assert set(RiskFlag.Kind.values) >= INVOLVED_FLAGS


def test_where_nobody_else_is_involved_there_is_nothing_to_link_to() -> None:
    case = alone(
        checks=(unanswered(), check(63, "housing")), flags=(Flag(34, "domestic_abuse", SENTENCED_ON),)
    )
    assert state("plan.agencies", case) is State.NOT_APPLICABLE


@pytest.mark.parametrize("kind", sorted(INVOLVED_FLAGS))
def test_a_flag_that_others_share_involves_them(kind: str) -> None:
    assert state("plan.agencies", alone(checks=(), flags=(Flag(34, kind, ON),))) is State.MISSING


@pytest.mark.parametrize("agency", sorted(planning_safely.INVOLVED_AGENCIES))
def test_an_answer_involves_the_agency(agency: str) -> None:
    assert state("plan.agencies", alone(checks=(check(63, agency),), flags=())) is State.MISSING


@pytest.mark.parametrize("who", ["The police", "Social worker and officer", "Turning Tide"])
def test_a_contingency_may_name_the_other_agency(who: str) -> None:
    own = alone().plans[0]
    case = alone(plans=(replace(own, contingencies=(contingency(who=who),)),))
    assert state("plan.agencies", case) is State.SHOWN


def test_an_action_of_the_partner_is_a_link() -> None:
    only = planned(goals=goals()[1:2])
    assert state("plan.agencies", only) is State.SHOWN


def test_help_with_what_is_not_linked_to_harm_is_no_link() -> None:
    assert state("plan.agencies", assessed(factors=alcohol_without_harm())) is State.MISSING


def test_without_an_assessment_nobody_can_say_what_the_others_do_about_harm() -> None:
    mend = found("plan.agencies", sound_case(assessments=())).mend
    assert mend
    assert mend.place is Place.ASSESSMENT


@pytest.mark.parametrize(
    "who", ["", "-", "The officer", "officer", "Responsible Officer", "the manager", "Their officer", "SPO"]
)
def test_who_supervises_is_nobody_else(who: str) -> None:
    assert not names_somebody_else(who)


@pytest.mark.parametrize(
    "action",
    [
        "More reporting and recall",
        "Increase reporting, consider recall/breach/enforcement",
        "Recall to custody immediately",
        "Increased frequency of appointments; final warning",
        "Review risk assessment and discuss with manager",
        "Monitor",
        "See him weekly",
        "?",
    ],
)
def test_what_can_be_written_of_anybody_is_no_action(action: str) -> None:
    assert not has_own_action(contingency(action=action))


@pytest.mark.parametrize(
    "action",
    [
        "See them the same day and ask the police what happened",
        "Visit the home within two days",
        "Tell children’s services and call a meeting",
        "Bring the appointment with the alcohol worker forward",
        "Increase reporting and drug testing",
    ],
)
def test_what_is_done_in_this_case_is_one(action: str) -> None:
    assert has_own_action(contingency(action=action))


@pytest.mark.parametrize(
    "trigger", ["Risk goes up", "If the risk of harm increases", "Escalating concerns", "Non-compliance", "!"]
)
def test_that_risk_rises_is_no_trigger(trigger: str) -> None:
    assert not has_own_trigger(contingency(trigger=trigger))


@pytest.mark.parametrize(
    "trigger",
    ["A new call-out to the home", "They move back in with the victim", "Drinking every day again"],
)
def test_what_would_show_it_is_one(trigger: str) -> None:
    assert has_own_trigger(contingency(trigger=trigger))


def test_one_workable_contingency_beside_a_poor_whole_one_is_enough() -> None:
    poor = contingency(key=97, trigger="Risk goes up", action="Recall")
    assert state("plan.contingencies", planned(contingencies=(poor, contingency()))) is State.SHOWN


@pytest.mark.parametrize("part", ["trigger", "action", "who"])
def test_every_contingency_is_whole(part: str) -> None:
    half = contingency(**{"key": 97, part: ""})
    finding = found("plan.contingencies", planned(contingencies=(contingency(), half)))
    assert finding.because == "A contingency leaves out what would happen, what is then done, or who does it."


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        (
            {"action": "More reporting and recall"},
            "The contingency says no more than reporting, enforcement, recall or review.",
        ),
        (
            {"trigger": "Risk goes up"},
            "The contingency does not say what would show that risk is rising.",
        ),
    ],
)
def test_the_finding_says_what_the_contingency_lacks(changes: dict[str, str], because: str) -> None:
    finding = found("plan.contingencies", planned(contingencies=(contingency(**changes),)))
    assert finding.because == because


@given(
    words=st.lists(st.sampled_from(sorted(SMALL | MEASURES)), min_size=1, max_size=12),
    trigger=st.lists(st.sampled_from(sorted(SMALL | RISING)), min_size=1, max_size=6),
)
def test_no_order_of_such_words_makes_a_contingency(words: list[str], trigger: list[str]) -> None:
    poor = Contingency(96, ", ".join(trigger).capitalize(), " ".join(words).upper(), "The police")
    assert state("plan.contingencies", planned(contingencies=(poor,))) is State.MISSING
    assert not has_own_trigger(poor)


@given(
    areas=st.sets(st.sampled_from(NEEDS), min_size=1), level=st.sampled_from(["", "low", "medium", "high"])
)
def test_a_finding_is_whole_whatever_is_linked(areas: set[str], level: str) -> None:
    rows = tuple(replace(each, is_linked_to_harm=each.area in areas) for each in factors())
    harm = {"public": level} if level else {}
    some = tuple(goal for goal in goals() if goal.area in areas)
    case = sound_case(assessments=(assessment(factors=rows, harm=harm),), plans=(plan(goals=some),))
    expected = State.NOT_APPLICABLE if level == "low" else State.SHOWN
    assert state("plan.harm", case) is expected
    for code in CODES:
        finding = found(code, case)
        assert (finding.mend is not None) == (finding.state is State.MISSING)
