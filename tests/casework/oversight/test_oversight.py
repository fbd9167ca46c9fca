"""Oversight: what a manager asks for is closed only when another person has seen that it is done."""

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

from caseward.casework.oversight import actions
from caseward.casework.oversight.actions import Asked, Seen
from caseward.casework.oversight.models import OversightAction, OversightNote
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, oversight, people
from tests.factories.oversight import AT
from tests.factories.people import CaseworkCast

TODAY, DUE = date(2026, 11, 20), date(2026, 11, 16)


@pytest.fixture
def staff(db: None) -> CaseworkCast:
    return people.casework_cast()


@pytest.fixture
def person(staff: CaseworkCast) -> Person:
    return people.person(staff.officer)


@pytest.fixture
def other_manager(staff: CaseworkCast) -> User:
    return accounts.account(Role.MANAGER, name="Other manager", organisation=staff.manager.organisation)


@pytest.fixture
def asked(staff: CaseworkCast, person: Person) -> OversightAction:
    """Something that the officer is to do."""
    return oversight.action(oversight.note(person, staff.manager), staff.officer)


def due(duty: str) -> list[tuple[int, date]]:
    ask = getattr(OversightAction.objects, duty)
    return [(row["duty_subject"], row["duty_due_on"]) for row in ask(Person.objects.all(), TODAY)]


