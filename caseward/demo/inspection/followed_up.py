"""Published recommendations as files, what the next report found of them, and one invented action plan."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseward.inspection.follow_up import actions
from caseward.inspection.follow_up.models import (
    EarlierJudgement,
    ProgressNote,
    Recommendation,
    Response,
    Step,
)
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results import actions as results
from caseward.inspection.results.models import RecommendationResult, Result
from caseward.shared.accounts.models import User

from .cases import moment
from .published import FOLDER

RECOMMENDATIONS_ONLY = ("thames-valley-2018", "london-2019")
REBUILT = "thames-valley-2019"


@dataclass(frozen=True)
class FollowedUp:
    """One file: the recommendations of a report, and where the inspection is rebuilt, what followed."""

    provider: str
    slug: str
    recommendations: list[dict[str, Any]]
    before: str = ""
    """The slug of the result whose recommendations are judged."""
    judgements: list[dict[str, Any]] = field(default_factory=list)
    plan: dict[str, Any] = field(default_factory=dict)


def read(name: str) -> FollowedUp:
    """The recommendations in the file of that report."""
    return FollowedUp(**tomllib.loads((FOLDER / f"recommendations-{name}.toml").read_text("utf-8")))


def load(users: Mapping[str, User]) -> None:
    """Add what was recommended to the published results, and the plan and its progress to the rebuilt one."""
    for name in RECOMMENDATIONS_ONLY:
        file = read(name)
        result = Result.objects.get(slug=file.slug)
        results.add_recommendations(result=result, rows=_printed(file), by=users["publisher"])
    file = read(REBUILT)
    inspection = Inspection.objects.get(publication__isnull=False, provider__name=file.provider)
    earlier = {row.number: row for row in RecommendationResult.objects.filter(result__slug=file.before)}
    _write(inspection, file, earlier, users["lead"])
    _judge(inspection, file, earlier, users["lead"])
    _plan(inspection, file, users)


def _printed(file: FollowedUp) -> list[results.PublishedRecommendation]:
    return [
        results.PublishedRecommendation(number, row["addressee"], row["text"])
        for number, row in enumerate(file.recommendations, 1)
    ]


def _write(
    inspection: Inspection, file: FollowedUp, earlier: Mapping[int, RecommendationResult], lead: User
) -> None:
    Recommendation.objects.bulk_create(
        Recommendation(
            inspection=inspection,
            number=number,
            addressee=row["addressee"],
            text=row["text"],
            repeats=earlier.get(row.get("repeats", 0)),
            written_at=moment(inspection.fieldwork_ends_on),
            written_by=lead,
        )
        for number, row in enumerate(file.recommendations, 1)
    )


def _judge(
    inspection: Inspection, file: FollowedUp, earlier: Mapping[int, RecommendationResult], lead: User
) -> None:
    EarlierJudgement.objects.bulk_create(
        EarlierJudgement(
            inspection=inspection,
            recommendation=earlier[row["number"]],
            progress=row["progress"],
            paragraph=row["paragraph"],
            judged_at=moment(inspection.fieldwork_ends_on),
            judged_by=lead,
            version=1,
        )
        for row in file.judgements
    )


def _plan(inspection: Inspection, file: FollowedUp, users: Mapping[str, User]) -> None:
    """Answers, steps and notes; the publisher stands in for a provider whose contact has no account here."""
    publisher, publication = users["publisher"], inspection.publication
    plans = actions.publish(
        inspection=inspection, result=publication.result, by=publisher, at=publication.published_at
    )
    submitted_at = moment(file.plan["submitted_on"])
    rows = inspection.recommendations.select_related("response")
    for row, given in zip(rows, file.recommendations, strict=True):
        Response.objects.filter(pk=row.response.pk).update(
            answer=given["answer"],
            agreed_part=given.get("agreed_part", ""),
            reasons=given.get("reasons", ""),
            answered_at=submitted_at,
            answered_by=publisher,
        )
        Step.objects.bulk_create(_step(row, step, publisher) for step in given["steps"])
        ProgressNote.objects.bulk_create(_note(row, note, publisher) for note in given.get("notes", []))
    for plan in plans:
        plan.note = file.plan["note"]
        plan.submitted_at, plan.submitted_by = submitted_at, publisher
        plan.published_at, plan.published_by = moment(file.plan["published_on"]), publisher
        plan.save()


def _step(row: Recommendation, given: Mapping[str, Any], by: User) -> Step:
    done_on: date | None = given.get("done_on")
    return Step(
        recommendation=row,
        action=given["action"],
        owner=given["owner"],
        due_on=given["due_on"],
        done_at=moment(done_on) if done_on else None,
        done_by=by if done_on else None,
    )


def _note(row: Recommendation, given: Mapping[str, Any], by: User) -> ProgressNote:
    return ProgressNote(
        recommendation=row,
        text=given["text"],
        evidence=given["evidence"],
        written_at=moment(given["on"]),
        written_by=by,
    )
