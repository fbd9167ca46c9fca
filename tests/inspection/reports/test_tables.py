"""The tables of a report: drawn from decided data, without what could point to a person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.inspection.case_assessments.models import Assessment, Note
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings.models import Decision
from caseward.inspection.reports.inputs import material_of
from caseward.inspection.reports.inputs.tables import Table, drawn_from
from caseward.inspection.reports.inputs.tables.cells import Cell, grouped_notes, points, words
from caseward.inspection.reports.models import Report
from caseward.inspection.results.actions import QuestionFigure
from caseward.inspection.results.models import Comparator, Result
from caseward.inspection.samples.models import Draw
from caseward.rules.report_sections import sections_of
from tests.factories import follow_up, organisations, ratings, reports, results
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db


def tables(report: Report) -> dict[str, Table]:
    """Every table of the report by its code."""
    report.inspection.refresh_from_db()
    drawn = drawn_from(report.inspection, material_of(report))
    return {
        table.code: table
        for section in sections_of(report.inspection.framework)
        for table in drawn.tables_of(section)
    }


def row(table: Table, name: str) -> dict[str, Cell]:
    """The cells of the row that begins with those words, by column."""
    found = next(cells for cells in table.rows if cells[0].text.startswith(name))
    return dict(zip(table.head, found, strict=True))


@pytest.fixture
def counted(cast: Cast) -> Inspection:
    """An inspection with the figures of a whole published one."""
    return ratings.counted(cast, ratings.THAMES_VALLEY)


def last_time(inspection: Inspection, **percents: int) -> None:
    """A result of the same provider from the year before."""
    figures = [QuestionFigure(code.replace("_", "."), percent=value) for code, value in percents.items()]
    result = results.result(*figures, slug="last-time", provider=inspection.provider)
    type(result).objects.filter(pk=result.pk).update(fieldwork_starts_on="2018-06-01", title="Last time")


def test_ratings_show_what_was_calculated_what_stands_and_why_the_panel_moved_it(
    cast: Cast, counted: Inspection
) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, counted))
    ratings.decide(cast, meeting, "2.2", "good", ground=Decision.Ground.DISCRETION, reason=ratings.WHY)
    ratings.decided(cast, meeting)
    Inspection.objects.filter(pk=counted.pk).update(stage="decided")
    counted.refresh_from_db()
    table = tables(reports.report(cast, counted))["ratings"]
    planning = row(table, "2.2")
    assert (planning["Calculated or proposed"].text, planning["Final rating"].text) == (
        "Requires improvement",
        "Good",
    )
    assert planning["Why"].text == f"Panel discretion: {ratings.WHY}"
    assert row(table, "2.3")["Why"].text.startswith("Decided by 2.3.2 ")
    assert row(table, "Score")["Final rating"].value == 16


def test_ratings_of_a_panel_that_has_not_decided_are_not_called_final(
    cast: Cast, counted: Inspection
) -> None:
    table = tables(reports.report(cast, ratings.proposed(cast, counted)))["ratings"]
    assert {cells[table.head.index("Final rating")].text for cells in table.rows[:-2]} == {"Not decided"}
    assert "The ratings panel has not decided yet." in table.notes


def test_a_score_of_last_time_that_its_source_does_not_print_is_called_not_known(
    cast: Cast, counted: Inspection
) -> None:
    last_time(counted)
    Result.objects.update(points=None, out_of=None, rating="")
    table = tables(reports.report(cast, ratings.proposed(cast, counted)))["ratings"]
    assert row(table, "Score")["Last inspection"] == Cell("Not known")
    assert row(table, "Overall")["Last inspection"] == Cell("Not known")


def test_key_questions_stand_beside_last_time_and_say_whether_that_can_be_tested(
    cast: Cast, counted: Inspection
) -> None:
    last_time(counted, **{"2_1_1": 74, "2_1_2": 79, "2_1_3": 68})
    table = tables(reports.report(cast, ratings.proposed(cast, counted)))["key-questions-2.1"]
    engaging = row(table, "2.1.1")
    assert engaging["This inspection"].value == 65
    assert engaging["Last inspection"].text == "74%"
    assert engaging["Change in points"] == Cell("−9", -9)
    assert engaging["Test of the change"].text == "Cannot be tested"
    assert any(note.startswith("Cannot be tested (last inspection)") for note in table.notes)


def test_key_questions_stand_beside_the_chosen_set(cast: Cast, counted: Inspection) -> None:
    other = results.result(
        QuestionFigure("2.1.1", yes=20, base=100),
        slug="elsewhere",
        provider=organisations.provider("Elsewhere"),
    )
    comparator = Comparator.objects.create(
        title="Others",
        description="Other providers.",
        framework_code=counted.framework_code,
        created_at=reports.AT,
        created_by=cast.analyst,
    )
    comparator.members.add(other)
    report = reports.report(cast, ratings.proposed(cast, counted))
    report.comparator = comparator
    engaging = row(tables(report)["key-questions-2.1"], "2.1.1")
    assert (engaging["Comparator"].text, engaging["Points from comparator"].value) == ("20%", 45)
    assert engaging["Test of that difference"].text == "Significant"


def test_a_small_number_of_cases_never_leaves_the_circle(cast: Cast, counted: Inspection) -> None:
    drawn = tables(reports.report(cast, ratings.proposed(cast, counted)))
    planning = row(drawn["inspection-data-4.2"], "4.2.1 ")
    assert planning["This inspection"].text == "93%"
    assert {planning[column].text for column in ("Yes", "Of cases")} == {"withheld"}
    assert {planning[column].value for column in ("Yes", "Of cases")} == {None}
    assert any("withheld" in note for note in drawn["inspection-data-4.2"].notes)


def test_every_question_stands_with_its_cases_and_interval(cast: Cast, counted: Inspection) -> None:
    engaging = row(
        tables(reports.report(cast, ratings.proposed(cast, counted)))["inspection-data-2.1"], "2.1.1"
    )
    assert (engaging["Yes"].value, engaging["Of cases"].value) == (65, 100)
    low, high = engaging["95% interval from"].value, engaging["95% interval to"].value
    assert low is not None and high is not None and low < 65 < high


def test_a_small_group_of_a_sample_is_withheld_with_another_that_would_give_it_away(cast: Cast) -> None:
    inspection = ratings.counted(cast)
    groups = [("White", 500, 60), ("Black", 60, 8), ("Asian", 40, 6), ("Other", 9, 2)]
    margins = [
        {"column": "Ethnicity", "value": name, "population": eligible, "sample": drawn}
        for name, eligible, drawn in groups
    ]
    Draw.objects.filter(inspection=inspection).update(margins=margins, population=609, size=76)
    table = tables(reports.report(cast, ratings.proposed(cast, inspection)))["sample-case-supervision-1"]
    assert table.caption.endswith(": Ethnicity")
    assert {cell.text for cell in row(table, "Other").values()} == {"Other", "withheld"}
    assert {cell.text for cell in row(table, "Asian").values()} == {"Asian", "withheld"}
    assert row(table, "White")["Share of sample"] == Cell("79%", 79)


def test_recommendations_stand_by_addressee_with_what_they_rest_on(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    follow_up.recommendation(cast, inspection, "Answer sooner.", standard_codes=("2.1",))
    table = tables(reports.report(cast, inspection))["recommendations-1"]
    assert table.caption == f"Recommendations to: {follow_up.PROVIDER}"
    assert row(table, "1")["Recommendation"].text == "Answer sooner."
    assert row(table, "1")["Rests on"].text == "2.1 Assessment"


def test_good_practice_shows_only_what_was_marked_usable(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    reading = Assessment.objects.filter(inspection=inspection)[0]
    for text, usable in (("A leaflet in three languages.", True), ("A secret.", False)):
        Note.objects.create(
            assessment=reading,
            question_code="2.1.1",
            bearing=Note.Bearing.STRENGTH,
            text=text,
            practice_example=True,
            usable_in_report=usable,
            written_at=reports.AT,
            written_by=cast.inspector,
        )
    report = reports.report(cast, inspection)
    reports.printed(
        report, Note.objects.get(usable_in_report=True), cast.lead, "A leaflet in three languages."
    )
    table = tables(report)["good-practice-2.1"]
    assert [cells[1].text for cells in table.rows] == ["A leaflet in three languages."]


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_cases(cast: Cast) -> None:
    def asked(inspection: Inspection) -> int:
        report = reports.report(cast, ratings.proposed(cast, inspection))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            tables(report)
        return len(captured)

    assert asked(ratings.counted(cast)) == asked(ratings.counted(cast, ratings.THAMES_VALLEY))


def test_columns_that_say_nothing_are_left_out() -> None:
    table = Table("t", "T", ("Name", "Empty", "Full"), ((words("a"), words(""), Cell("1", 1)),), (), (1, 2))
    trimmed = table.without_empty_columns()
    assert (trimmed.head, trimmed.numeric) == (("Name", "Full"), (1,))


def test_a_reason_that_all_rows_share_is_said_once() -> None:
    assert grouped_notes([("a", "No base."), ("b", "No base.")], "Cannot be tested") == (
        "Cannot be tested: No base.",
    )
    assert grouped_notes([("a", "No base."), ("b", "")], "Cannot be tested") == (
        "Cannot be tested, a: No base.",
    )
    many = [(name, "No base.") for name in "abcd"] + [("e", "New question."), ("f", "")]
    assert grouped_notes(many, "Cannot be tested") == (
        "Cannot be tested, e: New question.",
        "Cannot be tested, where no other reason is given: No base.",
    )


def test_a_difference_has_its_sign() -> None:
    assert [points(each).text for each in (5, -5, 0, None)] == ["+5", "−5", "0", "–"]
