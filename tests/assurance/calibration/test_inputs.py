"""Which answers are laid beside what a check found, and how they are counted."""

from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from caseward.assurance.calibration import inputs
from caseward.assurance.evidence.models import Evidence
from caseward.inspection.case_assessments.models import Reading
from caseward.inspection.inspections.models import Inspection
from caseward.rules.evidence_range import Answered
from caseward.rules.framework import Framework, Question
from caseward.rules.readiness.findings import State
from tests.factories import accounts, audits, evidence, inspections, organisations, passes
from tests.factories import people as supervised_people
from tests.factories.audits import AuditCast
from tests.factories.calibration import AT, CHECK, KEY_QUESTION, PROMPT, change, read, show


def pairs(audit: Inspection, check: str = CHECK) -> Counter[tuple[str, str]]:
    """What the inputs count for one check."""
    return inputs.pairs_by_check([audit.framework], [check]).get(check, Counter())


def key_question(framework: Framework, code: str = KEY_QUESTION) -> Question:
    """The key question of that code."""
    return framework.question(code)


def test_an_answer_whose_reader_never_saw_the_evidence_counts(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, state=State.MISSING, answers={PROMPT: "no"})
    assert pairs(audit) == {("missing", "no"): 1}


def test_an_answer_saved_before_the_evidence_was_shown_counts(audit: Inspection, people: AuditCast) -> None:
    show(read(audit, people.auditor, answers={PROMPT: "no"}), PROMPT, minutes=1)
    assert pairs(audit) == {("shown", "no"): 1}


@pytest.mark.parametrize("minutes", [0, -1])
def test_an_answer_saved_once_the_evidence_was_shown_does_not_count(
    audit: Inspection, people: AuditCast, minutes: int
) -> None:
    show(read(audit, people.auditor, answers={PROMPT: "no"}), PROMPT, minutes=minutes)
    assert not pairs(audit)


def test_evidence_shown_for_another_question_does_not_matter(audit: Inspection, people: AuditCast) -> None:
    show(read(audit, people.auditor, answers={PROMPT: "no"}), "2.1.1c", minutes=-1)
    assert pairs(audit) == {("shown", "no"): 1}


def test_an_answer_changed_after_the_evidence_was_shown_counts_as_it_was(
    audit: Inspection, people: AuditCast
) -> None:
    assessment = read(audit, people.auditor, answers={PROMPT: "no"})
    show(assessment, PROMPT, minutes=5)
    change(assessment, PROMPT, "yes", minutes=9)
    assert pairs(audit) == {("shown", "no"): 1}


def test_of_several_answers_before_the_evidence_the_last_counts(audit: Inspection, people: AuditCast) -> None:
    assessment = read(audit, people.auditor, answers={PROMPT: "no"})
    change(assessment, PROMPT, "not_applicable", minutes=2)
    show(assessment, PROMPT, minutes=5)
    change(assessment, PROMPT, "yes", minutes=9)
    assert pairs(audit) == {("shown", "not_applicable"): 1}


def test_an_answer_changed_though_nothing_was_shown_counts_as_it_stands(
    audit: Inspection, people: AuditCast
) -> None:
    change(read(audit, people.auditor, answers={PROMPT: "no"}), PROMPT, "yes", minutes=2)
    assert pairs(audit) == {("shown", "yes"): 1}


def test_an_answer_that_was_taken_back_does_not_count(audit: Inspection, people: AuditCast) -> None:
    assessment = read(audit, people.auditor, answers={PROMPT: "no"})
    show(assessment, PROMPT, minutes=5)
    change(assessment, PROMPT, "", minutes=6)
    change(assessment, PROMPT, "yes", minutes=9)
    assert not pairs(audit)


@pytest.mark.parametrize("kind", [Reading.SECOND, Reading.AGREED])
def test_only_first_readings_count(audit: Inspection, people: AuditCast, kind: Reading) -> None:
    read(audit, people.second, kind=kind, answers={PROMPT: "no"})
    assert not pairs(audit)


def test_a_reading_that_is_not_finished_does_not_count(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, finished=False, answers={PROMPT: "no"})
    assert not pairs(audit)


def test_a_case_that_was_replaced_does_not_count(audit: Inspection, people: AuditCast) -> None:
    case = read(audit, people.auditor, answers={PROMPT: "no"}).case
    case.replaced_at = AT
    case.replaced_by = people.lead
    case.save()
    assert not pairs(audit)


def test_an_answer_about_a_case_outside_the_base_does_not_count(audit: Inspection, people: AuditCast) -> None:
    assessment = read(audit, people.auditor, answers={"2.2.3d": "no"})
    assert pairs(audit, "plan.contingencies")
    assessment.answers.filter(question_code="info.harm").update(value="low")
    assert not pairs(audit, "plan.contingencies")


@pytest.mark.parametrize("stage", ["assessment", "ratings"])
def test_an_audit_that_is_not_closed_does_not_count(people: AuditCast, stage: str) -> None:
    audit = audits.audit(people, stage=stage)
    read(audit, people.auditor, answers={PROMPT: "no"})
    assert not pairs(audit)


@pytest.mark.parametrize(("stage", "counts"), [("decided", False), ("published", True)])
def test_an_inspection_counts_once_it_is_published(db: None, stage: str, counts: bool) -> None:
    cast = accounts.cast()
    inspection = inspections.inspection(cast, stage=stage)
    read(inspection, cast.inspector, answers={PROMPT: "no"})
    assert bool(pairs(inspection)) is counts


def test_a_check_is_compared_over_all_prompts_that_use_it(audit: Inspection, people: AuditCast) -> None:
    using = [code for code, each in audit.framework.classings.items() if each.check == "review.written"]
    assert len(using) == 2
    read(audit, people.auditor, answers=dict.fromkeys(using, "yes"))
    assert pairs(audit, "review.written") == {("shown", "yes"): 2}


