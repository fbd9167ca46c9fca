"""How far requirements are, counted by the database from contacts whenever somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from caseward.casework.sentences.models import Requirement
from caseward.rules import activity_days, unpaid_work

from .contact import Contact


@dataclass(frozen=True)
class Progress:
    """How much of a requirement is done; None where it is not counted in days or hours."""

    COUNTED = (Requirement.Kind.RAR, Requirement.Kind.UNPAID_WORK)

    requirement: Requirement
    done: int | None = None
    left: int | None = None
    unit: str = ""

    @classmethod
    def of(cls, requirement: Any) -> Progress:
        """How far a requirement of `with_progress` is."""
        if requirement.kind == Requirement.Kind.RAR:
            left = activity_days.days_left(requirement.amount, requirement.days)
            return cls(requirement, requirement.days, left, "day")
        if requirement.kind == Requirement.Kind.UNPAID_WORK:
            minutes = unpaid_work.minutes_left(requirement.amount, [requirement.minutes])
            hours_left = -(-minutes // unpaid_work.HOUR)
            return cls(requirement, requirement.minutes // unpaid_work.HOUR, hours_left, "hour")
        return cls(requirement)


def with_progress(requirements: QuerySet[Requirement]) -> QuerySet[Any]:
    """Requirements with the `days` and `minutes` that `Progress.of` asks for."""
    return requirements.annotate(days=_days_done(), minutes=_credited())


def _days_done() -> Coalesce:
    """Distinct days that count for rehabilitation activity under a requirement's sentence."""
    counting = Contact.objects.filter(sentence=OuterRef("sentence"), counts_as_rar_day=True).order_by()
    days = counting.values("sentence").annotate(days=Count("held_on", distinct=True)).values("days")
    return Coalesce(Subquery(days), 0)


def _credited() -> Coalesce:
    """Minutes of unpaid work credited to a requirement."""
    credited = Contact.objects.filter(requirement=OuterRef("pk"), minutes_credited__gt=0).order_by()
    minutes = credited.values("requirement").annotate(minutes=Sum("minutes_credited")).values("minutes")
    return Coalesce(Subquery(minutes), 0)
