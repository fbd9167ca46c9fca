"""An action plan as its page shows it, and what the public reads of a result's recommendations."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from markupsafe import Markup

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import (
    ActionPlan,
    Correction,
    EarlierJudgement,
    FollowState,
    Recommendation,
    Response,
    Step,
)
from caseward.inspection.follow_up.presenters.recommendations import standard_titles
from caseward.inspection.results.models import RecommendationResult, Result
from caseward.shared.govuk import slots
from caseward.shared.govuk.filters import written_date, written_moment

if TYPE_CHECKING:
    from caseward.inspection.follow_up.actions import Answered, Planned
    from caseward.shared.records.models import Viewer

COLOURS = {
    FollowState.LATE: "red",
    FollowState.AWAITED: "yellow",
    FollowState.OVERDUE: "red",
    FollowState.UNDER_WAY: "blue",
    FollowState.DONE: "green",
    FollowState.NO_STEPS: "grey",
}
STEP_STATES = {"done": ("Done", "green"), "overdue": ("Overdue", "red"), "open": ("Open", "blue")}
ANSWER_COLOURS = {"": "grey", "agreed": "green", "partly": "yellow", "not_agreed": "orange"}


@dataclass(frozen=True)
class PlannedStep:
    """A step with the words for how far it is."""

    step: Step
    words: str
    colour: str


@dataclass(frozen=True)
class Line:
    """One recommendation of a plan with its answer, steps and notes."""

    recommendation: Recommendation
    response: Response
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True)
class PublicLine:
    """One published recommendation, its addressee's public plan, and what the next inspection found."""

    recommendation: RecommendationResult
    subjects: list[str]
    plan: ActionPlan | None
    followed: Recommendation | None
    """Our own row, where its plan is public."""
    steps: tuple[PlannedStep, ...]
    corrections: tuple[Correction, ...]
    found: tuple[EarlierJudgement, ...]


@dataclass(frozen=True)
class FollowUp:
    """All that the public reads about the recommendations of a result."""

    result: Result
    groups: list[tuple[str, list[PublicLine]]]
    earlier: list[EarlierJudgement]
    """What this inspection found of the recommendations before it."""

    @property
    def count(self) -> int:
        """How many recommendations were published."""
        return sum(len(lines) for _, lines in self.groups)


def steps_on(recommendation: Recommendation, today: date) -> tuple[PlannedStep, ...]:
    """The steps of a recommendation with how far they are on that day."""
    return tuple(PlannedStep(step, *STEP_STATES[step.state_on(today)]) for step in recommendation.steps.all())


def lines_of(plan: ActionPlan, user: "Viewer", today: date) -> list[Line]:
    """The recommendations of a plan; without answers and steps while these are nobody else's business."""
    rows = plan.recommendations.select_related("response").prefetch_related(
        "steps", "progress_notes__written_by"
    )
    if policies.sees_answers(user, plan):
        return [Line(row, row.response, steps_on(row, today)) for row in rows]
    return [Line(row, Response(recommendation=row), ()) for row in rows]


def state_of(plan: ActionPlan, today: date) -> tuple[str, str]:
    """Words and colour for how far a plan is."""
    if plan.published_at:
        return "Published", "green"
    if plan.submitted_at:
        return "Submitted", "blue"
    return ("Late", "red") if plan.is_late(today) else ("Awaited", "yellow")


def public_follow_up(result: Result, today: date) -> FollowUp:
    """Recommendations, public plans and findings of a result; the same number of queries for any number."""
    later = EarlierJudgement.objects.filter(inspection__stage="published").select_related(
        "inspection__publication__result"
    )
    rows = result.recommendations.select_related("written_here__plan", "written_here__response")
    rows = rows.prefetch_related(
        Prefetch("judgements", later, to_attr="public_judgements"),
        "written_here__steps",
        "written_here__corrections",
    )
    lines = [_public_line(result, row, today) for row in rows]
    groups = groupby(lines, key=lambda line: line.recommendation.addressee)
    earlier = EarlierJudgement.objects.filter(inspection__publication__result=result)
    return FollowUp(
        result,
        [(addressee, list(group)) for addressee, group in groups],
        list(earlier.select_related("recommendation__result")),
    )


def _public_line(result: Result, row: RecommendationResult, today: date) -> PublicLine:
    here: Recommendation | None = getattr(row, "written_here", None)
    plan = here.plan if here else None
    is_public = plan is not None and plan.published_at is not None
    return PublicLine(
        recommendation=row,
        subjects=standard_titles(result.framework, row.standard_codes),
        plan=plan,
        followed=here if is_public else None,
        steps=steps_on(here, today) if here and is_public else (),
        corrections=tuple(here.corrections.all()) if here else (),
        found=tuple(getattr(row, "public_judgements", ())),
    )


def result_slot(*, result: Result) -> Markup:
    """The part of a public result's page that leads to its recommendations."""
    count = result.recommendations.count()
    judged = EarlierJudgement.objects.filter(inspection__publication__result=result).count()
    if not count and not judged:
        return Markup("")
    return slots.drawn_from("follow_up/on_result.html", {"result": result, "count": count, "judged": judged})


def answer_differences(theirs: Response, yours: "Answered") -> list[tuple[str, str, str]]:
    """What somebody else answered beside what was typed, where they differ."""
    rows = [
        ("Answer", str(theirs), str(Response(answer=yours.answer))),
        ("Part agreed with", theirs.agreed_part, yours.agreed_part),
        ("Why not with all of it", theirs.reasons, yours.reasons),
    ]
    return [row for row in rows if row[1] != row[2]]


def step_differences(theirs: Step, yours: "Planned") -> list[tuple[str, str, str]]:
    """A step as somebody else saved it beside what was typed, where they differ."""
    rows = [
        ("What will be done", theirs.action, yours.action),
        ("Who answers for it", theirs.owner, yours.owner),
        ("Done by", written_date(theirs.due_on), written_date(yours.due_on)),
    ]
    return [row for row in rows if row[1] != row[2]]


def due_versions(theirs: ActionPlan, due_on: date) -> list[tuple[str, str, str]]:
    """The day that somebody else chose for a plan beside the one that was typed."""
    return [("The plan is due on", written_date(theirs.due_on), written_date(due_on))]


def hand_back_versions(theirs: ActionPlan, reason: str) -> list[tuple[str, str, str]]:
    """A plan that was submitted again meanwhile, beside what was typed about the one before."""
    submitted = f"{written_moment(theirs.submitted_at)} by {theirs.submitted_by}"
    return [
        ("Submitted", submitted, "An earlier version of the plan"),
        ("What should change?", "Nothing is asked for", reason),
    ]
