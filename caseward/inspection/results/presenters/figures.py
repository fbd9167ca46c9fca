"""What the public sees of a result: the same figures on the page, in the JSON and in the CSV.

Small numbers are withheld here and nowhere else, before any page or file is made. The choice is ours, since
no source states the inspectorate's: a count of one to four cases on either side is not shown, and neither is
what would give it away. A whole per cent beside its base does (93 per cent of 14 can only be 13), so one of
the two must go. Where a rating rests on the per cent it stays, as published reports print it, and the base
goes; then the base of every other question about the same cases goes too, or it could be read off there.
Elsewhere the per cent goes and the base stays. A base under five takes everything with it.
Only questions of standards are published: facts of the cases would tell the number of cases by addition.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from caseward.inspection.results.actions import QuestionFigure, percent_of
from caseward.inspection.results.models import (
    FactResult,
    GroupFigure,
    QuestionResult,
    RecommendationResult,
    Result,
    StandardResult,
)
from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.rules.comparison import wilson
from caseward.rules.disclosure import why_hidden
from caseward.rules.figures import Count
from caseward.rules.framework import Base, Framework, Kind, Question, RatedBy, Standard
from caseward.shared.charts import intervals

FORMAT = "caseward-result-1"
CONFIDENCE = Fraction(95, 100)
GROUNDS = {"discretion": "Panel discretion", "moderation": "Moderation on qualitative evidence"}
BESIDE = "fewer than 5 cases on one side of another question about the same cases"


@dataclass(frozen=True)
class Figure:
    """One question as the public may see it; `withheld` says what is left out and why."""

    question: Question
    standard: Standard
    percent: int | None
    yes: int | None
    base: int | None
    withheld: str = ""
    why_no_figure: str = ""
    remark: str = ""

    @property
    def cases(self) -> str:
        """The same for all questions about the same cases; empty for one with cases of its own."""
        own = self.question.base is Base.RELEVANT or self.question.not_applicable
        return "" if own else f"{self.standard.sample} {self.question.base}"

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 per cent interval in per cent, where the counts may be shown."""
        if self.yes is None or not self.base:
            return None
        ends = wilson(Count(self.yes, self.base - self.yes), CONFIDENCE)
        return 100 * ends.low, 100 * ends.high

    @property
    def inferred(self) -> str:
        """Why the cases that the figure is out of are inferred; empty where a source states them."""
        origin = self.question.base_provenance
        return origin.source if origin is not None and origin.inferred else ""


@dataclass(frozen=True)
class Rated:
    """One standard as the public sees it, with its figures."""

    standard: Standard
    indicative: str
    final: str
    ground: str
    reason: str
    decided_by: tuple[Question, ...]
    is_inferred: bool
    figures: tuple[Figure, ...]
    why_no_rating: str = ""
    remark: str = ""

    @property
    def key_figures(self) -> list[Figure]:
        """The figures of its key questions."""
        return [figure for figure in self.figures if figure.question.kind is Kind.KEY_QUESTION]

    @property
    def prompt_figures(self) -> list[Figure]:
        """The figures of what stands beneath its key questions."""
        return [figure for figure in self.figures if figure.question.kind is not Kind.KEY_QUESTION]

    @property
    def moved(self) -> bool:
        """Whether the panel moved the rating."""
        return self.indicative != self.final

    @property
    def rests_on(self) -> str:
        """What the rating rests on, where no key question is named as the one that decided it."""
        if self.why_no_rating:
            return self.why_no_rating
        if self.standard.rated_by is RatedBy.JUDGEMENT:
            return "Judged on all the evidence"
        if not self.indicative:
            return "Not rated: no case was counted"
        return "Calculated from the cases; which question decided is not known"


