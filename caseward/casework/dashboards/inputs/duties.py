"""The duties of many people as one question: a union of one question a kind, for any number of people.

What falls to one user, or is open in one case, is in due.py.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Value

from caseward.casework.people.models import Person, PersonQuerySet

from . import wording
from .kinds import KINDS, Duties, Kind

NAMED_ONE_BY_ONE = 400
"""Databases take a limited number of values in one statement."""


@dataclass(frozen=True)
class Asked:
    """Whose duties are meant, as of which day, and of which kinds."""

    people: QuerySet[Person]
    on: date
    kinds: tuple[Kind, ...] = KINDS

    def of_kinds(self, codes: Collection[str]) -> "Asked":
        """The same for some of the kinds."""
        return Asked(self.people, self.on, tuple(kind for kind in self.kinds if kind.code in codes))

    def rows(self, kind: Kind) -> Duties:
        """The duties of one kind, in no order."""
        named: Duties = kind.ask(self.people, self.on).order_by().annotate(duty_kind=Value(kind.code))
        return named

    def everything(self) -> Any:
        """The duties of all those kinds, in no order."""
        return union(self.rows(kind) for kind in self.kinds)

    def overdue(self) -> Any:
        """Those whose day has passed, the longest overdue first; a Paginator counts and cuts them."""
        rows = union(self.rows(kind).filter(duty_due_on__lt=self.on) for kind in self.kinds)
        return rows.order_by("duty_due_on", "duty_kind", "duty_subject")

    def number_overdue(self) -> Any:
        """How many are overdue, by person and kind."""
        return union(
            self.rows(kind)
            .filter(duty_due_on__lt=self.on)
            .values("duty_kind", "duty_person")
            .annotate(duty_number=Count("duty_subject"))
            for kind in self.kinds
        )


def union(rows: Iterable[Duties]) -> Any:
    """The rows of all those questions in one statement."""
    first, *others = rows
    return first.union(*others, all=True) if others else first


def by_key(people: PersonQuerySet) -> PersonQuerySet:
    """The same people named one by one, where they are not too many.

    A union asks for them once a kind and more. Saying each time who they are costs more than knowing it.
    """
    keys = list(people.order_by().values_list("pk", flat=True)[: NAMED_ONE_BY_ONE + 1])
    return people if len(keys) > NAMED_ONE_BY_ONE else Person.objects.filter(pk__in=keys)


def overdue_by_person(asked: Asked) -> Counter[tuple[int, str]]:
    """How many duties are overdue, by person and kind."""
    found = asked.number_overdue()
    return Counter({(row["duty_person"], row["duty_kind"]): row["duty_number"] for row in found})


def overdue_of_each(people: Sequence[Person], on: date) -> Counter[int]:
    """How many duties of any kind are overdue for each person of a page."""
    found: Counter[int] = Counter()
    for row in wording.ask(_overdue_of_any_kind, [person.pk for person in people], on):
        found[row["duty_person"]] += row["duty_number"]
    return found


def _overdue_of_any_kind(people: QuerySet[Person], on: date) -> Any:
    return Asked(people, on).number_overdue()
