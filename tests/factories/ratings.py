"""Inspections on the way to a rating: answers counted, ratings proposed, the panel met."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import actions
from caseward.inspection.ratings.models import Decision, Meeting
from tests.factories import case_assessments, citations, inspections
from tests.factories.accounts import Cast

AT = datetime(2019, 8, 20, 10, 0, tzinfo=UTC)
JUDGED = ("1.1", "1.2", "1.3", "1.4")
REASONS = "Leaders set a clear course, and staff in every office could say what it had changed."
WHY = "Planning is close to the edge and the other questions are well above it."

# The published key questions of Thames Valley, round two, as the counts that fit them: yes and base.
THAMES_VALLEY: dict[str, dict[str, tuple[int, int]]] = {
    "case-supervision": {
        "info.harm": (79, 100),
        "2.1.1": (65, 100),
        "2.1.2": (81, 100),
        "2.1.3": (70, 100),
        "2.2.1": (74, 100),
        "2.2.2": (74, 100),
        "2.2.3": (48, 79),
        "2.3.1": (67, 100),
        "2.3.2": (44, 100),
        "2.3.3": (37, 79),
        "2.4.1": (57, 100),
        "2.4.2": (59, 100),
        "2.4.3": (33, 79),
    },
    "unpaid-work": {"4.1.1": (29, 35), "4.1.2": (29, 35), "4.1.4": (26, 35)},
    "through-the-gate": {"4.2.1": (13, 14), "4.2.2": (11, 14), "4.2.3": (14, 14)},
}
A_FEW: dict[str, dict[str, tuple[int, int]]] = {
    "case-supervision": {"info.harm": (3, 4), "2.1.1": (3, 4), "2.2.3": (2, 3)}
}


def counted(
    cast: Cast, figures: Mapping[str, Mapping[str, tuple[int, int]]] = A_FEW, *, stage: str = "ratings"
) -> Inspection:
    """An inspection whose finished readings give those figures, with evidence cited on every key question.

    The first cases answer yes.
    """
    inspection = citations.cite_everything(cast, inspections.inspection(cast, stage=stage))
    for sample, questions in figures.items():
        for place in range(max(base for _, base in questions.values())):
            answers = {
                code: _answer(code, yes=place < yes)
                for code, (yes, base) in questions.items()
                if place < base or code == "info.harm"
            }
            case = case_assessments.sampled_case(
                inspection, allocated_to=cast.inspector, sample=sample, sex="female" if place % 4 else "male"
            )
            case_assessments.reading(case, cast.inspector, answers=answers)
    return inspection


def proposed(cast: Cast, inspection: Inspection, band: str = "good") -> Inspection:
    """The inspection with a proposal for every judged standard."""
    for code in JUDGED:
        propose(cast, inspection, code, band)
    return inspection


def propose(cast: Cast, inspection: Inspection, code: str, band: str, replaces: int | None = None) -> None:
    """One proposal of the lead."""
    actions.propose(
        inspection=inspection,
        proposed=actions.Proposed(code, band, REASONS, replaces),
        creation_key=uuid4(),
        by=cast.lead,
        at=AT,
    )


def meeting(cast: Cast, inspection: Inspection) -> Meeting:
    """The panel's meeting on an inspection that has its proposals."""
    return actions.open_meeting(inspection=inspection, creation_key=uuid4(), by=cast.lead, at=AT)


def decide(
    cast: Cast,
    meeting: Meeting,
    code: str,
    final: str = "",
    *,
    ground: str = Decision.Ground.CONFIRMED,
    reason: str = "",
    replaces: int | None = None,
) -> Decision:
    """One decision of the panel; without a final rating it confirms what was calculated or proposed."""
    indicative = meeting.calculated.result["standards"][code]["indicative"] or ""
    return actions.decide(
        meeting=meeting,
        decided=actions.Decided(code, ground, final or indicative, reason, replaces),
        creation_key=uuid4(),
        by=cast.panel_member,
        at=AT,
    )


def decided(cast: Cast, meeting: Meeting) -> Meeting:
    """The meeting with a member present and every standard confirmed that is not decided yet."""
    actions.record_members(
        meeting=meeting,
        members=[cast.panel_member, cast.lead],
        version=meeting.version,
        by=cast.panel_member,
        at=AT,
    )
    done = set(meeting.decisions.values_list("standard_code", flat=True))
    for standard in meeting.inspection.framework.standards:
        if standard.code not in done:
            decide(cast, meeting, standard.code)
    return meeting


def locked(cast: Cast, inspection: Inspection) -> Meeting:
    """A meeting from its opening to its lock, everything confirmed."""
    found = decided(cast, meeting(cast, proposed(cast, inspection)))
    actions.lock(meeting=found, version=found.version, by=cast.panel_member, at=AT)
    return found


def _answer(code: str, *, yes: bool) -> str:
    if code == "info.harm":
        return "medium" if yes else "low"
    return "yes" if yes else "no"
