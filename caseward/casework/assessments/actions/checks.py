"""Asking another agency, chasing it, and what becomes of its answer."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.casework.assessments import policies
from caseward.casework.assessments.models import Assessment, Chase, Check
from caseward.casework.people.models import ChangeEvent, Person
from caseward.rules import agency_checks
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged


@transaction.atomic
def ask(
    *,
    person: Person,
    agency: str,
    question: str,
    event: ChangeEvent | None,
    asked_on: date,
    creation_key: UUID,
    by: User,
    at: datetime,
) -> Check:
    """Ask an agency; from here on the check is followed until its answer is used."""
    if made := already_created(Check, creation_key):
        return made
    refuse_if(policies.reasons_not_to_ask(by, person))
    check = person.checks.create(
        agency=agency,
        question=question,
        event=event,
        asked_on=asked_on,
        creation_key=creation_key,
        asked_at=at,
        asked_by=by,
    )
    audit.record(
        action="agency asked",
        subject=check,
        by=by,
        person=person.pk,
        agency=agency,
        event=event.pk if event else None,
        asked_on=str(asked_on),
    )
    return check


@transaction.atomic
def chase(*, check: Check, chased_on: date, words: str, creation_key: UUID, by: User, at: datetime) -> Chase:
    """Remind an agency that has not answered."""
    if made := already_created(Chase, creation_key):
        return made
    check = _held(check)
    refuse_if(policies.reasons_not_to_follow(by, check, "chase"))
    made = check.chases.create(
        chased_on=chased_on, words=words, creation_key=creation_key, chased_at=at, chased_by=by
    )
    refuse_if(list(agency_checks.faults(check.days())))
    audit.record(
        action="agency chased", subject=check, by=by, person=check.person_id, chased_on=str(chased_on)
    )
    return made


@transaction.atomic
def record_answer(*, check: Check, answered_on: date, answer: str, version: int, by: User) -> Check:
    """Keep what the agency says; sent twice it is kept once.

    Raises Conflict when somebody else changed the check since the page was opened.
    """
    refuse_if(policies.reasons_not_to_ask(by, check.person))
    if (check.answered_on, check.answer) == (answered_on, answer):
        return check
    if check.version != version:
        raise Conflict(check)
    refuse_if(policies.reasons_not_to_follow(by, check, "answer"))
    check.answered_on, check.answer = answered_on, answer
    refuse_if(list(agency_checks.faults(check.days())))
    save_if_unchanged(check, version=version, fields=["answered_on", "answer"])
    audit.record(
        action="agency answered",
        subject=check,
        by=by,
        person=check.person_id,
        answered_on=str(answered_on),
    )
    return check


@transaction.atomic
def read(*, check: Check, version: int, by: User, at: datetime) -> Check:
    """Somebody read the answer: who and when is kept."""
    refuse_if(policies.reasons_not_to_follow(by, check, "read"))
    check.read_at, check.read_by = at, by
    save_if_unchanged(check, version=version, fields=["read_at", "read_by"])
    audit.record(action="answer of agency read", subject=check, by=by, person=check.person_id)
    return check


@transaction.atomic
def use(*, check: Check, assessment: Assessment, use: str, version: int, by: User, at: datetime) -> Check:
    """Say what the answer changed in which assessment, or why it changes nothing; sent twice it is once.

    Raises Conflict when somebody else changed the check since the page was opened.
    """
    refuse_if(policies.reasons_not_to_ask(by, check.person))
    if (check.used_in_id, check.use) == (assessment.pk, use):
        return check
    if check.version != version:
        raise Conflict(check)
    refuse_if(policies.reasons_not_to_follow(by, check, "use"))
    check.used_in, check.use, check.used_at, check.used_by = assessment, use, at, by
    save_if_unchanged(check, version=version, fields=["used_in", "use", "used_at", "used_by"])
    audit.record(
        action="answer of agency used",
        subject=check,
        by=by,
        person=check.person_id,
        assessment=assessment.pk,
    )
    return check


def _held(check: Check) -> Check:
    """The check as it stands, so that no answer comes between."""
    return Check.objects.select_for_update().select_related("person").get(pk=check.pk)
