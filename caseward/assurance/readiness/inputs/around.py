"""Circumstances, people around the person, flags of risk and changes: four short tables, one statement."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from caseward.casework.people import models
from caseward.rules.readiness.facts import Circumstance, Event, Flag, Relation

from .look import Look, Row

FLAG, CIRCUMSTANCE, RELATION, EVENT = range(4)
COLUMNS = ("of", "table", "key", "code", "day", "review_on_day", "words", "is_so")


@dataclass(frozen=True)
class Around:
    """What is around one person on the day."""

    circumstances: list[Circumstance] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Put a row where it belongs."""
        _, table, key, code, day, review_on, words, is_so = row
        if table == FLAG:
            self.flags.append(Flag(key, code, day, review_on))
        elif table == CIRCUMSTANCE:
            self.circumstances.append(Circumstance(key, code, day, words))
        elif table == RELATION:
            self.relations.append(Relation(key, code, is_so))
        else:
            self.events.append(Event(key, code, day))


def around(look: Look) -> dict[int, Around]:
    """By the key of the person."""
    found: dict[int, Around] = {person: Around() for person in look.people}
    for row in _rows(look):
        if row[1] != EVENT or row[4] >= look.since[row[0]]:
            found[row[0]].add(row)
    return found


def _rows(look: Look) -> QuerySet[Any, Row]:
    """The flags first: PostgreSQL takes the types of a union's columns from there."""
    on, goes_on = look.on, Q(ended_on=None) | Q(ended_on__gt=look.on)
    flags = models.RiskFlag.objects.running(on).filter(starts_on__lte=on)
    told = models.Circumstance.objects.filter(goes_on, recorded_at__lt=look.until)
    relations = models.RelatedPerson.objects.related_on(on)
    events = models.ChangeEvent.objects.filter(happened_on__lte=on, withdrawn_because="")
    return (
        _shaped(look, flags, FLAG, "kind", F("starts_on"), review_on_day=F("review_on"))
        .union(
            _shaped(look, told, CIRCUMSTANCE, "kind", TruncDate("recorded_at"), words=F("effect")),
            _shaped(look, relations, RELATION, "related_as", _no_day(), is_so=F("is_at_risk")),
            _shaped(look, events, EVENT, "kind", F("happened_on")),
            all=True,
        )
        .order_by("day", "key")
    )


def _shaped(
    look: Look, rows: QuerySet[Any], table: int, code: str, day: Any, **others: Any
) -> QuerySet[Any, Row]:
    blank = {"review_on_day": _no_day(), "words": Value(""), "is_so": Value(value=False)}
    shaped: QuerySet[Any, Row] = (
        rows.filter(person__in=look.people)
        .order_by()
        .annotate(of=F("person"), table=Value(table), key=F("pk"), code=F(code), day=day, **blank | others)
        .values_list(*COLUMNS)
    )
    return shaped


def _no_day() -> Value:
    return Value(None, output_field=DateField())
