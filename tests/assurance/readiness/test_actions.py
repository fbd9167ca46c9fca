"""Passes over a caseload: what they store, count and leave alone; how changes are found."""

import ast
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from caseward.assurance.readiness import inputs, jobs
from caseward.assurance.readiness.models import Finding, Reckoning, Standing, Tally
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit import actions as audit
from caseward.shared.audit.models import Event
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import NotAllowed
from tests.factories import accounts, people, sentences
from tests.factories.people import CaseworkCast
from tests.house import source

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture
def cast() -> CaseworkCast:
    return people.casework_cast()


@pytest.fixture
def provider(cast: CaseworkCast) -> Organisation:
    return cast.officer.organisation


def supervised(officer: User, **fields: Any) -> Person:
    """Somebody with an order that runs."""
    person = people.person(officer, **fields)
    sentences.sentence(person)
    return person


def reckon(provider: Organisation, *, whole: bool = True, **given: Any) -> Reckoning:
    """A pass that the command begins, now, as of 20 November 2026."""
    values = {"on": ON, "by": None, "at": timezone.now()} | given
    return jobs.reckon(provider=provider, whole=whole, **values)


def found(person: Person) -> dict[str, bool]:
    """What is stored of a case."""
    return dict(Finding.objects.filter(person=person).values_list("check_code", "is_shown"))


