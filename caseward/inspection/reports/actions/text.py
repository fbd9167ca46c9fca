"""The whole report as it reads with the figures of now, and what it still lacks."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseward.inspection.reports.inputs import Material, material_of
from caseward.inspection.reports.models import AcceptedFinding, Report, SectionText
from caseward.inspection.reports.writers import WrittenSection, written_section
from caseward.rules.report_sections import is_written, sections_of

from .checks import findings_of


@dataclass(frozen=True)
class WrittenReport:
    """Every section in its order; those that are drawn from data alone have no words."""

    material: Material
    sections: tuple[WrittenSection, ...]

    @property
    def faults(self) -> int:
        """References that stand for nothing."""
        return sum(len(section.faults) for section in self.sections)

    @property
    def empty(self) -> list[str]:
        """The titles of sections that people have still to write."""
        return [each.section.title for each in self.sections if is_written(each.section) and each.is_empty]


@dataclass(frozen=True)
class DraftState:
    """What keeps a report from being sent out or published; policies take it as it is."""

    open_findings: int
    faults: int
    empty: tuple[str, ...]


def written_report(report: Report) -> WrittenReport:
    """The report as it reads now; as many questions to the database for a page as for a book."""
    material = material_of(report)
    typed: Mapping[str, str] = dict(
        SectionText.objects.filter(report=report).values_list("section_code", "text")
    )
    sections = sections_of(report.inspection.framework)
    return WrittenReport(
        material,
        tuple(
            written_section(section, typed.get(section.code, ""), material.figures, material.boxes)
            for section in sections
        ),
    )


def state_of_draft(report: Report, written: WrittenReport | None = None) -> DraftState:
    """What the text lacks now: findings neither mended nor accepted, false references, empty sections."""
    written = written or written_report(report)
    accepted = set(
        AcceptedFinding.objects.standing().filter(report=report).values_list("identity", flat=True)
    )
    findings = findings_of(written.sections, written.material)
    waiting = [finding for finding in findings if finding.identity not in accepted]
    return DraftState(len(waiting), written.faults, tuple(written.empty))
