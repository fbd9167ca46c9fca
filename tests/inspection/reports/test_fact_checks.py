"""The factual accuracy check: what goes out, what comes back, what the provider sees and when."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import actions
from caseward.inspection.reports.models import FactCheck, FactComment, FrozenParagraph, Report
from caseward.inspection.reports.presenters.differences import changes_since, shown, word_changes
from caseward.shared.records.models import NotAllowed
from tests.factories import reports
from tests.factories.accounts import Cast
from tests.factories.reports import AT, CHAPTER, DUE_ON

pytestmark = pytest.mark.django_db
AFTER_DUE = datetime(2019, 9, 21, 10, 0, tzinfo=UTC)
ACCEPTED = actions.Answered("accepted", "The number is mended.")


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report with every section written."""
    return reports.whole(reports.report(cast), cast.lead)


@pytest.fixture
def check(cast: Cast, report: Report) -> FactCheck:
    """A check that is with the provider."""
    return reports.fact_check(report, cast.lead)


def submit(check: FactCheck, cast: Cast) -> None:
    """The provider sends its comments."""
    actions.submit_comments(check=check, version=check.version, by=cast.provider_contact, at=AT)


def test_paragraphs_are_numbered_through_the_report_and_stay_as_they_were_sent(
    cast: Cast, report: Report, check: FactCheck
) -> None:
    numbers = list(check.paragraphs.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    reports.text(report, cast.lead, words="Another text.")
    assert check.paragraphs.get(section_code=CHAPTER, kind="paragraph").text == "The words of assessment."


def test_a_draft_goes_out_with_its_figures_written_out(cast: Cast, report: Report) -> None:
    reports.text(report, cast.lead, words="[[rating.overall]] it is.")
    sent = reports.fact_check(report, cast.lead).paragraphs.get(section_code=CHAPTER, kind="paragraph")
    assert "[[" not in sent.text


def test_a_line_that_was_broken_in_typing_is_no_change(cast: Cast, report: Report, check: FactCheck) -> None:
    reports.text(report, cast.lead, words="The words\nof assessment.")
    assert changes_since(check, actions.written_report(report)) == []


def test_a_draft_goes_out_only_whole_and_after_the_panel(cast: Cast) -> None:
    report = reports.report(cast)
    reports.text(report, cast.lead, words="See [[nothing]].")
    with pytest.raises(NotAllowed) as refused:
        actions.open_fact_check(report=report, due_on=DUE_ON, creation_key=uuid4(), by=cast.lead, at=AT)
    reasons = " ".join(refused.value.reasons)
    assert "panel decides the ratings first" in reasons
    assert "Mend 1 reference" in reasons
    assert "still empty" in reasons


@pytest.mark.parametrize("who", ["inspector", "analyst", "publisher", "provider_contact"])
def test_only_the_lead_sends_a_draft_out(cast: Cast, report: Report, who: str) -> None:
    Inspection.objects.filter(pk=report.inspection_id).update(stage="decided")
    report.inspection.refresh_from_db()
    with pytest.raises(NotAllowed, match="lead inspector"):
        actions.open_fact_check(
            report=report, due_on=DUE_ON, creation_key=uuid4(), by=getattr(cast, who), at=AT
        )


def test_one_round_at_a_time(cast: Cast, report: Report, check: FactCheck) -> None:
    with pytest.raises(NotAllowed, match="open already"):
        actions.open_fact_check(report=report, due_on=DUE_ON, creation_key=uuid4(), by=cast.lead, at=AT)
    submit(check, cast)
    actions.close_fact_check(check=check, changes=[], version=1, by=cast.lead, at=AT)
    again = actions.open_fact_check(report=report, due_on=DUE_ON, creation_key=uuid4(), by=cast.lead, at=AT)
    assert again.number == 2


@pytest.mark.parametrize("who", ["lead", "inspector", "publisher", "other_contact"])
def test_only_the_provider_s_own_contact_comments(cast: Cast, check: FactCheck, who: str) -> None:
    with pytest.raises(NotAllowed, match="contact of the inspected provider"):
        reports.fact_comment(check, getattr(cast, who))


def test_comments_end_when_they_are_submitted(cast: Cast, check: FactCheck) -> None:
    reports.fact_comment(check, cast.provider_contact)
    submit(check, cast)
    with pytest.raises(NotAllowed, match="submitted"):
        reports.fact_comment(check, cast.provider_contact)


def test_the_team_reads_comments_only_once_they_are_submitted(cast: Cast, check: FactCheck) -> None:
    reports.fact_comment(check, cast.provider_contact)
    assert not FactComment.objects.visible_to(cast.lead).exists()
    assert FactComment.objects.visible_to(cast.provider_contact).count() == 1
    submit(check, cast)
    assert FactComment.objects.visible_to(cast.lead).count() == 1
    assert not FactComment.objects.visible_to(cast.other_contact).exists()


def test_the_draft_is_gone_for_the_provider_when_the_check_is_closed(cast: Cast, check: FactCheck) -> None:
    assert FrozenParagraph.objects.visible_to(cast.provider_contact).exists()
    assert not FrozenParagraph.objects.visible_to(cast.other_contact).exists()
    submit(check, cast)
    actions.close_fact_check(check=check, changes=[], version=1, by=cast.lead, at=AT)
    assert not FrozenParagraph.objects.visible_to(cast.provider_contact).exists()
    assert FrozenParagraph.objects.visible_to(cast.lead).exists()


def test_a_check_is_closed_only_when_every_comment_is_answered(cast: Cast, check: FactCheck) -> None:
    comment = reports.fact_comment(check, cast.provider_contact)
    submit(check, cast)
    with pytest.raises(NotAllowed, match="Answer 1 comment"):
        actions.close_fact_check(check=check, changes=[], version=1, by=cast.lead, at=AT)
    actions.answer_comment(comment=comment, answered=ACCEPTED, version=0, by=cast.lead, at=AT)
    actions.close_fact_check(check=check, changes=[], version=1, by=cast.lead, at=AT)
    assert check.state == "closed"


def test_an_answer_needs_the_lead_and_a_reason(cast: Cast, check: FactCheck) -> None:
    comment = reports.fact_comment(check, cast.provider_contact)
    with pytest.raises(NotAllowed, match="after they are submitted"):
        actions.answer_comment(comment=comment, answered=ACCEPTED, version=0, by=cast.lead, at=AT)
    submit(check, cast)
    with pytest.raises(NotAllowed, match="lead inspector"):
        actions.answer_comment(comment=comment, answered=ACCEPTED, version=0, by=cast.inspector, at=AT)
    short = actions.Answered("rejected", "No.")
    with pytest.raises(NotAllowed, match="the provider reads it"):
        actions.answer_comment(comment=comment, answered=short, version=0, by=cast.lead, at=AT)


def test_a_provider_that_is_silent_past_the_day_cannot_hold_the_report_up(
    cast: Cast, check: FactCheck
) -> None:
    with pytest.raises(NotAllowed, match="20 September 2019"):
        actions.close_fact_check(check=check, changes=[], version=0, by=cast.lead, at=AT)
    actions.close_fact_check(check=check, changes=[], version=0, by=cast.lead, at=AFTER_DUE)
    assert check.state == "closed"


def test_comments_that_were_not_sent_in_time_are_taken_in_and_answered(cast: Cast, check: FactCheck) -> None:
    comment = reports.fact_comment(check, cast.provider_contact)
    with pytest.raises(NotAllowed, match="20 September 2019"):
        actions.take_in_comments(check=check, version=0, by=cast.lead, at=AT)
    with pytest.raises(NotAllowed, match="take them in first"):
        actions.close_fact_check(check=check, changes=[], version=0, by=cast.lead, at=AFTER_DUE)
    with pytest.raises(NotAllowed, match="lead inspector"):
        actions.take_in_comments(check=check, version=0, by=cast.inspector, at=AFTER_DUE)
    actions.take_in_comments(check=check, version=0, by=cast.lead, at=AFTER_DUE)
    with pytest.raises(NotAllowed, match="submitted"):
        reports.fact_comment(check, cast.provider_contact)
    comment = FactComment.objects.select_related("paragraph__check_round__report__inspection").get()
    actions.answer_comment(comment=comment, answered=ACCEPTED, version=0, by=cast.lead, at=AFTER_DUE)
    actions.close_fact_check(check=check, changes=[], version=1, by=cast.lead, at=AFTER_DUE)
    assert check.state == "closed"


def test_a_check_without_comments_has_nothing_to_take_in(cast: Cast, check: FactCheck) -> None:
    with pytest.raises(NotAllowed, match="no comments"):
        actions.take_in_comments(check=check, version=0, by=cast.lead, at=AFTER_DUE)


def test_the_provider_is_given_at_least_a_day(cast: Cast, check: FactCheck, report: Report) -> None:
    submit(check, cast)
    actions.close_fact_check(check=check, changes=[], version=1, by=cast.lead, at=AT)
    with pytest.raises(NotAllowed, match="after today"):
        actions.open_fact_check(report=report, due_on=AT.date(), creation_key=uuid4(), by=cast.lead, at=AT)


def test_the_provider_checks_the_tables_too(cast: Cast, report: Report, check: FactCheck) -> None:
    rows = check.paragraphs.filter(section_code=CHAPTER, kind="table")
    table = next(row for row in rows if row.text.startswith("Key questions of 2.1"))
    assert "2.1.1" in table.text
    assert '<th scope="row">2.1.1' in table.html
    ratings_of = check.paragraphs.get(section_code="ratings")
    assert "Overall" in ratings_of.text


def test_a_figure_of_a_table_that_changes_is_told(cast: Cast, report: Report, check: FactCheck) -> None:
    row = check.paragraphs.get(section_code="ratings")
    FrozenParagraph.objects.filter(pk=row.pk).update(text=row.text.replace("Overall", "Somewhere"))
    (change,) = changes_since(check, actions.written_report(report))
    assert (change.section, change.number) == (row.section_title, row.number)


def test_what_changed_since_is_told_paragraph_by_paragraph(
    cast: Cast, report: Report, check: FactCheck
) -> None:
    sent = check.paragraphs.get(section_code=CHAPTER, kind="paragraph")
    reports.text(report, cast.lead, words="The words of good assessment.\n\nOne more.")
    changes = changes_since(check, actions.written_report(report))
    assert [(each.section, each.number, each.before, each.after) for each in changes] == [
        ("Assessment", sent.number, "The words of assessment.", "The words of good assessment."),
        ("Assessment", None, "", "One more."),
    ]
    assert [(piece.kind, piece.text) for piece in shown(changes)[0].pieces] == [
        ("same", "The words of "),
        ("new", "good "),
        ("same", "assessment."),
    ]


def test_a_word_that_was_replaced_is_gone_and_new() -> None:
    pieces = [(piece.kind, piece.text) for piece in word_changes("one two three", "one four three")]
    assert pieces == [("same", "one "), ("gone", "two"), ("new", "four"), ("same", " three")]
