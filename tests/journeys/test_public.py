"""Anybody: what is public can be read, downloaded and checked without an account."""

import csv
import gzip
import io
import json

import pytest
from playwright.sync_api import Response

from caseward.demo import accounts
from caseward.demo.inspection import published
from caseward.inspection.results.models import Result
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

MOST_REQUESTS = 6
MOST_BYTES = 60_000


@pytest.fixture
def result(transactional_db: None) -> Result:
    """A real published result."""
    return published.load("london-2019", by=accounts.load()["publisher"])


def test_a_reader_goes_from_the_start_page_to_a_result_and_its_files(walk: Walk, result: Result) -> None:
    walk.to("home")
    walk.sees("Latest results", result.title)
    walk.click("All inspection results")
    walk.is_at("Inspection results")
    walk.click(result.title)
    walk.is_at(result.title)
    walk.sees("15 of 30 points", "Before the ratings panel decided it stood at 12 of 30 points", "Inferred")
    overall = json.loads(walk.fetch(f"/results/{result.slug}.json"))["overall"]
    assert (overall["points"], overall["out_of"], overall["rating"]) == (15, 30, "requires_improvement")
    rows = list(csv.reader(io.StringIO(walk.download("CSV").decode("utf-8-sig"))))
    assert any("2.1.1" in row for row in rows)


def test_a_reader_finds_the_framework_a_standard_and_its_worked_examples(walk: Walk) -> None:
    walk.to("home")
    walk.click("Frameworks")
    walk.is_at("Inspection frameworks")
    walk.to("standards:framework", code="crc-2019")
    walk.sees("What the ratings panel may do", "Samples of cases")
    walk.to("standards:standard", code="crc-2019", standard_code="2.2")
    walk.is_at("2.2 Planning")
    walk.sees("2.2.3")
    walk.to("standards:examples", code="crc-2019")
    walk.is_at("Worked examples")
    walk.sees("The rule gives what the example says it must.")
    walk.sees_not("Not as expected")


def test_a_reader_sees_who_acts_at_each_stage(walk: Walk) -> None:
    walk.to("inspections:stages")
    walk.is_at("The stages of an inspection")
    walk.sees("Ratings panel", "Publisher", "Cannot go back")


def test_the_first_page_is_light(walk: Walk, result: Result) -> None:
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    walk.page.on("response", keep)
    walk.to("home")
    walk.page.wait_for_load_state("networkidle")
    weights = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert len(weights) <= MOST_REQUESTS, weights
    assert sum(weights.values()) <= MOST_BYTES, weights


def test_an_address_that_is_not_there_says_so_in_the_same_frame(walk: Walk, result: Result) -> None:
    with walk.refused():
        walk.to("results:result", slug="no-such-result")
    walk.is_at("Page not found")
