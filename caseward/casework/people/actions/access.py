"""Who may not look, and who works on somebody else's case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from caseward.casework.people import policies
from caseward.casework.people.models import AccessList, AccessListMember, Involvement, Person
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Listed:
    """A list as it is typed in: the words shown, the names, whether its author knows that it bars them."""

    message: str
    named: tuple[User, ...]
    knows: bool = False


@transaction.atomic
def start_list(
    *, person: Person, kind: str, listed: Listed, creation_key: UUID, by: User, at: datetime
) -> AccessList:
    """Start an exclusion or a restriction; it holds from the next page that anybody opens."""
    if made := already_created(AccessList, creation_key):
        return made
    refuse_if(policies.reasons_not_to_start_list(by, person, kind))
    refuse_if(policies.reasons_not_to_name(by, kind, listed.named, knows=listed.knows))
    access_list = person.access_lists.create(
        kind=kind, message=listed.message, creation_key=creation_key, started_at=at, started_by=by
    )
    _name(access_list, listed.named)
    _record("access list started", access_list, by, named=_numbers(listed.named))
    return access_list


@transaction.atomic
def change_list(*, access_list: AccessList, listed: Listed, version: int, by: User) -> AccessList:
    """Change the names of a running list, or its words."""
    refuse_if(policies.reasons_not_to_change_list(by, access_list))
    refuse_if(policies.reasons_not_to_name(by, access_list.kind, listed.named, knows=listed.knows))
    before = _numbers(member.user for member in access_list.members.select_related("user"))
    access_list.message = listed.message
    save_if_unchanged(access_list, version=version, fields=["message"])
    access_list.members.all().delete()
    _name(access_list, listed.named)
    _record("access list changed", access_list, by, named=[before, _numbers(listed.named)])
    return access_list


@transaction.atomic
def end_list(*, access_list: AccessList, version: int, by: User, at: datetime) -> AccessList:
    """End a list; who was kept out may look from the next page on."""
    refuse_if(policies.reasons_not_to_change_list(by, access_list))
    access_list.ended_at, access_list.ended_by = at, by
    save_if_unchanged(access_list, version=version, fields=["ended_at", "ended_by"])
    _record("access list ended", access_list, by)
    return access_list


@transaction.atomic
def involve(
    *, person: Person, reason: str, ends_on: date, creation_key: UUID, by: User, on: date
) -> Involvement:
    """Say why one works on a case that is not one's own, from that day on."""
    if made := already_created(Involvement, creation_key):
        return made
    refuse_if(policies.reasons_not_to_involve(by, reason, ends_on, on))
    row = person.involvements.create(
        user=by, reason=reason, began_on=on, ends_on=ends_on, creation_key=creation_key
    )
    audit.record(action="reason given", subject=row, by=by, person=person.pk, ends_on=str(ends_on))
    return row


@transaction.atomic
def let_read(
    *,
    person: Person,
    reader: User,
    reason: str,
    ends_on: date,
    creation_key: UUID,
    by: User,
    on: date,
) -> Involvement:
    """Give somebody who does not work with the caseload the right to read one case from that day on."""
    if made := already_created(Involvement, creation_key):
        return made
    refuse_if(policies.reasons_not_to_let_read(by, person, reader, reason, ends_on, on))
    row = person.involvements.create(
        user=reader, reason=reason, began_on=on, ends_on=ends_on, creation_key=creation_key
    )
    audit.record(
        action="right given", subject=row, by=by, person=person.pk, reader=reader.pk, ends_on=str(ends_on)
    )
    return row


@transaction.atomic
def end_right(*, right: Involvement, by: User, on: date) -> Involvement:
    """End a right before its day, from this moment on: its last day becomes the day before."""
    refuse_if(policies.reasons_not_to_end_right(right, on))
    before = right.ends_on
    right.ends_on = on - timedelta(days=1)
    right.save(update_fields=["ends_on"])
    audit.record(
        action="right ended",
        subject=right,
        by=by,
        person=right.person_id,
        ends_on=[str(before), str(right.ends_on)],
    )
    return right


def _name(access_list: AccessList, named: Iterable[User]) -> None:
    AccessListMember.objects.bulk_create(
        AccessListMember(access_list=access_list, user=user) for user in dict.fromkeys(named)
    )


def _numbers(users: Iterable[User]) -> list[int]:
    return sorted({user.pk for user in users})


def _record(action: str, access_list: AccessList, by: User, **details: object) -> None:
    audit.record(
        action=action,
        subject=access_list,
        by=by,
        person=access_list.person_id,
        kind=access_list.kind,
        **details,
    )
