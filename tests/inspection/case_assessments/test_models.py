"""Who sees a reading, and which answers count."""

from collections import Counter

import pytest

from caseward.inspection.case_assessments.models import Answer, Assessment, Note, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User
from tests.factories import case_assessments, inspections
from tests.factories.accounts import Cast
from tests.factories.case_assessments import AT, full_answers, reading


def sees(user: User) -> bool:
    return Assessment.objects.visible_to(user).filter(reading=Reading.FIRST).exists()


@pytest.mark.parametrize(
    ("who", "while_open", "once_finished"),
    [
        ("inspector", True, True),
        ("lead", False, True),
        ("analyst", False, True),
        ("quality_lead", False, False),
        ("panel_member", False, False),
        ("publisher", False, False),
        ("provider_contact", False, False),
        ("administrator", False, False),
        ("outsider", False, False),
        ("other_contact", False, False),
    ],
)
def test_who_sees_a_first_reading(
    case: SampledCase, cast: Cast, who: str, while_open: bool, once_finished: bool
) -> None:
    row = reading(case, cast.inspector, finished=False)
    case_assessments.note(row)
    user = getattr(cast, who)
    assert sees(user) is while_open
    row.finished_at = AT
    row.save()
    assert sees(user) is once_finished
    assert Answer.objects.visible_to(user).exists() is once_finished
    assert Note.objects.visible_to(user).exists() is once_finished


def test_another_inspector_sees_a_reading_only_once_it_is_finished(
    case: SampledCase, cast: Cast, colleague: User
) -> None:
    row = reading(case, cast.inspector, finished=False)
    assert not sees(colleague)
    row.finished_at = AT
    row.save()
    assert sees(colleague)


def test_a_quality_lead_sees_the_first_reading_only_after_finishing_the_second(
    case: SampledCase, cast: Cast
) -> None:
    reading(case, cast.inspector)
    second = reading(case, cast.quality_lead, kind=Reading.SECOND, finished=False)
    assert not sees(cast.quality_lead)
    second.finished_at = AT
    second.save()
    assert sees(cast.quality_lead)


def test_a_quality_lead_sees_first_readings_once_no_case_can_be_read_blind_any_more(
    case: SampledCase, inspection: Inspection, cast: Cast
) -> None:
    reading(case, cast.inspector)
    inspection.stage = "ratings"
    inspection.save()
    assert sees(cast.quality_lead)


def test_an_unfinished_second_reading_stays_blind_after_the_stage(
    case: SampledCase, inspection: Inspection, cast: Cast
) -> None:
    reading(case, cast.inspector)
    reading(case, cast.quality_lead, kind=Reading.SECOND, finished=False)
    inspection.stage = "ratings"
    inspection.save()
    assert not sees(cast.quality_lead)


def test_whoever_left_the_team_sees_not_even_their_own_reading(
    case: SampledCase, inspection: Inspection, cast: Cast
) -> None:
    reading(case, cast.inspector)
    inspection.team.filter(user=cast.inspector).delete()
    assert not sees(cast.inspector)


def counted(inspection: Inspection, code: str) -> dict[tuple[str, bool], int]:
    counting = Answer.objects.counting_in(inspection).filter(question_code=code)
    return dict(Counter((answer.value, vars(answer)["in_base"]) for answer in counting))


def test_harm_questions_count_only_where_the_assessor_put_the_risk_above_low(
    inspection: Inspection, cast: Cast
) -> None:
    for harm in ("low", "medium", "very_high"):
        case = case_assessments.sampled_case(
            inspection, allocated_to=cast.inspector, risk_of_serious_harm="low"
        )
        reading(case, cast.inspector, answers={"info.harm": harm, "2.2.3": "yes", "2.2.1": "yes"})
    assert counted(inspection, "2.2.3") == {("yes", True): 2, ("yes", False): 1}
    assert counted(inspection, "2.2.1") == {("yes", True): 3}


def test_a_post_custody_prompt_counts_only_in_post_custody_cases(inspection: Inspection, cast: Cast) -> None:
    for answer in ("yes", "no"):
        case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
        reading(case, cast.inspector, answers={"info.post_custody": answer, "2.3.1d": "yes"})
    assert counted(inspection, "2.3.1d") == {("yes", True): 1, ("yes", False): 1}


def test_another_inspections_answers_are_not_counted(inspection: Inspection, cast: Cast) -> None:
    other = inspections.inspection(cast, stage="assessment")
    case = case_assessments.sampled_case(other, allocated_to=cast.inspector)
    reading(case, cast.inspector)
    assert not Answer.objects.counting_in(inspection).exists()


def test_the_first_answer_counts_until_there_is_an_agreed_one_and_the_second_alone_never(
    case: SampledCase, inspection: Inspection, cast: Cast
) -> None:
    reading(case, cast.quality_lead, kind=Reading.SECOND, answers={"2.1.1": "no", "2.1.2": "no"})
    assert not Answer.objects.counting_in(inspection).exists()
    reading(case, cast.inspector, answers={"2.1.1": "yes", "2.1.2": "yes"})
    assert counted(inspection, "2.1.1") == {("yes", True): 1}
    agreed = reading(case, cast.quality_lead, kind=Reading.AGREED, answers={"2.1.1": "no"}, finished=False)
    assert counted(inspection, "2.1.1") == {("yes", True): 1}
    agreed.finished_at = AT
    agreed.save()
    assert counted(inspection, "2.1.1") == {("no", True): 1}
    assert counted(inspection, "2.1.2") == {("yes", True): 1}


def test_an_agreed_classification_moves_the_case_out_of_the_harm_base(
    case: SampledCase, inspection: Inspection, cast: Cast
) -> None:
    reading(case, cast.inspector, answers=full_answers(case, info_harm="medium"))
    assert counted(inspection, "2.2.3") == {("yes", True): 1}
    reading(case, cast.quality_lead, kind=Reading.AGREED, answers={"info.harm": "low"})
    assert counted(inspection, "2.2.3") == {("yes", False): 1}


def test_a_replaced_case_no_longer_counts(case: SampledCase, inspection: Inspection, cast: Cast) -> None:
    reading(case, cast.inspector)
    case.replaced_at, case.replaced_by = AT, cast.lead
    case.save()
    assert not Answer.objects.counting_in(inspection).exists()
