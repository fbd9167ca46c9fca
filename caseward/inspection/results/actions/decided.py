"""Writing a decided result: the one way in, for inspections decided here and for published reports."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from caseward.inspection.results import policies
from caseward.inspection.results.inputs.values import (
    About,
    DecidedStandard,
    Fact,
    Further,
    PublishedRecommendation,
    QuestionFigure,
    UnratedSeen,
)
from caseward.inspection.results.models import (
    FactResult,
    GroupFigure,
    QuestionResult,
    RecommendationResult,
    Result,
    StandardResult,
    UnratedInspection,
)
from caseward.rules.framework import Framework
from caseward.rules.rating import score_of, whole_per_cent
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import already_created, refuse_if


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

    Where a rating that counts is not known and the source prints the overall one, there is no score.
    A figure that cannot be raises ValueError before anything is written.
    """
    if existing := already_created(Result, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_record(by))
    percents = [percent_of(figure) for figure in questions]
    result = Result.objects.create(
        slug=about.slug,
        title=about.title,
        source=about.source,
        origin=about.origin,
        note=about.note,
        fieldwork_starts_on=about.fieldwork_starts_on,
        provider=provider,
        framework_code=framework.code,
        framework_digest=about.framework_digest or framework.digest,
        published_on=on,
        creation_key=creation_key,
        **_overall(framework, about, standards),
    )
    _write_standards(result, standards)
    _write_questions(result, questions, percents)
    audit.record(
        action="recorded_result", subject=result, by=by, slug=result.slug, framework_digest=framework.digest
    )
    return result


def _overall(framework: Framework, about: About, standards: Sequence[DecidedStandard]) -> dict[str, Any]:
    """Points and ratings before and after the panel."""
    finals = {standard.code: standard.final for standard in standards}
    counting = [standard.code for standard in framework.standards if standard.counts]
    if about.printed_rating and not all(finals.get(code) for code in counting):
        return {"rating": framework.band(about.printed_rating).code}
    decided = score_of(framework, finals)
    indicative = score_of(framework, {standard.code: standard.indicative for standard in standards})
    return {
        "points": decided.points,
        "out_of": decided.out_of,
        "rating": decided.band or "",
        "indicative_points": indicative.points,
        "indicative_rating": indicative.band or "",
    }


@transaction.atomic
def add_further(*, result: Result, further: Further, by: User) -> None:
    """Write what was published with a result besides ratings and questions; what it has already stays.

    A figure that cannot be raises ValueError before anything is written.
    """
    refuse_if(policies.reasons_not_to_record(by))
    _check_facts(further.facts)
    facts = set(result.facts.values_list("code", "period"))
    groups = set(result.groups.values_list("question_code", "dimension", "group"))
    FactResult.objects.bulk_create(
        FactResult(result=result, **vars(fact))
        for fact in further.facts
        if (fact.code, fact.period) not in facts
    )
    GroupFigure.objects.bulk_create(
        GroupFigure(result=result, **vars(row))
        for row in further.groups
        if (row.question_code, row.dimension, row.group) not in groups
    )
    numbers = set(result.recommendations.values_list("number", flat=True))
    _write_recommendations(result, [row for row in further.recommendations if row.number not in numbers])
    audit.record(
        action="added_further_figures",
        subject=result,
        by=by,
        facts=len(further.facts),
        groups=len(further.groups),
        recommendations=[row.number for row in further.recommendations],
    )


@transaction.atomic
def add_recommendations(
    *, result: Result, rows: Sequence[PublishedRecommendation], by: User
) -> list[RecommendationResult]:
    """Write the recommendations that were published with a result; those that it has already stay."""
    refuse_if(policies.reasons_not_to_record(by))
    held = set(result.recommendations.values_list("number", flat=True))
    _write_recommendations(result, [row for row in rows if row.number not in held])
    audit.record(action="added_recommendations", subject=result, by=by, numbers=[row.number for row in rows])
    return list(result.recommendations.all())


@transaction.atomic
def correct_recommendation(*, row: RecommendationResult, text: str, by: User) -> RecommendationResult:
    """Let a published recommendation read as a new edition of its report prints it."""
    refuse_if(policies.reasons_not_to_record(by))
    row.text = text
    row.save(update_fields=["text"])
    audit.record(action="corrected_recommendation", subject=row, by=by, result=row.result_id)
    return row


def _write_recommendations(result: Result, rows: Sequence[PublishedRecommendation]) -> None:
    RecommendationResult.objects.bulk_create(
        RecommendationResult(result=result, **vars(row) | {"standard_codes": list(row.standard_codes)})
        for row in rows
    )


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
            why_no_rating=standard.why_no_rating,
            remark=standard.remark,
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
            withheld=figure.withheld,
            remark=figure.remark,
        )
        for figure, percent in zip(questions, percents, strict=True)
    )


def _check_facts(facts: Sequence[Fact]) -> None:
    for fact in facts:
        if fact.yes is not None and fact.base is not None and not 0 <= fact.yes <= fact.base:
            raise ValueError(f"{fact.title}: {fact.yes} of {fact.base} cannot be")


def percent_of(figure: QuestionFigure) -> int | None:
    """The whole per cent of a figure, counted where it can be; ValueError for more yes than cases."""
    if figure.yes is None or figure.base is None:
        return figure.percent
    if not 0 <= figure.yes <= figure.base:
        raise ValueError(f"{figure.code}: {figure.yes} of {figure.base} cannot be")
    return whole_per_cent(Fraction(figure.yes, figure.base)) if figure.base else None


@transaction.atomic
def record_unrated(*, seen: UnratedSeen, creation_key: UUID, by: User, on: date) -> UnratedInspection:
    """Write that an inspection was published which gave no rating, and why it gave none."""
    if existing := already_created(UnratedInspection, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_record(by))
    row = UnratedInspection.objects.create(**vars(seen), published_on=on, creation_key=creation_key)
    audit.record(action="recorded_unrated_inspection", subject=row, by=by)
    return row
