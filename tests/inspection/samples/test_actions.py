"""Lists are checked and accepted; samples drawn, drawn again, replaced and allocated."""

import csv
import io
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.samples import actions, jobs, readers
from caseward.inspection.samples.models import CaseList, Draw, ListedCase, SampledCase, loads_of
from caseward.rules.sampling import Order
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed, Work
from tests.factories import accounts, inspections, samples
from tests.factories.accounts import Cast
from tests.factories.samples import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast, stage="sampling", samples=(samples.SUPERVISION,))


def colleague(inspection: Inspection, name: str = "Blake Inspector") -> User:
    user = accounts.account(Role.INSPECTOR, name=name)
    inspections.member(inspection, user, TeamRole.INSPECTOR)
    return user


class TestSendingAList:
    def test_a_list_without_faults_is_ready_to_accept_with_its_fingerprint(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        sent = samples.uploaded(inspection, cast.provider_contact, samples.text(samples.cases(3)))
        assert (sent.state, sent.rows, sent.faults_found) == (CaseList.State.CLEAN, 3, 0)
        assert len(sent.sha256) == 64
        assert sent.uploaded_by == cast.provider_contact
        assert sent.work is not None
        assert sent.work.state == Work.State.DONE

    def test_nothing_of_a_list_is_used_before_it_is_accepted(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(3)))
        assert not ListedCase.objects.exists()

    def test_every_fault_is_kept_with_its_place_and_what_to_do(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        rows = [samples.row(1, sex="robot"), samples.row(2), samples.row(3, date_of_birth="31/02/1980")]
        sent = samples.uploaded(inspection, cast.analyst, samples.text(rows))
        assert sent.state == CaseList.State.FAULTY
        assert sent.faulty_rows == 2
        found = [(fault.row, fault.column, fault.value) for fault in sent.faults.all()]
        assert found == [(2, "sex", "robot"), (4, "date_of_birth", "31/02/1980")]
        assert all(fault.what_to_do for fault in sent.faults.all())

    def test_how_many_rows_leave_a_column_empty_is_kept(self, cast: Cast, inspection: Inspection) -> None:
        rows = [samples.row(1, ethnicity=""), samples.row(2), samples.row(3, ethnicity="")]
        sent = samples.uploaded(inspection, cast.analyst, samples.text(rows))
        assert sent.missing["ethnicity"] == 2

    def test_a_file_that_cannot_be_read_says_so_and_is_not_busy(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        sent = samples.uploaded(inspection, cast.analyst, b"PK\x03\x04 not a spreadsheet", name="list.xlsx")
        assert sent.state == CaseList.State.UNREADABLE
        assert "damaged" in sent.faults.get().message

    def test_a_crash_while_checking_ends_in_words_and_quotes_nothing_of_the_file(
        self,
        cast: Cast,
        inspection: Inspection,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def crash(*_args: object, **_more: object) -> None:
            raise RuntimeError("MV00001 has a secret")

        monkeypatch.setattr(readers, "read", crash)
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(1)))
        assert sent.state == CaseList.State.UNREADABLE
        assert sent.work is not None
        assert (sent.work.state, sent.work.message) == (Work.State.FAILED, jobs.NOT_CHECKED)
        assert "secret" not in caplog.text

    def test_the_same_form_sent_twice_sends_one_list(self, cast: Cast, inspection: Inspection) -> None:
        key = uuid4()
        for at in (AT, AT.replace(minute=1)):
            jobs.upload(
                inspection=inspection,
                sample_code=samples.SUPERVISION,
                file_name="list.csv",
                content=samples.text([samples.row(1, sex="robot")]).encode(),
                creation_key=key,
                by=cast.analyst,
                at=at,
            )
        assert CaseList.objects.get().faults.count() == 1

    def test_an_inspector_may_not_send_a_list(self, cast: Cast, inspection: Inspection) -> None:
        with pytest.raises(NotAllowed):
            samples.uploaded(inspection, cast.inspector, "x")


class TestAcceptingAList:
    def test_the_cases_are_stored_and_the_file_is_kept_no_longer(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        accepted = samples.accepted(inspection, cast.analyst, number=5)
        assert accepted.state == CaseList.State.ACCEPTED
        assert accepted.cases.count() == 5
        assert bytes(accepted.content) == b""
        assert accepted.fieldwork_starts_on == inspection.fieldwork_starts_on

    def test_cases_outside_the_dates_are_stored_with_the_reason(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        rows = [samples.row(1), samples.row(3, sentence_started_on="01/07/2019")]
        sent = samples.uploaded(inspection, cast.analyst, samples.text(rows))
        jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
        assert sent.cases.get(case_reference="MV00001").ineligible_because == ""
        assert "after 4 February 2019" in sent.cases.get(case_reference="MV00003").ineligible_because

    def test_faulty_rows_are_set_aside_only_with_a_reason(self, cast: Cast, inspection: Inspection) -> None:
        rows = [samples.row(1, sex="robot"), samples.row(2)]
        sent = samples.uploaded(inspection, cast.analyst, samples.text(rows))
        with pytest.raises(NotAllowed, match="Say why"):
            jobs.accept(case_list=sent, set_aside_reason=" ", by=cast.analyst, at=AT)
        jobs.accept(case_list=sent, set_aside_reason="The provider cannot say.", by=cast.analyst, at=AT)
        assert [case.case_reference for case in sent.cases.all()] == ["MV00002"]

    def test_a_fault_of_the_whole_file_cannot_be_set_aside(self, cast: Cast, inspection: Inspection) -> None:
        codes = [code for code in samples.CODES if code != "sex"]
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(2), codes=codes))
        with pytest.raises(NotAllowed, match="whole file"):
            jobs.accept(case_list=sent, set_aside_reason="Any", by=cast.analyst, at=AT)

    def test_a_later_list_replaces_the_earlier_one(self, cast: Cast, inspection: Inspection) -> None:
        first = samples.accepted(inspection, cast.analyst, number=2)
        waiting = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(2)))
        samples.accepted(inspection, cast.analyst, number=3)
        for earlier in (first, waiting):
            earlier.refresh_from_db()
            assert (earlier.state, bytes(earlier.content)) == (CaseList.State.REPLACED, b"")

    def test_a_crash_while_storing_leaves_the_list_to_be_accepted_again(
        self, cast: Cast, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(2)))
        with monkeypatch.context() as patch:
            patch.setattr(actions, "store_rows", lambda **_rows: 1 / 0)
            jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
        sent.refresh_from_db()
        assert (sent.state, sent.accepted_by) == (CaseList.State.CLEAN, None)
        jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
        assert sent.cases.count() == 2


