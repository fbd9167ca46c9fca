"""Who may set up an inspection, change its team and move it between stages. Empty lists mean allowed."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from caseward.rules.framework import Framework
from caseward.rules.stages import stage
from caseward.shared.accounts.models import Role, User
from caseward.shared.records.models import SignedInRequest as SignedInRequest  # noqa: PLC0414 - its users move to records

from .models import Inspection, TeamMember, TeamRole

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

WHO_MAY_HOLD: dict[str, tuple[Role, ...]] = {
    TeamRole.LEAD: (Role.LEAD_INSPECTOR,),
    TeamRole.INSPECTOR: (Role.INSPECTOR, Role.LEAD_INSPECTOR),
    TeamRole.QUALITY_LEAD: (Role.QUALITY_LEAD,),
    TeamRole.ANALYST: (Role.ANALYST,),
    TeamRole.PANEL_MEMBER: (Role.PANEL_MEMBER, Role.LEAD_INSPECTOR),
}
NEEDED = {
    TeamRole.LEAD: "The team needs a lead inspector.",
    TeamRole.INSPECTOR: "The team needs at least one inspector.",
    TeamRole.ANALYST: "The team needs an inspection analyst.",
    TeamRole.PANEL_MEMBER: "The team needs at least one ratings panel member.",
}

Ties = dict[int, list[str]]
"""User id → why that person cannot leave the team."""
Tie = Callable[[Inspection], Ties]
_ties: list[Tie] = []

Begun = Callable[[Inspection], Collection[str]]
"""The samples of an inspection for which something is there already, such as a case list."""
_begun: list[Begun] = []


def register_tie(tie: Tie) -> None:
    """Let an app above say who cannot leave a team and why, such as cases allocated to them."""
    _ties.append(tie)


def ties_of(inspection: Inspection) -> Ties:
    """Why each person with work on an inspection cannot leave it."""
    held: Ties = {}
    for tie in _ties:
        for user_id, reasons in tie(inspection).items():
            held.setdefault(user_id, []).extend(reasons)
    return held


def register_begun(begun: Begun) -> None:
    """Let an app above say which samples have something in them, so that no change of plan strands it."""
    _begun.append(begun)


def begun_samples(inspection: Inspection) -> set[str]:
    """The samples, by code, that can no longer be taken out of an inspection."""
    return {code for begun in _begun for code in begun(inspection)}


def works_with_inspections(user: "Viewer") -> bool:
    """Whether a link to the list of inspections is of use to the user."""
    return user.is_authenticated and not user.is_administrator and not user.supervises


def sees_the_workings(user: "Viewer") -> bool:
    """Whether the user may read who is on the team and why stages changed; a provider's contact may not."""
    return user.is_authenticated and user.role != Role.PROVIDER_CONTACT


def reasons_not_to_set_up(user: "Viewer") -> list[str]:
    """Only a lead inspector sets up inspections."""
    if user.is_authenticated and user.role == Role.LEAD_INSPECTOR:
        return []
    return ["Only a lead inspector can set up an inspection."]


def reasons_not_to_use(framework: Framework) -> list[str]:
    """New inspections use the frameworks that are offered for them."""
    return [] if framework.offered else [f"The framework “{framework.title}” is not offered for inspections."]


def reasons_not_to_hold(user: User, role: str) -> list[str]:
    """An account's own role decides which parts it can take on a team."""
    if user.is_active and user.role in WHO_MAY_HOLD[role]:
        return []
    holders = " or ".join(each.label.lower() for each in WHO_MAY_HOLD[role])
    return [f"Only an account with the role {holders} can be {TeamRole(role).label.lower()}."]


def reasons_not_to_act(user: "Viewer", inspection: Inspection, *roles: TeamRole, during: str) -> list[str]:
    """Why somebody who must hold one of those team roles, at that stage, may not act."""
    reasons = []
    if inspection.team_role_of(user) not in roles:
        holders = " or ".join(role.label.lower() for role in roles)
        reasons.append(f"Only the {holders} of this inspection can do this.")
    if inspection.stage != during:
        reasons.append(
            f"This can be done at the stage “{stage(during).title}”; "
            f"the inspection is at “{inspection.current_stage.title}”."
        )
    return reasons


def reasons_not_to_change(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead changes provider, dates and samples while the inspection is being set up."""
    return reasons_not_to_act(user, inspection, TeamRole.LEAD, during="set_up")


def reasons_not_to_replace_plan(inspection: Inspection) -> list[str]:
    """Provider and framework stay once case lists have come in: what one provider sent is not for another."""
    if begun_samples(inspection):
        return ["Case lists have come in, so provider and framework stay. Set up another inspection instead."]
    return []


def reasons_not_to_choose(inspection: Inspection, codes: Collection[str]) -> list[str]:
    """A sample stays chosen once its case list has come in."""
    begun = begun_samples(inspection)
    return [
        f"A case list has come in for “{sample.title}”, so this sample stays."
        for sample in inspection.framework.samples
        if sample.code in begun and sample.code not in codes
    ]


def reasons_not_to_change_team(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead changes the team until the ratings are decided."""
    reasons = []
    if inspection.team_role_of(user) != TeamRole.LEAD:
        reasons.append("Only the lead inspector of this inspection can change its team.")
    if inspection.stage in {"decided", "published"}:
        reasons.append("The ratings are decided, so the team can no longer change.")
    return reasons


def reasons_not_to_remove(user: "Viewer", member: TeamMember, ties: Ties | None = None) -> list[str]:
    """The lead takes somebody off the team who is not the lead and has no work on it."""
    reasons = reasons_not_to_change_team(user, member.inspection)
    if member.role == TeamRole.LEAD:
        reasons.append("An inspection always has a lead inspector: hand it over instead.")
    ties = ties_of(member.inspection) if ties is None else ties
    return reasons + ties.get(member.user_id, [])


def reasons_not_to_hand_over(user: "Viewer", lead: TeamMember) -> list[str]:
    """The lead hands over an inspection on which they have no work of their own left."""
    reasons = reasons_not_to_change_team(user, lead.inspection)
    return reasons + ties_of(lead.inspection).get(lead.user_id, [])


def what_is_missing(inspection: Inspection) -> list[str]:
    """What an inspection must have before a provider is asked for case lists."""
    held = {member.role for member in inspection.team.all()}
    missing = [words for role, words in NEEDED.items() if role not in held]
    if not inspection.requested_samples.exists():
        missing.append("Choose at least one sample of cases.")
    return missing


def reasons_not_to_ask_for_case_lists(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead asks for case lists once team and samples are settled."""
    return reasons_not_to_change(user, inspection) + what_is_missing(inspection)


def reasons_not_to_move(inspection: Inspection, to: str) -> list[str]:
    """An inspection goes forward one stage at a time; whose verb it is, the action of that stage asks."""
    if inspection.current_stage.forward == to:
        return []
    return [f"An inspection at “{inspection.current_stage.title}” cannot go to “{stage(to).title}”."]


def reasons_not_to_move_back(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead may take an inspection back one stage, with a reason, until the ratings are decided."""
    reasons = []
    if inspection.team_role_of(user) != TeamRole.LEAD:
        reasons.append("Only the lead inspector of this inspection can take it back a stage.")
    if inspection.current_stage.back is None:
        reasons.append(f"An inspection cannot go back from the stage “{inspection.current_stage.title}”.")
    return reasons
