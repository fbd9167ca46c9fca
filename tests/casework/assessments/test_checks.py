"""Checks with other agencies: each step in its order, each with who, until the answer is used."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from caseward.casework.assessments.actions import checks as actions
from caseward.casework.assessments.models import Check
from caseward.casework.people.models import ChangeEvent, Person, RelatedPerson
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import assessments, people, sentences
from tests.factories.people import CaseworkCast

from .browser import Browser

AT = datetime(2019, 8, 12, 10, tzinfo=UTC)
ASKED = date(2019, 8, 5)


@pytest.fixture
def check(those: CaseworkCast, person: Person) -> Check:
    """A question to the police, not answered yet."""
    return assessments.check(person, those.officer, asked_on=ASKED)


@pytest.fixture
def browser(those: CaseworkCast, person: Person) -> Browser:
    return Browser(those.officer, person)


def on(name: str, day: int, month: int = 8, year: int = 2019) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def answered(check: Check, by: Any) -> Check:
    return actions.record_answer(
        check=check, answered_on=date(2019, 8, 9), answer="Two call-outs.", version=check.version, by=by
    )


class TestTheSteps:
    def test_a_check_goes_from_asked_to_used(self, those: CaseworkCast, check: Check) -> None:
        officer = those.officer
        assert check.state == "asked"
        actions.chase(
            check=check,
            chased_on=date(2019, 8, 8),
            words="By telephone.",
            creation_key=uuid4(),
            by=officer,
            at=AT,
        )
        assert check.state == "chased"
        assert answered(check, officer).state == "answered"
        read = actions.read(check=check, version=check.version, by=those.manager, at=AT)
        assert (read.state, read.read_by) == ("read", those.manager)
        used = actions.use(
            check=check,
            assessment=assessments.assessment(check.person, officer),
            use="It changes nothing: we knew of both.",
            version=check.version,
            by=officer,
            at=AT,
        )
        assert used.state == "used"
        assert used.next_by() is None

    def test_an_answer_that_nobody_has_read_cannot_be_used(self, those: CaseworkCast, check: Check) -> None:
        made = answered(check, those.officer)
        with pytest.raises(NotAllowed, match="The check is answered"):
            actions.use(
                check=made,
                assessment=assessments.assessment(check.person, those.officer),
                use="Nothing new.",
                version=made.version,
                by=those.officer,
                at=AT,
            )

    def test_nothing_is_chased_once_it_is_answered(self, those: CaseworkCast, check: Check) -> None:
        answered(Check.objects.get(), those.officer)
        with pytest.raises(NotAllowed):
            actions.chase(
                check=check, chased_on=ASKED, words="Again.", creation_key=uuid4(), by=those.officer, at=AT
            )

    def test_an_answer_before_the_question_is_refused(self, those: CaseworkCast, check: Check) -> None:
        with pytest.raises(NotAllowed, match="answered before it was asked"):
            actions.record_answer(
                check=check,
                answered_on=date(2019, 8, 4),
                answer="Nothing.",
                version=check.version,
                by=those.officer,
            )

    def test_two_who_record_an_answer_see_each_other(self, those: CaseworkCast, check: Check) -> None:
        answered(Check.objects.get(), those.manager)
        with pytest.raises(Conflict):
            answered(check, those.officer)

    def test_somebody_elses_check_needs_a_reason_first(self, those: CaseworkCast, check: Check) -> None:
        with pytest.raises(NotAllowed, match="caseload"):
            answered(check, those.colleague)


class TestWhatIsToBeAsked:
    def test_start_checks_are_offered_and_gone_once_asked(
        self, those: CaseworkCast, browser: Browser
    ) -> None:
        today = timezone.localdate()
        sentences.sentence(browser.person, sentenced_on=today, starts_on=today)
        RelatedPerson.objects.create(person=browser.person, name="Any child", relation="child")
        page = browser.get("checks")
        assert page.count("Ask now") == 2
        for agency in ("police", "childrens_services"):
            assessments.check(browser.person, those.officer, asked_on=today, agency=agency)
        assert "Ask now" not in browser.get("checks")

    def test_a_new_call_out_asks_both_agencies_again(self, those: CaseworkCast, browser: Browser) -> None:
        """Call-outs came in, and neither the police nor children’s services were asked anew."""
        assessments.check(browser.person, those.officer, asked_on=ASKED)
        people.change_event(
            browser.person, "domestic_abuse_call_out", by=those.officer, happened_on=date(2019, 9, 2)
        )
        page = browser.get("checks")
        assert page.count("Ask now") == 2
        assert "Ask by 4 September 2019" in page
        assert "Overdue" in page

    def test_the_question_begins_with_agency_and_event_and_keeps_them(
        self, those: CaseworkCast, browser: Browser
    ) -> None:
        event = people.change_event(browser.person, "arrest", by=those.officer, happened_on=date(2019, 9, 2))
        page = browser.get("ask_check", query={"agency": "police", "event": str(event.pk)})
        assert "since arrest?" in page
        typed = {
            "creation_key": uuid4(),
            "agency": "police",
            "question": "What happened?",
            "event": event.pk,
        }
        assert "the question is recorded" in browser.post("ask_check", typed | on("asked_on", 3, 9))
        assert Check.objects.get().event == event

    def test_an_event_of_somebody_else_is_not_offered(self, those: CaseworkCast, browser: Browser) -> None:
        event = people.change_event(
            people.person(those.officer), "arrest", by=those.officer, happened_on=date(2019, 9, 2)
        )
        typed = {"creation_key": uuid4(), "agency": "police", "question": "What?", "event": event.pk}
        browser.post("ask_check", typed | on("asked_on", 3, 9))
        assert not Check.objects.exists()
        assert ChangeEvent.objects.count() == 1


class TestThePages:
    def test_an_answer_is_recorded_read_and_used(
        self, those: CaseworkCast, browser: Browser, check: Check
    ) -> None:
        holding = assessments.assessment(browser.person, those.officer)
        place: dict[str, Any] = {"check_id": check.pk}
        typed = {"version": 0, "answer": "Two call-outs."} | on("answered_on", 9)
        assert "Somebody who works on the case now reads it" in browser.post("answer_check", typed, **place)
        assert "Nobody has read it" in browser.get("check", **place)
        assert "You have read the answer" in browser.post("read_check", {"version": 1}, **place)
        short = {"version": 2, "used_in": holding.pk, "use": "Nothing."}
        assert "at least three words" in browser.post("use_check", short, **place)
        browser.post("use_check", short | {"use": "Raised harm to a known adult."}, **place)
        assert Check.objects.get().used_in == holding
        assert "Nothing is left" in browser.get("checks")

    def test_a_reminder_is_recorded(self, browser: Browser, check: Check) -> None:
        typed = {"creation_key": uuid4(), "words": "They are behind."} | on("chased_on", 13)
        page = browser.post("chase_check", typed, check_id=check.pk)
        assert "They are behind." in page
        assert "Chased" in page

    def test_what_was_typed_is_kept_beside_what_somebody_else_saved(
        self, those: CaseworkCast, browser: Browser, check: Check
    ) -> None:
        answered(check, those.manager)
        typed = {"version": 0, "answer": "Mine."} | on("answered_on", 9)
        page = browser.post("answer_check", typed, check_id=check.pk)
        assert "changed this since you opened it" in page
        assert "Two call-outs." in page
        assert "Mine." in page

    def test_an_answer_that_is_sent_twice_is_kept_once(self, browser: Browser, check: Check) -> None:
        typed = {"version": 0, "answer": "Two call-outs."} | on("answered_on", 9)
        pages = [browser.post("answer_check", typed, check_id=check.pk) for _ in range(2)]
        assert all("The answer is recorded" in page for page in pages)
        assert Check.objects.get().version == 1

    @pytest.mark.parametrize("step", ["chase_check", "answer_check", "read_check", "use_check"])
    def test_a_colleague_is_refused_before_the_form_is_looked_at(
        self, those: CaseworkCast, check: Check, step: str
    ) -> None:
        colleague = Browser(those.colleague, check.person)
        colleague.post(step, {"version": "0"}, check_id=check.pk)
        assert colleague.status == 403

    def test_only_who_may_change_the_case_sees_buttons(self, those: CaseworkCast, check: Check) -> None:
        page = Browser(those.colleague, check.person).get("check", check_id=check.pk)
        assert "Record the answer" not in page
        assert "Give a reason to work on this case" in page
