"""What belongs to the facts of a case, and what does not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from caseward.assurance.readiness import inputs
from caseward.casework.assessments.models import Area
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.sentences.models import Sentence
from caseward.rules.readiness.facts import Case
from caseward.rules.self_assessment import Rating
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.audit.models import Event
from tests.factories import assessments, contacts, enforcement, people, plans, sentences

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
BEGAN = date(2026, 8, 3)
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def officer() -> User:
    return people.casework_cast().officer


@pytest.fixture
def person(officer: User) -> Person:
    """Somebody whose order began on 3 August 2026."""
    person = people.person(officer)
    sentences.sentence(person, sentenced_on=BEGAN, starts_on=BEGAN)
    return person


def case_of(person: Person) -> Case:
    """The facts of a person who is a case."""
    case = inputs.case_of(person, ON)
    assert case is not None
    return case


def test_a_licence_before_release_makes_no_case(officer: User) -> None:
    person = people.person(officer)
    sentences.sentence(person, kind=Sentence.Kind.LICENCE, starts_on=None)
    assert inputs.case_of(person, ON) is None


def test_a_sentence_that_begins_tomorrow_makes_no_case(officer: User) -> None:
    person = people.person(officer)
    sentences.sentence(person, starts_on=ON + timedelta(days=1))
    assert inputs.case_of(person, ON) is None


def test_a_sentence_that_ended_that_day_runs_no_longer(person: Person) -> None:
    person.sentences.update(ended_on=ON, end="completed")
    assert inputs.case_of(person, ON) is None
    assert inputs.case_of(person, ON - timedelta(days=1)) is not None


def test_a_record_that_was_joined_with_another_is_no_case(officer: User, person: Person) -> None:
    person.merged_into = people.person(officer)
    person.save()
    assert inputs.case_of(person, ON) is None


def test_nothing_is_found_where_there_is_no_case(officer: User) -> None:
    assert inputs.findings_of(people.person(officer), ON) == {}


def test_the_sentence_that_began_first_stands_in_front_and_one_that_ended_stands_apart(
    person: Person,
) -> None:
    earlier = sentences.sentence(person, sentenced_on=date(2026, 6, 1), starts_on=date(2026, 6, 1))
    ended = sentences.sentence(
        person, sentenced_on=date(2024, 6, 3), starts_on=date(2024, 6, 3), ended_on=date(2025, 6, 2)
    )
    case = case_of(person)
    assert case.sentences[0].key == earlier.pk
    assert len(case.sentences) == 2
    assert [each.key for each in case.earlier_sentences] == [ended.pk]


def test_contacts_count_from_the_day_of_sentence_to_the_day_of_the_look(
    officer: User, person: Person
) -> None:
    days = (BEGAN - timedelta(days=1), BEGAN, ON, ON + timedelta(days=1))
    for day in days:
        contacts.contact(person, officer, day)
    assert [each.held_on for each in case_of(person).contacts] == [BEGAN, ON]


def test_what_was_worked_on_has_the_key_of_the_first_version(officer: User, person: Person) -> None:
    first = plans.action(plans.goal(plans.plan(person, officer)))
    later = plans.action(plans.goal(plans.plan(person, officer)), carried_from=first)
    contacts.contact(
        person, officer, date(2026, 10, 5), Contact.Outcome.ATTENDED, worked_on=later, planned_action=first
    )
    case = case_of(person)
    assert case.contacts[0].worked_on == case.contacts[0].planned_action == first.pk
    assert [(each.key, each.first) for each in case.plans[1].actions] == [(later.pk, first.pk)]


def test_a_decision_that_was_replaced_does_not_stand(officer: User, person: Person) -> None:
    missed = enforcement.missed(person, officer, date(2026, 10, 5))
    replaced = enforcement.warning(missed, officer)
    type(replaced).objects.filter(pk=replaced.pk).update(is_current=False)
    standing = enforcement.warning(missed, officer)
    assert [each.key for each in case_of(person).enforcements] == [standing.pk]


def test_a_warning_for_what_is_no_failure_any_more_does_not_stand(officer: User, person: Person) -> None:
    missed = enforcement.missed(person, officer, date(2026, 10, 5))
    enforcement.warning(missed, officer)
    missed.absence_decisions.update(verdict="acceptable")
    assert case_of(person).enforcements == ()


def test_an_absence_is_decided_by_the_decision_that_is_current(officer: User, person: Person) -> None:
    missed = enforcement.missed(person, officer, date(2026, 10, 5))
    missed.absence_decisions.update(is_current=False)
    enforcement.absence_decision(missed, officer, "acceptable")
    assert [each.verdict for each in case_of(person).absences] == ["acceptable"]


def test_an_absence_that_was_corrected_to_attended_is_none(officer: User, person: Person) -> None:
    missed = enforcement.missed(person, officer, date(2026, 10, 5))
    Contact.objects.filter(pk=missed.pk).update(outcome=Contact.Outcome.ATTENDED)
    assert case_of(person).absences == ()


def test_a_change_that_was_withdrawn_is_left_out_of_events_and_reviews(officer: User, person: Person) -> None:
    made, withdrawn = (
        people.change_event(person, kind, by=officer, happened_on=date(2026, 10, 5))
        for kind in (ChangeEvent.Kind.ARREST, ChangeEvent.Kind.MOVE)
    )
    plans.review(person, officer, made, withdrawn, at=NOON)
    ChangeEvent.objects.filter(pk=withdrawn.pk).update(withdrawn_because="Another person")
    case = case_of(person)
    assert [each.key for each in case.events] == [made.pk]
    assert case.reviews[0].events == (made.pk,)


def test_a_change_before_the_sentence_is_left_out(officer: User, person: Person) -> None:
    people.change_event(person, ChangeEvent.Kind.ARREST, by=officer, happened_on=BEGAN - timedelta(days=1))
    assert case_of(person).events == ()


def test_drafts_are_left_out(officer: User, person: Person) -> None:
    assessments.assessment(person, officer, completed=False)
    plans.plan(person, officer, completed=False)
    case = case_of(person)
    assert (case.assessments, case.plans) == ((), ())


def test_assessments_are_of_all_time_and_plans_since_the_sentence(officer: User, person: Person) -> None:
    before = datetime(2025, 3, 4, 10, tzinfo=UTC)
    assessments.assessment(person, officer, at=before)
    plans.plan(person, officer, at=before)
    case = case_of(person)
    assert [each.completed_on for each in case.assessments] == [before.date()]
    assert case.plans == ()


def test_a_plan_that_was_completed_late_in_the_evening_counts_on_that_day(
    officer: User, person: Person
) -> None:
    plans.plan(person, officer, at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    plans.plan(person, officer, at=datetime(2026, 11, 21, 0, 30, tzinfo=UTC))
    assert [each.completed_on for each in case_of(person).plans] == [ON]


def test_a_self_assessment_has_every_area_that_is_asked(officer: User, person: Person) -> None:
    made = assessments.self_assessment(person, officer, given_on=BEGAN, scores={Area.DRUGS: 3})
    made.ratings.get(area=Area.FINANCE).delete()
    (given,) = case_of(person).self_assessments
    assert set(given.ratings) == set(Area.values)
    assert given.ratings[Area.DRUGS].score == 3
    assert given.ratings[Area.FINANCE] == Rating()


def test_a_check_that_was_never_chased_and_one_chased_twice_are_one_each(
    officer: User, person: Person
) -> None:
    assessments.check(person, officer, asked_on=date(2026, 8, 4))
    chased = assessments.check(person, officer, asked_on=date(2026, 8, 5))
    days = (date(2026, 8, 14), date(2026, 8, 21))
    for day in reversed(days):
        chased.chases.create(chased_on=day, chased_at=NOON, chased_by=officer)
    assert [each.days.chased_on for each in case_of(person).checks] == [(), days]


def test_a_circumstance_or_a_flag_that_is_over_is_left_out(officer: User, person: Person) -> None:
    recorded = {"recorded_at": NOON, "recorded_by": officer}
    holds = person.circumstances.create(kind="caring", told="Cares", **recorded)
    person.circumstances.create(kind="faith", told="Prays", ended_on=ON, **recorded)
    flag = person.risk_flags.create(kind="iom", starts_on=BEGAN)
    person.risk_flags.create(kind="gangs", starts_on=BEGAN, ends_on=ON)
    case = case_of(person)
    assert [each.key for each in case.circumstances] == [holds.pk]
    assert [each.key for each in case.flags] == [flag.pk]


def test_a_child_who_is_of_age_is_family_like_any_other(person: Person) -> None:
    for name, born_on in (("Young", date(2008, 11, 21)), ("Of age", date(2008, 11, 20)), ("No day", None)):
        person.related_people.create(name=name, relation="child", born_on=born_on, is_at_risk=True)
    relations = case_of(person).relations
    assert [each.relation for each in relations] == ["child", "other_family", "child"]
    assert all(each.is_at_risk for each in relations)


def test_more_people_than_are_read_together_are_all_read(
    person: Person, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseward.assurance.readiness.inputs.gathering.AT_ONCE", 2)
    everybody = [person, *(people.person(officer) for _ in range(4))]
    for each in everybody[1:]:
        sentences.sentence(each)
    found = inputs.cases(Person.objects.all(), ON)
    assert [case.key for case in found] == [each.pk for each in everybody]


class TestChangedSince:
    def test_what_names_a_person_is_found_by_its_subject_or_its_details(
        self, person: Person, officer: User
    ) -> None:
        other = people.person(officer)
        audit.record(action="person changed", subject=person, by=officer)
        audit.record(action="contact recorded", subject=officer, by=officer, person=other.pk)
        assert inputs.changed_since(0) == {person.pk, other.pk}

    def test_looks_and_what_names_nobody_change_nothing(self, person: Person, officer: User) -> None:
        audit.record(action="person looked at", subject=person, by=officer)
        audit.record(action="post added", subject=officer, by=officer)
        audit.record(action="police item decided", subject=officer, by=officer, person=None)
        assert inputs.changed_since(0) == set()

    def test_what_lies_before_was_seen(self, person: Person, officer: User) -> None:
        seen = audit.record(action="person changed", subject=person, by=officer)
        assert inputs.changed_since(seen.pk) == set()

    def test_an_event_is_settled_after_ten_minutes(self, person: Person, officer: User) -> None:
        event = audit.record(action="person changed", subject=person, by=officer)
        at = Event.objects.get(pk=event.pk).at
        assert inputs.settled_up_to(at + timedelta(minutes=10)) == 0
        assert inputs.settled_up_to(at + timedelta(minutes=11)) == event.pk
