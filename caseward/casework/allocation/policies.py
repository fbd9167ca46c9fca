"""Who may allocate people and manage posts. Empty lists mean allowed."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from caseward.casework.people import policies as people
from caseward.casework.people.models import Cover, Person
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Office, Team

from .models import Post

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_allocate(user: "Viewer", person: Person) -> list[str]:
    """A manager of the provider allocates."""
    reasons = people.reasons_not_to_lead(user)
    if not reasons and not Person.objects.visible_to(user).filter(pk=person.pk).exists():
        reasons.append("You cannot see this record.")
    return reasons


def reasons_not_to_be_given(officer: User, person: Person) -> list[str]:
    """The officer must hold a post, and no list may keep them from the record."""
    reasons = []
    if not Post.objects.held(timezone.localdate()).filter(user=officer).exists():
        reasons.append(f"{officer} holds no post today.")
    if not Person.objects.visible_to(officer).filter(pk=person.pk).exists():
        reasons.append(f"An exclusion or a restriction keeps {officer} from this record.")
    if person.officer_id == officer.pk:
        reasons.append(f"{officer} supervises this person already.")
    return reasons


def reasons_not_to_manage_posts(user: "Viewer") -> list[str]:
    """Managers keep the list of officers."""
    return people.reasons_not_to_lead(user)


def reasons_not_to_add_post(user: "Viewer", holder: User, team: Team, starts_on: date) -> list[str]:
    """One post at a time, in one's own organisation, for those who work on cases."""
    reasons = reasons_not_to_manage_posts(user)
    if not user.is_authenticated or team.office.organisation_id != user.organisation_id:
        reasons.append("This team belongs to another provider.")
    if not holder.supervises or holder.organisation_id != team.office.organisation_id:
        reasons.append("Only an officer or manager of the provider can hold a post.")
    if holder.posts.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on)).exists():
        reasons.append(f"{holder} holds a post already. Change that one, or begin when it has ended.")
    return reasons


def reasons_not_to_change_post(user: "Viewer", post: Post) -> list[str]:
    """A post that has ended stays as it was."""
    reasons = reasons_not_to_manage_posts(user)
    if post.ends_on:
        reasons.append("This post has ended.")
    return reasons


def reasons_not_to_end_post(user: "Viewer", post: Post) -> list[str]:
    """Nobody leaves cases behind without an officer."""
    reasons = reasons_not_to_change_post(user, post)
    left = Person.objects.filter(officer=post.user_id, merged_into=None).count()
    if left:
        reasons.append(f"{post.user} still supervises {left}. Allocate them to somebody else first.")
    return reasons


def reasons_not_to_arrange_cover(user: "Viewer", away: User, covered_by: User) -> list[str]:
    """An officer arranges cover for themselves, a manager for anybody of the provider."""
    reasons = []
    if not user.is_authenticated or not (people.leads(user) or away.pk == user.pk):
        reasons.append("You can arrange cover for yourself. A manager can arrange it for others.")
    elif user.organisation_id not in {away.organisation_id, covered_by.organisation_id} or (
        away.organisation_id != covered_by.organisation_id
    ):
        reasons.append("Only somebody of the same provider can cover.")
    if away.pk == covered_by.pk:
        reasons.append("Nobody covers for themselves.")
    return reasons


def reasons_not_to_change_cover(user: "Viewer", cover: Cover, on: date) -> list[str]:
    """What is over stays as it was."""
    reasons = reasons_not_to_arrange_cover(user, cover.away, cover.covered_by)
    if cover.ends_on < on:
        reasons.append("This cover is over.")
    return reasons


def reasons_not_to_add_place(user: "Viewer", office: Office | None = None) -> list[str]:
    """Managers keep the offices and teams of their own provider."""
    reasons = people.reasons_not_to_lead(user)
    if office is not None and user.is_authenticated and office.organisation_id != user.organisation_id:
        reasons.append("This office belongs to another provider.")
    return reasons
