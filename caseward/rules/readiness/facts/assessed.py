"""What was assessed, and what other agencies were asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from caseward.rules import agency_checks, self_assessment
from caseward.rules.readiness.texts import repeated
from caseward.rules.risk_of_harm import RISING


@dataclass(frozen=True)
class SelfAssessment:
    """What the person said of the areas of their own life on one day."""

    key: int
    given_on: date
    ratings: Mapping[str, self_assessment.Rating] = field(default_factory=dict)


@dataclass(frozen=True)
class Factor:
    """One area in an assessment; `need` is yes, no, not_known, or empty where nobody has looked."""

    area: str
    need: str = ""
    strength: str = ""
    analysis: str = ""
    is_linked_to_offending: bool | None = None
    is_linked_to_harm: bool | None = None
    answer_to_difference: str = ""


@dataclass(frozen=True)
class Assessment:
    """A completed assessment."""

    key: int
    completed_on: date
    reason: str = "start"
    self_assessment: int | None = None
    """The key of the self-assessment it rests on."""
    history: str = ""
    diversity: str = ""
    harm: Mapping[str, str] = field(default_factory=dict)
    """The level of harm to each group that was assessed: children, public, known_adult, staff."""
    harm_who: str = ""
    harm_nature: str = ""
    harm_when: str = ""
    harm_raises: str = ""
    harm_lowers: str = ""
    factors: tuple[Factor, ...] = ()

    @cached_property
    def overall_harm(self) -> str:
        """The highest level of any group; empty where none was assessed."""
        return max(self.harm.values(), key=RISING.index, default="")

    @property
    def harm_texts(self) -> tuple[str, ...]:
        """The five answers on harm, in the order of `risk_of_harm.SUMMARY_QUESTIONS`."""
        return self.harm_who, self.harm_nature, self.harm_when, self.harm_raises, self.harm_lowers

    @cached_property
    def said_twice(self) -> frozenset[str]:
        """The plain texts that stand in more than one part of it: written of nobody in particular."""
        return repeated((self.history, self.diversity, *self.harm_texts))


@dataclass(frozen=True)
class Check:
    """A question to another agency and its days."""

    key: int
    agency: str
    days: agency_checks.Check
    event: int | None = None
    answer: str = ""
    use: str = ""

    @property
    def asked_on(self) -> date:
        """When the agency was asked; the day of the need where that is not known."""
        return self.days.asked_on or self.days.needed_on
