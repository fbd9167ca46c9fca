"""Who may propose, decide and publish ratings, and when. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.inspection.case_assessments.models import Assessment, Reading
from caseward.inspection.fieldwork.policies.citations import (
    judged_standards,
    key_questions_without_evidence,
    reasons_not_to_judge,
)
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.inspections.policies import reasons_not_of_an_inspectorate, reasons_not_to_act
from caseward.inspection.samples.models import CASE_READERS, SampledCase
from caseward.rules.framework import RatedBy, Standard
from caseward.shared.accounts.models import Role
from caseward.shared.govuk.filters import plural

from .models import RATING_READERS, Meeting, Proposal

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

FEWEST_WORDS = 5
"""A reason that readers of the result must understand is never a single word."""


def sees_ratings(user: "Viewer", inspection: Inspection) -> bool:
    """Whether ratings and figures of the inspection are shown to the user; an audit has a result instead."""
    if inspection.is_internal:
        return False
    if user.is_authenticated and user.role == Role.PUBLISHER:
        return True
    return inspection.team_role_of(user) in RATING_READERS


def sees_proposals(user: "Viewer", inspection: Inspection) -> bool:
    """Proposals are of interest from case assessment on."""
    return inspection.stage not in {"set_up", "sampling"} and sees_ratings(user, inspection)


def sees_panel(user: "Viewer", inspection: Inspection) -> bool:
    """The meeting is there once it has been opened."""
    return inspection.stage in {"panel", "decided", "published"} and sees_ratings(user, inspection)


def sees_publication(user: "Viewer", inspection: Inspection) -> bool:
    """The publisher's page is there once the ratings are decided."""
    publisher = user.is_authenticated and user.role == Role.PUBLISHER and not inspection.is_internal
    return publisher and inspection.stage in {"decided", "published"}


def too_few_words(text: str) -> bool:
    """Whether a reason is too short to explain anything."""
    return len(text.split()) < FEWEST_WORDS


def proposable(inspection: Inspection) -> list[Standard]:
    """The standards on which the lead inspector may propose: the judged and the moderated."""
    moderated = {rule.standard for rule in inspection.framework.moderation}
    return [
        standard
        for standard in inspection.framework.standards
        if standard.rated_by is RatedBy.JUDGEMENT or standard.code in moderated
    ]


def moderation_proposed(meeting: Meeting, standard_code: str) -> Proposal | None:
    """The lead inspector's proposal to move a moderated standard, if one stands before the meeting."""
    indicative = meeting.calculated.result["standards"][standard_code]["indicative"]
    proposals = Proposal.objects.filter(
        inspection=meeting.inspection,
        standard_code=standard_code,
        ground=Proposal.Ground.MODERATION,
        is_current=True,
    )
    return proposals.exclude(band=indicative or "").first()


def unfinished_cases(inspection: Inspection) -> int:
    """How many cases in use have no finished first reading."""
    cases = SampledCase.objects.in_use().filter(draw__inspection=inspection)
    finished = Assessment.objects.finished().filter(inspection=inspection, reading=Reading.FIRST)
    return cases.exclude(pk__in=finished.values("case")).count()


def reasons_not_to_look_at_cases(user: "Viewer", inspection: Inspection) -> list[str]:
    """Those who work with cases may; a quality lead only once no case can be read blind any more."""
    role = inspection.team_role_of(user)
    if role not in CASE_READERS:
        return ["Only those who work with the cases of this inspection can see them."]
    if role == TeamRole.QUALITY_LEAD and inspection.stage == "assessment":
        return [
            "While cases are being assessed you may read any of them blind, so their answers stay hidden."
        ]
    return []


