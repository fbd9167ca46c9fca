"""An internal audit in the browser, from setting up to a verified action."""

from html import unescape
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caseward.assurance.audits.models import AuditAction
from caseward.casework.oversight.models import OversightAction
from caseward.casework.people.models import Person
from caseward.inspection.case_assessments.models import Assessment, Reading
from caseward.inspection.case_assessments.presenters.readings import CaseReading
from caseward.inspection.inspections.models import Inspection, InspectionKind
from caseward.inspection.ratings.models import CalculatedRating, Meeting
from caseward.inspection.results.models import Result
from caseward.inspection.samples.models import CaseList, SampledCase
from caseward.shared.accounts.models import User
from tests.factories import audits, case_assessments, people, samples
from tests.factories.audits import AuditCast

SUPERVISION = samples.SUPERVISION


class Browser:
    """Somebody’s browser; pages are text in one line."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, name: str, *place: Any) -> str:
        answer = self.client.get(reverse(name, args=place))
        assert answer.status_code == 200, (name, answer.status_code)
        return _plain(answer.content)

    def post(self, name: str, *place: Any, **typed: Any) -> str:
        answer = self.client.post(reverse(name, args=place), typed, follow=True)
        assert answer.status_code == 200, (name, answer.status_code)
        return _plain(answer.content)


def _plain(content: bytes) -> str:
    return " ".join(unescape(content.decode()).split())


def day(name: str, number: int, month: int, year: int) -> dict[str, int]:
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def set_up(cast: AuditCast, lead: Browser) -> Inspection:
    page = lead.get("inspections:set_up")
    assert "Set up an internal audit" in page
    assert "Or add a provider by name" not in page
    typed = {**day("starts_on", 5, 8, 2019), **day("ends_on", 16, 8, 2019)}
    lead.post(
        "inspections:set_up",
        creation_key=uuid4(),
        framework_code="crc-2019",
        lead=cast.lead.pk,
        **typed,
    )
    audit = Inspection.objects.get()
    assert (audit.kind, audit.provider) == (InspectionKind.INTERNAL, cast.lead.organisation)
    for user, role in ((cast.auditor, "inspector"), (cast.second, "quality_lead")):
        lead.post("inspections:team", audit.pk, creation_key=uuid4(), person=user.pk, role=role)
    lead.post("inspections:samples", audit.pk, version=0, samples=[SUPERVISION])
    audit.refresh_from_db()
    page = lead.post("inspections:ask_for_case_lists", audit.pk, version=audit.version)
    assert "The audit waits for case lists now." in page
    return audit


def draw(cast: AuditCast, audit: Inspection, lead: Browser) -> SampledCase:
    persons = [people.person(cast.officer) for _ in range(3)]
    rows = [samples.row(number, case_reference=person.crn) for number, person in enumerate(persons, start=1)]
    file = SimpleUploadedFile("list.csv", samples.text(rows).encode(), content_type="text/csv")
    lead.post("samples:upload", audit.pk, SUPERVISION, file=file, creation_key=uuid4())
    lead.post("samples:accept", audit.pk, CaseList.objects.get().pk)
    lead.post(
        "samples:draw",
        audit.pk,
        SUPERVISION,
        creation_key=uuid4(),
        seed=1,
        by_hand=1,
        size_reason="A monthly audit is small.",
    )
    lead.post("samples:share_out", audit.pk, SUPERVISION, how="evenly")
    case = SampledCase.objects.in_use().get()
    assert case.allocated_to == cast.auditor
    lead.post("samples:open_assessment", audit.pk)
    return case


def answer(browser: Browser, case: SampledCase, reading: Reading) -> None:
    """Answer every question of a reading, group by group, and finish it."""
    place = (case.draw.inspection_id, case.pk, reading.value)
    row = Assessment.objects.get(case=case, reading=reading)
    given = case_assessments.full_answers(case)
    for section in CaseReading(case, {}).sections():
        for group in section.groups:
            row.refresh_from_db()
            typed = {each.code: given[each.code] for each in group.questions if each.code in given}
            browser.post(
                "case_assessments:section",
                *place,
                section.code,
                group=group.code,
                version=row.version,
                **typed,
            )
    row.refresh_from_db()
    page = browser.post("case_assessments:finish", *place, version=row.version)
    assert "Reading finished" in page


def read(cast: AuditCast, audit: Inspection, case: SampledCase) -> None:
    auditor, second = Browser(cast.auditor), Browser(cast.second)
    page = auditor.get("case_assessments:case", audit.pk, case.pk)
    assert "An action is asked for once a reading of this case is finished." in page
    auditor.post("case_assessments:start", audit.pk, case.pk)
    answer(auditor, case, Reading.FIRST)
    second.post(
        "case_assessments:pick_second_readings",
        audit.pk,
        cases=[case.pk],
        reason="The first of this month",
        creation_key=uuid4(),
    )
    answer(second, case, Reading.SECOND)


def ask_about_the_case(cast: AuditCast, audit: Inspection, case: SampledCase) -> None:
    """From the auditor to the officer, who finds it due, and to the one who verifies it."""
    auditor, officer = Browser(cast.auditor), Browser(cast.officer)
    page = auditor.get("case_assessments:case", audit.pk, case.pk)
    assert "Ask for an action" in page
    page = auditor.post(
        "audits:ask_in_case",
        audit.pk,
        case.pk,
        creation_key=uuid4(),
        question="2.1.1",
        finding="No views",
        what="Ask for views",
        asked_of=cast.officer.pk,
        **day("due_on", 5, 1, 2099),
    )
    assert "The action is asked for." in page
    asked = OversightAction.objects.get()
    person = Person.objects.get(crn=str(case))
    assert (asked.note.person, asked.note.why) == (person, "audit")
    assert "Ask for views" in officer.get("dashboards:case", person.pk) + officer.get(
        "oversight:index", person.pk
    )
    officer.post("oversight:done", person.pk, asked.pk, done_words="Asked today", version=0)
    page = Browser(cast.quality).post("oversight:verify", person.pk, asked.pk, version=1)
    assert "Verified and closed." in page


def ask_about_the_whole(cast: AuditCast, audit: Inspection, lead: Browser) -> None:
    lead.post(
        "audits:ask",
        audit.pk,
        creation_key=uuid4(),
        question="",
        finding="Views are missing in many cases",
        what="Train every team",
        asked_of=cast.manager.pk,
        **day("due_on", 5, 1, 2099),
    )
    row = AuditAction.objects.get(case=None)
    manager = Browser(cast.manager)
    assert "Train every team" in manager.get("audits:actions")
    manager.post("audits:done", row.pk, done_words="All trained", version=0)
    lead.post("audits:return", row.pk, returned_because="Two teams are missing", version=1)
    assert "Two teams are missing" in manager.get("audits:action", row.pk)
    manager.post("audits:done", row.pk, done_words="Those two as well", version=2)
    page = lead.post("audits:verify", row.pk, version=3)
    assert [words in page for words in ("Verified", "Sent back", "Said to be done")] == [True] * 3


def test_an_audit_from_setting_up_to_verified_actions(cast: AuditCast) -> None:
    lead = Browser(cast.lead)
    audit = set_up(cast, lead)
    case = draw(cast, audit, lead)
    read(cast, audit, case)
    ask_about_the_case(cast, audit, case)
    audit.refresh_from_db()
    page = lead.post("ratings:close_assessment", audit.pk, version=audit.version, reason="")
    assert "Read the result next." in page
    assert "Read the result and close the audit" in page
    page = lead.get("audits:result", audit.pk)
    assert "1 of 1" in page
    assert "provider’s own view" in page
    ask_about_the_whole(cast, audit, lead)
    audit.refresh_from_db()
    page = lead.post("audits:close", audit.pk, version=audit.version)
    assert "The audit is closed." in page
    audit.refresh_from_db()
    stored = CalculatedRating.objects.get(inspection=audit)
    assert (audit.stage, stored.meeting, stored.result["standards"]["2.1"]["indicative"]) == (
        "decided",
        None,
        "outstanding",
    )
    assert not Meeting.objects.exists()
    assert not Result.objects.exists()


def test_starting_the_next_audit_ends_on_its_own_page(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="decided")
    typed = {**day("starts_on", 2, 9, 2019), **day("ends_on", 13, 9, 2019)}
    answer = Browser(cast.lead).client.post(
        reverse("audits:next", args=[audit.pk]), {"creation_key": uuid4(), **typed}, follow=True
    )
    following = Inspection.objects.exclude(pk=audit.pk).get()
    assert answer.redirect_chain == [(reverse("inspections:overview", args=[following.pk]), 302)]
    page = _plain(answer.content)
    assert "The next audit is set up." in page
    assert "Go on to the case lists" in page


def test_the_list_of_audits_leads_to_what_they_ask_for_and_back(cast: AuditCast) -> None:
    for user in (cast.quality, cast.manager, cast.director):
        browser = Browser(user)
        assert f'href="{reverse("audits:actions")}"' in browser.get("inspections:index")
        back = browser.get("audits:actions").partition("govuk-breadcrumbs")[2].partition("<main")[0]
        assert f'href="{reverse("inspections:index")}"' in back


def test_an_officer_and_an_inspector_are_not_led_to_what_audits_ask_for(cast: AuditCast) -> None:
    for user in (cast.officer, cast.inspector):
        assert reverse("audits:actions") not in Browser(user).get("inspections:index")


def test_an_action_in_a_case_leads_to_the_record_until_it_is_verified(cast: AuditCast) -> None:
    case = audits.case(audits.audit(cast), cast)
    row = audits.action_in_case(case, cast.officer, cast.lead)
    browser, button = Browser(cast.quality), "Go to the action on the record"
    assert button in browser.get("audits:action", row.pk)
    OversightAction.objects.update(
        done_at=audits.AT, done_by=cast.officer, verified_at=audits.AT, verified_by=cast.lead
    )
    assert button not in browser.get("audits:action", row.pk)
