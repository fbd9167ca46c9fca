"""Inspections with a full team, at any stage."""

from datetime import UTC, date, datetime
from itertools import pairwise

from caseward.inspection.inspections.models import (
    Inspection,
    RequestedSample,
    StageChange,
    TeamMember,
    TeamRole,
)
from caseward.rules.stages import STAGES
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation
from tests.factories import organisations
from tests.factories.accounts import Cast

FRAMEWORK = "crc-2019"
SAMPLES = ("case-supervision", "unpaid-work", "through-the-gate")
SET_UP_AT = datetime(2019, 6, 3, 9, 30, tzinfo=UTC)


def inspection(
    cast: Cast,
    *,
    stage: str = "set_up",
    provider: Organisation | None = None,
    framework_code: str = FRAMEWORK,
    samples: tuple[str, ...] = SAMPLES,
    starts_on: date = date(2019, 8, 5),
    ends_on: date = date(2019, 8, 16),
) -> Inspection:
    """An inspection at that stage, with the cast as its team and the way there in its history."""
    row = Inspection.objects.create(
        provider=provider or organisations.provider(),
        framework_code=framework_code,
        fieldwork_starts_on=starts_on,
        fieldwork_ends_on=ends_on,
        stage=stage,
        created_at=SET_UP_AT,
        created_by=cast.lead,
    )
    for user, role in _team(cast):
        member(row, user, role)
    for code in samples:
        RequestedSample.objects.create(inspection=row, sample_code=code)
    _history(row, by=cast.lead)
    return row


def member(inspection: Inspection, user: User, role: TeamRole) -> TeamMember:
    """Somebody on the team, in that role."""
    return TeamMember.objects.create(
        inspection=inspection, user=user, role=role, added_at=SET_UP_AT, added_by=inspection.created_by
    )


def _team(cast: Cast) -> list[tuple[User, TeamRole]]:
    return [
        (cast.lead, TeamRole.LEAD),
        (cast.inspector, TeamRole.INSPECTOR),
        (cast.quality_lead, TeamRole.QUALITY_LEAD),
        (cast.analyst, TeamRole.ANALYST),
        (cast.panel_member, TeamRole.PANEL_MEMBER),
    ]


def _history(inspection: Inspection, *, by: User) -> None:
    codes = [row.code for row in STAGES]
    passed = codes[: codes.index(inspection.stage) + 1]
    for before, after in pairwise(passed):
        StageChange.objects.create(
            inspection=inspection, from_stage=before, to_stage=after, changed_at=SET_UP_AT, changed_by=by
        )
