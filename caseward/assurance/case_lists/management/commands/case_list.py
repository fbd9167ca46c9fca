"""`caseward case-list`: the caseload becomes a case list, the file that `caseward sample` takes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from caseward.assurance.case_lists import actions, inputs, policies, readers
from caseward.assurance.case_lists.inputs import Listing
from caseward.rules.framework import Framework, Sample

OPTIONS = {
    "framework": "the code of the framework",
    "sample": "the code of the sample that the framework asks for",
    "on": "the first day of fieldwork, such as 2019-08-05",
    "out": "the CSV file to write",
    "provider": "the short name of the provider, where there are several",
}
OPTIONAL = {"provider"}


class Command(BaseCommand):
    """Writes a case list and counts it; faults go to standard error, one a line, with exit code 2."""

    help = "Make a case list from the caseload for a framework’s sample and a first day of fieldwork."

    def add_arguments(self, parser: CommandParser) -> None:
        """All of them as text and none required, so that every fault is told at once."""
        for name, text in OPTIONS.items():
            parser.add_argument(f"--{name}", default="", help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything, write the file together with its event in the log, and only then print."""
        given = {name: str(options[name]) for name in OPTIONS}
        faults = [f"--{name}: is missing" for name in OPTIONS if not given[name] and name not in OPTIONAL]
        framework = readers.framework_of(given["framework"], faults)
        sample = _sample(framework, given["sample"], faults)
        on = readers.day_of(given["on"], faults)
        provider = readers.provider_of(given["provider"], faults)
        if faults or framework is None or sample is None or on is None or provider is None:
            self._refuse(faults)
            return
        listing = inputs.list_cases(framework, sample, provider, on)
        try:
            with transaction.atomic():
                content = actions.write_for_the_server(listing=listing, by=None)
                Path(given["out"]).write_bytes(content)
        except OSError as why:
            self._refuse([f"--out: {given['out']}: cannot be written: {why.strerror}"])
        self.stdout.write("\n".join(report(listing)))

    def _refuse(self, faults: list[str]) -> None:
        self.stderr.write("\n".join(" ".join(fault.split()) for fault in faults))
        raise SystemExit(2)


def report(listing: Listing) -> Iterator[str]:
    """The list in numbers, a line each, without anything about a person."""
    yield f"{listing.provider}: {listing.sample.title}, first day of fieldwork {listing.on:%Y-%m-%d}"
    yield f"Listed: {len(listing.rows):,} of {listing.eligible:,} eligible cases"
    if listing.held_back:
        yield f"Eligible but not listed, a needed value being empty: {len(listing.held_back):,}"
    for reason, people in listing.left_out.items():
        yield f"Not eligible, {reason}: {people:,}"
    for code, gaps in listing.gaps.items():
        if gaps.people:
            yield f"Empty {code}: {len(gaps.people):,} of {gaps.cases:,}"


def _sample(framework: Framework | None, code: str, faults: list[str]) -> Sample | None:
    if framework is None or not code:
        return None
    try:
        sample = framework.sample(code)
    except KeyError:
        known = ", ".join(sample.code for sample in framework.samples) or "none"
        faults.append(f"--sample: {framework.title} has no sample {code!r}; there are {known}")
        return None
    faults += [f"--sample: {why}" for why in policies.reasons_not_to_make(sample)]
    return sample
