"""Comments on a section, among those who work on the report."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caseward.inspection.reports import policies
from caseward.inspection.reports.models import Comment, Report, SectionText
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@transaction.atomic
def comment(*, report: Report, code: str, text: str, creation_key: UUID, by: User, at: datetime) -> Comment:
    """Say something of a section to those who write it."""
    if existing := already_created(Comment, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_comment(by, report.inspection))
    section, _ = SectionText.objects.get_or_create(report=report, section_code=code)
    made = Comment.objects.create(
        section=section, text=text, creation_key=creation_key, written_at=at, written_by=by
    )
    audit.record(action="commented_on_section", subject=made, by=by, section=code)
    return made


@transaction.atomic
def settle(*, comment: Comment, version: int, by: User, at: datetime) -> None:
    """Close a comment; it stays to be read."""
    refuse_if(policies.reasons_not_to_settle(by, comment))
    comment.settled_at, comment.settled_by = at, by
    save_if_unchanged(comment, version=version, fields=["settled_at", "settled_by"])
    audit.record(action="settled_comment", subject=comment, by=by, section=comment.section.section_code)
