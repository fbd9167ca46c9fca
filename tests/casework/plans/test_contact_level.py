"""How often officer and person meet: never under the least, never less while a review is open."""

from datetime import date

import pytest

from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans import actions, policies
from caseward.casework.plans.actions.plans import ContactLevel
from caseward.casework.plans.models import Plan, Review
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import assessments, people, plans
from tests.factories.people import CaseworkCast

ON = date(2026, 11, 9)
FACE_TO_FACE, MIXED, REMOTE = Plan.How.FACE_TO_FACE, Plan.How.MIXED, Plan.How.REMOTE


@pytest.fixture
def draft(cast: CaseworkCast, person: Person) -> Plan:
    """A draft beside a plan of a contact every fortnight, where harm is medium."""
    assessments.assessment(person, cast.officer)
    plans.plan(person, cast.officer)
    return plans.plan(person, cast.officer, completed=False)


def meet(draft: Plan, cast: CaseworkCast, every_days: int, how: str = FACE_TO_FACE) -> Plan:
    level = ContactLevel(every_days, how)
    return actions.set_contact(plan=draft, level=level, version=draft.version, by=cast.officer)


def test_contact_may_be_reduced_where_nothing_is_open(cast: CaseworkCast, draft: Plan) -> None:
    assert meet(draft, cast, 28).contact_every_days == 28


def test_it_may_not_while_a_change_waits_for_its_review(cast: CaseworkCast, draft: Plan) -> None:
    people.change_event(draft.person, "arrest", by=cast.officer, happened_on=ON)
    with pytest.raises(NotAllowed, match="may not be reduced from every 14 days to every 15"):
        meet(draft, cast, 15)


def test_it_may_not_while_a_review_by_time_is_open(cast: CaseworkCast, draft: Plan) -> None:
    plans.review(draft.person, cast.officer, concluded=False)
    assert policies.reasons_not_to_reduce_contact(draft.person, 15)


def test_it_may_again_once_the_review_is_concluded(cast: CaseworkCast, draft: Plan) -> None:
    event = people.change_event(draft.person, "arrest", by=cast.officer, happened_on=ON)
    plans.review(draft.person, cast.officer, event)
    assert policies.reasons_not_to_reduce_contact(draft.person, 15) == []


def test_it_may_be_made_more_while_a_review_is_open(cast: CaseworkCast, draft: Plan) -> None:
    people.change_event(draft.person, "arrest", by=cast.officer, happened_on=ON)
    assert meet(draft, cast, 7).contact_every_days == 7
    assert meet(draft, cast, 14).contact_every_days == 14


def led_to(draft: Plan, cast: CaseworkCast, *events: ChangeEvent, **said: str) -> Review:
    """A running review from which the draft was begun."""
    written = {"considered": "The arrest and what the police say.", "persons_part": "We talked about it."}
    return plans.review(draft.person, cast.officer, *events, concluded=False, plan=draft, **written | said)


def test_the_version_in_which_a_written_review_ends_may_reduce_it(cast: CaseworkCast, draft: Plan) -> None:
    event = people.change_event(draft.person, "job_loss", by=cast.officer, happened_on=ON)
    led_to(draft, cast, event)
    assert meet(draft, cast, 28).contact_every_days == 28
    assert policies.reasons_not_to_reduce_contact(draft.person, 28), "until it is complete, the plan holds"


@pytest.mark.parametrize("unsaid", ["considered", "persons_part"])
def test_it_may_not_before_that_review_is_written(cast: CaseworkCast, draft: Plan, unsaid: str) -> None:
    led_to(draft, cast, **{unsaid: ""})
    with pytest.raises(NotAllowed, match="once the review says what was considered"):
        meet(draft, cast, 28)


def test_it_may_not_while_something_else_waits_for_its_review(cast: CaseworkCast, draft: Plan) -> None:
    led_to(draft, cast, people.change_event(draft.person, "job_loss", by=cast.officer, happened_on=ON))
    people.change_event(draft.person, "victim_of_violence", by=cast.officer, happened_on=ON)
    with pytest.raises(NotAllowed, match="while a review is open"):
        meet(draft, cast, 28)


def test_a_version_that_was_not_begun_from_the_review_may_not(cast: CaseworkCast, draft: Plan) -> None:
    review = led_to(draft, cast)
    Review.objects.filter(pk=review.pk).update(plan=None)
    with pytest.raises(NotAllowed, match="while a review is open"):
        meet(draft, cast, 28)


def test_an_open_review_of_an_event_counts_once(cast: CaseworkCast, draft: Plan) -> None:
    event = people.change_event(draft.person, "arrest", by=cast.officer, happened_on=ON)
    plans.review(draft.person, cast.officer, event, concluded=False)
    assert policies.open_reasons_to_review(draft.person) == 1


def test_an_event_of_an_earlier_review_that_ended_does_not_count(cast: CaseworkCast, draft: Plan) -> None:
    event = people.change_event(draft.person, "arrest", by=cast.officer, happened_on=ON)
    plans.review(draft.person, cast.officer, event)
    assert policies.open_reasons_to_review(draft.person) == 0


def test_meeting_face_to_face_only_by_turns_reduces_contact_too(cast: CaseworkCast, draft: Plan) -> None:
    people.change_event(draft.person, "arrest", by=cast.officer, happened_on=ON)
    with pytest.raises(NotAllowed, match="counting only meetings face to face"):
        meet(draft, cast, 14, MIXED)


def test_a_draft_made_before_the_event_is_not_completed_with_less_contact(
    cast: CaseworkCast, draft: Plan
) -> None:
    meet(draft, cast, 28)
    people.change_event(draft.person, "arrest", by=cast.officer, happened_on=ON)
    parts = [each.part for each in policies.what_is_missing(draft, ON)]
    assert "contact" in parts


@pytest.mark.parametrize(
    ("harm", "rarest"),
    [(1, 31), (2, 28), (3, 14), (4, 7), (None, 14)],
    ids=["low", "medium", "high", "top", "?"],
)
def test_the_level_of_harm_says_the_least(
    cast: CaseworkCast, person: Person, harm: int | None, rarest: int
) -> None:
    assessments.assessment(person, cast.officer, harm_to_public=harm)
    draft = plans.plan(person, cast.officer, completed=False)
    assert policies.reasons_not_to_meet(draft, rarest, FACE_TO_FACE, ON) == []
    assert policies.reasons_not_to_meet(draft, rarest + 1, FACE_TO_FACE, ON)


def test_by_turns_every_second_meeting_counts(cast: CaseworkCast, draft: Plan) -> None:
    assert policies.reasons_not_to_meet(draft, 14, MIXED, ON) == []
    assert policies.reasons_not_to_meet(draft, 15, MIXED, ON)


def test_telephone_alone_is_refused(cast: CaseworkCast, draft: Plan) -> None:
    with pytest.raises(NotAllowed, match="not supervision"):
        meet(draft, cast, 7, REMOTE)


def test_two_editors_see_each_other(cast: CaseworkCast, draft: Plan) -> None:
    meet(draft, cast, 7)
    with pytest.raises(Conflict):
        actions.set_contact(plan=draft, level=ContactLevel(10, MIXED), version=0, by=cast.manager)
