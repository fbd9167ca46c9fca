"""Allocating people, and keeping offices, teams, posts and cover."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from caseward.casework.people import policies as people
from caseward.casework.people.models import Cover, Person
from caseward.casework.people.readers import batches, find
from caseward.shared.accounts import actions as accounts
from caseward.shared.audit import actions as audit
from caseward.shared.organisations.models import Office, Organisation, Team
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from . import policies, readers
from .models import Allocation, Post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseward.shared.accounts.models import User
    from caseward.shared.files.lists import Compared, Row

AT_ONCE = 1_000
FROM_ELSEWHERE = "Taken in from another system."


@dataclass(frozen=True)
class Away:
    """Who is away, who covers, from when until when, and what matters meanwhile."""

    away: "User"
    covered_by: "User"
    starts_on: date
    ends_on: date
    handover: str


@transaction.atomic
def allocate(
    *,
    person: Person,
    officer: "User",
    reason: str,
    version: int,
    creation_key: uuid.UUID,
    by: "User",
    at: datetime,
) -> Allocation:
    """Give a person to an officer: the history gets a row, the record its new officer and team."""
    refuse_if(policies.reasons_not_to_allocate(by, person))
    if made := already_created(Allocation, creation_key):
        return made
    refuse_if(policies.reasons_not_to_be_given(officer, person))
    on = timezone.localdate(at)
    team = Post.objects.held(on).get(user=officer).team
    before = person.officer_id
    person.officer, person.team = officer, team
    save_if_unchanged(person, version=version, fields=["officer", "team"])
    row = Allocation.objects.create(
        person=person,
        officer=officer,
        team=team,
        reason=reason,
        allocated_on=on,
        allocated_at=at,
        allocated_by=by,
        creation_key=creation_key,
    )
    audit.record(
        action="person allocated", subject=person, by=by, person=person.pk, officer=[before, officer.pk]
    )
    return row


@transaction.atomic
def add_team(*, provider: Organisation, office: str, name: str, by: "User") -> Team:
    """A team in an office; both are made where they are not there yet."""
    refuse_if(policies.reasons_not_to_add_place(by))
    at, _ = Office.objects.get_or_create(organisation=provider, name=office)
    team, is_new = Team.objects.get_or_create(office=at, name=name)
    if is_new:
        audit.record(action="team added", subject=team, by=by, office=at.pk)
    return team


@transaction.atomic
def add_post(
    *, holder: "User", team: Team, grade: str, starts_on: date, creation_key: uuid.UUID, by: "User"
) -> Post:
    """An officer or manager begins in a team."""
    if made := already_created(Post, creation_key):
        return made
    refuse_if(policies.reasons_not_to_add_post(by, holder, team, starts_on))
    post = Post.objects.create(
        user=holder, team=team, grade=grade, starts_on=starts_on, creation_key=creation_key
    )
    audit.record(action="post added", subject=post, by=by, holder=holder.pk, team=team.pk, grade=grade)
    return post


@transaction.atomic
def change_post(*, post: Post, team: Team, grade: str, version: int, by: "User") -> Post:
    """Another grade or team; the caseload goes along to the team."""
    refuse_if(policies.reasons_not_to_change_post(by, post))
    refuse_if(policies.reasons_not_to_add_place(by, team.office))
    before = {"team": post.team_id, "grade": post.grade}
    post.team, post.grade = team, grade
    save_if_unchanged(post, version=version, fields=["team", "grade"])
    Person.objects.filter(officer=post.user_id).exclude(team=team).update(team=team)
    changed = audit.changes(before, {"team": team.pk, "grade": grade})
    audit.record(action="post changed", subject=post, by=by, changed=changed)
    return post


@transaction.atomic
def end_post(*, post: Post, ends_on: date, version: int, by: "User") -> Post:
    """The officer leaves the post."""
    refuse_if(policies.reasons_not_to_end_post(by, post))
    post.ends_on = ends_on
    save_if_unchanged(post, version=version, fields=["ends_on"])
    audit.record(action="post ended", subject=post, by=by, on=str(ends_on))
    return post


@transaction.atomic
def arrange_cover(*, away: Away, creation_key: uuid.UUID, by: "User") -> Cover:
    """A colleague sees to the cases of somebody who is away."""
    refuse_if(policies.reasons_not_to_arrange_cover(by, away.away, away.covered_by))
    if made := already_created(Cover, creation_key):
        return made
    cover = Cover.objects.create(creation_key=creation_key, **vars(away))
    audit.record(
        action="cover arranged", subject=cover, by=by, away=away.away.pk, covered_by=away.covered_by.pk
    )
    return cover


@transaction.atomic
def change_cover(*, cover: Cover, away: Away, version: int, by: "User", on: date) -> Cover:
    """Other days, another colleague, or more to know."""
    refuse_if(policies.reasons_not_to_change_cover(by, cover, on))
    refuse_if(policies.reasons_not_to_arrange_cover(by, away.away, away.covered_by))
    after = vars(away)
    before = {name: getattr(cover, name) for name in after}
    for name, value in after.items():
        setattr(cover, name, value)
    save_if_unchanged(cover, version=version, fields=list(after))
    changed = audit.changes(before, after)
    for told in {"handover", "away", "covered_by"} & set(changed):
        changed[told] = ["changed"]
    audit.record(action="cover changed", subject=cover, by=by, changed=changed)
    return cover


@transaction.atomic
def take_in(*, rows: "Sequence[Row]", by: "User", at: datetime) -> "Compared":
    """Add the officers of another system with their posts, teams and offices; all or none.

    Who has no account gets one without a password, which an administrator sets. Taken in again, the same
    rows change nothing.
    """
    refuse_if(people.reasons_not_to_take_in(by))
    on = timezone.localdate(at)
    compared = readers.compare(rows, by, on)
    refuse_if(people.reasons_against_faults(compared.faults))
    accounts.add_colleagues(accounts=[each.account for each in compared.placed if not each.account.pk], by=by)
    for each in compared.placed:
        team = add_team(provider=by.organisation, office=each.office, name=each.team, by=by)
        if each.post is None:
            key = uuid.uuid4()
            add_post(holder=each.account, team=team, grade=each.grade, starts_on=on, creation_key=key, by=by)
        else:
            change_post(post=each.post, team=team, grade=each.grade, version=each.post.version, by=by)
    audit.record(
        action="officers taken in",
        subject=by.organisation,
        by=by,
        new=compared.new_count,
        changed=compared.changed_count,
    )
    return compared


@transaction.atomic
def take_in_caseload(*, rows: "Sequence[Row]", by: "User", at: datetime) -> "Compared":
    """Give the people of a list to the officers that it names; the history gets a row for each."""
    refuse_if(people.reasons_not_to_take_in(by))
    on = timezone.localdate(at)
    compared = readers.compare_caseload(rows, by, on)
    refuse_if(people.reasons_against_faults(compared.faults))
    moved = []
    for batch in batches(rows):
        found = find([row for row in batch if row.values["crn"] in compared.posts], by)
        for crn, person in found.people.items():
            post = compared.posts[crn]
            person.officer, person.team = post.user, post.team
            moved.append(save_if_unchanged(person, version=person.version, fields=["officer", "team"]))
    Allocation.objects.bulk_create(
        (
            Allocation(
                person=person,
                officer=person.officer,
                team=person.team,
                reason=FROM_ELSEWHERE,
                allocated_on=on,
                allocated_at=at,
                allocated_by=by,
            )
            for person in moved
        ),
        batch_size=AT_ONCE,
    )
    audit.record_each(action="person allocated", subjects=moved, by=by, details_of=_officer_of)
    audit.record(action="caseload taken in", subject=by.organisation, by=by, changed=len(moved))
    return compared


def _officer_of(person: Person) -> dict[str, object]:
    return {"person": person.pk, "officer": person.officer_id}
