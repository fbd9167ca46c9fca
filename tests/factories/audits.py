"""A provider that audits its own cases: its people, audits at any stage, and cases with records."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from caseward.assurance.audits import actions
from caseward.assurance.audits.models import AuditAction
from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection, InspectionKind, RequestedSample, TeamRole
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, case_assessments, inspections, organisations, people

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
FAR = date(2099, 1, 5)


@dataclass(frozen=True)
class AuditCast:
    """The team of an audit, those of its provider who are not on it, and those who must see nothing."""

    lead: User
    auditor: User
    """A manager who reads cases for the audit."""
    second: User
    quality: User
    """Of the quality team, not of the team of this audit."""
    manager: User
    director: User
    officer: User
    stranger: User
    """Of another provider’s quality team."""
    strange_director: User
    inspector: User
    lead_inspector: User
    publisher: User
    contact: User

    def named(self) -> dict[str, User]:
        """All of them by what they are here."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def cast() -> AuditCast:
    """The cast, in the default provider of tests/factories/organisations.py and one other."""
    ours, theirs = organisations.provider(), organisations.provider("Southshire Probation")

    def account(role: Role, name: str, at: Any = ours) -> User:
        return accounts.account(role, name=name, organisation=at)

    return AuditCast(
        lead=account(Role.QUALITY_TEAM, "Audit lead"),
        auditor=account(Role.MANAGER, "Auditing manager"),
        second=account(Role.QUALITY_TEAM, "Second reader"),
        quality=account(Role.QUALITY_TEAM, "Quality colleague"),
        manager=account(Role.MANAGER, "Own manager"),
        director=account(Role.DIRECTOR, "Own director"),
        officer=account(Role.OFFICER, "Own officer"),
        stranger=account(Role.QUALITY_TEAM, "Strange auditor", theirs),
        strange_director=account(Role.DIRECTOR, "Strange director", theirs),
        inspector=accounts.account(Role.INSPECTOR, name="Audit outsider"),
        lead_inspector=accounts.account(Role.LEAD_INSPECTOR, name="Audit lead inspector"),
        publisher=accounts.account(Role.PUBLISHER, name="Audit publisher"),
        contact=account(Role.PROVIDER_CONTACT, "Audit contact"),
    )


def audit(
    cast: AuditCast, *, stage: str = "assessment", samples: tuple[str, ...] = (case_assessments.SUPERVISION,)
) -> Inspection:
    """An internal audit at that stage; it has no analyst, as that of a small team."""
    row = Inspection.objects.create(
        provider=cast.lead.organisation,
        kind=InspectionKind.INTERNAL,
        framework_code=inspections.FRAMEWORK,
        fieldwork_starts_on=date(2019, 8, 5),
        fieldwork_ends_on=date(2019, 8, 16),
        stage=stage,
        created_at=AT,
        created_by=cast.lead,
    )
    inspections.member(row, cast.lead, TeamRole.LEAD)
    inspections.member(row, cast.auditor, TeamRole.INSPECTOR)
    inspections.member(row, cast.second, TeamRole.QUALITY_LEAD)
    for code in samples:
        RequestedSample.objects.create(inspection=row, sample_code=code)
    return row


def case(
    audit: Inspection,
    cast: AuditCast,
    *,
    person: Person | None = None,
    answers: Mapping[str, str] | None = None,
) -> SampledCase:
    """A case that the auditor has read to the end, of somebody whose record is here."""
    person = person or people.person(cast.officer)
    row = case_assessments.sampled_case(audit, allocated_to=cast.auditor, case_reference=person.crn)
    given = {**case_assessments.full_answers(row), **(answers or {})}
    case_assessments.reading(row, cast.auditor, answers=given)
    return row


def found(asked_of: User, **fields: Any) -> actions.Found:
    """What an audit found."""
    values: dict[str, Any] = {
        "question_code": "2.1.1",
        "finding": "Nobody asked what the person thinks.",
        "what": "Ask, and write it down",
        "due_on": FAR,
    }
    return actions.Found(asked_of=asked_of, **values | fields)


def action(audit: Inspection, asked_of: User, by: User, **fields: Any) -> AuditAction:
    """An action about the whole, of an audit whose cases are assessed."""
    return actions.ask(inspection=audit, found=found(asked_of, **fields), creation_key=uuid4(), by=by, at=AT)


def action_in_case(case: SampledCase, asked_of: User, by: User, **fields: Any) -> AuditAction:
    """An action about one case."""
    return actions.ask_in_case(case=case, found=found(asked_of, **fields), creation_key=uuid4(), by=by, at=AT)