def reasons_not_to_close_assessment(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead closes case assessment."""
    return reasons_not_to_act(user, inspection, TeamRole.LEAD, during="assessment")


def reasons_not_to_leave_cases(inspection: Inspection, reason: str) -> list[str]:
    """Cases may stay unfinished only for a reason that is written down."""
    waiting = unfinished_cases(inspection)
    if waiting and too_few_words(reason):
        cases = "1 case is not finished." if waiting == 1 else f"{waiting} cases are not finished."
        return [f"{cases} Say in at least {FEWEST_WORDS} words why the ratings do without."]
    return []


def reasons_not_to_propose(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead proposes while cases are assessed and until the panel meets."""
    during = "assessment" if inspection.stage == "assessment" else "ratings"
    reasons = reasons_not_to_act(user, inspection, TeamRole.LEAD, during=during)
    return reasons + reasons_not_of_an_inspectorate(inspection)


def reasons_not_to_open_panel(user: "Viewer", inspection: Inspection) -> list[str]:
    """The panel meets once every judged standard has a proposal, and evidence for and against."""
    reasons = reasons_not_to_act(user, inspection, TeamRole.LEAD, during="ratings")
    reasons += reasons_not_of_an_inspectorate(inspection)
    proposed = set(
        Proposal.objects.filter(
            inspection=inspection, ground=Proposal.Ground.JUDGEMENT, is_current=True
        ).values_list("standard_code", flat=True)
    )
    reasons += [
        f"Propose a rating for {standard.code} {standard.title}."
        for standard in judged_standards(inspection)
        if standard.code not in proposed
    ]
    reasons += reasons_of_missing_evidence(inspection)
    if not inspection.team.filter(role=TeamRole.PANEL_MEMBER).exists():
        reasons.append("Add at least one member of the ratings panel to the team.")
    return reasons


def reasons_of_missing_evidence(inspection: Inspection) -> list[str]:
    """Which judged standards cannot be confirmed yet, each in one sentence."""
    lacking = key_questions_without_evidence(inspection)
    return [
        f"Cite evidence for and against, or say that none was found, on "
        f"{plural(len(lacking[standard.code]), 'key question')} of {standard.code} {standard.title}."
        for standard in judged_standards(inspection)
        if lacking[standard.code]
    ]


def reasons_not_to_decide(user: "Viewer", meeting: Meeting) -> list[str]:
    """Members of the panel decide while the meeting is open."""
    reasons = reasons_not_to_act(user, meeting.inspection, TeamRole.PANEL_MEMBER, during="panel")
    if meeting.locked_at is not None:
        reasons.append("The decisions of this meeting are locked and cannot change.")
    elif not meeting.is_current:
        reasons.append("A later meeting has replaced this one.")
    elif meeting.calculated.framework_digest != meeting.inspection.framework.digest:
        reasons.append(
            "The framework was changed after the meeting opened. The lead inspector must take the inspection "
            "back a stage and open the meeting again."
        )
    return reasons


def reasons_not_to_decide_standard(user: "Viewer", meeting: Meeting, standard_code: str) -> list[str]:
    """A judged standard is decided on evidence for and against each of its key questions."""
    reasons = reasons_not_to_decide(user, meeting)
    return reasons + reasons_not_to_judge(meeting.inspection, standard_code)


def reasons_not_to_lock(user: "Viewer", meeting: Meeting) -> list[str]:
    """A meeting is locked when every standard is decided and a member of the panel was there."""
    reasons = reasons_not_to_decide(user, meeting)
    decided = set(meeting.decisions.filter(is_current=True).values_list("standard_code", flat=True))
    reasons += [
        f"Decide {standard.code} {standard.title}."
        for standard in meeting.inspection.framework.standards
        if standard.code not in decided
    ]
    reasons += reasons_of_missing_evidence(meeting.inspection)
    panel = meeting.inspection.team.filter(role=TeamRole.PANEL_MEMBER)
    if not meeting.members.filter(pk__in=panel.values("user")).exists():
        reasons.append("Say who is present; at least one of them must be a member of the ratings panel.")
    return reasons


def reasons_not_to_publish(user: "Viewer", inspection: Inspection) -> list[str]:
    """The publisher publishes what the panel has decided."""
    reasons = reasons_not_of_an_inspectorate(inspection)
    if not (user.is_authenticated and user.role == Role.PUBLISHER):
        reasons.append("Only the publisher can publish the result.")
    if inspection.stage == "published":
        reasons.append("The result is public already.")
    elif inspection.stage != "decided":
        reasons.append("The result can be published once the panel has decided and locked every rating.")
    return reasons
