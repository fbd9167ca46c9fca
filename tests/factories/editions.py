"""Reports on their last stretch: ready to be published, published, corrected."""

from typing import Any
from uuid import uuid4

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import actions as panel
from caseward.inspection.ratings.models import Meeting
from caseward.inspection.reports import actions
from caseward.inspection.reports.models import Edition, FactCheck, Report, SectionText, digest_of
from caseward.shared.accounts.models import User
from tests.factories import fieldwork, follow_up, inspections, organisations, ratings, reports
from tests.factories.accounts import Cast
from tests.factories.reports import AT

WHAT, WHY = "A figure in the foreword is put right.", "It was the figure of another year."


def ready(cast: Cast) -> Report:
    """A report that nothing stands in the way of: decided, written, checked by the provider."""
    inspection = ratings.counted(cast)
    return written(cast, inspection, ratings.meeting(cast, ratings.proposed(cast, inspection)))


def written(cast: Cast, inspection: Inspection, meeting: Meeting) -> Report:
    """The report of an inspection whose panel meets; what it has not decided is confirmed."""
    ratings.decided(cast, meeting)
    panel.lock(meeting=meeting, version=meeting.version, by=cast.panel_member, at=AT)
    inspection.refresh_from_db()
    report = reports.whole(reports.report(cast, inspection), cast.lead)
    follow_up.recommendation(cast, inspection)
    check = reports.fact_check(report, cast.lead)
    FactCheck.objects.filter(pk=check.pk).update(
        submitted_at=AT, submitted_by=cast.provider_contact, closed_at=AT, closed_by=cast.lead
    )
    return report


def published_after(cast: Cast, inspection: Inspection, meeting: Meeting) -> Edition:
    """The first edition on an inspection, with figures and interviews of fieldwork."""
    fieldwork.gathered(cast, inspection)
    return publish(written(cast, inspection, meeting), cast.publisher)


def publish(report: Report, by: User) -> Edition:
    """Its first edition."""
    return actions.publish_report(
        report=report, source="The inspectorate", note="", creation_key=uuid4(), by=by, at=AT
    )


def published(cast: Cast) -> Edition:
    """The first edition of a report."""
    return publish(ready(cast), cast.publisher)


def correction(edition: Edition, by: User) -> Edition:
    """A correction that has been started."""
    return actions.start_correction(
        report=edition.report, what_changed=WHAT, why=WHY, creation_key=uuid4(), by=by, at=AT
    )


def corrected(edition: Edition, by: User, words: str, *, code: str = reports.PROSE) -> Edition:
    """A second edition in which one section reads otherwise."""
    started = correction(edition, by)
    SectionText.objects.filter(report=edition.report, section_code=code).update(text=words)
    return actions.publish_correction(edition=started, version=started.version, by=by, at=AT)


def gathered(cast: Cast) -> dict[str, dict[str, Any]]:
    """A report with two editions on a result of its own; what to put into the public addresses."""
    inspection = inspections.inspection(cast, provider=organisations.provider("Reported"))
    result = follow_up.publication(cast, inspection)
    report = Report.objects.create(inspection=inspection, started_at=AT, started_by=cast.lead)
    for _ in range(2):
        one_more(cast, report)
    public = {"slug": result.slug, "edition_number": 2}
    names = ("report", "edition", "changes", "press_notice_of", "pdf", "ods", "csv", "json")
    return {f"reports:{name}": public for name in names}


def one_more(cast: Cast, report: Report) -> Edition:
    """Another published edition, with a section and a table more than the one before."""
    number = Edition.objects.filter(report=report).count() + 1
    document = _document(report, number)
    return Edition.objects.create(
        report=report,
        number=number,
        what_changed=WHAT,
        why=WHY,
        document=document,
        digest=digest_of(document),
        started_at=AT,
        started_by=cast.publisher,
        published_at=AT,
        published_by=cast.publisher,
    )


def _document(report: Report, number: int) -> dict[str, Any]:
    result = report.inspection.publication.result
    table = {
        "code": "ratings",
        "caption": "Ratings",
        "head": ["Standard", "Rating"],
        "rows": [[{"text": text, "value": None, "band": None} for text in ("2.1 Assessment", "Good")]],
        "notes": [],
        "numeric": [],
    }
    sections = [
        {
            "code": f"section-{place}",
            "heading": f"Section {place}",
            "standard": None,
            "is_annex": False,
            "rating": None,
            "html": "<p>Words.</p>",
            "paragraphs": ["Words."],
            "tables": [{**table, "code": f"ratings-{place}", "caption": f"Ratings {place}"}],
            "charts": [],
        }
        for place in range(number)
    ]
    return {
        "format": "caseward-report-1",
        "title": "An inspection",
        "provider": report.inspection.provider.name,
        "note": None,
        "framework": {"code": report.inspection.framework_code, "title": "A framework", "digest": "0" * 64},
        "fieldwork_starts_on": "2019-08-05",
        "fieldwork_ends_on": "2019-08-16",
        "overall": {"rating": "good", "title": "Good", "points": 17, "out_of": 30},
        "edition": {"number": number, "published_on": "2019-09-02", "what_changed": WHAT, "why": WHY},
        "comparator": None,
        "sections": sections,
        "press_notice": {"html": "<p>News.</p>", "paragraphs": ["News."]},
        "result": {"title": result.title, "slug": result.slug, "source": result.source},
    }
