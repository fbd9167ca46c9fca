"""Who may do what with lists, draws and cases, at which stage: the whole table."""

from collections.abc import Callable

import pytest

from caseward.inspection.inspections import policies as inspections_policies
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples import actions, policies
from caseward.inspection.samples.models import CaseList, Draw, SampledCase
from caseward.rules.stages import STAGES
from caseward.shared.accounts.models import User
from tests.factories import inspections, samples
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db

SAMPLERS = {"lead", "analyst"}
CASE_WORK = SAMPLERS | {"inspector", "quality_lead"}
Policy = Callable[[User, Inspection], list[str]]


def allowed(cast: Cast, ask: Callable[[User], list[str]]) -> set[str]:
    return {name for name, user in vars(cast).items() if not ask(user)}


@pytest.mark.parametrize("stage", [row.code for row in STAGES])
def test_who_may_see_send_draw_and_allocate_at_each_stage(cast: Cast, stage: str) -> None:
    row = inspections.inspection(cast, stage=stage)
    sampling, assessment = stage == "sampling", stage == "assessment"
    table: dict[Policy, set[str]] = {
        policies.reasons_not_to_see: CASE_WORK | {"provider_contact"},
        policies.reasons_not_to_sample: SAMPLERS if sampling else set(),
        policies.reasons_not_to_upload: SAMPLERS | {"provider_contact"} if sampling else set(),
        policies.reasons_not_to_allocate: SAMPLERS if sampling or assessment else set(),
    }
    for policy, names in table.items():
        may = {name for name, user in vars(cast).items() if not policy(user, row)}
        assert may == names, policy


def test_who_finds_lists_draws_and_cases_at_all(cast: Cast) -> None:
    row = inspections.inspection(cast, stage="sampling")
    samples.drawn(row, cast.analyst)
    found = {
        model: {name for name, user in vars(cast).items() if model._default_manager.visible_to(user).exists()}
        for model in (CaseList, Draw, SampledCase)
    }
    assert found[CaseList] == CASE_WORK | {"provider_contact"}
    assert found[Draw] == found[SampledCase] == CASE_WORK


def test_samplers_accept_and_draw_and_replace_and_nobody_else(cast: Cast) -> None:
    row = inspections.inspection(cast, stage="sampling", samples=(samples.SUPERVISION,))
    sent = samples.uploaded(row, cast.provider_contact, samples.text(samples.cases(100)))
    assert allowed(cast, lambda user: policies.reasons_not_to_accept(user, sent)) == SAMPLERS
    samples.drawn(row, cast.analyst, number=100)
    ask = policies.reasons_not_to_draw
    again = allowed(cast, lambda user: ask(user, row, samples.SUPERVISION, redraw_reason="Because."))
    assert again == SAMPLERS
    case = SampledCase.objects.in_use()[0]
    assert allowed(cast, lambda user: policies.reasons_not_to_replace(user, case)) == SAMPLERS


def test_a_list_checked_against_other_dates_is_not_drawn_from(cast: Cast) -> None:
    row = inspections.inspection(cast, stage="sampling")
    samples.accepted(row, cast.analyst)
    row.fieldwork_starts_on = row.fieldwork_starts_on.replace(day=12)
    reasons = policies.reasons_not_to_draw(cast.analyst, row, samples.SUPERVISION, redraw_reason="")
    assert ["dates of fieldwork have changed" in reason for reason in reasons] == [True]


def test_assessment_waits_for_every_sample_and_a_draw_from_the_list_in_use(cast: Cast) -> None:
    row = inspections.inspection(cast, stage="sampling", samples=(samples.SUPERVISION, samples.GATE))
    draw = samples.drawn(row, cast.analyst)
    actions.allocate_evenly(draw=draw, keep_offices_together=False, by=cast.analyst, at=samples.AT)
    ask = policies.reasons_not_to_open_assessment
    assert ask(cast.lead, row) == ["Draw the sample “Through the Gate”."]
    samples.accepted(row, cast.analyst, number=50)
    assert "A newer case list was accepted for “Case supervision”: draw its sample again." in ask(
        cast.lead, row
    )


def test_nobody_leaves_the_team_while_cases_are_allocated_to_them(cast: Cast) -> None:
    row = inspections.inspection(cast, stage="sampling")
    draw = samples.drawn(row, cast.analyst)
    member = row.team.get(user=cast.inspector)
    assert inspections_policies.reasons_not_to_remove(cast.lead, member) == []
    case = SampledCase.objects.in_use().filter(draw=draw)[0]
    actions.allocate_case(case=case, to=cast.inspector, version=0, by=cast.lead, at=samples.AT)
    reasons = inspections_policies.reasons_not_to_remove(cast.lead, member)
    assert reasons == ["1 case is allocated to them: give it to somebody else first."]
