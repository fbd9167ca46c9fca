"""From closed assessments to locked ratings: proposals, the panel's meeting and its decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caseward.inspection.inspections import actions as inspections
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results import actions as results
from caseward.inspection.results.models import Result
from caseward.rules.framework import RatedBy
from caseward.rules.panel import moderation, reasons_against
from caseward.rules.rating_file import RatingInput, outcome
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged

from . import inputs, policies
from .models import CalculatedRating, Decision, Meeting, Proposal, Publication, RatingQuerySet

RULE_VERSION = "1"
"""Raised whenever rules/rating.py would give another result for the same inputs."""


@dataclass(frozen=True)
class Proposed:
    """What the lead inspector proposes for one standard, and the proposal that they had before them."""

    standard_code: str
    band: str
    reasons: str
    replaces: int | None = None


@dataclass(frozen=True)
class Decided:
    """What the panel decides on one standard, and the decision that the member had before them."""

    standard_code: str
    ground: str
    final: str
    reason: str
    replaces: int | None = None


@transaction.atomic
def close_assessment(*, inspection: Inspection, reason: str, version: int, by: User, at: datetime) -> None:
    """End case assessment; the ratings are proposed from what is finished."""
    if inspection.version != version:
        raise Conflict(inspection)
    refuse_if(policies.reasons_not_to_close_assessment(by, inspection))
    refuse_if(policies.reasons_not_to_leave_cases(inspection, reason))
    unfinished = policies.unfinished_cases(inspection)
    audit.record(action="closed_assessment", subject=inspection, by=by, unfinished=unfinished)
    inspections.move(inspection=inspection, to="ratings", by=by, at=at, reason=reason)


@transaction.atomic
def propose(
    *, inspection: Inspection, proposed: Proposed, creation_key: UUID, by: User, at: datetime
) -> Proposal:
    """Propose a rating; the proposal that stood before is kept as superseded.

    A moderated standard proposed as calculated has no proposal left, whatever the figures become later.
    """
    if existing := already_created(Proposal, creation_key):
        return existing
    inspection.hold()
    refuse_if(policies.reasons_not_to_propose(by, inspection))
    refuse_if(_reasons_against_proposal(inspection, proposed))
    earlier = Proposal.objects.filter(inspection=inspection, standard_code=proposed.standard_code)
    _supersede(earlier, proposed.replaces)
    proposal = Proposal.objects.create(
        inspection=inspection,
        standard_code=proposed.standard_code,
        ground=_ground_of_proposal(inspection, proposed.standard_code),
        band=proposed.band,
        reasons=proposed.reasons,
        is_current=not _takes_back(inspection, proposed),
        creation_key=creation_key,
        proposed_at=at,
        proposed_by=by,
    )
    audit.record(
        action="proposed_rating", subject=proposal, by=by, standard=proposal.standard_code, band=proposal.band
    )
    return proposal


@transaction.atomic
def open_meeting(*, inspection: Inspection, creation_key: UUID, by: User, at: datetime) -> Meeting:
    """Open the panel's meeting: store what the rule gives, and replace a meeting that was taken back."""
    if existing := already_created(Meeting, creation_key):
        return existing
    inspection.hold()
    refuse_if(policies.reasons_not_to_open_panel(by, inspection))
    Meeting.objects.filter(inspection=inspection, is_current=True).update(
        is_current=False, version=F("version") + 1
    )
    meeting = Meeting.objects.create(
        inspection=inspection, creation_key=creation_key, opened_at=at, opened_by=by
    )
    calculated = calculate(inspection=inspection, meeting=meeting, by=by, at=at)
    audit.record(action="opened_panel", subject=meeting, by=by, framework_digest=calculated.framework_digest)
    inspections.move(inspection=inspection, to="panel", by=by, at=at)
    return meeting


