"""The factual accuracy check: a frozen draft goes out, comments come back, each is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caseward.inspection.reports import policies
from caseward.inspection.reports.models import FactCheck, FactComment, FrozenParagraph, Report
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from .checked_draft import checked_draft
from .text import WrittenReport, written_report


@dataclass(frozen=True)
class Answered:
    """What the lead inspector answers to one comment."""

    answer: str
    reason: str


@dataclass(frozen=True)
class ChangedParagraph:
    """One paragraph before and after; one of them is empty where it is new or gone."""

    section: str
    number: int | None
    before: str
    after: str


@transaction.atomic
def open_fact_check(*, report: Report, due_on: date, creation_key: UUID, by: User, at: datetime) -> FactCheck:
    """Freeze the draft as it reads now, with numbered paragraphs, and let the provider's contact read it."""
    if existing := already_created(FactCheck, creation_key):
        return existing
    report.inspection.hold()
    written = written_report(report)
    refuse_if(policies.reasons_not_to_open(by, report, faults=written.faults, empty=len(written.empty)))
    refuse_if(policies.reasons_not_to_be_due(due_on, timezone.localdate(at)))
    last = report.fact_checks.aggregate(last=Max("number"))["last"] or 0
    check = FactCheck.objects.create(
        report=report, number=last + 1, due_on=due_on, creation_key=creation_key, opened_at=at, opened_by=by
    )
    FrozenParagraph.objects.bulk_create(_frozen(check, written))
    audit.record(action="opened_fact_check", subject=check, by=by, number=check.number)
    return check


@transaction.atomic
def record_reading(*, check: FactCheck, by: User) -> None:
    """Write that somebody of the provider read the draft."""
    refuse_if([] if policies.reads_frozen_draft(check) else ["The draft can no longer be read."])
    audit.record(action="read_draft", subject=check, by=by)


@transaction.atomic
def comment_on_facts(
    *, paragraph: FrozenParagraph, text: str, creation_key: UUID, by: User, at: datetime
) -> FactComment:
    """Say what is wrong in a paragraph."""
    if existing := already_created(FactComment, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_comment_on_facts(by, paragraph.check_round))
    made = FactComment.objects.create(
        paragraph=paragraph, text=text, creation_key=creation_key, commented_at=at, commented_by=by
    )
    audit.record(action="commented_on_facts", subject=made, by=by, paragraph=paragraph.number)
    return made


@transaction.atomic
def submit_comments(*, check: FactCheck, version: int, by: User, at: datetime) -> None:
    """Send the provider's comments; they no longer change."""
    refuse_if(policies.reasons_not_to_submit(by, check))
    check.submitted_at, check.submitted_by = at, by
    save_if_unchanged(check, version=version, fields=["submitted_at", "submitted_by"])
    audit.record(action="submitted_fact_check", subject=check, by=by)


@transaction.atomic
def take_in_comments(*, check: FactCheck, version: int, by: User, at: datetime) -> None:
    """Take in what the provider wrote and did not send by the day it was due."""
    refuse_if(policies.reasons_not_to_take_in(by, check, timezone.localdate(at)))
    check.submitted_at, check.submitted_by = at, by
    save_if_unchanged(check, version=version, fields=["submitted_at", "submitted_by"])
    audit.record(action="took_in_fact_comments", subject=check, by=by)


@transaction.atomic
def answer_comment(*, comment: FactComment, answered: Answered, version: int, by: User, at: datetime) -> None:
    """Accept or reject a comment, with the reason that the provider reads; it may change until closing."""
    refuse_if(policies.reasons_not_to_answer(by, comment))
    refuse_if(policies.reasons_not_to_answer_so(answered.reason))
    comment.answer, comment.reason = answered.answer, answered.reason
    comment.answered_at, comment.answered_by = at, by
    fields = ["answer", "reason", "answered_at", "answered_by"]
    save_if_unchanged(comment, version=version, fields=fields)
    audit.record(action="answered_fact_comment", subject=comment, by=by, answer=answered.answer)


@transaction.atomic
def close_fact_check(
    *, check: FactCheck, changes: Sequence[ChangedParagraph], version: int, by: User, at: datetime
) -> None:
    """End the check: the provider reads what became of its comments and what has changed."""
    refuse_if(policies.reasons_not_to_close(by, check, timezone.localdate(at)))
    check.closed_at, check.closed_by = at, by
    check.changes = [vars(change) for change in changes]
    save_if_unchanged(check, version=version, fields=["closed_at", "closed_by", "changes"])
    audit.record(action="closed_fact_check", subject=check, by=by, changes=len(changes))


def _frozen(check: FactCheck, written: WrittenReport) -> list[FrozenParagraph]:
    sections = checked_draft(check.report, written)
    paragraphs = [(each.section, paragraph) for each in sections for paragraph in each.paragraphs]
    return [
        FrozenParagraph(
            check_round=check,
            number=number,
            section_code=section.code,
            section_title=section.title,
            kind=paragraph.kind,
            text=paragraph.as_read,
            html=str(paragraph.html),
        )
        for number, (section, paragraph) in enumerate(paragraphs, 1)
    ]
