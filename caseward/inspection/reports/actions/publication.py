"""Making a report public, and correcting it: every edition is frozen whole."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from caseward.inspection.follow_up import actions as follow_up
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import actions as ratings
from caseward.inspection.reports import policies
from caseward.inspection.reports.inputs.published_facts import live_facts
from caseward.inspection.reports.models import Edition, EditionPdf, PressNotice, Report, digest_of
from caseward.inspection.reports.writers.pdf import as_pdf
from caseward.inspection.results import actions as results
from caseward.inspection.results.models import Result
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged

from .document import EditionNote, document_of, written_notice
from .text import state_of_draft, written_report

FIRST = 1


def what_stands_in_the_way(report: Report) -> list[str]:
    """What the text, the press notice and the checks still lack, whoever publishes."""
    written = written_report(report)
    state = state_of_draft(report, written)
    reasons = policies.reasons_not_to_publish_report(
        report, open_findings=state.open_findings, faults=state.faults, empty=state.empty
    )
    if written_notice(report, written).faults:
        reasons.append("Mend the references of the press notice to figures that do not exist.")
    return reasons


@transaction.atomic
def publish_report(
    *, report: Report, source: str, note: str, creation_key: UUID, by: User, at: datetime
) -> Edition:
    """Make result, recommendations, further figures and the report public at once, as edition 1."""
    if existing := already_created(Edition, creation_key):
        return existing
    inspection = report.inspection
    inspection.hold()
    refuse_if(policies.reasons_not_to_publish_edition(by, report) + what_stands_in_the_way(report))
    result = _public_result(inspection, source, note, by, at)
    follow_up.publish(inspection=inspection, result=result, by=by, at=at)
    facts = list(live_facts(inspection, written_report(report).material))
    results.add_further(result=result, further=results.Further(facts=facts), by=by)
    edition = Edition.objects.create(
        report=report, number=FIRST, creation_key=creation_key, started_at=at, started_by=by
    )
    return _freeze(edition, report, edition.version, by, at)


@transaction.atomic
def publish_correction(*, edition: Edition, version: int, by: User, at: datetime) -> Edition:
    """Make a started correction public; the edition before it stays readable, marked as superseded."""
    report = edition.report
    report.inspection.hold()
    if edition.published_at is not None:
        raise Conflict(edition)
    refuse_if(policies.reasons_not_to_publish_edition(by, report) + what_stands_in_the_way(report))
    return _freeze(edition, report, version, by, at)


@transaction.atomic
def save_notice(*, report: Report, text: str, version: int, by: User, at: datetime) -> PressNotice:
    """Keep the press notice as the publisher words it; version 0 is the draft that nobody has saved."""
    refuse_if(policies.reasons_not_to_write_notice(by, report))
    held = PressNotice.objects.select_for_update().filter(report=report).first()
    if held is None:
        held = PressNotice.objects.create(report=report, saved_at=at, saved_by=by)
    held.text, held.saved_at, held.saved_by = text.replace("\r\n", "\n"), at, by
    save_if_unchanged(held, version=version, fields=["text", "saved_at", "saved_by"])
    audit.record(action="saved_press_notice", subject=held, by=by)
    return held


def keep_pdf(edition: Edition) -> None:
    """Set its type once, since what is published never changes; PdfUnavailable where it cannot be made."""
    if not EditionPdf.objects.filter(edition=edition).exists():
        EditionPdf.objects.get_or_create(edition=edition, defaults={"content": as_pdf(edition.document)})


def printed(edition: Edition) -> bytes:
    """The PDF that is kept, else one made now; PdfUnavailable where it cannot be made."""
    held = EditionPdf.objects.filter(edition=edition).first()
    return bytes(held.content) if held else as_pdf(edition.document)


def _public_result(inspection: Inspection, source: str, note: str, by: User, at: datetime) -> Result:
    """The result that is public already, or the one that is published now."""
    if inspection.stage == "published":
        return inspection.publication.result
    publication = ratings.publish(
        inspection=inspection, source=source, note=note, creation_key=uuid4(), by=by, at=at
    )
    return publication.result


def _freeze(edition: Edition, report: Report, version: int, by: User, at: datetime) -> Edition:
    note = EditionNote(edition.number, timezone.localdate(at), edition.what_changed, edition.why)
    edition.document = document_of(report, note)
    edition.digest = digest_of(edition.document)
    edition.published_at, edition.published_by = at, by
    save_if_unchanged(edition, version=version, fields=["document", "digest", "published_at", "published_by"])
    audit.record(
        action="published_edition", subject=edition, by=by, number=edition.number, digest=edition.digest
    )
    return edition
