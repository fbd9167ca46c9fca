"""Dip samples, differences, agreed answers and agreement between readers."""

import uuid
from fractions import Fraction

import pytest

from caseward.inspection.case_assessments import actions, inputs
from caseward.inspection.case_assessments.models import Answer, Assessment, DipSample, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import case_assessments
from tests.factories.accounts import Cast
from tests.factories.case_assessments import AT, full_answers, reading


def finished(inspection: Inspection, cast: Cast, number: int) -> list[SampledCase]:
    cases = [case_assessments.sampled_case(inspection, allocated_to=cast.inspector) for _ in range(number)]
    for case in cases:
        reading(case, cast.inspector, answers={"2.1.1": "yes"})
    return cases


def draw(
    inspection: Inspection, cast: Cast, size: int, *, seed: int = 7, key: uuid.UUID | None = None
) -> DipSample:
    return actions.draw_second_readings(
        inspection=inspection,
        size=size,
        seed=seed,
        creation_key=key or uuid.uuid4(),
        by=cast.quality_lead,
        at=AT,
    )


def drawn_cases(dip: DipSample) -> set[int]:
    return set(dip.readings.values_list("case_id", flat=True))


def test_a_dip_sample_opens_second_readings_for_the_quality_lead(inspection: Inspection, cast: Cast) -> None:
    finished(inspection, cast, 6)
    dip = draw(inspection, cast, 3)
    rows = dip.readings.all()
    assert (dip.size, dip.population, dip.seed) == (3, 6, 7)
    assert {(row.assessor, row.reading, row.finished_at) for row in rows} == {
        (cast.quality_lead, "second", None)
    }
    assert Event.objects.get(action="drew_second_readings").details["seed"] == 7


def test_the_same_seed_draws_the_same_cases(inspection: Inspection, cast: Cast) -> None:
    finished(inspection, cast, 8)
    first = draw(inspection, cast, 3)
    chosen = drawn_cases(first)
    first.readings.all().delete()
    assert drawn_cases(draw(inspection, cast, 3)) == chosen


def test_the_same_form_sent_twice_draws_once(inspection: Inspection, cast: Cast) -> None:
    finished(inspection, cast, 6)
    key = uuid.uuid4()
    assert draw(inspection, cast, 2, key=key) == draw(inspection, cast, 2, key=key)
    assert Assessment.objects.filter(reading=Reading.SECOND).count() == 2


def test_only_finished_first_readings_by_others_are_drawn(inspection: Inspection, cast: Cast) -> None:
    (done,) = finished(inspection, cast, 1)
    open_case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    reading(open_case, cast.inspector, finished=False)
    own = case_assessments.sampled_case(inspection, allocated_to=cast.quality_lead)
    reading(own, cast.quality_lead)
    assert drawn_cases(draw(inspection, cast, 1)) == {done.pk}
    with pytest.raises(NotAllowed, match="no finished first reading"):
        draw(inspection, cast, 1)


def test_chosen_cases_keep_the_reason(inspection: Inspection, cast: Cast) -> None:
    one, _ = finished(inspection, cast, 2)
    dip = actions.pick_second_readings(
        inspection=inspection,
        cases=[one],
        reason="A new assessor",
        creation_key=uuid.uuid4(),
        by=cast.quality_lead,
        at=AT,
    )
    assert (drawn_cases(dip), dip.seed, dip.reason) == ({one.pk}, None, "A new assessor")


def test_a_case_cannot_be_chosen_twice(inspection: Inspection, cast: Cast) -> None:
    (one,) = finished(inspection, cast, 1)
    draw(inspection, cast, 1)
    with pytest.raises(NotAllowed, match="no longer"):
        actions.pick_second_readings(
            inspection=inspection,
            cases=[one],
            reason="Again",
            creation_key=uuid.uuid4(),
            by=cast.quality_lead,
            at=AT,
        )


@pytest.fixture
def second(case: SampledCase, cast: Cast) -> Assessment:
    """Both have read the case: they differ on 2.1.1 alone."""
    reading(case, cast.inspector)
    return reading(
        case, cast.quality_lead, kind=Reading.SECOND, answers={**full_answers(case), "2.1.1": "no"}
    )


def agree(second: Assessment, answers: dict[str, str], version: int = 0) -> Assessment:
    return actions.agree(second=second, answers=answers, version=version, by=second.assessor, at=AT)


