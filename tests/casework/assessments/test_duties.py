"""What is due: that it appears, by when, and that it vanishes once the facts satisfy it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseward.casework.assessments.models import Assessment, Chase, Check, SelfAssessment
from caseward.casework.people.models import Person, RelatedPerson, RiskFlag
from tests.factories import assessments, people, sentences
from tests.factories.people import CaseworkCast

TODAY = date(2026, 11, 2)
START = date(2026, 8, 3)
DUE = {
    15: date(2026, 8, 24),
    5: date(2026, 8, 10),
}
"""So many working days after the start."""
Duties = list[dict[str, Any]]


def asked(method: Callable[..., Any], on: date = TODAY) -> Duties:
    return list(method(Person.objects.all(), on))


def only(duties: Duties) -> tuple[int, int, date, date]:
    assert len(duties) == 1
    return tuple(duties[0].values())


class TestTheStartOfASentence:
    def test_an_assessment_is_due_fifteen_working_days_after_the_start(self, person: Person) -> None:
        row = sentences.sentence(person)
        assert only(asked(Assessment.objects.first_due)) == (person.pk, row.pk, START, DUE[15])

    def test_a_completed_assessment_satisfies_it(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        assessments.assessment(person, those.officer)
        assert asked(Assessment.objects.first_due) == []

    def test_one_that_is_still_being_written_does_not(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        assessments.assessment(person, those.officer, completed=False)
        assert asked(Assessment.objects.first_due)

    def test_nor_does_one_from_before_the_sentence(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        assessments.assessment(person, those.officer, at=datetime(2026, 8, 1, 12, tzinfo=UTC))
        assert asked(Assessment.objects.first_due)

    def test_two_sentences_that_run_ask_once_from_the_first(self, person: Person) -> None:
        first = sentences.sentence(person)
        sentences.sentence(person, sentenced_on=date(2026, 9, 1), starts_on=date(2026, 9, 1))
        assert only(asked(Assessment.objects.first_due))[1] == first.pk

    def test_nothing_is_due_once_the_sentence_has_ended(self, person: Person) -> None:
        sentences.sentence(person, ended_on=date(2026, 10, 1))
        assert asked(Assessment.objects.first_due) == []

    def test_the_persons_own_view_is_due_with_it(self, person: Person) -> None:
        row = sentences.sentence(person)
        assert only(asked(SelfAssessment.objects.not_given)) == (person.pk, row.pk, START, DUE[15])

    def test_a_blank_self_assessment_is_not_done(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        assessments.self_assessment(person, those.officer, given_on=date(2026, 8, 10))
        assert asked(SelfAssessment.objects.not_given)

    def test_one_score_is_something_said(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        assessments.self_assessment(person, those.officer, given_on=date(2026, 8, 10), scores={"finance": 0})
        assert asked(SelfAssessment.objects.not_given) == []

    def test_the_police_are_asked_about_everybody(self, person: Person) -> None:
        row = sentences.sentence(person)
        assert only(asked(Check.objects.police_not_asked)) == (person.pk, row.pk, START, DUE[5])

    def test_a_question_to_the_police_satisfies_it(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        assessments.check(person, those.officer, asked_on=date(2026, 8, 4))
        assert asked(Check.objects.police_not_asked) == []

    def test_a_question_to_somebody_else_does_not(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        assessments.check(person, those.officer, asked_on=date(2026, 8, 4), agency=Check.Agency.HOUSING)
        assert asked(Check.objects.police_not_asked)

    def test_childrens_services_are_asked_where_there_is_a_child(self, person: Person) -> None:
        row = sentences.sentence(person)
        assert asked(Check.objects.children_not_asked) == []
        RelatedPerson.objects.create(person=person, name="Any child", relation="child")
        assert only(asked(Check.objects.children_not_asked)) == (person.pk, row.pk, START, DUE[5])

    @pytest.mark.parametrize(("born_on", "is_asked"), [(date(2008, 11, 3), True), (date(2008, 11, 2), False)])
    def test_a_child_who_is_of_age_asks_for_nothing(
        self, person: Person, born_on: date, *, is_asked: bool
    ) -> None:
        sentences.sentence(person)
        RelatedPerson.objects.create(person=person, name="Any child", relation="child", born_on=born_on)
        assert bool(asked(Check.objects.children_not_asked)) is is_asked

    def test_and_where_there_is_a_child_protection_flag(self, those: CaseworkCast, person: Person) -> None:
        sentences.sentence(person)
        RiskFlag.objects.create(person=person, kind="child_protection", starts_on=START)
        assert asked(Check.objects.children_not_asked)
        assessments.check(person, those.officer, asked_on=START, agency=Check.Agency.CHILDRENS_SERVICES)
        assert asked(Check.objects.children_not_asked) == []


class TestAChangeInSomebodysLife:
    def test_the_police_are_asked_again_two_working_days_after_an_arrest(
        self, those: CaseworkCast, person: Person
    ) -> None:
        assessments.check(person, those.officer, asked_on=date(2026, 8, 4))
        event = people.change_event(person, "arrest", by=those.officer, happened_on=date(2026, 10, 30))
        due = (person.pk, event.pk, date(2026, 10, 30), date(2026, 11, 3))
        assert only(asked(Check.objects.not_asked_since_event)) == due

    def test_an_earlier_question_that_names_the_event_satisfies_it(
        self, those: CaseworkCast, person: Person
    ) -> None:
        event = people.change_event(person, "arrest", by=those.officer, happened_on=date(2026, 10, 30))
        assessments.check(person, those.officer, asked_on=date(2026, 10, 29), event=event)
        assert asked(Check.objects.not_asked_since_event) == []

    def test_a_call_out_wants_both_agencies(self, those: CaseworkCast, person: Person) -> None:
        day = date(2026, 10, 30)
        people.change_event(person, "domestic_abuse_call_out", by=those.officer, happened_on=day)
        assessments.check(person, those.officer, asked_on=day)
        assert asked(Check.objects.not_asked_since_event)
        assessments.check(person, those.officer, asked_on=day, agency=Check.Agency.CHILDRENS_SERVICES)
        assert asked(Check.objects.not_asked_since_event) == []

    def test_losing_work_asks_nobody(self, those: CaseworkCast, person: Person) -> None:
        people.change_event(person, "job_loss", by=those.officer, happened_on=date(2026, 10, 30))
        assert asked(Check.objects.not_asked_since_event) == []

    def test_an_event_that_was_withdrawn_asks_nobody(self, those: CaseworkCast, person: Person) -> None:
        event = people.change_event(person, "arrest", by=those.officer, happened_on=date(2026, 10, 30))
        event.withdrawn_because = "It was somebody else of that name."
        event.save()
        assert asked(Check.objects.not_asked_since_event) == []


class TestACheckOnItsWay:
    @pytest.fixture
    def check(self, those: CaseworkCast, person: Person) -> Check:
        return assessments.check(person, those.officer, asked_on=date(2026, 10, 5))

    def test_without_an_answer_it_is_chased_after_five_working_days(self, check: Check) -> None:
        due = (check.person_id, check.pk, date(2026, 10, 5), date(2026, 10, 12))
        assert only(asked(Check.objects.chase_due)) == due

    def test_and_again_five_working_days_after_the_last_chase(
        self, those: CaseworkCast, check: Check
    ) -> None:
        for day in (date(2026, 10, 14), date(2026, 10, 12)):
            Chase.objects.create(
                check_asked=check, chased_on=day, chased_at=assessments.AT, chased_by=those.officer
            )
        assert only(asked(Check.objects.chase_due))[2:] == (date(2026, 10, 14), date(2026, 10, 21))

    def test_an_answer_is_read_within_two_working_days_and_no_longer_chased(self, check: Check) -> None:
        Check.objects.update(answered_on=date(2026, 10, 16), answer="Nothing is known.")
        assert asked(Check.objects.chase_due) == []
        assert asked(Check.objects.to_use) == []
        assert only(asked(Check.objects.to_read))[2:] == (date(2026, 10, 16), date(2026, 10, 20))

    def test_what_was_read_is_used_within_ten_working_days(self, those: CaseworkCast, check: Check) -> None:
        # Half past eleven at night in London is the day after nowhere: the local day counts.
        read_at = datetime(2026, 10, 19, 22, 30, tzinfo=UTC)
        Check.objects.update(answered_on=date(2026, 10, 16), read_at=read_at, read_by=those.officer)
        assert asked(Check.objects.to_read) == []
        assert only(asked(Check.objects.to_use))[2:] == (date(2026, 10, 19), date(2026, 11, 2))

    def test_what_was_used_is_done(self, those: CaseworkCast, check: Check) -> None:
        at = datetime(2026, 10, 19, 12, tzinfo=UTC)
        Check.objects.update(
            answered_on=date(2026, 10, 16),
            read_at=at,
            read_by=those.officer,
            used_at=at,
            used_by=those.officer,
        )
        assert asked(Check.objects.to_use) == []


def test_nobody_is_asked_about_other_people(those: CaseworkCast, person: Person) -> None:
    sentences.sentence(person)
    nobody = Person.objects.none()
    for method in (Assessment.objects.first_due, SelfAssessment.objects.not_given):
        assert list(method(nobody, TODAY)) == []
    assert list(Check.objects.police_not_asked(nobody, TODAY)) == []


def test_the_database_and_the_rule_agree_when_the_next_step_is_due(
    those: CaseworkCast, person: Person
) -> None:
    for day in range(1, 29):
        assessments.check(person, those.officer, asked_on=date(2026, 10, day))
    by_rule = {}
    for check in Check.objects.all():
        due = check.next_by()
        assert due is not None
        by_rule[check.pk] = due.on
    by_database = {duty["duty_subject"]: duty["duty_due_on"] for duty in asked(Check.objects.chase_due)}
    assert by_database == by_rule
