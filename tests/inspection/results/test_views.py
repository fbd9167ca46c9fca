"""The public pages and files of results."""

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.results.actions import About, QuestionFigure
from caseward.inspection.results.presenters import published
from tests.factories import organisations, results

pytestmark = pytest.mark.django_db

FIGURES = [
    QuestionFigure("2.1.1", yes=65, base=100),
    QuestionFigure("2.2.3", yes=48, base=79),
    QuestionFigure("2.1.1a", percent=71),
    QuestionFigure("4.1.4", why_no_figure="Not legible in the printed table."),
    QuestionFigure("4.2.1", yes=13, base=14),
    QuestionFigure("4.2.3", yes=14, base=14),
]


def page(client: Client, slug: str = "northshire-2019") -> str:
    """The text of a result's page."""
    answer = client.get(reverse("results:result", args=[slug]))
    assert answer.status_code == 200
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def as_json(client: Client) -> dict[str, Any]:
    """The result's JSON."""
    found: dict[str, Any] = json.loads(client.get(reverse("results:json", args=["northshire-2019"])).content)
    return found


def test_anybody_sees_the_score_before_and_after_the_panel(client: Client) -> None:
    results.result(*FIGURES)
    text = page(client)
    assert "17 of 30 points" in text
    assert "it stood at 15 of 30 points: Requires improvement" in text


def test_discretion_stands_on_the_page_with_its_reason(client: Client) -> None:
    results.result(*FIGURES)
    assert f"Panel discretion: {results.REASON}" in page(client)


def test_the_question_that_decided_is_named_with_its_words(client: Client) -> None:
    standards = [one for one in results.decided_standards() if one.code != "2.2"]
    decided = results.decided_standards()[5]
    results.result(standards=[*standards, type(decided)("2.2", "good", "good", decided_by=("2.2.3",))])
    assert "Decided by 2.2.3 Does planning deal well enough with keeping other people safe?" in page(client)


def test_a_rating_without_its_figures_does_not_claim_to_be_judged() -> None:
    shown = published(results.result())
    said = {rated.standard.code: rated.rests_on for rated in shown.standards}
    assert said["1.1"] == "Judged on all the evidence"
    assert said["2.3"] == "Calculated from the cases; which question decided is not known"
    unrated = replace(shown.standards[-1], indicative="", final="", decided_by=())
    assert unrated.rests_on == "Not rated: no case was counted"


def test_a_figure_stands_with_its_base_and_a_missing_one_with_its_reason(client: Client) -> None:
    results.result(*FIGURES)
    text = page(client)
    assert "61% 48 of 79" in text
    assert "Not legible in the printed table." in text


def test_small_numbers_are_on_no_page_and_in_no_file(client: Client) -> None:
    results.result(*FIGURES)
    figure = next(row for row in as_json(client)["questions"] if row["code"] == "4.2.1")
    assert (figure["percent"], figure["yes"], figure["base"]) == (93, None, None)
    assert "fewer than 5 cases" in figure["withheld"]
    assert "93% –" in page(client)


def test_page_json_and_csv_give_the_same_figures(client: Client) -> None:
    results.result(*FIGURES)
    text = page(client)
    file = client.get(reverse("results:csv", args=["northshire-2019"])).content.decode()
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(file))}
    questions = as_json(client)["questions"]
    assert [row["code"] for row in questions] == sorted(figure.code for figure in FIGURES)
    for question in questions:
        row = rows[question["code"]]
        shown = [question[name] for name in ("percent", "yes", "base")]
        assert [row[name] for name in ("percent", "yes", "base")] == [
            "" if value is None else str(value) for value in shown
        ]
        percent = "–" if shown[0] is None else f"{shown[0]}%"
        yes = "–" if shown[1] is None else shown[1]
        others = "–" if shown[2] is None else f"{yes} of {shown[2]}"
        assert f"{question['code']} {question['text']} {percent} {others}" in text


def test_the_json_says_with_which_version_of_the_framework_it_was_decided(client: Client) -> None:
    result = results.result()
    found = as_json(client)
    assert found["framework"]["code"] == "crc-2019"
    assert found["framework"]["digest"] == result.framework_digest == result.framework.digest
    assert found["overall"] == {
        "points": 17,
        "out_of": 30,
        "rating": "good",
        "indicative_points": 15,
        "indicative_rating": "requires_improvement",
    }


def test_a_spreadsheet_never_runs_what_a_reason_says(client: Client) -> None:
    decided = results.decided_standards()[0]
    hostile = type(decided)("1.1", "good", "outstanding", ground="discretion", reason="=HYPERLINK(1)")
    results.result(standards=[hostile])
    file = client.get(reverse("results:csv", args=["northshire-2019"])).content.decode()
    assert "'=HYPERLINK(1)" in file


def test_an_inferred_rating_is_marked_on_the_page_and_in_both_files(client: Client) -> None:
    decided = results.decided_standards()[0]
    results.result(standards=[type(decided)("1.1", "good", "good", is_inferred=True)])
    assert "1.1 Leadership Good Good Inferred" in page(client)
    assert as_json(client)["standards"][0]["inferred"] is True
    file = client.get(reverse("results:csv", args=["northshire-2019"])).content.decode()
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(file))}
    assert rows["1.1"]["inferred"] == "yes"


def test_the_list_is_newest_first_and_the_start_page_shows_it(client: Client) -> None:
    results.result(slug="a", about=About(slug="a", title="The first of all", source="x"))
    results.result(slug="b", about=About(slug="b", title="The second of all", source="x"))
    for address in ("/results/", "/"):
        text = client.get(address).content.decode()
        assert text.index("The second of all") < text.index("The first of all")


def test_an_empty_list_says_what_comes_next(client: Client) -> None:
    assert (
        "A result appears here when the ratings panel has decided" in client.get("/results/").content.decode()
    )


def test_an_unknown_result_is_not_found(client: Client) -> None:
    for name in ("result", "json", "csv"):
        assert client.get(reverse(f"results:{name}", args=["nobody-2019"])).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_more_results_and_figures_need_no_more_statements(
    client: Client, django_assert_max_num_queries: Any, number: int
) -> None:
    for place in range(number):
        results.result(
            *FIGURES[: 1 + place % 6],
            slug=f"r-{place}",
            provider=organisations.provider(f"P {place}"),
            about=About(slug=f"r-{place}", title="A result", source="x"),
        )
    with django_assert_max_num_queries(2):
        client.get("/results/")
    with django_assert_max_num_queries(10):
        client.get(reverse("results:result", args=["r-0"]))
