"""Long questions, put into SQL once a day and then asked again about other people.

All duties together are more than thirty questions in one statement: wording them takes many times as long
as the answer. Nothing else changes from person to person, so the keys of those asked about take the places
of stand-ins.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from itertools import count, islice
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from caseward.casework.people.models import Person

Question = Callable[[QuerySet[Person], date], QuerySet[Any, Any]]
"""A function of its module, that is, the same object each time: what it words is kept under it."""

PLACES = (1, 25, 100, 200)
"""A case, a page, a caseload, a heavy one. What is not taken stays with a stand-in, who is nobody."""
FIRST_STAND_IN = -(10**12)
"""Lower than any number that a question compares with."""


def ask(question: Question, people: Sequence[int], on: date) -> list[dict[str, Any]]:
    """The rows that answer a question about the people of those keys, as the database gives them."""
    most = PLACES[-1]
    parts = [people[first : first + most] for first in range(0, len(people), most)]
    return [row for part in parts for row in _asked(question, part, on)]


def _asked(question: Question, people: Sequence[int], on: date) -> list[dict[str, Any]]:
    places = next(places for places in PLACES if places >= len(people))
    statement, values = _worded(question, places, on)
    asked = dict(zip(_stand_ins(places), people, strict=False))
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked.get(each, each) if type(each) is int else each for each in values])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@lru_cache(maxsize=16)
def _worded(question: Question, places: int, on: date) -> tuple[str, tuple[Any, ...]]:
    """The statement and its values; nobody is asked while it is worded."""
    rows = question(Person.objects.filter(pk__in=_stand_ins(places)), on)
    statement, values = rows.query.sql_with_params()
    return statement, tuple(values)


def _stand_ins(places: int) -> list[int]:
    return list(islice(count(FIRST_STAND_IN, -1), places))
