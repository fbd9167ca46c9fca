"""Starting, writing and talking about a report."""

from datetime import timedelta
from uuid import uuid4

import pytest

from caseward.inspection.case_assessments.models import Assessment, Note
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import actions
from caseward.inspection.reports.models import Draft, Edition, Pen, PenTakeover, PrintedNote, Report
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import case_assessments, inspections, ratings, reports
from tests.factories.accounts import Cast
from tests.factories.reports import AT, CHAPTER

pytestmark = pytest.mark.django_db
NEARLY_AN_HOUR, AN_HOUR = timedelta(minutes=59), timedelta(hours=1)


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report that the lead has started."""
    return reports.report(cast)


def test_starting_twice_with_one_form_makes_one_report(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    key = uuid4()
    made = [
        actions.start(inspection=inspection, comparator=None, creation_key=key, by=cast.lead, at=AT)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Event.objects.filter(action="started_report").count() == 1


@pytest.mark.parametrize(
    "who", ["inspector", "analyst", "panel_member", "publisher", "provider_contact", "outsider"]
)
def test_only_the_lead_starts_the_report(cast: Cast, who: str) -> None:
    inspection = inspections.inspection(cast, stage="ratings")
    with pytest.raises(NotAllowed, match="lead inspector"):
        actions.start(
            inspection=inspection, comparator=None, creation_key=uuid4(), by=getattr(cast, who), at=AT
        )


def test_the_report_begins_with_the_ratings(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="assessment")
    with pytest.raises(NotAllowed, match="once case assessment is closed"):
        actions.start(inspection=inspection, comparator=None, creation_key=uuid4(), by=cast.lead, at=AT)


def test_a_published_report_is_not_written_any_more(cast: Cast, report: Report) -> None:
    Edition.objects.create(
        report=report,
        number=1,
        started_at=AT,
        started_by=cast.publisher,
        published_at=AT,
        published_by=cast.publisher,
    )
    Inspection.objects.filter(pk=report.inspection_id).update(stage="published")
    report.inspection.refresh_from_db()
    with pytest.raises(NotAllowed, match="The report is published"):
        actions.take_pen(report=report, code=CHAPTER, by=cast.lead, at=AT)


@pytest.mark.parametrize("who", ["analyst", "quality_lead", "publisher", "provider_contact", "outsider"])
def test_only_lead_and_inspectors_take_the_pen(cast: Cast, report: Report, who: str) -> None:
    with pytest.raises(NotAllowed, match="write its report"):
        actions.take_pen(report=report, code=CHAPTER, by=getattr(cast, who), at=AT)


def test_every_save_is_a_draft_with_its_writer(cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.inspector, words="One.")
    actions.save_text(section=section, text="Two.", version=section.version, by=cast.inspector, at=AT)
    drafts = Draft.objects.order_by("number").values_list("number", "text", "saved_by")
    assert list(drafts) == [(1, "One.", cast.inspector.pk), (2, "Two.", cast.inspector.pk)]


def test_saving_what_was_saved_makes_no_draft_and_keeps_the_pen_longer(cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.inspector, words="One.")
    later = AT + NEARLY_AN_HOUR
    actions.save_text(section=section, text="One.", version=section.version, by=cast.inspector, at=later)
    assert Draft.objects.count() == 1
    assert Pen.objects.get().held_at == later


def test_what_somebody_else_saved_is_never_overwritten_unread(cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.inspector, words="One.")
    with pytest.raises(Conflict):
        actions.save_text(section=section, text="Old.", version=0, by=cast.inspector, at=AT)
    section.refresh_from_db()
    assert section.text == "One."


def test_nobody_saves_without_the_pen(cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.inspector, words="One.")
    with pytest.raises(NotAllowed, match="Any Inspector holds the pen"):
        actions.save_text(section=section, text="Mine.", version=section.version, by=cast.lead, at=AT)


def test_a_note_is_printed_in_words_that_a_writer_answers_for(cast: Cast, report: Report) -> None:
    note = _usable_note(report)
    row = _prepare(report, note, cast.inspector, "Sam was asked.")
    assert (row.text, row.prepared_by, row.version) == ("Sam was asked.", cast.inspector, 1)
    note.refresh_from_db()
    assert note.text == "Daniel was asked."
    assert Event.objects.filter(action="prepared_note").count() == 1
    with pytest.raises(Conflict):
        _prepare(report, note, cast.lead, "Kim was asked.")
    assert _prepare(report, note, cast.lead, "Kim was asked.", version=1).text == "Kim was asked."


def test_only_writers_prepare_notes_and_only_those_marked_for_the_report(cast: Cast, report: Report) -> None:
    note = _usable_note(report)
    with pytest.raises(NotAllowed, match="write its report"):
        _prepare(report, note, cast.analyst, "Sam was asked.")
    note.usable_in_report = False
    with pytest.raises(NotAllowed, match="not marked"):
        _prepare(report, note, cast.lead, "Sam was asked.")


def _usable_note(report: Report) -> Note:
    return case_assessments.note(
        Assessment.objects.filter(inspection=report.inspection)[0],
        text="Daniel was asked.",
        usable_in_report=True,
    )


def _prepare(report: Report, note: Note, by: User, text: str, version: int = 0) -> PrintedNote:
    return actions.prepare_note(report=report, note=note, text=text, version=version, by=by, at=AT)


def test_an_hour_without_saving_gives_the_pen_back(cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.inspector, words="One.")
    with pytest.raises(NotAllowed, match="An hour without saving"):
        actions.save_text(
            section=section, text="Late.", version=section.version, by=cast.inspector, at=AT + AN_HOUR
        )
    actions.take_pen(report=report, code=CHAPTER, by=cast.lead, at=AT + AN_HOUR)
    assert not PenTakeover.objects.exists()


def test_a_held_pen_is_taken_over_only_with_a_note_that_is_kept(cast: Cast, report: Report) -> None:
    reports.text(report, cast.inspector)
    with pytest.raises(NotAllowed, match="why you take it"):
        actions.take_pen(report=report, code=CHAPTER, note="Because", by=cast.lead, at=AT)
    actions.take_pen(report=report, code=CHAPTER, note="On leave until Monday.", by=cast.lead, at=AT)
    kept = PenTakeover.objects.get()
    assert (kept.taken_from, kept.taken_by, kept.note) == (
        cast.inspector,
        cast.lead,
        "On leave until Monday.",
    )
    assert Pen.objects.get().held_by == cast.lead


def test_each_section_has_a_pen_of_its_own(cast: Cast, report: Report) -> None:
    reports.text(report, cast.inspector)
    actions.take_pen(report=report, code="planning", by=cast.lead, at=AT)
    assert Pen.objects.count() == 2


def test_a_pen_that_is_given_back_is_free(cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.inspector)
    with pytest.raises(NotAllowed, match="do not hold"):
        actions.give_back_pen(section=section, by=cast.lead, at=AT)
    actions.give_back_pen(section=section, by=cast.inspector, at=AT)
    actions.take_pen(report=report, code=CHAPTER, by=cast.lead, at=AT)
    assert Pen.objects.get().held_by == cast.lead


def test_the_analyst_comments_and_a_comment_is_settled_once(cast: Cast, report: Report) -> None:
    made = actions.comment(
        report=report, code=CHAPTER, text="Where?", creation_key=uuid4(), by=cast.analyst, at=AT
    )
    actions.settle(comment=made, version=0, by=cast.lead, at=AT)
    assert made.settled_by == cast.lead
    with pytest.raises(NotAllowed, match="settled already"):
        actions.settle(comment=made, version=1, by=cast.lead, at=AT)


@pytest.mark.parametrize("who", ["quality_lead", "panel_member", "publisher", "provider_contact"])
def test_who_does_not_work_on_the_report_does_not_comment(cast: Cast, report: Report, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.comment(
            report=report, code=CHAPTER, text="Hm.", creation_key=uuid4(), by=getattr(cast, who), at=AT
        )


def test_nothing_typed_stands_in_the_log(cast: Cast, report: Report) -> None:
    reports.text(report, cast.lead, words="A secret sentence.")
    assert not any("secret" in str(event.details) for event in Event.objects.all())


def test_live_figures_follow_the_data_until_publication(cast: Cast, report: Report) -> None:
    reports.text(report, cast.lead, words="The rating of leadership is [[rating.1.1]].")
    ratings.propose(cast, report.inspection, "1.1", "inadequate", replaces=_proposal(report.inspection))
    written = {each.section.code: each for each in actions.written_report(report).sections}
    assert "The rating of leadership is Inadequate." in written[CHAPTER].html


def _proposal(inspection: Inspection) -> int:
    return int(inspection.proposals.get(standard_code="1.1", is_current=True).pk)
