"""What published reports print besides ratings and questions, and the averages that stand beside both."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from caseward.inspection.results import actions as results
from caseward.inspection.results.models import Comparator, FactResult, Result
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation

FOLDER = Path(__file__).parent / "published"
NUMBER = re.compile(r"£?(\d[\d,]*(?:\.\d+)?)(m?)(?:%| weeks)?")
PERIODS = tuple(FactResult.Period)


def facts(rows: list[dict[str, str]], source: str) -> list[results.Fact]:
    """The rows of a file as facts, one for each period that a row prints."""
    return [_fact(row, period, source) for row in rows for period in PERIODS if period in row]


def add(result: Result, rows: list[dict[str, str]], *, by: User) -> None:
    """Write the further figures of a published result; twice is once."""
    further = results.Further(facts=facts(rows, result.source))
    results.add_further(result=result, further=further, by=by)


def load_comparator(name: str, *, by: User, at: datetime) -> Comparator:
    """The named set of inspections in the file of that name; twice is once."""
    file = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    made_of = results.SetOfInspections(
        title=file["title"],
        description=file["description"],
        framework_code=file["framework"],
        providers_inside=list(Organisation.objects.filter(short_name__in=file["inside"])),
        is_membership_known=file["is_membership_known"],
        averages=[
            results.PrintedAverage(code, percent=value, source=file["source"])
            for code, value in file["percent"].items()
        ],
    )
    key = uuid5(NAMESPACE_URL, f"caseward:comparator:{name}")
    return results.create_comparator(made_of=made_of, creation_key=key, by=by, at=at)


def _fact(row: dict[str, str], period: str, source: str) -> results.Fact:
    printed = row[period]
    remarks: dict[str, str | None] = {
        FactResult.Period.CURRENT: row.get("remark"),
        FactResult.Period.PREVIOUS: row.get("previous_remark"),
    }
    value = value_of(printed)
    return results.Fact(
        code=row["code"],
        title=row["title"],
        printed=printed,
        period=period,
        value=value,
        why_no_figure=printed if value is None else "",
        source=f"{source} ({' '.join(_place(row['source']))})",
        remark=remarks.get(period) or "",
    )


def _place(key: str) -> Iterator[str]:
    """Where in the report, from the key of a source: “TV 1.2” is standard 1.2, other keys end in words."""
    rest = key.partition(" ")[2]
    yield "standard" if rest[:1].isdigit() else "under"
    yield rest


def value_of(printed: str) -> Decimal | None:
    """The number that is printed; None where words say that there is none."""
    found = NUMBER.fullmatch(printed)
    if found is None:
        return None
    return Decimal(found[1].replace(",", "")) * (1_000_000 if found[2] else 1)
