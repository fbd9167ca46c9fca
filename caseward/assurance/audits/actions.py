"""Closing an audit and starting the next; asking for actions, saying that they are done, verifying them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from caseward.casework.oversight import actions as oversight
from caseward.casework.oversight.actions import Asked, Seen
from caseward.casework.oversight.models import OversightNote
from caseward.casework.people.models import Person
from caseward.inspection.inspections import actions as inspections
from caseward.inspection.inspections import policies as inspections_policies
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.ratings import actions as ratings
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged

from . import inputs, policies
from .models import AuditAction


@dataclass(frozen=True)
class Found:
    """What an audit found, and what it asks for: of whom, by when."""

    question_code: str
    """A key question of the framework; empty for the audit as a whole."""
    finding: str
    what: str
    asked_of: User
    due_on: date


@transaction.atomic
def close(*, inspection: Inspection, version: int, by: User, at: datetime) -> None:
    """End an audit: what the rule gives to its answers is stored and stands."""
    inspection.hold()
    if inspection.version != version:
        raise Conflict(inspection)
    refuse_if(policies.reasons_not_to_close(by, inspection))
    ratings.calculate(inspection=inspection, by=by, at=at)
    audit.record(action="audit closed", subject=inspection, by=by)
    inspections.move(inspection=inspection, to="decided", by=by, at=at)


@transaction.atomic
def start_next(
    *, inspection: Inspection, starts_on: date, ends_on: date, creation_key: UUID, by: User, at: datetime
) -> Inspection:
    """Set up an audit like this one: its framework, samples and team, with other dates."""
    if made := already_created(Inspection, creation_key):
        return made
    refuse_if(policies.reasons_not_to_start_next(by, inspection))
    plan = inspections.Plan(inspection.provider, "", inspection.framework_code, starts_on, ends_on)
    following = inspections.set_up(plan=plan, lead=by, by=by, at=at, creation_key=creation_key)
    codes = inspection.requested_samples.values_list("sample_code", flat=True)
    inspections.choose_samples(inspection=following, codes=list(codes), version=following.version, by=by)
    for member in inspection.team.exclude(role=TeamRole.LEAD).select_related("user"):
        role = TeamRole(member.role)
        if not inspections_policies.reasons_not_to_hold(member.user, role, following):
            inspections.add_to_team(
                inspection=following, user=member.user, role=role, by=by, at=at, creation_key=uuid4()
            )
    audit.record(action="next audit started", subject=following, by=by, like=inspection.pk)
    return following


@transaction.atomic
def ask(*, inspection: Inspection, found: Found, creation_key: UUID, by: User, at: datetime) -> AuditAction:
    """Ask a manager, or somebody of the quality team, for an action about the audit as a whole."""
    if made := already_created(AuditAction, creation_key):
        return made
    refuse_if(policies.reasons_not_to_ask(by, inspection))
    refuse_if(policies.reasons_not_to_ask_of(found.asked_of, inspection))
    return _kept(AuditAction(inspection=inspection, creation_key=creation_key), found, by=by, at=at)


@transaction.atomic
def ask_in_case(
    *, case: SampledCase, found: Found, creation_key: UUID, by: User, at: datetime
) -> AuditAction:
    """Ask for an action about one case: a note of oversight and its action, which the officer finds due."""
    if made := already_created(AuditAction, creation_key):
        return made
    refuse_if(policies.reasons_not_to_ask_in_case(by, case))
    person = inputs.person_of(case)
    refuse_if(policies.reasons_without_record(person))
    inspection = case.draw.inspection
    action = AuditAction(inspection=inspection, case=case, creation_key=creation_key)
    if person is not None:
        note = _noted(inspection, person, found, creation_key=creation_key, by=by, at=at)
        action.in_case = note.actions.get()
    return _kept(action, found, by=by, at=at)


@transaction.atomic
def say_done(*, action: AuditAction, done_words: str, version: int, by: User, at: datetime) -> AuditAction:
    """The one who was asked says what was done; the action stays open until another verifies it."""
    refuse_if(policies.reasons_not_to_say_done(by, action))
    action.done_at, action.done_by, action.done_words = at, by, done_words
    save_if_unchanged(action, version=version, fields=["done_at", "done_by", "done_words"])
    audit.record(action="audit action done", subject=action, by=by, audit=action.inspection_id)
    return action


@transaction.atomic
def verify(*, action: AuditAction, version: int, by: User, at: datetime) -> AuditAction:
    """Somebody else has seen that it is done: the action is closed."""
    refuse_if(policies.reasons_not_to_verify(by, action))
    action.verified_at, action.verified_by, action.returned_because = at, by, ""
    save_if_unchanged(action, version=version, fields=["verified_at", "verified_by", "returned_because"])
    audit.record(action="audit action verified", subject=action, by=by, audit=action.inspection_id)
    return action


@transaction.atomic
def send_back(*, action: AuditAction, because: str, version: int, by: User) -> AuditAction:
    """It is not done yet, and what is missing; what was said stays to be read."""
    refuse_if(policies.reasons_not_to_verify(by, action))
    was_done_by = action.done_by_id
    action.done_at, action.done_by, action.returned_because = None, None, because
    save_if_unchanged(action, version=version, fields=["done_at", "done_by", "returned_because"])
    audit.record(
        action="audit action returned",
        subject=action,
        by=by,
        audit=action.inspection_id,
        done_by=was_done_by,
    )
    return action


def _noted(
    inspection: Inspection, person: Person, found: Found, *, creation_key: UUID, by: User, at: datetime
) -> OversightNote:
    """What the record says of the finding: under which question, and what is to be done."""
    heading = ""
    if found.question_code:
        question = inspection.framework.question(found.question_code)
        heading = f"{question.code} {question.text}\n"
    seen = Seen(
        OversightNote.Why.AUDIT,
        f"{heading}{found.finding}",
        [Asked(found.what, found.asked_of, found.due_on)],
    )
    return oversight.write(person=person, seen=seen, creation_key=creation_key, by=by, at=at)


def _kept(action: AuditAction, found: Found, *, by: User, at: datetime) -> AuditAction:
    action.question_code, action.finding, action.what = found.question_code, found.finding, found.what
    action.asked_of, action.due_on = found.asked_of, found.due_on
    action.asked_at, action.asked_by = at, by
    action.save()
    audit.record(
        action="audit action asked",
        subject=action,
        by=by,
        audit=action.inspection_id,
        question=found.question_code,
        asked_of=found.asked_of.pk,
    )
    return action
