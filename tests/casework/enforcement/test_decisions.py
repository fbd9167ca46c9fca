"""Two decisions about a failure, both kept; which steps the law leaves open; whose numbers count."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from caseward.casework.enforcement import actions, inputs
from caseward.casework.enforcement.actions import Chosen, Judged
from caseward.casework.enforcement.models import AbsenceDecision, EnforcementDecision
from caseward.casework.enforcement.models.counting import at_their_limit
from caseward.casework.sentences.models import Sentence
from caseward.shared.audit.models import Event
from caseward.shared.records.models import NotAllowed
from tests.casework.enforcement.conftest import Case
from tests.factories import contacts, enforcement, people, sentences

MONDAY, WEDNESDAY, TODAY = date(2026, 9, 7), date(2026, 9, 9), date(2026, 11, 20)
AT = enforcement.at(date(2026, 9, 10))


def judge(case: Case, contact: Any, verdict: str, *, by: Any = None, **fields: Any) -> AbsenceDecision:
    """Decide about an absence, as the case's officer unless told otherwise."""
    judged = Judged(verdict, fields.pop("reason", "forgot"), **fields)
    return actions.decide_absence(
        contact=contact, judged=judged, creation_key=uuid4(), by=by or case.officer, at=AT
    )


def choose(case: Case, contact: Any, action: str, **fields: Any) -> EnforcementDecision:
    """Decide about a failure as the case's officer."""
    chosen = Chosen(action, fields.pop("reason", "It was the first time."), **fields)
    return actions.decide(contact=contact, chosen=chosen, creation_key=uuid4(), by=case.officer, at=AT)


