"""What is due of people: the effect of a circumstance, and the review of a flag."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseward.casework.people import actions
from caseward.casework.people.actions import Flagged, Told
from caseward.casework.people.models import ChangeEvent, Circumstance, Person, RiskFlag
from caseward.rules.reviews import CHANGE_EVENTS
from tests.factories import people
from tests.factories.people import CaseworkCast

ON = date(2026, 11, 2)
RECORDED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def effects(on: date = ON) -> list[dict[str, Any]]:
    return list(Circumstance.objects.effect_not_asked(Person.objects.all(), on))


def reviews(on: date = ON) -> list[dict[str, Any]]:
    return list(RiskFlag.objects.review_due(Person.objects.all(), on))


@pytest.fixture
def circumstance(person: Person, staff: CaseworkCast) -> Circumstance:
    return person.circumstances.create(
        kind="disability", told="Uses a wheelchair.", recorded_at=RECORDED, recorded_by=staff.officer
    )


@pytest.fixture
def flag(person: Person) -> RiskFlag:
    return person.risk_flags.create(kind="gangs", starts_on=ON, review_on=date(2027, 2, 1))


def test_an_effect_that_nobody_asked_is_due_in_ten_working_days(
    person: Person, circumstance: Circumstance
) -> None:
    assert effects() == [
        {
            "duty_person": person.pk,
            "duty_subject": circumstance.pk,
            "duty_since_on": ON,
            "duty_due_on": date(2026, 11, 16),
        }
    ]


def test_the_duty_is_counted_from_the_day_in_our_time_zone(person: Person, staff: CaseworkCast) -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    person.circumstances.create(
        kind="faith", told="Friday prayers.", recorded_at=late, recorded_by=staff.officer
    )
    assert effects()[0]["duty_since_on"] == date(2026, 7, 2)


def test_the_duty_to_ask_vanishes_when_somebody_has_asked(
    circumstance: Circumstance, staff: CaseworkCast
) -> None:
    told = Told("disability", "Uses a wheelchair.", "Ground floor rooms only.")
    actions.change_circumstance(circumstance=circumstance, told=told, version=0, by=staff.officer)
    assert effects() == []


def test_the_duty_to_ask_vanishes_when_the_circumstance_ends(circumstance: Circumstance) -> None:
    Circumstance.objects.update(ended_on=ON)
    assert effects() == []


def test_a_flag_is_to_be_looked_at_again_on_its_day(person: Person, flag: RiskFlag) -> None:
    assert reviews() == [
        {
            "duty_person": person.pk,
            "duty_subject": flag.pk,
            "duty_since_on": ON,
            "duty_due_on": date(2027, 2, 1),
        }
    ]


def test_a_later_day_moves_the_duty_and_an_end_lifts_it(flag: RiskFlag, staff: CaseworkCast) -> None:
    later = Flagged(starts_on=ON, review_on=date(2027, 8, 1))
    actions.change_flag(flag=flag, flagged=later, version=0, by=staff.officer)
    assert reviews()[0]["duty_due_on"] == date(2027, 8, 1)
    ended = Flagged(starts_on=ON, review_on=date(2027, 8, 1), ends_on=ON)
    actions.change_flag(flag=flag, flagged=ended, version=1, by=staff.officer)
    assert reviews() == []


def test_a_flag_without_a_day_is_not_due(person: Person) -> None:
    person.risk_flags.create(kind="non_contact", starts_on=ON)
    assert reviews() == []


def test_duties_are_of_the_people_asked_about(circumstance: Circumstance, flag: RiskFlag) -> None:
    nobody = Person.objects.none()
    assert list(Circumstance.objects.effect_not_asked(nobody, ON)) == []
    assert list(RiskFlag.objects.review_due(nobody, ON)) == []


def test_duties_of_both_kinds_can_be_laid_side_by_side(circumstance: Circumstance, flag: RiskFlag) -> None:
    everybody = Person.objects.all()
    both = Circumstance.objects.effect_not_asked(everybody, ON).union(
        RiskFlag.objects.review_due(everybody, ON), all=True
    )
    assert [each["duty_due_on"] for each in both.order_by("duty_due_on")] == [
        date(2026, 11, 16),
        date(2027, 2, 1),
    ]


@pytest.mark.django_db
def test_preferring_not_to_say_is_an_answer_and_a_blank_is_not() -> None:
    people.person(ethnicity=Person.Ethnicity.NOT_SAID)
    not_asked = people.person(ethnicity="")
    assert list(Person.objects.ethnicity_not_asked()) == [not_asked]


def test_the_kinds_of_event_are_those_of_the_rule() -> None:
    assert set(ChangeEvent.Kind.values) == {event.code for event in CHANGE_EVENTS}
