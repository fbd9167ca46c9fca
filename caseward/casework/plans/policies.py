"""Who may plan and review, and what a plan or a review must hold first. Empty lists mean allowed."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from caseward.casework.assessments.models import Assessment, Factor
from caseward.casework.people import policies as people
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.sentences.models import Requirement
from caseward.rules.contact_levels import LeastContact, least_contact, reasons_not_to_reduce
from caseward.rules.harm_levels import goes_by
from caseward.rules.risk_of_harm import RISING
from caseward.shared.govuk.filters import written_date
from caseward.shared.records.models import practice

from .models import Action, Goal, Plan, Review
from .models.due import level_of_harm
from .models.review import not_reviewed

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

RAREST = 366
"""In place of no meeting face to face at all: any is more than that."""
WORDS_OF_A_REASON = 5
"""A reason to leave a plan as it is, or what a review considered, is a sentence."""
NOBODY = {"", "n/a", "na", "no", "no one", "nobody", "none", "not known", "unknown", "tbc", "tbd", "tba"}
"""What people type where a name or a role is asked for and they have none."""
WHO_MAY_REDUCE = (
    "A version that is begun from the review may, once the review says what was considered and what part "
    "the person had."
)
REMOTE_ONLY = "Telephone or video alone is not supervision. Plan meetings face to face, at least by turns."


@dataclass(frozen=True)
class Missing:
    """What a draft still wants, and the part of it where that is put right."""

    reason: str
    part: str


def reasons_not_to_start(user: "Viewer", person: Person) -> list[str]:
    """A version is begun by those who work on the case, one at a time."""
    if why_not := people.reasons_not_to_work_on(user, person):
        return why_not
    if person.plans.filter(completed_at=None).exists():
        return ["A new version is being written already. Go on with that one."]
    return []


def reasons_not_to_write(user: "Viewer", plan: Plan) -> list[str]:
    """Only a draft is written on."""
    if why_not := people.reasons_not_to_work_on(user, plan.person):
        return why_not
    return ["This version is complete and does not change. Make a new version."] if plan.is_complete else []


def reasons_not_to_mark(user: "Viewer", plan: Plan) -> list[str]:
    """What was done and reached is said of the plan that holds, and of a draft of the next."""
    if why_not := people.reasons_not_to_work_on(user, plan.person):
        return why_not
    holds = not plan.is_complete or Plan.objects.holding().filter(pk=plan.pk).exists()
    return [] if holds else ["A later version has taken the place of this one. Mark it there."]


def wanting_a_goal(assessment: Assessment | None) -> list[Factor]:
    """The needs of an assessment that are linked to offending or harm."""
    if assessment is None:
        return []
    return list(Factor.objects.wanting_a_goal().filter(assessment=assessment))


def latest_assessment(person: Person) -> Assessment | None:
    """The completed assessment that a plan follows from."""
    return Assessment.objects.completed().filter(person=person).order_by("-completed_at", "-pk").first()


def not_taken_up(review: Review) -> list[ChangeEvent]:
    """What happened and waits for a review while this one runs without it."""
    if review.concluded_at:
        return []
    return list(not_reviewed().filter(person=review.person_id).exclude(reviews=review))


def open_reasons_to_review(person: Person, *, but_ending_in: Plan | None = None) -> int:
    """How many reviews are open: the one that runs, and one for each change that none has taken up.

    A review that is written, and ends with a draft as soon as that is complete, may be left out.
    """
    running = list(Review.objects.running().filter(person=person))
    waiting = not_reviewed().filter(person=person).exclude(reviews__in=running)
    ending = [review for review in running if _ends_with(review, but_ending_in)]
    return len(running) - len(ending) + waiting.count()


def _ends_with(review: Review, plan: Plan | None) -> bool:
    return plan is not None and review.plan_id == plan.pk and not _missing_in_review(review)


def reasons_not_to_reduce_contact(person: Person, proposed_days: int) -> list[str]:
    """Why contact may not become rarer than the plan that holds says, in days from one to the next."""
    holding = Plan.objects.holding().filter(person=person).first()
    if holding is None or not holding.contact_every_days:
        return []
    return reasons_not_to_reduce(holding.contact_every_days, proposed_days, open_reasons_to_review(person))


def least_contact_of(person: Person, on: date) -> LeastContact:
    """How often at least the person is seen face to face, by the level of harm."""
    return least_contact(level_of_harm(person), on, practice())


def reasons_not_to_meet(plan: Plan, every_days: int, how: str, on: date) -> list[str]:
    """Why a draft may not plan contact so: too rarely face to face, or less than now while a review is open.

    The version in which a written review ends may decide it: what was considered is said by then.
    """
    face_to_face = Plan(contact_every_days=every_days, contact_how=how).face_to_face_every_days
    if face_to_face is None:
        return [REMOTE_ONLY]
    least = least_contact_of(plan.person, on)
    too_rare = [least.explanation] if face_to_face > least.every_days else []
    return too_rare + _reasons_not_to_reduce_meetings(plan, every_days, face_to_face)


def _reasons_not_to_reduce_meetings(plan: Plan, every_days: int, face_to_face: int) -> list[str]:
    """Fewer contacts than now, or as many of which fewer are face to face."""
    holding = Plan.objects.holding().filter(person=plan.person).first()
    if holding is None or not holding.contact_every_days:
        return []
    waiting = open_reasons_to_review(plan.person, but_ending_in=plan)
    if reasons := reasons_not_to_reduce(holding.contact_every_days, every_days, waiting):
        return [f"{reason} {WHO_MAY_REDUCE}" for reason in reasons]
    before = holding.face_to_face_every_days or RAREST
    return [
        f"{reason.removesuffix('.')}, counting only meetings face to face. {WHO_MAY_REDUCE}"
        for reason in reasons_not_to_reduce(before, face_to_face, waiting)
    ]


def faults_of_contingency(trigger: str, action: str, who: str) -> dict[str, str]:
    """What is wrong with a contingency, by field: it says what would happen, what is done and by whom."""
    faults = {
        "trigger": "Say what would have to happen. “More reporting and recall” answers nothing by itself.",
        "action": "Say what is done then.",
        "who": "Name who does it: a person, a role or another organisation.",
    }
    said = {"trigger": _plain(trigger), "action": _plain(action), "who": _plain(who)}
    found = {field: faults[field] for field, words in said.items() if words in NOBODY}
    if said["trigger"] == said["action"] and "trigger" not in found:
        found["trigger"] = "This repeats what is done. Say what would have to happen first."
    return found


def faults_of_action(owner: str, partner: str) -> dict[str, str]:
    """What is wrong with an action, by field: another organisation is named."""
    if owner == Action.Owner.PARTNER and _plain(partner) in NOBODY:
        return {"partner": "Name the organisation that does it."}
    return {}


def reasons_not_to_work_under(person: Person, requirement: Requirement) -> list[str]:
    """An action is done under a requirement of the person's own sentence."""
    is_own = requirement.sentence.person_id == person.pk
    return [] if is_own else ["That requirement belongs to somebody else."]


