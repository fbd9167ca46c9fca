"""Each duty appears, has its day, and vanishes by itself when the facts satisfy it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from tests.casework.enforcement.conftest import Case
from tests.factories import contacts, enforcement, people, sentences

TODAY = date(2026, 11, 20)
MONDAY, WEDNESDAY = date(2026, 9, 7), date(2026, 9, 9)
Action = EnforcementDecision.Action
Ask = Callable[[QuerySet[Person], date], QuerySet[Any, dict[str, Any]]]


def due(ask: Ask, on: date = TODAY) -> list[tuple[int, date]]:
    """Subject and due day of everything that the duty says."""
    return [(row["duty_subject"], row["duty_due_on"]) for row in ask(Person.objects.all(), on)]


class TestAbsence:
    def test_a_missed_contact_is_decided_about_within_a_working_day(self, case: Case) -> None:
        friday = case.missed(date(2026, 9, 11), "")
        assert due(AbsenceDecision.objects.undecided) == [(friday.pk, date(2026, 9, 14))]

    def test_it_vanishes_with_the_decision(self, case: Case) -> None:
        case.missed(MONDAY, "acceptable")
        assert due(AbsenceDecision.objects.undecided) == []

    def test_what_need_not_be_attended_needs_no_decision(self, case: Case) -> None:
        contacts.contact(case.person, case.officer, MONDAY, "did_not_attend", is_required=False)
        assert due(AbsenceDecision.objects.undecided) == []

    def test_a_contact_that_was_attended_after_all_needs_no_decision(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        Contact.objects.filter(pk=contact.pk).update(outcome=Contact.Outcome.ATTENDED)
        assert due(AbsenceDecision.objects.undecided) == []


class TestEvidence:
    def test_awaited_evidence_falls_due_on_its_day(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        row = enforcement.absence_decision(
            contact, case.officer, "awaited", evidence_due_on=date(2026, 9, 15)
        )
        assert due(AbsenceDecision.objects.evidence_due) == [(row.pk, date(2026, 9, 15))]

    def test_it_vanishes_when_yes_or_no_is_said(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        enforcement.absence_decision(
            contact, case.officer, "awaited", evidence_due_on=date(2026, 9, 15), is_current=False
        )
        enforcement.absence_decision(contact, case.officer, "acceptable")
        assert due(AbsenceDecision.objects.evidence_due) == []


class TestEnforcement:
    def test_a_failure_is_decided_about_two_working_days_after_it_is_known(self, case: Case) -> None:
        contact = case.missed(date(2026, 9, 10))
        assert due(EnforcementDecision.objects.undecided) == [(contact.pk, date(2026, 9, 14))]

    @pytest.mark.parametrize("outcome", ["failed_to_comply", "sent_home"])
    def test_failures_of_those_who_came_are_decided_about_at_once(self, case: Case, outcome: str) -> None:
        contact = contacts.contact(case.person, case.officer, MONDAY, outcome)
        assert [pk for pk, _ in due(EnforcementDecision.objects.undecided)] == [contact.pk]

    @pytest.mark.parametrize("verdict", ["acceptable", "awaited", ""])
    def test_nothing_is_due_before_the_absence_is_called_unacceptable(self, case: Case, verdict: str) -> None:
        case.missed(MONDAY, verdict)
        assert due(EnforcementDecision.objects.undecided) == []

    @pytest.mark.parametrize("action", ["none", "letter", "first_warning", "final_warning"])
    def test_it_vanishes_with_a_decision(self, case: Case, action: str) -> None:
        enforcement.decision(case.missed(MONDAY), case.officer, action, on=MONDAY)
        assert due(EnforcementDecision.objects.undecided) == []

    def test_what_is_put_before_a_manager_is_not_decided(self, case: Case) -> None:
        enforcement.decision(case.missed(MONDAY), case.officer, "manager", on=MONDAY)
        assert len(due(EnforcementDecision.objects.undecided)) == 1

    def test_a_referral_that_is_only_decided_stays_due_until_it_is_made(self, case: Case) -> None:
        contact = case.missed(MONDAY)
        enforcement.decision(contact, case.officer, "refer", on=MONDAY)
        eight_working_days = date(2026, 9, 17)
        assert due(EnforcementDecision.objects.undecided) == [(contact.pk, eight_working_days)]
        enforcement.breach(case.sentence, case.officer, failed_on=MONDAY)
        assert due(EnforcementDecision.objects.undecided) == []


class TestWarningLetter:
    def test_a_warning_without_letter_is_due_two_working_days_after_the_day_missed(self, case: Case) -> None:
        warned = enforcement.warning(case.missed(MONDAY), case.officer, on=WEDNESDAY)
        assert due(EnforcementDecision.objects.letter_due) == [(warned.pk, WEDNESDAY)]

    def test_it_vanishes_with_the_letter(self, case: Case) -> None:
        enforcement.letter(enforcement.warning(case.missed(MONDAY), case.officer), case.officer)
        assert due(EnforcementDecision.objects.letter_due) == []

    def test_a_warning_about_an_absence_that_was_accepted_later_needs_no_letter(self, case: Case) -> None:
        contact = case.missed(MONDAY)
        enforcement.warning(contact, case.officer)
        contact.absence_decisions.update(verdict="acceptable")
        assert due(EnforcementDecision.objects.letter_due) == []


class TestReview:
    def test_there_is_one_review_at_the_limit(self, case: Case) -> None:
        case.missed(MONDAY)
        assert due(EnforcementDecision.objects.review_due) == []
        case.missed(WEDNESDAY)
        case.missed(date(2026, 9, 14))
        assert due(EnforcementDecision.objects.review_due) == [(case.sentence.pk, date(2026, 9, 14))]

    def test_two_failures_on_one_day_count_once(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(MONDAY)
        assert due(EnforcementDecision.objects.review_due) == []

    def test_a_licence_is_reviewed_at_the_third(self, licence: Case) -> None:
        licence.missed(MONDAY)
        licence.missed(WEDNESDAY)
        assert due(EnforcementDecision.objects.review_due) == []
        licence.missed(date(2026, 9, 14))
        assert len(due(EnforcementDecision.objects.review_due)) == 1

    def test_it_vanishes_with_a_review_and_comes_back_with_another_failure(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(WEDNESDAY)
        enforcement.decision(None, case.officer, "none", on=date(2026, 9, 10), sentence=case.sentence)
        assert due(EnforcementDecision.objects.review_due) == []
        case.missed(date(2026, 9, 14))
        assert len(due(EnforcementDecision.objects.review_due)) == 1

    def test_a_breach_takes_its_place(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(WEDNESDAY)
        enforcement.breach(case.sentence, case.officer, failed_on=WEDNESDAY)
        assert due(EnforcementDecision.objects.review_due) == []

    def test_failures_are_counted_anew_from_the_end_of_a_breach(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(WEDNESDAY)
        enforcement.ended_breach(
            case.sentence, case.officer, case.manager, failed_on=WEDNESDAY, ended_on=date(2026, 10, 1)
        )
        case.missed(date(2026, 10, 5))
        assert due(EnforcementDecision.objects.review_due) == []
        case.missed(date(2026, 10, 6))
        assert len(due(EnforcementDecision.objects.review_due)) == 1

    def test_a_referral_that_was_not_agreed_ends_no_count(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(WEDNESDAY)
        enforcement.breach(
            case.sentence,
            case.officer,
            failed_on=WEDNESDAY,
            result=Breach.Result.NOT_AGREED,
            ended_on=date(2026, 10, 1),
        )
        assert len(due(EnforcementDecision.objects.review_due)) == 1

    def test_contacts_that_name_no_sentence_count(self, case: Case) -> None:
        for day in (MONDAY, WEDNESDAY):
            enforcement.missed(case.person, case.officer, day, sentence=None)
        assert len(due(EnforcementDecision.objects.review_due)) == 1

    def test_the_failures_of_one_sentence_do_not_count_against_another(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(WEDNESDAY)
        sentences.sentence(case.person, kind=Sentence.Kind.SUSPENDED_SENTENCE_ORDER)
        assert [pk for pk, _ in due(EnforcementDecision.objects.review_due)] == [case.sentence.pk]


class TestBreach:
    def test_a_manager_agrees_within_eight_working_days_of_the_failure(self, case: Case) -> None:
        row = enforcement.breach(case.sentence, case.officer, failed_on=MONDAY)
        assert due(Breach.objects.to_agree) == [(row.pk, date(2026, 9, 17))]
        assert due(Breach.objects.to_present) == []

    def test_it_is_presented_within_two_working_days_more(self, case: Case) -> None:
        row = enforcement.breach(
            case.sentence,
            case.officer,
            failed_on=MONDAY,
            agreed_at=enforcement.at(date(2026, 9, 11)),
            agreed_by=case.manager,
        )
        assert due(Breach.objects.to_agree) == []
        assert due(Breach.objects.to_present) == [(row.pk, date(2026, 9, 15))]
        Breach.objects.update(presented_on=date(2026, 9, 14))
        assert due(Breach.objects.to_present) == []


class TestEveryDuty:
    ALL = (
        AbsenceDecision.objects.undecided,
        AbsenceDecision.objects.evidence_due,
        EnforcementDecision.objects.undecided,
        EnforcementDecision.objects.letter_due,
        EnforcementDecision.objects.review_due,
        Breach.objects.to_agree,
        Breach.objects.to_present,
    )

    def test_they_lie_in_one_union_that_the_database_sorts(self, case: Case) -> None:
        case.missed(MONDAY, "")
        enforcement.warning(case.missed(MONDAY), case.officer)
        case.missed(WEDNESDAY)
        duties = [ask(Person.objects.all(), TODAY) for ask in self.ALL]
        rows = duties[0].union(*duties[1:], all=True).order_by("duty_due_on")
        found = [row["duty_due_on"] for row in rows]
        assert len(found) == 4
        assert found == sorted(found)

    def test_nobody_elses_people_are_asked_about(self, case: Case) -> None:
        case.missed(MONDAY, "")
        case.missed(MONDAY)
        other = people.person(case.staff.colleague)
        only_other = Person.objects.filter(pk=other.pk)
        assert [row for ask in self.ALL for row in ask(only_other, TODAY)] == []

    def test_each_is_one_statement_however_many_people_there_are(
        self, case: Case, django_assert_num_queries: Any
    ) -> None:
        for day in range(5):
            case.missed(MONDAY + timedelta(days=day), "")
        for ask in self.ALL:
            with django_assert_num_queries(1):
                list(ask(Person.objects.all(), TODAY))
