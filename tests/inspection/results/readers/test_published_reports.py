"""The two published texts: every figure of one by hand, the other right or said to be unreadable."""

import json
import time
from functools import cache
from pathlib import Path

import pytest

from caseward.inspection.results.readers import ReportReading, as_rating_input, read_report
from caseward.inspection.standards.readers import framework, framework_codes
from caseward.rules.framework import Framework
from caseward.rules.rating_file import outcome, read
from tests.inspection.results.readers.invented_reports import Layout, invented

QUOTES = str.maketrans("‘’", "''")
REPORTS = Path(__file__).parents[3] / "reports"

# Previous, current and all providers, as the tables of the chapters print them.
KEY_QUESTIONS = {
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
UNPAID_WORK = {"4.1.1": 83, "4.1.2": 83, "4.1.4": 74}
# Previous and current of each prompt, in the order of the annexe; None where it prints no data.
PROMPTS: dict[str, list[tuple[int | None, int | None]]] = {
    "2.1.1": [(76, 73), (None, 54), (67, 68)],
    "2.1.2": [(71, 70), (76, 88), (66, 81)],
    "2.1.3": [(57, 56), (None, 63), (43, 51), (None, 85), (None, 79)],
    "2.2.1": [(56, 67), (70, 73), (74, 76), (70, 69), (73, 66)],
    "2.2.2": [(71, 72), (78, 75), (72, 76)],
    "2.2.3": [(65, 59), (68, 59), (58, 59), (52, 46)],
    "2.3.1": [(65, 66), (70, 67), (85, 76), (54, 37), (57, 71), (55, 68), (83, 87)],
    "2.3.2": [(53, 49), (76, 63), (67, 58), (56, 49), (49, 47), (67, 49)],
    "2.3.3": [(45, 61), (39, 53), (59, 49), (43, 47), (34, 39)],
    "2.4.1": [(66, 70), (55, 53), (48, 36), (62, 56)],
    "2.4.2": [(46, 42), (64, 68), (65, 55), (60, 53)],
    "2.4.3": [(35, 31), (49, 45), (23, 18), (40, 40)],
    "4.2.1": [(100, 93), (91, 93), (100, 100), (100, 93), (86, 93), (77, 88)],
    "4.2.2": [(65, None), (89, 92), (80, 93), (70, 100)],
    "4.2.3": [(81, 86), (59, 92), (46, 88)],
}
UNPAID_WORK_PROMPTS = {"4.1.1": [83, 71, 86], "4.1.2": [83, 71, 87], "4.1.4": [71, 82, 68, 60]}
# Printed titles begin so; previous or comparator, then current. Codes are the framework's and may change.
FACTS: dict[str, tuple[str, float | None, float | None]] = {
    "Proportion of staff interviewed": ("previous", 66, 78),
    "Total staff headcount": ("previous", 210, 198),
    "Vacancy rate (total": ("previous", None, 11),
    "Vacancy rate of PO": ("previous", None, 7.34),
    "Sickness absence rate": ("previous", None, 7),
    "Staff attrition": ("previous", 23, 18),
    "Average caseload PO": ("previous", 30.27, 48.6),
    "Average caseload PSO": ("previous", 59.2, 36.12),
    "POs (or equivalent)": ("previous", 67, 50),
    "PSOs (or equivalent)": ("previous", 47, 40),
    "Proportion of caseload who are female": ("comparator", 14, 14),
    "Proportion of inspected cases who are black": ("comparator", 16, 26),
    "Proportion of inspected cases with a disability": ("comparator", 43, 30),
    "Proportion of inspected cases where inspectors identified substance": ("comparator", 72, 78),
    "Proportion of inspected cases where inspectors identified domestic": ("comparator", None, 43),
    "Proportion of inspected cases where inspectors identified child": ("comparator", None, 30),
    "Average waiting time for BBR": ("previous", 28, 17),
    "Average waiting time for TSP": ("previous", 18, 13),
    "Average waiting time for RAR": ("previous", None, None),
    "Successful completion BBR": ("previous", None, 88),
    "Successful completion TSP": ("previous", None, 79),
    "Successful completion of RAR": ("previous", None, 77),
    "Average unpaid work stand-down rate": ("previous", 4.47, 7.61),
    "Percentage of successful completions of unpaid work": ("previous", 90, 94),
    "The proportion of individuals recorded": ("target", 75, 76),
    "The proportion of positive compliance": ("target", 65, 66),
    "The proportion of positive completions": ("target", 90, 92),
}
CONTEXT: dict[str, float] = {
    "The number of individuals supervised on community": 1752,
    "The number of individuals supervised post-release": 1112,
    "The number of individuals commencing community": 2832,
    "The number of individuals commencing post-release": 1227,
    "The proportion of Thames Valley CRC's service users": 44.3,
    "The proportion of service users (England and Wales)": 41.9,
    "Annual turnover, year ending 31 December 2018": 14_303_000_000,
    "Annual turnover, year ending 31 December 2017": 14_369_000_000,
    "female service users": 500,
    "service users with an offence categorised as violent": 1350,
    "perpetrators of domestic violence": 900,
    "service users identified as having drug": 1100,
    "service users identified as having alcohol": 900,
    "service users identified as having emotional": 850,
}
# London as printed; the scan lost a digit of 4.1.3, 4.2.2 and 4.2.3, and the rating of leadership.
LONDON = {
    "2.1.1": 62,
    "2.1.2": 64,
    "2.1.3": 58,
    "2.2.1": 53,
    "2.2.2": 67,
    "2.2.3": 48,
    "2.3.1": 71,
    "2.3.2": 52,
    "2.3.3": 48,
    "2.4.1": 65,
    "2.4.2": 61,
    "2.4.3": 49,
    "4.1.1": 74,
    "4.1.2": 77,
    "4.1.4": 73,
    "4.2.1": 66,
}


@cache
def reading_of(name: str) -> ReportReading:
    return read_report(REPORTS / f"{name}-crc-2019-report.txt", frameworks())


def frameworks() -> list[Framework]:
    return [framework(code) for code in framework_codes()]


def valley() -> ReportReading:
    return reading_of("thames-valley")


def london() -> ReportReading:
    return reading_of("london")


def letters(prompts: dict[str, list[int | None]]) -> dict[str, int | None]:
    """Prompts by the framework's codes, in the order that the annexe prints them."""
    found: dict[str, int | None] = {}
    for key, values in prompts.items():
        codes = [prompt.code for prompt in framework("crc-2019").question(key).prompts]
        found |= dict(zip(codes, values, strict=True))
    return found


def test_the_provider_the_framework_and_the_grid_are_read() -> None:
    assert valley().provider == "Thames Valley Community Rehabilitation Company"
    assert valley().framework is framework("crc-2019")
    assert valley().score == 17
    assert valley().ratings == {
        **dict.fromkeys(["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "4.1", "overall"], "good"),
        "2.3": "inadequate",
        "2.4": "inadequate",
        "4.2": "outstanding",
    }
    assert valley().unreadable == []


def test_every_key_question_is_read_with_its_previous_and_comparator_figures() -> None:
    assert valley().percent == {code: row[1] for code, row in KEY_QUESTIONS.items()} | UNPAID_WORK
    for code, (previous, _, comparator) in KEY_QUESTIONS.items():
        assert valley().facts[f"{code}.previous"]["value"] == previous
        assert valley().facts[f"{code}.comparator"]["value"] == comparator


def test_every_prompt_is_read_with_its_previous_figure() -> None:
    now = letters({key: [row[1] for row in rows] for key, rows in PROMPTS.items()})
    now |= letters({key: list(values) for key, values in UNPAID_WORK_PROMPTS.items()})
    assert valley().prompts == {code: value for code, value in now.items() if value is not None}
    for code, value in letters({key: [row[0] for row in rows] for key, rows in PROMPTS.items()}).items():
        assert valley().facts[f"{code}.previous"]["value"] == value, code


def test_no_data_is_a_value_of_its_own_and_not_unreadable() -> None:
    fact = valley().facts["4.2.2a"]
    assert (fact["value"], fact["printed"]) == (None, "No aggregated data available")
    assert "4.2.2a" not in valley().prompts


@pytest.mark.parametrize("title", FACTS)
def test_a_row_of_the_tables_of_facts_is_read_with_both_its_figures(title: str) -> None:
    beside, other, current = FACTS[title]
    found = {fact["period"]: fact for fact in valley().facts.values() if fact["title"].startswith(title)}
    assert found["current"]["value"] == current
    assert found[beside]["value"] == other


@pytest.mark.parametrize("title", CONTEXT)
def test_a_contextual_figure_is_read(title: str) -> None:
    found = [fact["value"] for fact in valley().facts.values() if fact["title"].startswith(title)]
    assert found == [CONTEXT[title]]


def test_turnover_of_the_year_before_is_the_previous_figure_and_everywhere_is_a_comparison() -> None:
    titles = {fact["title"]: fact["period"] for fact in valley().facts.values()}
    assert titles["Annual turnover, year ending 31 December 2018"] == "current"
    assert titles["Annual turnover, year ending 31 December 2017"] == "previous"
    assert (
        titles["The proportion of service users (England and Wales) with a proven reoffence"] == "comparator"
    )


def test_samples_interviews_and_meetings_are_read() -> None:
    assert valley().sample == {
        "case-supervision": 100,
        "case-supervision.community-sentence": 62,
        "case-supervision.post-release-supervision": 38,
        "unpaid-work": 35,
        "through-the-gate": 14,
        "harm": 79,
        "interviews.officers": 60,
        "interviews.people": 8,
        "meetings": 33,
    }
    assert london().sample == {
        "case-supervision": 148,
        "unpaid-work": 97,
        "through-the-gate": 79,
        "interviews.officers": 107,
        "meetings": 47,
    }


def test_the_notes_on_discretion_are_found_by_their_marks_and_by_their_words() -> None:
    assert list(valley().discretion) == ["2.2", "4.2"]
    assert "61 per cent" in valley().discretion["2.2"]
    assert "79 per cent" in valley().discretion["4.2"]
    assert list(london().discretion) == ["2.2", "2.3", "2.4"]


def test_recommendations_are_read_with_addressee_number_and_what_is_repeated() -> None:
    assert [one["repeated"] for one in valley().recommendations] == [True, *[False] * 5]
    assert {one["addressee"] for one in valley().recommendations} == {"Thames Valley CRC"}
    assert valley().recommendations[4]["text"].endswith("on unpaid work requirements.")
    asked = [(one["number"], one["addressee"]) for one in london().recommendations]
    assert asked == [*((number, "London CRC") for number in range(1, 6)), (6, "Ministry of Justice")]


def test_a_scan_is_right_or_says_what_is_lost() -> None:
    assert london().framework is framework("crc-2018")
    assert london().provider == "London Community Rehabilitation Company"
    assert london().score is None
    assert london().percent == LONDON
    assert sorted(london().unreadable) == ["1.1", "4.1.3", "4.2.2", "4.2.3"]
    assert london().ratings == {
        **dict.fromkeys(["1.2", "1.3", "4.1", "4.2"], "good"),
        **dict.fromkeys(["1.4", "2.1", "2.2", "2.3", "2.4", "overall"], "requires_improvement"),
    }


@pytest.mark.parametrize("name", ["thames-valley", "london"])
def test_every_value_names_a_line_that_holds_it(name: str) -> None:
    reading = reading_of(name)
    lines = (REPORTS / f"{name}-crc-2019-report.txt").read_text("utf-8").split("\n")
    for code, value in (reading.percent | reading.prompts).items():
        assert str(value) in lines[reading.sources[code]["line"] - 1], code
    kept = {*reading.ratings, *reading.facts, *(f"sample.{key}" for key in reading.sample)}
    assert kept <= set(reading.sources)
    for row in reading.sources.values():
        assert row["text"] == lines[row["line"] - 1].translate(QUOTES).strip()


def test_rating_the_published_figures_gives_the_published_ratings() -> None:
    given, unreached = as_rating_input(valley())
    assert unreached == []
    assert [(one["standard"], one["final"]) for one in given["panel"]] == [
        ("2.2", "good"),
        ("4.2", "outstanding"),
    ]
    rated = outcome(read(json.dumps(given), framework))
    assert {code: one["final"] for code, one in rated["standards"].items()} | {
        "overall": rated["overall"]["rating"]
    } == valley().ratings
    assert (rated["overall"]["points"], rated["overall"]["indicative_points"]) == (17, 15)


@pytest.mark.parametrize("name", ["thames-valley", "london"])
def test_a_whole_report_is_read_within_two_seconds(name: str) -> None:
    begun = time.process_time()
    read_report(REPORTS / f"{name}-crc-2019-report.txt", frameworks())
    assert time.process_time() - begun < 2


def test_an_invented_report_can_be_rated_again(tmp_path: Path) -> None:
    report = invented(3, "crc-2019", Layout())
    file = tmp_path / "report.txt"
    file.write_text(report.text, "utf-8")
    given, unreached = as_rating_input(read_report(file, frameworks()))
    rated = outcome(read(json.dumps(given), framework))
    assert unreached == []
    assert rated["overall"]["points"] == report.score
