"""From finished readings to a public result, as the lead, the panel and the publisher of a report did it."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import uuid4

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import actions
from caseward.inspection.ratings.actions import Decided, Proposed
from caseward.inspection.ratings.models import Decision, Meeting
from caseward.shared.accounts.models import User

from . import citing
from .cases import moment
from .published import Published

REASONS = "The published report gives this rating as one judgement on all the evidence of the inspection."
CONFIRMED = "The panel confirmed the rating as it was calculated or proposed."


def decide_and_publish(inspection: Inspection, report: Published, users: Mapping[str, User]) -> None:
    """Cite evidence, propose what was judged, hold the panel, decide as the report says, and publish."""
    met_on = inspection.fieldwork_ends_on + timedelta(days=40)
    cited_on = inspection.fieldwork_ends_on + timedelta(days=10)
    citing.cite_what_is_missing(inspection, by=users["lead"], at=moment(cited_on))
    _propose(inspection, report, users["lead"], inspection.fieldwork_ends_on + timedelta(days=20))
    actions.close_assessment(
        inspection=inspection,
        reason="",
        version=inspection.version,
        by=users["lead"],
        at=moment(met_on, 8),
    )
    meeting = actions.open_meeting(
        inspection=inspection, creation_key=uuid4(), by=users["lead"], at=moment(met_on, 9)
    )
    _hold(meeting, report, users, met_on)
    inspection.refresh_from_db()
    actions.publish(
        inspection=inspection,
        source=report.source,
        note=report.note,
        creation_key=uuid4(),
        by=users["publisher"],
        at=moment(report.published_on),
    )


def _propose(inspection: Inspection, report: Published, lead: User, on: date) -> None:
    for standard, band in report.judgements.items():
        actions.propose(
            inspection=inspection,
            proposed=Proposed(standard, band, REASONS),
            creation_key=uuid4(),
            by=lead,
            at=moment(on),
        )


def _hold(meeting: Meeting, report: Published, users: Mapping[str, User], on: date) -> None:
    members = [users["panel"], users["panel2"]]
    actions.record_members(
        meeting=meeting, members=members, version=meeting.version, by=users["panel"], at=moment(on, 9)
    )
    moved = {row["standard"]: row for row in report.panel}
    for code, standard in meeting.calculated.result["standards"].items():
        row = moved.get(code)
        actions.decide(
            meeting=meeting,
            decided=Decided(
                standard_code=code,
                ground=row["ground"] if row else Decision.Ground.CONFIRMED,
                final=row["final"] if row else standard["indicative"],
                reason=row["reason"] if row else CONFIRMED,
            ),
            creation_key=uuid4(),
            by=users["panel"],
            at=moment(on, 10),
        )
    meeting.refresh_from_db()
    actions.lock(meeting=meeting, version=meeting.version, by=users["panel"], at=moment(on, 12))
