"""Interviews double as a survey: entered on one page, blanks are normal, each item has its own base."""

import csv
import io
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.fieldwork.actions.survey import Interviewed, edit_interview, record_interview
from caseward.inspection.fieldwork.inputs import survey_figures
from caseward.inspection.fieldwork.inputs.survey import findings_of, tallies_by
from caseward.inspection.fieldwork.models import AskedOf, Interview
from caseward.inspection.fieldwork.presenters.beside import neighbours_of
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.models import Comparator, ComparatorFigure, FactResult, Result
from caseward.inspection.results.presenters.comparison import Other
from caseward.rules.figures import Count
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import inspections, results
from tests.factories.accounts import Cast
from tests.factories.citations import interview

AT = datetime(2019, 8, 14, 16, 0, tzinfo=UTC)
MANAGEABLE, QUALITY, HELP = "caseload-manageable", "quality-prioritised", "help-received"


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast, stage="assessment")


def given(answers: dict[str, str], **changes: Any) -> Interviewed:
    usual: dict[str, Any] = {"interviewed_on": date(2019, 8, 13), "grade": "PO", "office": "Reading"}
    return Interviewed(**usual | changes, answers=answers)


def record(cast: Cast, inspection: Inspection, answers: dict[str, str], **changes: Any) -> Interview:
    usual: dict[str, Any] = {"asked_of": AskedOf.OFFICERS, "creation_key": uuid4(), "by": cast.inspector}
    return record_interview(inspection=inspection, given=given(answers), at=AT, **usual | changes)


def posted(client: Client, cast: Cast, address: str, **typed: str) -> Any:
    client.force_login(cast.inspector)
    day = {"interviewed_on_day": "13", "interviewed_on_month": "8", "interviewed_on_year": "2019"}
    return client.post(address, {**day, "office": "", **typed})


def new_page(inspection: Inspection, asked_of: str = "officers") -> str:
    return reverse("fieldwork:add_interview", kwargs={"inspection_id": inspection.pk, "asked_of": asked_of})


def test_each_item_has_the_base_of_those_who_answered_it(cast: Cast, inspection: Inspection) -> None:
    interview(inspection, cast.inspector, {MANAGEABLE: "yes", QUALITY: "agree"})
    interview(inspection, cast.inspector, {MANAGEABLE: "no", QUALITY: "neither"})
    interview(inspection, cast.inspector, {QUALITY: "strongly_agree"})
    figures = survey_figures(inspection)
    assert figures[MANAGEABLE] == Count(yes=1, no=1, not_applicable=1)
    assert figures[QUALITY] == Count(yes=2, no=1, not_applicable=0)
    assert figures[HELP] == Count(0, 0, 0)
    assert "cases-held" not in figures


def test_interviews_of_another_inspection_and_of_other_people_do_not_count(
    cast: Cast, inspection: Inspection
) -> None:
    interview(inspections.inspection(cast, stage="assessment"), cast.inspector, {MANAGEABLE: "yes"})
    interview(inspection, cast.inspector, {HELP: "no"}, asked_of=AskedOf.PEOPLE)
    figures = survey_figures(inspection)
    assert figures[MANAGEABLE] == Count(0, 0, 0)
    assert figures[HELP] == Count(0, 1, 0)


def test_answers_by_grade_and_by_office(cast: Cast, inspection: Inspection) -> None:
    interview(inspection, cast.inspector, {MANAGEABLE: "yes"}, grade="PSO", office="Slough")
    interview(inspection, cast.inspector, {MANAGEABLE: "no"}, grade="PO", office="Slough")
    interview(inspection, cast.inspector, {}, grade="PO", office="Reading")
    item = inspection.framework.evidence.item(MANAGEABLE)
    grades = tallies_by(inspection, AskedOf.OFFICERS, "grade")
    assert {grade: tally.count(item) for grade, tally in grades.items()} == {
        "PO": Count(0, 1, 1),
        "PSO": Count(1, 0, 0),
    }
    offices = tallies_by(inspection, AskedOf.OFFICERS, "office")
    assert {office: tally.interviews for office, tally in offices.items()} == {"Reading": 1, "Slough": 2}


def test_the_share_of_one_grade_is_counted_from_its_interviews_alone(
    cast: Cast, inspection: Inspection
) -> None:
    interview(inspection, cast.inspector, {MANAGEABLE: "no"}, grade="PO")
    interview(inspection, cast.inspector, {MANAGEABLE: "yes"}, grade="PO")
    interview(inspection, cast.inspector, {MANAGEABLE: "no"}, grade="PSO")
    found = findings_of(inspection)
    assert found["caseload-unmanageable-po"] == Count(1, 1)
    assert found["caseload-unmanageable-pso"] == Count(1, 0)


