"""The pages of inspections, as each of the cast meets them."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseward.inspection.inspections import policies
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.rules.stages import STAGES
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, inspections
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db
PlanDetails = dict[str, object]


@pytest.fixture
def cast() -> Cast:
    return accounts.cast()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, name: str, **where: int) -> str:
    response = as_(user).get(reverse(f"inspections:{name}", kwargs=where))
    assert response.status_code == 200
    return response.content.decode()


def plan(**changes: object) -> PlanDetails:
    return {
        "provider": "",
        "new_provider": "Eastshire Rehabilitation",
        "framework_code": "crc-2019",
        "starts_on_day": 5,
        "starts_on_month": 8,
        "starts_on_year": 2019,
        "ends_on_day": 16,
        "ends_on_month": 8,
        "ends_on_year": 2019,
        **changes,
    }


def test_a_lead_sets_up_an_inspection_and_goes_on_to_its_team(cast: Cast) -> None:
    sent = plan(creation_key=uuid4(), lead=cast.lead.pk)
    response = as_(cast.lead).post(reverse("inspections:set_up"), sent)
    inspection = Inspection.objects.get()
    assert response.headers["Location"] == reverse("inspections:team", args=[inspection.pk])
    assert str(inspection) == "Eastshire Rehabilitation, August 2019"


def test_an_inspection_may_be_set_up_for_another_lead(cast: Cast) -> None:
    other = accounts.account(Role.LEAD_INSPECTOR, name="Other lead")
    sent = plan(creation_key=uuid4(), lead=other.pk)
    response = as_(cast.lead).post(reverse("inspections:set_up"), sent, follow=True)
    assert "Other lead leads it and chooses its team." in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"new_provider": ""}, "Choose a provider, or add one by name"),
        ({"ends_on_day": 1}, "Last day of fieldwork must be the same as or after its first day"),
        ({"framework_code": "pdu-2023"}, "Select a valid choice"),
        ({"framework_code": ""}, "Select framework"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_it(cast: Cast, typed: PlanDetails, words: str) -> None:
    sent = plan(creation_key=uuid4(), lead=cast.lead.pk, **typed)
    response = as_(cast.lead).post(reverse("inspections:set_up"), sent)
    assert words in response.content.decode()
    assert not Inspection.objects.exists()


def test_choosing_a_provider_and_typing_another_is_refused(cast: Cast) -> None:
    provider = inspections.inspection(cast).provider
    sent = plan(creation_key=uuid4(), lead=cast.lead.pk, provider=provider.pk)
    response = as_(cast.lead).post(reverse("inspections:set_up"), sent)
    assert "not both" in response.content.decode()


def test_two_leads_changing_a_plan_at_once_see_each_others_version(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    client = as_(cast.lead)
    address = reverse("inspections:plan", args=[inspection.pk])
    client.post(address, plan(version=0, new_provider="Saved first"))
    text = client.post(address, plan(version=0, new_provider="Typed second")).content.decode()
    assert "Saved first" in text
    assert "Typed second" in text
    assert '<input type="hidden" name="version" value="1"' in text
    assert Inspection.objects.get().provider.name == "Saved first"
    client.post(address, plan(version=1, new_provider="Typed second"))
    assert Inspection.objects.get().provider.name == "Typed second"


def test_two_choices_of_samples_at_once_are_shown_side_by_side(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    client = as_(cast.lead)
    address = reverse("inspections:samples", args=[inspection.pk])
    client.post(address, {"version": 0, "samples": ["unpaid-work"]})
    text = client.post(address, {"version": 0, "samples": ["case-supervision"]}).content.decode()
    assert "changed this since you opened it" in text
    assert [row.sample_code for row in inspection.requested_samples.all()] == ["unpaid-work"]


def test_the_lead_builds_the_team_and_asks_for_case_lists(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    inspection.team.filter(role=TeamRole.ANALYST).delete()
    assert "The team needs an inspection analyst." in page(cast.lead, "overview", inspection_id=inspection.pk)
    client = as_(cast.lead)
    member = {"creation_key": uuid4(), "person": cast.analyst.pk, "role": "analyst"}
    client.post(reverse("inspections:team", args=[inspection.pk]), member)
    assert "Ask for case lists" in page(cast.lead, "overview", inspection_id=inspection.pk)
    client.post(reverse("inspections:ask_for_case_lists", args=[inspection.pk]), {"version": 0})
    assert Inspection.objects.get().stage == "sampling"


def test_asking_for_case_lists_on_a_page_that_is_out_of_date_asks_nothing(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    Inspection.objects.update(version=3)
    address = reverse("inspections:ask_for_case_lists", args=[inspection.pk])
    response = as_(cast.lead).post(address, {"version": 0}, follow=True)
    assert "Somebody else has just changed this inspection" in response.content.decode()
    assert Inspection.objects.get().stage == "set_up"


def test_a_role_that_an_account_cannot_have_is_refused_in_words(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    other = accounts.account(Role.ANALYST, name="Other analyst")
    sent = {"creation_key": uuid4(), "person": other.pk, "role": "inspector"}
    response = as_(cast.lead).post(reverse("inspections:team", args=[inspection.pk]), sent)
    words = "Only an account with the role inspector or lead inspector can be inspector."
    assert words in response.content.decode()


def test_somebody_is_taken_off_the_team_from_its_page(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    member = inspection.team.get(user=cast.inspector)
    as_(cast.lead).post(reverse("inspections:remove", args=[inspection.pk, member.pk]))
    assert not inspection.team.filter(user=cast.inspector).exists()


def test_a_member_of_another_team_cannot_be_reached_through_this_one(cast: Cast) -> None:
    inspection, other = inspections.inspection(cast), inspections.inspection(cast)
    member = other.team.get(user=cast.inspector)
    response = as_(cast.lead).post(reverse("inspections:remove", args=[inspection.pk, member.pk]))
    assert response.status_code == 404
    assert other.team.filter(user=cast.inspector).exists()


def test_an_inspection_goes_back_with_a_reason_that_its_page_then_shows(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="ratings")
    address = reverse("inspections:move_back", args=[inspection.pk])
    as_(cast.lead).post(address, {"version": 0, "reason": "Three cases were missed."})
    text = page(cast.lead, "overview", inspection_id=inspection.pk)
    assert "Three cases were missed." in text
    assert Inspection.objects.get().stage == "assessment"


def test_a_reason_to_go_back_survives_a_change_by_somebody_else(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="panel")
    Inspection.objects.update(version=3, stage="ratings")
    address = reverse("inspections:move_back", args=[inspection.pk])
    response = as_(cast.lead).post(address, {"version": 2, "reason": "Three cases were missed."})
    assert "Somebody else has just changed this inspection." in response.text
    assert "Three cases were missed." in response.text
    assert "Go back to “Case assessment”" in response.text
    assert 'name="version" value="3"' in response.text
    assert Inspection.objects.get().stage == "ratings"


def test_the_chosen_successor_survives_a_change_by_somebody_else(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    other = accounts.account(Role.LEAD_INSPECTOR, name="Other lead")
    Inspection.objects.update(version=3)
    address = reverse("inspections:hand_over", args=[inspection.pk])
    response = as_(cast.lead).post(address, {"version": 2, "to": other.pk})
    assert f'<option value="{other.pk}" selected' in response.text
    assert 'name="version" value="3"' in response.text
    assert inspection.team.get(role=TeamRole.LEAD).user == cast.lead


def test_a_button_pressed_twice_adds_somebody_once_and_says_so_twice(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    sent = {"person": accounts.account(name="New").pk, "role": "inspector", "creation_key": uuid4()}
    address = reverse("inspections:team", args=[inspection.pk])
    for _ in range(2):
        response = as_(cast.lead).post(address, sent, follow=True)
        assert "New is on the team." in response.text
    assert inspection.team.filter(user__name="New").count() == 1


def test_why_provider_and_samples_stay_is_said_beside_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = inspections.inspection(cast)
    monkeypatch.setattr(policies, "_begun", [lambda _inspection: {"unpaid-work"}])
    client = as_(cast.lead)
    moved = client.post(reverse("inspections:plan", args=[inspection.pk]), plan(version=0))
    assert moved.status_code == 200
    assert "Case lists have come in" in moved.text
    assert "Eastshire Rehabilitation" in moved.text
    dropped = client.post(
        reverse("inspections:samples", args=[inspection.pk]), {"version": 0, "samples": ["case-supervision"]}
    )
    assert "A case list has come in for “Unpaid work”, so this sample stays." in dropped.text
    assert inspection.requested_samples.count() == 3


def test_handing_over_leads_back_to_the_list(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    other = accounts.account(Role.LEAD_INSPECTOR, name="Other lead")
    address = reverse("inspections:hand_over", args=[inspection.pk])
    response = as_(cast.lead).post(address, {"version": 0, "to": other.pk}, follow=True)
    assert "Other lead now leads" in response.content.decode()
    assert list(Inspection.objects.visible_to(cast.lead)) == []


@pytest.mark.parametrize("name", ["plan", "samples", "team", "hand_over", "move_back"])
def test_pages_that_change_an_inspection_refuse_everybody_but_its_lead(cast: Cast, name: str) -> None:
    stage = "ratings" if name == "move_back" else "set_up"
    inspection = inspections.inspection(cast, stage=stage)
    address = reverse(f"inspections:{name}", args=[inspection.pk])
    got = {user.name: as_(user).get(address).status_code for user in cast.everybody()}
    assert got.pop(cast.lead.name) == 200
    outside = {cast.outsider.name, cast.other_contact.name, cast.administrator.name}
    assert got == {name: 404 if name in outside else 403 for name in got}


def test_somebody_who_may_not_see_an_inspection_does_not_learn_that_it_exists(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    for user in (cast.outsider, cast.other_contact, cast.administrator):
        assert as_(user).get(reverse("inspections:overview", args=[inspection.pk])).status_code == 404
        assert "Northshire" not in page(user, "index")


def test_a_providers_contact_reads_the_stage_but_neither_team_nor_history(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="assessment")
    text = page(cast.provider_contact, "overview", inspection_id=inspection.pk)
    assert "Case assessment" in text
    assert cast.inspector.name not in text
    assert "History" not in text


def test_what_a_reader_must_know_of_an_inspection_stands_on_its_page(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    Inspection.objects.update(note="Cases invented, totals published.")
    assert "Cases invented, totals published." in page(
        cast.publisher, "overview", inspection_id=inspection.pk
    )


def test_every_role_with_no_inspection_is_told_what_comes_next(cast: Cast) -> None:
    assert "Set up the first one" in page(cast.lead, "index")
    assert "puts you on the team" in page(cast.inspector, "index")
    assert "plans an inspection of Northshire Probation" in page(cast.provider_contact, "index")
    assert "sets up an inspection" in page(cast.publisher, "index")
    assert "look after accounts" in page(cast.administrator, "index")


def test_the_newest_inspection_stands_first_and_says_whose_turn_it_is(cast: Cast) -> None:
    inspections.inspection(cast, starts_on=date(2018, 8, 6), ends_on=date(2018, 8, 17))
    inspections.inspection(cast, stage="sampling")
    text = page(cast.analyst, "index")
    assert text.index("5 to 16 August 2019") < text.index("6 to 17 August 2018")
    assert "Check the case lists, draw the samples and allocate the cases" in text


def test_a_long_list_comes_in_pages(cast: Cast) -> None:
    for _ in range(26):
        inspections.inspection(cast)
    assert page(cast.lead, "index").count("Northshire Probation</a>") == 25
    second = as_(cast.lead).get(reverse("inspections:index"), {"page": 2}).content.decode()
    assert second.count("Northshire Probation</a>") == 1


@pytest.mark.parametrize("name", ["index", "overview", "team"])
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(cast: Cast, name: str) -> None:
    inspection = inspections.inspection(cast)
    address = reverse(f"inspections:{name}", args=[] if name == "index" else [inspection.pk])
    client = as_(cast.lead)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5):
        inspections.inspection(cast)
        more = accounts.account(Role.INSPECTOR, name=f"Inspector {number}", second_factor=False)
        inspections.member(inspection, more, TeamRole.INSPECTOR)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_page_of_stages_shows_every_stage_to_everybody(client: Client) -> None:
    text = client.get(reverse("inspections:stages")).content.decode()
    assert all(row.title in text and row.happens in text for row in STAGES)


def test_nobody_reaches_inspections_without_signing_in(client: Client, cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    for name, where in [("index", []), ("set_up", []), ("overview", [inspection.pk])]:
        response = client.get(reverse(f"inspections:{name}", args=where))
        assert response.status_code == 302
        assert reverse("account_login") in response.headers["Location"]
