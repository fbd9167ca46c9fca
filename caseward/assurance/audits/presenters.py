"""What pages of audits show: the result, what was asked for, its history, and lines on other pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection, InspectionKind
from caseward.inspection.inspections.presenters import Task
from caseward.inspection.ratings.presenters import figures
from caseward.inspection.ratings.presenters.figures import StandardLine
from caseward.inspection.samples.models import SampledCase
from caseward.rules.comparison import newcombe
from caseward.rules.figures import Count
from caseward.rules.framework import AnswerType, Question
from caseward.rules.rating import Rating, whole_per_cent
from caseward.shared.audit.models import Event
from caseward.shared.govuk import slots

from . import policies
from .models import AuditAction, AuditActionQuerySet, State

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

COLOURS = {State.OVERDUE: "red", State.OPEN: "grey", State.DONE: "blue", State.VERIFIED: "green"}
HAPPENED = {
    "audit action asked": "Asked for",
    "audit action done": "Said to be done",
    "audit action returned": "Sent back",
    "audit action verified": "Verified",
    "oversight action done": "Said to be done",
    "oversight action returned": "Sent back",
    "oversight action verified": "Verified",
}


@dataclass(frozen=True)
class PromptLine:
    """One prompt as people answered it."""

    prompt: Question
    count: Count

    @property
    def percent(self) -> int | None:
        """The whole per cent of yes; None where nobody answered yes or no."""
        return whole_per_cent(self.count.share) if self.count.base else None


@dataclass(frozen=True)
class StandardResult:
    """One standard of an audit: its key questions with their bands, and their prompts."""

    line: StandardLine
    prompts: tuple[PromptLine, ...]

    @property
    def ask_about(self) -> str:
        """The key question with which to begin an action: one that decides the band."""
        asked = self.line.decided_by or [line.question for line in self.line.lines]
        return asked[0].code


def standards_of(
    inspection: Inspection, rating: Rating, answers: Mapping[str, Count]
) -> list[StandardResult]:
    """The standards whose samples the audit draws, in the framework’s order."""
    drawn = set(inspection.requested_samples.values_list("sample_code", flat=True))
    lines = figures.standard_lines(inspection.framework, rating)
    return [
        StandardResult(line, _prompts(line, answers))
        for line in lines
        if line.lines and line.standard.sample in drawn
    ]


def _prompts(line: StandardLine, answers: Mapping[str, Count]) -> tuple[PromptLine, ...]:
    return tuple(
        PromptLine(prompt, answers.get(prompt.code, Count(0, 0)))
        for question in line.standard.key_questions
        for prompt in question.prompts
        if prompt.answer is AnswerType.YES_NO
    )


@dataclass(frozen=True)
class ThenAndNow:
    """One key question in the audit before and in this one."""

    question: Question
    then: Count
    now: Count

    @property
    def percents(self) -> tuple[int | None, int | None]:
        """The whole per cents of yes, then and now; None where no case counted."""
        then, now = (whole_per_cent(count.share) if count.base else None for count in (self.then, self.now))
        return then, now

    @property
    def points(self) -> int | None:
        """Now less then, of the whole per cents; None where one of them is missing."""
        then, now = self.percents
        return None if then is None or now is None else now - then

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the interval of that difference, in points."""
        if self.points is None:
            return None
        ends = newcombe(self.then, self.now, figures.CONFIDENCE)
        return 100 * ends.low, 100 * ends.high

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval leaves open that nothing changed."""
        low, high = self.interval or (0, 0)
        return low <= 0 <= high


def then_and_now(before: Mapping[str, Count], results: Sequence[StandardResult]) -> list[ThenAndNow]:
    """The key questions that were asked then and are asked now, in the framework’s order."""
    return [
        ThenAndNow(line.question, before[line.question.code], line.count)
        for each in results
        for line in each.line.lines
        if line.question.code in before
    ]


@dataclass(frozen=True)
class Filters:
    """What the user asked to see of the list of actions; unknown words are as good as none."""

    state: str
    audit: int | None

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """The filters in an address."""
        state, audit = query.get("state", ""), query.get("audit", "")
        return cls(state if state in State.values else "", int(audit) if audit.isdecimal() else None)

    @property
    def active(self) -> int:
        """How many filters are on."""
        return bool(self.state) + (self.audit is not None)

    def of_audit(self, rows: AuditActionQuerySet) -> AuditActionQuerySet:
        """The rows of the chosen audit, or of all."""
        return rows if self.audit is None else rows.filter(inspection=self.audit)

    def in_state(self, rows: AuditActionQuerySet) -> AuditActionQuerySet:
        """The rows in the chosen state, or in any."""
        return rows.filter(Q(state=self.state)) if self.state else rows


def audits_with(rows: AuditActionQuerySet) -> list[Inspection]:
    """The audits that asked for those actions, the latest first."""
    asked = Inspection.objects.filter(kind=InspectionKind.INTERNAL)
    return list(asked.filter(pk__in=rows.order_by().values("inspection")).select_related("provider"))


def state_of(action: AuditAction, on: date) -> State:
    """How far one action is on that day; the list asks the database the same."""
    followed = action.followed
    if followed.verified_at:
        return State.VERIFIED
    if followed.done_at:
        return State.DONE
    return State.OVERDUE if action.due_on < on else State.OPEN


def people_of(actions: Sequence[AuditAction], user: "Viewer") -> dict[int, Person]:
    """By action, the person whose case it is about, where the user may be shown whom."""
    about = {each.pk: each.in_case.note.person_id for each in actions if each.in_case}
    seen = Person.objects.visible_to(user).in_bulk(set(about.values()))
    return {pk: seen[person_id] for pk, person_id in about.items() if person_id in seen}


def question_of(action: AuditAction) -> str:
    """The key question that an action bears on, in words."""
    if not action.question_code:
        return "No one question"
    question = action.inspection.framework.question(action.question_code)
    return f"{question.code} {question.text}"


def history_of(action: AuditAction) -> list[dict[str, Any]]:
    """Who did what about an action and when, the latest first."""
    own = Q(subject_type=action._meta.label_lower, subject_id=str(action.pk))
    if action.in_case:
        own |= Q(subject_type=action.in_case._meta.label_lower, subject_id=str(action.in_case.pk))
    events = Event.objects.filter(own, action__in=HAPPENED)
    return [{"title": HAPPENED[each.action], "at": each.at, "by": each.actor_name} for each in events]


def closing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The line of the overview for the lead of an audit whose cases are assessed."""
    if policies.reasons_not_to_close(user, inspection):
        return None
    return Task(
        "Read the result and close the audit", "Ready", reverse("audits:result", args=[inspection.pk])
    )


def actions_slot(*, user: "Viewer") -> str:
    """Above the list of audits: the link to what they ask for."""
    return slots.drawn_from("audits/to_actions.html", {}) if policies.follows_actions(user) else ""


def case_slot(*, case: SampledCase, user: "Viewer", **_others: object) -> str:
    """On the page of a case of an audit: what was asked for, and the link to ask."""
    inspection = case.draw.inspection
    if not inspection.is_internal:
        return ""
    context = {
        "inspection": inspection,
        "case": case,
        "asked": AuditAction.objects.visible_to(user).filter(case=case),
        "reasons_not_to_ask": policies.reasons_not_to_ask_in_case(user, case),
    }
    return slots.drawn_from("audits/on_case.html", context)
