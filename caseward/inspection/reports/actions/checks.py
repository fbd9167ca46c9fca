"""The checker's findings on the text as it reads now, and those that people let stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caseward.inspection.reports import policies
from caseward.inspection.reports.inputs import Material, known_of
from caseward.inspection.reports.models import AcceptedFinding, Report
from caseward.inspection.reports.readers.splitting import Line, cut
from caseward.inspection.reports.writers import Paragraph, WrittenSection
from caseward.rules.framework_evidence import ReportSection
from caseward.rules.wording.checker import check
from caseward.rules.wording.findings import Finding
from caseward.rules.wording.sentences import Place, Sentence
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if

PLACES = {
    "heading": Place.HEADING,
    "paragraph": Place.PROSE,
    "item": Place.ITEM,
    "quote": Place.QUOTATION,
    "table": Place.ROW,
}
LINES_A_SECTION = 100_000
"""More lines than a section has: a line of the whole report tells its section and the line in it."""

ON_A_LINE = re.compile(r"\bon line (\d+)")


@dataclass(frozen=True)
class LocatedFinding:
    """A finding with the section it stands in, and the line there."""

    section: ReportSection
    line: int
    finding: Finding
    data: str
    """What the data or another place say, that place by its section and the line there."""

    @property
    def identity(self) -> str:
        """The same as long as sentence and data stay."""
        return self.finding.identity


def findings_of(sections: Sequence[WrittenSection], material: Material) -> list[LocatedFinding]:
    """What the checker finds in the text as it reads now; each finding once."""
    sentences = [
        sentence for place, written in enumerate(sections) for sentence in _sentences(written, place)
    ]
    found = {each.identity: each for each in check(sentences, known_of(material))}
    return [_located(each, sections) for each in found.values()]


@transaction.atomic
def accept_finding(
    *, report: Report, finding: Finding, reason: str, creation_key: UUID, by: User, at: datetime
) -> AcceptedFinding:
    """Let a finding stand; it comes back when its sentence or the data change."""
    if existing := already_created(AcceptedFinding, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_accept(by, report.inspection, reason))
    accepted, _ = AcceptedFinding.objects.standing().get_or_create(
        report=report,
        identity=finding.identity,
        defaults={
            "kind": str(finding.kind),
            "sentence": finding.sentence,
            "says": finding.says,
            "data": finding.data,
            "reason": reason,
            "creation_key": creation_key,
            "accepted_at": at,
            "accepted_by": by,
        },
    )
    audit.record(action="accepted_finding", subject=accepted, by=by, kind=accepted.kind)
    return accepted


@transaction.atomic
def withdraw_acceptance(*, accepted: AcceptedFinding, by: User, at: datetime) -> None:
    """Take back that a finding may stand."""
    refuse_if(policies.reasons_not_to_withdraw(by, accepted))
    accepted.withdrawn_at, accepted.withdrawn_by = at, by
    accepted.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(action="withdrew_acceptance", subject=accepted, by=by, kind=accepted.kind)


def _located(finding: Finding, sections: Sequence[WrittenSection]) -> LocatedFinding:
    section, line = _place(finding.line, sections)

    def in_words(found: re.Match[str]) -> str:
        other, there = _place(int(found[1]), sections)
        return f"in “{_heading(other)}”, line {there}"

    return LocatedFinding(section, line, finding, ON_A_LINE.sub(in_words, finding.data))


def _place(line: int, sections: Sequence[WrittenSection]) -> tuple[ReportSection, int]:
    """The section of a line of the whole report, and the line there."""
    return sections[line // LINES_A_SECTION].section, line % LINES_A_SECTION


def _heading(section: ReportSection) -> str:
    return f"{section.standard} {section.title}" if section.standard else section.title


def _sentences(written: WrittenSection, place: int) -> Iterator[Sentence]:
    """The sentences of a section, its lines counted on from those of the sections before."""
    title = _heading(written.section)
    headings: list[tuple[int, str]] = [(0, title)]
    yield Sentence(place * LINES_A_SECTION, title, Place.HEADING, (), place * LINES_A_SECTION)
    for number, paragraph in enumerate(written.paragraphs, 1):
        above = tuple(text for _, text in headings)
        yield from _of_paragraph(paragraph, place * LINES_A_SECTION, above, place * LINES_A_SECTION + number)
        if paragraph.kind == "heading":
            headings = [row for row in headings if row[0] < paragraph.level]
            headings.append((paragraph.level, paragraph.text))


def _of_paragraph(
    paragraph: Paragraph, before: int, headings: tuple[str, ...], number: int
) -> Iterator[Sentence]:
    lines = [Line(before + at, text) for at, text in enumerate(paragraph.text.split("\n"), paragraph.line)]
    if paragraph.kind == "table":
        yield from (_row(line, headings, number) for line in lines if line.text)
        return
    place, label = PLACES.get(paragraph.kind, Place.EXAMPLE), paragraph.number
    for line_number, text in cut(lines):
        yield Sentence(line_number, text, place, headings, number, label)
        label = ""


def _row(line: Line, headings: tuple[str, ...], number: int) -> Sentence:
    label, *cells = line.text.split("\t")
    text = " ".join([label, *cells])
    return Sentence(line.number, text, Place.ROW, headings, number, label, tuple(cells))
