"""What the data of an inspection give its prose."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.inspection.case_assessments.models import Assessment, Note
from caseward.inspection.fieldwork.models import ProvidedFigure, Quotation
from caseward.inspection.follow_up.models import Recommendation
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.inputs import Material, known_of, material_of
from caseward.inspection.reports.models import Report
from caseward.inspection.results.actions import About, QuestionFigure
from tests.factories import case_assessments, ratings, reports, results
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db
CASES = {"case-supervision": {"info.harm": (20, 20), "2.1.1": (13, 20), "2.1.2": (15, 20), "2.1.3": (10, 20)}}
NEAR_ALL = {"case-supervision": {**CASES["case-supervision"], "2.1.2": (16, 20)}}
EARLIER = QuestionFigure("2.1.1", yes=30, base=100)


def _report(cast: Cast, cases: dict[str, dict[str, tuple[int, int]]] = CASES) -> Report:
    inspection = ratings.proposed(cast, ratings.counted(cast, cases))
    return Report.objects.create(inspection=inspection, started_at=reports.AT, started_by=cast.lead)


def forms(material: Material, code: str) -> dict[str, str]:
    """How a figure reads in its forms."""
    return dict(material.figures[code].forms)


def test_a_question_reads_as_per_cent_word_and_cases(cast: Cast) -> None:
    material = material_of(_report(cast))
    assert forms(material, "2.1.1") == {"": "65 per cent", "word": "reasonable majority", "count": "13 of 20"}
    assert "No earlier inspection" in material.figures["2.1.1"].lacking["previous"]
    assert "no set of inspections" in material.figures["2.1.1"].lacking["gap"]


def test_small_numbers_of_cases_are_not_offered(cast: Cast) -> None:
    """16 of 20 leaves four cases on one side; its base would tell the number of the others."""
    material = material_of(_report(cast, NEAR_ALL))
    assert forms(material, "2.1.2") == {"": "80 per cent", "word": "large majority"}
    assert "withheld" in material.figures["2.1.2"].lacking["count"].lower()


def test_the_last_inspection_stands_beside_with_what_changed(cast: Cast) -> None:
    report = _report(cast)
    results.result(
        EARLIER,
        provider=report.inspection.provider,
        about=About("earlier", "Earlier", "A test", fieldwork_starts_on=date(2018, 8, 6)),
    )
    material = material_of(report)
    read = forms(material, "2.1.1")
    assert read["previous"] == "30 per cent"
    assert read["change"] == "rose by 35 points, which is significant"


def test_a_question_that_nobody_answered_says_why_it_has_no_figure(cast: Cast) -> None:
    figure = material_of(_report(cast)).figures["2.2.1"]
    assert not figure.forms
    assert figure.lacking[""] == "No case had an answer."


def test_ratings_and_score_read_as_they_are_calculated_before_the_panel(cast: Cast) -> None:
    material = material_of(_report(cast))
    assert not material.standing.is_decided
    assert forms(material, "rating.1.1") == {"": "Good"}
    assert forms(material, "rating.2.1") == {"": "Requires improvement"}


def test_a_decision_of_the_panel_is_what_the_text_says_afterwards(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast, CASES))
    meeting = ratings.decided(cast, ratings.meeting(cast, inspection))
    meeting.decisions.filter(standard_code="1.1", is_current=True).update(final="outstanding")
    Inspection.objects.filter(pk=inspection.pk).update(stage="decided")
    inspection.refresh_from_db()
    report = Report.objects.create(inspection=inspection, started_at=reports.AT, started_by=cast.lead)
    material = material_of(report)
    assert material.standing.is_decided
    assert forms(material, "rating.1.1") == {"": "Outstanding"}


def test_samples_and_recommendations_are_counted_in_words(cast: Cast) -> None:
    report = _report(cast)
    for number in (1, 2):
        Recommendation.objects.create(
            inspection=report.inspection,
            number=number,
            addressee="The provider",
            text="Do better.",
            written_at=reports.AT,
            written_by=cast.lead,
        )
    material = material_of(report)
    assert forms(material, "sample.case-supervision") == {"": "20"}
    assert forms(material, "sample.harm") == {"": "no"}
    assert forms(material, "recommendations") == {"": "two", "repeated": "no"}


def test_the_provider_s_figures_read_with_their_unit_and_period(cast: Cast) -> None:
    report = _report(cast)
    asked = next(
        each
        for each in report.inspection.framework.evidence.figures
        if each.unit in {"people", "number", "cases"}
    )
    for period, value in (("current", 14), ("previous", None)):
        ProvidedFigure.objects.create(
            inspection=report.inspection,
            code=asked.code,
            period=period,
            value=value,
            no_data=value is None,
            entered_at=reports.AT,
            entered_by=cast.provider_contact,
        )
    figure = material_of(report).figures[asked.code]
    assert figure.forms == {"": "14"}
    assert "no data available" in figure.lacking["previous"]


def test_only_what_was_marked_usable_may_be_inserted(cast: Cast) -> None:
    report = _report(cast)
    reading = Assessment.objects.filter(inspection=report.inspection).first()
    assert reading is not None
    usable = case_assessments.note(reading, usable_in_report=True, practice_example=True)
    case_assessments.note(reading, usable_in_report=False)
    unread = case_assessments.note(reading, usable_in_report=True)
    reports.printed(report, usable, cast.lead, "Sam was asked.")
    _quotation(report, cast, usable=False)
    said = _quotation(report, cast, usable=True)
    material = material_of(report)
    assert set(material.boxes) == {f"note.{usable.pk}", f"quotation.{said.pk}"}
    box = material.boxes[f"note.{usable.pk}"]
    assert (box.text, box.is_example) == ("Sam was asked.", True)
    assert "Change names" in material.figures[f"note.{unread.pk}"].lacking[""]
    assert material.waiting_notes == 1


def test_poor_practice_is_never_headed_as_a_good_example(cast: Cast) -> None:
    report = _report(cast)
    reading = Assessment.objects.filter(inspection=report.inspection).first()
    assert reading is not None
    poor = case_assessments.note(
        reading, usable_in_report=True, practice_example=True, bearing=Note.Bearing.WEAKNESS
    )
    reports.printed(report, poor, cast.lead)
    assert not material_of(report).boxes[f"note.{poor.pk}"].is_example


def test_the_checker_knows_the_same_figures_with_their_bases(cast: Cast) -> None:
    known = known_of(material_of(_report(cast)))
    figure = known.figure("2.1.1")
    assert figure is not None
    assert (figure.value, figure.base) == (Fraction(65), 20)
    assert (figure.standard, figure.key_question) == ("2.1", "2.1.1")
    assert known.samples["case-supervision"] == 20


def test_a_figure_costs_no_question_of_its_own(cast: Cast) -> None:
    report = _report(cast)
    report = Report.objects.select_related("inspection__provider", "comparator").get(pk=report.pk)
    with CaptureQueriesContext(connection) as few:
        material_of(report)
    reading = Assessment.objects.filter(inspection=report.inspection).first()
    assert reading is not None
    for _ in range(10):
        case_assessments.note(reading, usable_in_report=True)
        _quotation(report, cast, usable=True)
    with CaptureQueriesContext(connection) as many:
        material_of(report)
    assert len(many) == len(few) <= 25
    assert Note.objects.count() == 10


def _quotation(report: Report, cast: Cast, *, usable: bool) -> Quotation:
    return Quotation.objects.create(
        inspection=report.inspection,
        words="We talk.",
        source=Quotation.Source.OFFICER,
        usable_in_report=usable,
        marked_at=reports.AT,
        marked_by=cast.lead,
        written_at=reports.AT,
        written_by=cast.lead,
    )
