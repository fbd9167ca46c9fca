"""The arithmetic, held against the hidden truth of invented cases.

People answer the truth with a known rate of error. A check finds it with a known sensitivity (shown where the
truth is yes) and specificity (missing where it is no). So what agreement and kappa must come to is known.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import sqrt

import pytest

from caseward.assurance.calibration import inputs
from caseward.assurance.calibration.presenters.checks import CONFIDENCE, LEANS, NO_BETTER, compared_with
from caseward.assurance.evidence.inputs import checks_by_question
from caseward.assurance.evidence.models import Evidence, Showing
from caseward.demo.casework.truths import NO, NOT_APPLICABLE, YES, truths_of
from caseward.inspection.case_assessments.models import Answer, Assessment
from caseward.inspection.inspections.models import Inspection
from caseward.rules.bases import Place, place_in_base
from caseward.rules.evidence_agreement import evidence_agreement
from caseward.rules.evidence_range import Answered, Caseload, Range, evidence_range
from caseward.rules.readiness.checks import BY_CODE
from caseward.rules.readiness.findings import State
from tests.factories.audits import AuditCast
from tests.factories.calibration import AT, CHECK, KEY_QUESTION, MINUTE, PROMPT, change, read
from tests.factories.case_assessments import SUPERVISION

SEED = 7
PROMPTS = ("2.1.1b", "2.1.1c")
"""Of the key question, those to which records can speak."""
FLIPPED = {YES: NO, NO: YES, NOT_APPLICABLE: NOT_APPLICABLE}
FOUND = {YES: State.SHOWN, NO: State.MISSING, NOT_APPLICABLE: State.NOT_APPLICABLE}


@dataclass(frozen=True)
class Check:
    """How good an invented check is."""

    sensitivity: float
    specificity: float

    def finds(self, truth: str, chance: random.Random) -> State:
        """What it finds in a case of that truth."""
        right = {YES: self.sensitivity, NO: self.specificity, NOT_APPLICABLE: 1.0}[truth]
        return FOUND[truth if chance.random() < right else FLIPPED[truth]]


GOOD = Check(0.9, 0.8)
UPSIDE_DOWN = Check(0.1, 0.2)
GENEROUS = Check(0.99, 0.4)
BLIND = Check(0.5, 0.5)


@cache
def truths(number: int) -> Mapping[str, str]:
    """The hidden truth of one invented case."""
    return truths_of(SEED, number)


def answer(truth: str, error: float, chance: random.Random) -> str:
    """What somebody answers who is wrong so often."""
    return FLIPPED[truth] if chance.random() < error else truth


def simulated(check: Check, error: float, cases: int) -> list[tuple[str, str]]:
    """Finding and answer of that many cases."""
    chance = random.Random(f"{check} {error}")
    told = [truths(number)[PROMPT] for number in range(cases)]
    return [(check.finds(truth, chance), answer(truth, error, chance)) for truth in told]


def expected(check: Check, error: float, cases: int) -> tuple[float, float]:
    """Agreement and kappa by the laws of probability, from the shares of the truths alone."""
    of = {truth: times / cases for truth, times in Counter(truths(n)[PROMPT] for n in range(cases)).items()}
    yes, no, neither = of[YES], of[NO], of.get(NOT_APPLICABLE, 0.0)
    right, wrong = 1 - error, error
    both_yes = yes * check.sensitivity * right + no * (1 - check.specificity) * wrong
    both_no = yes * (1 - check.sensitivity) * wrong + no * check.specificity * right
    shown = yes * check.sensitivity + no * (1 - check.specificity)
    said_yes = yes * right + no * wrong
    missing, said_no = yes + no - shown, yes + no - said_yes
    agreement = both_yes + both_no + neither
    chance = shown * said_yes + missing * said_no + neither**2
    return agreement, (agreement - chance) / (1 - chance)


@pytest.mark.parametrize("error", [0.0, 0.1])
@pytest.mark.parametrize("check", [GOOD, UPSIDE_DOWN, GENEROUS, BLIND, Check(1.0, 1.0)])
def test_agreement_and_kappa_come_out_as_the_laws_of_probability_have_them(
    check: Check, error: float
) -> None:
    cases = 3000
    agreement, kappa = expected(check, error, cases)
    found = evidence_agreement(simulated(check, error, cases), CONFIDENCE).agreement
    assert found.share is not None
    assert found.kappa is not None
    # Four standard errors: one run in sixteen thousand would miss it, and this run is always the same.
    reach = 4 * sqrt(agreement * (1 - agreement) / cases)
    assert float(found.share) == pytest.approx(agreement, abs=reach + 1e-12)
    assert float(found.kappa) == pytest.approx(kappa, abs=4 * 1.2 / sqrt(cases))


@pytest.mark.parametrize("error", [0.0, 0.1])
def test_the_lean_of_a_generous_check_is_that_of_its_errors(error: float) -> None:
    pairs = simulated(GENEROUS, error, 3000)
    found = evidence_agreement(pairs, CONFIDENCE)
    assert found.record_only == sum(pair == ("shown", "no") for pair in pairs)
    assert found.people_only == sum(pair == ("missing", "yes") for pair in pairs)
    assert found.record_only > found.people_only
    assert found.leans


def marks(check: Check) -> tuple[str, ...]:
    """Why a check is doubted after two hundred answers with a tenth of them wrong."""
    return compared_with(BY_CODE[CHECK], [], Counter(simulated(check, 0.1, 200))).doubts


def test_a_check_that_was_turned_upside_down_is_marked() -> None:
    assert NO_BETTER in marks(UPSIDE_DOWN)


def test_a_check_that_tosses_a_coin_is_marked() -> None:
    assert NO_BETTER in marks(BLIND)


def test_a_check_that_says_shown_too_easily_is_marked() -> None:
    assert LEANS in marks(GENEROUS)


def test_a_sound_check_is_not_marked() -> None:
    assert marks(GOOD) == ()


def missing(number: int, check: Check, chance: random.Random) -> Fraction:
    """The share missing of the checks of the key question in one invented case."""
    found = [check.finds(truths(number)[code], chance) for code in PROMPTS]
    arising = [state for state in found if state is not State.NOT_APPLICABLE]
    return Fraction(arising.count(State.MISSING), len(arising) or 1)


def covered(check: Check, error: float, draws: int) -> float:
    """How often the answers in a sample of 60 fall within the range that an audit of 60 gave."""
    chance = random.Random(f"range {check} {error}")
    told = [answer(truths(number)[KEY_QUESTION], error, chance) for number in range(800)]
    shares = [missing(number, check, chance) for number in range(800)]
    inside = 0
    for _ in range(draws):
        audited = [Answered(shares[each], told[each] == YES) for each in chance.sample(range(800), 60)]
        fitted = evidence_range(audited, Caseload(shares, 60), Fraction(80, 100))
        assert isinstance(fitted, Range)
        drawn = [told[each] == YES for each in chance.sample(range(800), 60)]
        inside += fitted.low <= sum(drawn) / 60 <= fitted.high
    return inside / draws


@pytest.mark.parametrize("check", [GOOD, UPSIDE_DOWN, BLIND])
@pytest.mark.parametrize("error", [0.0, 0.1])
def test_the_range_holds_in_about_eighty_draws_of_a_hundred_however_bad_the_checks(
    check: Check, error: float
) -> None:
    assert 0.7 <= covered(check, error, 120) <= 0.92


def test_the_range_is_about_the_truth_where_people_answer_it() -> None:
    chance = random.Random(11)
    told = [truths(number)[KEY_QUESTION] == YES for number in range(800)]
    shares = [missing(number, GOOD, chance) for number in range(800)]
    inside = 0
    for _ in range(120):
        audited = [Answered(shares[each], told[each]) for each in chance.sample(range(800), 60)]
        fitted = evidence_range(audited, Caseload(shares, 60), Fraction(80, 100))
        assert isinstance(fitted, Range)
        inside += fitted.low <= sum(told) / 800 <= fitted.high
    assert inside / 120 >= 0.8


@dataclass(frozen=True)
class Simulated:
    """A closed audit of invented cases."""

    audit: Inspection
    readings: Sequence[Assessment]


@pytest.fixture
def simulation(audit: Inspection, people: AuditCast) -> Simulated:
    """Forty cases: what is found, answered, shown first and changed after is a matter of chance."""
    chance = random.Random(SEED)
    checks = checks_by_question(audit.framework, SUPERVISION)
    readings = []
    for number in range(40):
        told = {code: answer(truths(number)[code], 0.1, chance) for code in checks}
        told["info.post_custody"] = chance.choice([YES, NO])
        reading = read(audit, people.auditor, finished=chance.random() < 0.9, answers=told)
        _find(reading, number, chance)
        _see_and_change(reading, checks, chance)
        readings.append(reading)
    return Simulated(audit, readings)


def _find(reading: Assessment, number: int, chance: random.Random) -> None:
    rows = list(reading.case.evidence.all())
    for row in rows:
        row.state = GOOD.finds(truths(number)[row.question_code], chance)
    Evidence.objects.bulk_update(rows, ["state"])


def _see_and_change(reading: Assessment, codes: Iterable[str], chance: random.Random) -> None:
    """Some evidence is shown before the answer, some after, some never; some answers change."""
    seen = {code: chance.choice([-1, 3, 8]) for code in codes if chance.random() < 0.6}
    Showing.objects.bulk_create(
        Showing(
            assessment=reading,
            question_code=code,
            shown_at=AT + minutes * MINUTE,
            shown_by=reading.assessor,
        )
        for code, minutes in seen.items()
    )
    for code in codes:
        if chance.random() < 0.1:
            change(reading, code, chance.choice([YES, NO, ""]), minutes=5)


def one_by_one(readings: Iterable[Assessment]) -> dict[str, Counter[tuple[str, str]]]:
    """The same count, read reading by reading and question by question."""
    pairs: dict[str, Counter[tuple[str, str]]] = {}
    for reading in readings:
        if reading.finished_at is None:
            continue
        for row in reading.case.evidence.all():
            value = blind_answer(reading, row.question_code)
            if value and is_asked(reading, row.question_code):
                pairs.setdefault(row.check_code, Counter())[row.state, value] += 1
    return pairs


def is_asked(reading: Assessment, code: str) -> bool:
    """Whether the case is in the base of the question, as the reader decided."""
    framework, answers = reading.inspection.framework, reading.current_answers()
    return place_in_base(framework, SUPERVISION, framework.question(code).base, answers) is Place.IN


def blind_answer(reading: Assessment, code: str) -> str:
    """The answer that stood when the evidence was shown first; none where nobody can tell."""
    given = list(reading.answers.filter(question_code=code).order_by("pk"))
    showing = reading.showings.filter(question_code=code).first()
    if showing is None:
        return next((each.value for each in given if each.is_current), "")
    before = [each for each in given if each.answered_at < showing.shown_at]
    if not before or was_taken_back(before[-1], given):
        return ""
    return before[-1].value


def was_taken_back(answer: Answer, given: Iterable[Answer]) -> bool:
    """Whether nothing came in its place."""
    versions = {each.saved_as_version for each in given}
    return answer.left_in_version is not None and answer.left_in_version not in versions


def test_the_database_counts_as_somebody_who_reads_row_by_row(simulation: Simulated) -> None:
    slow = one_by_one(simulation.readings)
    assert len(slow) > 30
    assert sum(pairs.total() for pairs in slow.values()) > 500
    assert inputs.pairs_by_check([simulation.audit.framework], set(slow)) == slow


def test_quarters_add_up_to_the_whole(simulation: Simulated) -> None:
    framework = simulation.audit.framework
    Answer.objects.filter(assessment__in=simulation.readings[:10]).update(
        answered_at=AT - 100 * 1440 * MINUTE
    )
    quarters = inputs.pairs_by_quarter([framework], CHECK)
    assert len(quarters) == 2
    assert sum(quarters.values(), Counter()) == inputs.pairs_by_check([framework], [CHECK])[CHECK]
