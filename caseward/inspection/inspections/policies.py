"""Who may set up an inspection, change its team and move it between stages. Empty lists mean allowed."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from caseward.rules.framework import Framework
from caseward.rules.stages import STAGES, TABLES, stage
from caseward.shared.accounts.models import Role, User
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import SignedInRequest as SignedInRequest  # noqa: PLC0414 - its users move to records

from .models import Inspection, InspectionKind, TeamMember, TeamRole, role_title

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

WHO_MAY_HOLD: dict[str, dict[str, tuple[Role, ...]]] = {
    InspectionKind.EXTERNAL: {
        TeamRole.LEAD: (Role.LEAD_INSPECTOR,),
        TeamRole.INSPECTOR: (Role.INSPECTOR, Role.LEAD_INSPECTOR),
        TeamRole.QUALITY_LEAD: (Role.QUALITY_LEAD,),
        TeamRole.ANALYST: (Role.ANALYST,),
        TeamRole.PANEL_MEMBER: (Role.PANEL_MEMBER, Role.LEAD_INSPECTOR),
    },
    InspectionKind.INTERNAL: {
        TeamRole.LEAD: (Role.QUALITY_TEAM,),
        TeamRole.INSPECTOR: (Role.QUALITY_TEAM, Role.MANAGER),
        TeamRole.QUALITY_LEAD: (Role.QUALITY_TEAM,),
        TeamRole.ANALYST: (Role.QUALITY_TEAM,),
    },
}
NEEDED: dict[str, dict[str, str]] = {
    InspectionKind.EXTERNAL: {
        TeamRole.LEAD: "The team needs a lead inspector.",
        TeamRole.INSPECTOR: "The team needs at least one inspector.",
        TeamRole.ANALYST: "The team needs an inspection analyst.",
        TeamRole.PANEL_MEMBER: "The team needs at least one ratings panel member.",
    },
    InspectionKind.INTERNAL: {
        TeamRole.LEAD: "The team needs an audit lead.",
        TeamRole.INSPECTOR: "The team needs at least one auditor.",
    },
}
"""A small quality team needs no analyst: the lead draws the samples too."""

ONLY_INSPECTORATES = "An internal audit has no panel and no report, and nothing of it is published."

Ties = dict[int, list[str]]
"""User id → why that person cannot leave the team."""
Tie = Callable[[Inspection], Ties]
_ties: list[Tie] = []

Following = Callable[..., None]
"""Takes the `inspection` as it stands now, `by` whom it was changed, and `at` what time."""
_following: list[Following] = []

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


def register_following(following: Following) -> None:
    """Let an app above follow who leaves a team, and every change of stage, in the same transaction."""
    if following not in _following:
        _following.append(following)


def tell_of_change(inspection: Inspection, by: User, at: datetime) -> None:
    """Tell those who follow that somebody left the team, or that the inspection is at another stage."""
    for following in _following:
        following(inspection=inspection, by=by, at=at)


def register_begun(begun: Begun) -> None:
    """Let an app above say which samples have something in them, so that no change of plan strands it."""
    _begun.append(begun)


def begun_samples(inspection: Inspection) -> set[str]:
    """The samples, by code, that can no longer be taken out of an inspection."""
    return {code for begun in _begun for code in begun(inspection)}


def works_with_inspections(user: "Viewer") -> bool:
    """Whether a link to the list of inspections is of use to the user."""
    if not user.is_authenticated or user.is_administrator:
        return False
    return not (user.reads_the_caseload or user.directs)


def works_with_audits(user: "Viewer") -> bool:
    """Whether a link to the list of internal audits is of use to the user; a manager may be an auditor."""
    return user.is_authenticated and (user.audits or user.directs or user.is_manager)


def has_audits_only(user: "Viewer") -> bool:
    """Whether every inspection that the user can ever see is an audit of their own provider."""
    return user.is_authenticated and (user.reads_the_caseload or user.directs)


def sees_the_workings(user: "Viewer") -> bool:
    """Whether the user may read who is on the team and why stages changed; a provider's contact may not."""
    return user.is_authenticated and user.role != Role.PROVIDER_CONTACT


def reasons_not_to_set_up(user: "Viewer") -> list[str]:
    """A lead inspector sets up inspections; a quality team audits of its own provider."""
    if user.is_authenticated and (user.audits or user.role == Role.LEAD_INSPECTOR):
        return []
    return ["Only a lead inspector can set up an inspection."]


def kind_set_up_by(user: User) -> InspectionKind:
    """What a quality team sets up is an internal audit; anything else is an inspection."""
    return InspectionKind.INTERNAL if user.audits else InspectionKind.EXTERNAL


