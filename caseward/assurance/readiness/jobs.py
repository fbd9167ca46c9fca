"""Passes over a caseload: of every case at night, of what changed whenever somebody asks."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.utils import timezone
from django_tasks import task

from caseward.casework.people.models import Person
from caseward.rules.readiness import checks
from caseward.rules.readiness.findings import State
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import NotAllowed, refuse_if

from . import actions, inputs, policies
from .models import Reckoning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from caseward.rules.readiness.findings import Yardstick

    from .actions import CaseFound

Each = TypeVar("Each")
AT_ONCE = 250
"""So many cases are stored in one transaction, so that other people can save meanwhile."""
logger = logging.getLogger(__name__)


def reckon(*, provider: Organisation, on: date, by: User | None, at: datetime, whole: bool) -> Reckoning:
    """One pass over the caseload of a provider, as it stands on a day; `by` is None for the command.

    A whole pass looks at every case. The other looks at the people of whom something was recorded since the
    last pass that ended, and is whole where there was none. What changes by the mere passing of days is found
    by the whole pass of the night. Raises NotAllowed where somebody may not, or where another pass runs.
    """
    last = Reckoning.objects.filter(provider=provider).finished().first()
    reckoning = actions.begin(provider=provider, on=on, by=by, at=at, whole=whole)
    try:
        for people in _to_look_at(reckoning, last):
            _look_at(reckoning, people)
        return actions.finish(reckoning=reckoning, by=by, at=timezone.now())
    except BaseException:
        actions.give_up(reckoning=reckoning, by=by)
        raise


def _to_look_at(reckoning: Reckoning, last: Reckoning | None) -> Iterator[QuerySet[Person]]:
    ours = Person.objects.filter(provider=reckoning.provider_id)
    if last is None or reckoning.is_whole:
        yield ours
        return
    for some in _batches(sorted(inputs.changed_since(last.seen_up_to)), inputs.AT_ONCE):
        yield ours.filter(pk__in=some)


def _look_at(reckoning: Reckoning, people: QuerySet[Person]) -> None:
    by = inputs.yardstick(reckoning.looked_on)
    for batch in _batches(_found(people, by), AT_ONCE):
        actions.store(reckoning=reckoning, batch=batch)
        reckoning.cases += len(batch)
    actions.forget(reckoning=reckoning, people=people)


def _found(people: QuerySet[Person], by: Yardstick) -> Iterator[CaseFound]:
    """Each case with the checks whose question arises in it."""
    for case in inputs.cases(people, by.on):
        found = checks.find(case, by)
        yield (
            case.key,
            {
                code: finding.state is State.SHOWN
                for code, finding in found.items()
                if finding.state is not State.NOT_APPLICABLE
            },
        )


def _batches(each: Iterable[Each], size: int) -> Iterator[list[Each]]:
    waiting = iter(each)
    while batch := list(islice(waiting, size)):
        yield batch


def ask(*, provider: Organisation, by: User) -> None:
    """Queue a pass over what changed since the last one. Raises NotAllowed where somebody may not."""
    refuse_if(policies.reasons_not_to_reckon(by, provider))
    refuse_if(policies.reasons_not_to_begin(provider, timezone.now()))
    reckon_changed.enqueue(provider.pk, by.pk)


@task()
def reckon_changed(provider_id: int, user_id: int) -> None:
    """Look at the cases of which something was recorded since the last pass, as they stand today.

    The words of a fault may quote a record, so only its kind is logged.
    """
    provider, by = Organisation.objects.get(pk=provider_id), User.objects.get(pk=user_id)
    at = timezone.now()
    try:
        reckon(provider=provider, on=timezone.localdate(at), by=by, at=at, whole=False)
    except NotAllowed:
        logger.info("Readiness of provider %s: another pass is at work.", provider_id)
    except Exception as fault:
        logger.error("Readiness of provider %s: %s", provider_id, type(fault).__name__)
