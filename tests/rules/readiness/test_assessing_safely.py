"""What an inspector finds of the assessment of harm, and of questions to agencies."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.casework.assessments.models import Check as CheckRow
from caseward.casework.people.models import RiskFlag
from caseward.rules.practice import Unit
from caseward.rules.readiness import assessing_safely
from caseward.rules.readiness.asked_agencies import AGENCIES
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.facts import Case, Event, Flag, Relation
from caseward.rules.readiness.findings import Finding, Place, State, Yardstick
from tests.factories.practice import calendar, one_rule, practice_of

from .cases import (
    ASSESSED_ON,
    ON,
    SENTENCED_ON,
    assessed,
    assessment,
    by,
    check,
    earlier_assessment,
    sound_case,
    unanswered,
    with_low_harm,
)

CODES = [check.code for check in assessing_safely.CHECKS]
ASSESSING = ("harm.analysed", "harm.victims", "harm.sources")
TEXTS = st.sampled_from(["", "-", "n/a", "Drink.", "drink", "Work.", "A partner.", "At night."])


def found(code: str, case: Case, on: date = ON) -> Finding:
    return BY_CODE[code].finds(case, by(on))


def is_shown(code: str, case: Case) -> bool:
    return found(code, case).state is State.SHOWN


@pytest.mark.parametrize("code", CODES)
def test_a_sound_record_shows_it(code: str) -> None:
    finding = found(code, sound_case())
    assert finding.state is State.SHOWN
    assert finding.records
    assert finding.mend is None


@pytest.mark.parametrize("code", ASSESSING)
def test_without_an_assessment_since_the_sentence_it_is_missing(code: str) -> None:
    finding = found(code, sound_case(assessments=(earlier_assessment(),)))
    assert finding.state is State.MISSING
    assert finding.mend
    assert finding.mend.place is Place.ASSESSMENT


def test_the_flags_and_agencies_are_those_of_the_record() -> None:
    assert set(RiskFlag.Kind.values) >= assessing_safely.VICTIM_FLAGS
    assert set(CheckRow.Agency.values) - {"other"} == set(AGENCIES)


@pytest.mark.parametrize("group", ["children", "public", "known_adult", "staff"])
def test_each_group_is_assessed(group: str) -> None:
    levels = {each: "low" for each in assessing_safely.GROUPS if each != group}
    finding = found("harm.analysed", assessed(harm=levels))
    assert finding.state is State.MISSING
    assert assessing_safely.GROUP_TITLES[group].lower() in finding.because


def test_prisoners_are_not_asked_about_in_the_community() -> None:
    assert "prisoners" not in assessing_safely.GROUPS
    assert len(assessing_safely.GROUPS) == 4


def test_low_harm_needs_no_words() -> None:
    case = assessed(
        harm=dict.fromkeys(assessing_safely.GROUPS, "low"),
        harm_who="",
        harm_nature="",
        harm_when="",
        harm_raises="",
        harm_lowers="",
    )
    assert is_shown("harm.analysed", case)


@pytest.mark.parametrize("part", ["who", "nature", "when", "raises", "lowers"])
def test_above_low_each_question_is_answered(part: str) -> None:
    assert found("harm.analysed", assessed(**{f"harm_{part}": "N/A"})).state is State.MISSING


def test_the_questions_without_an_answer_are_named() -> None:
    finding = found("harm.analysed", assessed(harm_when="", harm_lowers=" "))
    assert (
        finding.because
        == "Harm is above low, and the assessment does not say when it is likeliest; what lowers it."
    )


def test_one_new_answer_is_no_copy_of_the_order_before() -> None:
    texts = {f"harm_{part}": f"It is {part}." for part in ("who", "nature", "when", "raises", "lowers")}
    before = earlier_assessment(**texts)
    assert not is_shown("harm.analysed", sound_case(assessments=(before, assessment(**texts))))
    new = assessment(**{**texts, "harm_when": "Since the move."})
    assert is_shown("harm.analysed", sound_case(assessments=(before, new)))


def test_harm_may_stand_as_it_was_in_the_same_sentence() -> None:
    first = assessment(key=53, completed_on=date(2019, 8, 16))
    assert is_shown("harm.analysed", sound_case(assessments=(first, assessment())))


@pytest.mark.parametrize(
    "case",
    [
        sound_case(relations=(), flags=()),
        sound_case(relations=(Relation(33, "child"),), flags=(Flag(34, "gangs", SENTENCED_ON),)),
    ],
)
def test_where_nobody_at_risk_is_recorded_the_assessment_says_who_or_that_harm_is_low(case: Case) -> None:
    low = dict.fromkeys(assessing_safely.GROUPS, "low")
    assert is_shown("harm.victims", case)
    assert not is_shown("harm.victims", _assessed_in(case, harm_who=""))
    assert is_shown("harm.victims", _assessed_in(case, harm_who="", harm=low))
    assert not is_shown("harm.victims", _assessed_in(case, harm_who="", harm={"public": "low"}))


def _assessed_in(case: Case, **changes: Any) -> Case:
    return replace(case, assessments=(assessment(**changes),))


@pytest.mark.parametrize("relation", [Relation(36, "victim"), Relation(36, "partner", is_at_risk=True)])
def test_somebody_at_risk_must_be_written_of(relation: Relation) -> None:
    case = assessed(harm_who="")
    assert found("harm.victims", replace(case, relations=(relation,), flags=())).state is State.MISSING


@pytest.mark.parametrize(("day", "state"), [(ASSESSED_ON, State.SHOWN), (date(2019, 8, 21), State.MISSING)])
def test_the_assessment_knows_of_a_flag_that_began_by_its_day(day: date, state: State) -> None:
    case = sound_case(flags=(Flag(34, "domestic_abuse", day),))
    assert found("harm.victims", case).state is state


def test_another_flag_that_began_later_is_no_matter_of_victims() -> None:
    flags = (Flag(34, "domestic_abuse", SENTENCED_ON), Flag(35, "self_harm", ON))
    assert is_shown("harm.victims", sound_case(flags=flags))


def test_one_used_answer_of_the_police_is_enough() -> None:
    asked_again = unanswered(63, asked_on=date(2019, 11, 4))
    assert is_shown("harm.sources", sound_case(checks=(check(), asked_again)))


def test_an_unused_answer_of_the_police_is_mended_among_the_checks() -> None:
    unused = replace(check(used_on=None), use="")
    finding = found("harm.sources", sound_case(checks=(unused,)))
    assert finding.because == "What the police answered has not been used."
    assert finding.mend
    assert finding.mend.place is Place.CHECKS


def test_without_earlier_sentences_history_is_not_asked_for() -> None:
    case = replace(assessed(history=""), earlier_sentences=())
    assert is_shown("harm.sources", case)


@pytest.mark.parametrize(("day", "state"), [(SENTENCED_ON, State.SHOWN), (date(2019, 8, 4), State.MISSING)])
def test_the_police_are_asked_since_the_day_of_the_sentence(day: date, state: State) -> None:
    assert found("harm.police_asked", sound_case(checks=(check(asked_on=day),))).state is state


def test_nobody_asked_at_all() -> None:
    finding = found("harm.police_asked", sound_case(checks=()))
    assert finding.because == "Nobody has asked the police since the sentence was passed."
    assert [record.kind for record in finding.records] == ["sentence"]


@pytest.mark.parametrize(
    ("on", "because"),
    [
        (
            date(2019, 8, 13),
            "It is too early: the police have not answered yet, and there is time until 13 August 2019.",
        ),
        (date(2019, 8, 14), "The record shows that the police were asked, and no answer."),
    ],
)
def test_an_answer_is_awaited_until_it_should_be_chased(on: date, because: str) -> None:
    case = sound_case(checks=(unanswered(asked_on=date(2019, 8, 6)),))
    finding = found("harm.police_asked", case, on)
    assert finding.because == because
    assert (finding.mend is None) == (on == date(2019, 8, 13))


def _chased(*days: int) -> Case:
    """Asked on 6 August 2019, chased on these days of August, and never answered."""
    asked = unanswered(asked_on=date(2019, 8, 6))
    chased_on = tuple(date(2019, 8, day) for day in days)
    return sound_case(checks=(replace(asked, days=replace(asked.days, chased_on=chased_on)),))


@pytest.mark.parametrize(
    ("chases", "until"), [((13,), 20), ((13, 20), 28), ((13, 20, 28), 28), ((28, 20, 13), 28)]
)
def test_the_first_two_chases_give_time_again_and_no_third(chases: tuple[int, ...], until: int) -> None:
    last, after = date(2019, 8, until), date(2019, 8, until + 1)
    assert f"until {until} August 2019" in found("harm.police_asked", _chased(*chases), last).because
    finding = found("harm.police_asked", _chased(*chases), after)
    assert finding.because == "The record shows that the police were asked, and no answer."
    assert finding.mend
    assert "through your manager" in finding.mend.words


@pytest.mark.parametrize("code", ["harm.police_asked", "harm.children_asked", "harm.sources"])
@pytest.mark.parametrize(
    ("on", "state"), [(date(2019, 8, 12), State.NOT_APPLICABLE), (date(2019, 8, 13), State.MISSING)]
)
def test_agencies_are_asked_within_five_working_days_of_the_start(code: str, on: date, state: State) -> None:
    early = assessment(completed_on=date(2019, 8, 6))
    assert found(code, sound_case(checks=(), assessments=(early,)), on).state is state


def test_a_question_that_is_needed_and_was_not_put_was_not_asked() -> None:
    needed = unanswered()
    case = sound_case(checks=(replace(needed, days=replace(needed.days, asked_on=None)),))
    finding = found("harm.police_asked", case)
    assert finding.because == "Nobody has asked the police since the sentence was passed."


def test_an_answer_in_the_time_for_its_use_is_not_missing_yet() -> None:
    case = sound_case(checks=(check(used_on=None),), assessments=(assessment(),))
    assert found("harm.sources", case, date(2019, 8, 28)).state is State.NOT_APPLICABLE
    assert found("harm.sources", case, date(2019, 8, 29)).state is State.MISSING


def test_an_earlier_answer_counts_while_a_later_one_is_awaited() -> None:
    case = sound_case(checks=(check(), unanswered(63, asked_on=date(2019, 11, 29))))
    assert is_shown("harm.police_asked", case)


def test_a_day_without_an_answer_is_mended_by_writing_it_down() -> None:
    finding = found("harm.police_asked", sound_case(checks=(replace(check(), answer="-"),)))
    assert finding.mend
    assert finding.mend.words == "Write down what they answered."


def test_without_numbers_for_its_time_a_question_without_answer_is_chased() -> None:
    later = replace(one_rule(5, Unit.WORKING_DAYS, ON), code="agency_check.chase")
    look = Yardstick(ON, practice_of(later), calendar())
    finding = BY_CODE["harm.police_asked"].finds(sound_case(checks=(unanswered(),)), look)
    assert finding.because == "The record shows that the police were asked, and no answer."


def test_without_bank_holidays_for_its_time_too() -> None:
    far = date(2150, 1, 5)
    case = sound_case(checks=(unanswered(asked_on=far),))
    assert found("harm.police_asked", case, far).because.endswith("were asked, and no answer.")


def test_without_children_there_is_nothing_to_ask_of_childrens_services() -> None:
    case = sound_case(relations=(Relation(32, "victim"),), flags=(), events=(Event(37, "move", ON),))
    assert found("harm.children_asked", case).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"relations": (Relation(33, "child"),)}, "relation"),
        ({"flags": (Flag(34, "child_protection", SENTENCED_ON),)}, "flag"),
        ({"events": (Event(37, "child_contact", SENTENCED_ON),)}, "event"),
    ],
)
def test_a_child_in_any_of_these_ways_wants_a_question(facts: dict[str, object], kind: str) -> None:
    nothing: dict[str, object] = {"relations": (), "flags": (), "events": (), "checks": (check(),)}
    finding = found("harm.children_asked", sound_case(**{**nothing, **facts}))
    assert finding.state is State.MISSING
    assert finding.because == "Nobody has asked children’s services since the sentence was passed."
    assert finding.records[0].kind == kind


@given(texts=st.lists(TEXTS, min_size=5, max_size=5), level=st.sampled_from(["low", "medium", "very_high"]))
def test_shown_above_low_means_five_different_answers(texts: list[str], level: str) -> None:
    fields = ("harm_who", "harm_nature", "harm_when", "harm_raises", "harm_lowers")
    levels = {**dict.fromkeys(assessing_safely.GROUPS, "low"), "public": level}
    case = assessed(harm=levels, **dict(zip(fields, texts, strict=True)))
    words = {text.strip(".").lower() for text in texts} - {"", "-", "n/a"}
    assert is_shown("harm.analysed", case) == (level == "low" or len(words) == 5)


@given(asked_on=st.dates(date(2019, 8, 1), date(2019, 12, 2)), is_answered=st.booleans())
def test_the_police_are_shown_as_asked_exactly_where_they_answered(asked_on: date, is_answered: bool) -> None:
    made = check(asked_on=asked_on) if is_answered else unanswered(asked_on=asked_on)
    finding = found("harm.police_asked", with_low_harm(checks=(made,)))
    assert (finding.state is State.SHOWN) == (is_answered and asked_on >= SENTENCED_ON)
    assert (finding.mend is None) == (finding.state is not State.MISSING)
