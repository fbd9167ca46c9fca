"""The pages: writing, publishing, answering, following up and what the public reads."""

import re
from datetime import date
from html import unescape
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.inspection.follow_up import actions
from caseward.inspection.follow_up.models import ActionPlan, EarlierJudgement, Recommendation, Step
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from tests.factories import follow_up, inspections
from tests.factories.accounts import Cast
from tests.factories.follow_up import AT, MINISTRY, PROVIDER, WHY_NOT

PARAGRAPH = "Meetings are held and sentencers say that they help."


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return inspections.inspection(cast, stage="assessment")


class Browser:
    """A person's browser; pages are text."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client()
        if user:
            self.client.force_login(user)
        self.status = 0

    def get(self, name: str, query: dict[str, str] | None = None, **parameters: Any) -> str:
        answer = self.client.get(reverse(f"follow_up:{name}", kwargs=parameters), query)
        self.status = answer.status_code
        return answer.content.decode()

    def post(self, name: str, data: dict[str, Any], **parameters: Any) -> str:
        answer = self.client.post(reverse(f"follow_up:{name}", kwargs=parameters), data, follow=True)
        self.status = answer.status_code
        return answer.content.decode()


def wording(**changes: Any) -> dict[str, Any]:
    return {"creation_key": uuid4(), "text": "Talk more.", "addressee": PROVIDER} | changes


def place(row: Recommendation) -> dict[str, Any]:
    return {"inspection_id": row.inspection_id, "recommendation_id": row.pk}


class TestWriting:
    def test_the_first_one_is_added_and_shown_with_the_titles_of_its_standards(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        lead = Browser(cast.lead)
        assert "No recommendations yet" in lead.get("index", inspection_id=inspection.pk)
        typed = wording(standard_codes=["1.1"], question_codes=["2.1.1"])
        page = lead.post("write", typed, inspection_id=inspection.pk)
        assert "Recommendation added." in page
        assert "Talk more." in page
        assert "1.1 Leadership" in page

    def test_the_addressee_is_offered_and_may_be_somebody_else(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        lead = Browser(cast.lead)
        assert f'value="{PROVIDER}"' in lead.get("write", inspection_id=inspection.pk)
        typed = wording(addressee="  Ministry  of Justice ", is_outside="on")
        assert f"To {MINISTRY}" in lead.post("write", typed, inspection_id=inspection.pk)

    def test_a_clash_over_the_addressee_is_shown_at_the_field(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        follow_up.recommendation(cast, inspection, addressee=MINISTRY, is_outside=True)
        page = Browser(cast.lead).post("write", wording(addressee=MINISTRY), inspection_id=inspection.pk)
        assert "There is a problem" in page
        assert "outside the provider" in page

    def test_earlier_recommendations_can_be_repeated_where_there_are_any(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        lead = Browser(cast.lead)
        assert "repeat an earlier" not in lead.get("write", inspection_id=inspection.pk)
        earlier = follow_up.earlier("Train everybody.")[0]
        assert "Train everybody." in lead.get("write", inspection_id=inspection.pk)
        page = lead.post("write", wording(repeats=earlier.pk), inspection_id=inspection.pk)
        assert "Repeated" in page

    def test_who_changes_from_an_old_page_sees_both_versions(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        row = follow_up.recommendation(cast, inspection, "Mine at first.")
        theirs = actions.Wording(PROVIDER, "Theirs by now.")
        actions.change(recommendation=row, wording=theirs, version=0, by=cast.inspector, at=AT)
        lead = Browser(cast.lead)
        page = lead.post("change", wording(text="Mine in the end.", version=0), **place(row))
        assert "Theirs by now." in page
        assert "Mine in the end." in page
        assert Recommendation.objects.get().text == "Theirs by now."
        lead.post("change", wording(text="Mine in the end.", version=1), **place(row))
        assert Recommendation.objects.get().text == "Mine in the end."

    def test_they_are_ordered_and_removed_with_buttons(self, cast: Cast, inspection: Inspection) -> None:
        first, second = (follow_up.recommendation(cast, inspection, text) for text in ("A.", "B."))
        lead = Browser(cast.lead)
        assert "Move up" in lead.get("index", inspection_id=inspection.pk)
        lead.post("move_up", {"version": 0}, **place(second))
        assert list(inspection.recommendations.values_list("text", flat=True)) == ["B.", "A."]
        lead.post("move_down", {"version": 1}, **place(second))
        page = lead.post("remove", {"version": 0}, **place(first))
        assert "numbered again" in page
        assert inspection.recommendations.get().number == 1

    def test_an_old_remove_button_removes_nothing(self, cast: Cast, inspection: Inspection) -> None:
        row = follow_up.recommendation(cast, inspection)
        theirs = actions.Wording(PROVIDER, "Changed.")
        actions.change(recommendation=row, wording=theirs, version=0, by=cast.inspector, at=AT)
        page = Browser(cast.lead).post("remove", {"version": 0}, **place(row))
        assert "Somebody else has just changed this" in page
        assert Recommendation.objects.exists()

    def test_an_analyst_reads_but_is_offered_nothing(self, cast: Cast, inspection: Inspection) -> None:
        row = follow_up.recommendation(cast, inspection)
        analyst = Browser(cast.analyst)
        page = analyst.get("index", inspection_id=inspection.pk)
        assert row.text in page
        assert "Add a recommendation" not in page
        analyst.get("write", inspection_id=inspection.pk)
        assert analyst.status == HTTPStatus.FORBIDDEN

    def test_the_contact_sees_nothing_before_publication(self, cast: Cast, inspection: Inspection) -> None:
        follow_up.recommendation(cast, inspection)
        contact = Browser(cast.provider_contact)
        contact.get("index", inspection_id=inspection.pk)
        assert contact.status == HTTPStatus.FORBIDDEN


class TestJudging:
    def test_the_plan_its_steps_and_notes_stand_beside_what_is_judged(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast, {"text": "Talk with sentencers."})
        plan = follow_up.submitted(cast, [row])
        actions.add_note(
            recommendation=Recommendation.objects.get(pk=row.pk),
            told=("Two meetings were held.", "Minutes of April"),
            creation_key=uuid4(),
            by=cast.provider_contact,
            at=AT,
        )
        actions.publish_plan(plan=plan, version=plan.version, by=cast.publisher, at=AT)
        later = inspections.inspection(
            cast, stage="assessment", starts_on=date(2021, 5, 3), ends_on=date(2021, 5, 14)
        )
        lead = Browser(cast.lead)
        parameters: dict[str, Any] = {"inspection_id": later.pk, "earlier_id": row.published_as_id}
        page = lead.get("judge", **parameters)
        for words in ("Talk with sentencers.", "Meet every bench", "Overdue", "Two meetings", "Minutes of"):
            assert words in page
        typed = {"version": 0, "progress": "some", "paragraph": PARAGRAPH}
        page = lead.post("judge", typed, **parameters)
        assert "Some progress" in page
        assert PARAGRAPH in page

    def test_a_finding_of_one_word_is_sent_back(self, cast: Cast, inspection: Inspection) -> None:
        earlier = follow_up.earlier()[0]
        typed = {"version": 0, "progress": "some", "paragraph": "Better."}
        lead = Browser(cast.lead)
        page = lead.post("judge", typed, inspection_id=inspection.pk, earlier_id=earlier.pk)
        assert "at least 5 words" in page
        assert not EarlierJudgement.objects.exists()

    def test_both_findings_are_shown_to_whoever_comes_second(
        self, cast: Cast, inspection: Inspection
    ) -> None:
        earlier = follow_up.earlier()[0]
        judged = ("none", "Nothing was done about it at all.")
        actions.judge(inspection=inspection, earlier=earlier, judged=judged, version=0, by=cast.lead, at=AT)
        typed = {"version": 0, "progress": "some", "paragraph": PARAGRAPH}
        page = Browser(cast.lead).post("judge", typed, inspection_id=inspection.pk, earlier_id=earlier.pk)
        assert "changed this since you opened it" in page
        assert "No progress" in page

    def test_what_another_provider_was_told_is_not_found(self, cast: Cast, inspection: Inspection) -> None:
        (row,) = follow_up.published(cast)
        lead = Browser(cast.lead)
        lead.get("judge", inspection_id=inspection.pk, earlier_id=row.published_as_id)
        assert lead.status == HTTPStatus.NOT_FOUND


class TestTheWayOfAPlan:
    def test_from_publication_to_progress_without_leaving_the_browser(self, cast: Cast) -> None:
        inspection = inspections.inspection(cast, stage="decided")
        row = follow_up.recommendation(cast, inspection)
        follow_up.publication(cast, inspection)
        publisher, contact, lead = (
            Browser(user) for user in (cast.publisher, cast.provider_contact, cast.lead)
        )
        here: dict[str, Any] = {"inspection_id": inspection.pk}
        assert "Publish the recommendations" in publisher.get("index", **here)
        due = date(timezone.localdate().year + 1, 3, 2)
        day = {"due_on_day": "2", "due_on_month": "3", "due_on_year": str(due.year)}
        publisher.post("publish", {"creation_key": uuid4(), **day}, **here)
        plan = ActionPlan.objects.get()
        assert plan.due_on == due
        whole: dict[str, Any] = {**here, "plan_id": plan.pk}
        assert "Answer recommendation 1." in contact.get("plan", **whole)
        contact.post("answer", {"version": 0, "answer": "agreed"}, **place(row))
        step = {"creation_key": uuid4(), "action": "Meet every bench.", "owner": "Head of courts", **day}
        assert "Submit the plan" in contact.post("add_step", step, **place(row))
        assert "Meet every bench." not in lead.get("plan", **whole)
        contact.post("submit", {"version": plan.version}, **whole)
        assert "Meet every bench." in lead.get("plan", **whole)
        assert "The action plan is public." in lead.post("publish_plan", {"version": 1}, **whole)
        assert "Meet every bench." in Browser().get("result", slug=inspection.publication.result.slug)
        mark = {**place(row), "step_id": Step.objects.get().pk}
        assert "The step is done." in contact.post("mark_done", {"version": 0}, **mark)
        assert "open again" in contact.post("mark_not_done", {"version": 1}, **mark)
        note = {"creation_key": uuid4(), "text": "One meeting was held.", "evidence": "Minutes"}
        assert "One meeting was held." in contact.post("add_note", note, **place(row))
        assert "One meeting" not in Browser().get("result", slug=inspection.publication.result.slug)

    def test_words_are_asked_for_where_not_all_is_agreed(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        contact = Browser(cast.provider_contact)
        page = contact.post("answer", {"version": 0, "answer": "partly"}, **place(row))
        assert "which part is agreed" in page
        assert "why not all of it" in page
        typed = {"version": 0, "answer": "agreed", "reasons": WHY_NOT, "agreed_part": "x"}
        contact.post("answer", typed, **place(row))
        response = Recommendation.objects.get().response
        assert (response.answer, response.reasons, response.agreed_part) == ("agreed", "", "")

    def test_who_answers_from_an_old_page_sees_both_answers(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        follow_up.answer(cast, row)
        typed = {"version": 0, "answer": "not_agreed", "reasons": WHY_NOT}
        page = Browser(cast.provider_contact).post("answer", typed, **place(row))
        assert "changed this since you opened it" in page
        assert WHY_NOT in page

    def test_a_step_is_changed_against_an_old_page_only_with_both_in_view(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        step = follow_up.step(cast, row)
        day = {"due_on_day": "1", "due_on_month": "7", "due_on_year": "2020"}
        typed = {"version": 0, "action": "Meet twice.", "owner": "Head of courts", **day}
        contact, mark = Browser(cast.provider_contact), {**place(row), "step_id": step.pk}
        assert "Step changed." in contact.post("change_step", typed, **mark)
        page = contact.post("change_step", typed | {"action": "Meet thrice."}, **mark)
        assert "Meet twice." in page
        assert "Meet thrice." in page
        assert "Step removed." in contact.post("remove_step", {"version": 1}, **mark)

    def test_it_is_handed_back_with_words_that_its_writers_read(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        plan = follow_up.submitted(cast, [row])
        whole: dict[str, Any] = {"inspection_id": row.inspection_id, "plan_id": plan.pk}
        typed = {"version": plan.version, "reason": "The step has no date that can be kept."}
        Browser(cast.lead).post("hand_back", typed, **whole)
        page = Browser(cast.provider_contact).get("plan", **whole)
        assert "The step has no date that can be kept." in page
        assert "Submit the plan" in page

    def test_who_hands_back_an_old_version_keeps_the_words_and_sees_when_the_new_one_came(
        self, cast: Cast
    ) -> None:
        (row,) = follow_up.published(cast)
        plan = follow_up.submitted(cast, [row])
        whole: dict[str, Any] = {"inspection_id": row.inspection_id, "plan_id": plan.pk}
        typed = {"version": plan.version, "reason": "The step has no date that can be kept."}
        actions.hand_back(plan=plan, reason="Say who pays.", version=plan.version, by=cast.publisher)
        actions.submit(plan=plan, version=plan.version, by=cast.provider_contact, at=AT)
        lead = Browser(cast.lead)
        page = lead.post("hand_back", typed, **whole)
        assert "changed this since you opened it" in page
        assert f"21 January 2020 at 10:00am by {cast.provider_contact.name}" in unescape(page)
        assert "The step has no date that can be kept.</textarea>" in page
        assert ActionPlan.objects.get().submitted_at == AT
        lead.post("hand_back", typed | {"version": plan.version}, **whole)
        assert ActionPlan.objects.get().handed_back_because == typed["reason"]

    def test_the_publisher_gives_it_another_day(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        whole: dict[str, Any] = {"inspection_id": row.inspection_id, "plan_id": follow_up.plan_of(row).pk}
        day = {"due_on_day": "2", "due_on_month": "3", "due_on_year": "2020", "version": 0}
        assert "2 March 2020" in Browser(cast.publisher).post("set_due", day, **whole)

    def test_who_gives_it_another_day_on_an_old_page_sees_both_days_and_keeps_the_own(
        self, cast: Cast
    ) -> None:
        (row,) = follow_up.published(cast)
        plan = follow_up.plan_of(row)
        whole: dict[str, Any] = {"inspection_id": row.inspection_id, "plan_id": plan.pk}
        actions.set_due(plan=plan, due_on=date(2020, 4, 9), version=0, by=cast.publisher)
        day = {"due_on_day": "2", "due_on_month": "3", "due_on_year": "2020", "version": 0}
        publisher = Browser(cast.publisher)
        page = publisher.post("set_due", day, **whole)
        assert "9 April 2020" in page
        assert "2 March 2020" in page
        assert re.search(r'name="due_on_day"[^>]* value="2"', page)
        assert ActionPlan.objects.get().due_on == date(2020, 4, 9)
        publisher.post("set_due", day | {"version": 1}, **whole)
        assert ActionPlan.objects.get().due_on == date(2020, 3, 2)

    def test_there_is_nothing_to_answer_before_publication(self, cast: Cast, inspection: Inspection) -> None:
        row = follow_up.recommendation(cast, inspection)
        lead = Browser(cast.lead)
        lead.get("answer", **place(row))
        assert lead.status == HTTPStatus.FORBIDDEN


class TestFollowingUp:
    def test_what_is_overdue_stands_first_and_is_counted(self, cast: Cast) -> None:
        late, on_time = follow_up.published(cast, {"text": "Late one."}, {"text": "Done one."})
        follow_up.submitted(cast, [late, on_time])
        done = Step.objects.select_related("recommendation__plan__inspection").get(recommendation=on_time)
        actions.mark_done(step=done, version=0, by=cast.provider_contact, at=AT)
        page = Browser(cast.analyst).get("overall")
        assert page.index("Late one.") < page.index("Done one.")
        assert "Steps overdue" in page
        assert "1 of 1" in page
        assert "30 June 2020" in page

    def test_it_is_filtered_by_state_provider_and_addressee(self, cast: Cast) -> None:
        follow_up.published(
            cast, {"text": "To us."}, {"text": "To them.", "addressee": MINISTRY, "is_outside": True}
        )
        lead = Browser(cast.lead)
        page = lead.get("overall", {"addressee": MINISTRY, "state": "late"})
        assert "To them." in page
        assert "To us." not in page
        assert "No recommendation fits these filters" in lead.get("overall", {"state": "done"})
        assert "No recommendation fits" in lead.get("overall", {"provider": str(cast.lead.organisation_id)})
        assert "To us." in lead.get("overall", {"state": "nonsense", "provider": "x", "page": "99"})

    def test_a_contact_follows_its_own_provider_only(self, cast: Cast) -> None:
        follow_up.published(cast, {"text": "Ours alone."})
        assert "Ours alone." in Browser(cast.provider_contact).get("overall")
        assert "Nothing to follow yet" in Browser(cast.other_contact).get("overall")

    @pytest.mark.parametrize("who", ["panel_member", "administrator"])
    def test_who_has_no_part_in_it_is_told_so(self, cast: Cast, who: str) -> None:
        browser = Browser(getattr(cast, who))
        assert "Only those who work with recommendations" in browser.get("overall")
        assert browser.status == HTTPStatus.FORBIDDEN

    def test_it_is_paged(self, cast: Cast) -> None:
        follow_up.published(cast, *({"text": f"Number {number} of many."} for number in range(1, 28)))
        lead = Browser(cast.lead)
        assert "Number 26 of many." not in lead.get("overall")
        assert "Number 26 of many." in lead.get("overall", {"page": "2"})


class TestThePublic:
    def test_a_result_leads_to_its_recommendations(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        result = row.inspection.publication.result
        page = Client().get(reverse("results:result", kwargs={"slug": result.slug})).content.decode()
        assert reverse("follow_up:result", kwargs={"slug": result.slug}) in page

    def test_a_plan_that_is_awaited_is_said_to_be(self, cast: Cast) -> None:
        (row,) = follow_up.published(cast)
        page = Browser().get("result", slug=row.inspection.publication.result.slug)
        assert "Action plan due by 18 February 2020; not published yet." in page
        assert row.text in page

    def test_a_result_without_recommendations_says_so(self, cast: Cast) -> None:
        result = follow_up.publication(cast, inspections.inspection(cast, stage="decided"))
        assert "No recommendations are recorded" in Browser().get("result", slug=result.slug)


def test_the_overview_says_what_waits(cast: Cast, inspection: Inspection) -> None:
    follow_up.earlier("One.", "Two.")

    def overview(user: User, of: Inspection) -> str:
        client = Client()
        client.force_login(user)
        address = reverse("inspections:overview", kwargs={"inspection_id": of.pk})
        return client.get(address).content.decode()

    assert "0 of 2 judged" in overview(cast.lead, inspection)
    assert "None written" in overview(cast.inspector, inspection)
    (row,) = follow_up.published(cast)
    assert "Answer the recommendations to" in overview(cast.provider_contact, row.inspection)
    follow_up.submitted(cast, [row])
    assert "Read the action plan and publish it" in overview(cast.lead, row.inspection)
