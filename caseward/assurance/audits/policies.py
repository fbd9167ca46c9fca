"""Who sees the result of an audit, closes it, asks for actions, does and verifies them. Empty: allowed."""

from typing import TYPE_CHECKING

from caseward.casework.people.models import Person
from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.inspections.policies import reasons_not_to_act
from caseward.inspection.ratings.models import AFTER_ASSESSMENT, inspections_rated_by
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import Role, User

from .models import AuditAction

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caseward.shared.records.models import Viewer

NOT_AN_AUDIT = "This is not an internal audit."
CLOSED = "This action is verified and closed."
IN_CASE = "This action is about one case, and is followed on that person’s record."
READ_DURING = ("assessment", *AFTER_ASSESSMENT)
"""The stages of an audit at which a case may have a finished reading."""


def follows_actions(user: "Viewer") -> bool:
    """Whether a link to what audits ask for is of use to the user."""
    return user.is_authenticated and (user.audits or user.directs or user.is_manager)


def reasons_not_to_follow(user: "Viewer") -> list[str]:
    """What audits ask for is followed by those of the provider who audit, direct, lead or were asked."""
    if user.is_authenticated and (user.reads_the_caseload or user.directs):
        return []
    return ["Only people of a provider follow what its audits ask for."]


def sees_result(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the user may see what the answers of an internal audit come to."""
    if not inspection.is_internal or inspection.stage not in READ_DURING:
        return False
    return inspections_rated_by(user).filter(pk=inspection.pk).exists()


def reasons_not_to_close(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead closes an audit whose cases are assessed."""
    if not inspection.is_internal:
        return [NOT_AN_AUDIT]
    return reasons_not_to_act(user, inspection, TeamRole.LEAD, during="ratings")


def reasons_not_to_start_next(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead of a closed audit starts the next one like it."""
    if not inspection.is_internal:
        return [NOT_AN_AUDIT]
    return reasons_not_to_act(user, inspection, TeamRole.LEAD, during="decided")


def reasons_not_to_ask(user: "Viewer", inspection: Inspection) -> list[str]:
    """The team asks for actions about the whole once it can see the whole."""
    if not inspection.is_internal:
        return [NOT_AN_AUDIT]
    reasons = []
    if inspection.team_role_of(user) is None:
        reasons.append("Only the team of this audit can ask for an action.")
    if inspection.stage not in AFTER_ASSESSMENT:
        reasons.append("An action about the audit as a whole is asked for once its cases are assessed.")
    return reasons


def reasons_not_to_ask_in_case(user: "Viewer", case: SampledCase) -> list[str]:
    """Those of the team who may see a finished reading of the case ask for an action about it."""
    inspection = case.draw.inspection
    if not inspection.is_internal:
        return [NOT_AN_AUDIT]
    if inspection.team_role_of(user) is None:
        return ["Only the team of this audit can ask for an action."]
    if not Assessment.objects.visible_to(user).finished().filter(case=case).exists():
        return ["An action is asked for once a reading of this case is finished."]
    return []


def reasons_without_record(person: Person | None) -> list[str]:
    """A case that was listed by hand may have no record here."""
    if person is not None:
        return []
    return ["No record here has the reference of this case. Ask for an action about the audit as a whole."]


def may_be_asked(inspection: Inspection) -> "QuerySet[User]":
    """Whom an audit asks about the whole: managers and the quality team of its provider."""
    rows = User.objects.with_role(Role.MANAGER, Role.QUALITY_TEAM)
    return rows.filter(organisation=inspection.provider_id).order_by("name", "pk")


def reasons_not_to_ask_of(asked_of: User, inspection: Inspection) -> list[str]:
    """Only those who can see to it are asked."""
    if may_be_asked(inspection).filter(pk=asked_of.pk).exists():
        return []
    return [f"{asked_of} is no manager and not of the quality team of this provider."]


def reasons_not_to_say_done(user: "Viewer", action: AuditAction) -> list[str]:
    """The one who was asked says it; once they have left, any manager or member of the quality team."""
    if action.in_case_id:
        return [IN_CASE]
    if action.verified_at:
        return [CLOSED]
    if action.done_at:
        return ["Somebody said already that this is done."]
    if action.asked_of_id == user.pk or (not action.asked_of.is_active and _looks_again(user, action)):
        return []
    return ["Only the one who was asked says that it is done."]


def reasons_not_to_verify(user: "Viewer", action: AuditAction) -> list[str]:
    """A manager or the quality team closes what somebody else did, or sends it back."""
    if action.in_case_id:
        return [IN_CASE]
    if action.verified_at:
        return [CLOSED]
    if not action.done_at:
        return ["Nobody has said yet that this is done."]
    if not _looks_again(user, action):
        return ["Only a manager or the quality team of the provider can do this."]
    own = user.pk in (action.done_by_id, action.asked_of_id)
    return ["Somebody else must look at what you were asked to do or did yourself."] if own else []


def _looks_again(user: "Viewer", action: AuditAction) -> bool:
    if not user.is_authenticated or user.organisation_id != action.inspection.provider_id:
        return False
    return user.audits or user.is_manager
