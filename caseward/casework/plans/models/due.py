"""When reviews are due, as an expression of the database; rules/reviews.py says the same for one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, NullIf

from caseward.casework.assessments.models import Assessment
from caseward.casework.sentences.models import Sentence
from caseward.rules.harm_levels import WHILE_UNKNOWN
from caseward.rules.practice import Unit
from caseward.rules.risk_of_harm import RISING
from caseward.shared.records.models import MonthsAfter, WorkingDaysAfter, practice

if TYPE_CHECKING:
    from datetime import date

    from caseward.casework.people.models import Person
    from caseward.rules.practice import DatedRule


def harm_level(person: str) -> Coalesce:
    """The level that limits go by, 1 to 4, of the person in that column of the rows."""
    assessed = NullIf(Assessment.objects.harm_of(person), Value(0))
    return Coalesce(assessed, Value(RISING.index(WHILE_UNKNOWN) + 1), output_field=models.IntegerField())


def level_of_harm(person: Person) -> str:
    """The overall level of the latest completed assessment by its code; empty where none is known."""
    levels = type(person)._default_manager.filter(pk=person.pk)
    level = levels.values_list(Assessment.objects.harm_of("pk"), flat=True).get()
    return RISING[level - 1] if level else ""


def due_by_level(code: str, *, since: str, level: str) -> Case:
    """The last day for what `<code>.<level of harm>` of the practice asks, after the day in `since`.

    `since` and `level` name columns of the rows. Before the first number that is known, it is due at once.
    """
    rules = [
        (position, rule)
        for position, name in enumerate(RISING, 1)
        for rule in reversed(practice().by_code[f"{code}.{name}"])
    ]
    answers = [
        When(Q(**{level: position, f"{since}__gte": rule.in_force_from}), then=_after(since, rule))
        for position, rule in rules
    ]
    return Case(*answers, default=F(since), output_field=models.DateField())


def _after(since: str, rule: DatedRule) -> models.Func:
    if rule.unit is Unit.WORKING_DAYS:
        return WorkingDaysAfter(since, rule.number)
    if rule.unit is Unit.MONTHS:
        return MonthsAfter(since, rule.number)
    raise ValueError(f"{rule.code} counts {rule.unit}: reviews are due in working days or in months.")


def goes_on(person: str, on: date) -> Q:
    """Whether anything is still due of the person in that column: not when every sentence has ended."""
    sentences = Sentence.objects.filter(person=OuterRef(person))
    running = sentences.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return Q(Exists(running)) | ~Q(Exists(sentences))
