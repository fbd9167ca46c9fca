"""What is due about sentences."""

from datetime import date

import pytest

from caseward.casework.people.models import Person
from caseward.casework.sentences.models import LicenceCondition, Sentence
from tests.factories import people, sentences

TODAY = date(2026, 11, 2)


@pytest.mark.django_db
def test_a_sentence_past_its_last_day_wants_its_end_recorded() -> None:
    officer = people.casework_cast().officer
    sentence = sentences.sentence(people.person(officer), ends_on=date(2026, 11, 1))
    due = Sentence.objects.end_not_recorded(Person.objects.all(), TODAY)
    assert [(row["duty_subject"], row["duty_due_on"]) for row in due] == [(sentence.pk, date(2026, 11, 1))]
    Sentence.objects.update(ended_on=date(2026, 11, 1), end=Sentence.End.COMPLETED)
    assert not Sentence.objects.end_not_recorded(Person.objects.all(), TODAY).exists()


@pytest.mark.django_db
def test_a_sentence_on_its_last_day_is_not_over_yet() -> None:
    officer = people.casework_cast().officer
    sentences.sentence(people.person(officer), ends_on=TODAY)
    assert not Sentence.objects.end_not_recorded(Person.objects.all(), TODAY).exists()


@pytest.mark.django_db
def test_conditions_are_asked_for_four_weeks_before_release() -> None:
    cast = people.casework_cast()
    licence = sentences.sentence(
        people.person(cast.officer),
        kind=Sentence.Kind.LICENCE,
        starts_on=None,
        release_expected_on=date(2026, 12, 1),
    )
    due = Sentence.objects.conditions_not_requested(Person.objects.all(), TODAY)
    assert [row["duty_due_on"] for row in due] == [date(2026, 11, 3)]
    LicenceCondition.objects.create(
        sentence=licence, text="x", why="y", requested_at=people.AT, requested_by=cast.officer
    )
    assert not Sentence.objects.conditions_not_requested(Person.objects.all(), TODAY).exists()
