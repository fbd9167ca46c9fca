"""The shipped practice and calendar, and small practices of one's own."""

from datetime import date
from functools import cache
from pathlib import Path

from caseward.rules import practice, working_days
from caseward.rules.practice import Confidence, DatedRule, Practice, Unit
from caseward.rules.working_days import Calendar

SHIPPED = Path(practice.__file__).parents[1] / "practice"


@cache
def shipped() -> Practice:
    """What caseward/practice/ says."""
    return practice.load(SHIPPED)


@cache
def calendar() -> Calendar:
    """The bank holidays of caseward/practice/."""
    return working_days.load(SHIPPED / working_days.FILE_NAME)


def one_rule(number: int, unit: Unit, since: date = date(2019, 1, 1), until: date | None = None) -> DatedRule:
    """A rule of no importance."""
    return DatedRule("made.up", number, unit, since, until, "nowhere", Confidence.INFERRED, "It is made up.")


def practice_of(*rules: DatedRule) -> Practice:
    """A practice with the rules of one code."""
    return Practice({rules[0].code: rules})
