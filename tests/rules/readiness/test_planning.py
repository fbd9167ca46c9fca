"""What an inspector finds of a plan: the person's part, requirements, contact, goals, services."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.casework.plans.models import Plan as PlanRow
from caseward.casework.sentences.models import Requirement as RequirementRow
from caseward.rules.readiness import planning
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.facts import Case, Contact, Goal, Requirement
from caseward.rules.readiness.findings import Finding, Place, State

from .cases import (
    ENDS_ON,
    NEEDS,
    ON,
    SENTENCED_ON,
    assessed,
    assessment,
    by,
    changed,
    earlier_assessment,
    factors,
    goals,
    plan,
    planned,
    sentence,
    sound_case,
    with_low_harm,
)

CODES = [check.code for check in planning.CHECKS]
WORDS = st.sampled_from(["", "-", "Stop.", "stop", "Pay the rent.", "See the doctor."])


def found(code: str, case: Case, on: date = ON) -> Finding:
    return BY_CODE[code].finds(case, by(on))


def state(code: str, case: Case) -> State:
    return found(code, case).state


def with_actions(**changes: Any) -> tuple[Goal, ...]:
    """The goals, every action changed."""
    return tuple(
        replace(goal, actions=tuple(replace(each, **changes) for each in goal.actions)) for goal in goals()
    )


def requiring(*requirements: Requirement, **changes: Any) -> Case:
    """The sound case under these requirements."""
    return sound_case(sentences=(sentence(requirements=requirements, **changes),))


@pytest.mark.parametrize("code", CODES)
def test_a_sound_plan_shows_it_and_names_itself(code: str) -> None:
    finding = found(code, sound_case())
    assert finding.state is State.SHOWN
    assert ("plan", 71) in [(record.kind, record.key) for record in finding.records]
    assert finding.mend is None


@pytest.mark.parametrize("code", CODES)
def test_without_a_plan_it_is_missing(code: str) -> None:
    finding = found(code, sound_case(plans=()))
    assert finding.because == "No plan has been completed since the sentence was passed."
    assert [record.kind for record in finding.records] == ["assessment"]
    assert finding.mend
    assert finding.mend.place is Place.PLAN


def test_without_plan_and_assessment_the_finding_rests_on_the_sentence() -> None:
    finding = found("plan.involved", sound_case(plans=(), assessments=()))
    assert [record.kind for record in finding.records] == ["sentence"]


def test_who_does_not_agree_was_involved_too() -> None:
    assert state("plan.involved", planned(agreement="does_not_agree")) is State.SHOWN
    assert state("plan.involved", planned(agreement="")) is State.MISSING
    assert set(PlanRow.Agreement.values) == {"agrees", "does_not_agree", "not_asked"}


def test_new_words_on_a_new_version_are_their_own() -> None:
    second = plan(key=72, number=2, agreement_words="It is calmer now; next is the drinking.")
    assert state("plan.involved", sound_case(plans=(plan(), second))) is State.SHOWN


@pytest.mark.parametrize(("by_on", "expected"), [(ENDS_ON, State.SHOWN), (date(2020, 8, 5), State.MISSING)])
def test_a_requirement_is_planned_up_to_the_last_day_of_the_sentence(by_on: date, expected: State) -> None:
    assert state("plan.requirements", planned(goals=with_actions(by_on=by_on))) is expected


def test_a_sentence_without_known_end_leaves_all_the_time() -> None:
    case = changed(planned(goals=with_actions(by_on=date(2030, 1, 1))), sentences=(sentence(ends_on=None),))
    assert state("plan.requirements", case) is State.SHOWN


@pytest.mark.parametrize("kind", sorted(planning.WITHOUT_WORK))
def test_a_requirement_that_is_only_kept_wants_no_action(kind: str) -> None:
    assert kind in RequirementRow.Kind.values
    kept = requiring(Requirement(12, kind, 3, SENTENCED_ON))
    assert state("plan.requirements", kept) is State.SHOWN
    assert state("plan.requirements", replace(kept, plans=(plan(goals=()),))) is State.MISSING
    assert state("plan.requirements", replace(kept, plans=())) is State.MISSING


@pytest.mark.parametrize(("by_on", "state_then"), [(ENDS_ON, State.SHOWN), (date(2020, 8, 5), State.MISSING)])
def test_where_nothing_is_left_to_plan_what_is_planned_fits_the_time(by_on: date, state_then: State) -> None:
    case = changed(planned(goals=with_actions(by_on=by_on)), sentences=(sentence(requirements=()),))
    assert state("plan.requirements", case) is state_then
    done = planned(goals=with_actions(by_on=by_on, done_on=ON))
    assert state("plan.requirements", changed(done, sentences=(sentence(requirements=()),))) is State.SHOWN
    without_end = changed(case, sentences=(sentence(requirements=(), ends_on=None),))
    assert state("plan.requirements", without_end) is State.SHOWN


@pytest.mark.parametrize("kind", sorted(set(RequirementRow.Kind.values) - planning.WITHOUT_WORK))
def test_every_other_requirement_wants_one(kind: str) -> None:
    assert state("plan.requirements", requiring(Requirement(13, kind, 3, SENTENCED_ON))) is State.MISSING
    done = Requirement(13, kind, 3, SENTENCED_ON, completed_on=ON)
    assert state("plan.requirements", requiring(done)) is State.SHOWN


def test_each_requirement_of_each_sentence_is_looked_at() -> None:
    second = sentence(key=3, requirements=(Requirement(14, "unpaid_work", 100, SENTENCED_ON),))
    finding = found("plan.requirements", sound_case(sentences=(sentence(), second)))
    assert finding.because == "A requirement of the sentence has no action in the plan."
    assert [record.key for record in finding.records] == [71, 11, 14]


@pytest.mark.parametrize(
    ("harm", "every"), [("low", 31), ("medium", 28), ("high", 14), ("very_high", 7), ("", 14)]
)
def test_contact_is_as_often_as_the_level_of_harm_asks(harm: str, every: int) -> None:
    levels = {"public": harm} if harm else {}
    case = assessed(harm=levels)
    on_the_edge = changed(case, plans=(plan(contact_every_days=every),))
    one_day_rarer = changed(case, plans=(plan(contact_every_days=every + 1),))
    assert state("plan.contact", on_the_edge) is State.SHOWN
    finding = found("plan.contact", one_day_rarer)
    assert finding.because == (
        f"The plan has people meet face to face every {every + 1} days. "
        f"The level of harm asks for every {every}."
    )


def test_where_people_meet_by_turns_every_second_meeting_counts() -> None:
    assert state("plan.contact", planned(contact_every_days=14, contact_how="mixed")) is State.SHOWN
    assert state("plan.contact", planned(contact_every_days=15, contact_how="mixed")) is State.MISSING
    assert set(PlanRow.How.values) == {"face_to_face", "mixed", "remote"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2015, 1, 31), State.NOT_APPLICABLE), (date(2015, 2, 1), State.SHOWN)],
)
def test_before_the_first_number_nobody_can_say_what_is_often_enough(on: date, expected: State) -> None:
    assert found("plan.contact", sound_case(), on).state is expected


def test_without_an_assessment_nobody_knows_which_needs_the_plan_is_for() -> None:
    finding = found("plan.needs", sound_case(assessments=(earlier_assessment(),)))
    assert finding.state is State.MISSING
    assert finding.mend
    assert finding.mend.place is Place.ASSESSMENT


def test_needs_of_which_none_is_linked_to_offending_leave_the_plan_nothing_to_answer() -> None:
    rows = tuple(replace(each, is_linked_to_offending=False) for each in factors())
    finding = found("plan.needs", assessed(factors=rows))
    assert finding.because == "The assessment links no need to offending, so the plan cannot answer any."


def test_what_is_linked_and_no_need_asks_for_no_goal() -> None:
    rows = tuple(replace(each, need="no") for each in factors())
    assert state("plan.needs", assessed(factors=rows)) is State.NOT_APPLICABLE


def test_a_reason_stands_for_a_goal() -> None:
    with_reason = planned(goals=goals()[:2], without_goal={"thinking": "Comes after the first two."})
    assert state("plan.needs", with_reason) is State.SHOWN
    finding = found("plan.needs", planned(goals=goals()[:2]))
    assert finding.because == (
        "These needs are linked to offending and have neither a goal nor a reason: thinking and behaviour."
    )


def test_one_need_alone_may_have_a_reason_only() -> None:
    rows = tuple(replace(each, is_linked_to_offending=each.area == "alcohol") for each in factors())
    case = changed(assessed(factors=rows), plans=(plan(goals=(), without_goal={"alcohol": "In treatment."}),))
    assert state("plan.needs", case) is State.SHOWN


def test_two_goals_in_one_area_in_the_same_words_are_no_shopping_list() -> None:
    twice = (*goals(), replace(goals()[0], key=85))
    assert state("plan.needs", planned(goals=twice)) is State.SHOWN


def test_the_areas_of_a_shopping_list_are_named() -> None:
    copied = tuple(replace(each, text="Address it") if each.area != "alcohol" else each for each in goals())
    finding = found("plan.needs", planned(goals=copied))
    assert finding.because == (
        "The same goal, or an empty one, stands in several areas: "
        "family and relationships; thinking and behaviour."
    )


def test_where_all_goals_are_achieved_all_are_looked_at() -> None:
    reached = tuple(replace(goal, achieved_on=ON) for goal in goals())
    assert state("plan.services", planned(goals=reached)) is State.SHOWN
    empty = tuple(replace(goal, actions=()) for goal in reached)
    assert state("plan.services", planned(goals=empty)) is State.MISSING


@pytest.mark.parametrize(
    ("on", "state_then"), [(date(2019, 8, 27), State.NOT_APPLICABLE), (date(2019, 8, 28), State.MISSING)]
)
def test_a_plan_has_time_after_the_start_where_the_person_never_came(on: date, state_then: State) -> None:
    assert found("plan.services", sound_case(plans=()), on).state is state_then


@pytest.mark.parametrize(
    ("on", "state_then"), [(date(2019, 9, 3), State.NOT_APPLICABLE), (date(2019, 9, 4), State.MISSING)]
)
def test_a_plan_has_time_after_the_first_contact_to_which_they_came(on: date, state_then: State) -> None:
    came = (Contact(1, date(2019, 8, 6), outcome="did_not_attend"), Contact(2, date(2019, 8, 12)))
    assert found("plan.services", sound_case(plans=(), contacts=came), on).state is state_then


def test_a_goal_that_is_achieved_needs_no_action_any_more() -> None:
    first, *others = goals()
    reached = (replace(first, achieved_on=ON, actions=()), *others)
    assert state("plan.services", planned(goals=reached)) is State.SHOWN


def test_sessions_alone_and_a_partner_alone_are_services() -> None:
    assert state("plan.services", planned(goals=goals()[:1])) is State.SHOWN
    assert state("plan.services", planned(goals=goals()[1:2])) is State.SHOWN


def test_a_single_goal_may_have_a_single_action() -> None:
    one = with_actions(what="Attend the group", sessions=4)[:1]
    assert state("plan.services", planned(goals=one)) is State.SHOWN


def test_a_partner_is_named() -> None:
    finding = found("plan.services", planned(goals=with_actions(owner="partner", partner="-")))
    assert finding.mend
    assert finding.mend.words == "Name the organisation."


@given(texts=st.lists(WORDS, min_size=3, max_size=3))
def test_needs_are_shown_exactly_where_each_has_a_goal_of_its_own(texts: list[str]) -> None:
    rows = tuple(replace(goal, text=text) for goal, text in zip(goals(), texts, strict=True))
    said = {text.strip(".").lower() for text in texts} - {"", "-"}
    assert (state("plan.needs", planned(goals=rows)) is State.SHOWN) == (len(said) == 3)


@given(areas=st.sets(st.sampled_from(NEEDS)), every=st.integers(1, 60) | st.none())
def test_less_in_the_plan_is_never_shown_where_more_is_missing(areas: set[str], every: int | None) -> None:
    some = tuple(goal for goal in goals() if goal.area in areas)
    less = with_low_harm(plans=(plan(goals=some, contact_every_days=every),))
    assert (state("plan.needs", less) is State.SHOWN) == (areas == set(NEEDS))
    assert (state("plan.contact", less) is State.SHOWN) == (every is not None and every <= 31)
    for code in CODES:
        finding = found(code, less)
        assert (finding.mend is not None) == (finding.state is State.MISSING)


def test_the_latest_assessment_decides_which_needs_count() -> None:
    rows = tuple(replace(each, need="yes", is_linked_to_offending=True) for each in factors())
    later = assessment(key=53, completed_on=date(2019, 11, 4), factors=rows)
    case = sound_case(assessments=(assessment(), later))
    assert state("plan.needs", case) is State.MISSING
