"""Who may start, answer, finish, reopen, draw and agree, at which stage."""

import pytest

from caseward.inspection.case_assessments import policies
from caseward.inspection.case_assessments.models import Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules.stages import STAGES
from tests.factories.accounts import Cast
from tests.factories.case_assessments import reading

ROLES = (
    "lead",
    "inspector",
    "quality_lead",
    "analyst",
    "panel_member",
    "publisher",
    "provider_contact",
    "outsider",
)
OTHER_STAGES = [stage.code for stage in STAGES if stage.code != "assessment"]


def allowed(cast: Cast, refuses: object) -> set[str]:
    assert callable(refuses)
    return {who for who in ROLES if not refuses(getattr(cast, who))}


def test_who_sees_the_list_of_cases(inspection: Inspection, cast: Cast) -> None:
    may = allowed(cast, lambda user: policies.reasons_not_to_see_cases(user, inspection))
    assert may == {"lead", "inspector", "quality_lead", "analyst"}


def test_only_the_inspector_of_the_case_starts_and_answers(case: SampledCase, cast: Cast) -> None:
    assert allowed(cast, lambda user: policies.reasons_not_to_start(user, case)) == {"inspector"}
    row = reading(case, cast.inspector, finished=False)
    assert allowed(cast, lambda user: policies.reasons_not_to_answer(user, row)) == {"inspector"}
    assert allowed(cast, lambda user: policies.reasons_not_to_finish(user, row)) == {"inspector"}


def test_the_assessor_and_the_lead_reopen(case: SampledCase, cast: Cast) -> None:
    row = reading(case, cast.inspector)
    assert allowed(cast, lambda user: policies.reasons_not_to_reopen(user, row)) == {"inspector", "lead"}


@pytest.mark.parametrize("stage", OTHER_STAGES)
def test_nothing_changes_at_another_stage(case: SampledCase, cast: Cast, stage: str) -> None:
    row = reading(case, cast.inspector, finished=False)
    case.draw.inspection.stage = row.inspection.stage = stage
    assert policies.reasons_not_to_start(cast.inspector, case)
    assert policies.reasons_not_to_answer(cast.inspector, row)
    assert policies.reasons_not_to_draw(cast.quality_lead, row.inspection)
    row.finished_at = row.started_at
    assert policies.reasons_not_to_reopen(cast.lead, row)


def test_a_reading_moves_with_the_allocation_of_its_case(case: SampledCase, cast: Cast) -> None:
    row = reading(case, cast.inspector, finished=False)
    case.allocated_to = cast.lead
    assert policies.reasons_not_to_answer(cast.inspector, row) == [
        "This case is now allocated to another inspector."
    ]


def test_a_first_reading_stays_once_a_second_one_is_drawn(case: SampledCase, cast: Cast) -> None:
    first = reading(case, cast.inspector)
    second = reading(case, cast.quality_lead, kind=Reading.SECOND)
    assert "first reading stays" in policies.reasons_not_to_reopen(cast.inspector, first)[0]
    assert "blind" in policies.reasons_not_to_reopen(cast.quality_lead, second)[0]


def test_only_a_quality_lead_draws_and_leads_look_too(inspection: Inspection, cast: Cast) -> None:
    assert allowed(cast, lambda user: policies.reasons_not_to_draw(user, inspection)) == {"quality_lead"}
    may = allowed(cast, lambda user: policies.reasons_not_to_see_agreement(user, inspection))
    assert may == {"lead", "quality_lead"}


def test_the_second_reader_agrees_once_both_readings_are_finished(case: SampledCase, cast: Cast) -> None:
    second = reading(case, cast.quality_lead, kind=Reading.SECOND, finished=False)
    reasons = policies.reasons_not_to_agree(cast.quality_lead, second)
    assert reasons == ["The first reading is not finished.", "The second reading is not finished."]
    reading(case, cast.inspector)
    second.finished_at = second.started_at
    second.save()
    assert allowed(cast, lambda user: policies.reasons_not_to_agree(user, second)) == {"quality_lead"}
    reading(case, cast.quality_lead, kind=Reading.AGREED, answers={})
    assert policies.reasons_not_to_agree(cast.quality_lead, second)


@pytest.mark.parametrize(
    ("size", "population", "fine"), [(1, 1, True), (5, 9, True), (0, 9, False), (10, 9, False), (1, 0, False)]
)
def test_a_dip_sample_fits_what_there_is(size: int, population: int, fine: bool) -> None:
    assert (not policies.reasons_against_size(size, population)) is fine


def test_nobody_leaves_the_team_with_a_reading_open(case: SampledCase, cast: Cast) -> None:
    row = reading(case, cast.inspector, finished=False)
    assert set(policies.ties_of_readings(row.inspection)) == {cast.inspector.pk}
    row.finished_at = row.started_at
    row.save()
    assert policies.ties_of_readings(row.inspection) == {}


def test_agreed_answers_come_only_from_the_comparison(case: SampledCase, cast: Cast) -> None:
    row = reading(case, cast.quality_lead, kind=Reading.AGREED, answers={}, finished=False)
    assert "compares" in policies.reasons_not_to_answer(cast.quality_lead, row)[0]
