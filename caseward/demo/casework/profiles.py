"""Who somebody is and what their case is like, before anybody writes a record of it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

Value = TypeVar("Value")

FIRST_CRN = 100_000
AREAS = {
    "accommodation": 35,
    "employment": 45,
    "finance": 30,
    "relationships": 50,
    "lifestyle": 45,
    "drugs": 45,
    "alcohol": 42,
    "health": 38,
    "thinking": 75,
    "attitudes": 40,
}
"""The areas of an assessment, and in how many of a hundred cases each is a need."""
ETHNICITIES = {"": 20, "white": 57, "black": 9, "asian": 7, "mixed": 4, "other": 2, "not_said": 1}
"""In a fifth of the cases nobody asked."""
HARM = {1: 21, 2: 67, 3: 11, 4: 1}
"""Levels from low to very high; 79 of 100 inspected cases were above low."""
EVENTS = {
    "arrest": 24,
    "domestic_abuse_call_out": 18,
    "new_relationship": 12,
    "move": 16,
    "job_loss": 10,
    "child_contact": 7,
    "lost_contact": 6,
    "gang_link": 4,
    "victim_of_violence": 3,
}
HARM_EVENTS = set(EVENTS) - {"move", "job_loss"}
"""Those that may raise the risk to others."""


@dataclass(frozen=True)
class Profile:
    """One case: what is true of the person and of the sentence, whatever the record says."""

    number: int
    sex: str
    ethnicity: str
    is_released: bool
    """Supervised after custody, on licence; the others serve community sentences."""
    is_still_inside: bool
    harm: int
    needs: tuple[str, ...]
    is_domestic: bool
    has_children: bool
    has_disability: bool
    has_earlier_sentence: bool
    works_with_agencies: bool
    events: tuple[str, ...]
    reliability: float
    """The share of appointments to which the person comes."""
    weeks: int
    """Since the sentence began."""

    @property
    def crn(self) -> str:
        """The number by which the case is known everywhere."""
        return crn_of(self.number)

    @property
    def wants_review(self) -> bool:
        """Whether something happened, or so much time went by, that a review was called for."""
        return bool(self.events) or self.weeks >= 17

    @property
    def has_change_in_harm(self) -> bool:
        """Whether something happened that may raise the risk to others."""
        return bool(HARM_EVENTS & set(self.events))

    @property
    def misses(self) -> bool:
        """Whether the person misses appointments so often that somebody must act on it."""
        return self.reliability < 0.9


def crn_of(number: int) -> str:
    """The CRN of a case: a letter and six digits, as in the service's own system."""
    return f"X{FIRST_CRN + number}"


def number_of(crn: str) -> int:
    """The number of the case with that CRN."""
    return int(crn[1:]) - FIRST_CRN


def profile_of(seed: int, number: int) -> Profile:
    """The case of that number; the shares are those that the reports print, or near them."""
    chance = random.Random(f"{seed} case {number}")  # noqa: S311 - invented data, not a secret
    is_released = chance.random() < 0.38
    return Profile(
        number=number,
        sex="female" if chance.random() < 0.14 else "male",
        ethnicity=pick(chance, ETHNICITIES),
        is_released=is_released,
        is_still_inside=is_released and chance.random() < 0.08,
        harm=pick(chance, HARM),
        needs=tuple(area for area, share in AREAS.items() if chance.random() * 100 < share),
        is_domestic=chance.random() < 0.43,
        has_children=chance.random() < 0.30,
        has_disability=chance.random() < 0.30,
        has_earlier_sentence=chance.random() < 0.45,
        works_with_agencies=chance.random() < 0.7,
        events=tuple(pick(chance, EVENTS) for _ in range(chance.choices((0, 1, 2), (55, 33, 12))[0])),
        reliability=1 - 0.35 * chance.random() ** 1.6,
        weeks=min(chance.randint(3, 70), chance.randint(3, 110)),
    )


def pick(chance: random.Random, shares: Mapping[Value, int]) -> Value:
    """One of the values, each as often as its share says."""
    return chance.choices(tuple(shares), tuple(shares.values()))[0]
