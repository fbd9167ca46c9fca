"""The comparison tables of a published report come out of the demonstration's data, figure for figure."""

import re
from pathlib import Path

import pytest

from caseward.demo.inspection import further
from caseward.inspection.results.models import Comparator, Result
from caseward.inspection.results.presenters.comparison import (
    Comparisons,
    comparator_side,
    comparisons,
    last_side,
    side_of,
)
from caseward.inspection.results.presenters.facts import FactLine, fact_sections
from tests.demo.loaded import WithTheEstate

pytestmark = pytest.mark.django_db

REPORT = Path(__file__).parents[1] / "reports" / "thames-valley-crc-2019-report.txt"
PRINTED = {
    # key question: previous, current, all CRCs; as printed in parts 2 and 3
    "2.1.1": (74, 65, 68),
    "2.1.2": (79, 81, 63),
    "2.1.3": (68, 70, 55),
    "2.2.1": (69, 74, 63),
    "2.2.2": (69, 74, 64),
    "2.2.3": (57, 61, 46),
    "2.3.1": (65, 67, 70),
    "2.3.2": (51, 44, 52),
    "2.3.3": (34, 47, 41),
    "2.4.1": (62, 57, 65),
    "2.4.2": (62, 59, 62),
    "2.4.3": (44, 42, 44),
    "4.2.1": (77, 93, 69),
    "4.2.2": (68, 79, 62),
    "4.2.3": (55, 100, 59),
}
UNPAID_WORK = ("4.1.1", "4.1.2", "4.1.4")
NEW_THIS_ROUND = ("2.1.1b", "2.1.3b", "2.1.3s1", "2.1.3s2")
# figure: previous, current, target, all CRCs or England and Wales; as printed
TABLES = {
    "quality-prioritised": ("66%", "78%", "", ""),
    "headcount": ("210", "198", "", ""),
    "vacancy-rate": ("No data available", "11%", "", ""),
    "vacancy-rate-po": ("No data available", "7.34%", "", ""),
    "sickness": ("No data available", "7%", "5%", ""),
    "attrition": ("23%", "18%", "", ""),
    "average-caseload-po": ("30.27", "48.60", "", ""),
    "average-caseload-pso": ("59.2", "36.12", "", ""),
    "caseload-unmanageable-po": ("67%", "50%", "", "63%"),
    "caseload-unmanageable-pso": ("47%", "40%", "", "56%"),
    "caseload-manageable": ("44%", "56%", "", "41%"),
    "learning-culture": ("", "84%", "", "57%"),
    "cases-female": ("", "14%", "", "14%"),
    "cases-ethnic-minority": ("", "26%", "", "16%"),
    "cases-disability": ("", "30%", "", "43%"),
    "cases-substance-misuse": ("", "78%", "", "72%"),
    "cases-domestic-abuse": ("", "43%", "", "No data available"),
    "cases-child-safeguarding": ("", "30%", "", "No data available"),
    "wait-bbr": ("28 weeks", "17 weeks", "", ""),
    "wait-tsp": ("18 weeks", "13 weeks", "", ""),
    "wait-rar": ("No data", "No reported waiting time", "", ""),
    "completion-bbr": ("No data", "88%", "", ""),
    "completion-tsp": ("No data", "79%", "", ""),
    "completion-rar": ("No data", "77%", "", ""),
    "stand-down-rate": ("4.47%", "7.61%", "", ""),
    "unpaid-work-completed": ("90%", "94%", "", ""),
    "community-supervised": ("", "1,752", "", ""),
    "post-release-supervised": ("", "1,112", "", ""),
    "community-starts": ("", "2,832", "", ""),
    "post-release-starts": ("", "1,227", "", ""),
    "reoffending": ("", "44.3%", "", "41.9%"),
    "turnover": ("£14,369m", "£14,303m", "", ""),
    "orders-completed": ("", "76%", "75%", "76%"),
    "licences-completed": ("", "66%", "65%", "66%"),
    "unpaid-work-positive": ("", "92%", "90%", "92%"),
    "total-caseload": ("4,417", "4,212", "", ""),
    "responsible-officers": ("78", "89", "", ""),
}


