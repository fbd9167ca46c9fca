"""Reviews: what they take up, what the assessor sees, and that they end in a decision."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from caseward.casework.assessments.models import Area, Check
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans import actions, inputs, policies
from caseward.casework.plans.actions.reviews import Considered
from caseward.casework.plans.models import Plan, Review
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import assessments, people, plans
from tests.factories.people import CaseworkCast

from .conftest import Browser

ON = date(2026, 11, 9)
AT = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
BECAUSE = "The plan already answers all of it."
WRITTEN = Considered("The arrest and what the police say.", "We talked about it.")


def start(person: Person, cast: CaseworkCast) -> Review:
    return actions.start_review(person=person, creation_key=uuid4(), by=cast.officer, at=AT)


def written(person: Person, cast: CaseworkCast) -> Review:
    review = start(person, cast)
    return actions.write_review(review=review, written=WRITTEN, version=0, by=cast.officer)


def conclude(review: Review, cast: CaseworkCast, outcome: str, because: str = "") -> Review:
    return actions.conclude(
        review=review, outcome=outcome, because=because, version=review.version, by=cast.officer, at=AT
    )


def arrest(person: Person, cast: CaseworkCast) -> ChangeEvent:
    return people.change_event(person, "arrest", by=cast.officer, happened_on=ON)


class TestStarting:
    def test_it_takes_up_everything_that_was_not_reviewed(self, cast: CaseworkCast, person: Person) -> None:
        plans.review(person, cast.officer, arrest(person, cast))
        events = {arrest(person, cast), people.change_event(person, "move", by=cast.officer, happened_on=ON)}
        assert set(start(person, cast).events.all()) == events

    def test_without_any_event_it_is_of_the_time_gone_by(self, cast: CaseworkCast, person: Person) -> None:
        assert not start(person, cast).events.exists()

    def test_there_is_one_review_at_a_time(self, cast: CaseworkCast, person: Person) -> None:
        start(person, cast)
        with pytest.raises(NotAllowed, match="open already"):
            start(person, cast)

    def test_the_same_form_sent_twice_opens_one(self, cast: CaseworkCast, person: Person) -> None:
        key = uuid4()
        for _ in range(2):
            actions.start_review(person=person, creation_key=key, by=cast.officer, at=AT)
        assert Review.objects.count() == 1

    def test_what_happens_later_is_taken_up_in_the_running_review(
        self, cast: CaseworkCast, person: Person
    ) -> None:
        review = start(person, cast)
        event = arrest(person, cast)
        assert policies.not_taken_up(review) == [event]
        actions.take_up(review=review, version=0, by=cast.officer)
        assert list(review.events.all()) == [event]
        assert policies.not_taken_up(review) == []


class TestEnding:
    def test_the_person_has_a_part_in_it(self, cast: CaseworkCast, person: Person) -> None:
        review = start(person, cast)
        only = Considered(WRITTEN.considered, "")
        actions.write_review(review=review, written=only, version=0, by=cast.officer)
        with pytest.raises(NotAllowed, match="what part the person had"):
            conclude(review, cast, "not_changed", BECAUSE)

    def test_what_was_considered_is_written_down(self, cast: CaseworkCast, person: Person) -> None:
        review = start(person, cast)
        only = Considered("Everything.", WRITTEN.persons_part)
        actions.write_review(review=review, written=only, version=0, by=cast.officer)
        with pytest.raises(NotAllowed, match="what was considered"):
            conclude(review, cast, "not_changed", BECAUSE)

    def test_not_changed_wants_five_words_why(self, cast: CaseworkCast, person: Person) -> None:
        review = written(person, cast)
        with pytest.raises(NotAllowed, match="why the plan stays as it is"):
            conclude(review, cast, "not_changed", "It is still fine.")
        assert conclude(review, cast, "not_changed", BECAUSE).concluded_by == cast.officer

    def test_changed_wants_a_new_version(self, cast: CaseworkCast, person: Person) -> None:
        with pytest.raises(NotAllowed, match="Make a new version"):
            conclude(written(person, cast), cast, "new_plan")

    def test_the_new_version_is_complete(self, cast: CaseworkCast, person: Person) -> None:
        review = written(person, cast)
        self._plan_from(review, cast)
        with pytest.raises(NotAllowed, match="Complete the new version first"):
            conclude(review, cast, "new_plan")

    def test_a_copy_of_the_last_version_is_no_change(self, cast: CaseworkCast, person: Person) -> None:
        last = plans.plan(person, cast.officer)
        plans.action(plans.goal(last))
        review = written(person, cast)
        plan = self._plan_from(review, cast)
        Plan.objects.filter(pk=plan.pk).update(completed_at=AT, completed_by=cast.officer)
        review = Review.objects.get()
        with pytest.raises(NotAllowed, match="says the same"):
            conclude(review, cast, "new_plan")

    def test_a_version_that_says_something_else_ends_it(self, cast: CaseworkCast, person: Person) -> None:
        plans.action(plans.goal(plans.plan(person, cast.officer)))
        review = written(person, cast)
        plan = self._plan_from(review, cast)
        plans.goal(plan, area=Area.DRUGS, text="Stay clean")
        Plan.objects.filter(pk=plan.pk).update(completed_at=AT, completed_by=cast.officer)
        ended = conclude(Review.objects.get(), cast, "new_plan")
        assert (ended.plan, ended.outcome) == (plan, "new_plan")

    def test_a_version_completed_while_it_runs_is_the_one_it_ends_in(
        self, cast: CaseworkCast, person: Person
    ) -> None:
        assessments.assessment(person, cast.officer, needs=(Area.THINKING,))
        review = written(person, cast)
        plan = plans.plan(person, cast.officer, completed=False)
        plans.action(plans.goal(plan))
        plans.contingency(plan)
        actions.complete(plan=plan, version=0, by=cast.officer, at=AT)
        assert Review.objects.get(pk=review.pk).plan == plan

    def test_completing_the_version_that_it_led_to_ends_it(self, cast: CaseworkCast, person: Person) -> None:
        plan = self._ready(written(person, cast), cast)
        actions.complete(plan=plan, version=0, by=cast.officer, at=AT)
        ended = Review.objects.get()
        assert (ended.outcome, ended.plan, ended.concluded_by) == ("new_plan", plan, cast.officer)

    @pytest.mark.parametrize("unsaid", ["considered", "persons_part"])
    def test_it_does_not_end_before_it_is_written(
        self, cast: CaseworkCast, person: Person, unsaid: str
    ) -> None:
        plan = self._ready(written(person, cast), cast)
        Review.objects.update(**{unsaid: ""})
        actions.complete(plan=plan, version=0, by=cast.officer, at=AT)
        assert Review.objects.get().concluded_at is None

    def test_a_draft_that_is_there_already_is_taken(self, cast: CaseworkCast, person: Person) -> None:
        draft = plans.plan(person, cast.officer, completed=False)
        assert self._plan_from(written(person, cast), cast) == draft

    def test_an_ended_review_does_not_change(self, cast: CaseworkCast, person: Person) -> None:
        review = conclude(written(person, cast), cast, "not_changed", BECAUSE)
        with pytest.raises(NotAllowed, match="has ended"):
            actions.write_review(review=review, written=WRITTEN, version=2, by=cast.officer)

    def test_two_editors_see_each_other(self, cast: CaseworkCast, person: Person) -> None:
        review = written(person, cast)
        with pytest.raises(Conflict):
            actions.write_review(review=review, written=WRITTEN, version=0, by=cast.manager)

    def test_a_colleague_gives_a_reason_first(self, cast: CaseworkCast, person: Person) -> None:
        with pytest.raises(NotAllowed, match="not on your caseload"):
            actions.start_review(person=person, creation_key=uuid4(), by=cast.colleague, at=AT)

    def _ready(self, review: Review, cast: CaseworkCast) -> Plan:
        """A version begun from the review, with nothing missing."""
        assessments.assessment(review.person, cast.officer, needs=(Area.THINKING,))
        plan = plans.plan(review.person, cast.officer, completed=False)
        plans.action(plans.goal(plan))
        plans.contingency(plan)
        return self._plan_from(review, cast)

    def _plan_from(self, review: Review, cast: CaseworkCast) -> Plan:
        return actions.plan_from_review(
            review=review, version=review.version, creation_key=uuid4(), by=cast.officer, at=AT
        )


class TestEvidence:
    """What a review must look at, on the record of somebody who was stabbed."""

    @pytest.fixture
    def wayne(self, cast: CaseworkCast, person: Person) -> Person:
        """With a plan of August, entries about a gang and a fight, and the stabbing a week ago."""
        assessments.assessment(person, cast.officer)
        people.change_event(
            person,
            "arrest",
            by=cast.officer,
            happened_on=date(2026, 7, 1),
            detail="Altercation at a bus stop",
        )
        plans.plan(person, cast.officer)
        people.change_event(
            person, "gang_link", by=cast.officer, happened_on=date(2026, 10, 1), detail="Seen with the group"
        )
        people.change_event(person, "victim_of_violence", by=cast.officer, happened_on=date(2026, 11, 2))
        return person

    def test_who_was_not_asked_since_is_told(self, cast: CaseworkCast, wayne: Person) -> None:
        assessments.check(wayne, cast.officer, asked_on=date(2026, 8, 10))
        stabbing = inputs.evidence(wayne, ON).since_plan[0]
        assert stabbing.not_asked == (Check.Agency.POLICE.label,)
        assessments.check(wayne, cast.officer, asked_on=date(2026, 11, 3))
        assert inputs.evidence(wayne, ON).since_plan[0].not_asked == ()

    def test_the_assessor_is_told_that_the_assessment_is_older(
        self, cast: CaseworkCast, wayne: Person
    ) -> None:
        assert inputs.evidence(wayne, ON).is_assessment_older
        assessments.assessment(wayne, cast.officer, at=AT)
        assert not inputs.evidence(wayne, ON).is_assessment_older

    def test_an_entry_that_was_reviewed_before_the_plan_is_still_seen(
        self, cast: CaseworkCast, wayne: Person
    ) -> None:
        plans.review(wayne, cast.officer, *wayne.change_events.filter(kind="arrest"))
        ChangeEvent.objects.filter(kind="arrest").update(recorded_at=datetime(2026, 7, 2, tzinfo=UTC))
        assert [one.event.kind for one in inputs.evidence(wayne, ON).before] == ["arrest"]

    def test_checks_without_use_are_seen(self, cast: CaseworkCast, wayne: Person) -> None:
        assessments.check(wayne, cast.officer, asked_on=date(2026, 11, 3))
        assert "No answer" in Browser(cast.officer, wayne).get("start_review")
