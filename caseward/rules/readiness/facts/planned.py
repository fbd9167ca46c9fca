"""What was planned, and how the plan was looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class Action:
    """A step towards a goal; `first` is the key under which it was planned first, through all versions."""

    key: int
    first: int
    what: str
    owner: str
    by_on: date
    partner: str = ""
    requirement: int | None = None
    sessions: int = 0
    done_on: date | None = None


@dataclass(frozen=True)
class Goal:
    """Something to be reached in one area."""

    key: int
    area: str
    text: str
    achieved_on: date | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Contingency:
    """If this happens, then that is done, by somebody."""

    key: int
    trigger: str
    action: str
    who: str = ""


@dataclass(frozen=True)
class Plan:
    """A completed version of the plan."""

    key: int
    number: int
    completed_on: date
    assessment: int | None = None
    contact_every_days: int | None = None
    contact_how: str = ""
    """face_to_face, mixed or remote."""
    agreement: str = ""
    """agrees, does_not_agree or not_asked."""
    agreement_words: str = ""
    goals: tuple[Goal, ...] = ()
    without_goal: Mapping[str, str] = field(default_factory=dict)
    """Why a need has no goal for now, by area."""
    contingencies: tuple[Contingency, ...] = ()

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every action of every goal."""
        return tuple(action for goal in self.goals for action in goal.actions)


@dataclass(frozen=True)
class Review:
    """A review; `plan` is the version in which it ended, None where it did not change the plan."""

    key: int
    started_on: date
    concluded_on: date | None = None
    events: tuple[int, ...] = ()
    considered: str = ""
    persons_part: str = ""
    outcome: str = ""
    """new_plan or not_changed."""
    because: str = ""
    plan: int | None = None
