"""An assessment as a list of parts; what holds now; what stands beside each part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from caseward.casework.assessments.models import GROUPS, Assessment, Check, Factor, SelfAssessment
from caseward.casework.assessments.policies import GROUP_TITLES, Missing, earlier_sentences, what_is_missing
from caseward.casework.people.models import ChangeEvent, Person
from caseward.rules.risk_of_harm import LEVELS, Overall
from caseward.rules.self_assessment import Difference
from caseward.shared.govuk.filters import written_date

if TYPE_CHECKING:
    from django.db.models import QuerySet

LEVEL_TITLES = dict(LEVELS)
LEVEL_COLOURS = {"low": "green", "medium": "yellow", "high": "orange", "very_high": "red"}
NEED_COLOURS = {Factor.Need.YES: "orange", Factor.Need.NO: "green", Factor.Need.NOT_KNOWN: "purple"}
MOST_EVENTS = 25
Task = dict[str, Any]


@dataclass(frozen=True)
class Level:
    """An overall level of harm in words; what could still change it."""

    words: str
    colour: str
    missing: tuple[str, ...]
    is_provisional: bool


@dataclass(frozen=True)
class Progress:
    """How far an assessment is: its parts with their state, and what is missing."""

    areas: list[Task]
    parts: list[Task]
    missing: list[tuple[str, str]]
    """What is missing, each with the address where it is put right."""


def level(overall: Overall) -> Level:
    """The level of a case for a page; none is said in words, never left out."""
    return Level(
        LEVEL_TITLES.get(overall.level, "Not assessed"),
        LEVEL_COLOURS.get(overall.level, "grey"),
        tuple(GROUP_TITLES[group] for group in overall.missing),
        overall.is_provisional,
    )


def levels_by_group(assessment: Assessment) -> list[tuple[str, str, str]]:
    """Each group with its level and its colour; prisoners only where they were assessed or are asked."""
    asked = {*assessment.harm().missing}
    rows = []
    for group in GROUPS:
        found = assessment.level_of(group)
        if found is not None:
            rows.append((GROUP_TITLES[group], found.label, LEVEL_COLOURS[found.code]))
        elif group in asked:
            rows.append((GROUP_TITLES[group], "Not assessed", "grey"))
    return rows


def factors_of(assessment: Assessment) -> list[Factor]:
    """Every area of the assessment, in the order of the areas."""
    return list(assessment.factors.all())


def unchanged_since(assessment: Assessment) -> dict[str, date]:
    """Areas judged as they were before, with the day since when that judgement has stood."""
    until = assessment.completed_at or timezone.now()
    earlier = assessment.person.assessments.completed().filter(completed_at__lt=until)
    rows = list(
        earlier.exclude(pk=assessment.pk).order_by("-completed_at", "-pk").prefetch_related("factors")
    )
    found = {}
    for factor in assessment.factors.all():
        if factor.is_need and (since := _stood_since(factor, rows)):
            found[factor.area] = since
    return found


def _stood_since(factor: Factor, earlier: Sequence[Assessment]) -> date | None:
    since, now = None, factor.judged()
    for row in earlier:
        before = next((each for each in row.factors.all() if each.area == factor.area), None)
        if before is None or before.judged() != now or row.completed_at is None:
            break
        since = timezone.localdate(row.completed_at)
    return since


def progress(assessment: Assessment, own_view: SelfAssessment | None) -> Progress:
    """The parts of an assessment with what is done and what is left."""
    missing = what_is_missing(assessment, own_view)
    return Progress(
        areas=_area_tasks(assessment, missing),
        parts=_other_tasks(assessment, missing),
        missing=[(each.words, _where(assessment, each)) for each in missing],
    )


def _area_tasks(assessment: Assessment, missing: Sequence[Missing]) -> list[Task]:
    since, tasks = unchanged_since(assessment), []
    for factor in assessment.factors.all():
        lacks = [each for each in missing if each.area == factor.area]
        hints = [f"Unchanged since {written_date(since[factor.area])}"] if factor.area in since else []
        if factor.is_need and lacks:
            hints += [each.words for each in lacks]
        tasks.append(
            {
                "title": factor.get_area_display(),
                "href": _address(assessment, "factor", area=factor.area),
                "hint": ". ".join(hints),
                **_state_of_area(factor, has_gap=bool(lacks)),
            }
        )
    return tasks


def _state_of_area(factor: Factor, *, has_gap: bool) -> Task:
    if not factor.is_need:
        return {"status": "Not done", "colour": "blue"}
    if has_gap:
        return {"status": "Unfinished", "colour": "light-blue"}
    return {"status": factor.get_is_need_display(), "colour": NEED_COLOURS[Factor.Need(factor.is_need)]}


def _other_tasks(assessment: Assessment, missing: Sequence[Missing]) -> list[Task]:
    titles = {
        "history": "What earlier sentences show",
        "diversity": "How who they are bears on supervision",
        "harm": "Risk of serious harm",
    }
    tasks = []
    for part, title in titles.items():
        lacks = [each for each in missing if each.part == part]
        done: Task = {"status": "Done", "done": True}
        if part == "history" and not assessment.history and not lacks:
            done = {"status": "No earlier sentence", "done": True}
        left: Task = {"status": f"{len(lacks)} left" if len(lacks) > 1 else "Not done"}
        tasks.append({"title": title, "href": _address(assessment, part), **(left if lacks else done)})
    return tasks


def _where(assessment: Assessment, missing: Missing) -> str:
    if missing.part == "area":
        return _address(assessment, "factor", area=missing.area)
    return _address(assessment, missing.part)


def _address(assessment: Assessment, name: str, **more: str) -> str:
    place = {"person_id": assessment.person_id, "assessment_id": assessment.pk, **more}
    return reverse(f"assessments:{name}", kwargs=place)


def difference_in(assessment: Assessment, own_view: SelfAssessment | None, area: str) -> Difference | None:
    """How officer and person differ in one area, if they do."""
    return next((each for each in assessment.differences(own_view) if each.area == area), None)


def difference_rows(
    assessment: Assessment, own_view: SelfAssessment | None
) -> list[tuple[str, str, str, str]]:
    """Every area that the two see differently: area, person, officer, answer."""
    factors = {factor.area: factor for factor in assessment.factors.all()}
    return [
        (
            factors[each.area].get_area_display(),
            f"{each.score} of 10",
            "A need" if each.officer_sees_need else "Not a need",
            factors[each.area].answer_to_difference or "Not answered yet",
        )
        for each in assessment.differences(own_view)
    ]


def sentences_before(person: Person) -> list[tuple[str, str, str, str]]:
    """Earlier sentences: what, for which offence, when, and how each ended."""
    rows = earlier_sentences(person).order_by("-ended_on", "-pk")
    return [
        (
            row.get_kind_display(),
            row.offence,
            f"{written_date(row.sentenced_on)} to {written_date(row.ended_on)}",
            row.get_end_display() or "Not recorded",
        )
        for row in rows
    ]


def events_since_last(assessment: Assessment) -> "QuerySet[ChangeEvent]":
    """What happened to the person since the last assessment, so that none of it is overlooked."""
    events = assessment.person.change_events.filter(withdrawn_because="")
    if assessment.follows is not None and assessment.follows.completed_at is not None:
        events = events.filter(recorded_at__gte=assessment.follows.completed_at)
    return events[:MOST_EVENTS]


def answers_waiting(person: Person) -> list[Check]:
    """Answers of other agencies that nobody has used yet."""
    return list(person.checks.not_used())