class Browser:
    """A colleague's browser; pages are text."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.status = 0

    def get(self, name: str, **place: Any) -> str:
        answer = self.client.get(reverse(f"oversight:{name}", kwargs=place))
        self.status = answer.status_code
        return unescape(answer.content.decode())

    def post(self, name: str, data: dict[str, Any], place: dict[str, Any]) -> str:
        answer = self.client.post(reverse(f"oversight:{name}", kwargs=place), data, follow=True)
        self.status = answer.status_code
        return unescape(answer.content.decode())


def at(action: OversightAction) -> dict[str, Any]:
    return {"person_id": action.note.person_id, "oversight_action_id": action.pk}


def typed(person: Person, asked_of: User, **changes: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    first = {"due_on_1_day": day.day, "due_on_1_month": day.month, "due_on_1_year": day.year}
    return {
        "creation_key": uuid4(),
        "why": "drift",
        "text": "Nobody asked the police.",
        "what_1": "Ask the police again",
        "asked_of_1": asked_of.pk,
        **first,
        **changes,
    }


class TestManagementTaskNotDone:
    """The vignette: a manager asked, the officer said nothing or said done, and nobody looked."""

    def test_what_was_asked_stays_due_until_it_is_said_to_be_done(self, asked: OversightAction) -> None:
        assert due("open_duties") == [(asked.pk, DUE)]
        assert due("to_verify") == []

    def test_saying_that_it_is_done_does_not_close_it(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        actions.say_done(action=asked, done_words="Asked.", version=0, by=staff.officer, at=AT)
        assert due("open_duties") == []
        assert due("to_verify") == [(asked.pk, date(2026, 11, 9))]

    def test_only_a_verification_closes_it(self, asked: OversightAction, staff: CaseworkCast) -> None:
        actions.say_done(action=asked, done_words="Asked.", version=0, by=staff.officer, at=AT)
        actions.verify(action=asked, version=1, by=staff.manager, at=AT)
        assert (due("open_duties"), due("to_verify")) == ([], [])
        assert OversightAction.objects.get().verified_by == staff.manager

    def test_what_is_sent_back_is_due_again_with_what_is_missing(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        actions.say_done(action=asked, done_words="Asked.", version=0, by=staff.officer, at=AT)
        actions.send_back(action=asked, because="No answer yet.", version=1, by=staff.manager)
        assert due("open_duties") == [(asked.pk, DUE)]
        assert (asked.state, asked.done_words) == ("returned", "Asked.")

    def test_nothing_is_verified_that_nobody_says_is_done(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        with pytest.raises(NotAllowed, match="Nobody has said yet"):
            actions.verify(action=asked, version=0, by=staff.manager, at=AT)

    def test_nobody_verifies_their_own_work(
        self, person: Person, staff: CaseworkCast, other_manager: User
    ) -> None:
        note = oversight.note(person, staff.manager)
        own = oversight.action(note, other_manager, done_by=other_manager)
        with pytest.raises(NotAllowed, match="Another manager"):
            actions.verify(action=own, version=0, by=other_manager, at=AT)
        assert actions.verify(action=own, version=0, by=staff.manager, at=AT).state == "verified"

    def test_whoever_covers_and_did_it_does_not_verify_it(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        today = timezone.localdate()
        people.cover(staff.officer, staff.manager, starts_on=today, ends_on=today)
        actions.say_done(action=asked, done_words="Asked.", version=0, by=staff.manager, at=AT)
        with pytest.raises(NotAllowed, match="Another manager"):
            actions.verify(action=asked, version=1, by=staff.manager, at=AT)

    def test_an_officer_does_not_verify(self, asked: OversightAction, staff: CaseworkCast) -> None:
        actions.say_done(action=asked, done_words="Asked.", version=0, by=staff.officer, at=AT)
        with pytest.raises(NotAllowed, match="Only a manager"):
            actions.verify(action=asked, version=1, by=staff.colleague, at=AT)

    def test_only_the_one_who_was_asked_says_that_it_is_done(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        with pytest.raises(NotAllowed, match="Only the one who was asked"):
            actions.say_done(action=asked, done_words="Asked.", version=0, by=staff.colleague, at=AT)

    def test_what_is_verified_stays_closed(self, person: Person, staff: CaseworkCast) -> None:
        action = oversight.action(oversight.note(person, staff.manager), staff.officer, done_by=staff.officer)
        actions.verify(action=action, version=0, by=staff.manager, at=AT)
        with pytest.raises(NotAllowed, match="verified and closed"):
            actions.send_back(action=action, because="After all not.", version=1, by=staff.manager)

    def test_of_two_managers_the_second_sees_what_the_first_did(
        self, person: Person, staff: CaseworkCast, other_manager: User
    ) -> None:
        action = oversight.action(oversight.note(person, staff.manager), staff.officer, done_by=staff.officer)
        same = OversightAction.objects.get(pk=action.pk)
        actions.verify(action=action, version=0, by=staff.manager, at=AT)
        with pytest.raises(Conflict):
            actions.send_back(action=same, because="No.", version=0, by=other_manager)


class TestWriting:
    def test_only_managers_write(self, person: Person, staff: CaseworkCast) -> None:
        with pytest.raises(NotAllowed, match="Only a manager"):
            actions.write(
                person=person, seen=Seen("drift", "Late."), creation_key=uuid4(), by=staff.officer, at=AT
            )

    def test_the_same_form_sent_twice_writes_once(self, person: Person, staff: CaseworkCast) -> None:
        key, seen = uuid4(), Seen("drift", "Late.", [Asked("Ask again", staff.officer, DUE)])
        for _ in range(2):
            actions.write(person=person, seen=seen, creation_key=key, by=staff.manager, at=AT)
        assert (OversightNote.objects.count(), OversightAction.objects.count()) == (1, 1)

    def test_nobody_is_asked_who_may_not_see_the_case(self, person: Person, staff: CaseworkCast) -> None:
        people.access_list(person, "exclusion", by=staff.manager, naming=(staff.colleague,))
        page = Browser(staff.manager).post("write", typed(person, staff.colleague), {"person_id": person.pk})
        assert "Colleague officer cannot see this record." in page
        seen = Seen("drift", "Late.", [Asked("Ask again", staff.colleague, DUE)])
        with pytest.raises(NotAllowed, match="cannot see"):
            actions.write(person=person, seen=seen, creation_key=uuid4(), by=staff.manager, at=AT)

    def test_the_event_holds_no_words(self, person: Person, staff: CaseworkCast) -> None:
        seen = Seen("drift", "He told a secret.", [Asked("Ask again", staff.officer, DUE)])
        actions.write(person=person, seen=seen, creation_key=uuid4(), by=staff.manager, at=AT)
        details = Event.objects.get(action="oversight written").details
        assert details == {"person": person.pk, "why": "drift", "asked_of": [staff.officer.pk]}


class TestPages:
    def test_a_note_and_its_actions_are_written_in_one_form(
        self, person: Person, staff: CaseworkCast
    ) -> None:
        page = Browser(staff.manager).post("write", typed(person, staff.officer), {"person_id": person.pk})
        assert "Nobody asked the police." in page
        assert "Ask the police again" in page
        assert OversightAction.objects.get().asked_of == staff.officer

    def test_an_action_has_all_its_parts(self, person: Person, staff: CaseworkCast) -> None:
        data = typed(person, staff.officer, asked_of_1="", what_2="See him at home")
        page = Browser(staff.manager).post("write", data, {"person_id": person.pk})
        assert "Select who is to do it" in page
        assert "Enter by when it is to be done" in page
        assert "See him at home" in page
        assert not OversightNote.objects.exists()

    def test_from_asking_to_closing(self, asked: OversightAction, staff: CaseworkCast) -> None:
        officer, manager = Browser(staff.officer), Browser(staff.manager)
        assert "Say what was done" in officer.get("index", person_id=asked.note.person_id)
        page = officer.post("done", {"version": 0, "done_words": "Asked on Monday."}, at(asked))
        assert "Done, not verified" in page
        assert "Send back" in manager.get("index", person_id=asked.note.person_id)
        page = manager.post("return", {"version": 1, "returned_because": "No answer."}, at(asked))
        assert "Still missing: No answer." in page
        officer.post("done", {"version": 2, "done_words": "Answered today."}, at(asked))
        page = manager.post("verify", {"version": 3}, at(asked))
        assert "Verified and closed." in page
        assert "Verified by <bdi>Own manager</bdi>" in page

    def test_where_somebody_was_faster_what_was_typed_is_kept(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        OversightAction.objects.update(version=5, done_words="Asked by letter.")
        page = Browser(staff.officer).post("done", {"version": 0, "done_words": "Asked."}, at(asked))
        assert "changed this since you opened it" in page
        assert "Asked by letter." in page
        assert "Asked." in page

    def test_a_manager_does_not_verify_words_that_changed_meanwhile(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        actions.say_done(action=asked, done_words="Asked.", version=0, by=staff.officer, at=AT)
        OversightAction.objects.update(version=5, done_words="Not asked after all.")
        page = Browser(staff.manager).post("verify", {"version": 1}, at(asked))
        assert "changed this since you opened it" in page
        assert OversightAction.objects.get().verified_at is None

    def test_without_a_clash_none_is_shown(self, asked: OversightAction, staff: CaseworkCast) -> None:
        page = Browser(staff.officer).get("done", **at(asked))
        assert "changed this since you opened it" not in page

    def test_what_somebody_who_left_was_asked_is_done_by_whose_case_it_is(
        self, asked: OversightAction, staff: CaseworkCast
    ) -> None:
        OversightAction.objects.update(asked_of=staff.colleague)
        officer = Browser(staff.officer)
        assert "Say what was done" not in officer.get("index", person_id=asked.note.person_id)
        User.objects.filter(pk=staff.colleague.pk).update(is_active=False)
        assert "Say what was done" in officer.get("index", person_id=asked.note.person_id)
        officer.post("done", {"version": 0, "done_words": "I asked instead."}, at(asked))
        assert OversightAction.objects.get().done_by == staff.officer

    def test_the_page_offers_only_what_one_may_do(self, asked: OversightAction, staff: CaseworkCast) -> None:
        page = Browser(staff.colleague).get("index", person_id=asked.note.person_id)
        assert "Say what was done" not in page
        assert "Write a note" not in page

    def test_strangers_find_nothing(self, asked: OversightAction, staff: CaseworkCast) -> None:
        stranger = Browser(staff.strange_manager)
        for name in ("done", "verify", "return"):
            stranger.get(name, **at(asked))
            assert stranger.status == HTTPStatus.NOT_FOUND

    def test_the_list_asks_no_more_for_more_notes(self, person: Person, staff: CaseworkCast) -> None:
        manager = Browser(staff.manager)

        def statements() -> int:
            with CaptureQueriesContext(connection) as asked:
                manager.get("index", person_id=person.pk)
            return len(asked)

        def one_more() -> None:
            note = oversight.note(person, staff.manager)
            oversight.action(note, staff.officer, done_by=staff.officer)
            oversight.action(note, staff.officer)

        one_more()
        statements()
        few = statements()
        for _ in range(30):
            one_more()
        assert statements() == few <= 25


class TestQualityTeam:
    """Of the provider itself: it asks in an audit, and sees that what was asked is done."""

    @pytest.fixture
    def auditor(self, staff: CaseworkCast) -> User:
        return accounts.account(Role.QUALITY_TEAM, name="Auditor", organisation=staff.manager.organisation)

    def test_it_writes_about_audits_only(self, auditor: User, person: Person) -> None:
        def write(why: str) -> OversightNote:
            return actions.write(
                person=person, seen=Seen(why, "No views."), creation_key=uuid4(), by=auditor, at=AT
            )

        assert write("audit").why == OversightNote.Why.AUDIT
        with pytest.raises(NotAllowed, match="internal audits only"):
            write("drift")

    def test_its_form_offers_nothing_else_and_a_managers_offers_all_else(
        self, auditor: User, staff: CaseworkCast, person: Person
    ) -> None:
        found = [
            "Internal audit" in Browser(user).get("write", person_id=person.pk)
            and "Risk of harm" not in Browser(user).get("write", person_id=person.pk)
            for user in (auditor, staff.manager)
        ]
        assert found == [True, False]

    def test_it_verifies_what_an_audit_asked_for_and_nothing_else(
        self, auditor: User, staff: CaseworkCast, person: Person
    ) -> None:
        for_audit = oversight.action(
            oversight.note(person, auditor, why="audit"), staff.officer, done_by=staff.officer
        )
        managers = oversight.action(
            oversight.note(person, staff.manager), staff.officer, done_by=staff.officer
        )
        actions.verify(action=for_audit, version=0, by=auditor, at=AT)
        with pytest.raises(NotAllowed, match="Only a manager"):
            actions.verify(action=managers, version=0, by=auditor, at=AT)

    def test_it_says_of_nothing_that_it_is_done(self, auditor: User, asked: OversightAction) -> None:
        with pytest.raises(NotAllowed, match="Only the one who was asked"):
            actions.say_done(action=asked, done_words="Done.", version=0, by=auditor, at=AT)

    def test_of_another_provider_it_does_not_write(self, person: Person, staff: CaseworkCast) -> None:
        stranger = accounts.account(
            Role.QUALITY_TEAM, name="Strange auditor", organisation=staff.stranger.organisation
        )
        with pytest.raises(NotAllowed, match="cannot see"):
            actions.write(person=person, seen=Seen("audit", "No."), creation_key=uuid4(), by=stranger, at=AT)
