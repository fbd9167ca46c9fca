"""What is known only in part: overall ratings without a score, numbers of ratings, no rating at all."""

import tomllib
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from caseward.demo import accounts
from caseward.inspection.results import actions as results
from caseward.inspection.results.models import TALLY, Result
from caseward.inspection.standards import readers as standards
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation

from . import further

FILE = further.FOLDER / "known-in-part.toml"


def read() -> dict[str, list[dict[str, Any]]]:
    """The three lists of the file."""
    return tomllib.loads(FILE.read_text("utf-8"))


def load(*, by: User, at: datetime) -> None:
    """Write everything that the file holds; twice is once."""
    file = read()
    for row in file["results"]:
        _load_result(row, by)
    for row in file["tallies"]:
        _load_tally(row, by, at)
    for row in file["unrated"]:
        seen = results.UnratedSeen(
            title=row["title"],
            inspected=row["inspected"],
            why_unrated=row["why_unrated"],
            source=row["source"],
        )
        results.record_unrated(seen=seen, creation_key=_key(row["key"]), by=by, on=row["published_on"])


def _load_result(row: dict[str, Any], by: User) -> None:
    result = results.record_result(
        framework=standards.framework(row["framework"]),
        provider=accounts.organisation(row["provider"], row["short_name"], Organisation.Kind.PROVIDER),
        about=results.About(
            slug=row["slug"],
            title=row["title"],
            source=row["source"],
            origin=Result.Origin.IMPORTED,
            note=row["note"],
            printed_rating=row["rating"],
        ),
        standards=[],
        questions=[],
        creation_key=_key(row["slug"]),
        by=by,
        on=row["published_on"],
    )
    further.add(result, row.get("facts", []), by=by)


def _load_tally(row: dict[str, Any], by: User, at: datetime) -> None:
    made_of = results.SetOfInspections(
        title=row["title"],
        description=row["description"],
        framework_code=row["framework"],
        providers_inside=list(Organisation.objects.filter(short_name__in=row["inside"])),
        is_membership_known=row["is_membership_known"],
        averages=[
            results.PrintedAverage(
                f"{TALLY}{band}", yes=number, base=row["inspections"], source=row["source"]
            )
            for band, number in row["ratings"].items()
        ],
    )
    results.create_comparator(made_of=made_of, creation_key=_key(f"tally:{row['key']}"), by=by, at=at)


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"caseward:{name}")
