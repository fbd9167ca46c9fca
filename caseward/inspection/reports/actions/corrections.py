"""A correction of what is published: it opens the text again, and may be given up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from caseward.inspection.reports import policies
from caseward.inspection.reports.models import Draft, Edition, Pen, Report, SectionText
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if


@transaction.atomic
def start_correction(
    *, report: Report, what_changed: str, why: str, creation_key: UUID, by: User, at: datetime
) -> Edition:
    """Open the text again for a new edition; readers will be told what changed and why."""
    if existing := already_created(Edition, creation_key):
        return existing
    report.inspection.hold()
    refuse_if(policies.reasons_not_to_start_correction(by, report))
    refuse_if(policies.reasons_not_to_correct_so(what_changed=what_changed, why=why))
    last = Edition.objects.light().filter(report=report).first()
    assert last is not None  # noqa: S101 - the policy has asked
    edition = Edition.objects.create(
        report=report,
        number=last.number + 1,
        what_changed=what_changed,
        why=why,
        creation_key=creation_key,
        started_at=at,
        started_by=by,
    )
    audit.record(action="started_correction", subject=edition, by=by, number=edition.number)
    return edition


@transaction.atomic
def give_up_correction(*, edition: Edition, by: User, at: datetime) -> None:
    """Leave the published edition as it is; each section reads again as it did when the correction began."""
    edition.report.inspection.hold()
    refuse_if(policies.reasons_not_to_give_up_correction(by, edition))
    changed = _put_back(edition, by, at)
    audit.record(action="gave_up_correction", subject=edition, by=by, number=edition.number, sections=changed)
    edition.delete()


def _put_back(edition: Edition, by: User, at: datetime) -> list[str]:
    """The codes of the sections that were written since; what was written stays among their drafts."""
    Pen.objects.filter(section__report=edition.report).delete()
    since = Draft.objects.filter(section__report=edition.report, saved_at__gt=edition.started_at)
    written = SectionText.objects.filter(report=edition.report, pk__in=since.values("section")).order_by("pk")
    for section in written:
        before = section.drafts.filter(saved_at__lte=edition.started_at).first()
        section.text = before.text if before else ""
        section.version, section.saved_at, section.saved_by = section.version + 1, at, by
        section.save(update_fields=["text", "version", "saved_at", "saved_by"])
        last = section.drafts.aggregate(last=Max("number"))["last"]
        section.drafts.create(number=last + 1, text=section.text, saved_at=at, saved_by=by)
    return [section.section_code for section in written]
