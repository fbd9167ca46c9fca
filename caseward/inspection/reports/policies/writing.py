"""Who sees and writes the report, and who may take the pen of a section."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from caseward.inspection.case_assessments.models import Note
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.inspections.policies import reasons_not_of_an_inspectorate
from caseward.inspection.reports.models import (
    READERS,
    Comment,
    Edition,
    Pen,
    Report,
    SectionText,
    edition_in_writing,
)
from caseward.shared.accounts.models import Role, User

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

WRITERS = (TeamRole.LEAD, TeamRole.INSPECTOR)
WRITING_STAGES = ("ratings", "panel", "decided")
"""From the calculated ratings until publication."""
PEN_LASTS = timedelta(hours=1)
"""How long somebody holds the pen without saving."""
FEWEST_WORDS = 3


def sees_report(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the report is shown to the user before it is published; it begins with the ratings."""
    if inspection.is_internal or not user.is_authenticated:
        return False
    if inspection.stage not in (*WRITING_STAGES, "published"):
        return False
    return user.role == Role.PUBLISHER or inspection.team_role_of(user) in READERS


def is_lead(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the user leads the inspection."""
    return inspection.team_role_of(user) == TeamRole.LEAD


def reasons_not_to_start(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead starts the report once cases are assessed."""
    reasons = []
    if not is_lead(user, inspection):
        reasons.append("Only the lead inspector of this inspection can start the report.")
    if Report.objects.filter(inspection=inspection).exists():
        reasons.append("The report has been started already.")
    return reasons + _wrong_stage(inspection)


def reasons_not_to_be_a_writer(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead and the inspectors write, whatever the stage; the publisher only what is being corrected."""
    if inspection.team_role_of(user) in WRITERS or _corrects(user, inspection):
        return []
    return ["Only the lead inspector and the inspectors of this inspection write its report."]


def reasons_not_to_write(user: "Viewer", inspection: Inspection) -> list[str]:
    """The writers write until the report is published."""
    return reasons_not_to_be_a_writer(user, inspection) + _wrong_stage(inspection)


def holder_of(section: SectionText, at: datetime) -> User | None:
    """Who holds the pen at that moment; an hour without saving gives it back."""
    pen = Pen.objects.filter(section=section, held_at__gt=at - PEN_LASTS).select_related("held_by").first()
    return pen.held_by if pen else None


def reasons_not_to_take_pen(user: User, section: SectionText, *, note: str, at: datetime) -> list[str]:
    """A writer takes a free pen; one that somebody holds only with a note that says why."""
    reasons = reasons_not_to_write(user, section.report.inspection)
    holder = holder_of(section, at)
    if holder is not None and holder != user and len(note.split()) < FEWEST_WORDS:
        reasons.append(
            f"{holder} holds the pen of this section. Say in at least {FEWEST_WORDS} words why you take it."
        )
    return reasons


def reasons_not_to_save(user: User, section: SectionText, at: datetime) -> list[str]:
    """Whoever holds the pen saves."""
    reasons = reasons_not_to_write(user, section.report.inspection)
    holder = holder_of(section, at)
    if holder is None:
        reasons.append("You do not hold the pen of this section now. An hour without saving gives it back.")
    elif holder != user:
        reasons.append(f"{holder} holds the pen of this section now.")
    return reasons


def reasons_not_to_give_back(user: User, section: SectionText, at: datetime) -> list[str]:
    """Only the holder gives the pen back."""
    return [] if holder_of(section, at) == user else ["You do not hold the pen of this section."]


def reasons_not_to_prepare(user: "Viewer", report: Report, note: Note) -> list[str]:
    """The writers put notes that are marked for the report into its words."""
    reasons = reasons_not_to_write(user, report.inspection)
    if not note.usable_in_report or note.assessment.finished_at is None:
        reasons.append("This note is not marked for the report.")
    return reasons


def reasons_not_to_comment(user: "Viewer", inspection: Inspection) -> list[str]:
    """Everybody on the team who sees the report may comment until it is published."""
    reasons = []
    if inspection.team_role_of(user) not in READERS:
        reasons.append("Only those on the team who work on the report comment on it.")
    return reasons + _wrong_stage(inspection)


def reasons_not_to_settle(user: "Viewer", comment: Comment) -> list[str]:
    """Those who may comment settle an open comment."""
    reasons = reasons_not_to_comment(user, comment.section.report.inspection)
    if comment.settled_at is not None:
        reasons.append("This comment is settled already.")
    return reasons


def _corrects(user: "Viewer", inspection: Inspection) -> bool:
    is_publisher = user.is_authenticated and user.role == Role.PUBLISHER
    return is_publisher and edition_in_writing(inspection) is not None


def is_being_written(inspection: Inspection) -> bool:
    """Whether the text may change: from the calculated ratings until publication, and for a correction."""
    if inspection.is_internal:
        return False
    if inspection.stage in WRITING_STAGES:
        return True
    if inspection.stage != "published":
        return False
    editions = Edition.objects.filter(report__inspection=inspection).order_by("-number")
    last = list(editions.values_list("published_at", flat=True)[:1])
    return last in ([], [None])


def _wrong_stage(inspection: Inspection) -> list[str]:
    if is_being_written(inspection) or inspection.is_internal:
        return reasons_not_of_an_inspectorate(inspection)
    if inspection.stage == "published":
        return ["The report is published. Its text changes only for a correction that the publisher starts."]
    return ["The report is written once case assessment is closed."]