def calculate(
    *, inspection: Inspection, meeting: Meeting | None = None, by: User, at: datetime
) -> CalculatedRating:
    """Store inputs and result, in the words of the file that `caseward rate` reads and prints."""
    framework = inspection.framework
    answers = inputs.figures_to_rate(framework, inputs.answers_for(inspection))
    judgements = inputs.judgements_for(inspection)
    given = RatingInput(framework, answers, judgements, inferred=frozenset(), decisions=())
    return CalculatedRating.objects.create(
        inspection=inspection,
        meeting=meeting,
        framework_code=framework.code,
        framework_digest=framework.digest,
        rule_version=RULE_VERSION,
        inputs={
            "framework": framework.code,
            "judgements": judgements,
            "answers": {code: vars(count) for code, count in answers.items()},
        },
        result=outcome(given),
        calculated_at=at,
        calculated_by=by,
    )


@transaction.atomic
def record_members(
    *, meeting: Meeting, members: Sequence[User], version: int, by: User, at: datetime
) -> None:
    """Write down who is present at the meeting."""
    refuse_if(policies.reasons_not_to_decide(by, meeting))
    before = sorted(meeting.members.values_list("pk", flat=True))
    save_if_unchanged(meeting, version=version, fields=[])
    meeting.members.set(members)
    after = sorted(member.pk for member in members)
    audit.record(
        action="recorded_panel_members", subject=meeting, by=by, at=at.isoformat(), members=[before, after]
    )


@transaction.atomic
def decide(*, meeting: Meeting, decided: Decided, creation_key: UUID, by: User, at: datetime) -> Decision:
    """Decide one standard; the decision that stood before is kept as superseded."""
    if existing := already_created(Decision, creation_key):
        return existing
    meeting.inspection.hold()
    Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1)
    meeting.refresh_from_db(fields=["version", "locked_at", "is_current"])
    refuse_if(policies.reasons_not_to_decide_standard(by, meeting, decided.standard_code))
    refuse_if(_reasons_against_decision(meeting, decided))
    _supersede(
        Decision.objects.filter(meeting=meeting, standard_code=decided.standard_code), decided.replaces
    )
    decision = Decision.objects.create(
        inspection=meeting.inspection,
        meeting=meeting,
        standard_code=decided.standard_code,
        ground=decided.ground,
        indicative=meeting.calculated.result["standards"][decided.standard_code]["indicative"] or "",
        final=decided.final,
        reason=decided.reason,
        creation_key=creation_key,
        decided_at=at,
        decided_by=by,
    )
    audit.record(
        action="decided_rating",
        subject=decision,
        by=by,
        standard=decision.standard_code,
        ground=decision.ground,
        change=[decision.indicative, decision.final],
    )
    return decision


@transaction.atomic
def lock(*, meeting: Meeting, version: int, by: User, at: datetime) -> None:
    """End the meeting: its decisions stand for ever, and the inspection is decided."""
    meeting.inspection.hold()
    refuse_if(policies.reasons_not_to_lock(by, meeting))
    meeting.locked_at, meeting.locked_by = at, by
    save_if_unchanged(meeting, version=version, fields=["locked_at", "locked_by"])
    audit.record(action="locked_panel", subject=meeting, by=by)
    inspections.move(inspection=meeting.inspection, to="decided", by=by, at=at)


@transaction.atomic
def publish(
    *, inspection: Inspection, source: str, note: str, creation_key: UUID, by: User, at: datetime
) -> Publication:
    """Make the decided ratings public; the result is a copy that nothing changes afterwards."""
    if existing := already_created(Publication, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_publish(by, inspection))
    meeting = Meeting.objects.select_related("calculated").get(inspection=inspection, is_current=True)
    result = results.record_result(
        framework=inspection.framework,
        provider=inspection.provider,
        about=results.About(
            slug=free_slug(inspection),
            title=str(inspection),
            source=source,
            note=note,
            fieldwork_starts_on=inspection.fieldwork_starts_on,
        ),
        standards=inputs.decided_standards(meeting),
        questions=inputs.question_figures(meeting),
        creation_key=creation_key,
        by=by,
        on=timezone.localdate(at),
    )
    results.add_further(result=result, further=results.Further(groups=inputs.group_figures(meeting)), by=by)
    publication = Publication.objects.create(
        inspection=inspection, result=result, creation_key=creation_key, published_at=at, published_by=by
    )
    audit.record(action="published_result", subject=publication, by=by, slug=result.slug)
    inspections.move(inspection=inspection, to="published", by=by, at=at)
    return publication


