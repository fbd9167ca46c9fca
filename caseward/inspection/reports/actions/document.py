"""The whole report as one plain document: what is shown before publication and frozen on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.inputs.press import drafted_notice
from caseward.inspection.reports.inputs.tables import Drawn, drawn_from
from caseward.inspection.reports.models import PressNotice, Report
from caseward.inspection.reports.writers import WrittenSection, written_section
from caseward.inspection.results.presenters import as_data, published
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.framework_parts import Provenance

from .text import WrittenReport, written_report

FORMAT = "caseward-report-1"
NOTICE = ReportSection("press-notice", "Press notice", "prose", (), Provenance("The house"))


@dataclass(frozen=True)
class EditionNote:
    """What a document says of itself."""

    number: int
    published_on: date | None
    what_changed: str = ""
    why: str = ""


def document_of(report: Report, note: EditionNote, written: WrittenReport | None = None) -> dict[str, Any]:
    """The report with its tables and charts as the data give them now."""
    written = written or written_report(report)
    inspection = report.inspection
    drawn = drawn_from(inspection, written.material)
    return {
        "format": FORMAT,
        **_head(inspection, written),
        "edition": {
            "number": note.number,
            "published_on": note.published_on.isoformat() if note.published_on else None,
            "what_changed": note.what_changed or None,
            "why": note.why or None,
        },
        "comparator": report.comparator.title if report.comparator else None,
        "sections": [_section(drawn, section) for section in written.sections],
        "press_notice": _notice(report, written),
        "result": _result(inspection) if note.published_on else None,
    }


def written_notice(report: Report, written: WrittenReport) -> WrittenSection:
    """The press notice with its figures written out: as the publisher worded it, else as it is drafted."""
    return written_section(
        NOTICE, notice_text(report, written), written.material.figures, written.material.boxes
    )


def notice_text(report: Report, written: WrittenReport) -> str:
    """The press notice as it is typed, with references to figures."""
    saved = PressNotice.objects.filter(report=report).values_list("text", flat=True).first()
    return drafted_notice(report.inspection, written.material) if saved is None else saved


def _head(inspection: Inspection, written: WrittenReport) -> dict[str, Any]:
    framework, score = written.material.standing.framework, written.material.standing.score
    return {
        "title": f"An inspection of {inspection.provider.name}",
        "provider": inspection.provider.name,
        "note": inspection.note or None,
        "framework": {"code": framework.code, "title": framework.title, "digest": framework.digest},
        "fieldwork_starts_on": inspection.fieldwork_starts_on.isoformat(),
        "fieldwork_ends_on": inspection.fieldwork_ends_on.isoformat(),
        "overall": {
            "rating": score.band,
            "title": framework.band(score.band).title if score.band else None,
            "points": score.points,
            "out_of": score.out_of,
        },
    }


def _section(drawn: Drawn, written: WrittenSection) -> dict[str, Any]:
    section = written.section
    tables = drawn.tables_of(section)
    return {
        "code": section.code,
        "heading": f"{section.standard} {section.title}" if section.standard else section.title,
        "standard": section.standard,
        "is_annex": section.is_annex,
        "rating": _rating(drawn, section),
        "html": str(written.html),
        "paragraphs": [paragraph.text for paragraph in written.paragraphs],
        "tables": [table.as_data() for table in tables],
        "charts": drawn.charts_of(section, tables),
    }


def _rating(drawn: Drawn, section: ReportSection) -> dict[str, str] | None:
    band = drawn.material.standing.bands.get(section.standard or "")
    return {"band": band, "title": drawn.framework.band(band).title} if band else None


def _notice(report: Report, written: WrittenReport) -> dict[str, Any]:
    notice = written_notice(report, written)
    return {"html": str(notice.html), "paragraphs": list(_texts(notice))}


def _texts(written: WrittenSection) -> Iterator[str]:
    return (paragraph.text for paragraph in written.paragraphs)


def _result(inspection: Inspection) -> dict[str, Any] | None:
    """The public result whole, with every rating, percentage, base and note; none before it is public."""
    publication = getattr(inspection, "publication", None)
    return as_data(published(publication.result)) if publication else None
