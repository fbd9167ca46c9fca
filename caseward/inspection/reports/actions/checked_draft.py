"""The report as the provider checks it: the prose and the tables of each section, paragraph by paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass

from caseward.inspection.reports.inputs.tables import drawn_from
from caseward.inspection.reports.models import Report
from caseward.inspection.reports.writers import Paragraph
from caseward.inspection.reports.writers.checked import table_paragraph
from caseward.rules.framework_evidence import ReportSection

from .text import WrittenReport


@dataclass(frozen=True)
class CheckedSection:
    """One section with its paragraphs, tables after prose as they are published."""

    section: ReportSection
    paragraphs: tuple[Paragraph, ...]


def checked_draft(report: Report, written: WrittenReport) -> Iterator[CheckedSection]:
    """Every section that has something to check."""
    drawn = drawn_from(report.inspection, written.material)
    for each in written.sections:
        tables = [table_paragraph(table.as_data()) for table in drawn.tables_of(each.section)]
        if each.paragraphs or tables:
            yield CheckedSection(each.section, (*each.paragraphs, *tables))
