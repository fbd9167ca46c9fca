"""`caseward estate`: make an invented estate in the database that DATABASE_URL names."""

import json
import sys
from argparse import ArgumentTypeError
from datetime import date
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, models
from django.utils import timezone

from caseward.casework.allocation.models import Post
from caseward.demo.assurance import standing
from caseward.demo.casework import fingerprint, generator
from caseward.demo.casework.sizes import SIZES
from caseward.inspection.samples.readers import date_in
from caseward.rules.working_days import UnknownYear
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import NotAllowed

WITH_TREND = 5_000
"""An estate of so many people at most is looked through as of earlier days too."""
IRREGULAR = {
    "person": "people",
    "alias": "aliases",
    "related_person": "related_people",
    "contingency": "contingencies",
    "breach": "breaches",
    "without_goal": "needs_without_goal",
    "review_changeevent_relationship": "reviewed_events",
}
"""Tables whose name in the plural is not the word with an s."""


class Command(BaseCommand):
    """Make the estate; the last line of the output says in JSON what it holds."""

    help = "Make an invented estate: offices, officers, people on probation and their records, from one seed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """How large, from which seed, as it stands on which day."""
        parser.add_argument("--size", required=True, choices=SIZES)
        parser.add_argument("--seed", required=True, type=int, help="a whole number")
        parser.add_argument("--on", type=_day, help="the day on which it stands, such as 5 August 2019")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Migrate, make, then read back what is there."""
        began = monotonic()

        def tell(what: str) -> None:
            sys.stderr.write(f"{monotonic() - began:6.1f} s  {what}\n")
            sys.stderr.flush()

        call_command("migrate", interactive=False, verbosity=0)
        tell("database migrated")
        on = options["on"] or timezone.localdate()
        try:
            generator.make(SIZES[options["size"]], options["seed"], on, tell)
        except (NotAllowed, UnknownYear) as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(2) from refusal
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        size = SIZES[options["size"]]
        provider = Organisation.objects.get(short_name=size.code)
        standing.load(provider, on, weeks_ago=standing.WEEKS_AGO if size.people <= WITH_TREND else (0,))
        tell("every case looked through")
        sha256, counted = fingerprint.of_the_estate()
        tell("read back")
        self.stdout.write(json.dumps(_summary(counted) | {"sha256": sha256}))


def _summary(counted: dict[type[models.Model], int]) -> dict[str, int]:
    """How many of each there are, under the names that people use."""
    tables = {_called(model): number for model, number in counted.items()}
    staff = {
        "staff": User.objects.count(),
        "officers": Post.objects.exclude(grade=Post.Grade.SPO).count(),
        "managers": Post.objects.filter(grade=Post.Grade.SPO).count(),
    }
    return tables | staff | {"rows": sum(counted.values())}


def _called(model: type[models.Model]) -> str:
    """A table's name in the plural: search_keys for SearchKey."""
    name = str(model._meta.verbose_name).replace(" ", "_").replace("-", "_")
    return IRREGULAR.get(name, f"{name}s")


def _day(text: str) -> date:
    day = date_in(text)
    if isinstance(day, str):
        raise ArgumentTypeError(day)
    return day
