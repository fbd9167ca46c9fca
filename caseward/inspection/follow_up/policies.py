"""Who may write recommendations, answer them, publish plans and judge what became of them."""

from typing import TYPE_CHECKING

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.inspections.policies import reasons_not_of_an_inspectorate
from caseward.inspection.results.models import RecommendationResult, Result
from caseward.rules.stages import stage
from caseward.shared.accounts.models import Role

from .models import READERS, WRITING_STAGES, ActionPlan, Recommendation, Response

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from caseward.shared.records.models import Viewer

FEWEST_WORDS = 5
"""A reason or a finding that others must understand is never a single word."""


def is_publisher(user: "Viewer") -> bool:
    """Whether the user publishes."""
    return user.is_authenticated and user.role == Role.PUBLISHER


def sees_recommendations(user: "Viewer", inspection: Inspection) -> bool:
    """Those who read the report while it is written; the provider's contact what is published."""
    if inspection.is_internal or inspection.stage not in {*WRITING_STAGES, "published"}:
        return False
    if user.is_authenticated and user.role == Role.PROVIDER_CONTACT:
        return inspection.stage == "published" and user.organisation_id == inspection.provider_id
    return is_publisher(user) or inspection.team_role_of(user) in READERS


def follows_up(user: "Viewer") -> bool:
    """Whether the page across all providers is of use to the user."""
    if not user.is_authenticated or user.reads_the_caseload or user.directs:
        return False
    return user.role not in {Role.ADMINISTRATOR, Role.PANEL_MEMBER}


def reasons_not_to_follow_up(user: "Viewer") -> list[str]:
    """Those who write, check, publish or answer recommendations follow them up."""
    return [] if follows_up(user) else ["Only those who work with recommendations can follow them up."]


def reasons_not_to_see(user: "Viewer", inspection: Inspection) -> list[str]:
    """Why the recommendations of an inspection are not shown to the user."""
    if sees_recommendations(user, inspection):
        return []
    return ["Recommendations are seen by those who write and publish the report, then by everybody."]


def earlier_result(inspection: Inspection) -> Result | None:
    """The result of the provider's latest inspection before this one."""
    return Result.objects.of_before(inspection.provider, inspection.fieldwork_starts_on).first()


def earlier_recommendations(inspection: Inspection) -> "QuerySet[RecommendationResult]":
    """The published recommendations that this inspection judges."""
    return RecommendationResult.objects.filter(result=earlier_result(inspection))


def unjudged(inspection: Inspection) -> "QuerySet[RecommendationResult]":
    """The earlier recommendations on which nothing is said yet."""
    return earlier_recommendations(inspection).exclude(judgements__inspection=inspection)


def reasons_not_to_write(user: "Viewer", inspection: Inspection) -> list[str]:
    """Lead and inspectors write from case assessment until publication."""
    return _reasons_not_to_work(user, inspection, TeamRole.LEAD, TeamRole.INSPECTOR)


