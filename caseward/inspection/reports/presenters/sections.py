"""The sections of a report with how far each is, and one of them with all that belongs to it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from caseward.inspection.reports.actions import WrittenReport
from caseward.inspection.reports.models import Report, SectionText
from caseward.inspection.reports.policies import PEN_LASTS
from caseward.inspection.reports.writers import WrittenSection
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.report_sections import is_written, sections_of
from caseward.shared.accounts.models import User
from caseward.shared.govuk.filters import plural


@dataclass(frozen=True)
class SectionLine:
    """One section in the list."""

    section: ReportSection
    is_written: bool
    words: int
    faults: int
    holder: User | None
    open_comments: int
    row: SectionText | None

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if not self.is_written:
            return "Drawn from the data"
        return plural(self.words, "word") if self.words else "Not begun"


def section_lines(report: Report, written: WrittenReport, at: datetime) -> list[SectionLine]:
    """Every section in its order; one question to the database."""
    rows = SectionText.objects.filter(report=report).select_related("pen__held_by")
    rows = rows.annotate(open_comments=Count("comments", filter=Q(comments__settled_at=None)))
    by_code = {row.section_code: row for row in rows}
    return [_line(each, by_code.get(each.section.code), at) for each in written.sections]


def title_of(report: Report, code: str) -> str:
    """The title of a section; KeyError where the report has none of that code."""
    return section_of(report, code).title


def section_of(report: Report, code: str) -> ReportSection:
    """The section of that code; KeyError where the report has none."""
    return {section.code: section for section in sections_of(report.inspection.framework)}[code]


def heading_of(section: ReportSection) -> str:
    """A section as pages name it: a chapter with the number of its standard."""
    return f"{section.standard} {section.title}" if section.standard else section.title


def _line(written: WrittenSection, row: SectionText | None, at: datetime) -> SectionLine:
    pen = getattr(row, "pen", None) if row else None
    is_held = pen is not None and pen.held_at > at - PEN_LASTS
    return SectionLine(
        section=written.section,
        is_written=is_written(written.section),
        words=sum(len(paragraph.text.split()) for paragraph in written.paragraphs),
        faults=len(written.faults),
        holder=pen.held_by if pen is not None and is_held else None,
        open_comments=getattr(row, "open_comments", 0),
        row=row,
    )
