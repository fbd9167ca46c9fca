"""The ratings and figures of an inspection as they stand: decided where they are, else as calculated."""

from collections.abc import Mapping
from dataclasses import dataclass

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs as ratings
from caseward.inspection.ratings.models import Meeting
from caseward.inspection.results.actions import QuestionFigure
from caseward.inspection.results.presenters import Figure, preview
from caseward.rules.figures import Count
from caseward.rules.framework import Framework, RatedBy
from caseward.rules.rating import Rating, Score, score_of

WITH_MEETING = ("panel", "decided", "published")
DECIDED = ("decided", "published")


@dataclass(frozen=True)
class Standing:
    """What an inspection's data say now; `figures` are as the public may see them."""

    framework: Framework
    bands: Mapping[str, str | None]
    """Standard code → band code; None where nothing was judged or counted."""
    score: Score
    counts: Mapping[str, Count]
    figures: tuple[Figure, ...]
    is_decided: bool


def standing_of(inspection: Inspection) -> Standing:
    """The ratings and figures as they are now."""
    framework = inspection.framework
    counts = ratings.answers_for(inspection)
    meeting = _meeting(inspection)
    if meeting:
        counts |= ratings.stored_figures(meeting.calculated)
    rating = ratings.stored_rating(meeting) if meeting else ratings.live_rating(inspection, counts)
    bands = _bands(inspection, rating, meeting)
    return Standing(
        framework=framework,
        bands=bands,
        score=score_of(framework, bands),
        counts=counts,
        figures=tuple(preview(framework, _questions(framework, counts))),
        is_decided=inspection.stage in DECIDED,
    )


def _meeting(inspection: Inspection) -> Meeting | None:
    if inspection.stage not in WITH_MEETING:
        return None
    meeting = (
        Meeting.objects.filter(inspection=inspection, is_current=True).select_related("calculated").first()
    )
    if meeting:
        meeting.inspection = inspection
    return meeting


def _bands(inspection: Inspection, rating: Rating, meeting: Meeting | None) -> dict[str, str | None]:
    bands = {code: standard.band for code, standard in rating.standards.items()}
    if meeting and inspection.stage in DECIDED:
        decided = meeting.decisions.filter(is_current=True).values_list("standard_code", "final")
        bands |= {code: final or None for code, final in decided}
    return bands


def _questions(framework: Framework, counts: Mapping[str, Count]) -> list[QuestionFigure]:
    return [
        QuestionFigure(question.code, yes=count.yes, base=count.base)
        if (count := counts.get(question.code)) and count.base
        else QuestionFigure(question.code, why_no_figure="No case had an answer.")
        for standard in framework.standards
        if standard.rated_by is not RatedBy.JUDGEMENT
        for key_question in standard.key_questions
        for question in (*([key_question] if key_question.scored else []), *key_question.prompts)
    ]