def what_is_missing(plan: Plan, on: date) -> list[Missing]:
    """Everything that a draft wants before it can hold."""
    prefetch_related_objects([plan], "goals__actions", "contingencies", "without_goal")
    goals = list(plan.goals.all())
    return [
        *_missing_goals(plan, goals),
        *_missing_in_actions(goals, on),
        *_missing_contingencies(plan),
        *_missing_contact(plan, on),
        *_missing_agreement(plan),
    ]


def reasons_not_to_complete(user: "Viewer", plan: Plan, on: date) -> list[str]:
    """A version comes to hold when nothing is missing."""
    if why_not := reasons_not_to_write(user, plan):
        return why_not
    return [missing.reason for missing in what_is_missing(plan, on)]


def faults_of_reason(because: str) -> list[str]:
    """A reason why a need has no goal is more than a word."""
    if len(because.split()) >= people.FEWEST_WORDS:
        return []
    return [f"Say why there is no goal for now, in {people.FEWEST_WORDS} words at least."]


def reasons_not_to_say_why_not(user: "Viewer", plan: Plan, area: str) -> list[str]:
    """A reason stands where an area has no goal, once."""
    if why_not := reasons_not_to_write(user, plan):
        return why_not
    if plan.goals.filter(area=area).exists():
        return ["This area has a goal, so it needs no reason."]
    return (
        ["A reason is given for this area already."] if plan.without_goal.filter(area=area).exists() else []
    )


def reasons_not_to_start_review(user: "Viewer", person: Person) -> list[str]:
    """One review at a time, of a plan that holds."""
    if why_not := people.reasons_not_to_work_on(user, person):
        return why_not
    if Review.objects.running().filter(person=person).exists():
        return ["A review is open already. Go on with that one."]
    return []


