"""Passes over a caseload: what every check finds is reckoned, stored and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count, Q

from caseward.casework.people.models import Person
from caseward.shared.audit import actions as audit
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import refuse_if

from . import inputs, policies
from .models import Finding, Reckoning, Standing, Tally

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from caseward.shared.accounts.models import User

CaseFound = tuple[int, dict[str, bool]]
"""The key of a person; whether what a check looks for is shown, by the code of each check that arises."""
INSERT = "INSERT INTO readiness_finding (person_id, check_code, is_shown) VALUES (%s, %s, %s)"
"""A large caseload has a million findings: an instance of the model for each would double the time."""


@transaction.atomic
def begin(*, provider: Organisation, on: date, by: User | None, at: datetime, whole: bool) -> Reckoning:
    """Open a pass, whole where none came before; of two that begin at once the second is refused."""
    refuse_if(policies.reasons_not_to_reckon(by, provider))
    Organisation.objects.select_for_update().get(pk=provider.pk)
    refuse_if(policies.reasons_not_to_begin(provider, at))
    passes = Reckoning.objects.filter(provider=provider)
    reckoning = passes.create(
        provider=provider,
        looked_on=on,
        is_whole=whole or not passes.finished().exists(),
        seen_up_to=inputs.settled_up_to(at),
        started_at=at,
        started_by=by,
    )
    _record("reckoning begun", reckoning, by)
    return reckoning


@transaction.atomic
def store(*, reckoning: Reckoning, batch: list[CaseFound]) -> None:
    """Keep what was found in some cases: only what differs, for most is as it was yesterday."""
    people = [person for person, _ in batch]
    found = {(person, code): is_shown for person, theirs in batch for code, is_shown in theirs.items()}
    Standing.objects.bulk_create(
        [Standing(person_id=person, reckoning=reckoning) for person in people],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["reckoning"],
    )
    stored = Finding.objects.filter(person__in=people)
    gone = []
    for key, person, code, is_shown in stored.values_list("pk", "person", "check_code", "is_shown"):
        if found.get((person, code)) is is_shown:
            del found[person, code]
        else:
            gone.append(key)
    Finding.objects.filter(pk__in=gone).delete()
    rows = [(person, code, is_shown) for (person, code), is_shown in found.items()]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)


@transaction.atomic
def forget(*, reckoning: Reckoning, people: QuerySet[Person]) -> None:
    """Drop what was found of those people in whom this pass found no case."""
    standing = Standing.objects.filter(person__in=people).exclude(reckoning=reckoning)
    gone = list(standing.values_list("person", flat=True))
    Finding.objects.filter(person__in=gone).delete()
    Standing.objects.filter(person__in=gone).delete()


@transaction.atomic
def finish(*, reckoning: Reckoning, by: User | None, at: datetime) -> Reckoning:
    """Count the day anew, and say that it was done."""
    _count(reckoning)
    reckoning.finished_at, reckoning.finished_by = at, by
    reckoning.save(update_fields=["cases", "finished_at", "finished_by"])
    _record("caseload reckoned", reckoning, by, cases=reckoning.cases)
    return reckoning


@transaction.atomic
def give_up(*, reckoning: Reckoning, by: User | None) -> None:
    """Close a pass that a fault of ours stopped, so that the next may begin."""
    reckoning.is_broken = True
    reckoning.save(update_fields=["is_broken"])
    _record("reckoning given up", reckoning, by)


def _count(reckoning: Reckoning) -> None:
    """How many cases of each team show or lack what each check looks for; the day's counts are replaced."""
    ours = Finding.objects.filter(person__provider=reckoning.provider_id).order_by()
    counts = ours.values_list("person__team", "check_code").annotate(
        shown=Count("pk", filter=Q(is_shown=True)), missing=Count("pk", filter=Q(is_shown=False))
    )
    of_the_day = {"provider_id": reckoning.provider_id, "looked_on": reckoning.looked_on}
    Tally.objects.filter(**of_the_day).delete()
    Tally.objects.bulk_create(
        [
            Tally(team_id=team, check_code=code, shown=shown, missing=missing, **of_the_day)
            for team, code, shown, missing in counts
        ]
    )


def _record(action: str, reckoning: Reckoning, by: User | None, **details: int) -> None:
    audit.record(
        action=action,
        subject=reckoning,
        by=by,
        on=reckoning.looked_on.isoformat(),
        whole=reckoning.is_whole,
        **details,
    )