def reasons_not_to_inspect(user: User, provider: Organisation | None) -> list[str]:
    """A quality team audits its own provider; an inspectorate inspects any, also one that is new."""
    if user.audits and (provider is None or provider.pk != user.organisation_id):
        return ["A quality team audits its own provider."]
    return []


def reasons_not_to_use(framework: Framework) -> list[str]:
    """New inspections use the frameworks that are offered for them."""
    return [] if framework.offered else [f"The framework “{framework.title}” is not offered for inspections."]


def reasons_not_to_hold(user: User, role: str, inspection: Inspection) -> list[str]:
    """An account's own role decides which parts it can take on a team; an audit is done by its provider."""
    allowed = WHO_MAY_HOLD[inspection.kind].get(role, ())
    if not allowed:
        return [f"An internal audit has no {TeamRole(role).label.lower()}."]
    title = role_title(role, inspection.kind).lower()
    if not user.is_active or user.role not in allowed:
        holders = " or ".join(each.label.lower() for each in allowed)
        return [f"Only an account with the role {holders} can be {title}."]
    if inspection.is_internal and user.organisation_id != inspection.provider_id:
        return [f"Only somebody of the audited provider can be {title}."]
    return []


def reasons_not_to_act(user: "Viewer", inspection: Inspection, *roles: TeamRole, during: str) -> list[str]:
    """Why somebody who must hold one of those team roles, at that stage, may not act."""
    reasons = []
    if inspection.team_role_of(user) not in roles:
        reasons.append(f"Only the {_titles(roles, inspection)} of this {inspection.noun} can do this.")
    if inspection.stage != during:
        reasons.append(
            f"This can be done at the stage “{stage(during, inspection.kind).title}”; "
            f"the {inspection.noun} is at “{inspection.current_stage.title}”."
        )
    return reasons


def reasons_not_of_an_inspectorate(inspection: Inspection) -> list[str]:
    """What only an inspectorate does: judge leadership, meet as a panel, report and publish."""
    return [ONLY_INSPECTORATES] if inspection.is_internal else []


def _titles(roles: Collection[str], inspection: Inspection) -> str:
    """Who may act, in words; the parts that an audit does not have are left out."""
    held = [role for role in roles if role in WHO_MAY_HOLD[inspection.kind]]
    return " or ".join(role_title(role, inspection.kind).lower() for role in held)


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
        reasons.append(f"Only the {_lead_of(inspection)} can change its team.")
    if inspection.stage in {"decided", "published"}:
        why = "audit is closed" if inspection.is_internal else "ratings are decided"
        reasons.append(f"The {why}, so the team can no longer change.")
    return reasons


def reasons_not_to_remove(user: "Viewer", member: TeamMember, ties: Ties | None = None) -> list[str]:
    """The lead takes somebody off the team who is not the lead and has no work on it."""
    reasons = reasons_not_to_change_team(user, member.inspection)
    if member.role == TeamRole.LEAD:
        title = role_title(TeamRole.LEAD, member.inspection.kind).lower()
        reasons.append(f"An {member.inspection.noun} always has its {title}: hand it over instead.")
    ties = ties_of(member.inspection) if ties is None else ties
    return reasons + ties.get(member.user_id, [])


def reasons_not_to_hand_over(user: "Viewer", lead: TeamMember) -> list[str]:
    """The lead hands over an inspection on which they have no work of their own left."""
    reasons = reasons_not_to_change_team(user, lead.inspection)
    return reasons + ties_of(lead.inspection).get(lead.user_id, [])


def what_is_missing(inspection: Inspection) -> list[str]:
    """What an inspection must have before a provider is asked for case lists."""
    held = {member.role for member in inspection.team.all()}
    missing = [words for role, words in NEEDED[inspection.kind].items() if role not in held]
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
    titles = {row.code: row.title for row in (*STAGES, *TABLES[inspection.kind])}
    return [f"An {inspection.noun} at “{inspection.current_stage.title}” cannot go to “{titles[to]}”."]


def reasons_not_to_move_back(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead may take an inspection back one stage, with a reason, until the ratings are decided."""
    reasons = []
    if inspection.team_role_of(user) != TeamRole.LEAD:
        reasons.append(f"Only the {_lead_of(inspection)} can take it back a stage.")
    if inspection.current_stage.back is None:
        at = inspection.current_stage.title
        reasons.append(f"An {inspection.noun} cannot go back from the stage “{at}”.")
    return reasons


def _lead_of(inspection: Inspection) -> str:
    return f"{role_title(TeamRole.LEAD, inspection.kind).lower()} of this {inspection.noun}"