def test_the_same_form_sent_twice_makes_one_interview(cast: Cast, inspection: Inspection) -> None:
    key = uuid4()
    first = record(cast, inspection, {MANAGEABLE: "yes"}, creation_key=key)
    assert record(cast, inspection, {MANAGEABLE: "no"}, creation_key=key) == first
    assert Interview.objects.count() == 1
    assert Event.objects.filter(action="recorded_interview").count() == 1


@pytest.mark.parametrize("answers", [{MANAGEABLE: "perhaps"}, {"no-such-item": "yes"}, {HELP: "yes"}])
def test_only_the_framework_s_items_and_choices_are_kept(
    cast: Cast, inspection: Inspection, answers: dict[str, str]
) -> None:
    with pytest.raises(NotAllowed):
        record(cast, inspection, answers)
    assert not Interview.objects.exists()


@pytest.mark.parametrize("who", ["quality_lead", "panel_member", "provider_contact", "publisher", "outsider"])
def test_others_record_nothing(cast: Cast, inspection: Inspection, who: str) -> None:
    with pytest.raises(NotAllowed):
        record(cast, inspection, {}, by=getattr(cast, who))


def test_nothing_is_recorded_once_the_ratings_are_decided(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="decided"):
        record(cast, inspections.inspection(cast, stage="decided"), {})


def test_an_answer_can_be_put_right_and_cleared(cast: Cast, inspection: Inspection) -> None:
    row = interview(inspection, cast.inspector, {MANAGEABLE: "yes", QUALITY: "agree"})
    edit_interview(interview=row, given=given({MANAGEABLE: "no"}), version=0, by=cast.lead, at=AT)
    assert row.answers_by_item() == {MANAGEABLE: "no"}
    event = Event.objects.get(action="edited_interview")
    assert event.details["changes"] == {MANAGEABLE: ["yes", "no"], QUALITY: ["agree", None]}


def test_two_who_put_it_right_at_once_see_each_other(cast: Cast, inspection: Inspection) -> None:
    row = interview(inspection, cast.inspector, {MANAGEABLE: "yes"})
    edit_interview(interview=row, given=given({MANAGEABLE: "no"}), version=0, by=cast.lead, at=AT)
    with pytest.raises(Conflict):
        edit_interview(interview=row, given=given({}), version=0, by=cast.inspector, at=AT)
    assert row.answers_by_item() == {MANAGEABLE: "no"}


