"""The pages of the report, as each of the cast meets them."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.reports import actions
from caseward.inspection.reports.models import AcceptedFinding, Draft, FactCheck, Pen, Report, SectionText
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from tests.factories import case_assessments, ratings, reports
from tests.factories.accounts import Cast
from tests.factories.reports import AT, CHAPTER

pytestmark = pytest.mark.django_db
WRONG = (
    "In 71 per cent of cases, assessment focused sufficiently on the factors linked to offending "
    "and desistance."
)


@pytest.fixture(autouse=True)
def _at_a_fixed_moment() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report that the lead has started."""
    return reports.report(cast)


def address(name: str, report: Report, **more: Any) -> str:
    """The address of a page of the report."""
    return reverse(f"reports:{name}", kwargs={"inspection_id": report.inspection_id, **more})


def visit(client: Client, user: User, path: str, status: int = 200) -> str:
    """The words of a page as the user sees it."""
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == status
    return words(answer.content.decode())


def send(client: Client, user: User, path: str, **data: Any) -> Any:
    """Send a form; its creation key is made here."""
    client.force_login(user)
    return client.post(path, {"creation_key": str(uuid4()), **data})


def words(page: str) -> str:
    """A page without its markup."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def test_the_lead_starts_the_report_and_others_are_told_who_does(client: Client, cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    path = reverse("reports:index", kwargs={"inspection_id": inspection.pk})
    assert "The lead inspector starts it" in visit(client, cast.inspector, path)
    assert send(client, cast.inspector, path).status_code == 403
    assert send(client, cast.lead, path).status_code == 302
    assert "Not begun" in visit(client, cast.lead, path)


def test_a_written_section_reads_with_its_figures(client: Client, cast: Cast, report: Report) -> None:
    reports.text(report, cast.lead, words="The leadership is [[rating.1.1]].")
    page = visit(client, cast.analyst, address("section", report, section_code=CHAPTER))
    assert "The leadership is Good." in page
    assert "Any Lead inspector is writing this section." in page


def test_the_editor_saves_and_says_so(client: Client, cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.lead, words="One.")
    path = address("edit", report, section_code=CHAPTER)
    answer = send(client, cast.lead, path, text="Two.", version=section.version, do="save")
    assert answer.status_code == 302
    assert "Saved. You still hold the pen." in visit(client, cast.lead, path)
    section.refresh_from_db()
    assert section.text == "Two."


def test_save_and_give_back_does_both(client: Client, cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.lead, words="One.")
    path = address("edit", report, section_code=CHAPTER)
    send(client, cast.lead, path, text="Two.", version=section.version, do="done")
    assert not Pen.objects.exists()
    assert Draft.objects.count() == 2


def test_a_preview_saves_nothing_and_shows_figures_and_faults(
    client: Client, cast: Cast, report: Report
) -> None:
    section = reports.text(report, cast.lead, words="One.")
    path = address("edit", report, section_code=CHAPTER)
    typed = "Leadership: [[rating.1.1]].\n\nNot [[nothing]]."
    page = words(
        send(client, cast.lead, path, text=typed, version=section.version, do="preview").content.decode()
    )
    assert "Leadership: Good." in page
    assert "Line 3: [[nothing]]" in page
    section.refresh_from_db()
    assert section.text == "One."


def test_a_search_finds_figures_and_keeps_what_was_typed(client: Client, cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.lead, words="One.")
    path = address("edit", report, section_code=CHAPTER)
    answer = send(
        client,
        cast.lead,
        path,
        text="Half a sent",
        version=section.version,
        do="find",
        find="rating leadership",
    )
    page = words(answer.content.decode())
    assert "[[rating.1.1]]" in page
    assert "[[rating.2.1]]" not in page
    assert "Half a sent" in page


def test_an_unknown_reference_can_be_saved(client: Client, cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.lead, words="One.")
    path = address("edit", report, section_code=CHAPTER)
    send(client, cast.lead, path, text="[[nothing]]", version=section.version, do="save")
    assert "1 false reference" in visit(client, cast.lead, address("index", report))


def test_what_was_typed_without_the_pen_is_still_there_and_can_be_saved(
    client: Client, cast: Cast, report: Report
) -> None:
    section = reports.text(report, cast.lead, words="One.")
    actions.take_pen(report=report, code=CHAPTER, note="On leave until Monday.", by=cast.inspector, at=AT)
    path = address("edit", report, section_code=CHAPTER)
    page = send(client, cast.lead, path, text="My long work.", version=section.version, do="save")
    assert page.status_code == 200
    assert "My long work." in page.content.decode()
    assert "Any Inspector holds the pen" in words(page.content.decode())
    short = send(client, cast.lead, path, text="My long work.", version=section.version, do="take")
    assert "why you take it" in words(short.content.decode())
    more = {"version": section.version, "do": "take", "note": "I was not finished."}
    assert send(client, cast.lead, path, text="My long work.", **more).status_code == 302
    section.refresh_from_db()
    assert section.text == "My long work."


def test_two_texts_that_clash_are_shown_side_by_side(client: Client, cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.lead, words="Theirs.")
    path = address("edit", report, section_code=CHAPTER)
    page = send(client, cast.lead, path, text="Mine.", version=section.version - 1, do="save")
    shown = words(page.content.decode())
    assert "changed this since you opened it" in shown
    assert "Theirs." in shown
    assert f'name="version" value="{section.version}"' in page.content.decode()


@pytest.mark.parametrize("who", ["analyst", "publisher"])
def test_readers_have_no_editor_not_even_for_a_preview(
    client: Client, cast: Cast, report: Report, who: str
) -> None:
    reports.text(report, cast.lead)
    path = address("edit", report, section_code=CHAPTER)
    assert visit(client, getattr(cast, who), path, 403)
    assert send(client, getattr(cast, who), path, text="x", version=0, do="preview").status_code == 403


@pytest.mark.parametrize(
    "who", ["panel_member", "quality_lead", "provider_contact", "outsider", "administrator"]
)
def test_nobody_else_sees_the_report_before_publication(
    client: Client, cast: Cast, report: Report, who: str
) -> None:
    reports.text(report, cast.lead)
    for name in ("index", "whole", "findings", "fact_check"):
        visit(client, getattr(cast, who), address(name, report), 404)
    visit(client, getattr(cast, who), address("section", report, section_code=CHAPTER), 404)


def test_a_pen_is_taken_over_with_a_note_only(client: Client, cast: Cast, report: Report) -> None:
    reports.text(report, cast.inspector)
    path = address("take_pen", report, section_code=CHAPTER)
    refused = send(client, cast.lead, path, note="")
    assert "Say in at least 3 words why you take it" in words(refused.content.decode())
    assert send(client, cast.lead, path, note="On leave until Monday.").status_code == 302
    page = visit(client, cast.inspector, address("section", report, section_code=CHAPTER))
    assert "Any Lead inspector took the pen over from Any Inspector" in page


def test_comments_are_made_and_settled(client: Client, cast: Cast, report: Report) -> None:
    reports.text(report, cast.lead)
    path = address("section", report, section_code=CHAPTER)
    send(client, cast.analyst, path, text="Where was this?")
    assert "Where was this?" in visit(client, cast.lead, path)
    comment = SectionText.objects.get(section_code=CHAPTER).comments.get()
    send(client, cast.lead, address("settle", report, comment_id=comment.pk), version=0)
    assert "1 settled comment" in visit(client, cast.lead, path)


def test_drafts_show_what_changed_word_by_word(client: Client, cast: Cast, report: Report) -> None:
    section = reports.text(report, cast.lead, words="It was weak indeed.")
    actions.save_text(
        section=section, text="It was good indeed.", version=section.version, by=cast.lead, at=AT
    )
    assert "Draft 2" in visit(client, cast.analyst, address("drafts", report, section_code=CHAPTER))
    page = visit(client, cast.analyst, address("draft", report, section_code=CHAPTER, draft_number=2))
    assert "taken out: weak" in page
    assert "put in: good" in page


def test_a_section_that_is_drawn_from_the_data_has_no_editor(
    client: Client, cast: Cast, report: Report
) -> None:
    visit(client, cast.lead, address("section", report, section_code="ratings"), 404)
    visit(client, cast.lead, address("section", report, section_code="nonsense"), 404)


def test_a_finding_is_shown_and_accepted_with_a_reason(client: Client, cast: Cast) -> None:
    cases = {"case-supervision": {"info.harm": (100, 100), "2.1.1": (65, 100), "2.1.2": (70, 100)}}
    report = reports.report(cast, ratings.proposed(cast, ratings.counted(cast, cases)))
    reports.text(report, cast.lead, words=WRONG)
    page = visit(client, cast.analyst, address("findings", report))
    assert "71 per cent" in page
    assert "2.1 Assessment , line 1" in page
    written = actions.written_report(report)
    identity = actions.findings_of(written.sections, written.material)[0].identity
    path = address("accept", report, identity=identity)
    visit(client, cast.inspector, path, 403)
    send(client, cast.analyst, path, reason="It is about women only.")
    page = visit(client, cast.lead, address("findings", report))
    assert "Accepted by Any Inspection analyst" in page
    assert "No findings wait" in page
    accepted = AcceptedFinding.objects.get()
    send(client, cast.lead, address("withdraw", report, accepted_id=accepted.pk))
    assert "Accept with a reason" in visit(client, cast.lead, address("findings", report))
    visit(client, cast.lead, address("accept", report, identity="0" * 32), 404)


def test_the_provider_reads_comments_and_then_sees_only_the_outcome(
    client: Client, cast: Cast, report: Report
) -> None:
    draft = address("provider_check", report)
    visit(client, cast.provider_contact, draft, 404)
    check = _sent(client, cast, report)
    assert "The words of foreword." in visit(client, cast.provider_contact, draft)
    assert Event.objects.filter(action="read_draft").exists()
    path = address("comment_on_facts", report, paragraph_number=1)
    send(client, cast.provider_contact, path, text="There were five offices.")
    send(client, cast.provider_contact, address("submit", report), version=check.version)
    assert "There were five offices." in visit(client, cast.lead, address("fact_check", report))
    comment = check.paragraphs.get(number=1).comments.get()
    answer = {"answer": "accepted", "reason": "We counted again.", "version": 0}
    send(client, cast.lead, address("answer", report, fact_comment_id=comment.pk), **answer)
    reports.text(report, cast.lead, code="foreword", words="The words of a new foreword.")
    send(client, cast.lead, address("close", report), version=1)
    outcome = visit(client, cast.provider_contact, draft)
    assert "We counted again." in outcome
    assert "put in: a new" in outcome
    assert "The words of executive summary." not in outcome
    visit(client, cast.provider_contact, path, 404)


def test_a_note_is_made_ready_only_by_saying_that_names_are_changed(
    client: Client, cast: Cast, report: Report
) -> None:
    reading = Assessment.objects.filter(inspection=report.inspection)[0]
    note = case_assessments.note(reading, text="Daniel was asked.", usable_in_report=True)
    assert "1 note on cases is marked" in visit(client, cast.inspector, address("index", report))
    assert "Not ready" in visit(client, cast.inspector, address("notes", report))
    path = address("prepare_note", report, note_id=note.pk)
    refused = send(client, cast.inspector, path, text="Sam was asked.", version=0)
    assert "Confirm that names and details are changed" in words(refused.content.decode())
    assert Event.objects.filter(action__in=["looked_at_case", "looked_at_cases"]).count() == 2
    send(client, cast.inspector, path, text="Sam was asked.", version=0, names_are_changed="on")
    assert "Sam was asked." in visit(client, cast.inspector, address("notes", report))
    note.version += 1
    note.save()
    assert "The note has changed since" in visit(client, cast.inspector, address("notes", report))


def test_an_earlier_draft_can_be_written_on(client: Client, cast: Cast, report: Report) -> None:
    reports.text(report, cast.lead, words="The first words.")
    reports.text(report, cast.lead, words="Others.")
    shown = visit(client, cast.lead, address("draft", report, section_code=CHAPTER, draft_number=1))
    assert "Write on from this draft" in shown
    path = address("edit", report, section_code=CHAPTER)
    assert "The first words." in visit(client, cast.lead, f"{path}?draft=1")
    for number in ("", "9", "x", "9" * 40):
        assert "The first words." not in visit(client, cast.lead, f"{path}?draft={number}")


def test_the_lead_takes_in_what_was_not_sent_in_time(client: Client, cast: Cast, report: Report) -> None:
    check = _sent(client, cast, report)
    reports.fact_comment(check, cast.provider_contact)
    assert "Take in" not in visit(client, cast.lead, address("fact_check", report))
    with time_machine.travel(AT + timedelta(days=30), tick=False):
        assert "You can still send them" in visit(
            client, cast.provider_contact, address("provider_check", report)
        )
        assert "Take in the comments" in visit(client, cast.lead, address("fact_check", report))
        assert send(client, cast.inspector, address("take_in", report), version=0).status_code == 403
        send(client, cast.lead, address("take_in", report), version=0)
        assert "There were five." in visit(client, cast.lead, address("fact_check", report))


def test_another_provider_sees_nothing_of_the_check(client: Client, cast: Cast, report: Report) -> None:
    _sent(client, cast, report)
    visit(client, cast.other_contact, address("provider_check", report), 404)
    visit(client, cast.lead, address("provider_check", report), 404)


def test_the_set_to_compare_with_can_be_changed(client: Client, cast: Cast, report: Report) -> None:
    path = address("comparator", report)
    assert send(client, cast.lead, path, comparator="", version=0).status_code == 302
    clash = send(client, cast.lead, path, comparator="", version=0)
    assert "changed this since you opened it" in words(clash.content.decode())


def test_the_overview_tells_whose_turn_it_is(client: Client, cast: Cast, report: Report) -> None:
    path = reverse("inspections:overview", kwargs={"inspection_id": report.inspection_id})
    assert "Write the report" in visit(client, cast.inspector, path)
    _sent(client, cast, report)
    assert "Check the facts in the draft report" in visit(client, cast.provider_contact, path)


def _sent(client: Client, cast: Cast, report: Report) -> FactCheck:
    """The draft sent to the provider through the page."""
    reports.whole(report, cast.lead)
    report.inspection.stage = "decided"
    report.inspection.save()
    day = {"due_on_day": "20", "due_on_month": "9", "due_on_year": "2019"}
    assert send(client, cast.lead, address("open_check", report), **day).status_code == 302
    return FactCheck.objects.get()
