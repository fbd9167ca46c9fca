"""`caseward readiness`: look through the cases of every provider; for the night, and for the command line."""

from argparse import ArgumentTypeError
from datetime import date
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from caseward.assurance.readiness import jobs
from caseward.assurance.readiness.models import Finding
from caseward.casework.people.models import Person
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import NotAllowed


class Command(BaseCommand):
    """A pass for each provider with people on probation, and a line; exit code 2 where one is refused."""

    help = "Find in every case what its records show, or lack, of what an inspector would look for."

    def add_arguments(self, parser: CommandParser) -> None:
        """As of which day, of everybody or of what changed, and of whom."""
        parser.add_argument(
            "--on", type=_day, help="the day of the look, such as 2019-08-05; today without it"
        )
        parser.add_argument(
            "--changed", action="store_true", help="only cases that changed since the last pass"
        )
        parser.add_argument("--provider", help="the short name of one provider")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Pass after pass, and what each took."""
        providers = _providers(options["provider"])
        if options["provider"] and not providers:
            self._refuse(f"--provider: nobody on probation belongs to {options['provider']}")
        refusals = [self._reckon(provider, options) for provider in providers]
        if any(refusals):
            raise SystemExit(2)

    def _reckon(self, provider: Organisation, options: dict[str, Any]) -> bool:
        """Whether it was refused."""
        began, at = perf_counter(), timezone.now()
        on, whole = options["on"] or timezone.localdate(at), not options["changed"]
        try:
            reckoning = jobs.reckon(provider=provider, on=on, by=None, at=at, whole=whole)
        except NotAllowed as refusal:
            self.stderr.write(f"{provider.short_name}: {refusal}")
            return True
        found = Finding.objects.filter(person__standing__reckoning=reckoning).count()
        seconds = perf_counter() - began
        self.stdout.write(
            f"{provider.short_name}: {reckoning.cases} cases, {found} findings, {seconds:.1f} seconds"
        )
        return False

    def _refuse(self, why: str) -> None:
        self.stderr.write(why)
        raise SystemExit(2)


def _providers(short_name: str | None) -> list[Organisation]:
    people = Person.objects.filter(provider=OuterRef("pk"))
    providers = Organisation.objects.providers().filter(Exists(people))
    return list(providers.filter(short_name=short_name) if short_name else providers)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise ArgumentTypeError("write the day as year, month and day, such as 2019-08-05") from fault
