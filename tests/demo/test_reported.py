"""The rebuilt report: its tables as the report printed them, typed from the report and not from our data."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction

from caseward.inspection.reports.models import AcceptedFinding, Edition
from tests.demo import loaded

pytestmark = pytest.mark.django_db
NONE = "–"

# The ratings of the two inspections as the chapters print them; "" where none is printed beside the new one.
RATINGS = {
    "1.1": ("Good", "Good"),
    "1.2": ("Good", "Good"),
    "1.3": ("Requires improvement", "Good"),
    "1.4": ("Good", "Good"),
    "2.1": ("Good", "Good"),
    "2.2": ("Requires improvement", "Good"),
    "2.3": ("Inadequate", "Inadequate"),
    "2.4": ("Inadequate", "Inadequate"),
    "4.1": ("", "Good"),
    "4.2": ("", "Outstanding"),
}
# Key questions: last inspection, this one, all CRCs.
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
# The data annex: last inspection (None: no data available) and this one.
ANNEX = {
    "2.1.1a": (76, 73),
    "2.1.1b": (None, 54),
    "2.1.1c": (67, 68),
    "2.1.2a": (71, 70),
    "2.1.2b": (76, 88),
    "2.1.2c": (66, 81),
    "2.1.3a": (57, 56),
    "2.1.3b": (None, 63),
    "2.1.3c": (43, 51),
    "2.2.1a": (56, 67),
    "2.2.1b": (70, 73),
    "2.2.1c": (74, 76),
    "2.2.1d": (70, 69),
    "2.2.1e": (73, 66),
    "2.2.2a": (71, 72),
    "2.2.2b": (78, 75),
    "2.2.2c": (72, 76),
    "2.2.3a": (65, 59),
    "2.2.3b": (68, 59),
    "2.2.3c": (58, 59),
    "2.2.3d": (52, 46),
    "2.3.1a": (65, 66),
    "2.3.1b": (70, 67),
    "2.3.1c": (85, 76),
    "2.3.1d": (54, 37),
    "2.3.1e": (57, 71),
    "2.3.1f": (55, 68),
    "2.3.1g": (83, 87),
    "2.3.2a": (53, 49),
    "2.3.2b": (76, 63),
    "2.3.2c": (67, 58),
    "2.3.2d": (56, 49),
    "2.3.2e": (49, 47),
    "2.3.2f": (67, 49),
    "2.3.3a": (45, 61),
    "2.3.3b": (39, 53),
    "2.3.3c": (59, 49),
    "2.3.3d": (43, 47),
    "2.3.3e": (34, 39),
    "2.4.1a": (66, 70),
    "2.4.1b": (55, 53),
    "2.4.1c": (48, 36),
    "2.4.1d": (62, 56),
    "2.4.2a": (46, 42),
    "2.4.2b": (64, 68),
    "2.4.2c": (65, 55),
    "2.4.2d": (60, 53),
    "2.4.3a": (35, 31),
    "2.4.3b": (49, 45),
    "2.4.3c": (23, 18),
    "2.4.3d": (40, 40),
    "4.1.1a": (None, 83),
    "4.1.1b": (None, 71),
    "4.1.1c": (None, 86),
    "4.1.2a": (None, 83),
    "4.1.2b": (None, 71),
    "4.1.4a": (None, 71),
    "4.1.4b": (None, 82),
    "4.1.4c": (None, 68),
    "4.1.4d": (None, 60),
    "4.2.1c": (100, 100),
    "4.2.2d": (70, 100),
}
WITHHELD = (
    *("4.1.2c", "4.2.1a", "4.2.1b", "4.2.1d", "4.2.1e", "4.2.1f"),
    *("4.2.2b", "4.2.2c", "4.2.3a", "4.2.3b", "4.2.3c"),
)
STAFFING = {
    "Total staff headcount (FTE)": ("198", "210"),
    "Vacancy rate, all posts": ("11%", "No data available"),
    "Vacancy rate, PO or equivalent grade only": ("7.34%", "No data available"),
    "Sickness absence rate, all staff": ("7%", "No data available"),
    "Staff attrition in twelve months": ("18%", "23%"),
}
CASELOADS = {
    "Average caseload, PO (FTE)": ("48.60", "30.27"),
    "Average caseload, PSO (FTE)": ("36.12", "59.2"),
    "POs or equivalent describing their caseload as unmanageable": ("50%", "67%", "63%"),
    "PSOs or equivalent describing their caseload as unmanageable": ("40%", "47%", "56%"),
}
UNPAID_WORK_FIGURES = {
    "Average unpaid work stand-down rate in twelve months": ("7.61%", "4.47%"),
    "Successful completions of unpaid work requirements in twelve months": ("94%", "90%"),
}
SERVICES = {
    "Average waiting time for Building Better Relationships (BBR)": ("17 weeks", "28 weeks"),
    "Average waiting time for the Thinking Skills Programme (TSP)": ("13 weeks", "18 weeks"),
    "Successful completion of Building Better Relationships (BBR)": ("88%", "No data"),
    "Successful completion of the Thinking Skills Programme (TSP)": ("79%", "No data"),
    "Successful completion of rehabilitation activity requirements (RAR)": ("77%", "No data"),
}
CONTEXT = {
    "Individuals supervised on community sentences": ("1,752",),
    "Individuals supervised post-release": ("1,112",),
    "Individuals commencing community sentences in twelve months": ("2,832",),
    "Individuals commencing post-release supervision in twelve months": ("1,227",),
    "Annual turnover": ("£14,303m", "£14,369m"),
}
# This provider, the target, England and Wales.
CONTRACT = {
    "Community orders and suspended sentence orders successfully completed": ("76%", "75%", "76%"),
    "Positive compliance outcomes with licences and post-sentence supervision": ("66%", "65%", "66%"),
    "Positive completions of unpaid work requirements": ("92%", "90%", "92%"),
}
# All CRCs, this one.
CHARACTERISTICS = {
    "Female": ("14%", "14%"),
    "Black or minority ethnic": ("16%", "26%"),
    "With a disability": ("43%", "30%"),
    "Substance misuse problems, as inspectors saw them": ("72%", "78%"),
    "Domestic abuse issues, as inspectors saw them": (NONE, "43%"),
    "Child safeguarding issues, as inspectors saw them": (NONE, "30%"),
}
Rows = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="session")
def tables(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Every table of the published report by its code, loaded once for all: rows by name, cells by column."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded.load()
        document = Edition.objects.get().document
        accepted = AcceptedFinding.objects.count()
        transaction.set_rollback(True)
    found = {table["code"]: _rows(table) for section in document["sections"] for table in section["tables"]}
    return {**found, "accepted findings": accepted}


def _rows(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        row[0]["text"]: {
            column: cell["text"] for column, cell in zip(table["head"][1:], row[1:], strict=True)
        }
        for row in table["rows"]
    }


def named(rows: Rows, code: str) -> Mapping[str, str]:
    """The row of that official code."""
    return next(cells for name, cells in rows.items() if name.split(" ")[0] == code)


def standard_of(code: str) -> str:
    return code[:3]


def per_cent(value: int | None) -> str:
    return NONE if value is None else f"{value}%"


def test_ratings_are_those_of_the_report(tables: Any) -> None:
    for code, (before, now) in RATINGS.items():
        row = named(tables["ratings"], code)
        assert (row["Last inspection"], row["Final rating"]) == (before or NONE, now), code


@pytest.mark.parametrize("code", KEY_QUESTIONS)
def test_key_questions_stand_beside_last_time_and_all_others(tables: Any, code: str) -> None:
    row = named(tables[f"key-questions-{standard_of(code)}"], code)
    shown = (row["Last inspection"], row["This inspection"], row["Comparator"])
    assert shown == tuple(map(per_cent, KEY_QUESTIONS[code]))


def test_unpaid_work_stands_alone_since_its_standard_is_new(tables: Any) -> None:
    for code, percent in UNPAID_WORK.items():
        assert named(tables["key-questions-4.1"], code) == {"This inspection": f"{percent}%"}


@pytest.mark.parametrize("code", ANNEX)
def test_the_data_annex_is_that_of_the_report(tables: Any, code: str) -> None:
    row = named(tables[f"inspection-data-{standard_of(code)}"], code)
    before, now = ANNEX[code]
    assert (row.get("Last inspection", NONE), row["This inspection"]) == (per_cent(before), per_cent(now))


def test_what_the_annex_prints_of_a_handful_of_cases_is_withheld(tables: Any) -> None:
    for code in WITHHELD:
        assert named(tables[f"inspection-data-{standard_of(code)}"], code)["This inspection"] == "withheld"


@pytest.mark.parametrize(
    ("table", "printed", "columns"),
    [
        ("figures-staffing", STAFFING, ("This year", "Last year")),
        ("figures-caseload", CASELOADS, ("This year", "Last year", "All providers")),
        ("figures-unpaid-work", UNPAID_WORK_FIGURES, ("This year", "Last year")),
        ("figures-services", SERVICES, ("This year", "Last year")),
        ("figures-context", CONTEXT, ("This year", "Last year")),
        ("figures-contract", CONTRACT, ("This year", "Target", "All providers")),
        ("case-characteristics", CHARACTERISTICS, ("Comparator", "This inspection")),
    ],
)
def test_further_figures_are_those_of_the_report(
    tables: Any, table: str, printed: Mapping[str, tuple[str, ...]], columns: tuple[str, ...]
) -> None:
    for name, cells in printed.items():
        row = tables[table][name]
        assert tuple(row[column] for column, _ in zip(columns, cells, strict=False)) == cells, name


def test_reoffending_stands_beside_england_and_wales(tables: Any) -> None:
    row = tables["figures-context"]["Service users with a proven reoffence"]
    assert (row["This year"], row["All providers"]) == ("44.3%", "41.9%")


def test_sickness_stands_beside_its_target(tables: Any) -> None:
    assert tables["figures-staffing"]["Sickness absence rate, all staff"]["Target"] == "5%"


def test_the_checker_had_nothing_against_its_sentences(tables: Any) -> None:
    assert tables["accepted findings"] == 0
