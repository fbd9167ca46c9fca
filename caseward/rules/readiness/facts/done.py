"""What was done: contacts, and what followed where they failed."""

from dataclasses import dataclass
from datetime import date

FACE_TO_FACE = ("office", "home_visit", "elsewhere")
ATTENDED = ("attended", "failed_to_comply")


@dataclass(frozen=True)
class Contact:
    """An appointment or other contact; `outcome` is empty where nobody has recorded one."""

    key: int
    held_on: date
    purpose: str = "supervision"
    how: str = "office"
    outcome: str = "attended"
    is_required: bool = True
    sentence: int | None = None
    requirement: int | None = None
    worked_on: int | None = None
    """The action worked on, under its first key."""
    planned_action: int | None = None

    @property
    def was_attended(self) -> bool:
        """Whether the person came."""
        return self.outcome in ATTENDED and self.purpose != "third_party"

    @property
    def is_face_to_face(self) -> bool:
        """Whether it was in one room."""
        return self.how in FACE_TO_FACE


@dataclass(frozen=True)
class Absence:
    """The decision that stands about a missed contact: acceptable, unacceptable or awaited."""

    contact: int
    verdict: str
    reason: str
    decided_on: date
    evidence: str = ""


@dataclass(frozen=True)
class Enforcement:
    """The decision that stands about a failure, or about the count of failures where `contact` is None."""

    key: int
    sentence: int
    action: str
    decided_on: date
    contact: int | None = None


@dataclass(frozen=True)
class Breach:
    """A breach or recall."""

    key: int
    sentence: int
    failed_on: date
    referred_on: date
    presented_on: date | None = None
    ended_on: date | None = None
