"""Recommendations, plans and steps for tests, made as people make them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.db.models import Max

from caseward.inspection.follow_up import actions
from caseward.inspection.follow_up.actions import Answered, Planned, Wording
from caseward.inspection.follow_up.models import (
    ActionPlan,
    EarlierJudgement,
    Recommendation,
    Response,
    Step,
)
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings.models import Publication
from caseward.inspection.results.actions import PublishedRecommendation, add_recommendations
from caseward.inspection.results.models import RecommendationResult, Result
from tests.factories import inspections, organisations, results
from tests.factories.accounts import Cast

AT = datetime(2020, 1, 21, 10, tzinfo=UTC)
PROVIDER = "Northshire Probation"
MINISTRY = "Ministry of Justice"
DUE_ON = date(2020, 2, 18)
WHY_NOT = "The contract leaves no money for this."
ByView = dict[str, dict[str, int]]


def recommendation(
    cast: Cast, inspection: Inspection, text: str = "Talk with sentencers more.", **wording: Any
) -> Recommendation:
    """One recommendation, written by the lead."""
    said = Wording(**{"addressee": PROVIDER, "text": text} | wording)
    return actions.write(inspection=inspection, wording=said, creation_key=uuid4(), by=cast.lead, at=AT)


def published(cast: Cast, *wordings: dict[str, Any], due_on: date | None = None) -> list[Recommendation]:
    """Recommendations of one inspection, published with its result; one of them where none is described."""
    inspection = inspections.inspection(cast, stage="decided")
    for wording in wordings or ({},):
        recommendation(cast, inspection, **wording)
    publication(cast, inspection)
    actions.publish(
        inspection=inspection,
        result=inspection.publication.result,
        by=cast.publisher,
        at=AT,
        due_on=due_on,
    )
    return list(inspection.recommendations.select_related("plan", "response", "inspection"))


def publication(cast: Cast, inspection: Inspection) -> Result:
    """Put the inspection at its last stage, its result public."""
    result = results.result(
        slug=f"result-of-{inspection.pk}", provider=inspection.provider, by=cast.publisher
    )
    Publication.objects.create(
        inspection=inspection, result=result, published_at=AT, published_by=cast.publisher
    )
    Inspection.objects.filter(pk=inspection.pk).update(stage="published")
    inspection.refresh_from_db()
    return result


def plan_of(row: Recommendation) -> ActionPlan:
    """The plan that a published recommendation belongs to, as it is now."""
    return ActionPlan.objects.get(recommendations=row)


def answer(cast: Cast, row: Recommendation, **said: str) -> Response:
    """An answer of the provider's contact; agreed, unless something else is said."""
    response = Response.objects.get(recommendation=row)
    return actions.answer(
        response=response,
        answered=Answered(**{"answer": "agreed"} | said),
        version=response.version,
        by=cast.provider_contact,
        at=AT,
    )


def step(cast: Cast, row: Recommendation, *, due_on: date = date(2020, 6, 30)) -> Step:
    """A step that the provider's contact plans."""
    planned = Planned("Meet every bench four times a year.", "Head of courts", due_on)
    return actions.add_step(
        recommendation=Recommendation.objects.get(pk=row.pk),
        planned=planned,
        creation_key=uuid4(),
        by=cast.provider_contact,
    )


def submitted(cast: Cast, rows: list[Recommendation], *, due_on: date = date(2020, 6, 30)) -> ActionPlan:
    """A plan with an answer and a step for each of its recommendations, handed in."""
    for row in rows:
        answer(cast, row)
        step(cast, row, due_on=due_on)
    plan = plan_of(rows[0])
    return actions.submit(plan=plan, version=plan.version, by=cast.provider_contact, at=AT)


def earlier(*texts: str, on: date = date(2018, 11, 1)) -> list[RecommendationResult]:
    """Recommendations of an earlier published result of the default provider."""
    result = results.result(slug=f"earlier-{on:%Y-%m}", provider=organisations.provider(PROVIDER), on=on)
    rows = [
        PublishedRecommendation(number, PROVIDER, text) for number, text in enumerate(texts or ("Do it.",), 1)
    ]
    return add_recommendations(result=result, rows=rows, by=results.publisher())


def gathered(cast: Cast, inspection: Inspection, result: Result) -> tuple[dict[str, int], ByView]:
    """A draft, a plan that is written and one that is submitted: what the addresses of an estate point to."""
    draft = recommendation(cast, inspection)
    (before,) = earlier()
    written = ActionPlan.objects.create(inspection=inspection, addressee=PROVIDER, due_on=DUE_ON)
    handed_in = ActionPlan.objects.create(
        inspection=inspection,
        addressee="Management board",
        due_on=DUE_ON,
        submitted_at=AT,
        submitted_by=cast.provider_contact,
    )
    open_step, told_step = (_followed(cast, plan, result) for plan in (written, handed_in))
    in_writing = {"recommendation_id": open_step.recommendation_id, "step_id": open_step.pk}
    handed = {"recommendation_id": told_step.recommendation_id, "step_id": told_step.pk}
    by_name = {
        "recommendation_id": draft.pk,
        "plan_id": written.pk,
        "earlier_id": before.pk,
        "step_id": open_step.pk,
    }
    by_view = {
        f"follow_up:{name}": in_writing for name in ("answer", "add_step", "change_step", "remove_step")
    }
    by_view |= {f"follow_up:{name}": handed for name in ("add_note", "mark_done", "mark_not_done")}
    by_view |= {f"follow_up:{name}": {"plan_id": handed_in.pk} for name in ("publish_plan", "hand_back")}
    return by_name, by_view


def one_more(cast: Cast, inspection: Inspection, result: Result, number: int) -> None:
    """One more draft, one more in each plan with its step and note, and one more earlier one, judged."""
    recommendation(cast, inspection, f"Draft {number}.", addressee=f"Addressee {number}")
    for plan in inspection.action_plans.all():
        _followed(cast, plan, result)
    before = RecommendationResult.objects.filter(result__slug__startswith="earlier-").latest("number")
    row = RecommendationResult.objects.create(
        result=before.result, number=before.number + 1, addressee=PROVIDER, text="Do more."
    )
    EarlierJudgement.objects.create(
        inspection=inspection,
        recommendation=row,
        progress="some",
        paragraph="Some of it was done.",
        judged_at=AT,
        judged_by=cast.lead,
    )


def _followed(cast: Cast, plan: ActionPlan, result: Result) -> Step:
    """A published recommendation of that plan with an answer, a step and a note."""
    number = (plan.inspection.recommendations.aggregate(last=Max("number"))["last"] or 0) + 1
    text = f"Recommendation {number}."
    row = Recommendation.objects.create(
        inspection=plan.inspection,
        number=number,
        addressee=plan.addressee,
        text=text,
        standard_codes=["1.1"],
        written_at=AT,
        written_by=cast.lead,
        plan=plan,
        published_as=RecommendationResult.objects.create(
            result=result, number=number, addressee=plan.addressee, text=text, standard_codes=["1.1"]
        ),
    )
    Response.objects.create(
        recommendation=row, answer="agreed", answered_at=AT, answered_by=cast.provider_contact
    )
    row.progress_notes.create(text="It began.", written_at=AT, written_by=cast.provider_contact)
    return row.steps.create(action="Meet.", owner="Head of courts", due_on=DUE_ON)