class TestThamesValley(WithTheEstate):
    def setUp(self) -> None:
        self.result = Result.objects.get(slug__startswith="thames-valley", framework_code="crc-2019")

    def beside(self) -> Comparisons:
        result = self.result
        return comparisons(
            result.framework,
            side_of(result).figures,
            last=last_side(result.provider, result.began, result.facts.all()),
            comparator=comparator_side(Comparator.objects.to_compare_with().get(), result.provider),
        )

    def test_the_key_questions_stand_beside_last_time_and_all_crcs_as_printed(self) -> None:
        rows, own = self.beside(), dict(self.result.questions.values_list("question_code", "percent"))
        found = {}
        for code in PRINTED:
            across = rows.of(code).comparator
            assert across is not None
            found[code] = (rows.of(code).last.percent, own[code], across.percent)
        assert found == PRINTED

    def test_each_row_of_three_is_in_the_report_in_that_order(self) -> None:
        """The table above is read off the report here, so that a slip of the pen is found."""
        text = " ".join(REPORT.read_text("utf-8").split())
        footnote = r"(?:\d\d)?"
        for row in PRINTED.values():
            assert re.search(rf"{row[0]}% {row[1]}%{footnote} {row[2]}%", text), row

    def test_unpaid_work_stands_without_earlier_figures_and_says_why(self) -> None:
        for code in UNPAID_WORK:
            row = self.beside().of(code)
            assert row.last.percent is None
            assert row.last.why_blank.startswith("The questions changed with the standard")
            assert row.comparator is not None
            assert row.comparator.percent is None

    def test_what_was_asked_first_in_this_round_says_so(self) -> None:
        for code in NEW_THIS_ROUND:
            assert (
                self.beside().of(code).last.why_blank
                == "New or changed in this round, so no earlier figure exists."
            )

    def test_no_average_is_called_significant_since_its_base_is_not_published(self) -> None:
        row = self.beside().of("2.2.3").comparator
        assert row is not None
        assert row.significant is None
        assert (
            row.why_untested
            == f"The number of cases is not published. Significant from {row.settles} cases on."
        )
        assert row.settles is not None
        assert 40 < row.settles < 80

    def test_a_difference_that_no_base_would_make_significant_says_so(self) -> None:
        row = self.beside().of("2.1.1").comparator
        assert row is not None
        assert row.settles is None
        assert (
            row.why_untested
            == "The number of cases is not published. No number would make the difference significant."
        )

    def test_the_provider_is_known_to_be_inside(self) -> None:
        comparator = self.beside().comparator
        assert comparator is not None
        assert "is itself inside the printed averages" in comparator.remark

    def test_staffing_services_and_context_are_as_printed(self) -> None:
        lines = self.lines()
        found = {
            code: (lines[code].previous, lines[code].current, lines[code].target, lines[code].across)
            for code in TABLES
        }
        assert found == TABLES

    def test_every_further_figure_has_a_place_in_the_framework(self) -> None:
        assert "Other figures" not in [title for title, _ in fact_sections(self.result, self.beside())]

    def test_the_figures_that_cannot_be_say_so(self) -> None:
        lines = self.lines()
        assert any("Fourteen billion" in remark for remark in lines["turnover"].remarks)
        assert any("look swapped" in remark for remark in lines["average-caseload-po"].remarks)

    def test_groups_are_published_without_small_numbers(self) -> None:
        groups = self.result.groups.all()
        assert {row.dimension for row in groups} >= {
            "sex",
            "ethnicity",
            "date_of_birth",
            "office",
            "disability",
        }
        shown = [row for row in groups if row.base is not None]
        assert shown
        assert all(row.yes == 0 or row.yes >= 5 for row in shown if row.yes is not None)
        assert all(row.withheld for row in groups if row.base is None)

    def lines(self) -> dict[str, FactLine]:
        self.result.refresh_from_db()
        return {line.code: line for _, rows in fact_sections(self.result, self.beside()) for line in rows}

    def test_the_averages_are_made_once(self) -> None:
        made = Comparator.objects.to_compare_with().get()
        again = further.load_comparator("all-crcs-2018-2019", by=made.created_by, at=made.created_at)
        assert Comparator.objects.to_compare_with().get() == again


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("7.34%", "7.34"),
        ("17 weeks", "17"),
        ("4,417", "4417"),
        ("£14,303m", "14303000000"),
        ("No data", None),
    ],
)
def test_a_printed_figure_is_read_as_its_number(printed: str, value: str | None) -> None:
    read = further.value_of(printed)
    assert (None if read is None else str(read)) == value
