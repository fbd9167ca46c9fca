"""`caseward evidence-file`: what the records of sampled cases say, as a file to send to an inspectorate."""

import csv
import io
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from caseward.assurance.case_lists.readers import day_of, framework_of, provider_of
from caseward.assurance.evidence import actions, inputs
from caseward.rules.framework import Framework

OPTIONS = {
    "cases": "the cases: a CSV file with the column case_reference, or one reference a line",
    "framework": "the code of the framework",
    "sample": "the code of the sample that the cases were drawn for",
    "on": "the day as of which the records are read, such as 2019-08-05",
    "out": "the JSON file to write",
    "provider": "the short name of the provider, where there are several",
}
OPTIONAL = {"provider"}
COLUMN = "case_reference"


class Command(BaseCommand):
    """Writes the file and counts it; faults go to standard error, one a line, with exit code 2."""

    help = "Write what the records of sampled cases say to each question, to send to an inspectorate."

    def add_arguments(self, parser: CommandParser) -> None:
        """All of them as text and none required, so that every fault is told at once."""
        for name, text in OPTIONS.items():
            parser.add_argument(f"--{name}", default="", help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything, write the file together with its event in the log, and only then print."""
        given = {name: str(options[name]) for name in OPTIONS}
        faults = [f"--{name}: is missing" for name in OPTIONS if not given[name] and name not in OPTIONAL]
        framework = framework_of(given["framework"], faults)
        sample = _sample(framework, given["sample"], faults)
        on = day_of(given["on"], faults)
        if on and on > timezone.localdate():
            faults.append(f"--on: {given['on']}: is in the future")
        provider = provider_of(given["provider"], faults)
        references = _references(given["cases"], faults)
        if faults or framework is None or on is None or provider is None:
            self._refuse(faults)
        batch = inputs.batch_of(provider, framework, sample, references, on)
        if batch.faults:
            self._refuse(batch.faults)
        try:
            with transaction.atomic():
                content = actions.write_for_the_server(batch=batch, by=None)
                Path(given["out"]).write_bytes(content)
        except OSError as why:
            self._refuse([f"--out: {given['out']}: cannot be written: {why.strerror}"])
        questions = sum(len(found) for found in batch.found.values())
        self.stdout.write(f"{provider}: evidence as of {on.isoformat()}")
        self.stdout.write(f"Cases: {len(batch.found):,}; questions to which records can speak: {questions:,}")

    def _refuse(self, faults: list[str]) -> NoReturn:
        self.stderr.write("\n".join(" ".join(fault.split()) for fault in faults))
        raise SystemExit(2)


def _sample(framework: Framework | None, code: str, faults: list[str]) -> str:
    if framework is None or not code:
        return ""
    known = [sample.code for sample in framework.samples]
    if code not in known:
        there_are = ", ".join(known) or "none"
        faults.append(f"--sample: {framework.title} has no sample {code!r}; there are {there_are}")
    elif not inputs.checks_by_question(framework, code):
        faults.append(f"--sample: records cannot speak to any question of {code!r} in {framework.title}")
    return code


def _references(name: str, faults: list[str]) -> list[str]:
    """The references in a file, each once, in their order."""
    if not name:
        return []
    try:
        lines = Path(name).read_text("utf-8-sig").splitlines()
    except OSError as why:
        faults.append(f"--cases: {name}: cannot be read: {why.strerror}")
        return []
    except UnicodeDecodeError:
        faults.append(f"--cases: {name}: is not UTF-8 text")
        return []
    found = _in_column(lines) if lines and COLUMN in lines[0] else lines
    references = [reference for line in found if (reference := line.strip())]
    if not references:
        faults.append(f"--cases: {name}: names no case")
    return list(dict.fromkeys(references))


def _in_column(lines: list[str]) -> list[str]:
    separator = ";" if ";" in lines[0] else ","
    rows = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=separator)
    return [row.get(COLUMN) or "" for row in rows]
