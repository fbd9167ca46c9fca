"""Who may write, do, verify and return. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from django.utils import timezone

from caseward.casework.people import policies as people
from caseward.casework.people.models import Cover, Person
from caseward.shared.accounts.models import Role, User

from .models import OversightAction, OversightNote

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caseward.shared.records.models import Viewer

CLOSED = "This action is verified and closed."


def may_be_asked(person: Person) -> "QuerySet[User]":
    """The active officers and managers of the person's provider."""
    rows = User.objects.with_role(Role.OFFICER, Role.MANAGER).filter(organisation=person.provider_id)
    return rows.order_by("name", "pk")


def reasons_not_to_write(user: "Viewer", person: Person) -> list[str]:
    """Oversight is a manager's, and the quality team's where an audit finds something to put right."""
    if user.is_authenticated and user.audits:
        return people.reasons_not_to_see(user, person)
    return people.reasons_not_to_lead(user) or people.reasons_not_to_work_on(user, person)


def whys_for(user: "Viewer") -> list[OversightNote.Why]:
    """What may have led somebody to look who writes a note by hand."""
    audit = OversightNote.Why.AUDIT
    if user.is_authenticated and user.audits:
        return [audit]
    return [why for why in OversightNote.Why if why != audit]


def reasons_not_to_say_why(user: "Viewer", why: str) -> list[str]:
    """The quality team looks at a case for an audit; a manager may be one of its auditors."""
    if not user.is_authenticated or not user.audits or why == OversightNote.Why.AUDIT:
        return []
    return ["The quality team writes about internal audits only."]


def reasons_not_to_ask(asked_of: User, person: Person) -> list[str]:
    """Nobody is asked about a case that they may not see."""
    if Person.objects.visible_to(asked_of).filter(pk=person.pk).exists():
        return []
    return [f"{asked_of} cannot see this record."]


def speaks_for(user: "Viewer") -> set[int]:
    """Whose actions the user answers for today: their own, and those of colleagues for whom they cover."""
    if not user.is_authenticated:
        return set()
    covers = Cover.objects.running(timezone.localdate()).filter(covered_by=user)
    return {user.pk, *covers.values_list("away", flat=True)}


def answers_for(user: "Viewer", action: OversightAction) -> bool:
    """Whether the user is the one who was asked, covers for them, or has the case of somebody who left."""
    if action.asked_of_id in speaks_for(user):
        return True
    return not action.asked_of.is_active and people.is_own(user, action.note.person)


def reasons_not_to_say_done(user: "Viewer", action: OversightAction) -> list[str]:
    """The one who was asked says it, or who covers for them today; once they have left, whose case it is."""
    if action.verified_at:
        return [CLOSED]
    if action.done_at:
        return ["Somebody said already that this is done."]
    if answers_for(user, action):
        return []
    return ["Only the one who was asked, or who covers for them, says that it is done."]


def reasons_not_to_verify(user: "Viewer", action: OversightAction) -> list[str]:
    """A manager closes what somebody else did, or sends it back; the quality team what an audit asked for."""
    if action.verified_at:
        return [CLOSED]
    if not action.done_at:
        return ["Nobody has said yet that this is done."]
    if not looks_again_at(user, action.note):
        return people.reasons_not_to_lead(user)
    own = user.pk in (action.done_by_id, action.asked_of_id)
    return ["Another manager must look at what you were asked to do or did yourself."] if own else []


def looks_again_at(user: "Viewer", note: OversightNote) -> bool:
    """Whether the user is of those who verify what the note asks for."""
    if not user.is_authenticated:
        return False
    return user.is_manager or (user.audits and note.why == OversightNote.Why.AUDIT)
