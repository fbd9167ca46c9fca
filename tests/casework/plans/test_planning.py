"""Making a version of a plan: carried or empty, part by part, complete only when nothing is missing."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from caseward.casework.assessments.models import Area
from caseward.casework.people.models import Person
from caseward.casework.plans import actions, policies
from caseward.casework.plans.actions.actions import PlannedAction
from caseward.casework.plans.actions.contingencies import PlannedContingency
from caseward.casework.plans.models import Action, Contingency, Goal, Plan
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import assessments, people, plans, sentences
from tests.factories.people import CaseworkCast

ON = date(2026, 11, 9)
AT = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


def begin(person: Person, cast: CaseworkCast, *, carries: bool = True) -> Plan:
    return actions.start(person=person, carries=carries, creation_key=uuid4(), by=cast.officer, at=AT)


def planned(**changes: Any) -> PlannedAction:
    values: dict[str, Any] = {"what": "Six sessions", "owner": "officer", "partner": "", "sessions": 6}
    return PlannedAction(**values | {"by_on": date(2026, 12, 31)} | changes)


@pytest.fixture
def ready(cast: CaseworkCast, person: Person) -> Plan:
    """A draft that wants nothing."""
    assessments.assessment(person, cast.officer, needs=(Area.THINKING,))
    plan = plans.plan(person, cast.officer, completed=False)
    plans.action(plans.goal(plan))
    plans.contingency(plan)
    return plan


def missing(plan: Plan) -> list[str]:
    fresh = Plan.objects.get(pk=plan.pk)
    return [each.reason for each in policies.what_is_missing(fresh, ON)]


class TestBeginning:
    def test_what_is_open_is_carried(self, cast: CaseworkCast, person: Person) -> None:
        last = plans.plan(person, cast.officer)
        goal = plans.goal(last)
        action = plans.action(goal, sessions=3)
        plans.contingency(last)
        draft = begin(person, cast)
        carried = draft.goals.get()
        assert (carried.text, carried.carried_from) == (goal.text, goal)
        assert carried.actions.get().carried_from == action
        assert carried.actions.get().sessions == 3
        assert draft.contingencies.get().trigger == "A new call-out"
        assert (draft.number, draft.follows, draft.contact_every_days) == (2, last, 14)

    def test_goals_reached_and_actions_done_are_not_carried(self, cast: CaseworkCast, person: Person) -> None:
        last = plans.plan(person, cast.officer)
        plans.action(plans.goal(last), done_on=ON)
        Goal.objects.create(plan=last, area=Area.DRUGS, text="Stay clean", achieved_on=ON)
        draft = begin(person, cast)
        assert [goal.area for goal in draft.goals.all()] == [Area.THINKING]
        assert not Action.objects.filter(goal__plan=draft).exists()

    def test_an_empty_version_carries_nothing(self, cast: CaseworkCast, person: Person) -> None:
        plans.goal(plans.plan(person, cast.officer))
        assert not begin(person, cast, carries=False).goals.exists()

    def test_what_the_person_said_is_asked_anew(self, cast: CaseworkCast, person: Person) -> None:
        plans.plan(person, cast.officer)
        assert begin(person, cast).agreement == ""

    def test_there_is_one_draft_at_a_time(self, cast: CaseworkCast, person: Person) -> None:
        begin(person, cast)
        with pytest.raises(NotAllowed, match="being written already"):
            begin(person, cast)

    def test_the_same_form_sent_twice_begins_one(self, cast: CaseworkCast, person: Person) -> None:
        key = uuid4()
        first, second = (
            actions.start(person=person, carries=False, creation_key=key, by=cast.officer, at=AT)
            for _ in range(2)
        )
        assert first == second

    def test_a_colleague_gives_a_reason_first(self, cast: CaseworkCast, person: Person) -> None:
        with pytest.raises(NotAllowed, match="not on your caseload"):
            actions.start(person=person, carries=False, creation_key=uuid4(), by=cast.colleague, at=AT)
        people.involvement(person, cast.colleague)
        actions.start(person=person, carries=False, creation_key=uuid4(), by=cast.colleague, at=AT)
        assert person.plans.get().started_by == cast.colleague


class TestMissing:
    def test_nothing_is_missing_from_a_whole_draft(self, ready: Plan) -> None:
        assert missing(ready) == []

    def test_an_assessment_comes_first(self, cast: CaseworkCast, person: Person) -> None:
        assert "There is no completed assessment to plan from." in missing(begin(person, cast))

    def test_a_linked_need_wants_a_goal_or_a_reason(self, cast: CaseworkCast, ready: Plan) -> None:
        at = datetime(2026, 9, 1, tzinfo=UTC)
        assessments.assessment(ready.person, cast.officer, needs=(Area.THINKING, Area.DRUGS), at=at)
        assert missing(ready) == ["Drugs: a goal, or why there is none for now."]
        because = "Treatment begins in May."
        actions.say_why_not(
            plan=ready, area=Area.DRUGS, because=because, creation_key=uuid4(), by=cast.officer
        )
        assert missing(ready) == []

    def test_a_need_that_is_not_linked_wants_none(self, cast: CaseworkCast, ready: Plan) -> None:
        latest = policies.latest_assessment(ready.person)
        assert latest is not None
        latest.factors.filter(area=Area.DRUGS).update(is_need="yes", is_linked_to_desistance=True)
        assert missing(ready) == []

    def test_a_need_linked_to_harm_alone_wants_one(self, ready: Plan) -> None:
        latest = policies.latest_assessment(ready.person)
        assert latest is not None
        latest.factors.filter(area=Area.DRUGS).update(is_need="yes", is_linked_to_harm=True)
        assert missing(ready) == ["Drugs: a goal, or why there is none for now."]

    def test_a_goal_wants_an_action(self, ready: Plan) -> None:
        Goal.objects.create(plan=ready, area=Area.DRUGS, text="Stay clean")
        assert missing(ready) == ["Drugs: the goal has no action."]

    def test_an_action_whose_day_has_passed_wants_another(self, ready: Plan) -> None:
        Action.objects.update(by_on=date(2026, 11, 8))
        assert missing(ready) == [
            "“Sessions on anger” was to be done by 8 November 2026: done, or a new day?"
        ]

    def test_a_plan_without_any_session_is_no_plan(self, ready: Plan) -> None:
        Action.objects.update(sessions=0)
        assert missing(ready) == ["No session is planned: say how many at least one action takes."]

    def test_where_harm_is_medium_a_contingency_is_wanted(self, ready: Plan) -> None:
        ready.contingencies.all().delete()
        assert [each.part for each in policies.what_is_missing(ready, ON)] == ["contingencies"]

    def test_where_harm_is_low_none_is_wanted(self, ready: Plan) -> None:
        ready.contingencies.all().delete()
        ready.person.assessments.update(harm_to_public=1)
        assert missing(ready) == []

    @pytest.mark.parametrize(
        ("fields", "part"),
        [
            ({"contact_every_days": None}, "contact"),
            ({"contact_how": ""}, "contact"),
            ({"contact_how": "remote"}, "contact"),
            ({"agreement": ""}, "agreement"),
            ({"agreement_words": " "}, "agreement"),
            ({"agreement": "not_asked", "agreement_words": ""}, "agreement"),
        ],
    )
    def test_how_you_meet_and_what_the_person_says_are_wanted(
        self, ready: Plan, fields: dict[str, Any], part: str
    ) -> None:
        Plan.objects.update(**fields)
        fresh = Plan.objects.get(pk=ready.pk)
        assert [each.part for each in policies.what_is_missing(fresh, ON)] == [part]


class TestCompleting:
    def test_a_whole_draft_takes_the_place_of_the_plan_that_held(
        self, cast: CaseworkCast, ready: Plan
    ) -> None:
        actions.complete(plan=ready, version=0, by=cast.officer, at=AT)
        assert Plan.objects.holding().get() == ready
        assert Event.objects.filter(action="plan completed", subject_id=str(ready.pk)).exists()

    def test_it_remembers_the_assessment_that_it_follows_from(self, cast: CaseworkCast, ready: Plan) -> None:
        actions.complete(plan=ready, version=0, by=cast.officer, at=AT)
        assert ready.assessment == policies.latest_assessment(ready.person)

    def test_a_draft_that_wants_something_is_refused_with_everything_missing(
        self, cast: CaseworkCast, ready: Plan
    ) -> None:
        ready.contingencies.all().delete()
        Plan.objects.update(agreement="")
        with pytest.raises(NotAllowed) as refusal:
            actions.complete(plan=Plan.objects.get(), version=0, by=cast.officer, at=AT)
        assert len(refusal.value.reasons) == 2

    def test_a_complete_version_does_not_change(self, cast: CaseworkCast, ready: Plan) -> None:
        actions.complete(plan=ready, version=0, by=cast.officer, at=AT)
        with pytest.raises(NotAllowed, match="does not change"):
            actions.add_goal(plan=ready, area=Area.DRUGS, text="No", creation_key=uuid4(), by=cast.officer)

    def test_what_somebody_else_changed_meanwhile_is_seen_first(
        self, cast: CaseworkCast, ready: Plan
    ) -> None:
        with pytest.raises(Conflict):
            actions.complete(plan=ready, version=7, by=cast.officer, at=AT)


class TestContingencies:
    """Tariq: the contingency was “more reporting and recall”, and nobody was named."""

    @pytest.mark.parametrize(
        ("trigger", "action", "who", "wrong"),
        [
            ("", "More reporting and recall", "", {"trigger", "who"}),
            ("n/a", "More reporting and recall", "TBC", {"trigger", "who"}),
            ("More reporting and recall.", "more reporting and recall", "Officer", {"trigger"}),
            ("He is seen near her home", "", "Officer", {"action"}),
            ("He is seen near her home", "Recall", " - ", {"who"}),
            ("He is seen near her home", "Recall", "Duty officer", set()),
        ],
    )
    def test_each_names_what_would_happen_what_is_done_and_who(
        self, cast: CaseworkCast, ready: Plan, trigger: str, action: str, who: str, wrong: set[str]
    ) -> None:
        assert set(policies.faults_of_contingency(trigger, action, who)) == wrong
        row = PlannedContingency(trigger, action, who)
        before = Contingency.objects.count()
        if wrong:
            with pytest.raises(NotAllowed):
                actions.add_contingency(plan=ready, planned=row, creation_key=uuid4(), by=cast.officer)
        else:
            actions.add_contingency(plan=ready, planned=row, creation_key=uuid4(), by=cast.officer)
        assert Contingency.objects.count() == before + (not wrong)

    def test_changing_one_into_nothing_is_refused(self, cast: CaseworkCast, ready: Plan) -> None:
        row = ready.contingencies.get()
        with pytest.raises(NotAllowed, match="Name who does it"):
            actions.change_contingency(
                contingency=row,
                planned=PlannedContingency(row.trigger, row.action, "nobody"),
                version=0,
                by=cast.officer,
            )


class TestParts:
    def test_another_organisation_is_named(self, cast: CaseworkCast, ready: Plan) -> None:
        with pytest.raises(NotAllowed, match="Name the organisation"):
            actions.add_action(
                goal=ready.goals.get(),
                planned=planned(owner="partner", partner="tbc"),
                creation_key=uuid4(),
                by=cast.officer,
            )

    def test_a_requirement_of_somebody_else_is_refused(self, cast: CaseworkCast, ready: Plan) -> None:
        theirs = sentences.requirement(sentences.sentence(people.person(cast.officer)))
        with pytest.raises(NotAllowed, match="somebody else"):
            actions.add_action(
                goal=ready.goals.get(),
                planned=planned(requirement_id=theirs.pk),
                creation_key=uuid4(),
                by=cast.officer,
            )

    def test_a_goal_takes_the_place_of_a_reason(self, cast: CaseworkCast, ready: Plan) -> None:
        because = "Treatment begins in May."
        actions.say_why_not(
            plan=ready, area=Area.DRUGS, because=because, creation_key=uuid4(), by=cast.officer
        )
        actions.add_goal(
            plan=ready, area=Area.DRUGS, text="Stay clean", creation_key=uuid4(), by=cast.officer
        )
        assert not ready.without_goal.exists()

    def test_an_area_with_a_goal_needs_no_reason(self, cast: CaseworkCast, ready: Plan) -> None:
        with pytest.raises(NotAllowed, match="has a goal"):
            actions.say_why_not(
                plan=ready,
                area=Area.THINKING,
                because="Not now, later.",
                creation_key=uuid4(),
                by=cast.officer,
            )

    def test_a_word_is_no_reason(self, cast: CaseworkCast, ready: Plan) -> None:
        with pytest.raises(NotAllowed, match="3 words at least"):
            actions.say_why_not(
                plan=ready, area=Area.DRUGS, because="Later", creation_key=uuid4(), by=cast.officer
            )

    def test_a_reason_taken_back_is_missing_again(self, cast: CaseworkCast, ready: Plan) -> None:
        reason = actions.say_why_not(
            plan=ready, area=Area.HEALTH, because="It is well treated.", creation_key=uuid4(), by=cast.officer
        )
        actions.take_back_reason(reason=reason, by=cast.officer)
        assert not ready.without_goal.exists()

    @pytest.mark.parametrize("what", ["goal", "action", "contingency"])
    def test_what_somebody_else_changed_is_not_removed_unread(
        self, cast: CaseworkCast, ready: Plan, what: str
    ) -> None:
        goal = ready.goals.get()
        row = {"goal": goal, "action": goal.actions.get(), "contingency": ready.contingencies.get()}[what]
        remove, key = getattr(actions, f"remove_{what}"), row.pk
        with pytest.raises(Conflict):
            remove(**{what: row}, version=5, by=cast.officer)
        remove(**{what: row}, version=0, by=cast.officer)
        assert not type(row)._default_manager.filter(pk=key).exists()

    def test_no_word_of_a_plan_stands_in_the_log(self, cast: CaseworkCast, ready: Plan) -> None:
        actions.add_action(goal=ready.goals.get(), planned=planned(), creation_key=uuid4(), by=cast.officer)
        assert "Six sessions" not in str(list(Event.objects.values_list("details", flat=True)))


class TestMarking:
    def test_an_action_is_done_and_the_draft_learns_of_it(self, cast: CaseworkCast, person: Person) -> None:
        action = plans.action(plans.goal(plans.plan(person, cast.officer)))
        draft = begin(person, cast)
        actions.mark_action(action=action, done_on=ON, version=0, by=cast.officer, at=AT)
        assert [row.done_on for row in Action.objects.all()] == [ON, ON]
        actions.mark_action(action=action, done_on=None, version=1, by=cast.officer, at=AT)
        assert Action.objects.get(goal__plan=draft).done_on is None

    def test_a_goal_is_reached_and_the_draft_learns_of_it(self, cast: CaseworkCast, person: Person) -> None:
        goal = plans.goal(plans.plan(person, cast.officer))
        begin(person, cast)
        actions.mark_goal(goal=goal, achieved_on=ON, version=0, by=cast.officer, at=AT)
        assert [row.achieved_on for row in Goal.objects.all()] == [ON, ON]

    def test_a_version_whose_place_was_taken_is_not_marked(self, cast: CaseworkCast, person: Person) -> None:
        action = plans.action(plans.goal(plans.plan(person, cast.officer)))
        plans.plan(person, cast.officer, at=datetime(2026, 9, 1, tzinfo=UTC))
        with pytest.raises(NotAllowed, match="taken the place"):
            actions.mark_action(action=action, done_on=ON, version=0, by=cast.officer, at=AT)