def reasons_not_to_write_review(user: "Viewer", review: Review) -> list[str]:
    """Only a review that runs is written on."""
    if why_not := people.reasons_not_to_work_on(user, review.person):
        return why_not
    return ["This review has ended."] if review.concluded_at else []


def reasons_not_to_plan_from(user: "Viewer", review: Review) -> list[str]:
    """A review leads to one new version."""
    if why_not := reasons_not_to_write_review(user, review):
        return why_not
    return ["A new version was begun from this review already."] if review.plan_id else []


def reasons_not_to_conclude(user: "Viewer", review: Review, outcome: str, because: str) -> list[str]:
    """A review ends in a new plan that says something else, or in a reason to change nothing."""
    if why_not := reasons_not_to_write_review(user, review):
        return why_not
    missing = _missing_in_review(review)
    if outcome == Review.Outcome.NEW_PLAN:
        return missing + _reasons_not_to_end_in(review.plan)
    if len(because.split()) < WORDS_OF_A_REASON:
        missing.append(f"Say why the plan stays as it is, in {WORDS_OF_A_REASON} words at least.")
    if review.plan and review.plan.is_complete:
        missing.append("A new version was completed from this review, so the plan was changed.")
    return missing


def _missing_in_review(review: Review) -> list[str]:
    missing = []
    if len(review.considered.split()) < WORDS_OF_A_REASON:
        missing.append(f"Say what was considered, in {WORDS_OF_A_REASON} words at least.")
    if len(review.persons_part.split()) < people.FEWEST_WORDS:
        missing.append(f"Say what part the person had, in {people.FEWEST_WORDS} words at least.")
    return missing


def _reasons_not_to_end_in(plan: Plan | None) -> list[str]:
    if plan is None:
        return ["Make a new version from this review first."]
    if not plan.is_complete:
        return ["Complete the new version first."]
    if plan.follows and plan.says() == plan.follows.says():
        return [
            "The new version says the same as the one before. Say that the plan was not changed, and why."
        ]
    return []


def _missing_goals(plan: Plan, goals: list[Goal]) -> list[Missing]:
    assessment = latest_assessment(plan.person)
    if assessment is None:
        return [Missing("There is no completed assessment to plan from.", "assessment")]
    answered = {goal.area for goal in goals} | {reason.area for reason in plan.without_goal.all()}
    missing = [
        Missing(f"{factor.get_area_display()}: a goal, or why there is none for now.", "goals")
        for factor in wanting_a_goal(assessment)
        if factor.area not in answered
    ]
    return missing if goals else [*missing, Missing("The plan has no goal.", "goals")]


def _missing_in_actions(goals: list[Goal], on: date) -> list[Missing]:
    open_goals = [goal for goal in goals if not goal.achieved_on]
    to_do = [action for goal in open_goals for action in goal.actions.all() if action.done_on is None]
    missing = [
        Missing(f"{goal.get_area_display()}: the goal has no action.", "goals")
        for goal in open_goals
        if not goal.actions.all()
    ]
    missing += [
        Missing(
            f"“{action.what}” was to be done by {written_date(action.by_on)}: done, or a new day?", "goals"
        )
        for action in to_do
        if action.by_on < on
    ]
    if to_do and not any(action.sessions for action in to_do):
        missing.append(Missing("No session is planned: say how many at least one action takes.", "goals"))
    return missing


def _missing_contingencies(plan: Plan) -> list[Missing]:
    if plan.contingencies.all() or goes_by(level_of_harm(plan.person)).level == RISING[0]:
        return []
    return [
        Missing(
            "There is no contingency: what would raise the risk, what is done then, by whom.", "contingencies"
        )
    ]


def _missing_contact(plan: Plan, on: date) -> list[Missing]:
    if not plan.contact_every_days or not plan.contact_how:
        return [Missing("Say how often you meet, and how.", "contact")]
    reasons = reasons_not_to_meet(plan, plan.contact_every_days, plan.contact_how, on)
    return [Missing(reason, "contact") for reason in reasons]


def _missing_agreement(plan: Plan) -> list[Missing]:
    if not plan.agreement:
        return [Missing("Say what the person says to the plan.", "agreement")]
    if plan.agreement_words.strip():
        return []
    if plan.agreement == Plan.Agreement.NOT_ASKED:
        return [Missing("Say why the person could not be asked.", "agreement")]
    return [Missing("Write down the person’s own words.", "agreement")]


def _plain(text: str) -> str:
    """Small letters without the dots and dashes that stand for nothing."""
    return " ".join(text.lower().split()).strip(" .-–—?*_")
