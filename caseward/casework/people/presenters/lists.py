"""People as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from caseward.casework.people.models import Person

PAGE = 25


@dataclass(frozen=True)
class Found:
    """One person who was found."""

    person: Person
    aliases: tuple[str, ...]
    is_exact: bool
    """Every word that was typed is a word of the person's names, or the number is right."""


def for_a_list(people: QuerySet[Person]) -> QuerySet[Person]:
    """With all that a row of a list shows, in three statements for any number."""
    return people.select_related("officer", "team__office").prefetch_related("aliases")


def found_lines(people: Iterable[Person]) -> list[Found]:
    """Those whom a search found, the nearest first."""
    return [
        Found(
            person, tuple(str(alias) for alias in person.aliases.all()), getattr(person, "distance", 0) == 0
        )
        for person in people
    ]
