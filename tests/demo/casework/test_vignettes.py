"""The cases of which the reports tell: each is there by name, and what went wrong shows as a duty."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import QuerySet

from caseward.casework.assessments.models import Assessment, Check
from caseward.casework.contacts.models import Contact
from caseward.casework.oversight.models import OversightAction
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Contingency, Plan, Review
from caseward.casework.sentences.models import LicenceCondition, Sentence
from caseward.demo.casework.vignettes import CASES, PEOPLE
from tests.demo.casework.estates import ON, WithAnEstate, case

pytestmark = pytest.mark.django_db


def only(person: Person) -> QuerySet[Person]:
    """That person as a set of people."""
    return Person.objects.filter(pk=person.pk)


class TestTheVignettes(WithAnEstate):
    def test_each_is_there_by_name_and_with_one_officer(self) -> None:
        people = [case(number) for number in CASES]
        assert [(person.name, person.sex) for person in people] == list(PEOPLE.values())
        assert len({person.officer_id for person in people}) == 1

    def test_wayne_was_stabbed_and_nobody_reviewed_or_asked(self) -> None:
        wayne = case(1)
        kinds = list(wayne.change_events.order_by("happened_on").values_list("kind", flat=True))
        assert kinds == ["gang_link", "arrest", "victim_of_violence"]
        assert not wayne.reviews.exists()
        assert not wayne.checks.exclude(event=None).exists()
        assert Review.objects.due_by_event(only(wayne), ON).count() == 3

    def test_wayne_was_seen_less_often_after_it(self) -> None:
        days = list(case(1).contacts.attended().order_by("held_on").values_list("held_on", flat=True))
        gaps = [(after - before).days for before, after in pairwise(days)]
        assert max(gaps[-2:]) > max(gaps[:-2])

    def test_tariq_came_out_without_conditions_and_with_a_contingency_that_names_nobody(self) -> None:
        tariq = case(2)
        assert tariq.sentences.get().kind == Sentence.Kind.LICENCE
        assert not LicenceCondition.objects.filter(sentence__person=tariq).exists()
        contingency = Contingency.objects.get(plan__person=tariq)
        assert (contingency.action, contingency.who) == ("More reporting and recall", "")

    def test_shaun_was_assessed_without_his_two_earlier_orders(self) -> None:
        shaun = case(3)
        ends = list(shaun.sentences.exclude(ended_on=None).order_by("ended_on").values_list("end", flat=True))
        assert ends == ["completed", "revoked"]
        assert shaun.assessments.get().history == ""
        assert shaun.contacts.missed().filter(sentence__end="revoked").exists()

    def test_two_appointments_wait_for_their_outcome_and_later_ones_have_one(self) -> None:
        open_ones = case(4).contacts.without_outcome(ON)
        assert open_ones.count() == 2
        assert case(4).contacts.attended().filter(held_on__gt=max(one.held_on for one in open_ones)).exists()
        assert Contact.objects.outcome_due(only(case(4)), ON).count() == 2

    def test_the_last_call_out_was_last_night_and_nobody_was_asked_after_either(self) -> None:
        called_out = case(5).change_events.filter(kind="domestic_abuse_call_out")
        assert {event.happened_on for event in called_out} >= {ON - timedelta(days=1)}
        assert called_out.count() == 2
        assert not Check.objects.filter(person=case(5), asked_on__gte=min(e.happened_on for e in called_out))

    def test_one_own_view_is_blank(self) -> None:
        ratings = case(6).self_assessments.get().ratings.values_list("score", "words")
        assert set(ratings) == {(None, "")}
        assert case(6).assessments.get().self_assessment is not None

    def test_another_is_copied_letter_by_letter(self) -> None:
        first, second = case(7).self_assessments.order_by("given_on")
        said = [list(each.ratings.values_list("area", "score", "words")) for each in (first, second)]
        assert said[0] == said[1]
        assert any(score is not None for _, score, _ in said[0])

    def test_what_the_manager_asked_for_is_said_to_be_done_and_was_never_verified(self) -> None:
        action = OversightAction.objects.get(note__person=case(8))
        assert action.done_at is not None
        assert action.verified_at is None
        assert not case(8).reviews.exists()

    def test_each_has_a_completed_assessment_and_a_plan(self) -> None:
        for number in CASES:
            assert Assessment.objects.completed().filter(person=case(number)).exists()
            assert Plan.objects.holding().filter(person=case(number)).exists()
