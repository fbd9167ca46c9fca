"""What can be worked out of a framework: the ranges of its bands, and its examples with their working."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caseward.rules.framework import Band, Example, Framework, ScoreBand, Standard
from caseward.rules.rating import Percent, Score, StandardRating, rate, score_of
from caseward.rules.sampling import size

NOTHING = "nothing judged or counted: it leaves the total"
POPULATIONS = (50, 100, 200, 300, 500, 1_000, 2_000)


@dataclass(frozen=True)
class Range:
    """A band and the whole numbers that it holds, both ends included."""

    band: Band
    low: int
    high: int


@dataclass(frozen=True)
class Figure:
    """One key question of a worked example."""

    code: str
    text: str
    percent: int
    band: Band
    decides: bool


@dataclass(frozen=True)
class WorkedStandard:
    """One standard of a worked example: its figures, or a judgement, and the rating that follows."""

    standard: Standard
    band: Band | None
    how: str
    """What stands in place of figures: judged, given, or why there is no rating."""
    figures: tuple[Figure, ...]
    as_expected: bool


@dataclass(frozen=True)
class Worked:
    """A worked example, calculated now by the rule."""

    example: Example
    standards: tuple[WorkedStandard, ...]
    points: int
    out_of: int
    band: Band | None
    score_ranges: tuple[Range, ...]
    as_expected: bool


def percent_ranges(framework: Framework) -> list[Range]:
    """The per cents of each band, from best to worst."""
    highs = [100, *(band.from_percent - 1 for band in framework.bands)]
    return [Range(band, band.from_percent, high) for band, high in zip(framework.bands, highs, strict=False)]


def score_ranges(framework: Framework) -> list[Range]:
    """The points of each overall rating, from best to worst."""
    return _ranges(framework, framework.score_bands)


def _ranges(framework: Framework, bands: Sequence[ScoreBand]) -> list[Range]:
    rows = sorted(bands, key=lambda row: row.up_to)
    lows = [0, *(row.up_to + 1 for row in rows)]
    ranges = [Range(framework.band(row.code), low, row.up_to) for row, low in zip(rows, lows, strict=False)]
    return ranges[::-1]


def sizes(confidence: int, margin: int) -> list[tuple[int, int]]:
    """Populations and the sample that each needs, to show how a sample's size follows from its rule."""
    return [(population, size(population, confidence, margin).cases) for population in POPULATIONS]


def worked(framework: Framework, example: Example) -> Worked:
    """A worked example calculated by the rating rule, beside what it says should come out.

    An example without answers and judgements starts from ratings, and shows how these add up.
    """
    if example.answers or example.judgements:
        figures = {code: Percent(value) for code, value in example.answers.items()}
        rating = rate(framework, figures, example.judgements)
        rated = [_worked_standard(framework, example, row) for row in rating.standards.values()]
        score: Score = rating
    else:
        rated = [_given(framework, example, standard) for standard in framework.standards]
        score = score_of(framework, dict(example.expect))
    return Worked(
        example=example,
        standards=tuple(rated),
        points=score.points,
        out_of=score.out_of,
        band=framework.band(score.band) if score.band else None,
        score_ranges=tuple(_ranges(framework, score.score_bands)),
        as_expected=(example.points, example.out_of, example.rating)
        == (score.points, score.out_of, score.band)
        and all(row.as_expected for row in rated),
    )


def _given(framework: Framework, example: Example, standard: Standard) -> WorkedStandard:
    band = example.expect.get(standard.code)
    return WorkedStandard(
        standard, framework.band(band) if band else None, "given" if band else NOTHING, (), as_expected=True
    )


def _worked_standard(framework: Framework, example: Example, rated: StandardRating) -> WorkedStandard:
    judged = rated.code in example.judgements
    return WorkedStandard(
        standard=framework.standard(rated.code),
        band=framework.band(rated.band) if rated.band else None,
        how="judged" if judged else "" if rated.questions else NOTHING,
        figures=tuple(_figures(framework, rated)),
        as_expected=example.expect.get(rated.code) == rated.band,
    )


def _figures(framework: Framework, rated: StandardRating) -> Iterable[Figure]:
    for code, question in rated.questions.items():
        yield Figure(
            code=code,
            text=framework.question(code).text,
            percent=question.percent,
            band=framework.band(question.band),
            decides=code in rated.decided_by,
        )
