"""The pages of samples, as each of the cast meets them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import tasks_for
from caseward.inspection.samples import actions, jobs
from caseward.inspection.samples.models import CaseList, Draw, SampledCase
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Work
from tests.factories import inspections, samples
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast, stage="sampling", samples=(samples.SUPERVISION,))


def visit(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(inspection: Inspection, name: str, **more: object) -> str:
    of_a_sample = {
        "sample",
        "upload",
        "draw",
        "share_out",
        "cases",
        "export",
        "template_csv",
        "template_xlsx",
        "drawn",
    }
    if name in of_a_sample:
        more["sample_code"] = samples.SUPERVISION
    return reverse(f"samples:{name}", kwargs={"inspection_id": inspection.pk, **more})


def page(user: User, inspection: Inspection, name: str, **more: object) -> str:
    answer = visit(user).get(address(inspection, name, **more))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(user: User, inspection: Inspection, text: str, name: str = "list.csv") -> CaseList:
    file = SimpleUploadedFile(name, text.encode(), content_type="text/csv")
    answer = visit(user).post(address(inspection, "upload"), {"file": file, "creation_key": uuid4()})
    assert answer.status_code == 302, answer.content.decode()
    return CaseList.objects.latest("pk")


class TestLists:
    def test_the_contact_sends_a_list_and_reads_its_faults_and_no_draw(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        sent = send(cast.provider_contact, inspection, samples.text([samples.row(1, sex="robot")]))
        shown = page(cast.provider_contact, inspection, "case_list", list_id=sent.pk)
        assert "robot" in shown
        assert "Write one of: male, female." in shown
        assert "Set 1 faulty row aside" not in shown
        samples.drawn(inspection, cast.analyst)
        for name in ("index", "sample"):
            shown = page(cast.provider_contact, inspection, name)
            assert "eligible" not in shown
            assert "drawn yet" not in shown
        for name in ("cases", "export"):
            assert visit(cast.provider_contact).get(address(inspection, name)).status_code == 404

    def test_the_contact_of_another_provider_finds_nothing(self, cast: Cast, inspection: Inspection) -> None:
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(1)))
        answer = visit(cast.other_contact).get(address(inspection, "case_list", list_id=sent.pk))
        assert answer.status_code == 404

    def test_only_csv_and_xlsx_are_taken(self, cast: Cast, inspection: Inspection) -> None:
        file = SimpleUploadedFile("list.pdf", b"x")
        answer = visit(cast.analyst).post(
            address(inspection, "upload"), {"file": file, "creation_key": uuid4()}
        )
        assert "The file must be a CSV or an XLSX file" in answer.content.decode()
        assert not CaseList.objects.exists()

    def test_faulty_rows_are_set_aside_on_the_page_with_a_reason(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        sent = send(cast.analyst, inspection, samples.text([samples.row(1, sex="robot"), samples.row(2)]))
        target = address(inspection, "accept", list_id=sent.pk)
        assert "Say why the faulty rows are set aside" in visit(cast.analyst).post(target).content.decode()
        visit(cast.analyst).post(target, {"set_aside_reason": "It cannot be found out."})
        shown = page(cast.analyst, inspection, "case_list", list_id=sent.pk)
        assert "It cannot be found out." in shown
        assert sent.cases.count() == 1

    def test_an_inspector_does_not_accept(self, cast: Cast, inspection: Inspection) -> None:
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(2)))
        answer = visit(cast.inspector).post(address(inspection, "accept", list_id=sent.pk))
        assert answer.status_code == 403

    def test_headings_that_are_not_used_are_named_and_markup_in_a_file_stays_text(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        text = samples.text([samples.row(1, sex="<script>alert(1)</script>")])
        sent = send(cast.analyst, inspection, text.replace(",prison\n", ",<b>shoe</b>\n"))
        shown = page(cast.analyst, inspection, "case_list", list_id=sent.pk)
        assert "&lt;b&gt;shoe&lt;/b&gt;" in shown
        assert "&lt;script&gt;" in shown
        assert "<script>alert" not in shown

    def test_a_list_that_is_still_checked_shows_how_far_it_is(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(2)))
        CaseList.objects.filter(pk=sent.pk).update(state=CaseList.State.CHECKING)
        Work.objects.update(done=5_000, total=255_001)
        shown = page(cast.analyst, inspection, "case_list", list_id=sent.pk)
        assert "5,000 of 255,001" in shown

    def test_work_that_stopped_says_what_to_do(
        self, cast: Cast, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "record_check", lambda **_found: 1 / 0)
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(2)))
        assert jobs.NOT_CHECKED in page(cast.analyst, inspection, "case_list", list_id=sent.pk)

    @pytest.mark.parametrize("name", ["template_csv", "template_xlsx"])
    def test_templates_are_files_to_keep(self, cast: Cast, inspection: Inspection, name: str) -> None:
        answer = visit(cast.provider_contact).get(address(inspection, name))
        assert answer["Content-Disposition"].startswith('attachment; filename="case-supervision.')

    def test_the_faults_download_holds_every_fault(self, cast: Cast, inspection: Inspection) -> None:
        rows = [samples.row(number, sex="robot") for number in range(1, 41)]
        sent = samples.uploaded(inspection, cast.analyst, samples.text(rows))
        answer = visit(cast.analyst).get(address(inspection, "faults", list_id=sent.pk))
        assert answer.content.decode().count("robot") == 40


class TestDraws:
    def test_the_draw_shows_size_with_working_and_population_against_sample(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        samples.accepted(inspection, cast.analyst, number=100)
        ahead = page(cast.analyst, inspection, "draw")
        assert "100 eligible cases" in ahead
        assert "1.2816" in ahead
        answer = visit(cast.analyst).post(
            address(inspection, "draw"), {"seed": 7, "creation_key": uuid4()}, follow=True
        )
        shown = answer.content.decode()
        assert "Sample drawn: 63 of 100 eligible cases." in shown
        assert "<svg" in shown
        assert "Inferred" in shown

    def test_a_number_by_hand_needs_a_reason_and_enough_cases(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        samples.accepted(inspection, cast.analyst)
        typed = {"seed": 7, "creation_key": uuid4(), "by_hand": 400, "size_reason": ""}
        shown = visit(cast.analyst).post(address(inspection, "draw"), typed).content.decode()
        assert "Only 40 cases are eligible" in shown
        assert "Say why the number is not the one that the formula gives" in shown
        assert not Draw.objects.exists()

    def test_a_list_without_an_eligible_case_offers_no_draw_and_says_why(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        late = samples.row(1, sentence_started_on="01/08/2019", released_on="01/08/2019")
        sent = samples.uploaded(inspection, cast.analyst, samples.text([late]))
        jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=samples.AT)
        shown = page(cast.analyst, inspection, "draw")
        assert "No case of this list is eligible" in shown
        assert "Draw the sample</button>" not in " ".join(shown.split())

    def test_earlier_draws_stay_readable(self, cast: Cast, inspection: Inspection) -> None:
        samples.drawn(inspection, cast.analyst)
        samples.draw(inspection, cast.analyst, seed=2, redraw_reason="A wrong seed.")
        assert "A wrong seed." in page(cast.analyst, inspection, "sample")
        assert "It is kept as it was made." in page(cast.analyst, inspection, "drawn", number=1)

    def test_columns_with_quotas_of_their_own_are_shown_one_by_one(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        draw = samples.drawn(inspection, cast.analyst, number=200, size=2)
        assert draw.method == "marginal"
        shown = page(cast.analyst, inspection, "sample")
        assert "Quotas by sex" in shown
        assert "Quotas by sentence type" in shown


class TestCases:
    def test_listing_cases_and_looking_at_one_is_recorded(self, cast: Cast, inspection: Inspection) -> None:
        samples.drawn(inspection, cast.analyst)
        page(cast.inspector, inspection, "cases")
        case = SampledCase.objects.in_use()[0]
        shown = page(cast.inspector, inspection, "case", case_id=case.pk)
        assert case.listed_case.case_reference in shown
        assert "Save inspector" not in shown
        looked = list(
            Event.objects.filter(actor_id=str(cast.inspector.pk))
            .order_by("pk")
            .values_list("action", flat=True)
        )
        assert looked == ["listed_sampled_cases", "looked_at_sampled_case"]

    def test_ticked_cases_are_given_to_one_inspector(self, cast: Cast, inspection: Inspection) -> None:
        samples.drawn(inspection, cast.analyst)
        picked = SampledCase.objects.in_use()[:3]
        data = {"cases": [f"{case.pk}-0" for case in picked], "inspector": cast.inspector.pk}
        answer = visit(cast.analyst).post(address(inspection, "cases"), data, follow=True)
        assert "3 cases given to Any Inspector." in answer.content.decode()
        assert SampledCase.objects.filter(allocated_to=cast.inspector).count() == 3

    def test_ticked_cases_that_somebody_moved_show_both_versions_and_stay_ticked(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        samples.drawn(inspection, cast.analyst)
        case = SampledCase.objects.in_use().order_by("stratum", "order", "pk")[0]
        actions.allocate_case(case=case, to=cast.inspector, version=0, by=cast.lead, at=samples.AT)
        data = {"cases": [f"{case.pk}-0"], "inspector": cast.inspector.pk}
        shown = visit(cast.analyst).post(address(inspection, "cases"), data).content.decode()
        assert "changed this since you opened it" in shown
        assert f'value="{case.pk}-1" checked' in shown

    @pytest.mark.parametrize("box", ["", "1", "x-1", "1-x", "-", "1-2-3", "٣-٤"])
    def test_boxes_that_nobody_ticked_are_refused_in_words(
        self, cast: Cast, inspection: Inspection, box: str
    ) -> None:
        samples.drawn(inspection, cast.analyst)
        data = {"cases": [box] if box else [], "inspector": cast.inspector.pk}
        answer = visit(cast.analyst).post(address(inspection, "cases"), data)
        assert answer.status_code == 200
        assert "There is a problem" in answer.content.decode()

    def test_an_inspector_gives_no_cases_away(self, cast: Cast, inspection: Inspection) -> None:
        samples.drawn(inspection, cast.analyst)
        case = SampledCase.objects.in_use()[0]
        data = {"cases": [f"{case.pk}-0"], "inspector": cast.inspector.pk}
        assert visit(cast.inspector).post(address(inspection, "cases"), data).status_code == 403

    @pytest.mark.parametrize("name", ["case", "replace"])
    def test_a_case_that_somebody_moved_meanwhile_shows_both_versions(
        self, cast: Cast, inspection: Inspection, name: str
    ) -> None:
        samples.drawn(inspection, cast.analyst, number=100)
        case = SampledCase.objects.in_use()[0]
        actions.allocate_case(case=case, to=cast.inspector, version=0, by=cast.lead, at=samples.AT)
        typed = {"version": 0, "inspector": "", "reason": "transferred", "note": ""}
        answer = visit(cast.analyst).post(address(inspection, name, case_id=case.pk), typed)
        shown = answer.content.decode()
        assert "changed this since you opened it" in shown
        assert "Any Inspector" in shown
        assert 'name="version" value="1"' in shown

    def test_a_case_is_replaced_on_its_page(self, cast: Cast, inspection: Inspection) -> None:
        samples.drawn(inspection, cast.analyst, number=100)
        case = SampledCase.objects.in_use()[0]
        target = address(inspection, "replace", case_id=case.pk)
        other = visit(cast.analyst).post(target, {"version": 0, "reason": "other", "note": ""})
        assert "Say what the other reason is" in other.content.decode()
        visit(cast.analyst).post(target, {"version": 0, "reason": "transferred", "note": ""})
        reserve = SampledCase.objects.get(replaces=case)
        shown = page(cast.analyst, inspection, "cases")
        assert f"in place of {case.listed_case.case_reference}" in shown
        assert reserve.listed_case.case_reference in shown

    def test_sharing_out_tells_how_many(self, cast: Cast, inspection: Inspection) -> None:
        draw = samples.drawn(inspection, cast.analyst)
        answer = visit(cast.lead).post(address(inspection, "share_out"), {"how": "evenly"}, follow=True)
        assert f"{draw.size} cases shared out." in answer.content.decode()

    def test_the_export_is_a_file_and_is_recorded(self, cast: Cast, inspection: Inspection) -> None:
        draw = samples.drawn(inspection, cast.analyst)
        answer = visit(cast.quality_lead).get(address(inspection, "export"))
        assert answer.content.count(b"\n") == draw.size + 1
        event = Event.objects.get(action="exported_sample", actor_id=str(cast.quality_lead.pk))
        in_use = SampledCase.objects.in_use().order_by("stratum", "order", "pk")
        assert event.details["cases"] == list(in_use.values_list("pk", flat=True))


class TestTheOverview:
    def test_the_tasks_follow_the_work(self, cast: Cast, inspection: Inspection) -> None:
        def statuses() -> list[str]:
            return [task.status for task in tasks_for(cast.analyst, inspection)]

        assert statuses() == ["0 of 1 accepted", "0 of 1 drawn", "Not yet"]
        draw = samples.drawn(inspection, cast.analyst)
        assert statuses() == ["1 of 1 accepted", "1 of 1 drawn", f"0 of {draw.size} allocated"]

    def test_the_contact_has_what_to_send_as_tasks_and_inspectors_have_none(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        assert [task.title for task in tasks_for(cast.provider_contact, inspection)] == [
            "Send the case lists",
            "Send the documents and figures that are asked for",
        ]
        assert tasks_for(cast.inspector, inspection) == []

    def test_opening_the_assessment_moves_the_inspection_on(self, cast: Cast, inspection: Inspection) -> None:
        draw = samples.drawn(inspection, cast.analyst)
        assert "no inspector yet" in page(cast.analyst, inspection, "index")
        actions.allocate_evenly(draw=draw, keep_offices_together=False, by=cast.lead, at=samples.AT)
        visit(cast.analyst).post(address(inspection, "open_assessment"))
        inspection.refresh_from_db()
        assert inspection.stage == "assessment"