class TestDrawing:
    def test_the_formula_gives_the_size_and_the_strata_add_up(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        draw = samples.drawn(inspection, cast.analyst, number=100)
        assert (draw.population, draw.size) == (100, 63)
        assert sum(quota["sample"] for quota in draw.quotas) == 63
        assert SampledCase.objects.in_use().filter(draw=draw).count() == 63
        assert draw.working["z"] == "1.2816"

    def test_the_same_seed_gives_the_same_cases_whatever_the_order_of_rows(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        first = samples.drawn(inspection, cast.analyst, seed=7)
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(40)[::-1]))
        jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
        again = samples.draw(inspection, cast.analyst, seed=7, redraw_reason="A new list came.")
        assert _references(first) == _references(again)
        other = samples.draw(inspection, cast.analyst, seed=8, redraw_reason="To compare.")
        assert _references(other) != _references(again)

    def test_a_redraw_is_a_new_record_with_its_reason(self, cast: Cast, inspection: Inspection) -> None:
        first = samples.drawn(inspection, cast.analyst)
        with pytest.raises(NotAllowed, match="drawn again"):
            samples.draw(inspection, cast.analyst, seed=2)
        second = samples.draw(inspection, cast.analyst, seed=2, redraw_reason="The wrong seed was used.")
        first.refresh_from_db()
        assert not first.is_current
        assert (second.number, second.is_current) == (2, True)

    def test_a_size_by_hand_is_kept_with_its_reason(self, cast: Cast, inspection: Inspection) -> None:
        draw = samples.drawn(inspection, cast.analyst, size=10)
        assert (draw.size, draw.size_reason, draw.working) == (10, "Estimated from workload.", {})

    def test_the_same_form_sent_twice_makes_one_draw(self, cast: Cast, inspection: Inspection) -> None:
        samples.accepted(inspection, cast.analyst)
        key = uuid4()
        made = [
            actions.draw(
                inspection=inspection,
                sample_code=samples.SUPERVISION,
                order=Order(seed=1),
                redraw_reason="",
                creation_key=key,
                by=cast.analyst,
                at=AT,
            )
            for _ in range(2)
        ]
        assert made[0] == made[1]


