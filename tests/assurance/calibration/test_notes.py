"""The note beside a check, why a check is doubted, and the range of a key question."""

import re
from collections import Counter
from fractions import Fraction
from html import unescape

import pytest

from caseward.assurance.calibration import inputs
from caseward.assurance.calibration.presenters import checks, ranges
from caseward.assurance.calibration.presenters.checks import (
    LEANS,
    LEANS_TO_PEOPLE,
    LEANS_TO_RECORD,
    NO_BETTER,
    NO_BETTER_WHERE_IT_ARISES,
    Compared,
)
from caseward.inspection.inspections.models import Inspection
from caseward.rules.evidence_range import Range
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.findings import State
from caseward.shared.govuk import slots
from tests.factories import passes
from tests.factories import people as supervised_people
from tests.factories.audits import AuditCast
from tests.factories.calibration import AT, CHECK, KEY_QUESTION, PROMPT, read

Pairs = dict[tuple[str, str], int]
SOUND: Pairs = {("shown", "yes"): 20, ("missing", "no"): 20, ("shown", "no"): 5, ("missing", "yes"): 5}


def compared(pairs: Pairs) -> Compared:
    """A check that stands beside these answers."""
    return checks.compared_with(BY_CODE[CHECK], [], Counter(pairs))


def words(markup: str) -> str:
    """The words of some markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_a_sound_check_gives_no_doubt() -> None:
    assert compared(SOUND).doubts == ()


def test_kappa_and_its_interval_have_two_decimals() -> None:
    row = compared(SOUND)
    # 0.8 agree, 0.5 would by chance: kappa 0.6, standard error √(0.16 / 50) / 0.5 = 0.113.
    assert (row.percent, row.kappa, row.interval) == (80, "0.60", "0.38 to 0.82")


def test_agreement_no_better_than_chance_is_a_doubt() -> None:
    coin = {(state, answer): 5 for state in ("shown", "missing") for answer in ("yes", "no")}
    assert compared(coin).doubts == (NO_BETTER,)
    assert compared(coin).kappa == "0.00"


def test_a_check_that_is_always_wrong_is_doubted_though_kappa_has_no_interval() -> None:
    row = compared({("shown", "no"): 10, ("missing", "yes"): 10})
    assert (row.kappa, row.interval, row.doubts) == ("−1.00", "", (NO_BETTER,))


def test_a_check_that_is_wrong_wherever_it_arises_is_doubted_though_it_mostly_does_not() -> None:
    row = compared({("not_applicable", "not_applicable"): 40, ("shown", "no"): 10, ("missing", "yes"): 10})
    assert row.found.agreement.interval
    assert row.found.agreement.interval.low > 0
    assert (row.kappa_where_it_arises, row.doubts) == ("−1.00", (NO_BETTER_WHERE_IT_ARISES,))


def test_under_ten_answers_in_which_it_arises_say_nothing() -> None:
    assert (
        compared({("not_applicable", "not_applicable"): 40, ("shown", "no"): 4, ("missing", "yes"): 5}).doubts
        == ()
    )


def test_leaning_one_way_more_than_chance_is_a_doubt() -> None:
    row = compared({**SOUND, ("shown", "no"): 12, ("missing", "yes"): 2})
    assert row.doubts == (LEANS,)


def test_one_answer_throughout_is_no_doubt() -> None:
    row = compared({("shown", "yes"): 30})
    assert (row.percent, row.kappa, row.doubts) == (100, "", ())


@pytest.mark.parametrize(("answers", "enough"), [(9, False), (10, True)])
def test_ten_answers_are_enough_to_say_something(answers: int, enough: bool) -> None:
    row = compared({("shown", "no"): answers})
    assert row.is_calibrated is enough
    assert bool(row.doubts) is enough


@pytest.mark.parametrize(
    ("record", "people", "direction"), [(3, 1, LEANS_TO_RECORD), (1, 3, LEANS_TO_PEOPLE), (2, 2, "")]
)
def test_the_direction_is_that_of_the_more_frequent_difference(
    record: int, people: int, direction: str
) -> None:
    assert compared({("shown", "no"): record, ("missing", "yes"): people}).direction == direction


def test_what_may_mislead_stands_first_and_then_the_lowest_kappa() -> None:
    good = compared({("shown", "yes"): 30, ("missing", "no"): 30})
    doubtful = compared({**SOUND, ("shown", "no"): 30})
    one_answer = compared({("shown", "yes"): 30})
    middling, too_few = compared(SOUND), compared({("shown", "no"): 3})
    rows = [one_answer, good, too_few, middling, doubtful]
    assert checks.worst_first(rows)[:2] == [doubtful, middling]
    assert too_few not in checks.worst_first(rows)
    assert checks.waiting(rows) == [too_few]


def test_the_cross_table_adds_up() -> None:
    assert checks.cross_table(Counter({("shown", "yes"): 3, ("shown", "no"): 1, ("missing", "no"): 2})) == [
        ["Shown", 3, 1, 0, 4],
        ["Missing", 0, 2, 0, 2],
        ["Does not arise", 0, 0, 0, 0],
        ["All", 3, 3, 0, 6],
    ]


def note(audit: Inspection, code: str = CHECK, slot: str = "check_agreement_in_full") -> str:
    """What stands beside that check."""
    drawn = slots.draw_each(slot, [code, "assessment.involved"], framework=audit.framework)
    return words(drawn[code])


def short_note(audit: Inspection) -> str:
    """The same where many checks stand below each other."""
    return note(audit, slot="check_agreement")


def test_the_note_says_how_well_people_agreed_and_which_way_they_differ(
    audit: Inspection, people: AuditCast
) -> None:
    for state, answer, times in [("shown", "yes", 5), ("missing", "no", 4), ("shown", "no", 1)]:
        for _ in range(times):
            read(audit, people.auditor, state=State(state), answers={PROMPT: answer})
    assert note(audit).startswith(
        "People who answered before seeing this agreed in 9 of 10 answers (kappa 0.80, 0.44 to 1.00). "
        "The record says shown more often than they do. How this is known"
    )


def test_the_short_note_says_in_how_many_answers_they_agreed(audit: Inspection, people: AuditCast) -> None:
    for state, answer, times in [("shown", "yes", 5), ("missing", "no", 5)]:
        for _ in range(times):
            read(audit, people.auditor, state=State(state), answers={PROMPT: answer})
    assert short_note(audit).startswith("Readers agreed in 10 of 10 ")


def test_the_short_note_warns_of_a_check_that_may_mislead(audit: Inspection, people: AuditCast) -> None:
    for _ in range(10):
        read(audit, people.auditor, state=State.SHOWN, answers={PROMPT: "no"})
    assert short_note(audit).startswith("May mislead , readers agreed in 0 of 10")


def test_the_short_note_says_so_while_there_are_too_few_answers(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, answers={PROMPT: "yes"})
    assert short_note(audit).startswith("Not yet calibrated, 1 of 10 answers")


def test_the_note_leads_to_the_page_of_the_check(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, answers={PROMPT: "yes"})
    drawn = slots.draw_each("check_agreement", [CHECK], framework=audit.framework)
    assert f'href="/calibration/{CHECK}/"' in drawn[CHECK]


def test_the_note_says_how_many_answers_there_are_while_they_are_too_few(
    audit: Inspection, people: AuditCast
) -> None:
    read(audit, people.auditor, answers={PROMPT: "yes"})
    assert note(audit).startswith("Not yet calibrated: 1 of 10 answers so far.")


def test_there_is_no_note_where_nobody_answered_blind(audit: Inspection) -> None:
    assert note(audit) == ""


def fitted(audit: Inspection, code: str = KEY_QUESTION) -> str:
    """What stands in the place of the range."""
    drawn = slots.draw(
        "key_question_range",
        framework=audit.framework,
        key_question=audit.framework.question(code),
        provider=audit.provider,
    )
    return words(drawn)


def test_under_thirty_answers_there_is_no_range(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, answers={KEY_QUESTION: "yes"})
    assert fitted(audit) == "Not yet calibrated: 1 of the 30 answers from audits that a range needs."


def many_answered(audit: Inspection, people: AuditCast, cases: int) -> None:
    """So many cases, half of them with all shown and yes, the others with all missing and no."""
    for number in range(cases):
        if number % 2:
            read(audit, people.auditor, state=State.MISSING, answers={KEY_QUESTION: "no"})
        else:
            read(audit, people.auditor, state=State.SHOWN, answers={KEY_QUESTION: "yes"})


def test_thirty_answers_without_a_caseload_give_no_range(audit: Inspection, people: AuditCast) -> None:
    many_answered(audit, people, 30)
    assert "no case has been looked through" in fitted(audit)


def test_thirty_answers_and_a_caseload_give_a_range(audit: Inspection, people: AuditCast) -> None:
    many_answered(audit, people, 30)
    reckoning = passes.a_pass(audit.provider, AT.date())
    for number in range(8):
        person = supervised_people.person(people.officer)
        passes.found(person, reckoning, assessment__diversity=number > 1, assessment__involved=number > 1)
    said = fitted(audit)
    # Six cases like those answered yes 15 of 15, two like those answered yes 0 of 15, all of them drawn:
    # p is 31/32 and 1/32, the middle 47/64; v is 31/17408; fit 0.00111, answer 0.00356, nothing is left to
    # draw: 1.2816 · √0.00467 is 0.0876, from 0.647 to 0.822.
    assert "Between 64 and 83 of 100 answers would be yes." in said
    assert "This is a range of people’s answers, not a rating." in said
    assert "drew 8 of the 8 cases" in said
    assert "Nothing missing or up to half missing 15 of 15 75%" in said
    assert "rating" not in said.replace("not a rating", "")


def test_a_key_question_to_which_records_cannot_speak_has_no_range(audit: Inspection) -> None:
    silent = next(
        question.code
        for standard in audit.framework.standards
        for question in standard.key_questions
        if not inputs.prompts_with_checks(audit.framework, question)
    )
    assert fitted(audit, silent).startswith("Records cannot speak to any prompt")


def test_ends_are_rounded_outwards() -> None:
    fitted = Range(0.481, 0.659, middle=Fraction(57, 100), groups=(), limits=())
    assert ranges.whole_ends(fitted) == (48, 66)
