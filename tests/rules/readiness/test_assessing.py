"""What an inspector finds of assessing: shown, missing, and where it does not arise."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.casework.assessments.models import Area
from caseward.casework.people.models import Circumstance as CircumstanceRow
from caseward.rules.readiness import assessing
from caseward.rules.readiness.areas import AREAS, named
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.facts import Case, Check, Circumstance, Factor
from caseward.rules.readiness.findings import Finding, Place, State
from caseward.rules.readiness.texts import tells
from caseward.rules.self_assessment import Rating

from .cases import (
    ASSESSED_ON,
    ON,
    SAID_ON,
    SENTENCED_ON,
    assessed,
    assessment,
    by,
    check,
    earlier_assessment,
    factors,
    self_assessment,
    sound_case,
    unanswered,
    with_factor,
)

CODES = [check.code for check in assessing.CHECKS]
TEXTS = st.text(alphabet="ab .-", max_size=4)


def found(code: str, case: Case, on: date = ON) -> Finding:
    return BY_CODE[code].finds(case, by(on))


def is_shown(code: str, case: Case) -> bool:
    return found(code, case).state is State.SHOWN


@pytest.mark.parametrize("code", CODES)
def test_a_sound_assessment_shows_it_and_names_itself(code: str) -> None:
    finding = found(code, sound_case())
    assert finding.state is State.SHOWN
    assert ("assessment", 52) in [(record.kind, record.key) for record in finding.records]
    assert finding.mend is None


@pytest.mark.parametrize("code", CODES)
def test_without_an_assessment_since_the_sentence_it_is_missing(code: str) -> None:
    finding = found(code, sound_case(assessments=(earlier_assessment(),)))
    assert finding.state is State.MISSING
    assert finding.because == "No assessment has been completed since the sentence was passed."
    assert [record.key for record in finding.records] == [1, 51]


@pytest.mark.parametrize("code", CODES)
def test_an_assessment_counts_from_the_day_of_the_sentence(code: str) -> None:
    on_the_day = assessed(completed_on=SENTENCED_ON)
    day_before = assessed(completed_on=date(2019, 8, 4))
    assert is_shown(code, on_the_day)
    assert found(code, day_before).state is State.MISSING


def test_areas_are_those_of_the_record() -> None:
    assert {area: title.lower() for area, title in Area.choices} == AREAS
    assert named(["drugs", "finance"]) == "money; drugs"


def test_every_kind_of_circumstance_has_words() -> None:
    assert set(assessing.CIRCUMSTANCES) == set(CircumstanceRow.Kind.values)


@pytest.mark.parametrize("text", ["", " ", "-", "N/A", "None.", "tbc", "Unknown", "Not known"])
def test_what_says_nothing_is_no_answer(text: str) -> None:
    assert not tells(text)


@pytest.mark.parametrize("text", ["Drink", "None of the family", "No money since the summer"])
def test_what_says_something_is_one(text: str) -> None:
    assert tells(text)


def test_a_circumstance_without_effect_is_mended_with_its_name_in_the_details() -> None:
    told = Circumstance(31, "neurodiversity", date(2019, 8, 7))
    mend = found("assessment.diversity", sound_case(circumstances=(told,))).mend
    assert mend
    assert mend.words == "Write what their neurodiversity means for this sentence."
    assert mend.place is Place.DETAILS


def test_an_effect_may_be_none() -> None:
    told = Circumstance(31, "faith", date(2019, 8, 7), "None")
    assert is_shown("assessment.diversity", sound_case(circumstances=(told,)))


def test_nobody_asked_for_ethnicity() -> None:
    finding = found("assessment.diversity", sound_case(is_ethnicity_asked=False))
    assert finding.because == "Nobody has asked for the person’s ethnicity."


def test_words_on_diversity_that_only_differ_in_marks_are_copied() -> None:
    copied = assessment(diversity="reads  slowly")
    finding = found("assessment.diversity", sound_case(assessments=(earlier_assessment(), copied)))
    assert finding.because == "The assessment repeats on diversity the words of an earlier one."


def test_a_self_assessment_of_the_day_of_the_sentence_counts() -> None:
    given_then = self_assessment(given_on=SENTENCED_ON)
    assert is_shown("assessment.involved", sound_case(self_assessments=(given_then,)))


def test_one_changed_score_is_no_copy() -> None:
    now = self_assessment()
    ratings = {**now.ratings, "drugs": Rating(7)}
    before = self_assessment(key=41, given_on=date(2019, 8, 13), ratings=ratings)
    assert is_shown("assessment.involved", sound_case(self_assessments=(before, now)))


def test_a_blank_one_between_two_copies_does_not_hide_the_copy() -> None:
    now = self_assessment()
    before = self_assessment(key=40, given_on=date(2019, 2, 4))
    blank = self_assessment(key=41, given_on=date(2019, 8, 13), ratings={})
    finding = found("assessment.involved", sound_case(self_assessments=(before, blank, now)))
    assert finding.because == "The self-assessment repeats every score and word of the one before."


def test_a_key_that_leads_to_no_self_assessment_is_none() -> None:
    finding = found("assessment.involved", sound_case(self_assessments=()))
    assert finding.because.startswith("The assessment does not rest on")
    assert finding.mend
    assert finding.mend.place is Place.SELF_ASSESSMENT


@pytest.mark.parametrize(("score", "differs"), [(6, False), (7, True)])
def test_a_need_where_the_person_does_well_wants_an_answer(score: int, differs: bool) -> None:
    said = self_assessment(ratings={"alcohol": Rating(score)})
    finding = found("assessment.involved", sound_case(self_assessments=(said,)))
    assert (finding.state is State.MISSING) == differs


def test_each_difference_wants_an_answer_of_its_own() -> None:
    said = self_assessment(ratings={"alcohol": Rating(9), "thinking": Rating(9)})

    def answered(*answers: str) -> Case:
        both = dict(zip(("alcohol", "thinking"), answers, strict=True))
        rows = tuple(replace(each, answer_to_difference=both.get(each.area, "")) for each in factors())
        return sound_case(self_assessments=(said,), assessments=(assessment(factors=rows),))

    assert is_shown("assessment.involved", answered("Blood test says otherwise.", "Two rows last week."))
    assert not is_shown("assessment.involved", answered("We talked.", "We talked"))
    assert "thinking and behaviour" in found("assessment.involved", answered("We talked.", "n/a")).because


def test_nine_areas_are_not_ten() -> None:
    finding = found("assessment.needs", assessed(factors=factors()[:-1]))
    assert finding.because == "Nobody has looked at these areas: attitudes."
    assert is_shown("assessment.needs", assessed(factors=factors()))


def test_no_need_at_all_is_an_answer() -> None:
    rows = tuple(replace(each, need="no") for each in factors())
    assert is_shown("assessment.needs", assessed(factors=rows))


def test_a_need_that_is_not_linked_may_stand_as_before() -> None:
    rows = with_factor("alcohol", is_linked_to_offending=False)
    others = tuple(replace(each, analysis="Earlier.") for each in rows if each.area != "alcohol")
    alcohol = tuple(each for each in rows if each.area == "alcohol")
    before = earlier_assessment(factors=(*others, *alcohol))
    case = sound_case(assessments=(before, assessment(factors=rows)))
    assert is_shown("assessment.needs", case)


def test_the_areas_that_repeat_the_assessment_before_are_named() -> None:
    before = earlier_assessment(factors=factors()[6:7])
    finding = found("assessment.needs", sound_case(assessments=(before, assessment())))
    assert finding.because == "These needs are analysed in the words of the assessment before: alcohol."


def test_a_first_assessment_repeats_nothing() -> None:
    case = sound_case(assessments=(assessment(),))
    assert all(is_shown(code, case) for code in CODES)


def test_one_new_strength_is_enough() -> None:
    old = tuple(
        replace(each, strength="Trains at a gym.") if each.area == "drugs" else each for each in factors()
    )
    case = sound_case(assessments=(earlier_assessment(factors=factors()), assessment(factors=old)))
    assert is_shown("assessment.strengths", case)


def test_one_strength_in_one_area_is_a_strength() -> None:
    rows = tuple(replace(each, strength="Works." if each.area == "drugs" else "") for each in factors())
    assert is_shown("assessment.strengths", assessed(factors=rows))


def test_without_a_past_and_without_answers_there_are_no_sources_to_use() -> None:
    case = sound_case(earlier_sentences=(), checks=(unanswered(),))
    assert found("assessment.sources", case).state is State.NOT_APPLICABLE


def test_an_answer_from_before_the_sentence_is_none_of_this_one() -> None:
    old = check(asked_on=date(2019, 8, 1), answered_on=date(2019, 8, 4), used_on=None)
    assert found("assessment.sources", sound_case(earlier_sentences=(), checks=(old,))).state is (
        State.NOT_APPLICABLE
    )
    on_the_day = check(asked_on=date(2019, 8, 1), answered_on=SENTENCED_ON, used_on=None)
    assert found("assessment.sources", sound_case(checks=(on_the_day,))).state is State.MISSING


def test_an_answer_that_changes_nothing_was_used_where_somebody_says_why() -> None:
    told = replace(check(), use="Nothing new for the level of harm.")
    assert is_shown("assessment.sources", sound_case(earlier_sentences=(), checks=(told,)))


@pytest.mark.parametrize("half", [check(used_on=None), replace(check(), use="n/a")])
def test_a_use_is_a_day_and_a_word(half: Check) -> None:
    finding = found("assessment.sources", sound_case(checks=(half,)))
    assert finding.because == "What the police answered has not been used."


@pytest.mark.parametrize(
    ("on", "state"), [(date(2019, 8, 28), State.NOT_APPLICABLE), (date(2019, 8, 29), State.MISSING)]
)
def test_an_answer_has_ten_working_days_to_be_used(on: date, state: State) -> None:
    case = sound_case(earlier_sentences=(), checks=(check(used_on=None),))
    assert found("assessment.sources", case, on).state is state


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("on", "state"), [(date(2019, 8, 27), State.NOT_APPLICABLE), (date(2019, 8, 28), State.MISSING)]
)
def test_it_is_too_early_until_the_first_assessment_is_due(code: str, on: date, state: State) -> None:
    case = sound_case(assessments=(earlier_assessment(),))
    finding = found(code, case, on)
    assert finding.state is state
    assert finding.because.endswith("until 27 August 2019.") == (state is State.NOT_APPLICABLE)


def test_history_may_stay_as_it_was_in_the_same_sentence() -> None:
    first = assessment(key=53, completed_on=date(2019, 8, 16), diversity="Autistic.")
    case = sound_case(assessments=(first, assessment()))
    assert is_shown("assessment.sources", case)


def test_the_agency_whose_answer_lies_unused_is_named() -> None:
    unused = check(62, "housing", used_on=None)
    finding = found("assessment.sources", sound_case(checks=(check(), unused)))
    assert finding.because == "What housing services answered has not been used."
    other = check(62, "other", used_on=None)
    assert "another agency" in found("assessment.sources", sound_case(checks=(other,))).because


@given(texts=st.lists(TEXTS, min_size=10, max_size=10), was=st.lists(TEXTS, min_size=10, max_size=10))
def test_whatever_is_written_a_finding_is_whole(texts: list[str], was: list[str]) -> None:
    def rows(words: list[str]) -> tuple[Factor, ...]:
        pairs = zip(AREAS, words, strict=True)
        return tuple(Factor(area, "yes", text, text, True, True, text) for area, text in pairs)

    now = assessment(factors=rows(texts), diversity=texts[0], history=texts[1])
    case = sound_case(assessments=(earlier_assessment(factors=rows(was), diversity=was[0]), now))
    for code in CODES:
        finding = found(code, case)
        assert (finding.mend is not None) == (finding.state is State.MISSING)
        assert finding.records


@given(areas=st.sets(st.sampled_from(sorted(AREAS)), max_size=10), text=TEXTS)
def test_the_same_analysis_in_two_linked_needs_is_never_shown(areas: set[str], text: str) -> None:
    rows = tuple(
        Factor(area, "yes", "", text, True, False) if area in areas else Factor(area, "no") for area in AREAS
    )
    finding = found("assessment.needs", assessed(factors=rows))
    assert (finding.state is State.SHOWN) == (not areas or (len(areas) == 1 and tells(text)))


@pytest.mark.parametrize(
    ("part", "code"), [("diversity", "assessment.diversity"), ("history", "assessment.sources")]
)
def test_what_is_blank_is_missing(part: str, code: str) -> None:
    assert found(code, assessed(**{part: ""})).state is State.MISSING


def test_the_days_of_the_records_are_those_of_the_rows() -> None:
    days = [record.on for record in found("assessment.involved", sound_case()).records]
    assert days == [ASSESSED_ON, SAID_ON]
