"""Two records of one person become one, by two people, and can become two again.

Every row that belongs to the other record moves, whatever app it is of: Django knows all foreign keys
`person`. Each moved row is remembered, so that undoing moves exactly these back.
"""

from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from caseward.casework.people import policies
from caseward.casework.people.models import AccessList, AccessListMember, Merge, MovedRow, Person, SearchKey
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from .names import index_names

AT_ONCE = 1_000


@transaction.atomic
def propose_merge(
    *, kept: Person, other: Person, reason: str, creation_key: UUID, by: User, at: datetime
) -> Merge:
    """Propose that two records are of one person."""
    if made := already_created(Merge, creation_key):
        return made
    refuse_if(policies.reasons_not_to_propose(by, kept, other) or policies.reasons_against(reason))
    merge = Merge.objects.create(
        kept=kept, other=other, reason=reason, creation_key=creation_key, proposed_at=at, proposed_by=by
    )
    _record("merge proposed", merge, by)
    return merge


@transaction.atomic
def agree_merge(*, merge: Merge, version: int, by: User, at: datetime) -> Merge:
    """Join the records: the rows of the other one move to the one that is kept."""
    _hold(merge)
    refuse_if(policies.reasons_not_to_agree(by, merge))
    merge.agreed_at, merge.agreed_by = at, by
    save_if_unchanged(merge, version=version, fields=["agreed_at", "agreed_by"])
    _join_lists(merge, by, at)
    moved = sum(_move(model, merge) for model in _moving())
    _point(merge.other, merge.kept)
    index_names(people=[merge.kept, merge.other])
    _record("merge agreed", merge, by, rows=moved)
    return merge


@transaction.atomic
def refuse_merge(*, merge: Merge, version: int, by: User, at: datetime) -> Merge:
    """Say that these are two people; they are not offered as possible duplicates any more."""
    refuse_if(policies.reasons_not_to_refuse(by, merge))
    merge.refused_at, merge.refused_by = at, by
    save_if_unchanged(merge, version=version, fields=["refused_at", "refused_by"])
    _record("merge refused", merge, by)
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, version: int, by: User, at: datetime) -> Merge:
    """Make two records of one again: what the merge moved goes back, what is newer stays."""
    _hold(merge)
    refuse_if(policies.reasons_not_to_undo(by, merge))
    merge.undone_at, merge.undone_by = at, by
    save_if_unchanged(merge, version=version, fields=["undone_at", "undone_by"])
    returned = sum(_move_back(model, merge) for model in _moving())
    _part_lists(merge, by, at)
    _point(merge.other, None)
    index_names(people=[merge.kept, merge.other])
    _record("merge undone", merge, by, rows=returned)
    return merge


def _moving() -> list[type[models.Model]]:
    """All that belongs to a person but the keys, which are made again."""
    return [model for model in policies.rows_of_person() if model is not SearchKey]


def _move(model: type[models.Model], merge: Merge) -> int:
    """Move the rows of the other record; a link that the kept one has already stays where it is."""
    clashing = policies.clashing(model, merge.kept, merge.other)
    rows = model._base_manager.filter(person=merge.other).exclude(pk__in=clashing.values("pk"))
    numbers = list(rows.values_list("pk", flat=True))
    remembered = (MovedRow(merge=merge, table=model._meta.label_lower, row_id=number) for number in numbers)
    MovedRow.objects.bulk_create(remembered, batch_size=AT_ONCE)
    return _remembered(model, merge).update(person=merge.kept)


def _move_back(model: type[models.Model], merge: Merge) -> int:
    return _remembered(model, merge).filter(person=merge.kept).update(person=merge.other)


def _remembered(model: type[models.Model], merge: Merge) -> "models.QuerySet[models.Model]":
    numbers = merge.moved_rows.filter(table=model._meta.label_lower).values("row_id")
    return model._base_manager.filter(pk__in=numbers)


def _join_lists(merge: Merge, by: User, at: datetime) -> None:
    """Where both records have a running list of a kind, one list that keeps out whom either kept out."""
    pair = (merge.kept, merge.other)
    for kind in AccessList.Kind.values:
        running = AccessList.objects.filter(person__in=pair, kind=kind, ended_at=None)
        lists = list(running.select_for_update().order_by("pk"))
        if len(lists) < 2:
            continue
        named = [set(each.members.values_list("user_id", flat=True)) for each in lists]
        is_restriction = kind == AccessList.Kind.RESTRICTION
        strict = set.intersection(*named) if is_restriction else set.union(*named)
        _end(lists, by, at)
        joined = merge.kept.access_lists.create(
            kind=kind, message=_both_messages(lists), started_at=at, started_by=by
        )
        AccessListMember.objects.bulk_create(
            AccessListMember(access_list=joined, user_id=number) for number in sorted(strict)
        )


def _part_lists(merge: Merge, by: User, at: datetime) -> None:
    """End the joint lists and let those that they replaced run again, unless a newer one runs."""
    joined_at = merge.agreed_at or at
    lists = AccessList.objects.filter(person__in=(merge.kept, merge.other))
    _end(list(lists.filter(started_at=joined_at, ended_at=None)), by, at)
    for each in lists.filter(ended_at=joined_at):
        if not lists.filter(person=each.person_id, kind=each.kind, ended_at=None).exists():
            each.ended_at = each.ended_by = None
            save_if_unchanged(each, version=each.version, fields=["ended_at", "ended_by"])


def _end(lists: list[AccessList], by: User, at: datetime) -> None:
    for each in lists:
        each.ended_at, each.ended_by = at, by
        save_if_unchanged(each, version=each.version, fields=["ended_at", "ended_by"])


def _both_messages(lists: list[AccessList]) -> str:
    longest = AccessList._meta.get_field("message").max_length
    return " ".join(dict.fromkeys(each.message for each in lists))[:longest]


def _point(other: Person, kept: Person | None) -> None:
    """The address of the other record leads to the kept one, or to itself again."""
    other.merged_into = kept
    save_if_unchanged(other, version=other.version, fields=["merged_into"])


def _hold(merge: Merge) -> None:
    """Nobody changes either record meanwhile; both as they stand now."""
    pair = Person.objects.select_for_update().order_by("pk").in_bulk([merge.kept_id, merge.other_id])
    merge.kept, merge.other = pair[merge.kept_id], pair[merge.other_id]


def _record(action: str, merge: Merge, by: User, **details: object) -> None:
    """One event for each of the two records, so that either tells the story."""
    for person in (merge.kept_id, merge.other_id):
        audit.record(
            action=action,
            subject=merge,
            by=by,
            person=person,
            pair=[merge.kept_id, merge.other_id],
            **details,
        )