def free_slug(inspection: Inspection) -> str:
    """The last part of the public address: provider and month, and a number where that is taken."""
    slug = f"{inspection.provider.short_name}-{inspection.fieldwork_starts_on:%Y-%m}"
    return f"{slug}-{inspection.pk}" if Result.objects.filter(slug=slug).exists() else slug


def _supersede(rows: "RatingQuerySet[Any]", seen: int | None) -> None:
    """Let the current row go, unless it is not the one that the person had before them."""
    current = rows.filter(is_current=True).select_for_update().first()
    if current is not None and current.pk != seen:
        raise Conflict(current)
    rows.filter(is_current=True).update(is_current=False)


def _ground_of_proposal(inspection: Inspection, standard_code: str) -> str:
    judged = inspection.framework.standard(standard_code).rated_by is RatedBy.JUDGEMENT
    return Proposal.Ground.JUDGEMENT if judged else Proposal.Ground.MODERATION


def _takes_back(inspection: Inspection, proposed: Proposed) -> bool:
    if _ground_of_proposal(inspection, proposed.standard_code) == Proposal.Ground.JUDGEMENT:
        return False
    rating = inputs.live_rating(inspection, inputs.answers_for(inspection))
    return proposed.band == rating.standards[proposed.standard_code].band


def _reasons_against_proposal(inspection: Inspection, proposed: Proposed) -> list[str]:
    offered = bands_to_propose(inspection, proposed.standard_code)
    reasons = [] if proposed.band in offered else ["This rating cannot be proposed for this standard."]
    if policies.too_few_words(proposed.reasons):
        reasons.append(f"Give your reasons in at least {policies.FEWEST_WORDS} words.")
    return reasons


def bands_to_propose(inspection: Inspection, standard_code: str) -> list[str]:
    """The bands that the lead may propose: any for a judged standard, near ones for a moderated one.

    A moderated standard may also be proposed as calculated, which takes an earlier proposal back.
    """
    framework = inspection.framework
    if framework.standard(standard_code).rated_by is RatedBy.JUDGEMENT:
        return [band.code for band in framework.bands]
    rating = inputs.live_rating(inspection, inputs.answers_for(inspection))
    standard = rating.standards[standard_code]
    latitude = moderation(framework, standard)
    allowed = {standard.band, *latitude.to} if latitude.open else set()
    return [band.code for band in framework.bands if band.code in allowed]


def _reasons_against_decision(meeting: Meeting, decided: Decided) -> list[str]:
    indicative = meeting.calculated.result["standards"][decided.standard_code]["indicative"]
    if indicative is None:
        return [] if not decided.final else ["There is no rating to move: nothing was counted or judged."]
    reasons = _reasons_against_ground(meeting, decided, moves=decided.final != indicative)
    ruled = inputs.panel_decision(decided.standard_code, decided.ground, decided.final, decided.reason)
    rating = inputs.stored_rating(meeting)
    return reasons + reasons_against(meeting.inspection.framework, rating, ruled)


def _reasons_against_ground(meeting: Meeting, decided: Decided, *, moves: bool) -> list[str]:
    reasons = []
    if moves != (decided.ground != Decision.Ground.CONFIRMED):
        reasons.append("A rating that is confirmed does not move, and one that moves needs its ground.")
    proposal = policies.moderation_proposed(meeting, decided.standard_code)
    if decided.ground == Decision.Ground.MODERATION and (not proposal or proposal.band != decided.final):
        reasons.append("Moderation needs a proposal of the lead inspector for that rating.")
    if (moves or proposal) and policies.too_few_words(decided.reason):
        reasons.append(f"Give the panel’s reason in at least {policies.FEWEST_WORDS} words.")
    return reasons