def reasons_not_to_judge(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead judges what became of earlier recommendations in the same time."""
    return _reasons_not_to_work(user, inspection, TeamRole.LEAD)


def _reasons_not_to_work(user: "Viewer", inspection: Inspection, *roles: TeamRole) -> list[str]:
    reasons = reasons_not_of_an_inspectorate(inspection)
    if inspection.team_role_of(user) not in roles:
        holders = " or ".join(role.label.lower() for role in roles)
        reasons.append(f"Only the {holders} of this inspection can do this.")
    if inspection.stage == "published":
        reasons.append("This is published and fixed. A new edition of the report can correct it.")
    elif inspection.stage not in WRITING_STAGES:
        reasons.append(f"This can be done from the stage “{stage(WRITING_STAGES[0]).title}” on.")
    return reasons


def reasons_not_to_address(
    inspection: Inspection, addressee: str, *, is_outside: bool, but: Recommendation | None = None
) -> list[str]:
    """One addressee is either of the provider or outside it, in all recommendations."""
    others = inspection.recommendations.filter(addressee=addressee).exclude(is_outside=is_outside)
    others = others.exclude(pk=but.pk) if but else others
    if not others.exists():
        return []
    where = "part of the provider" if is_outside else "outside the provider"
    return [f"Another recommendation says that {addressee} is {where}. Change that one first."]


def reasons_not_to_repeat(inspection: Inspection, earlier: RecommendationResult | None) -> list[str]:
    """What is repeated was recommended to the same provider before."""
    if earlier is None or earlier.result.provider_id == inspection.provider_id:
        return []
    return ["Only a recommendation made to the same provider can be repeated."]


def reasons_not_to_publish(user: "Viewer", inspection: Inspection) -> list[str]:
    """The publisher makes recommendations public together with the result or after it."""
    reasons = [] if is_publisher(user) else ["Only the publisher can publish the recommendations."]
    if inspection.stage != "published":
        reasons.append("The recommendations can be published once the result is.")
    if not inspection.recommendations.exists():
        reasons.append("No recommendation was written.")
    elif not inspection.recommendations.filter(published_as=None).exists():
        reasons.append("The recommendations are public already.")
    return reasons


def reasons_not_to_correct(user: "Viewer", recommendation: Recommendation) -> list[str]:
    """The publisher corrects what is published, as part of a new edition of the report."""
    reasons = [] if is_publisher(user) else ["Only the publisher can correct what is published."]
    if recommendation.published_as_id is None:
        reasons.append("This recommendation is not published, so its writers can still change it.")
    return reasons


def keeps(user: "Viewer", plan: ActionPlan) -> bool:
    """Whether the user writes this plan: the provider's contact, or the publisher for others."""
    if plan.is_outside:
        return is_publisher(user)
    if not user.is_authenticated or user.role != Role.PROVIDER_CONTACT:
        return False
    return user.organisation_id == plan.inspection.provider_id


def sees_answers(user: "Viewer", plan: ActionPlan) -> bool:
    """A plan belongs to those who write it until they submit it."""
    return plan.submitted_at is not None or keeps(user, plan)


def words_missing(answer: str, agreed_part: str, reasons: str) -> dict[str, str]:
    """What must still be said with an answer, by field: which part is agreed, and why not the rest."""
    missing = {}
    if answer == Response.Answer.PARTLY and too_few_words(agreed_part):
        missing["agreed_part"] = f"Say in at least {FEWEST_WORDS} words which part is agreed"
    if answer in {Response.Answer.PARTLY, Response.Answer.NOT_AGREED} and too_few_words(reasons):
        missing["reasons"] = f"Say in at least {FEWEST_WORDS} words why not all of it is agreed"
    return missing


def _reasons_not_to_keep(user: "Viewer", plan: ActionPlan) -> list[str]:
    if keeps(user, plan):
        return []
    who = "publisher, on the addressee’s behalf," if plan.is_outside else "contact of the inspected provider"
    return [f"Only the {who} can write in this plan."]


def reasons_not_to_answer(user: "Viewer", plan: ActionPlan) -> list[str]:
    """Answers and steps are written until the plan is submitted."""
    reasons = _reasons_not_to_keep(user, plan)
    if plan.submitted_at is not None:
        reasons.append("This plan is submitted, so its answers and steps no longer change.")
    return reasons


def what_is_missing(plan: ActionPlan) -> list[str]:
    """What a plan must have before it can be submitted."""
    rows = plan.recommendations.select_related("response").prefetch_related("steps")
    missing = []
    for row in rows:
        if not row.response.answer:
            missing.append(f"Answer recommendation {row.number}.")
        elif row.response.answer != Response.Answer.NOT_AGREED and not row.steps.all():
            missing.append(f"Add at least one step to recommendation {row.number}.")
    return missing


def reasons_not_to_submit(user: "Viewer", plan: ActionPlan) -> list[str]:
    """A plan is submitted when every recommendation is answered, with steps for what is agreed."""
    return reasons_not_to_answer(user, plan) or what_is_missing(plan)


def reasons_not_to_report_progress(user: "Viewer", plan: ActionPlan) -> list[str]:
    """Those who write the plan say what was done, once it is submitted."""
    reasons = _reasons_not_to_keep(user, plan)
    if plan.submitted_at is None:
        reasons.append("Submit the plan first. Progress is told after that.")
    return reasons


def _decides_on_plans(user: "Viewer", plan: ActionPlan) -> bool:
    return is_publisher(user) or plan.inspection.team_role_of(user) == TeamRole.LEAD


def reasons_not_to_publish_plan(user: "Viewer", plan: ActionPlan) -> list[str]:
    """Publisher or lead publish a submitted plan, or hand it back."""
    reasons = []
    if not _decides_on_plans(user, plan):
        reasons.append("Only the publisher or the lead inspector of this inspection can do this.")
    if plan.submitted_at is None:
        reasons.append("The plan is not submitted yet.")
    if plan.published_at is not None:
        reasons.append("The plan is public already.")
    return reasons


def reasons_not_to_set_due(user: "Viewer", plan: ActionPlan) -> list[str]:
    """The publisher chooses by when a plan is due, until it is submitted."""
    reasons = [] if is_publisher(user) else ["Only the publisher can change when a plan is due."]
    if plan.submitted_at is not None:
        reasons.append("The plan is submitted, so its date no longer matters.")
    return reasons


def too_few_words(text: str) -> bool:
    """Whether a reason or finding is too short to explain anything."""
    return len(text.split()) < FEWEST_WORDS
