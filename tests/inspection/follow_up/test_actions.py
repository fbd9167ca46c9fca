"""Recommendations are numbered, fixed once published, answered, followed, and judged the next time."""

from datetime import date
from uuid import uuid4

import pytest

from caseward.inspection.follow_up import actions
from caseward.inspection.follow_up.actions import Answered, Planned, Wording
from caseward.inspection.follow_up.models import (
    ActionPlan,
    EarlierJudgement,
    ProgressNote,
    Recommendation,
    Step,
)
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import follow_up, inspections
from tests.factories.accounts import Cast
from tests.factories.follow_up import AT, MINISTRY, PROVIDER, WHY_NOT

PARAGRAPH = "Meetings are held and sentencers say that they help."


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast, stage="assessment")


def texts(inspection: Inspection) -> list[tuple[int, str]]:
    return list(inspection.recommendations.values_list("number", "text"))


class TestWriting:
    def test_recommendations_to_one_addressee_stand_together_and_are_counted_through(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        follow_up.recommendation(cast, inspection, "First.")
        follow_up.recommendation(cast, inspection, "Buildings.", addressee=MINISTRY, is_outside=True)
        follow_up.recommendation(cast, inspection, "Second.")
        assert texts(inspection) == [(1, "First."), (2, "Second."), (3, "Buildings.")]

    def test_the_same_form_sent_twice_writes_one(self, cast: Cast, inspection: Inspection) -> None:
        key, wording = uuid4(), Wording(PROVIDER, "Once.")
        for _ in range(2):
            actions.write(inspection=inspection, wording=wording, creation_key=key, by=cast.lead, at=AT)
        assert texts(inspection) == [(1, "Once.")]

    def test_one_that_is_removed_leaves_no_gap(self, cast: Cast, inspection: Inspection) -> None:
        rows = [follow_up.recommendation(cast, inspection, text) for text in ("A.", "B.", "C.")]
        actions.remove(recommendation=rows[0], version=0, by=cast.inspector)
        assert texts(inspection) == [(1, "B."), (2, "C.")]

    def test_neighbours_change_places(self, cast: Cast, inspection: Inspection) -> None:
        rows = [follow_up.recommendation(cast, inspection, text) for text in ("A.", "B.", "C.")]
        actions.move(recommendation=rows[2], upwards=True, version=0, by=cast.lead)
        actions.move(recommendation=rows[0], upwards=False, version=0, by=cast.lead)
        assert texts(inspection) == [(1, "C."), (2, "A."), (3, "B.")]

    def test_the_last_to_an_addressee_does_not_move_into_the_next_group(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        row = follow_up.recommendation(cast, inspection, "A.")
        follow_up.recommendation(cast, inspection, "B.", addressee=MINISTRY, is_outside=True)
        actions.move(recommendation=row, upwards=False, version=0, by=cast.lead)
        assert texts(inspection) == [(1, "A."), (2, "B.")]

    def test_another_addressee_takes_a_recommendation_to_its_group(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        first = follow_up.recommendation(cast, inspection, "A.")
        follow_up.recommendation(cast, inspection, "B.", addressee="Management board")
        follow_up.recommendation(cast, inspection, "C.", addressee="Service manager")
        wording = Wording("Service manager", "A.")
        actions.change(recommendation=first, wording=wording, version=0, by=cast.lead, at=AT)
        assert {text: number for number, text in texts(inspection)} == {"A.": 1, "C.": 2, "B.": 3}

    def test_two_who_change_one_see_each_other(self, cast: Cast, inspection: Inspection) -> None:
        row = follow_up.recommendation(cast, inspection)
        mine = Recommendation.objects.get(pk=row.pk)
        wording = Wording(PROVIDER, "Theirs.")
        actions.change(recommendation=row, wording=wording, version=0, by=cast.inspector, at=AT)
        with pytest.raises(Conflict):
            actions.change(
                recommendation=mine, wording=Wording(PROVIDER, "Mine."), version=0, by=cast.lead, at=AT
            )
        assert texts(inspection) == [(1, "Theirs.")]

    def test_an_addressee_is_either_outside_the_provider_or_not(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        follow_up.recommendation(cast, inspection, addressee=MINISTRY, is_outside=True)
        with pytest.raises(NotAllowed, match="outside the provider"):
            follow_up.recommendation(cast, inspection, addressee=MINISTRY)

    def test_only_what_was_recommended_to_this_provider_can_be_repeated(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        earlier = follow_up.earlier()[0]
        row = follow_up.recommendation(cast, inspection, repeats=earlier)
        assert row.repeats == earlier
        elsewhere = inspections.inspection(cast, stage="assessment", provider=cast.other_contact.organisation)
        with pytest.raises(NotAllowed, match="same provider"):
            follow_up.recommendation(cast, elsewhere, repeats=earlier)

    @pytest.mark.parametrize("stage", ["set_up", "sampling", "published"])
    def test_nobody_writes_before_assessment_or_after_publication(self, cast: Cast, stage: str) -> None:
        with pytest.raises(NotAllowed):
            follow_up.recommendation(cast, inspections.inspection(cast, stage=stage))

    def test_the_log_says_who_wrote_but_not_what(self, cast: Cast, inspection: Inspection) -> None:
        follow_up.recommendation(cast, inspection, "A secret until published.")
        event = Event.objects.get(action="wrote_recommendation")
        assert event.actor_id == str(cast.lead.pk)
        assert "secret" not in str(event.details)


class TestPublishing:
    def test_the_result_gets_the_recommendations_as_they_stand(self, cast: Cast) -> None:
        earlier = follow_up.earlier()[0]
        (row,) = follow_up.published(
            cast,
            {
                "repeats": earlier,
                "standard_codes": ("1.1",),
                "question_codes": ("2.1.3",),
                "text": "Do more.",
            },
        )
        printed = row.inspection.publication.result.recommendations.get()
        assert (printed.number, printed.addressee, printed.text) == (1, PROVIDER, "Do more.")
        assert printed.is_repeated
        assert printed.standard_codes == ["1.1", "2.1"]
        assert row.published_as == printed

    def test_every_addressee_is_asked_for_a_plan_within_four_weeks(self, cast: Cast) -> None:
        follow_up.published(cast, {}, {}, {"addressee": MINISTRY, "is_outside": True})
        plans = ActionPlan.objects.order_by("pk").values_list("addressee", "is_outside", "due_on")
        due_on = date(2020, 2, 18)
        assert list(plans) == [(PROVIDER, False, due_on), (MINISTRY, True, due_on)]

    def test_the_publisher_may_choose_another_day(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast, due_on=date(2020, 3, 2))
        assert row.plan is not None
        assert row.plan.due_on == date(2020, 3, 2)

    def test_publishing_twice_is_once(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        result = row.inspection.publication.result
        assert actions.publish(inspection=row.inspection, result=result, by=cast.publisher, at=AT) == []
        assert result.recommendations.count() == ActionPlan.objects.count() == 1

    def test_an_inspection_without_recommendations_is_published_without(self, cast: Cast) -> None:
        inspection = inspections.inspection(cast, stage="decided")
        result = follow_up.publication(cast, inspection)
        assert actions.publish(inspection=inspection, result=result, by=cast.publisher, at=AT) == []

    def test_nothing_is_published_before_the_result(self, cast: Cast, inspection: Inspection) -> None:
        follow_up.recommendation(cast, inspection)
        result = follow_up.earlier()[0].result
        with pytest.raises(NotAllowed, match="once the result is"):
            actions.publish(inspection=inspection, result=result, by=cast.publisher, at=AT)

    def test_what_is_published_no_longer_changes(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        with pytest.raises(NotAllowed, match="fixed"):
            actions.change(
                recommendation=row, wording=Wording(PROVIDER, "No."), version=row.version, by=cast.lead, at=AT
            )

    def test_a_new_edition_corrects_it_everywhere_and_keeps_the_old_words(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast, {"text": "Reduce waits."})
        actions.correct(
            recommendation=row,
            text="Reduce waits for programmes.",
            reason="The second edition names the waits.",
            version=row.version,
            by=cast.publisher,
            at=AT,
        )
        printed = row.inspection.publication.result.recommendations.get()
        assert row.text == printed.text == "Reduce waits for programmes."
        assert row.corrections.get().before == "Reduce waits."

    def test_the_lead_cannot_correct_what_is_published(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        with pytest.raises(NotAllowed):
            actions.correct(
                recommendation=row, text="x", reason="y", version=row.version, by=cast.lead, at=AT
            )


class TestThePlan:
    def test_it_goes_from_answers_to_a_public_page(self, cast: Cast) -> None:
        rows = follow_up.published(cast, {}, {})
        plan = follow_up.submitted(cast, rows)
        actions.publish_plan(plan=plan, version=plan.version, by=cast.lead, at=AT)
        stored = follow_up.plan_of(rows[0])
        assert (stored.submitted_by, stored.published_by) == (cast.provider_contact, cast.lead)

    def test_it_cannot_be_submitted_with_gaps(self, cast: Cast) -> None:
        first, _ = follow_up.published(cast, {}, {})
        follow_up.answer(cast, first)
        plan = follow_up.plan_of(first)
        with pytest.raises(NotAllowed) as refusal:
            actions.submit(plan=plan, version=plan.version, by=cast.provider_contact, at=AT)
        assert refusal.value.reasons == [
            "Add at least one step to recommendation 1.",
            "Answer recommendation 2.",
        ]

    def test_what_is_not_agreed_needs_reasons_and_no_steps(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        with pytest.raises(NotAllowed, match="why not"):
            follow_up.answer(cast, row, answer="not_agreed", reasons="No.")
        follow_up.answer(cast, row, answer="not_agreed", reasons=WHY_NOT)
        plan = follow_up.plan_of(row)
        actions.submit(plan=plan, version=plan.version, by=cast.provider_contact, at=AT)

    def test_what_is_partly_agreed_says_which_part(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        with pytest.raises(NotAllowed, match="which part"):
            follow_up.answer(cast, row, answer="partly", reasons=WHY_NOT)
        answered = follow_up.answer(
            cast, row, answer="partly", agreed_part="All that needs no new money.", reasons=WHY_NOT
        )
        assert str(answered) == "Partly agreed"

    def test_after_submission_nothing_changes_until_it_is_handed_back(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        plan = follow_up.submitted(cast, [row])
        with pytest.raises(NotAllowed, match="submitted"):
            follow_up.step(cast, row)
        actions.hand_back(plan=plan, reason="The step has no owner.", version=plan.version, by=cast.publisher)
        follow_up.step(cast, row)
        plan = follow_up.plan_of(row)
        assert plan.handed_back_because == "The step has no owner."
        actions.submit(plan=plan, version=plan.version, by=cast.provider_contact, at=AT)
        assert follow_up.plan_of(row).handed_back_because == ""

    def test_the_publisher_records_what_somebody_outside_answers(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast, {"addressee": MINISTRY, "is_outside": True})
        with pytest.raises(NotAllowed, match="publisher"):
            follow_up.answer(cast, row)
        actions.answer(
            response=row.response, answered=Answered("agreed"), version=0, by=cast.publisher, at=AT
        )

    @pytest.mark.parametrize("who", ["lead", "inspector", "publisher", "other_contact", "panel_member"])
    def test_nobody_else_writes_in_the_providers_plan(self, cast: Cast, who: str) -> None:
        (row,) = follow_up.published(cast)
        by: User = getattr(cast, who)
        with pytest.raises(NotAllowed):
            actions.answer(response=row.response, answered=Answered("agreed"), version=0, by=by, at=AT)

    def test_a_step_sent_twice_is_added_once(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        key, planned = uuid4(), Planned("Meet.", "Head of courts", date(2020, 5, 1))
        for _ in range(2):
            actions.add_step(recommendation=row, planned=planned, creation_key=key, by=cast.provider_contact)
        assert Step.objects.count() == 1

    def test_a_step_is_changed_and_removed_while_the_plan_is_written(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        step = follow_up.step(cast, row)
        planned = Planned("Meet twice.", "Head of courts", date(2020, 5, 1))
        actions.change_step(step=step, planned=planned, version=0, by=cast.provider_contact)
        assert Step.objects.get().action == "Meet twice."
        with pytest.raises(Conflict):
            actions.remove_step(step=step, version=0, by=cast.provider_contact)
        actions.remove_step(step=step, version=1, by=cast.provider_contact)
        assert not Step.objects.exists()

    def test_the_day_it_is_due_is_the_publishers_until_it_is_submitted(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        plan = follow_up.plan_of(row)
        with pytest.raises(NotAllowed):
            actions.set_due(plan=plan, due_on=date(2020, 4, 1), version=0, by=cast.lead)
        actions.set_due(plan=plan, due_on=date(2020, 4, 1), version=0, by=cast.publisher)
        assert follow_up.plan_of(row).due_on == date(2020, 4, 1)
        follow_up.submitted(cast, [row])
        with pytest.raises(NotAllowed):
            actions.set_due(plan=plan, due_on=date(2020, 5, 1), version=2, by=cast.publisher)


class TestProgress:
    def test_steps_are_ticked_and_unticked_once_the_plan_is_submitted(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        step = follow_up.step(cast, row)
        with pytest.raises(NotAllowed, match="Submit the plan first"):
            actions.mark_done(step=step, version=0, by=cast.provider_contact, at=AT)
        follow_up.submitted(cast, [row])
        step = Step.objects.select_related("recommendation__plan__inspection").first() or step
        actions.mark_done(step=step, version=0, by=cast.provider_contact, at=AT)
        assert (step.done_at, step.done_by) == (AT, cast.provider_contact)
        actions.mark_not_done(step=step, version=1, by=cast.provider_contact)
        assert step.done_at is None

    def test_a_note_says_what_was_done_and_where_the_evidence_is(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        follow_up.submitted(cast, [row])
        row = Recommendation.objects.get(pk=row.pk)
        key = uuid4()
        for _ in range(2):
            actions.add_note(
                recommendation=row,
                told=("Two meetings were held.", "Minutes of April"),
                creation_key=key,
                by=cast.provider_contact,
                at=AT,
            )
        note = ProgressNote.objects.get()
        assert (note.text, note.evidence) == ("Two meetings were held.", "Minutes of April")


class TestJudgingWhatBecameOfEarlierOnes:
    def test_the_lead_judges_each_and_may_change_it(self, cast: Cast, inspection: Inspection) -> None:
        earlier = follow_up.earlier()[0]
        for version, progress in enumerate(("some", "sufficient")):
            actions.judge(
                inspection=inspection,
                earlier=earlier,
                judged=(progress, PARAGRAPH),
                version=version,
                by=cast.lead,
                at=AT,
            )
        assert str(EarlierJudgement.objects.get()) == "Sufficient progress"
        changes = [event.details["changes"] for event in Event.objects.filter(action="judged_progress")]
        assert {"progress": ["some", "sufficient"]} in changes

    def test_whoever_judges_from_an_old_page_sees_what_was_found_meanwhile(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        earlier = follow_up.earlier()[0]
        judged = ("some", PARAGRAPH)
        actions.judge(inspection=inspection, earlier=earlier, judged=judged, version=0, by=cast.lead, at=AT)
        with pytest.raises(Conflict):
            actions.judge(
                inspection=inspection, earlier=earlier, judged=judged, version=0, by=cast.lead, at=AT
            )

    def test_an_inspector_does_not_judge(self, cast: Cast, inspection: Inspection) -> None:
        earlier = follow_up.earlier()[0]
        with pytest.raises(NotAllowed):
            actions.judge(
                inspection=inspection,
                earlier=earlier,
                judged=("none", PARAGRAPH),
                version=0,
                by=cast.inspector,
                at=AT,
            )
