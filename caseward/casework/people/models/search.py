"""Finding people by what was typed: as written, as it sounds, by the beginning of a word or by a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, F, Lookup, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Length

from .person import Person, SearchKey

if TYPE_CHECKING:
    from datetime import date

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

LAST_CHARACTER = chr(0x10FFFF)
EXACT, BEGINS, SOUNDS, SOUNDS_ROUGHLY = range(4)
"""How near a word is to what was typed; a number that is the right one is exact."""


@models.CharField.register_lookup
class Begins(Lookup[Any]):
    """Begins with, in a form that the index on `key` answers on both databases."""

    lookup_name = "begins"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """SQLite compares text by its bytes."""
        return self._between(compiler, connection, ">=", "<")

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """PostgreSQL compares by bytes with these operators, whatever the collation."""
        return self._between(compiler, connection, "~>=~", "~<~")

    def _between(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, from_: str, before: str
    ) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        sql = f"({column} {from_} %s AND {column} {before} %s)"
        return sql, [*parameters, self.rhs, *parameters, f"{self.rhs}{LAST_CHARACTER}"]


@dataclass(frozen=True)
class Part:
    """One part of what was typed; a part that is a date is no word, and a number may be either."""

    word: str = ""
    metaphone: str = ""
    soundex: str = ""
    crn: str = ""
    pnc: str = ""
    born_on: date | None = None


def found_by(people: QuerySet[Person], parts: tuple[Part, ...]) -> QuerySet[Person]:
    """Those of the people who fit every part, the nearest first, each with its `distance`."""
    distance: Any = Value(0)
    for part in parts:
        people = people.filter(_fits(part))
        if part.word:
            distance = distance + _distance(part)
    return people.annotate(distance=distance).order_by("distance", Length("name"), "name", "pk")


def _fits(part: Part) -> Q:
    if part.born_on:
        return Q(born_on=part.born_on)
    fits = Q(pk__in=SearchKey.objects.filter(_keys(part)).values("person"))
    if part.crn:
        joined = Person.objects.filter(crn=part.crn).exclude(merged_into=None)
        fits |= Q(crn=part.crn) | Q(pk__in=joined.values("merged_into"))
    return fits


def _keys(part: Part) -> Q:
    """A word that has no sound in English is only looked for as it is written."""
    keys = Q(kind=SearchKey.Kind.WORD, key__begins=part.word)
    for kind in (SearchKey.Kind.METAPHONE, SearchKey.Kind.SOUNDEX, SearchKey.Kind.PNC):
        if key := getattr(part, kind):
            keys |= Q(kind=kind, key=key)
    return keys


def _distance(part: Part) -> Any:
    """How near the nearest word of the person is; nought where the number was the right one."""
    near = Case(
        When(kind=SearchKey.Kind.PNC, then=Value(EXACT)),
        When(kind=SearchKey.Kind.METAPHONE, then=Value(SOUNDS)),
        When(kind=SearchKey.Kind.SOUNDEX, then=Value(SOUNDS_ROUGHLY)),
        When(key=part.word, then=Value(EXACT)),
        default=Value(BEGINS),
        output_field=models.IntegerField(),
    )
    keys = SearchKey.objects.filter(_keys(part), person=OuterRef("pk")).annotate(near=near)
    nearest = Subquery(keys.order_by(F("near")).values("near")[:1])
    return Coalesce(nearest, Value(EXACT))
