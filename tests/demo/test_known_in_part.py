"""What commentaries say of reports that were not read: shown as known in part, never ranked or filled up."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from caseward.demo import accounts
from caseward.demo.inspection import known_in_part, published
from caseward.inspection.results.actions import QuestionFigure
from caseward.inspection.results.models import Comparator, Result, UnratedInspection
from caseward.inspection.results.presenters import comparison
from caseward.inspection.results.readers import read_report
from caseward.inspection.standards import readers as standards
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db

AT = datetime(2019, 9, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _loaded() -> None:
    users = accounts.load()
    published.load("thames-valley-2018", by=users["publisher"])
    published.load("london-2019", by=users["publisher"])
    for _ in range(2):
        known_in_part.load(by=users["publisher"], at=AT)


def words(client: Client, name: str, *arguments: str) -> str:
    """What a page says, without its markup."""
    body = client.get(reverse(name, args=arguments)).content.decode().split("<main", 1)[1]
    return " ".join(re.sub("<[^>]+>", " ", body).split())


def test_an_overall_rating_alone_is_no_score_of_nought() -> None:
    partial = Result.objects.filter(points=None)
    assert partial.count() == 5
    assert set(partial.values_list("rating", "out_of", "indicative_points")) == {
        ("requires_improvement", None, None)
    }


def test_the_league_lists_them_beneath_the_table_without_a_place(client: Client) -> None:
    text = words(client, "library:league", "crc-2018")
    table, beneath = text.split("Results without a score", 1)
    assert "London CRC, 2019" in table and "Northumbria" not in table
    assert beneath.count("Only the overall rating is known") == 5


def test_the_tally_counts_them_overall(client: Client) -> None:
    text = words(client, "library:league", "crc-2018")
    assert "Overall 0 0 7 0 0" in text


def test_the_file_of_the_table_has_them_without_a_place(client: Client) -> None:
    rows = client.get(reverse("library:league_csv", args=["crc-2018"])).content.decode().splitlines()
    assert any(row.startswith(",Essex Community Rehabilitation Company,") for row in rows)


def test_the_page_of_one_says_what_is_not_known(client: Client) -> None:
    text = words(client, "results:result", "warwickshire-west-mercia-crc-2019")
    assert "Requires improvement Score not known" in text
    assert "Only the overall rating is known, so there is no score" in text
    assert "three of ten standards" in text
    assert "None" not in text
    assert "Nearly 3,000" in text
    assert "Every question" not in text


def test_its_files_have_nothing_where_nothing_is_known(client: Client) -> None:
    overall = client.get(reverse("results:json", args=["essex-crc-2018"])).json()["overall"]
    assert overall == {
        "points": None,
        "out_of": None,
        "rating": "requires_improvement",
        "indicative_points": None,
        "indicative_rating": None,
    }
    first = client.get(reverse("results:csv", args=["essex-crc-2018"])).content.decode().splitlines()[1]
    assert first.startswith("overall,,Score not known,,,requires_improvement,")


def test_a_providers_history_and_the_start_page_say_so_too(client: Client) -> None:
    assert "Score not known" in words(client, "library:provider", "essex-crc")
    assert "Score not known" in words(client, "home")


def test_printed_tallies_stand_with_their_source_and_never_beside_figures(client: Client) -> None:
    text = words(client, "library:elsewhere")
    assert "Good 1 Requires improvement 15 Inadequate 1 All 17" in text
    assert "private probation performing poorly" in text
    offered = comparison.offered(standards.framework("crc-2018"))
    assert not offered.filter(title__startswith="The first").exists()
    one = Comparator.objects.get(title__contains="seventeen")
    page = client.get(reverse("results:comparator", args=[one.pk])).content.decode()
    assert "Rated Good overall" in page


def test_an_inspection_without_ratings_is_shown_with_the_reason(client: Client) -> None:
    assert UnratedInspection.objects.count() == 1
    text = words(client, "library:elsewhere")
    assert "Probation services in Gwent, 2017" in text
    assert "earlier method that described findings and gave no ratings" in text


def test_london_as_shipped_is_what_the_reader_gives() -> None:
    known = [standards.framework(code) for code in standards.framework_codes()]
    reading = read_report(ROOT / "tests" / "reports" / "london-crc-2019-report.txt", known)
    shipped = published.read("london-2019")
    assert reading.percent == shipped.percent
    assert reading.framework is not None and reading.framework.code == shipped.framework
    lost = {*shipped.missing, *shipped.inferred}
    assert set(reading.unreadable) == lost == {"1.1", "4.1.3", "4.2.2", "4.2.3"}
    judged = {code: band for code, band in shipped.judgements.items() if code not in lost}
    assert {code: reading.ratings[code] for code in judged} == judged
    finals = dict(Result.objects.get(slug=shipped.slug).standards.values_list("standard_code", "final"))
    assert {code: finals[code] for code in reading.ratings if code != "overall"} == {
        code: band for code, band in reading.ratings.items() if code != "overall"
    }
    assert set(reading.discretion) == {row["standard"] for row in shipped.panel}
    assert Result.objects.get(slug=shipped.slug).rating == reading.ratings["overall"]
    assert not [figure for figure in (QuestionFigure(code) for code in lost) if figure.percent]
