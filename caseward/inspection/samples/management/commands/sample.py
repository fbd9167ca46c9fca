"""`caseward sample`: a case list comes in, a sample goes out. Touches no database."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from caseward.inspection.samples.readers import CaseListReading, Fault, ListedRow, read
from caseward.inspection.samples.readers.cells import date_in
from caseward.inspection.standards import readers as standards
from caseward.rules.columns import load_columns
from caseward.rules.framework import Framework, Sample
from caseward.rules.framework_files import FrameworkFaults
from caseward.rules.sampling import (
    NoCases,
    Order,
    Outcome,
    report,
    sample_list,
    stratum_name,
    whole_reference,
)
from caseward.shared.files.writers import csv_bytes

OPTIONS = {
    "cases": "the case list, CSV or XLSX",
    "framework": "the code of the framework",
    "sample": "the code of the sample that the framework asks for",
    "seed": "a whole number; the same one draws the same sample again",
    "out": "the CSV file to write: the list's columns, stratum and order",
    "on": "the first day of fieldwork; without it every case is taken as eligible",
    "size": "the number of cases, where it is estimated",
    "reason": "why the size is what it is",
}
REQUIRED = ("cases", "framework", "sample", "seed", "out")
WHOLE_NUMBER = re.compile(r"[0-9]{1,18}")


class Command(BaseCommand):
    """Draws a sample and explains it; faults go to standard error, one a line, with exit code 2."""

    help = "Draw a sample from a case list; the same list, seed and settings give the same file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """All of them as text and none required, so that every fault is told at once."""
        for name, text in OPTIONS.items():
            parser.add_argument(f"--{name}", default="", help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything, draw, write the file, and only then print."""
        given = {name: str(options[name]) for name in OPTIONS}
        faults: list[str] = [f"--{name}: is missing" for name in REQUIRED if not given[name]]
        order = _order(given, faults)
        framework = _framework(given["framework"], faults)
        sample = _sample(framework, given, faults)
        reading = _reading(given, framework, sample, faults)
        if faults or sample is None or reading is None:
            self._refuse(faults)
        rows = {_reference(row): row for row in reading.rows}
        try:
            outcome = sample_list(
                sample, load_columns(), {reference: row.values for reference, row in rows.items()}, order
            )
            Path(given["out"]).write_bytes(_file(outcome, reading, rows))
        except NoCases as why:
            self._refuse([f"{given['cases']}: {why}"])
        except ValueError as why:
            self._refuse([f"--size: {why}"])
        except OSError as why:
            self._refuse([f"--out: {given['out']}: cannot be written: {why.strerror}"])
        self.stdout.write("\n".join(report(outcome)))

    def _refuse(self, faults: Iterable[str]) -> NoReturn:
        self.stderr.write("\n".join(" ".join(fault.split()) for fault in faults))
        raise SystemExit(2)


def _order(given: Mapping[str, str], faults: list[str]) -> Order:
    """What the options ask for; what they get wrong is added to the faults."""
    for name in ("seed", "size"):
        if given[name] and not WHOLE_NUMBER.fullmatch(given[name]):
            wanted = "a whole number of 0 or more, of at most 18 digits"
            faults.append(f"--{name}: must be {wanted}, not {given[name]}")
    day = date_in(given["on"]) if given["on"] else None
    if isinstance(day, str):
        faults.append(f"--on: {given['on']}: {day} Write it as 2019-08-05 or 05/08/2019.")
    if given["size"] and not given["reason"].strip():
        faults.append("--size: needs a --reason")
    if given["reason"] and not given["size"]:
        faults.append("--reason: is for a --size entered by hand")
    return Order(
        seed=_number(given["seed"]) or 0,
        fieldwork_on=day if isinstance(day, date) else None,
        size=_number(given["size"]),
        reason=given["reason"],
    )


def _number(text: str) -> int | None:
    return int(text) if WHOLE_NUMBER.fullmatch(text) else None


def _framework(code: str, faults: list[str]) -> Framework | None:
    try:
        return standards.framework(code) if code else None
    except standards.UnknownFramework as unknown:
        faults.append(f"--framework: {unknown}")
    except FrameworkFaults as faulty:
        faults += [f"--framework: {fault}" for fault in faulty.faults]
    return None


def _sample(framework: Framework | None, given: Mapping[str, str], faults: list[str]) -> Sample | None:
    if framework is None or not given["sample"]:
        return None
    try:
        sample = framework.sample(given["sample"])
    except KeyError:
        known = ", ".join(sample.code for sample in framework.samples) or "none"
        faults.append(f"--sample: {framework.title} has no sample {given['sample']!r}; there are {known}")
        return None
    if sample.confidence is None and not given["size"]:
        faults.append(f"--size: {sample.title} has an estimated size: give --size, and --reason for it")
    return sample


def _reading(
    given: Mapping[str, str], framework: Framework | None, sample: Sample | None, faults: list[str]
) -> CaseListReading | None:
    """The list, read as soon as it is known for which sample; its faults are added to the others."""
    name, path = given["cases"], Path(given["cases"])
    try:
        content = path.read_bytes() if name else b""
    except OSError as why:
        faults.append(f"--cases: {name}: cannot be read: {why.strerror}")
        return None
    if name and given["out"] and _is_same_file(Path(given["out"]), path):
        faults.append("--out: is the case list itself, which would be lost")
    if not name or framework is None or sample is None:
        return None
    reading = read(content, path.name, framework=framework, sample=sample)
    faults += [f"{name}: {_told(fault)}" for fault in reading.faults]
    return reading


def _is_same_file(out: Path, cases: Path) -> bool:
    """Whether writing to the one would overwrite the other, whatever links lead there."""
    try:
        return out.samefile(cases)
    except OSError:
        return False


def _told(fault: Fault) -> str:
    place = [f"row {fault.row}"] if fault.row else []
    place += [f"column {fault.column}"] if fault.column else []
    return f"{', '.join(place)}{': ' if place else ''}{fault.message} {fault.what_to_do}"


def _reference(row: ListedRow) -> str:
    values = row.values
    return whole_reference(str(values["organisation"]), str(values["case_reference"]))


def _file(outcome: Outcome, reading: CaseListReading, rows: Mapping[str, ListedRow]) -> bytes:
    """The drawn cases in the order of their strata, with nothing of when or where in the list they stood."""
    drawn = ((chosen, rows[chosen.reference].values) for chosen in outcome.draw.sample)
    return csv_bytes(
        [*reading.columns, "stratum", "order"],
        (
            [*(values[column] for column in reading.columns), stratum_name(chosen.stratum), chosen.order]
            for chosen, values in drawn
        ),
        mark=False,
    )
