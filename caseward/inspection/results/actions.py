"""Writing a decided result: the one way in, for inspections decided here and for published reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from caseward.rules.framework import Framework
from caseward.rules.rating import score_of, whole_per_cent
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import already_created, refuse_if

from . import policies
from .models import QuestionResult, Result, StandardResult


@dataclass(frozen=True)
class About:
    """What a reader must know of a result before its figures."""

    slug: str
    title: str
    source: str
    origin: str = Result.Origin.OURS
    note: str = ""
    fieldwork_starts_on: date | None = None


@dataclass(frozen=True)
class DecidedStandard:
    """One standard: the rating as calculated or proposed, the rating that stands, and why they differ."""

    code: str
    indicative: str | None
    final: str | None
    ground: str = ""
    reason: str = ""
    decided_by: tuple[str, ...] = ()
    is_inferred: bool = False


@dataclass(frozen=True)
class QuestionFigure:
    """One question: yes and base where cases were counted, a whole per cent where only that is known."""

    code: str
    yes: int | None = None
    base: int | None = None
    percent: int | None = None
    why_no_figure: str = ""


@transaction.atomic
def record_result(
    *,
    framework: Framework,
    provider: Organisation,
    about: About,
    standards: Sequence[DecidedStandard],
    questions: Sequence[QuestionFigure],
    creation_key: UUID,
    by: User,
    on: date,
) -> Result:
    """Write one result whole; the scores are added up here, so that they always fit the ratings.

    A figure that cannot be raises ValueError before anything is written.
    """
    if existing := already_created(Result, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_record(by))
    percents = [percent_of(figure) for figure in questions]
    decided = score_of(framework, {standard.code: standard.final for standard in standards})
    indicative = score_of(framework, {standard.code: standard.indicative for standard in standards})
    result = Result.objects.create(
        **vars(about),
        provider=provider,
        framework_code=framework.code,
        framework_digest=framework.digest,
        published_on=on,
        points=decided.points,
        out_of=decided.out_of,
        rating=decided.band or "",
        indicative_points=indicative.points,
        indicative_rating=indicative.band or "",
        creation_key=creation_key,
    )
    _write_standards(result, standards)
    _write_questions(result, questions, percents)
    audit.record(
        action="recorded_result", subject=result, by=by, slug=result.slug, framework_digest=framework.digest
    )
    return result


def _write_standards(result: Result, standards: Sequence[DecidedStandard]) -> None:
    StandardResult.objects.bulk_create(
        StandardResult(
            result=result,
            standard_code=standard.code,
            indicative=standard.indicative or "",
            final=standard.final or "",
            ground=standard.ground,
            reason=standard.reason,
            decided_by_questions=list(standard.decided_by),
            is_inferred=standard.is_inferred,
        )
        for standard in standards
    )


def _write_questions(
    result: Result, questions: Sequence[QuestionFigure], percents: Sequence[int | None]
) -> None:
    QuestionResult.objects.bulk_create(
        QuestionResult(
            result=result,
            question_code=figure.code,
            yes=figure.yes,
            base=figure.base,
            percent=percent,
            why_no_figure=figure.why_no_figure,
        )
        for figure, percent in zip(questions, percents, strict=True)
    )


def percent_of(figure: QuestionFigure) -> int | None:
    """The whole per cent of a figure, counted where it can be; ValueError for more yes than cases."""
    if figure.yes is None or figure.base is None:
        return figure.percent
    if not 0 <= figure.yes <= figure.base:
        raise ValueError(f"{figure.code}: {figure.yes} of {figure.base} cannot be")
    return whole_per_cent(Fraction(figure.yes, figure.base)) if figure.base else None