@dataclass(frozen=True)
class Published:
    """A whole result as the public sees it."""

    result: Result
    framework: Framework
    standards: tuple[Rated, ...]

    @property
    def figures(self) -> list[Figure]:
        """Every figure, standard by standard, in the framework's order."""
        return [figure for rated in self.standards for figure in rated.figures]

    @property
    def rests_on(self) -> list[Figure]:
        """The figures on which ratings rest."""
        return [figure for figure in self.figures if figure.question.scored]

    @property
    def any_withheld(self) -> bool:
        """Whether a reader will meet a figure that is left out."""
        return any(figure.withheld for figure in self.figures)

    def domains(self) -> Iterator[tuple[str, list[Rated]]]:
        """The standards under the title of their domain."""
        for domain in self.framework.domains:
            yield domain.label, [each for each in self.standards if each.standard.domain == domain.value]

    def band_title(self, code: str) -> str:
        """The framework's word for a rating."""
        return self.framework.band(code).title if code else "Not rated"


def published(result: Result) -> Published:
    """A result with everything that its page and files show; two queries, however many figures."""
    framework = result.framework
    figures = public_figures(result)
    standards = {row.standard_code: row for row in result.standards.all()}
    return Published(
        result=result,
        framework=framework,
        standards=tuple(
            _rated(framework, standard, standards[standard.code], figures)
            for standard in framework.standards
            if standard.code in standards
        ),
    )


def public_figures(result: Result) -> list[Figure]:
    """Every figure of a result as the public may see it, from its questions alone."""
    rows = {row.question_code: row for row in result.questions.all()}
    return withhold(_figures(result.framework, rows))


def as_data(shown: Published) -> dict[str, Any]:
    """The whole result as plain values, the same for every file: docs/how-to/reuse-the-data.md."""
    result = shown.result
    return {
        "format": FORMAT,
        "slug": result.slug,
        "title": result.title,
        "provider": result.provider.name,
        "origin": result.origin,
        "source": result.source,
        "note": result.note,
        "fieldwork_starts_on": _day(result.fieldwork_starts_on),
        "published_on": _day(result.published_on),
        "framework": {
            "code": shown.framework.code,
            "title": shown.framework.title,
            "digest": result.framework_digest,
        },
        "overall": {
            "points": result.points,
            "out_of": result.out_of,
            "rating": result.rating or None,
            "indicative_points": result.indicative_points,
            "indicative_rating": result.indicative_rating or None,
        },
        "standards": [_standard(rated) for rated in shown.standards],
        "questions": [_question(figure) for figure in shown.figures],
        "groups": [_group(row) for row in result.groups.all()],
        "facts": [_fact(row) for row in result.facts.all()],
        "recommendations": [_recommendation(row) for row in result.recommendations.all()],
    }


def _standard(rated: Rated) -> dict[str, Any]:
    return {
        "code": rated.standard.code,
        "title": rated.standard.title,
        "domain": rated.standard.domain,
        "indicative": rated.indicative or None,
        "final": rated.final or None,
        "ground": rated.ground or None,
        "reason": rated.reason or None,
        "decided_by": [question.code for question in rated.decided_by],
        "inferred": rated.is_inferred,
        "why_no_rating": rated.why_no_rating or None,
        "remark": rated.remark or None,
    }


def _question(figure: Figure) -> dict[str, Any]:
    return {
        "code": figure.question.code,
        "text": figure.question.text,
        "kind": str(figure.question.kind),
        "standard": figure.standard.code,
        "carries_rating": figure.question.scored,
        "percent": figure.percent,
        "yes": figure.yes,
        "base": figure.base,
        "cases": str(figure.question.base),
        "withheld": figure.withheld or None,
        "why_no_figure": figure.why_no_figure or None,
        "inferred": figure.inferred or None,
        "remark": figure.remark or None,
    }


def _group(row: GroupFigure) -> dict[str, Any]:
    return {
        "question": row.question_code,
        "dimension": row.dimension,
        "group": row.group,
        "percent": row.percent,
        "yes": row.yes,
        "base": row.base,
        "withheld": row.withheld or None,
    }


