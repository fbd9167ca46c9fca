"""Ratings as pages show them: each figure with its base, its interval, its band and what is near."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count as CountRows
from markupsafe import Markup

from caseward.inspection.case_assessments.models import Assessment, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.models import Comparator
from caseward.inspection.results.presenters.comparison import (
    Comparisons,
    comparator_side,
    comparisons,
    last_side,
)
from caseward.inspection.samples.models import SampledCase
from caseward.rules.comparison import wilson
from caseward.rules.figures import Count
from caseward.rules.framework import Band, Framework, Question, Standard
from caseward.rules.rating import OneCase, QuestionRating, Rating, StandardRating
from caseward.shared.charts import intervals
from caseward.shared.govuk.filters import plural

CONFIDENCE = Fraction(95, 100)


@dataclass(frozen=True)
class QuestionLine:
    """One scored key question; `rated` is None where no case has an answer yet."""

    question: Question
    rated: QuestionRating | None
    band_title: str
    edges: str
    one_case: str
    decides: bool

    @property
    def count(self) -> Count:
        """The cases behind the figure."""
        return self.rated.figure if self.rated and isinstance(self.rated.figure, Count) else Count(0, 0)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the 95 per cent interval, in per cent."""
        return interval_of(self.count)


@dataclass(frozen=True)
class StandardLine:
    """One standard with its questions; `band_title` says "Not rated" where nothing was counted or judged."""

    standard: Standard
    rated: StandardRating
    band_title: str
    lines: tuple[QuestionLine, ...]

    @property
    def decided_by(self) -> list[Question]:
        """The questions that are lowest."""
        return [line.question for line in self.lines if line.decides]

    @property
    def missing(self) -> list[Question]:
        """The questions that no case answers yet."""
        return [line.question for line in self.lines if line.rated is None]

    @property
    def spread(self) -> str:
        """How far apart the questions are, which the panel weighs."""
        rated = [line for line in self.lines if line.rated is not None]
        if len(rated) < 2:
            return ""
        percents = [line.rated.percent for line in rated if line.rated]
        bands = {line.band_title for line in rated}
        apart = plural(max(percents) - min(percents), "point")
        return f"The questions are in {plural(len(bands), 'band')} and lie {apart} apart."


@dataclass(frozen=True)
class Progress:
    """How many cases of a sample are finished, of all that are in use."""

    title: str
    finished: int
    cases: int


def interval_of(count: Count) -> tuple[float, float] | None:
    """The 95 per cent interval of a count, in per cent; None without a case."""
    if not count.base:
        return None
    ends = wilson(count, CONFIDENCE)
    return 100 * ends.low, 100 * ends.high


def standard_lines(framework: Framework, rating: Rating) -> list[StandardLine]:
    """Every standard with its questions, in the framework's order."""
    return [
        standard_line(framework, standard, rating.standards[standard.code])
        for standard in framework.standards
    ]


def beside(
    inspection: Inspection, answers: Mapping[str, Count], comparator: Comparator | None
) -> Comparisons:
    """What stands beside the live figures: the provider's last inspection, and the set that was chosen."""
    provider = inspection.provider
    return comparisons(
        inspection.framework,
        answers,
        last=last_side(provider, inspection.fieldwork_starts_on),
        comparator=comparator_side(comparator, provider) if comparator else None,
    )


def by_domain(framework: Framework, lines: Sequence[StandardLine]) -> list[tuple[str, list[StandardLine]]]:
    """The standards under the titles of their domains."""
    return [
        (domain.label, [line for line in lines if line.standard.domain == domain.value])
        for domain in framework.domains
    ]


def band_title(framework: Framework, code: str | None) -> str:
    """The framework's word for a band."""
    return framework.band(code).title if code else "Not rated"


def progress_of(inspection: Inspection) -> list[Progress]:
    """How far the readings of each sample are; two queries."""
    cases = SampledCase.objects.in_use().filter(draw__inspection=inspection)
    finished = Assessment.objects.finished().filter(
        inspection=inspection, reading=Reading.FIRST, case__in=cases.order_by()
    )
    all_cases = dict(cases.order_by().values_list("draw__sample_code").annotate(CountRows("pk")))
    read = dict(finished.order_by().values_list("case__draw__sample_code").annotate(CountRows("pk")))
    return [
        Progress(sample.title, read.get(sample.code, 0), all_cases[sample.code])
        for sample in inspection.framework.samples
        if sample.code in all_cases
    ]


def chart_bands(framework: Framework) -> list[intervals.Band]:
    """The framework's bands as drawings take them."""
    return [intervals.Band(band.code, band.title, band.from_percent) for band in framework.bands]


def question_chart(framework: Framework, lines: Sequence[StandardLine], title: str) -> Markup:
    """The questions of some standards as dots with intervals in the framework's bands."""
    rows = [_dot(line) for standard in lines for line in standard.lines]
    description = (
        "Each dot is the per cent of cases answered yes. The tables beside it have the same figures."
    )
    return intervals.dots(title, description, rows, chart_bands(framework))


def _dot(line: QuestionLine) -> intervals.Interval:
    low, high = line.interval or (None, None)
    label = f"{line.question.code} {line.question.text}"
    return intervals.Interval(label, line.rated.percent if line.rated else None, low, high)


def standard_line(framework: Framework, standard: Standard, rated: StandardRating) -> StandardLine:
    """One standard with its questions."""
    asked = [*rated.questions, *rated.missing]
    questions = [question for question in standard.key_questions if question.code in asked]
    return StandardLine(
        standard=standard,
        rated=rated,
        band_title=band_title(framework, rated.band),
        lines=tuple(_question_line(framework, rated, question) for question in questions),
    )


def _question_line(framework: Framework, standard: StandardRating, question: Question) -> QuestionLine:
    rated = standard.questions.get(question.code)
    return QuestionLine(
        question=question,
        rated=rated,
        band_title=band_title(framework, rated.band if rated else None),
        edges=_edges(framework, rated) if rated else "",
        one_case=_one_case(framework, rated, rated.one_case_changes)
        if rated and rated.one_case_changes
        else "",
        decides=question.code in standard.decided_by,
    )


def _edges(framework: Framework, rated: QuestionRating) -> str:
    place = [band.code for band in framework.bands].index(rated.band)
    parts = []
    if rated.points_to_next_band_up is not None:
        parts.append(
            f"{plural(rated.points_to_next_band_up, 'point')} below {framework.bands[place - 1].title}"
        )
    if rated.points_to_band_below is not None:
        parts.append(_above(rated.points_to_band_below, framework.bands[place]))
    return "; ".join(parts)


def _above(points: int, band: Band) -> str:
    return (
        f"{plural(points, 'point')} above the edge of {band.title}"
        if points
        else f"on the edge of {band.title}"
    )


def _one_case(framework: Framework, rated: QuestionRating, change: OneCase) -> str:
    parts = [
        f"one {word} yes would make it {framework.band(band).title}"
        for word, band in (("more", change.one_more_yes), ("fewer", change.one_fewer_yes))
        if band is not None and band != rated.band
    ]
    return "; ".join(parts) or "one case would not change its band"