def test_pairs_of_many_checks_take_one_statement(
    audit: Inspection, people: AuditCast, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        read(audit, people.auditor, answers={PROMPT: "no", "2.1.1c": "yes"})
    with django_assert_num_queries(1):
        found = inputs.pairs_by_check([audit.framework], [CHECK, "assessment.involved"])
    assert found == {CHECK: {("shown", "no"): 3}, "assessment.involved": {("shown", "yes"): 3}}


def test_pairs_are_told_apart_by_the_quarter_of_the_answer(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, answers={PROMPT: "no"})
    earlier = read(audit, people.auditor, answers={PROMPT: "yes"})
    earlier.answers.update(answered_at=datetime(2019, 6, 30, 12, tzinfo=UTC))
    found = inputs.pairs_by_quarter([audit.framework], CHECK)
    assert found == {date(2019, 4, 1): {("shown", "yes"): 1}, date(2019, 7, 1): {("shown", "no"): 1}}
    assert list(found) == sorted(found)


def answered(audit: Inspection) -> list[Answered]:
    """The answers to the key question, and what was missing in each case."""
    return inputs.answered(audit.framework, key_question(audit.framework), audit.provider)


def test_an_answer_to_a_key_question_stands_beside_the_share_of_its_checks_that_is_missing(
    audit: Inspection, people: AuditCast
) -> None:
    case = read(audit, people.auditor, answers={KEY_QUESTION: "yes"}).case
    Evidence.objects.filter(case=case, question_code=PROMPT).update(state=State.MISSING)
    assert answered(audit) == [Answered(Fraction(1, 2), is_yes=True)]


def test_what_does_not_arise_is_not_counted_as_missing(audit: Inspection, people: AuditCast) -> None:
    case = read(audit, people.auditor, state=State.MISSING, answers={KEY_QUESTION: "no"}).case
    Evidence.objects.filter(case=case, question_code=PROMPT).update(state=State.NOT_APPLICABLE)
    assert answered(audit) == [Answered(Fraction(1), is_yes=False)]


def test_a_case_in_which_no_check_arises_carries_no_answer(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, state=State.NOT_APPLICABLE, answers={KEY_QUESTION: "no"})
    assert answered(audit) == []


def test_a_key_question_answered_after_evidence_to_any_of_its_prompts_does_not_count(
    audit: Inspection, people: AuditCast
) -> None:
    show(read(audit, people.auditor, answers={KEY_QUESTION: "yes"}), "2.1.1c", minutes=-1)
    assert answered(audit) == []


def test_evidence_to_another_key_question_does_not_matter(audit: Inspection, people: AuditCast) -> None:
    show(read(audit, people.auditor, answers={KEY_QUESTION: "yes"}), "2.1.2a", minutes=-1)
    assert answered(audit) == [Answered(Fraction(0), is_yes=True)]


def test_the_audit_of_another_provider_does_not_count_for_ours(audit: Inspection, people: AuditCast) -> None:
    read(audit, people.auditor, answers={KEY_QUESTION: "yes"})
    other = organisations.provider("Southshire Probation")
    assert inputs.answered(audit.framework, key_question(audit.framework), other) == []


def test_an_inspection_by_others_is_no_audit(db: None) -> None:
    cast = accounts.cast()
    inspection = inspections.inspection(cast, stage="published")
    read(inspection, cast.inspector, answers={KEY_QUESTION: "yes"})
    assert answered(inspection) == []


def test_the_caseload_gives_the_share_missing_of_every_case_in_which_a_check_arises(
    audit: Inspection, people: AuditCast
) -> None:
    reckoning = passes.a_pass(audit.provider, date(2026, 11, 16))
    found: list[dict[str, bool]] = [
        {"assessment__diversity": True, "assessment__involved": False},
        {"assessment__involved": True},
        {"assessment__involved": False},
        {"plan__contingencies": False},
    ]
    for each in found:
        passes.found(_person(people), reckoning, **each)
    shares = inputs.caseload(audit.framework, key_question(audit.framework), audit.provider)
    assert sorted(shares) == [0, Fraction(1, 2), 1]


def test_the_caseload_of_another_provider_is_not_ours(audit: Inspection, people: AuditCast) -> None:
    passes.found(
        _person(people), passes.a_pass(audit.provider, date(2026, 11, 16)), assessment__involved=True
    )
    other = organisations.provider("Southshire Probation")
    assert inputs.caseload(audit.framework, key_question(audit.framework), other) == []


def test_the_sample_is_as_large_as_inspectors_would_draw_from_the_caseload_where_nobody_is_eligible(
    audit: Inspection,
) -> None:
    sample = inputs.sample_of(audit.framework, key_question(audit.framework))
    assert sample is not None
    # 1.2816² · 0.25 / 0.05² = 164.2; of 100 cases 164.2 · 100 / (100 + 163.2) = 62.4, rounded up.
    assert inputs.sample_size(sample, audit.provider, date(2026, 11, 16), otherwise=100) == 63


def test_the_sample_is_as_large_as_they_would_draw_from_the_eligible_cases(
    audit: Inspection, people: AuditCast
) -> None:
    sample = inputs.sample_of(audit.framework, key_question(audit.framework))
    assert sample is not None
    person = evidence.supervised(people.officer)
    on = person.sentences.get().starts_on
    assert on is not None
    size = inputs.sample_size(sample, audit.provider, date.fromordinal(on.toordinal() + 200), otherwise=100)
    assert size == 1


def _person(cast: AuditCast) -> Any:
    return supervised_people.person(cast.officer)