class TestAbsences:
    def test_evidence_is_awaited_until_the_day_that_the_rule_gives(self, case: Case) -> None:
        assert judge(case, case.missed(MONDAY, ""), "awaited").evidence_due_on == date(2026, 9, 15)

    def test_only_awaited_evidence_has_a_day(self, case: Case) -> None:
        assert judge(case, case.missed(MONDAY, ""), "acceptable").evidence_due_on is None

    def test_a_changed_decision_replaces_the_earlier_one_and_both_stay(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        first = judge(case, contact, "unacceptable")
        second = judge(case, contact, "acceptable", changed_because="A letter came.", replaces=first.pk)
        kept = {row.pk: row.is_current for row in contact.absence_decisions.all()}
        assert kept == {first.pk: False, second.pk: True}
        assert second.changed_because == "A letter came."

    def test_a_change_needs_a_reason(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        first = judge(case, contact, "unacceptable")
        with pytest.raises(NotAllowed, match="needs a reason"):
            judge(case, contact, "acceptable", replaces=first.pk)

    def test_nobody_replaces_a_decision_that_they_have_not_seen(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        judge(case, contact, "unacceptable")
        with pytest.raises(NotAllowed, match="since you opened the page"):
            judge(case, contact, "acceptable", changed_because="A letter came.")

    def test_a_form_that_is_sent_twice_decides_once(self, case: Case) -> None:
        contact, key = case.missed(MONDAY, ""), uuid4()
        judged = Judged("unacceptable", "forgot")
        for _ in range(2):
            actions.decide_absence(contact=contact, judged=judged, creation_key=key, by=case.officer, at=AT)
        assert contact.absence_decisions.count() == 1

    def test_attended_contacts_have_no_absence_to_decide_about(self, case: Case) -> None:
        contact = contacts.contact(case.person, case.officer, MONDAY, "attended")
        with pytest.raises(NotAllowed, match="Only an absence"):
            judge(case, contact, "acceptable")

    def test_before_the_day_a_reason_can_only_be_accepted(self, case: Case) -> None:
        contact = case.missed(timezone.localdate() + timedelta(days=7), "")
        with pytest.raises(NotAllowed, match="Before the day"):
            judge(case, contact, "unacceptable")
        assert judge(case, contact, "acceptable").verdict == "acceptable"

    def test_an_officer_of_another_case_gives_a_reason_first(self, case: Case) -> None:
        contact, colleague = case.missed(MONDAY, ""), case.staff.colleague
        with pytest.raises(NotAllowed, match="not on your caseload"):
            judge(case, contact, "acceptable", by=colleague)
        people.involvement(case.person, colleague)
        assert judge(case, contact, "acceptable", by=colleague).decided_by == colleague

    def test_the_event_holds_both_verdicts_and_no_words(self, case: Case) -> None:
        contact = case.missed(MONDAY, "")
        first = judge(case, contact, "unacceptable", evidence="Slept in")
        judge(case, contact, "acceptable", changed_because="A letter came", replaces=first.pk)
        details = Event.objects.filter(action="absence decided").latest("pk").details
        assert details == {
            "person": case.person.pk,
            "contact": contact.pk,
            "verdict": ["unacceptable", "acceptable"],
        }


class TestFailures:
    def test_a_first_failure_of_an_order_leaves_a_warning_or_a_referral(self, case: Case) -> None:
        contact = case.missed(MONDAY)
        with pytest.raises(NotAllowed, match="No warning was given"):
            choose(case, contact, "none")
        assert choose(case, contact, "first_warning").action == "first_warning"

    def test_a_warning_in_the_last_twelve_months_means_refer(self, case: Case) -> None:
        enforcement.warning(case.missed(MONDAY), case.officer)
        contact = case.missed(WEDNESDAY)
        for action in ("none", "letter", "first_warning", "final_warning"):
            with pytest.raises(NotAllowed, match="A warning was given on 7 September 2026"):
                choose(case, contact, action)
        assert choose(case, contact, "refer").action == "refer"

    def test_the_warning_about_the_same_failure_does_not_count_against_it(self, case: Case) -> None:
        contact = case.missed(MONDAY)
        first = enforcement.warning(contact, case.officer)
        assert choose(case, contact, "final_warning", replaces=first.pk).action == "final_warning"

    def test_a_warning_about_an_absence_that_was_accepted_later_no_longer_holds(self, case: Case) -> None:
        warned = case.missed(MONDAY)
        enforcement.warning(warned, case.officer)
        judge(case, warned, "acceptable", changed_because="A letter came.", replaces=_current(warned))
        assert choose(case, case.missed(WEDNESDAY), "first_warning").action == "first_warning"

    def test_failures_of_a_licence_may_lie_on_file_with_a_visible_reason(self, licence: Case) -> None:
        enforcement.warning(licence.missed(MONDAY), licence.officer)
        made = choose(licence, licence.missed(WEDNESDAY), "none", reason="He came the day after.")
        assert made.reason == "He came the day after."

    def test_recall_is_for_licences_only(self, case: Case) -> None:
        with pytest.raises(NotAllowed, match="The law then asks"):
            choose(case, case.missed(MONDAY), "recall")

    def test_a_changed_decision_replaces_the_earlier_one_and_both_stay(self, licence: Case) -> None:
        contact = licence.missed(MONDAY)
        first = choose(licence, contact, "none")
        choose(licence, contact, "first_warning", replaces=first.pk)
        assert [row.is_current for row in contact.enforcement_decisions.order_by("pk")] == [False, True]

    def test_an_absence_that_is_not_unacceptable_is_not_enforced(self, case: Case) -> None:
        with pytest.raises(NotAllowed, match="decide first whether the absence was acceptable"):
            choose(case, case.missed(MONDAY, "awaited"), "first_warning")

    def test_a_failure_of_no_sentence_is_decided_under_the_one_that_ran(self, case: Case) -> None:
        contact = enforcement.missed(case.person, case.officer, MONDAY, sentence=None)
        assert choose(case, contact, "first_warning").sentence == case.sentence


class TestReview:
    def test_the_number_of_failures_is_reviewed_under_the_same_law(self, case: Case) -> None:
        enforcement.warning(case.missed(MONDAY), case.officer)
        case.missed(WEDNESDAY)
        with pytest.raises(NotAllowed, match="7 September 2026"):
            _review(case, "none")
        assert _review(case, "refer").contact is None

    def test_without_failures_there_is_nothing_to_review(self, case: Case) -> None:
        with pytest.raises(NotAllowed, match="No failure counts now"):
            _review(case, "first_warning")

    def test_what_is_in_breach_is_not_reviewed(self, case: Case) -> None:
        case.missed(MONDAY)
        enforcement.breach(case.sentence, case.officer, failed_on=MONDAY)
        with pytest.raises(NotAllowed, match="is running"):
            _review(case, "first_warning")


class TestDatedRules:
    def test_an_absence_of_2019_is_judged_by_the_numbers_of_2019(self, case: Case) -> None:
        """Six working days over the bank holiday of 26 August 2019."""
        sentence = _sentence_of(case, date(2019, 8, 5))
        contact = enforcement.missed(case.person, case.officer, date(2019, 8, 20), "", sentence=sentence)
        assert judge(case, contact, "awaited").evidence_due_on == date(2019, 8, 29)

    def test_before_2001_the_limit_was_three(self, case: Case) -> None:
        sentence = _sentence_of(case, date(2000, 3, 6))
        for day in (3, 4):
            enforcement.missed(case.person, case.officer, date(2000, 4, day), sentence=sentence)
        old = inputs.standings(case.person, [sentence], date(2000, 5, 2))[0]
        assert old.limit
        assert (old.limit.number, old.at_limit) == (3, False)
        case.missed(MONDAY)
        case.missed(WEDNESDAY)
        today = inputs.standings(case.person, [case.sentence], TODAY)[0]
        assert today.limit
        assert (today.limit.number, today.at_limit) == (2, True)


class TestStanding:
    def test_our_own_failures_stand_beside_theirs(self, case: Case) -> None:
        case.missed(MONDAY)
        for outcome in ("cancelled_by_us", "moved_by_us", "sent_home_by_us", "cancelled_by_us"):
            contacts.contact(case.person, case.officer, WEDNESDAY, outcome)
        standing = inputs.standings(case.person, [case.sentence], TODAY)[0]
        assert (len(standing.dates), len(standing.ours)) == (1, 4)

    def test_two_on_one_day_count_once_and_the_page_can_say_so(self, case: Case) -> None:
        case.missed(MONDAY)
        case.missed(MONDAY)
        standing = inputs.standings(case.person, [case.sentence], TODAY)[0]
        assert (standing.dates, standing.twice) == ((MONDAY,), (MONDAY,))

    def test_a_warning_holds_until_the_day_before_a_year_later(self, case: Case) -> None:
        enforcement.warning(case.missed(MONDAY), case.officer)
        standing = inputs.standings(case.person, [case.sentence], TODAY)[0]
        assert [warned.until for warned in standing.warnings] == [date(2027, 9, 6)]

    def test_page_and_duty_count_alike(self, case: Case) -> None:
        """The page counts by the rule, the duty in the database."""
        for day in (7, 7, 9, 14, 15):
            case.missed(date(2026, 9, day), "acceptable" if day == 14 else "unacceptable")
        contacts.contact(case.person, case.officer, date(2026, 9, 16), "sent_home")
        enforcement.ended_breach(
            case.sentence, case.officer, case.manager, failed_on=MONDAY, ended_on=WEDNESDAY
        )
        standing = inputs.standings(case.person, [case.sentence], TODAY)[0]
        [row] = at_their_limit(Sentence.objects.all())
        assert row.failures_counted == len(standing.dates) == 3
        assert row.last_failure_on == standing.last_failure_on


def _current(contact: Any) -> int:
    pk: int = contact.absence_decisions.current().get().pk
    return pk


def _review(case: Case, action: str) -> EnforcementDecision:
    chosen = Chosen(action, "Two failures.", "Another day.")
    return actions.review(
        sentence=case.sentence,
        chosen=chosen,
        creation_key=uuid4(),
        by=case.officer,
        at=enforcement.at(TODAY),
    )


def _sentence_of(case: Case, day: date) -> Sentence:
    return sentences.sentence(case.person, sentenced_on=day, starts_on=day, ends_on=None)