class TestAWholePass:
    def test_it_stores_what_is_shown_and_missing_and_nothing_that_does_not_arise(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        person = supervised(cast.officer)
        reckon(provider)
        states = {code: each.state for code, each in inputs.findings_of(person, ON).items()}
        assert set(states.values()) == {"missing", "not_applicable"}
        assert found(person) == {code: False for code, state in states.items() if state == "missing"}

    def test_it_leaves_findings_alone_that_are_as_they_were(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        supervised(cast.officer)
        reckon(provider)
        before = set(Finding.objects.values_list("pk", flat=True))
        reckon(provider)
        assert set(Finding.objects.values_list("pk", flat=True)) == before != set()

    def test_it_puts_right_what_is_stored_otherwise(self, cast: CaseworkCast, provider: Organisation) -> None:
        person = supervised(cast.officer)
        reckon(provider)
        right = found(person)
        first, *others = Finding.objects.filter(person=person)
        Finding.objects.filter(pk=first.pk).update(is_shown=not first.is_shown)
        Finding.objects.filter(pk=others[0].pk).update(check_code="no.such")
        reckon(provider)
        assert found(person) == right

    def test_who_is_no_case_any_more_loses_standing_and_findings(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        person = supervised(cast.officer)
        reckon(provider)
        person.sentences.update(ended_on=ON, end="completed")
        assert reckon(provider).cases == 0
        assert (found(person), Standing.objects.count()) == ({}, 0)

    def test_it_counts_by_team_also_those_without_one(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        teams = people.team(provider), people.team(provider, name="Team 2"), None
        for team in (*teams, teams[0]):
            person = supervised(cast.officer)
            Person.objects.filter(pk=person.pk).update(team=team)
        reckon(provider)
        tallies = Tally.objects.filter(check_code="assessment.needs").values_list("team", "shown", "missing")
        expected = {(team.pk if team else None, 0, 2 if team == teams[0] else 1) for team in teams}
        assert set(tallies) == expected

    def test_the_counts_of_a_day_are_replaced_and_those_of_other_days_stay(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        supervised(cast.officer)
        reckon(provider, on=ON - timedelta(days=1))
        supervised(cast.officer)
        for _ in range(2):
            reckon(provider)
        of_needs = Tally.objects.filter(check_code="assessment.needs").order_by("looked_on")
        assert list(of_needs.values_list("looked_on", "missing")) == [(ON - timedelta(days=1), 1), (ON, 2)]

    def test_another_provider_is_left_alone(self, cast: CaseworkCast, provider: Organisation) -> None:
        theirs = supervised(cast.stranger)
        reckon(cast.stranger.organisation)
        before = found(theirs)
        reckon(provider)
        assert found(theirs) == before != {}

    def test_it_is_written_down_once(self, cast: CaseworkCast, provider: Organisation) -> None:
        supervised(cast.officer)
        made = reckon(provider, by=cast.manager)
        event = Event.objects.get(action="caseload reckoned")
        assert (event.subject_id, event.actor_id) == (str(made.pk), str(cast.manager.pk))
        assert event.details == {"cases": 1, "on": "2026-11-20", "whole": True}
        assert made.finished_by == cast.manager


class TestAPassOverWhatChanged:
    @pytest.fixture(autouse=True)
    def _settled(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nobody waits ten minutes in a test."""
        monkeypatch.setattr("caseward.assurance.readiness.inputs.changed.LATE", timedelta(0))

    def test_it_is_whole_where_none_came_before(self, cast: CaseworkCast, provider: Organisation) -> None:
        supervised(cast.officer)
        made = reckon(provider, whole=False)
        assert (made.is_whole, made.cases) == (True, 1)

    def test_it_looks_only_at_those_of_whom_something_was_recorded(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        changed, other = supervised(cast.officer), supervised(cast.officer)
        reckon(provider)
        Finding.objects.all().delete()
        audit.record(action="person changed", subject=changed, by=cast.officer)
        audit.record(action="person looked at", subject=other, by=cast.officer)
        made = reckon(provider, whole=False)
        assert (made.is_whole, made.cases) == (False, 1)
        assert (bool(found(changed)), bool(found(other))) == (True, False)

    def test_what_was_seen_once_is_not_seen_again(self, cast: CaseworkCast, provider: Organisation) -> None:
        person = supervised(cast.officer)
        reckon(provider)
        audit.record(action="person changed", subject=person, by=cast.officer)
        assert [reckon(provider, whole=False).cases for _ in range(2)] == [1, 0]

    def test_a_change_during_a_pass_that_broke_is_seen_by_the_next(
        self, cast: CaseworkCast, provider: Organisation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = supervised(cast.officer)
        reckon(provider)
        audit.record(action="person changed", subject=person, by=cast.officer)
        with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
            patch.setattr("caseward.rules.readiness.checks.find", lambda case, by: 1 // 0)
            reckon(provider, whole=False)
        assert Reckoning.objects.filter(is_broken=True).count() == 1
        assert reckon(provider, whole=False).cases == 1

    def test_who_is_no_case_any_more_loses_standing_and_findings(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        person, other = supervised(cast.officer), supervised(cast.officer)
        reckon(provider)
        person.sentences.update(ended_on=ON, end="completed")
        audit.record(action="sentence ended", subject=person.sentences.get(), by=None, person=person.pk)
        reckon(provider, whole=False)
        assert (found(person), bool(found(other))) == ({}, True)
        assert Standing.objects.get().person == other

    def test_the_day_is_counted_of_everybody(self, cast: CaseworkCast, provider: Organisation) -> None:
        person, _ = supervised(cast.officer), supervised(cast.officer)
        reckon(provider, on=ON - timedelta(days=1))
        audit.record(action="person changed", subject=person, by=cast.officer)
        reckon(provider, whole=False)
        assert Tally.objects.get(looked_on=ON, check_code="assessment.needs").missing == 2

    def test_joined_records_are_one_case(self, cast: CaseworkCast, provider: Organisation) -> None:
        kept, other = supervised(cast.officer), supervised(cast.officer)
        reckon(provider)
        at = timezone.now()
        merge = people_actions.propose_merge(
            kept=kept, other=other, reason="The same person", creation_key=uuid4(), by=cast.officer, at=at
        )
        people_actions.agree_merge(merge=merge, version=merge.version, by=cast.manager, at=at)
        assert reckon(provider, whole=False).cases == 1
        assert Standing.objects.get().person == kept
        expected = {code: each.state for code, each in inputs.findings_of(kept, ON).items()}
        assert found(kept) == {
            code: state == "shown" for code, state in expected.items() if state != "not_applicable"
        }
        assert found(other) == {}


class TestWhoAndWhen:
    @pytest.mark.parametrize("role", [Role.MANAGER, Role.QUALITY_TEAM, Role.DIRECTOR])
    def test_those_who_answer_for_a_caseload_have_it_looked_through(
        self, role: Role, provider: Organisation
    ) -> None:
        user = accounts.account(role, name="Somebody", organisation=provider)
        assert reckon(provider, by=user).started_by == user

    def test_an_officer_does_not(self, cast: CaseworkCast, provider: Organisation) -> None:
        with pytest.raises(NotAllowed):
            reckon(provider, by=cast.officer)

    def test_a_manager_of_another_provider_does_not(self, cast: CaseworkCast, provider: Organisation) -> None:
        with pytest.raises(NotAllowed):
            reckon(provider, by=cast.strange_manager)

    def test_two_passes_do_not_run_at_once(self, provider: Organisation) -> None:
        at = timezone.now()
        running(provider, started_at=at - timedelta(minutes=59))
        with pytest.raises(NotAllowed, match="just now"):
            reckon(provider, at=at)
        assert Reckoning.objects.count() == 1

    def test_one_that_has_not_ended_in_an_hour_stands_in_nobodys_way(self, provider: Organisation) -> None:
        at = timezone.now()
        running(provider, started_at=at - timedelta(minutes=60))
        assert reckon(provider, at=at).finished_at

    def test_a_broken_one_and_one_of_another_provider_stand_in_nobodys_way(
        self, cast: CaseworkCast, provider: Organisation
    ) -> None:
        running(provider, is_broken=True)
        running(cast.stranger.organisation)
        assert reckon(provider).finished_at


def running(provider: Organisation, **fields: Any) -> Reckoning:
    """A pass that has not ended."""
    values = {"looked_on": ON, "is_whole": True, "started_at": timezone.now()} | fields
    return Reckoning.objects.create(provider=provider, **values)


OF_NO_CASE = {
    "post added": "an officer",
    "post changed": "an officer",
    "post ended": "an officer",
    "team added": "a team",
    "cover arranged": "an officer",
    "cover changed": "an officer",
    "officers taken in": "says how many",
    "caseload taken in": "says how many; each person has an event",
    "contacts taken in": "says how many; each contact has an event",
    "people taken in": "says how many; each person has an event",
    "sentences taken in": "says how many; each sentence has an event",
    "police file taken in": "says how many; each event has an event",
    "import sent": "a file",
    "import checked": "a file",
    "import agreed": "a file",
    "import discarded": "a file",
    "import finished": "a file",
    "import given up": "a file",
    "import faults downloaded": "a file",
    "looks looked at": "changes nothing",
}
"""Events of casework by which no case is found, and what they are about instead."""
PEOPLE = {"person", "added", "changed", "moved"}
"""Subjects that are people themselves."""


def test_every_event_of_casework_says_whose_record_changed() -> None:
    source.assert_none(
        f"{path.relative_to(source.ROOT)}:{call.lineno} {ast.unparse(call)[:80]}"
        for path, call, function in _records()
        if not _names_a_person(path, call, function)
    )


def test_the_sweep_sees_the_events_of_casework() -> None:
    actions_seen = {ast.unparse(_keywords(call)["action"]).strip("'") for _, call, _ in _records()}
    assert len(actions_seen) > 70
    assert set(OF_NO_CASE) <= actions_seen


def _records() -> list[tuple[Path, ast.Call, str]]:
    """Every call that writes an event, with the text of its module."""
    found = []
    for path in sorted((source.PACKAGE / "casework").rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.record", "audit.record_each"}:
                found.append((path, node, text))
    return found


def _names_a_person(path: Path, call: ast.Call, text: str) -> bool:
    """By the keyword `person`, by its subject, or by details of a function that has the key `person`."""
    given = _keywords(call)
    if "person" in given or ast.unparse(given["action"]).strip("'") in OF_NO_CASE:
        return True
    subject = ast.unparse(given.get("subject") or given["subjects"])
    if "people" in path.parts and subject in PEOPLE:
        return True
    return '"person":' in text and bool({"**", "details_of"} & set(given))


def _keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg or "**": keyword.value for keyword in call.keywords}
