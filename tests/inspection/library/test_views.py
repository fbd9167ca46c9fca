"""League tables, histories and the view across frameworks, as anybody sees them."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.results.actions import About, DecidedStandard
from caseward.inspection.results.models import Result
from caseward.inspection.standards import readers as standards
from caseward.shared.organisations.models import Organisation
from tests.factories import organisations, results

pytestmark = pytest.mark.django_db


def decided(bands: dict[str, str], framework: str = "crc-2019") -> list[DecidedStandard]:
    """Every standard rated good except those given."""
    codes = [standard.code for standard in standards.framework(framework).standards]
    return [DecidedStandard(code, bands.get(code, "good"), bands.get(code, "good")) for code in codes]


def published(
    slug: str,
    provider: Organisation,
    bands: dict[str, str] | None = None,
    *,
    framework: str = "crc-2019",
    on: date = date(2020, 1, 21),
) -> Result:
    """A result of that provider, good all round but for the bands given."""
    return results.result(
        slug=slug,
        provider=provider,
        about=About(slug=slug, title=slug.replace("-", " ").title(), source="A test"),
        framework=standards.framework(framework),
        standards=decided(bands or {}, framework),
        on=on,
    )


def words(client: Client, name: str, *arguments: str, query: str = "") -> str:
    """What a page says, without its markup."""
    answer = client.get(reverse(name, args=arguments) + query)
    assert answer.status_code == 200
    body = answer.content.decode().split("<main", 1)[1]
    return " ".join(re.sub("<[^>]+>", " ", body).split())


@pytest.fixture
def three() -> list[Organisation]:
    """A strong, a middling and a weak provider; the weak one was better before."""
    strong, middling, weak = (organisations.provider(name) for name in ("Ashdale", "Birchwick", "Coldmere"))
    published("ashdale", strong, {"2.1": "outstanding"})
    published("birchwick", middling)
    published("coldmere-earlier", weak, {"2.1": "outstanding", "2.2": "outstanding"}, on=date(2019, 2, 1))
    published("coldmere", weak, {"1.1": "inadequate", "2.3": "requires_improvement"})
    return [strong, middling, weak]


def places(client: Client, query: str = "") -> list[tuple[str, str]]:
    """Place and inspection of each row of the downloaded table."""
    answer = client.get(reverse("library:league_csv", args=["crc-2019"]) + query)
    return [(row["place"], row["inspection"]) for row in csv.DictReader(io.StringIO(answer.content.decode()))]


def test_the_league_table_ranks_each_providers_latest_result_by_points(
    client: Client, three: list[Organisation]
) -> None:
    assert places(client) == [("1", "Ashdale"), ("2", "Birchwick"), ("3", "Coldmere")]
    assert "Coldmere Earlier" not in words(client, "library:index")


def test_every_inspection_can_be_shown_and_equal_points_share_a_place(
    client: Client, three: list[Organisation]
) -> None:
    published("dunholt", organisations.provider("Dunholt"))
    assert places(client, "?which=every") == [
        ("1", "Coldmere Earlier"),
        ("2", "Ashdale"),
        ("3", "Birchwick"),
        ("3", "Dunholt"),
        ("5", "Coldmere"),
    ]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?provider=birch", ["Birchwick"]),
        ("?year=2019", ["Coldmere Earlier"]),
        ("?rating=inadequate", []),
        ("?year=nonsense", ["Ashdale", "Birchwick", "Coldmere"]),
        ("?year=nonsense&provider=birch", ["Birchwick"]),
    ],
)
def test_the_table_can_be_narrowed_and_the_file_follows(
    client: Client, three: list[Organisation], query: str, left: list[str]
) -> None:
    assert [name for _, name in places(client, query)] == left


def test_a_filter_by_name_or_rating_leaves_each_place_as_it_is_in_the_whole_table(
    client: Client, three: list[Organisation]
) -> None:
    assert places(client, "?provider=coldmere") == [("3", "Coldmere")]
    assert places(client, "?year=2019") == [("1", "Coldmere Earlier")]
    said = words(client, "library:index", query="?provider=coldmere")
    assert "Places are those in the whole table" in said
    assert "Places are those in the whole table" not in words(client, "library:index")


def test_the_table_as_json_holds_what_the_csv_holds(client: Client, three: list[Organisation]) -> None:
    answer = client.get(reverse("library:league_json", args=["crc-2019"]) + "?rating=good")
    table = json.loads(answer.content)
    assert table["format"] == "caseward-league-1"
    rows = [(str(row["place"]), row["inspection"]) for row in table["results"]]
    assert rows == places(client, "?rating=good")
    assert table["results"][0]["standards"][4] == {
        "code": "2.1",
        "title": "Assessment",
        "rating": "outstanding",
        "inferred": False,
    }


def test_the_files_hold_every_page_of_the_table(client: Client) -> None:
    for number in range(30):
        published(f"place-{number:02}", organisations.provider(f"Place {number:02}"))
    page = words(client, "library:index", query="?page=2")
    assert "Place 29" in page and "Place 00" not in page
    assert [place for place, _ in places(client)] == ["1"] * 30


def test_each_mark_of_the_table_has_its_word_and_a_key(client: Client, three: list[Organisation]) -> None:
    page = client.get(reverse("library:index")).content.decode()
    assert 'title="Requires improvement"><span aria-hidden="true">RI</span>' in page
    assert '<span class="govuk-visually-hidden">Requires improvement</span>' in page
    assert 'aria-label="What the letters mean"' in page


def test_frameworks_are_never_ranked_together(client: Client, three: list[Organisation]) -> None:
    published("ashdale-first-round", three[0], framework="crc-2018", on=date(2018, 10, 1))
    assert "Ashdale First Round" not in words(client, "library:league", "crc-2019", query="?which=every")
    assert "Ashdale First Round" in words(client, "library:league", "crc-2018")


def test_ratings_are_counted_for_each_standard(client: Client, three: list[Organisation]) -> None:
    said = words(client, "library:league", "crc-2019")
    assert "1.1 Leadership 0 2 0 1 0" in said
    assert "2.1 Assessment 1 2 0 0 0" in said


def test_one_standard_is_shown_across_frameworks_without_places(
    client: Client, three: list[Organisation]
) -> None:
    published("ashdale-first-round", three[0], framework="crc-2018", on=date(2018, 10, 1))
    said = words(client, "library:across", query="?standard=Leadership")
    assert "Ashdale First Round" in said and "Coldmere" in said
    assert "Place" not in said and " of 30" not in said


def test_a_providers_history_shows_its_inspections_newest_first(
    client: Client, three: list[Organisation]
) -> None:
    said = words(client, "library:provider", three[2].short_name)
    assert said.index("1 February 2019") > said.index("21 January 2020")
    assert "Ashdale" not in said


def test_a_history_says_what_became_better_and_worse(client: Client, three: list[Organisation]) -> None:
    said = words(client, "library:provider", three[2].short_name)
    assert "1.1 Leadership Inadequate ▼ Worse Good" in said
    assert "2.1 Assessment Good ▼ Worse Outstanding" in said
    assert "2.4 Reviewing Good Same as before Good" in said
    assert "What cannot be compared" not in said


def test_a_history_across_frameworks_compares_only_what_the_links_allow(
    client: Client, three: list[Organisation]
) -> None:
    bands = {"1.1": "inadequate", "4.1": "inadequate"}
    published("ashdale-first-round", three[0], bands, framework="crc-2018", on=date(2018, 10, 1))
    said = words(client, "library:provider", three[0].short_name)
    assert "1.1 Leadership Good ▲ Better Inadequate" in said
    assert "4.1 Unpaid work Good Not comparable Inadequate" in said
    assert "4.1 Unpaid work: The standard and the method changed" in said
    assert "Overall: Overall ratings and scores are compared only under the same framework." in said


def test_a_history_keeps_standards_of_other_frameworks_in_rows_of_their_own(
    client: Client, three: list[Organisation]
) -> None:
    published("ashdale-youth", three[0], framework="youth-2018", on=date(2018, 10, 1))
    youth = standards.framework("youth-2018").standards[0]
    said = words(client, "library:provider", three[0].short_name)
    assert f"{youth.code} {youth.title} – Good" in said
    assert "1.1 Leadership Good – " in said


def test_a_rating_is_compared_with_the_last_one_that_is_known(client: Client) -> None:
    provider = organisations.provider("Elmford")
    published("elmford-first", provider, {"1.1": "inadequate"}, on=date(2018, 1, 5))
    rows = [DecidedStandard("1.1", None, None), *decided({})[1:]]
    results.result(slug="elmford-second", provider=provider, standards=rows, on=date(2019, 1, 5))
    published("elmford-third", provider, on=date(2020, 1, 5))
    said = words(client, "library:provider", provider.short_name)
    assert "1.1 Leadership Good ▲ Better Not rated Inadequate" in said


def test_what_was_worked_out_is_marked_in_the_table_and_in_the_file(client: Client) -> None:
    rows = [*decided({})[1:], DecidedStandard("1.1", "good", "good", is_inferred=True)]
    results.result(standards=rows)
    assert "Good, inferred" in words(client, "library:index")
    answer = client.get(reverse("library:league_csv", args=["crc-2019"])).content.decode()
    assert next(csv.DictReader(io.StringIO(answer)))["inferred"] == "yes"


def test_an_empty_library_says_what_will_be_there(client: Client) -> None:
    assert "No results yet" in words(client, "library:index")


def test_a_framework_without_results_has_no_table(client: Client, three: list[Organisation]) -> None:
    assert client.get(reverse("library:league", args=["youth-2018"])).status_code == 404
