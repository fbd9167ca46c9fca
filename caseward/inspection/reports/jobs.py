"""Long work: setting the type of what is published, which takes seconds, outside the request."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import task

from caseward.shared.accounts.models import User

from . import actions
from .models import Edition, Report
from .writers.pdf import PdfUnavailable

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_report(
    *, report: Report, source: str, note: str, creation_key: UUID, by: User, at: datetime
) -> Edition:
    """Publish the report and queue its PDF, together or not at all."""
    edition = actions.publish_report(
        report=report, source=source, note=note, creation_key=creation_key, by=by, at=at
    )
    if edition.published_at == at:  # the same form sent twice finds the PDF queued already
        set_type.enqueue(edition.pk)
    return edition


@transaction.atomic
def publish_correction(*, edition: Edition, version: int, by: User, at: datetime) -> Edition:
    """Publish a correction and queue its PDF, together or not at all."""
    published = actions.publish_correction(edition=edition, version=version, by=by, at=at)
    set_type.enqueue(published.pk)
    return published


@task()
def set_type(edition_id: int) -> None:
    """Keep the PDF of a published edition; without Pango every other format still works."""
    try:
        actions.keep_pdf(Edition.objects.published().get(pk=edition_id))
    except PdfUnavailable as fault:
        logger.warning("Edition %s has no PDF: %s", edition_id, fault)
