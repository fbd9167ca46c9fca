"""Naming sets of inspections that results are set beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caseward.inspection.results import policies
from caseward.inspection.results.models import Comparator, ComparatorFigure, Result
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class PrintedAverage:
    """The figure of a whole set as a source prints it; a base only where the source gives one."""

    code: str
    percent: int | None = None
    yes: int | None = None
    base: int | None = None
    source: str = ""


@dataclass(frozen=True)
class SetOfInspections:
    """What a comparator is made of: members to pool, or printed averages and what is known of members."""

    title: str
    description: str
    framework_code: str
    members: Sequence[Result] = ()
    providers_inside: Sequence[Organisation] = ()
    is_membership_known: bool = True
    averages: Sequence[PrintedAverage] = ()


@transaction.atomic
def create_comparator(*, made_of: SetOfInspections, creation_key: UUID, by: User, at: datetime) -> Comparator:
    """Make a named set of inspections that results can be set beside."""
    if existing := already_created(Comparator, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_keep_comparators(by))
    comparator = Comparator.objects.create(
        title=made_of.title,
        description=made_of.description,
        framework_code=made_of.framework_code,
        is_membership_known=made_of.is_membership_known,
        creation_key=creation_key,
        created_at=at,
        created_by=by,
    )
    _fill(comparator, made_of)
    audit.record(
        action="created_comparator",
        subject=comparator,
        by=by,
        members=[result.pk for result in made_of.members],
        averages=len(made_of.averages),
    )
    return comparator


@transaction.atomic
def change_comparator(
    *, comparator: Comparator, made_of: SetOfInspections, version: int, by: User
) -> Comparator:
    """Let a set be made of something else; the framework stays, since its figures bear its codes."""
    refuse_if(policies.reasons_not_to_keep_comparators(by))
    before = sorted(comparator.members.values_list("pk", flat=True))
    comparator.title = made_of.title
    comparator.description = made_of.description
    comparator.is_membership_known = made_of.is_membership_known
    save_if_unchanged(comparator, version=version, fields=["title", "description", "is_membership_known"])
    comparator.figures.all().delete()
    _fill(comparator, made_of)
    after = sorted(result.pk for result in made_of.members)
    audit.record(
        action="changed_comparator",
        subject=comparator,
        by=by,
        members=[before, after],
        averages=len(made_of.averages),
    )
    return comparator


def _fill(comparator: Comparator, made_of: SetOfInspections) -> None:
    comparator.members.set(made_of.members)
    comparator.providers_inside.set(made_of.providers_inside)
    ComparatorFigure.objects.bulk_create(
        ComparatorFigure(comparator=comparator, **vars(average)) for average in made_of.averages
    )
