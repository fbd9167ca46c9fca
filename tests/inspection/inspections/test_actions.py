"""Setting up an inspection, its team, and its way through the stages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from caseward.inspection.inspections import actions, policies
from caseward.inspection.inspections.models import Inspection, StageChange, TeamMember, TeamRole
from caseward.rules.stages import STAGES
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, inspections, organisations
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 6, 3, 10, tzinfo=UTC)
PLAN = actions.Plan(
    provider=None,
    new_provider="Eastshire Rehabilitation",
    framework_code="crc-2019",
    starts_on=date(2019, 8, 5),
    ends_on=date(2019, 8, 16),
)


@pytest.fixture
def cast() -> Cast:
    return accounts.cast()


def set_up(lead: User, *, plan: actions.Plan = PLAN, by: User | None = None) -> Inspection:
    return actions.set_up(plan=plan, lead=lead, by=by or lead, at=NOW, creation_key=uuid4())


def test_a_new_inspection_has_its_lead_and_every_sample_of_its_framework(cast: Cast) -> None:
    inspection = set_up(cast.lead)
    assert [(member.user, member.role) for member in inspection.team.all()] == [(cast.lead, "lead")]
    asked = [row.sample_code for row in inspection.requested_samples.all()]
    assert asked == ["case-supervision", "unpaid-work", "through-the-gate"]


def test_a_provider_that_is_not_known_is_added_by_name_and_the_addition_recorded(cast: Cast) -> None:
    provider = set_up(cast.lead).provider
    assert (provider.name, provider.kind) == ("Eastshire Rehabilitation", "provider")
    assert Event.objects.get(action="added_provider").subject_id == str(provider.pk)


def test_a_provider_typed_in_other_capitals_is_not_added_twice(cast: Cast) -> None:
    known = organisations.provider("Eastshire Rehabilitation")
    inspection = set_up(cast.lead, plan=replace(PLAN, new_provider=" eastshire  rehabilitation "))
    assert inspection.provider == known


def test_two_providers_whose_names_shorten_alike_both_find_room(cast: Cast) -> None:
    first = set_up(cast.lead, plan=replace(PLAN, new_provider="East-shire")).provider
    second = set_up(cast.lead, plan=replace(PLAN, new_provider="East shire")).provider
    assert (first.short_name, second.short_name) == ("east-shire", "east-shire-2")


def test_an_inspectorate_cannot_be_inspected_by_typing_its_name(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="not a provider"):
        set_up(cast.lead, plan=replace(PLAN, new_provider=cast.lead.organisation.name))


def test_the_same_form_sent_twice_sets_up_one_inspection(cast: Cast) -> None:
    key = uuid4()
    first, second = (
        actions.set_up(plan=PLAN, lead=cast.lead, by=cast.lead, at=NOW, creation_key=key) for _ in range(2)
    )
    assert first == second
    assert Inspection.objects.count() == 1


def test_only_a_lead_inspector_sets_up_an_inspection(cast: Cast) -> None:
    for user in cast.everybody():
        if user != cast.lead:
            with pytest.raises(NotAllowed):
                set_up(cast.lead, by=user)
    assert not Inspection.objects.exists()


def test_a_framework_that_only_proves_the_format_cannot_be_used(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="not offered"):
        set_up(cast.lead, plan=replace(PLAN, framework_code="pdu-2023"))
    assert not Organisation.objects.filter(name=PLAN.new_provider).exists()


def test_another_framework_starts_again_with_all_of_its_own_samples(cast: Cast) -> None:
    inspection = inspections.inspection(cast, samples=("unpaid-work",))
    plan = replace(PLAN, framework_code="crc-2018")
    actions.change_plan(inspection=inspection, plan=plan, version=0, by=cast.lead)
    asked = {row.sample_code for row in inspection.requested_samples.all()}
    assert asked == {sample.code for sample in inspection.framework.samples}


def test_other_dates_leave_the_chosen_samples_alone(cast: Cast) -> None:
    inspection = inspections.inspection(cast, samples=("unpaid-work",))
    actions.change_plan(
        inspection=inspection, plan=replace(PLAN, ends_on=date(2019, 8, 23)), version=0, by=cast.lead
    )
    assert [row.sample_code for row in inspection.requested_samples.all()] == ["unpaid-work"]
    assert Event.objects.get(action="changed_inspection").details["changes"]["fieldwork_ends_on"] == [
        "2019-08-16",
        "2019-08-23",
    ]


def test_a_change_made_on_an_old_version_changes_nothing(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    actions.choose_samples(inspection=inspection, codes=["unpaid-work"], version=0, by=cast.lead)
    with pytest.raises(Conflict):
        actions.change_plan(inspection=inspection, plan=PLAN, version=0, by=cast.lead)
    assert Inspection.objects.get(pk=inspection.pk).provider.name == "Northshire Probation"
    assert not Organisation.objects.filter(name=PLAN.new_provider).exists()


def test_a_person_has_one_role_on_a_team(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    with pytest.raises(NotAllowed, match="on the team already"):
        add(inspection, cast.inspector, TeamRole.INSPECTOR, by=cast.lead)


def test_the_account_of_an_analyst_cannot_be_put_on_the_panel(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    other = accounts.account(Role.ANALYST, name="Other analyst")
    with pytest.raises(NotAllowed, match="with the role ratings panel member or lead inspector"):
        add(inspection, other, TeamRole.PANEL_MEMBER, by=cast.lead)


def test_only_the_lead_changes_the_team(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    for user in cast.everybody():
        if user != cast.lead:
            with pytest.raises(NotAllowed):
                add(inspection, cast.outsider, TeamRole.INSPECTOR, by=user)


def test_somebody_added_twice_by_one_form_is_on_the_team_once(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    key = uuid4()
    for _ in range(2):
        actions.add_to_team(
            inspection=inspection,
            user=cast.outsider,
            role=TeamRole.INSPECTOR,
            by=cast.lead,
            at=NOW,
            creation_key=key,
        )
    assert inspection.team.filter(user=cast.outsider).count() == 1


def test_somebody_taken_off_the_team_sees_the_inspection_no_more(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    member = inspection.team.get(user=cast.inspector)
    actions.remove_from_team(member=member, by=cast.lead, at=NOW)
    assert not Inspection.objects.visible_to(cast.inspector).exists()
    assert Event.objects.filter(action="removed_from_team", details__user=cast.inspector.pk).exists()


def test_the_lead_cannot_be_taken_off_the_team(cast: Cast) -> None:
    member = inspections.inspection(cast).team.get(role=TeamRole.LEAD)
    with pytest.raises(NotAllowed, match="hand it over"):
        actions.remove_from_team(member=member, by=cast.lead, at=NOW)


def test_somebody_with_work_on_an_inspection_cannot_leave_its_team(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "_ties", [])
    policies.register_tie(lambda inspection: {cast.inspector.pk: ["Five cases are allocated to them."]})
    inspection = inspections.inspection(cast)
    with pytest.raises(NotAllowed, match="Five cases"):
        actions.remove_from_team(member=inspection.team.get(user=cast.inspector), by=cast.lead, at=NOW)
    actions.remove_from_team(member=inspection.team.get(user=cast.analyst), by=cast.lead, at=NOW)


def test_what_one_provider_sent_is_never_shown_to_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = inspections.inspection(cast)
    other = replace(PLAN, provider=organisations.provider("Southshire Probation"), new_provider="")
    monkeypatch.setattr(policies, "_begun", [lambda _inspection: {"unpaid-work"}])
    with pytest.raises(NotAllowed, match="Case lists have come in"):
        actions.change_plan(inspection=inspection, plan=other, version=0, by=cast.lead)
    later = replace(PLAN, provider=organisations.provider(), new_provider="", ends_on=date(2019, 8, 23))
    actions.change_plan(inspection=Inspection.objects.get(), plan=later, version=0, by=cast.lead)
    assert Inspection.objects.get().fieldwork_ends_on == date(2019, 8, 23)


def test_a_sample_whose_case_list_has_come_in_stays_chosen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = inspections.inspection(cast)
    monkeypatch.setattr(policies, "_begun", [])
    policies.register_begun(lambda _inspection: ["unpaid-work"])
    with pytest.raises(NotAllowed, match="A case list has come in for “Unpaid work”"):
        actions.choose_samples(inspection=inspection, codes=["case-supervision"], version=0, by=cast.lead)
    actions.choose_samples(inspection=inspection, codes=["unpaid-work"], version=0, by=cast.lead)
    assert [row.sample_code for row in inspection.requested_samples.all()] == ["unpaid-work"]


def test_an_inspection_handed_over_has_one_lead_and_the_old_one_is_off_the_team(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="assessment")
    successor = accounts.account(Role.LEAD_INSPECTOR, name="Successor")
    inspections.member(inspection, successor, TeamRole.PANEL_MEMBER)
    actions.hand_over(inspection=inspection, to=successor, version=0, by=cast.lead, at=NOW)
    assert [member.user for member in inspection.team.filter(role=TeamRole.LEAD)] == [successor]
    assert not inspection.team.filter(user=cast.lead).exists()
    assert not inspection.team.filter(user=successor, role=TeamRole.PANEL_MEMBER).exists()


def test_the_log_keeps_no_free_text_of_why_an_inspection_went_back(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="ratings")
    actions.move_back(inspection=inspection, version=0, reason="Ask Mr Smith.", by=cast.lead, at=NOW)
    assert Event.objects.get().details == {"changes": {"stage": ["ratings", "assessment"]}}
    assert inspection.stage_changes.get(to_stage="assessment", reason__gt="").reason == "Ask Mr Smith."


def test_asking_for_case_lists_starts_the_sampling(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    actions.ask_for_case_lists(inspection=inspection, version=0, by=cast.lead, at=NOW)
    change = StageChange.objects.get()
    assert (change.from_stage, change.to_stage, change.changed_by) == ("set_up", "sampling", cast.lead)
    assert Inspection.objects.get(pk=inspection.pk).stage == "sampling"
    assert Event.objects.get(action="moved_inspection").details["changes"] == {
        "stage": ["set_up", "sampling"]
    }


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (TeamRole.INSPECTOR, "at least one inspector"),
        (TeamRole.ANALYST, "an inspection analyst"),
        (TeamRole.PANEL_MEMBER, "at least one ratings panel member"),
    ],
)
def test_case_lists_are_not_asked_for_before_the_team_is_complete(
    cast: Cast, role: TeamRole, words: str
) -> None:
    inspection = inspections.inspection(cast)
    TeamMember.objects.filter(inspection=inspection, role=role).delete()
    with pytest.raises(NotAllowed, match=words):
        actions.ask_for_case_lists(inspection=inspection, version=0, by=cast.lead, at=NOW)


def test_case_lists_are_not_asked_for_without_a_sample(cast: Cast) -> None:
    inspection = inspections.inspection(cast, samples=())
    with pytest.raises(NotAllowed, match="at least one sample"):
        actions.ask_for_case_lists(inspection=inspection, version=0, by=cast.lead, at=NOW)


@pytest.mark.parametrize("row", STAGES, ids=[row.code for row in STAGES])
def test_an_inspection_moves_forward_to_its_next_stage_and_to_no_other(cast: Cast, row: object) -> None:
    stage = next(each for each in STAGES if each is row)
    inspection = inspections.inspection(cast, stage=stage.code)
    for other in STAGES:
        if other.code != stage.forward:
            with pytest.raises(NotAllowed):
                actions.move(inspection=inspection, to=other.code, by=cast.lead, at=NOW)
    if stage.forward:
        actions.move(inspection=inspection, to=stage.forward, by=cast.lead, at=NOW)
        assert Inspection.objects.get(pk=inspection.pk).stage == stage.forward


def test_two_people_moving_one_inspection_move_it_once(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    same = Inspection.objects.get(pk=inspection.pk)
    actions.move(inspection=inspection, to="sampling", by=cast.lead, at=NOW)
    with pytest.raises(NotAllowed, match="just moved"):
        actions.move(inspection=same, to="sampling", by=cast.lead, at=NOW)
    assert StageChange.objects.count() == 1


def test_the_lead_takes_an_inspection_back_a_stage_and_the_reason_stays(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="panel")
    actions.move_back(
        inspection=inspection, version=0, reason="Two cases were not finished.", by=cast.lead, at=NOW
    )
    assert inspection.stage == "ratings"
    assert StageChange.objects.latest("pk").reason == "Two cases were not finished."


@pytest.mark.parametrize("stage", ["set_up", "decided", "published"])
def test_nothing_goes_back_from_the_first_stage_or_once_it_is_decided(cast: Cast, stage: str) -> None:
    inspection = inspections.inspection(cast, stage=stage)
    with pytest.raises(NotAllowed, match="cannot go back"):
        actions.move_back(inspection=inspection, version=0, reason="A reason", by=cast.lead, at=NOW)


def test_nobody_but_the_lead_takes_an_inspection_back(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="panel")
    for user in cast.everybody():
        if user != cast.lead:
            with pytest.raises(NotAllowed):
                actions.move_back(inspection=inspection, version=0, reason="A reason", by=user, at=NOW)


def test_going_back_needs_a_reason(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="panel")
    with pytest.raises(NotAllowed, match="Say why"):
        actions.move_back(inspection=inspection, version=0, reason="  ", by=cast.lead, at=NOW)


def add(inspection: Inspection, user: User, role: TeamRole, *, by: User) -> TeamMember:
    return actions.add_to_team(
        inspection=inspection, user=user, role=role, by=by, at=NOW, creation_key=uuid4()
    )


def test_nobody_but_the_lead_hands_an_inspection_over(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    successor = accounts.account(Role.LEAD_INSPECTOR, name="Successor")
    for user in [*cast.everybody(), successor]:
        if user != cast.lead:
            with pytest.raises(NotAllowed):
                actions.hand_over(inspection=inspection, to=successor, version=0, by=user, at=NOW)
    with pytest.raises(NotAllowed, match="with the role lead inspector"):
        actions.hand_over(inspection=inspection, to=cast.inspector, version=0, by=cast.lead, at=NOW)


def test_a_lead_with_work_of_their_own_left_cannot_hand_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "_ties", [lambda inspection: {cast.lead.pk: ["One case is theirs."]}])
    inspection = inspections.inspection(cast)
    successor = accounts.account(Role.LEAD_INSPECTOR, name="Successor")
    with pytest.raises(NotAllowed, match="One case"):
        actions.hand_over(inspection=inspection, to=successor, version=0, by=cast.lead, at=NOW)
