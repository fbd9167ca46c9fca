"""Breach and recall: a manager agrees, each step once, and the pack that goes along."""

import csv
import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from caseward.casework.enforcement import actions, inputs, writers
from caseward.casework.enforcement.actions import Referral
from caseward.casework.enforcement.models import Breach
from caseward.shared.records.models import Conflict, NotAllowed
from tests.casework.enforcement.conftest import Case
from tests.factories import contacts, enforcement

MONDAY, WEDNESDAY, TODAY = date(2026, 9, 7), date(2026, 9, 9), date(2026, 11, 20)
AT = enforcement.at(WEDNESDAY)
WHY = Referral("Two failures after a warning.", "Another day of the week.", WEDNESDAY)


def referred(case: Case, by: Any = None) -> Breach:
    """A referral by the officer, or by somebody else."""
    return actions.refer(
        sentence=case.sentence, referral=WHY, creation_key=uuid4(), by=by or case.officer, at=AT
    )


class TestSteps:
    def test_a_licence_is_recalled_and_an_order_breached(self, case: Case, licence: Case) -> None:
        assert (referred(case).kind, referred(licence).kind) == ("breach", "recall")

    def test_one_runs_at_a_time(self, case: Case) -> None:
        referred(case)
        with pytest.raises(NotAllowed, match="is running"):
            referred(case)

    def test_the_same_form_sent_twice_refers_once(self, case: Case) -> None:
        key = uuid4()
        for _ in range(2):
            actions.refer(sentence=case.sentence, referral=WHY, creation_key=key, by=case.officer, at=AT)
        assert Breach.objects.count() == 1

    def test_only_a_manager_agrees(self, case: Case) -> None:
        breach = referred(case)
        with pytest.raises(NotAllowed, match="Only a manager"):
            actions.agree(breach=breach, version=0, by=case.officer, at=AT)
        assert actions.agree(breach=breach, version=0, by=case.manager, at=AT).agreed_by == case.manager

    def test_nobody_agrees_to_their_own_referral(self, case: Case) -> None:
        breach = referred(case, case.manager)
        with pytest.raises(NotAllowed, match="another manager"):
            actions.agree(breach=breach, version=0, by=case.manager, at=AT)

    def test_nothing_goes_to_court_without_a_managers_agreement(self, case: Case) -> None:
        breach = referred(case)
        with pytest.raises(NotAllowed, match="a manager agreed"):
            actions.present(breach=breach, presented_on=WEDNESDAY, version=0, by=case.manager)

    def test_what_is_not_agreed_lies_on_file_and_goes_on_counting(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(WEDNESDAY)
        breach = referred(case)
        actions.decline(breach=breach, because="He came the day after.", version=0, by=case.manager, at=AT)
        standing = inputs.standings(case.person, [case.sentence], TODAY)[0]
        assert (breach.stage, breach.declined_because) == (
            "Not agreed by the manager",
            "He came the day after.",
        )
        assert (len(standing.dates), standing.in_breach) == (2, False)

    def test_the_end_of_a_breach_begins_the_count_again(self, case: Case) -> None:
        case.missed(MONDAY)
        breach = referred(case)
        actions.agree(breach=breach, version=0, by=case.manager, at=AT)
        actions.present(breach=breach, presented_on=WEDNESDAY, version=1, by=case.officer)
        ended_on = date(2026, 10, 1)
        actions.end(breach=breach, result="proven", ended_on=ended_on, version=2, by=case.officer)
        standing = inputs.standings(case.person, [case.sentence], TODAY)[0]
        assert (standing.since, standing.dates) == (ended_on, ())

    def test_of_two_managers_the_second_sees_what_the_first_decided(self, case: Case) -> None:
        breach = referred(case)
        same = Breach.objects.get(pk=breach.pk)
        actions.agree(breach=breach, version=0, by=case.manager, at=AT)
        with pytest.raises(Conflict):
            actions.decline(breach=same, because="No.", version=0, by=case.manager, at=AT)

    def test_what_has_no_end_gets_one_only_once(self, case: Case) -> None:
        breach = enforcement.ended_breach(
            case.sentence, case.officer, case.manager, failed_on=MONDAY, ended_on=WEDNESDAY
        )
        with pytest.raises(NotAllowed, match="Only what was presented"):
            actions.end(breach=breach, result="proven", ended_on=WEDNESDAY, version=0, by=case.officer)


class TestPack:
    def test_it_holds_everything_in_the_order_of_days(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        enforcement.absence_decision(contact, case.officer, evidence="Nothing came.")
        enforcement.letter(enforcement.warning(contact, case.officer), case.officer, on=date(2026, 9, 8))
        contacts.contact(case.person, case.officer, date(2026, 8, 31), "attended")
        enforcement.breach(case.sentence, case.officer, failed_on=WEDNESDAY)
        whats = [(entry.on.day, entry.what) for entry in writers.chronology(case.sentence)]
        assert whats == [
            (31, "Supervision"),
            (7, "Supervision"),
            (7, "Decided: Not acceptable"),
            (7, "First warning"),
            (8, "Letter sent"),
            (9, "Breach referred"),
        ]

    def test_our_own_failures_stand_beside_theirs(self, case: Case) -> None:
        case.missed(MONDAY)
        contacts.contact(case.person, case.officer, WEDNESDAY, "cancelled_by_us")
        contacts.contact(case.person, case.officer, date(2026, 9, 14), "attended")
        whose = [entry.whose for entry in writers.chronology(case.sentence) if entry.order == 0]
        assert whose == ["The person’s", "Ours", ""]

    def test_an_absence_that_was_called_unacceptable_and_then_accepted_shows_both(self, case: Case) -> None:
        contact = case.missed(MONDAY)
        contact.absence_decisions.update(is_current=False)
        enforcement.absence_decision(contact, case.officer, "acceptable", changed_because="A letter came.")
        told = [(each.what, each.detail) for each in writers.chronology(case.sentence) if each.order == 1]
        assert [what for what, _ in told] == ["Decided: Not acceptable", "Decided: Acceptable"]
        assert "Replaced later." in told[0][1]
        assert "because: A letter came." in told[1][1]

    def test_what_lies_before_the_sentence_is_not_in_it(self, case: Case) -> None:
        enforcement.missed(case.person, case.officer, date(2020, 1, 6), sentence=None)
        assert writers.chronology(case.sentence) == []

    def test_no_cell_of_its_file_can_run(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        enforcement.absence_decision(contact, case.officer, evidence="x")
        enforcement.breach(
            case.sentence, case.officer, failed_on=MONDAY, why="=HYPERLINK(1)", alternatives="None"
        )
        text = writers.chronology_csv(case.sentence).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert any("HYPERLINK" in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]

    @pytest.mark.parametrize("number", [1, 6])
    def test_it_asks_as_often_for_a_long_history(
        self, case: Case, number: int, django_assert_num_queries: Any
    ) -> None:
        for day in range(number):
            contact = case.missed(date(2026, 9, 7 + day))
            enforcement.letter(enforcement.warning(contact, case.officer), case.officer)
        case.sentence.refresh_from_db()
        with django_assert_num_queries(6):
            writers.chronology(case.sentence)
