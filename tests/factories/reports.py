"""Reports at any point of their way: started, written, checked, out with the provider."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from caseward.inspection.case_assessments.models import Assessment, Note
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import actions
from caseward.inspection.reports.models import (
    AcceptedFinding,
    Comment,
    Draft,
    FactCheck,
    FactComment,
    FrozenParagraph,
    Pen,
    PenTakeover,
    PrintedNote,
    Report,
    SectionText,
)
from caseward.rules.report_sections import is_written, sections_of
from caseward.shared.accounts.models import User
from tests.factories import case_assessments, ratings
from tests.factories.accounts import Cast

AT = datetime(2019, 9, 2, 10, 0, tzinfo=UTC)
DUE_ON = date(2019, 9, 20)
CHAPTER = "assessment"
PROSE = "foreword"
TEXT = (
    "# What we found\n\nA [[2.1.1.word]] of assessments ([[2.1.1]]) drew people in.\n\n- People were asked."
)


def report(cast: Cast, inspection: Inspection | None = None) -> Report:
    """A report that has been started, of an inspection with a few finished readings."""
    inspection = inspection or ratings.proposed(cast, ratings.counted(cast))
    return actions.start(inspection=inspection, comparator=None, creation_key=uuid4(), by=cast.lead, at=AT)


def text(of: Report, by: User, *, code: str = CHAPTER, words: str = TEXT, at: datetime = AT) -> SectionText:
    """A section that somebody has written, the pen still in hand."""
    section = actions.take_pen(report=of, code=code, note="A long enough note.", by=by, at=at)
    actions.save_text(section=section, text=words, version=section.version, by=by, at=at)
    return section


def whole(of: Report, by: User) -> Report:
    """The report with words in every section that people write."""
    for section in sections_of(of.inspection.framework):
        if is_written(section):
            row, _ = SectionText.objects.get_or_create(report=of, section_code=section.code)
            Pen.objects.update_or_create(section=row, defaults={"held_by": by, "held_at": AT})
            row.report = of
            words = f"The words of {section.title.lower()}."
            actions.save_text(section=row, text=words, version=row.version, by=by, at=AT)
            Pen.objects.filter(section=row).delete()
    return of


def printed(of: Report, note: Note, by: User, words: str = "Sam was asked.") -> PrintedNote:
    """A note on a case in the words of the report."""
    return PrintedNote.objects.create(
        report=of, note=note, note_version=note.version, text=words, prepared_at=AT, prepared_by=by
    )


def comment(section: SectionText, by: User, words: str = "Say where this was seen.") -> Comment:
    """An open comment on a section."""
    return Comment.objects.create(section=section, text=words, written_at=AT, written_by=by)


def fact_check(of: Report, by: User) -> FactCheck:
    """A check that is with the provider; the report is filled where nothing was written."""
    if actions.written_report(of).empty:
        whole(of, by)
    Inspection.objects.filter(pk=of.inspection_id).update(stage="decided")
    of.inspection.refresh_from_db(fields=["stage"])
    return actions.open_fact_check(report=of, due_on=DUE_ON, creation_key=uuid4(), by=by, at=AT)


def paragraph(of: FactCheck, number: int = 1) -> FrozenParagraph:
    """One paragraph of the frozen draft, which knows the check that is loaded already."""
    found: FrozenParagraph = of.paragraphs.get(number=number)
    found.check_round = of
    return found


def fact_comment(of: FactCheck, by: User, number: int = 1, words: str = "There were five.") -> FactComment:
    """A comment of the provider on one paragraph."""
    return actions.comment_on_facts(
        paragraph=paragraph(of, number), text=words, creation_key=uuid4(), by=by, at=AT
    )


def accepted(of: Report, by: User, identity: str = "0" * 32) -> AcceptedFinding:
    """A finding that was let stand."""
    return AcceptedFinding.objects.create(
        report=of,
        identity=identity,
        kind="number",
        sentence="In 71 per cent of cases it did.",
        says="71 per cent",
        data="70 per cent",
        reason="The sentence is about women only.",
        accepted_at=AT,
        accepted_by=by,
    )


def by_view(inspection: Inspection) -> dict[str, dict[str, Any]]:
    """What addresses of single views take."""
    return {"reports:prepare_note": {"note_id": _usable_note(inspection).pk}}


def gathered(cast: Cast, inspection: Inspection) -> dict[str, Any]:
    """A written report in the estate, out with the provider; what to put into its addresses."""
    made = whole(report(cast, inspection), cast.lead)
    section = text(made, cast.lead, words="The division works well.")
    Pen.objects.filter(section=section).update(held_at=timezone.now() + timedelta(hours=1))
    written = actions.written_report(made)
    found = actions.findings_of(written.sections, written.material)
    check = FactCheck.objects.create(report=made, number=1, due_on=DUE_ON, opened_at=AT, opened_by=cast.lead)
    _frozen(check, 1)
    return {
        "section_code": CHAPTER,
        "draft_number": 1,
        "comment_id": comment(section, cast.analyst).pk,
        "identity": found[0].identity,
        "accepted_id": accepted(made, cast.lead).pk,
        "paragraph_number": 1,
        "fact_comment_id": fact_comment(check, cast.provider_contact).pk,
    }


def at(inspection: Inspection, stage: str) -> None:
    """The provider's check where the pages of that stage need it: open, answered, closed."""
    contact = inspection.provider.users.first()
    submitted, closed = stage in {"ratings", "decided", "published"}, stage in {"decided", "published"}
    FactCheck.objects.filter(report__inspection=inspection).update(
        submitted_at=AT if submitted else None,
        submitted_by=contact if submitted else None,
        closed_at=AT if closed else None,
        closed_by=inspection.created_by if closed else None,
    )


def one_more(cast: Cast, inspection: Inspection, number: int) -> None:
    """One more of everything that grows."""
    section = SectionText.objects.get(report__inspection=inspection, section_code=CHAPTER)
    Draft.objects.create(
        section=section, number=number + 100, text="Earlier.", saved_at=AT, saved_by=cast.inspector
    )
    PenTakeover.objects.create(
        section=section, taken_from=cast.lead, note="On leave.", taken_at=AT, taken_by=cast.inspector
    )
    printed(section.report, _usable_note(inspection), cast.lead)
    _usable_note(inspection)
    comment(section, cast.inspector)
    Comment.objects.create(
        section=section,
        text="Done.",
        written_at=AT,
        written_by=cast.lead,
        settled_at=AT,
        settled_by=cast.analyst,
    )
    accepted(section.report, cast.lead, identity=f"{number:032}f")
    check = FactCheck.objects.get(report=section.report)
    paragraph = _frozen(check, number + 2)
    FactComment.objects.create(
        paragraph=paragraph, text="No.", commented_at=AT, commented_by=cast.provider_contact
    )


def _usable_note(inspection: Inspection) -> Note:
    """A note marked for the report, on a reading that is finished."""
    reading = Assessment.objects.finished().filter(inspection=inspection).order_by("pk")[0]
    return case_assessments.note(reading, usable_in_report=True)


def _frozen(check: FactCheck, number: int) -> FrozenParagraph:
    return FrozenParagraph.objects.create(
        check_round=check,
        number=number,
        section_code=CHAPTER,
        section_title="Assessment",
        kind="paragraph",
        text="As sent.",
        html="<p>As sent.</p>",
    )
