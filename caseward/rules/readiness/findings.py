"""What a check finds: shown, missing or not applicable, what it rests on, and what would put it right.

A finding is evidence for whoever judges the case, never a judgement.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseward.rules.practice import Practice
from caseward.rules.working_days import Calendar

from .facts import Case


class State(StrEnum):
    """What the records say to the question."""

    SHOWN = "shown"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


STATE_TITLES = {
    State.SHOWN: "Shown",
    State.MISSING: "Missing",
    State.NOT_APPLICABLE: "Does not arise",
}


class Place(StrEnum):
    """Where in the record something is put right; pages turn it into a link."""

    DETAILS = "details"
    SENTENCE = "sentence"
    SELF_ASSESSMENT = "self_assessment"
    ASSESSMENT = "assessment"
    CHECKS = "checks"
    PLAN = "plan"
    REVIEWS = "reviews"
    CONTACTS = "contacts"
    ENFORCEMENT = "enforcement"


@dataclass(frozen=True)
class Record:
    """A row that a finding rests on: its kind, key and day, and what it is, in our own words."""

    kind: str
    """A code of `RECORD_KINDS`."""
    key: int
    on: date | None
    words: str


RECORD_KINDS = (
    "sentence",
    "requirement",
    "condition",
    "circumstance",
    "relation",
    "flag",
    "event",
    "self_assessment",
    "assessment",
    "check",
    "plan",
    "contact",
    "enforcement",
    "breach",
    "review",
)


@dataclass(frozen=True)
class Mend:
    """What would put a gap right, and where it is done."""

    words: str
    place: Place


@dataclass(frozen=True)
class Finding:
    """What one check finds in one case."""

    state: State
    because: str
    """One sentence: why it is shown, missing or does not arise."""
    records: tuple[Record, ...] = ()
    mend: Mend | None = None
    """Set exactly where something is missing."""


@dataclass(frozen=True, eq=False)
class Yardstick:
    """The day of the look, and the numbers of law and policy by which days are counted.

    It is equal to itself alone, so that what was reckoned by it can be remembered with it.
    """

    on: date
    practice: Practice
    calendar: Calendar


@dataclass(frozen=True)
class Check:
    """One question that records can answer about every case."""

    code: str
    title: str
    """What is looked for, as a short phrase."""
    finds: Callable[[Case, Yardstick], Finding]
    source: str
    """The key of the source that says why an inspector looks for it."""


def shown(because: str, records: Iterable[Record] = ()) -> Finding:
    """The records say that it was done. No source is needed."""
    return Finding(State.SHOWN, because, tuple(records))


def missing(because: str, mend: str, place: Place, records: Iterable[Record] = ()) -> Finding:
    """The records do not say that it was done; `records` are those that stand there and do not suffice.

    No source is needed.
    """
    return Finding(State.MISSING, because, tuple(records), Mend(mend, place))


def not_applicable(because: str) -> Finding:
    """The question does not arise in this case. No source is needed."""
    return Finding(State.NOT_APPLICABLE, because)
