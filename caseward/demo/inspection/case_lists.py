"""Invented case lists: the files that somebody trying Caseward uploads. Everything comes from one seed."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

from caseward.demo.accounts import PROVIDER

FOLDER = Path(__file__).parents[1] / "case_lists"
FIELDWORK_STARTS_ON = date(2026, 11, 16)
OFFICES = {
    "North Marlowe": ("Aldersham", "Penrose Street"),
    "South Marlowe": ("Castlebridge", "Wharf Road"),
    "The Vale": ("Eastholm", "Tanners Row", "Greyfield"),
}
PRISONS = ("HMP Ashdene", "HMP Coldharbour", "HMP Wrenmoor")
ETHNICITIES = (
    ("white", 66),
    ("black", 8),
    ("asian", 7),
    ("mixed", 4),
    ("other", 2),
    ("not_stated", 4),
    ("", 9),
)
SENTENCES = (("community", 42), ("suspended", 21), ("licence", 26), ("post_sentence", 11))
HARM = (("low", 27), ("medium", 61), ("high", 11), ("very_high", 1))


@dataclass
class Row:
    """One row of a list, in the order of the template's columns; every value is text."""

    case_reference: str
    organisation: str
    delivery_unit: str
    office: str
    officer_reference: str
    officer_grade: str
    sex: str
    ethnicity: str
    date_of_birth: str
    disability: str
    sentence_type: str
    sentence_started_on: str
    risk_of_serious_harm: str
    requirement_started_on: str
    released_on: str
    prison: str


COLUMNS = [field.name for field in fields(Row)]


def case_supervision(rows: int = 4_000) -> list[Row]:
    """A caseload whose sentences and releases spread over sixteen months before the fieldwork."""
    return _list(rows, seed=1, prefix="MV", shape=_supervised)


def unpaid_work(rows: int = 260) -> list[Row]:
    """Unpaid-work requirements begun up to a year before the fieldwork."""
    return _list(rows, seed=2, prefix="UW", shape=_with_unpaid_work)


def through_the_gate(rows: int = 90) -> list[Row]:
    """Releases from the resettlement prisons in the ten weeks before the fieldwork."""
    return _list(rows, seed=3, prefix="TG", shape=_released)


def with_faults() -> list[Row]:
    """A short list with one of each fault that analysts meet most."""
    rows = _list(60, seed=4, prefix="MV", shape=_supervised)
    rows[4].sentence_started_on = "31/02/2026"
    rows[9].sex = "unknown?"
    rows[14].case_reference = rows[13].case_reference
    rows[19].risk_of_serious_harm = ""
    rows[24].date_of_birth = "the fifth of May"
    rows[29].sentence_type = "fine"
    rows[34].case_reference = ""
    rows[39].organisation = ""
    rows[44].sentence_type, rows[44].released_on = "licence", "13/13/2026"
    return rows


def text_of(rows: list[Row]) -> str:
    """The rows as CSV text with one heading row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    return out.getvalue()


FILES: dict[str, Callable[[], list[Row]]] = {
    "case-supervision.csv": case_supervision,
    "unpaid-work.csv": unpaid_work,
    "through-the-gate.csv": through_the_gate,
    "with-faults.csv": with_faults,
}


def write() -> None:
    """Write every list to the folder from which people take them."""
    for name, rows in FILES.items():
        (FOLDER / name).write_text(text_of(rows()), encoding="utf-8", newline="")


def _list(rows: int, *, seed: int, prefix: str, shape: Callable[[random.Random, Row], None]) -> list[Row]:
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    officers = [(f"OF{number:03d}", chance.choices(("PO", "PSO"), (45, 55))[0]) for number in range(1, 75)]
    references = chance.sample(range(100_000, 999_999), rows)
    return [_row(chance, f"{prefix}{reference}", officers, shape) for reference in references]


def _row(
    chance: random.Random,
    reference: str,
    officers: list[tuple[str, str]],
    shape: Callable[[random.Random, Row], None],
) -> Row:
    unit = chance.choice(list(OFFICES))
    officer = chance.choice(officers)
    row = Row(
        case_reference=reference,
        organisation=PROVIDER[0],
        delivery_unit=unit,
        office=chance.choice(OFFICES[unit]),
        officer_reference=officer[0],
        officer_grade=officer[1],
        sex=chance.choices(("male", "female"), (84, 16))[0],
        ethnicity=_weighted(chance, ETHNICITIES),
        date_of_birth=_before(chance, 19 * 365, 62 * 365),
        disability=_weighted(chance, (("no", 55), ("yes", 33), ("", 12))),
        sentence_type=_weighted(chance, SENTENCES),
        sentence_started_on="",
        risk_of_serious_harm=_weighted(chance, HARM),
        requirement_started_on="",
        released_on="",
        prison="",
    )
    shape(chance, row)
    return row


def _supervised(chance: random.Random, row: Row) -> None:
    row.sentence_started_on = _before(chance, 20, 500)
    if row.sentence_type in {"licence", "post_sentence"}:
        row.released_on = _before(chance, 20, 500)
        row.sentence_started_on = _before(chance, 510, 900)
        row.prison = chance.choice(PRISONS)


def _with_unpaid_work(chance: random.Random, row: Row) -> None:
    row.sentence_type = chance.choice(("community", "suspended"))
    row.sentence_started_on = row.requirement_started_on = _before(chance, 30, 365)


def _released(chance: random.Random, row: Row) -> None:
    row.sentence_type = chance.choice(("licence", "post_sentence"))
    row.released_on = _before(chance, 1, 70)
    row.sentence_started_on = _before(chance, 80, 500)
    row.prison = chance.choice(PRISONS)


def _before(chance: random.Random, least_days: int, most_days: int) -> str:
    day = FIELDWORK_STARTS_ON - timedelta(days=chance.randint(least_days, most_days))
    return day.strftime("%d/%m/%Y")


def _weighted(chance: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    return chance.choices([value for value, _ in choices], [weight for _, weight in choices])[0]
