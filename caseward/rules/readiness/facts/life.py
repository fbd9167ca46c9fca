"""The person’s sentences, and what is known of their life."""

from dataclasses import dataclass
from datetime import date

ORDERS = ("community_order", "suspended_sentence_order")


@dataclass(frozen=True)
class Requirement:
    """One thing that the court requires; `amount` in days, hours or months by its kind."""

    key: int
    kind: str
    amount: int
    starts_on: date
    completed_on: date | None = None


@dataclass(frozen=True)
class Condition:
    """A further licence condition that was asked for."""

    key: int
    asked_on: date
    granted_on: date | None = None
    refused_on: date | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence that runs in the community on the day, or an earlier one that has ended."""

    key: int
    kind: str
    sentenced_on: date
    starts_on: date
    ends_on: date | None = None
    ended_on: date | None = None
    requirements: tuple[Requirement, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def is_after_custody(self) -> bool:
        """Whether the person left custody for it."""
        return self.kind not in ORDERS


@dataclass(frozen=True)
class Circumstance:
    """A disability, a condition or a duty, and what it means for supervision; empty where nobody asked."""

    key: int
    kind: str
    recorded_on: date
    effect: str = ""


@dataclass(frozen=True)
class Relation:
    """Somebody around the person who is still so on the day."""

    key: int
    relation: str
    is_at_risk: bool = False


@dataclass(frozen=True)
class Flag:
    """A flag of risk that holds on the day."""

    key: int
    kind: str
    starts_on: date
    review_on: date | None = None


@dataclass(frozen=True)
class Event:
    """A change in the person's life that was not withdrawn; `kind` is a code of `reviews.CHANGE_EVENTS`."""

    key: int
    kind: str
    happened_on: date
