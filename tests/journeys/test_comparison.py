"""Anybody: providers beside one another, a figure beside others, and a question by groups of people."""

import csv
import io

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseward.demo import accounts
from caseward.demo.inspection import further, published
from caseward.inspection.results.actions import QuestionFigure
from caseward.inspection.results.models import Comparator, Result
from tests.factories import results
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

FIRST_ROUND = "Community rehabilitation companies, first round"
SECOND_ROUND = "Community rehabilitation companies, second round"
WITHHELD = "Fewer than five cases."
REPORTS = ("thames-valley-2018", "london-2019", "thames-valley-2019")


@pytest.fixture
def three(transactional_db: None) -> list[Result]:
    """Three real results: of two providers, under two frameworks."""
    publisher = accounts.load()["publisher"]
    return [published.load(name, by=publisher) for name in REPORTS]


@pytest.fixture
def averages(three: list[Result]) -> Comparator:
    """The averages that one of these reports printed."""
    return further.load_comparator("all-crcs-2018-2019", by=accounts.load()["analyst"], at=timezone.now())


def test_a_reader_compares_providers_and_reads_the_history_of_one(
    new_walk: NewWalk, three: list[Result]
) -> None:
    walk = new_walk(scripts=False)
    earlier, london, latest = three
    walk.to("home")
    walk.click("Compare providers")
    walk.click(FIRST_ROUND)
    walk.sees(london.title, earlier.title, "never ranked together")
    walk.sees_not(latest.title)
    walk.page.get_by_text("Filter", exact=True).click()
    walk.fill("Provider’s name contains", "london")
    walk.click("Apply filters")
    walk.sees_not(earlier.title)
    rows = list(csv.DictReader(io.StringIO(walk.download("CSV").decode("utf-8-sig"))))
    assert [row["inspection"] for row in rows] == [london.title]
    walk.click(SECOND_ROUND)
    walk.click(f"History of {latest.provider.name}")
    walk.is_at(earlier.provider.name)
    history = walk.page.get_by_role("main").inner_text()
    assert -1 < history.index(latest.title) < history.index(earlier.title)


def test_a_reader_sets_one_standard_of_two_frameworks_side_by_side(walk: Walk, three: list[Result]) -> None:
    walk.to("library:index")
    walk.click("Across frameworks")
    walk.select("Standard", "Planning")
    walk.click("Show this standard")
    for result in three:
        walk.sees(result.title)
    expect(walk.row(FIRST_ROUND)).to_have_count(2)
    expect(walk.row(SECOND_ROUND)).to_have_count(1)


def test_a_figure_stands_beside_last_time_and_beside_the_set_that_a_reader_chooses(
    walk: Walk, three: list[Result], averages: Comparator
) -> None:
    latest = three[-1]
    walk.to("results:result", slug=latest.slug)
    walk.select("Set of inspections to compare with", averages.title)
    walk.click("Compare")
    walk.sees(f"{averages.title}: ", "Cannot be tested")
    expect(walk.row("2.1.1").filter(has_text="65%")).to_have_count(1)
    walk.page.get_by_text("What the columns mean").click()
    walk.click(averages.title)
    walk.is_at(averages.title)
    walk.sees("number of cases not published")
    walk.to("results:result", slug=latest.slug)
    walk.select("Set of inspections to compare with", "No set, only the last inspection")
    walk.click("Compare")
    walk.sees_not("number of cases not published", averages.title + ":")


def test_a_question_by_groups_of_people_withholds_small_ones(walk: Walk, transactional_db: None) -> None:
    result = results.result(QuestionFigure("2.1.1", 75, 100))
    groups = [("Female", 20, 40, 50, ""), ("Male", 55, 60, 92, ""), ("Not known", None, None, None, WITHHELD)]
    for group, yes, base, percent, withheld in groups:
        result.groups.create(
            question_code="2.1.1",
            dimension="sex",
            group=group,
            yes=yes,
            base=base,
            percent=percent,
            withheld=withheld,
        )
    walk.to("results:result", slug=result.slug)
    walk.click("Key questions by groups of people")
    expect(walk.row("Female")).to_contain_text("20 of 40")
    expect(walk.row("Female")).to_contain_text("Significant")
    expect(walk.row("Not known")).to_contain_text(WITHHELD)
    expect(walk.row("Not known")).to_contain_text("withheld")