def test_the_differences_are_those_between_the_readings(second: Assessment) -> None:
    (difference,) = inputs.differences(second.case)
    assert (difference.question.code, difference.first, difference.second) == ("2.1.1", "yes", "no")
    assert difference.is_open


def test_agreed_answers_name_the_first_reader_and_count_instead(second: Assessment, cast: Cast) -> None:
    agreed = agree(second, {"2.1.1": "no"})
    assert (agreed.assessor, agreed.agreed_with) == (cast.quality_lead, cast.inspector)
    assert agreed.finished_at == AT
    assert list(Answer.objects.counting().filter(question_code="2.1.1").values_list("value", flat=True)) == [
        "no"
    ]
    assert Event.objects.filter(action="agreed_answers").exists()


def test_the_first_answer_counts_while_a_difference_is_open(case: SampledCase, cast: Cast) -> None:
    reading(case, cast.inspector)
    theirs = {**full_answers(case), "2.1.1": "no", "2.1.2": "no"}
    second = reading(case, cast.quality_lead, kind=Reading.SECOND, answers=theirs)
    agreed = agree(second, {"2.1.1": "no"})
    assert agreed.finished_at is None
    assert Answer.objects.counting().get(question_code="2.1.1").value == "yes"
    agree(second, {"2.1.2": "yes"}, agreed.version)
    assert Answer.objects.counting().get(question_code="2.1.1").value == "no"


def test_agreeing_in_two_tabs_is_a_conflict_but_the_same_form_twice_is_not(
    case: SampledCase, cast: Cast
) -> None:
    reading(case, cast.inspector)
    theirs = {**full_answers(case), "2.1.1": "no", "2.1.2": "no"}
    second = reading(case, cast.quality_lead, kind=Reading.SECOND, answers=theirs)
    agree(second, {"2.1.1": "no"})
    agree(second, {"2.1.1": "no"})
    with pytest.raises(Conflict):
        agree(second, {"2.1.1": "yes"})


def test_readers_who_classify_risk_apart_settle_that_first(case: SampledCase, cast: Cast) -> None:
    reading(case, cast.inspector, answers=full_answers(case, info_harm="low"))
    second = reading(
        case, cast.quality_lead, kind=Reading.SECOND, answers=full_answers(case, info_harm="high")
    )
    before = {each.question.code: each for each in inputs.differences(case)}
    assert before["2.2.3"].first is None
    assert before["2.2.3"].is_open
    agreed = agree(second, {"info.harm": "low"})
    after = {each.question.code: each for each in inputs.differences(case)}
    assert not after["2.2.3"].is_open
    assert agreed.finished_at == AT


def test_only_questions_on_which_they_differ_can_be_agreed(second: Assessment) -> None:
    with pytest.raises(KeyError):
        agree(second, {"2.1.2": "no"})


def test_agreement_is_counted_question_by_question(inspection: Inspection, cast: Cast) -> None:
    for first, again in [("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")]:
        case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
        reading(case, cast.inspector, answers={"2.1.1": first})
        reading(case, cast.quality_lead, kind=Reading.SECOND, answers={"2.1.1": again})
    found = inputs.agreement_by_question(inspection)["2.1.1"]
    assert (found.pairs, found.agreed, found.share) == (4, 3, Fraction(3, 4))
    assert found.kappa == Fraction(1, 2)


def test_agreement_is_about_the_cases_that_the_sample_holds(inspection: Inspection, cast: Cast) -> None:
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    for reader, kind in ((cast.inspector, Reading.FIRST), (cast.quality_lead, Reading.SECOND)):
        reading(case, reader, kind=kind, answers={"2.1.1": "yes"})
    assert set(inputs.agreement_by_question(inspection)) == {"2.1.1"}
    SampledCase.objects.filter(pk=case.pk).update(replaced_at=AT)
    assert inputs.agreement_by_question(inspection) == {}


def test_agreement_leaves_out_unfinished_readings_and_questions_only_one_was_asked(
    inspection: Inspection, cast: Cast
) -> None:
    case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    reading(case, cast.inspector, answers={"info.harm": "low", "2.2.3": "yes"})
    second = reading(
        case,
        cast.quality_lead,
        kind=Reading.SECOND,
        answers={"info.harm": "high", "2.2.3": "no"},
        finished=False,
    )
    assert inputs.agreement_by_question(inspection) == {}
    second.finished_at = AT
    second.save()
    assert set(inputs.agreement_by_question(inspection)) == {"info.harm"}