def _fact(row: FactResult) -> dict[str, Any]:
    counted = row.yes is not None and row.base is not None
    shown = counted and not why_hidden(row.yes or 0, row.base or 0, SMALL_NUMBERS)
    return {
        "code": row.code,
        "title": row.title,
        "period": row.period,
        "printed": row.printed,
        "value": float(row.value) if row.value is not None else None,
        "yes": row.yes if shown else None,
        "base": row.base if shown else None,
        "why_no_figure": row.why_no_figure or None,
        "source": row.source or None,
        "remark": row.remark or None,
        "inferred": row.is_inferred,
    }


def _recommendation(row: RecommendationResult) -> dict[str, Any]:
    return {
        "number": row.number,
        "addressee": row.addressee,
        "text": row.text,
        "standards": row.standard_codes,
        "repeated": row.is_repeated,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def preview(framework: Framework, figures: Iterable[QuestionFigure]) -> list[Figure]:
    """The figures as the public would see them, before anything is recorded."""
    rows = {
        figure.code: QuestionResult(
            yes=figure.yes, base=figure.base, percent=percent_of(figure), why_no_figure=figure.why_no_figure
        )
        for figure in figures
    }
    return withhold(_figures(framework, rows))


def question_chart(shown: Published) -> Markup:
    """The key questions that carry ratings, in the framework's bands."""
    bands = [intervals.Band(band.code, band.title, band.from_percent) for band in shown.framework.bands]
    return intervals.dots(
        "Key questions and the bands they fall in",
        "Each dot is the per cent of cases answered yes. The table below the drawing has the same figures.",
        [_dot(figure) for figure in shown.rests_on],
        bands,
    )


def _dot(figure: Figure) -> intervals.Interval:
    low, high = figure.interval or (None, None)
    label = f"{figure.question.code} {figure.question.text}"
    return intervals.Interval(label, figure.percent, low, high)


def withhold(figures: Iterable[Figure]) -> list[Figure]:
    """The figures without what would show a small number of cases; the module says which and why."""
    alone = [_without_small_numbers(figure) for figure in figures]
    bare = {figure.cases for figure in alone if figure.cases and figure.withheld and figure.base is None}
    return [
        replace(
            figure,
            yes=None,
            base=None,
            withheld=f"{figure.withheld} Number of cases withheld: {BESIDE}.".strip(),
        )
        if figure.cases in bare and figure.base is not None
        else figure
        for figure in alone
    ]


def _without_small_numbers(figure: Figure) -> Figure:
    if figure.yes is None or figure.base is None or not figure.base:
        return figure
    why = why_hidden(figure.yes, figure.base, SMALL_NUMBERS)
    if not why:
        return figure
    if figure.base < SMALL_NUMBERS.least_base:
        return replace(figure, percent=None, yes=None, base=None, withheld=f"Withheld: {why}.")
    if figure.question.scored:
        return replace(figure, yes=None, base=None, withheld=f"Number of cases withheld: {why}.")
    return replace(figure, percent=None, yes=None, withheld=f"Per cent withheld: {why}.")


def _figures(framework: Framework, rows: Mapping[str, QuestionResult]) -> Iterator[Figure]:
    for standard in framework.standards:
        for key_question in standard.key_questions:
            for question in (key_question, *key_question.prompts):
                if row := rows.get(question.code):
                    yield Figure(
                        question=question,
                        standard=standard,
                        percent=row.percent,
                        yes=row.yes,
                        base=row.base,
                        withheld=row.withheld,
                        why_no_figure=row.why_no_figure,
                        remark=row.remark,
                    )


def _rated(framework: Framework, standard: Standard, row: StandardResult, figures: list[Figure]) -> Rated:
    return Rated(
        standard=standard,
        indicative=row.indicative,
        final=row.final,
        ground=GROUNDS.get(row.ground, ""),
        reason=row.reason,
        decided_by=tuple(framework.question(code) for code in row.decided_by_questions),
        is_inferred=row.is_inferred,
        figures=tuple(figure for figure in figures if figure.standard is standard),
        why_no_rating=row.why_no_rating,
        remark=row.remark,
    )
