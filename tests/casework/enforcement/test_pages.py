"""The pages: each step leads to the next, says why a step is not open, and keeps what was typed."""

from datetime import date, timedelta
from html import unescape
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caseward.casework.contacts import presenters as contact_pages
from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision, Letter
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.govuk import slots
from tests.casework.enforcement.conftest import Case
from tests.factories import contacts, enforcement

MONDAY, WEDNESDAY = date(2026, 9, 7), date(2026, 9, 9)


class Browser:
    """A colleague's browser; pages are text."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.status, self.at = 0, ""

    def get(self, name: str, query: dict[str, Any] | None = None, **place: Any) -> str:
        answer = self.client.get(reverse(f"enforcement:{name}", kwargs=place), query)
        self.status = answer.status_code
        return unescape(answer.content.decode())

    def post(self, name: str, data: dict[str, Any], query: str = "", **place: Any) -> str:
        address = reverse(f"enforcement:{name}", kwargs=place) + query
        answer = self.client.post(address, {"creation_key": uuid4()} | data, follow=True)
        self.status, self.at = answer.status_code, answer.request["PATH_INFO"]
        return unescape(answer.content.decode())


@pytest.fixture
def officer(case: Case) -> Browser:
    return Browser(case.officer)


def at(contact: Contact) -> dict[str, Any]:
    return {"person_id": contact.person_id, "contact_id": contact.pk}


def absence(**changes: Any) -> dict[str, Any]:
    return {"verdict": "unacceptable", "reason": "forgot", "evidence": "Said so on the telephone."} | changes


class TestAbsencePage:
    def test_recording_an_absence_leads_to_the_decision_about_it(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        assert contact_pages.next_step(contact) == reverse("enforcement:absence", kwargs=at(contact))
        came = contacts.contact(case.person, case.officer, MONDAY, "sent_home")
        assert contact_pages.next_step(came) == reverse("enforcement:decide", kwargs=at(came))
        for outcome in ("attended", "cancelled_by_us"):
            kept = contacts.contact(case.person, case.officer, MONDAY, outcome)
            assert contact_pages.next_step(kept) == ""

    def test_not_acceptable_leads_to_the_second_decision(self, case: Case, officer: Browser) -> None:
        contact = case.missed(MONDAY, "")
        page = officer.post("absence", absence(), **at(contact))
        assert officer.at == reverse("enforcement:decide", kwargs=at(contact))
        assert "Decided: not acceptable." in page

    def test_acceptable_leads_back_to_the_overview(self, case: Case, officer: Browser) -> None:
        contact = case.missed(MONDAY, "")
        officer.post("absence", absence(verdict="acceptable"), **at(contact))
        assert officer.at == reverse("enforcement:index", kwargs={"person_id": case.person.pk})

    def test_to_accept_one_must_say_on_what_that_rests(self, case: Case, officer: Browser) -> None:
        page = officer.post(
            "absence", absence(verdict="acceptable", evidence=""), **at(case.missed(MONDAY, ""))
        )
        assert "Enter what the decision rests on" in page
        assert not AbsenceDecision.objects.exists()

    def test_the_page_says_until_when_evidence_is_in_time(self, case: Case, officer: Browser) -> None:
        assert "15 September 2026" in officer.get("absence", **at(case.missed(MONDAY, "")))

    def test_a_change_asks_for_its_reason(self, case: Case, officer: Browser) -> None:
        contact = case.missed(MONDAY)
        before = contact.absence_decisions.get()
        typed = absence(verdict="acceptable", replaces=before.pk)
        assert "Why do you change the decision?" in officer.post("absence", typed, **at(contact))
        officer.post("absence", typed | {"changed_because": "A letter came."}, **at(contact))
        assert contact.absence_decisions.current().get().changed_because == "A letter came."

    def test_what_somebody_decided_meanwhile_is_shown_with_what_was_typed(
        self, case: Case, officer: Browser
    ) -> None:
        contact = case.missed(MONDAY, "")
        officer.get("absence", **at(contact))
        theirs = enforcement.absence_decision(contact, case.manager, "acceptable", evidence="A letter.")
        typed = absence(changed_because="He told me otherwise.")
        page = officer.post("absence", typed, **at(contact))
        assert "Somebody decided this since you opened the page." in page
        assert "It is now: Acceptable." in page
        assert "Said so on the telephone." in page
        assert f'name="replaces" value="{theirs.pk}"' in page
        assert contact.absence_decisions.count() == 1

    def test_strangers_find_nothing(self, case: Case) -> None:
        stranger = Browser(case.staff.stranger)
        stranger.get("absence", **at(case.missed(MONDAY, "")))
        assert stranger.status == HTTPStatus.NOT_FOUND


class TestDecisionPage:
    def test_what_is_not_open_is_shown_with_the_reason_in_words(self, case: Case, officer: Browser) -> None:
        enforcement.warning(case.missed(MONDAY), case.officer)
        page = officer.get("decide", **at(case.missed(WEDNESDAY)))
        assert "Not open for this community order" in page
        assert "A warning was given on 7 September 2026, which is within the last 12 months." in page
        assert 'value="first_warning"' not in page
        assert 'value="refer"' in page

    def test_a_warning_leads_to_its_letter(self, case: Case, officer: Browser) -> None:
        typed = {"action": "first_warning", "reason": "No reason was given."}
        page = officer.post("decide", typed, **at(case.missed(MONDAY)))
        assert "Letter: warning" in page

    def test_a_referral_leads_to_its_page_and_wants_alternatives(self, case: Case, officer: Browser) -> None:
        contact = case.missed(MONDAY)
        typed = {"action": "refer", "reason": "He threatened the receptionist."}
        assert "Enter what else you tried" in officer.post("decide", typed, **at(contact))
        page = officer.post("decide", typed | {"alternatives": "Another office."}, **at(contact))
        assert "Refer for breach" in page
        assert officer.at.endswith("/refer/")

    def test_no_further_action_wants_a_reason(self, licence: Case) -> None:
        contact = licence.missed(MONDAY)
        officer = Browser(licence.officer)
        assert "Enter why" in officer.post("decide", {"action": "none", "reason": ""}, **at(contact))
        officer.post("decide", {"action": "none", "reason": "He came the day after."}, **at(contact))
        page = officer.get("index", person_id=licence.person.pk)
        assert "No further action" in page
        assert "He came the day after." in page


class TestLetters:
    def test_a_warning_says_the_three_things_with_name_and_days(self, case: Case, officer: Browser) -> None:
        warned = enforcement.warning(case.missed(MONDAY), case.officer)
        page = officer.get("letter", {"decision": warned.pk}, person_id=case.person.pk)
        assert "Dear Sam" in page
        assert "You did not come to your appointment (supervision) on 7 September 2026 at 10:30am." in page
        assert "This is not acceptable" in page
        assert "within 12 months, which means up to and including 6 September 2027" in page
        assert "you can be brought to court" in page

    def test_a_warning_on_licence_speaks_of_prison(self, licence: Case) -> None:
        warned = enforcement.warning(licence.missed(MONDAY), licence.officer)
        page = Browser(licence.officer).get("letter", {"decision": warned.pk}, person_id=licence.person.pk)
        assert "taken back to prison" in page

    @pytest.mark.parametrize("template", Letter.Template.values)
    def test_every_letter_is_prefilled(self, case: Case, officer: Browser, template: str) -> None:
        page = officer.get("letter", {"template": template}, person_id=case.person.pk)
        assert "Dear Sam" in page
        assert "{" not in page[page.index("Dear Sam") : page.index("</textarea>")]

    def test_what_is_sent_is_kept_as_it_was_edited_and_can_be_printed(
        self, case: Case, officer: Browser
    ) -> None:
        warned = enforcement.warning(case.missed(MONDAY), case.officer)
        page = officer.post(
            "letter",
            {"text": "Dear Sam <script>\nCome."},
            f"?decision={warned.pk}",
            person_id=case.person.pk,
        )
        letter = Letter.objects.get()
        assert (letter.text.splitlines(), letter.decision) == (["Dear Sam <script>", "Come."], warned)
        assert officer.at == reverse(
            "enforcement:sent", kwargs={"person_id": case.person.pk, "letter_id": letter.pk}
        )
        assert "Dear Sam <script><br>Come." in page

    def test_a_letter_is_chosen_first(self, case: Case, officer: Browser) -> None:
        assert "Please send evidence" in officer.get("letter", person_id=case.person.pk)

    def test_the_decision_of_another_person_is_not_found(self, case: Case, licence: Case) -> None:
        theirs = enforcement.warning(licence.missed(MONDAY), licence.officer)
        officer = Browser(case.officer)
        officer.get("letter", {"decision": theirs.pk}, person_id=case.person.pk)
        assert officer.status == HTTPStatus.NOT_FOUND


class TestOverview:
    def test_it_says_what_waits_what_counts_and_what_we_let_fall(self, case: Case, officer: Browser) -> None:
        case.missed(MONDAY)
        case.missed(MONDAY)
        case.missed(WEDNESDAY, "")
        enforcement.missed(case.person, case.officer, WEDNESDAY, "")
        contacts.contact(case.person, case.officer, WEDNESDAY, "cancelled_by_us")
        page = officer.get("index", person_id=case.person.pk)
        for words in (
            "Decide whether the absence was acceptable",
            "Decide what to do about the failure",
            "Failures that count: 1, reviewed at 2",
            "Two or more on 7 September 2026 count once.",
            "Our own failures: 1",
            "Overdue",
        ):
            assert words in page

    def test_every_kind_of_waiting_has_a_link_that_opens(self, case: Case, officer: Browser) -> None:
        awaited = case.missed(MONDAY, "")
        enforcement.absence_decision(awaited, case.officer, "awaited", evidence_due_on=date(2026, 9, 15))
        enforcement.warning(case.missed(WEDNESDAY), case.officer)
        case.missed(date(2026, 9, 10))
        case.missed(date(2026, 9, 11), "")
        page = officer.get("index", person_id=case.person.pk)
        table = page[page.index("To do") : page.index("</table>")]
        links = [part.split('"')[0] for part in table.split('href="')[1:]]
        assert len(links) == 5
        for link in links:
            assert officer.client.get(link).status_code == HTTPStatus.OK

    def test_it_asks_no_more_for_more(self, case: Case, officer: Browser) -> None:
        def statements() -> int:
            with CaptureQueriesContext(connection) as asked:
                officer.get("index", person_id=case.person.pk)
            return len(asked)

        def one_more(day: int) -> None:
            contact = case.missed(date(2026, 9, day))
            enforcement.letter(enforcement.warning(contact, case.officer), case.officer)
            case.missed(date(2026, 9, day), "")

        one_more(1)
        officer.get("index", person_id=case.person.pk)
        few = statements()
        for day in range(2, 20):
            one_more(day)
        assert statements() == few
        assert few <= 25

    def test_an_officer_of_another_case_reads_and_is_told_how_to_work_on_it(self, case: Case) -> None:
        case.missed(MONDAY)
        page = Browser(case.staff.colleague).get("index", person_id=case.person.pk)
        assert "Give your reason for working on this case" in page
        assert "Review the number of failures" not in page.split("Failures that count")[1]


class TestBreachPages:
    def test_from_referral_to_result(self, case: Case, officer: Browser) -> None:
        case.missed(MONDAY)
        place: dict[str, Any] = {"person_id": case.person.pk, "sentence_id": case.sentence.pk}
        why = {"failed_on": "2026-09-07", "why": "He did not come.", "alternatives": "A warning."}
        page = officer.post("refer", why, **place)
        breach = Breach.objects.get()
        place = {"person_id": case.person.pk, "breach_id": breach.pk}
        assert "You cannot decide on this referral" in page
        assert "17 September 2026" in page

        manager = Browser(case.manager)
        typed: dict[str, Any] = {"is_agreed": "yes", "version": 0}
        assert "Agreed, not presented yet" in manager.post("agree", typed, **place)
        today = timezone.localdate()
        day = {"day": today.day, "month": today.month, "year": today.year}
        presented = {f"presented_on_{part}": value for part, value in day.items()}
        assert "With the court" in officer.post("present", presented | {"version": 1}, **place)
        ended = {f"ended_on_{part}": value for part, value in day.items()}
        page = officer.post("end", ended | {"version": 2, "result": "proven"}, **place)
        assert "Failures count anew from that day." in page

    def test_a_manager_who_does_not_agree_says_why(self, case: Case) -> None:
        breach = enforcement.breach(case.sentence, case.officer, failed_on=MONDAY)
        place: dict[str, Any] = {"person_id": case.person.pk, "breach_id": breach.pk}
        manager = Browser(case.manager)
        typed = {"is_agreed": "no", "version": 0}
        assert "Enter why you do not agree" in manager.post("agree", typed, **place)
        page = manager.post("agree", typed | {"because": "He came the day after."}, **place)
        assert "He came the day after. The failures lie on file" in page

    def test_where_somebody_was_faster_both_versions_are_shown(self, case: Case) -> None:
        breach = enforcement.breach(
            case.sentence, case.officer, failed_on=MONDAY, agreed_at=enforcement.at(MONDAY),
            agreed_by=case.manager,
        )  # fmt: skip
        Breach.objects.update(version=3)
        today = timezone.localdate()
        typed = {"version": 0, "presented_on_day": today.day, "presented_on_month": today.month}
        page = Browser(case.officer).post(
            "present",
            typed | {"presented_on_year": today.year},
            person_id=case.person.pk,
            breach_id=breach.pk,
        )
        assert "changed this since you opened it" in page

    def test_an_officer_is_refused_a_managers_page(self, case: Case, officer: Browser) -> None:
        breach = enforcement.breach(case.sentence, case.officer, failed_on=MONDAY)
        page = officer.get("agree", person_id=case.person.pk, breach_id=breach.pk)
        assert officer.status == HTTPStatus.FORBIDDEN
        assert "Only a manager can do this." in page

    def test_the_pack_is_one_page_for_a_long_history(self, case: Case, officer: Browser) -> None:
        for day in range(60):
            contacts.contact(case.person, case.officer, date(2026, 8, 4) + timedelta(days=day), "attended")
        place: dict[str, Any] = {"person_id": case.person.pk, "sentence_id": case.sentence.pk}
        page = officer.get("pack", **place)
        assert "60 entries since the sentence began." in page
        assert page.count("Supervision") == 60
        assert "Our own failures" in page

    def test_the_chronology_is_a_file(self, case: Case, officer: Browser) -> None:
        case.missed(MONDAY)
        place: dict[str, Any] = {"person_id": case.person.pk, "sentence_id": case.sentence.pk}
        answer = officer.client.get(reverse("enforcement:pack_csv", kwargs=place))
        assert answer["Content-Type"].startswith("text/csv")
        assert "07/09/2026" in answer.content.decode()

    def test_looking_at_a_page_is_recorded(self, case: Case, officer: Browser) -> None:
        officer.get("pack", person_id=case.person.pk, sentence_id=case.sentence.pk)
        event = Event.objects.filter(action="person looked at").latest("pk")
        assert event.details == {"page": "enforcement:pack"}


class TestAcceptances:
    def test_managers_see_shares_with_what_they_are_of(self, case: Case) -> None:
        case.missed(MONDAY, "acceptable")
        case.missed(WEDNESDAY)
        case.missed(date(2026, 9, 10), "awaited")
        turned = case.missed(date(2026, 9, 11))
        turned.absence_decisions.update(is_current=False)
        enforcement.absence_decision(turned, case.officer, "acceptable", reason="judgement")
        page = Browser(case.manager).get("acceptances", {"period": "all"})
        row = page[page.index("Own officer</bdi>") : page.index("By reason")]
        numbers = [part.split("<")[0] for part in row.split('">')[2:] if part[:1].isdigit()]
        assert numbers == ["2", "3", "67%", "1"]
        assert "Professional judgement" in page

    def test_other_providers_are_not_counted(self, case: Case) -> None:
        case.missed(MONDAY, "acceptable")
        assert "Own officer" not in Browser(case.staff.strange_manager).get("acceptances")

    def test_officers_do_not_see_each_others_shares(self, case: Case, officer: Browser) -> None:
        officer.get("acceptances")
        assert officer.status == HTTPStatus.FORBIDDEN

    def test_a_period_leaves_out_what_is_older(self, case: Case) -> None:
        enforcement.missed(case.person, case.officer, date(2019, 9, 2), "acceptable")
        manager = Browser(case.manager)
        assert "Nothing was decided in this time." in manager.get("acceptances")
        assert "Own officer" in manager.get("acceptances", {"period": "all"})


class TestSlots:
    def test_a_contact_shows_what_followed(self, case: Case) -> None:
        contact = case.missed(MONDAY)
        enforcement.warning(contact, case.officer)
        drawn = slots.draw("contact_follow_up", contact=contact)
        assert "Not acceptable" in drawn
        assert "First warning" in drawn
        assert reverse("enforcement:decide", kwargs=at(contact)) in drawn

    def test_a_contact_that_was_kept_shows_nothing(self, case: Case) -> None:
        contact = contacts.contact(case.person, case.officer, MONDAY, "attended")
        assert slots.draw("contact_follow_up", contact=contact) == ""

    def test_an_assessor_sees_earlier_breaches(self, case: Case) -> None:
        enforcement.ended_breach(
            case.sentence, case.officer, case.manager, failed_on=MONDAY, ended_on=WEDNESDAY
        )
        assert "proven. Two failures after a warning." in slots.draw(
            "assessment_evidence", person=case.person
        )

    def test_decisions_are_asked_for_by_nobody_but_those_of_the_record(self, case: Case) -> None:
        contact = case.missed(MONDAY)
        enforcement.warning(contact, case.officer)
        rows = (AbsenceDecision.objects, EnforcementDecision.objects)
        assert [manager.visible_to(case.staff.stranger).count() for manager in rows] == [0, 0]


class TestSentTwice:
    def test_the_same_absence_sent_twice_is_decided_once_and_goes_on(
        self, case: Case, officer: Browser
    ) -> None:
        contact = case.missed(MONDAY, "")
        typed = absence(creation_key=uuid4())
        for _ in range(2):
            officer.post("absence", typed, **at(contact))
            assert officer.at.endswith("/decide/")
        assert contact.absence_decisions.count() == 1

    def test_the_same_decision_sent_twice_is_one_and_goes_on(self, case: Case, officer: Browser) -> None:
        contact = case.missed(MONDAY)
        typed = {"action": "first_warning", "reason": "The first time.", "creation_key": uuid4()}
        for _ in range(2):
            officer.post("decide", typed, **at(contact))
            assert officer.at.endswith("/letters/write/")
        assert contact.enforcement_decisions.count() == 1

    def test_the_same_referral_sent_twice_is_one(self, case: Case, officer: Browser) -> None:
        case.missed(MONDAY)
        typed = {"failed_on": "2026-09-07", "why": "Again", "alternatives": "None", "creation_key": uuid4()}
        for _ in range(2):
            officer.post("refer", typed, person_id=case.person.pk, sentence_id=case.sentence.pk)
            assert officer.status == HTTPStatus.OK
        assert Breach.objects.count() == 1


def test_whoever_does_not_work_on_the_case_sends_no_referral(case: Case) -> None:
    colleague = Browser(case.staff.colleague)
    colleague.post("refer", {}, person_id=case.person.pk, sentence_id=case.sentence.pk)
    assert colleague.status == HTTPStatus.FORBIDDEN