def test_a_clash_lays_both_versions_side_by_side(cast: Cast, inspection: Inspection, client: Client) -> None:
    row = interview(inspection, cast.inspector, {MANAGEABLE: "yes"})
    edit_interview(interview=row, given=given({MANAGEABLE: "no"}), version=0, by=cast.lead, at=AT)
    address = reverse("fieldwork:edit_interview", args=[inspection.pk, row.pk])
    answer = posted(client, cast, address, version="0", **{MANAGEABLE: "blank"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Can you manage the caseload that you hold now?" in text
    assert 'name="version" value="1"' in text
    assert row.answers_by_item() == {MANAGEABLE: "no"}


def test_blanks_are_normal_and_the_next_interview_remembers_grade_and_office(
    cast: Cast, inspection: Inspection, client: Client
) -> None:
    typed = {"creation_key": str(uuid4()), "grade": "PSO", "office": "Slough", "next": "yes"}
    answer = posted(client, cast, new_page(inspection), **typed | {MANAGEABLE: "yes", QUALITY: "blank"})
    saved = Interview.objects.get()
    assert (saved.grade, saved.office, saved.answers_by_item()) == ("PSO", "Slough", {MANAGEABLE: "yes"})
    following = client.get(answer.url).content.decode()
    assert 'value="Slough"' in following
    assert re.search(r'name="grade"[^>]*value="PSO" checked', following)
    assert str(saved.creation_key) not in following
    assert "1 answer of 15." in following


def test_a_person_on_probation_is_not_asked_for_a_grade(
    cast: Cast, inspection: Inspection, client: Client
) -> None:
    key = str(uuid4())
    posted(client, cast, new_page(inspection, "people"), creation_key=key, grade="PO", **{HELP: "yes"})
    saved = Interview.objects.get()
    assert (saved.asked_of, saved.grade, saved.answers_by_item()) == ("people", "", {HELP: "yes"})


def test_a_day_still_to_come_is_refused(cast: Cast, inspection: Inspection, client: Client) -> None:
    key = str(uuid4())
    answer = posted(client, cast, new_page(inspection), creation_key=key, interviewed_on_year="2999")
    assert answer.status_code == 200
    assert not Interview.objects.exists()


def test_nobody_is_interviewed_of_whom_the_framework_asks_nothing(
    cast: Cast, inspection: Inspection, client: Client
) -> None:
    client.force_login(cast.inspector)
    assert client.get(new_page(inspection, "managers")).status_code == 404


def test_the_page_of_results_says_base_and_small_base(
    cast: Cast, inspection: Inspection, client: Client
) -> None:
    for answer in ("yes", "yes", "no"):
        interview(inspection, cast.inspector, {MANAGEABLE: answer}, office="Slough")
    client.force_login(cast.lead)
    text = client.get(reverse("fieldwork:survey", args=[inspection.pk])).content.decode()
    assert "67%" in text
    assert "Small base" in text
    assert "67% of 3 (small base)" in text
    assert "No data" in text


class TestBesideOthers:
    """The figures of last time and of a comparator stand beside ours, tested where both were counted."""

    @pytest.fixture
    def before(self, inspection: Inspection) -> Result:
        result = results.result(provider=inspection.provider, slug="before")
        Result.objects.filter(pk=result.pk).update(published_on=date(2018, 8, 1), framework_code="crc-2018")
        result.refresh_from_db()
        return result

    def fact(self, result: Result, **values: Any) -> None:
        FactResult.objects.create(result=result, code=MANAGEABLE, title="Caseload", printed="44%", **values)

    def last(self, inspection: Inspection, count: Count) -> Other:
        return neighbours_of(inspection).beside({MANAGEABLE: count}).of(MANAGEABLE).last

    def test_without_a_base_nothing_is_tested(self, inspection: Inspection, before: Result) -> None:
        self.fact(before, value=44)
        found = self.last(inspection, Count(30, 25))
        assert (found.percent, found.points) == (44, 11)
        assert found.verdict.startswith("Cannot be tested. The number of cases is not published.")

    def test_with_counts_on_both_sides_the_change_is_tested(
        self, inspection: Inspection, before: Result
    ) -> None:
        self.fact(before, value=44, yes=44, base=100)
        assert self.last(inspection, Count(80, 20)).verdict == "Significant"
        assert self.last(inspection, Count(45, 55)).verdict == "Not significant"

    def test_last_time_is_before_this_inspection(self, inspection: Inspection, before: Result) -> None:
        self.fact(before, value=44)
        Result.objects.filter(pk=before.pk).update(published_on=date(2030, 1, 21))
        assert self.last(inspection, Count(30, 25)).verdict.startswith("No comparative data")

    def test_a_target_of_last_time_is_not_last_time(self, inspection: Inspection, before: Result) -> None:
        self.fact(before, value=44, period=FactResult.Period.TARGET)
        assert self.last(inspection, Count(30, 25)).percent is None

    def test_a_comparator_stands_beside_it(self, cast: Cast, inspection: Inspection) -> None:
        comparator = Comparator.objects.create(
            title="All of them",
            description="x",
            framework_code="crc-2018",
            created_at=AT,
            created_by=cast.lead,
        )
        ComparatorFigure.objects.create(comparator=comparator, code=MANAGEABLE, percent=41)
        found = neighbours_of(inspection).beside({MANAGEABLE: Count(30, 25)}).of(MANAGEABLE).comparator
        assert found is not None
        assert (found.percent, found.points, found.significant) == (41, 14, None)


def test_the_file_holds_every_item_for_all_and_by_group(
    cast: Cast, inspection: Inspection, client: Client
) -> None:
    interview(inspection, cast.inspector, {MANAGEABLE: "yes"}, office="=cmd()")
    client.force_login(cast.analyst)
    answer = client.get(reverse("fieldwork:survey_csv", args=[inspection.pk]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    mine = [(row["By"], row["Group"], row["Yes"], row["Base"]) for row in rows if row["Code"] == MANAGEABLE]
    assert mine == [
        ("All", "All", "1", "1"),
        ("Grade", "Probation officer", "1", "1"),
        ("Office", "'=cmd()", "1", "1"),
    ]


def test_interviews_are_seen_by_those_who_read_the_evidence(cast: Cast, inspection: Inspection) -> None:
    interview(inspection, cast.inspector, {})
    readers = {cast.lead, cast.inspector, cast.quality_lead, cast.analyst}
    for user in cast.everybody():
        assert Interview.objects.visible_to(user).exists() is (user in readers), user
