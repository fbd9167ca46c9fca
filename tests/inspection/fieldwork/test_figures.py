"""The figures that the provider gives of itself: given, questioned, corrected or confirmed, never refused."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from caseward.inspection.fieldwork.actions import figures as actions
from caseward.inspection.fieldwork.inputs import figure_remarks, provided_figures
from caseward.inspection.fieldwork.models import FigureSheet, ProvidedFigure
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import inspections
from tests.factories.accounts import Cast
from tests.factories.fieldwork import AT, LATER, entry, give

pytestmark = pytest.mark.django_db
CASELOAD, PO, PSO = "caseload", "average-caseload-po", "average-caseload-pso"
SWAPPED = (
    entry(PO, "current", "48.60"),
    entry(PO, "previous", "30.27"),
    entry(PSO, "current", "36.12"),
    entry(PSO, "previous", "59.2"),
)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast)


def address(name: str, inspection: Inspection, **more: Any) -> str:
    return reverse(f"fieldwork:{name}", kwargs={"inspection_id": inspection.pk, **more})


def page(client: Client, user: User, path: str) -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def stored(inspection: Inspection, code: str, period: str) -> ProvidedFigure | None:
    return provided_figures(inspection).get((code, period))


def confirm(inspection: Inspection, by: User, *, version: int = 1) -> None:
    actions.confirm(
        inspection=inspection, code=PO, note="Three posts were empty.", version=version, by=by, at=LATER
    )


def test_no_data_is_an_answer_and_an_empty_box_is_none(cast: Cast, inspection: Inspection) -> None:
    give(
        cast,
        inspection,
        "staffing",
        entry("sickness", "current", "7", source="Our records"),
        entry("sickness", "previous", none=True),
        entry("sickness", "target"),
    )
    given = provided_figures(inspection)
    assert set(given) == {("sickness", "current"), ("sickness", "previous")}
    assert given["sickness", "previous"].no_data
    assert given["sickness", "current"].value == 7
    assert given["sickness", "current"].source_note == "Our records"


def test_the_database_refuses_a_value_beside_no_data(cast: Cast, inspection: Inspection) -> None:
    for value, no_data in ((Decimal(7), True), (None, False)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProvidedFigure.objects.create(
                inspection=inspection, code="x", period="current", value=value, no_data=no_data,
                entered_at=AT, entered_by=cast.analyst,
            )  # fmt: skip


def test_an_emptied_box_is_unanswered_again(cast: Cast, inspection: Inspection) -> None:
    give(cast, inspection, CASELOAD, entry(PO, "current", "48.6"))
    give(cast, inspection, CASELOAD, entry(PO, "current"), version=1)
    assert stored(inspection, PO, "current") is None


def test_two_who_fill_in_the_same_group_see_each_other(cast: Cast, inspection: Inspection) -> None:
    give(cast, inspection, CASELOAD, entry(PO, "current", "48.6"))
    with pytest.raises(Conflict):
        give(cast, inspection, CASELOAD, entry(PO, "current", "50"))
    give(cast, inspection, "staffing", entry("sickness", "current", "7"))
    kept = stored(inspection, PO, "current")
    assert kept is not None
    assert kept.value == Decimal("48.6")


def test_swapped_caseloads_are_questioned_and_not_refused(cast: Cast, inspection: Inspection) -> None:
    give(cast, inspection, CASELOAD, *SWAPPED)
    remarks = figure_remarks(inspection, provided_figures(inspection))
    assert "look swapped" in remarks[PO][-1]
    assert "look swapped" in remarks[PSO][-1]


def test_only_the_provider_confirms_and_only_what_is_given(cast: Cast, inspection: Inspection) -> None:
    with pytest.raises(NotAllowed, match="has not been given yet"):
        confirm(inspection, cast.provider_contact)
    give(cast, inspection, CASELOAD, *SWAPPED)
    for user in (cast.lead, cast.analyst, cast.other_contact):
        with pytest.raises(NotAllowed, match="Only the provider"):
            confirm(inspection, user)
    confirm(inspection, cast.provider_contact)
    row = stored(inspection, PO, "previous")
    assert row is not None
    assert (row.confirmation, row.confirmed_by) == ("Three posts were empty.", cast.provider_contact)


def test_a_figure_that_changes_loses_its_confirmation_and_the_others_keep_theirs(
    cast: Cast, inspection: Inspection
) -> None:
    give(cast, inspection, CASELOAD, *SWAPPED)
    confirm(inspection, cast.provider_contact)
    give(cast, inspection, CASELOAD, entry(PO, "current", "49"), *SWAPPED[1:], version=2)
    changed, same = stored(inspection, PO, "current"), stored(inspection, PO, "previous")
    assert changed is not None
    assert same is not None
    assert (changed.confirmation, changed.confirmed_by) == ("", None)
    assert same.confirmation == "Three posts were empty."


def test_confirming_what_changed_meanwhile_is_a_conflict(cast: Cast, inspection: Inspection) -> None:
    give(cast, inspection, CASELOAD, *SWAPPED)
    with pytest.raises(Conflict):
        confirm(inspection, cast.provider_contact, version=0)


def test_a_new_source_note_alone_changes_no_figure(cast: Cast, inspection: Inspection) -> None:
    give(cast, inspection, CASELOAD, *SWAPPED)
    confirm(inspection, cast.provider_contact)
    give(cast, inspection, CASELOAD, entry(PO, "current", "48.60", source="Workload tool"), version=2)
    row = stored(inspection, PO, "current")
    assert row is not None
    assert (row.source_note, row.confirmation) == ("Workload tool", "Three posts were empty.")


def test_figures_are_frozen_once_decided(cast: Cast, inspection: Inspection) -> None:
    give(cast, inspection, CASELOAD, *SWAPPED)
    Inspection.objects.update(stage="decided")
    with pytest.raises(NotAllowed, match="ratings are decided"):
        give(cast, inspection, CASELOAD, *SWAPPED, version=1)
    with pytest.raises(NotAllowed, match="ratings are decided"):
        confirm(inspection, cast.provider_contact)


def test_who_sees_the_figures(cast: Cast, inspection: Inspection) -> None:
    give(cast, inspection, CASELOAD, *SWAPPED)
    readers = (cast.lead, cast.inspector, cast.analyst, cast.quality_lead, cast.provider_contact)
    for user in cast.everybody():
        assert ProvidedFigure.objects.visible_to(user).count() == (4 if user in readers else 0)
        assert FigureSheet.objects.visible_to(user).count() == (1 if user in readers else 0)


def test_the_contact_gives_figures_as_people_type_them(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    client.force_login(cast.provider_contact)
    path = address("enter_figures", inspection, group_code="context")
    typed = {
        "version": "0",
        "turnover--current": "£14,303,000,000",
        "turnover--previous--none": "on",
        "turnover--source": "Annual accounts",
        "reoffending--current": "39.5 %",
    }
    text = client.post(path, typed, follow=True).content.decode()
    assert "Figures saved." in text
    assert "£14,303,000,000" in text
    assert "It fits when the thousands are left out: £14,303,000." in text
    assert "No data available" in text
    assert "Source: Annual accounts" in text
    rate = stored(inspection, "reoffending", "current")
    assert rate is not None
    assert rate.value == Decimal("39.5")
    again = page(client, cast.provider_contact, path)
    assert 'value="39.5"' in again
    assert 'value="14303000000"' in again
    assert "Please check" in again


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"turnover--current": "much"}, "Enter a number, like 7 or 36.12"),
        ({"turnover--current": "NaN"}, "Enter a number, like 7 or 36.12"),
        ({"turnover--current": "1.23456"}, "at most four decimal places"),
        ({"turnover--current": "9" * 16}, "at most four decimal places"),
        ({"turnover--current": "1e9999999"}, "at most four decimal places"),
        ({"turnover--current": "1e-9999999"}, "at most four decimal places"),
        ({"turnover--current": "7", "turnover--current--none": "on"}, "not both"),
    ],
)
def test_what_is_no_figure_is_said_beside_it(
    client: Client, cast: Cast, inspection: Inspection, typed: dict[str, str], words: str
) -> None:
    client.force_login(cast.provider_contact)
    path = address("enter_figures", inspection, group_code="context")
    assert words in client.post(path, {"version": "0", **typed}).content.decode()
    assert not ProvidedFigure.objects.exists()


def test_a_group_that_was_filled_in_meanwhile_is_shown_beside_what_was_typed(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    give(cast, inspection, CASELOAD, entry(PO, "current", "48.6"))
    client.force_login(cast.analyst)
    path = address("enter_figures", inspection, group_code=CASELOAD)
    text = client.post(path, {"version": "0", f"{PO}--current": "50"}).content.decode()
    assert "48.6 cases" in text
    assert "50 cases" in text
    client.post(path, {"version": "1", f"{PO}--current": "50"})
    row = stored(inspection, PO, "current")
    assert row is not None
    assert row.value == 50


def test_the_provider_confirms_a_questioned_figure_on_its_page(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    give(cast, inspection, CASELOAD, *SWAPPED)
    group = address("figure_group", inspection, group_code=CASELOAD)
    path = address("confirm_figure", inspection, code=PO)
    assert path in page(client, cast.provider_contact, group)
    assert path not in page(client, cast.lead, group)
    client.force_login(cast.provider_contact)
    late = client.post(path, {"version": "0", "note": "It is right."}).content.decode()
    assert "The figures changed since you opened this page" in late
    client.post(path, {"version": "1", "note": "It is right."})
    shown = page(client, cast.lead, group)
    assert "Confirmed" in shown
    assert "It is right." in shown
    index = page(client, cast.lead, address("figures", inspection))
    assert "1 to check" in index  # the other grade's


def test_codes_and_groups_that_the_framework_does_not_have_are_not_found(
    client: Client, cast: Cast, inspection: Inspection
) -> None:
    client.force_login(cast.provider_contact)
    for path in (
        address("figure_group", inspection, group_code="nonsense"),
        address("figure_group", inspection, group_code="inspected-cases"),
        address("enter_figures", inspection, group_code="nonsense"),
        address("confirm_figure", inspection, code="nonsense"),
    ):
        assert client.get(path).status_code == 404
