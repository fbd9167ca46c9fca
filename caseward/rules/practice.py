"""What law and policy ask for, as dated data: a number, its unit, and from when until when it holds.

The files of `caseward/practice/` say it; a change of the law is a new entry there, never a change of
Python. A rule of `rules/` takes the Practice as an argument, so that an old day is judged by the numbers
of its time. Each entry names its own source, or says that its number is inferred or was not verified.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from caseward.rules import working_days
from caseward.rules.framework_shape import DAY, TEXT, WHOLE, Keys, Tables, Value, check_table, may, one_of
from caseward.rules.sources import in_words

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


class Unit(StrEnum):
    """What a rule's number counts."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    MINUTES = "minutes"
    HOURS = "hours"
    FAILURES = "failures"
    PER_CENT = "per_cent"


class Confidence(StrEnum):
    """How sure a number is: read in its source, worked out by us, or told by somebody else."""

    PUBLISHED = "published"
    INFERRED = "inferred"
    UNVERIFIED = "unverified"


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and bool(CODE.fullmatch(value))


RULE: Keys = {
    "code": Value("two or more names in small letters, joined by dots", _is_code),
    "number": WHOLE,
    "unit": one_of(*Unit),
    "from": DAY,
    "until": may(DAY),
    "source": TEXT,
    "confidence": one_of(*Confidence),
    "explanation": TEXT,
}
FILE: Keys = {"rule": Tables(RULE)}


@dataclass(frozen=True)
class DatedRule:
    """One number of law or policy, and the time in which it holds."""

    code: str
    number: int
    unit: Unit
    in_force_from: date
    in_force_until: date | None
    source: str
    confidence: Confidence
    explanation: str

    def is_in_force(self, on: date) -> bool:
        """Whether the rule holds on a day; `in_force_until` is the first day on which it no longer does."""
        return self.in_force_from <= on and (self.in_force_until is None or on < self.in_force_until)


@dataclass(frozen=True)
class Due:
    """The last day on which something is in time, the rule that says so, and what else there is to say."""

    on: date
    rule: DatedRule
    note: str = ""

    @property
    def explanation(self) -> str:
        """Why it is due then: the rule in one sentence, and the note where there is one."""
        return f"{self.rule.explanation} {self.note}".strip()


class PracticeFaults(Exception):
    """A folder that cannot be read as practice; `faults` has one line for each, with file and code."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class NothingInForce(LookupError):
    """No rule of that code holds on that day."""


class UnknownRule(LookupError):
    """No rule has that code on any day."""


@dataclass(frozen=True)
class Practice:
    """Every dated rule, by code; those of one code in the order of their days."""

    by_code: Mapping[str, tuple[DatedRule, ...]]

    def rule(self, code: str, on: date) -> DatedRule:
        """The rule of a code that holds on a day.

        Raises NothingInForce where none holds then, and UnknownRule where there is none of that code.
        """
        if found := self.rule_if_any(code, on):
            return found
        raise NothingInForce(f"No rule {code} is in force on {on:%-d %B %Y}.")

    def rule_if_any(self, code: str, on: date) -> DatedRule | None:
        """The rule of a code that holds on a day; None before its time and after its repeal.

        Raises UnknownRule where there is no rule of that code on any day.
        """
        return next((rule for rule in self._rules(code) if rule.is_in_force(on)), None)

    def repealed_on(self, code: str) -> date | None:
        """The first day on which no rule of a code holds any longer; None where no end is known.

        Raises UnknownRule where there is no rule of that code on any day.
        """
        return self._rules(code)[-1].in_force_until

    def _rules(self, code: str) -> tuple[DatedRule, ...]:
        if code not in self.by_code:
            raise UnknownRule(f"There is no rule {code}.")
        return self.by_code[code]


def load(folder: Path) -> Practice:
    """The rules in a folder of TOML files; the file of bank holidays is left to `working_days`.

    In: the folder. Out: the whole practice. Raises PracticeFaults with every fault of every file at once:
    wrong keys, and gaps or overlaps between the times of one code.
    """
    rows: list[dict[str, Any]] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != working_days.FILE_NAME:
            its_rows, its_faults = _read(path)
            rows += its_rows
            faults += its_faults
    faults += _disagreements(rows)
    if faults:
        raise PracticeFaults(faults)
    return Practice(_by_code(map(_dated_rule, rows)))


def due_after(day: date, rule: DatedRule, calendar: working_days.Calendar, note: str = "") -> Due:
    """When something is due that a rule asks for within its number of days, weeks or months after a day.

    In: the day, which itself is not counted; the rule; the calendar for working days; a note to keep.
    Raises ValueError where the rule's unit is none of these. How they are counted is inferred, as in
    `working_days`.
    """
    if rule.unit is Unit.WORKING_DAYS:
        on = calendar.after(day, rule.number)
    elif rule.unit is Unit.MONTHS:
        on = working_days.months_after(day, rule.number)
    elif rule.unit in (Unit.DAYS, Unit.WEEKS):
        on = day + timedelta(days=days_in(rule))
    else:
        raise ValueError(f"{rule.code} counts {rule.unit}, which lead to no day.")
    return Due(on, rule, note)


def days_in(rule: DatedRule) -> int:
    """How many days a rule's days or weeks are. Raises ValueError for another unit. No source is needed."""
    if rule.unit not in (Unit.DAYS, Unit.WEEKS):
        raise ValueError(f"{rule.code} counts {rule.unit}, not days.")
    return rule.number * (7 if rule.unit is Unit.WEEKS else 1)


def _read(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The sound rows of a file, and its faults."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return [], [f"{path.name}: cannot be read: {error}"]
    sound, faults = check_table(table, FILE, f"{path.name}: ")
    return sound.get("rule", []), faults


def _dated_rule(row: Mapping[str, Any]) -> DatedRule:
    return DatedRule(
        code=row["code"],
        number=row["number"],
        unit=Unit(row["unit"]),
        in_force_from=row["from"],
        in_force_until=row.get("until"),
        source=in_words(row["source"]),
        confidence=Confidence(row["confidence"]),
        explanation=row["explanation"],
    )


def _by_code(rules: Iterable[DatedRule]) -> dict[str, tuple[DatedRule, ...]]:
    found: dict[str, list[DatedRule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.code, rule.in_force_from)):
        found.setdefault(rule.code, []).append(rule)
    return {code: tuple(rules) for code, rules in found.items()}


def _disagreements(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A fault for each rule that ends before it begins and for each gap or overlap inside a code.

    A code with a row that lacks a key is left out: its gaps may be that row's.
    """
    needed = {key for key, value in RULE.items() if value.required}
    in_part = {row.get("code") for row in rows if not needed <= row.keys()}
    sound = [_dated_rule(row) for row in rows if row.get("code") not in in_part]
    for code, rules in _by_code(sound).items():
        for rule in rules:
            if rule.in_force_until is not None and rule.in_force_until <= rule.in_force_from:
                yield f"{code}: ends on {rule.in_force_until}, not after {rule.in_force_from}"
        for rule, following in pairwise(rules):
            if rule.in_force_until is None or rule.in_force_until > following.in_force_from:
                yield f"{code}: two rules are in force on {following.in_force_from}"
            elif rule.in_force_until < following.in_force_from:
                yield f"{code}: none is in force from {rule.in_force_until} to {following.in_force_from}"