class TestReplacing:
    def test_the_next_reserve_of_the_stratum_takes_the_place_and_the_inspector(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        draw = samples.drawn(inspection, cast.analyst, number=100)
        case = SampledCase.objects.in_use().filter(draw=draw).select_related("draw__inspection")[0]
        actions.allocate_case(case=case, to=cast.inspector, version=case.version, by=cast.analyst, at=AT)
        expected = SampledCase.objects.reserves_for(case)[0]
        reserve = _replace(case, cast.analyst)
        assert reserve == expected
        assert (reserve.stratum, reserve.allocated_to, reserve.replaces) == (
            case.stratum,
            cast.inspector,
            case,
        )
        assert SampledCase.objects.in_use().filter(draw=draw).count() == draw.size

    def test_without_a_reserve_there_is_no_replacement(self, cast: Cast, inspection: Inspection) -> None:
        draw = samples.drawn(inspection, cast.analyst, number=3)
        case = SampledCase.objects.in_use().filter(draw=draw)[0]
        with pytest.raises(NotAllowed, match="No reserve"):
            _replace(case, cast.analyst)

    def test_a_case_that_somebody_moved_meanwhile_is_not_replaced(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        draw = samples.drawn(inspection, cast.analyst, number=100)
        case = SampledCase.objects.in_use().filter(draw=draw)[0]
        seen = case.version
        actions.allocate_case(case=case, to=cast.inspector, version=seen, by=cast.lead, at=AT)
        with pytest.raises(Conflict):
            _replace(case, cast.analyst, version=seen)
        case.refresh_from_db()
        assert case.replaced_at is None


class TestAllocating:
    def test_an_even_share_differs_by_at_most_one_case(self, cast: Cast, inspection: Inspection) -> None:
        colleague(inspection)
        colleague(inspection, "Casey Inspector")
        draw = samples.drawn(inspection, cast.analyst, number=100)
        given = actions.allocate_evenly(draw=draw, keep_offices_together=False, by=cast.analyst, at=AT)
        loads = loads_of(inspection).values()
        assert (given, sum(loads)) == (draw.size, draw.size)
        assert max(loads) - min(loads) <= 1

    def test_by_office_no_office_has_two_inspectors(self, cast: Cast, inspection: Inspection) -> None:
        colleague(inspection)
        draw = samples.drawn(inspection, cast.analyst, number=100)
        actions.allocate_evenly(draw=draw, keep_offices_together=True, by=cast.analyst, at=AT)
        pairs = set(
            SampledCase.objects.in_use().filter(draw=draw).values_list("listed_case__office", "allocated_to")
        )
        assert len(pairs) == 3

    def test_sharing_out_leaves_what_was_given_by_hand(self, cast: Cast, inspection: Inspection) -> None:
        blake = colleague(inspection)
        draw = samples.drawn(inspection, cast.analyst, number=100)
        case = SampledCase.objects.in_use().filter(draw=draw)[0]
        actions.allocate_case(case=case, to=blake, version=0, by=cast.analyst, at=AT)
        actions.allocate_evenly(draw=draw, keep_offices_together=False, by=cast.analyst, at=AT)
        case.refresh_from_db()
        assert case.allocated_to == blake

    def test_several_cases_are_given_at_once_or_not_at_all(self, cast: Cast, inspection: Inspection) -> None:
        draw = samples.drawn(inspection, cast.analyst)
        first, second = SampledCase.objects.in_use().filter(draw=draw)[:2]
        actions.allocate_case(case=second, to=cast.inspector, version=0, by=cast.lead, at=AT)
        both = {first.pk: 0, second.pk: 0}
        with pytest.raises(Conflict):
            actions.allocate_cases(draw=draw, versions=both, to=colleague(inspection), by=cast.analyst, at=AT)
        first.refresh_from_db()
        assert first.allocated_to is None
        actions.allocate_cases(
            draw=draw, versions={first.pk: 0, second.pk: 1}, to=cast.inspector, by=cast.analyst, at=AT
        )
        assert loads_of(inspection)[cast.inspector] == 2

    def test_assessment_opens_when_every_case_has_an_inspector(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        draw = samples.drawn(inspection, cast.analyst)
        with pytest.raises(NotAllowed, match="no inspector"):
            actions.open_assessment(inspection=inspection, by=cast.analyst, at=AT)
        actions.allocate_evenly(draw=draw, keep_offices_together=False, by=cast.analyst, at=AT)
        actions.open_assessment(inspection=inspection, by=cast.lead, at=AT)
        inspection.refresh_from_db()
        assert inspection.stage == "assessment"


def test_every_verb_leaves_an_event_without_a_case_reference(cast: Cast, inspection: Inspection) -> None:
    draw = samples.drawn(inspection, cast.analyst, number=100)
    actions.allocate_evenly(draw=draw, keep_offices_together=True, by=cast.analyst, at=AT)
    _replace(SampledCase.objects.in_use().filter(draw=draw)[0], cast.analyst)
    events = Event.objects.filter(subject_type__startswith="samples.")
    assert set(events.values_list("action", flat=True)) == {
        "sent_case_list",
        "checked_case_list",
        "accepted_case_list",
        "drew_sample",
        "allocated_sample",
        "replaced_sampled_case",
    }
    assert not any("MV0" in str(event.details) for event in events)


def _references(draw: Draw) -> set[str]:
    cases = SampledCase.objects.filter(draw=draw, is_reserve=False)
    return set(cases.values_list("listed_case__case_reference", flat=True))


def _replace(case: SampledCase, by: User, version: int | None = None) -> SampledCase:
    return actions.replace(
        case=case,
        reason=SampledCase.ReplacementReason.FILE_UNAVAILABLE,
        note="",
        version=case.version if version is None else version,
        by=by,
        at=AT,
    )


def test_the_command_line_draws_the_same_cases_from_the_same_list(
    cast: Cast, inspection: Inspection, tmp_path: Path
) -> None:
    rows = [*samples.cases(100), samples.row(101, sentence_started_on="01/07/2019")]
    sent = samples.uploaded(inspection, cast.analyst, samples.text(rows))
    jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
    draw = samples.draw(inspection, cast.analyst, seed=11)
    (tmp_path / "list.csv").write_text(samples.text(rows), "utf-8")
    call_command(
        "sample",
        cases=str(tmp_path / "list.csv"),
        framework=inspection.framework_code,
        sample=samples.SUPERVISION,
        seed="11",
        on=inspection.fieldwork_starts_on.isoformat(),
        out=str(tmp_path / "out.csv"),
        stdout=io.StringIO(),
    )
    written = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig")))
    in_use = SampledCase.objects.in_use().filter(draw=draw).select_related("listed_case")
    assert {(row["case_reference"], row["stratum"], row["order"]) for row in written} == {
        (case.listed_case.case_reference, case.stratum, str(case.order)) for case in in_use
    }


def nobody_is_eligible(cast: Cast, inspection: Inspection) -> CaseList:
    """An accepted list whose cases all began too late to be drawn."""
    late = [samples.row(number, sentence_started_on="01/08/2019") for number in range(1, 4)]
    late = [{**row, "released_on": "01/08/2019"} for row in late]
    sent = samples.uploaded(inspection, cast.analyst, samples.text(late))
    jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
    sent.refresh_from_db()
    return sent


class TestAListWithoutAnEligibleCase:
    def test_there_is_nothing_to_draw_and_it_says_so(self, cast: Cast, inspection: Inspection) -> None:
        nobody_is_eligible(cast, inspection)
        with pytest.raises(NotAllowed, match="No case of this list is eligible"):
            samples.draw(inspection, cast.analyst)

    def test_the_inspection_goes_on_without_that_sample(self, cast: Cast, inspection: Inspection) -> None:
        nobody_is_eligible(cast, inspection)
        actions.open_assessment(inspection=inspection, by=cast.lead, at=AT)
        assert inspection.stage == "assessment"


class TestTwoAtOnce:
    def test_a_list_that_two_accept_at_once_is_stored_once_and_keeps_its_cases(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        sent = samples.uploaded(inspection, cast.analyst, samples.text(samples.cases(3)))
        also_open = CaseList.objects.get(pk=sent.pk)
        jobs.accept(case_list=sent, set_aside_reason="", by=cast.analyst, at=AT)
        with pytest.raises(NotAllowed, match="cannot be accepted: accepted"):
            jobs.accept(case_list=also_open, set_aside_reason="", by=cast.lead, at=AT)
        assert ListedCase.objects.filter(case_list=sent).count() == 3

    def test_nobody_draws_once_the_inspection_has_moved_on(self, cast: Cast, inspection: Inspection) -> None:
        samples.accepted(inspection, cast.analyst)
        Inspection.objects.filter(pk=inspection.pk).update(stage="assessment")
        with pytest.raises(NotAllowed):
            samples.draw(inspection, cast.analyst)
