"""The rating rule: counted answers make a key question, key questions a standard, standards a score.

A key question's share is yes over yes and no; answers of 'not applicable' leave its base. The weakest
key question decides its standard, and the standards' points add up without weights [TV annex 2].
Shares are exact fractions, and are rounded (half up) at one place only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from caseward.rules.figures import Count, Figure, ImpossibleInput, Percent, input_faults, scored_questions
from caseward.rules.framework import Band, BandOrder, Framework, ScoreBand, Standard

__all__ = [
    "Count",
    "Figure",
    "ImpossibleInput",
    "OneCase",
    "Percent",
    "QuestionRating",
    "Rating",
    "Score",
    "StandardRating",
    "band_of",
    "rate",
    "score_of",
    "shrunk_score_bands",
    "weakest",
    "whole_per_cent",
]


@dataclass(frozen=True)
class OneCase:
    """The band of a question if one answer were different; None where there is no such answer to change."""

    one_more_yes: str | None
    one_fewer_yes: str | None


@dataclass(frozen=True)
class QuestionRating:
    """One key question, banded. Distances are whole points from the rounded percentage."""

    code: str
    figure: Figure
    share: Fraction | None
    """Exact, 0 to 1; None where only a whole percentage is known."""
    percent: int
    band: str
    points_to_next_band_up: int | None
    points_to_band_below: int | None
    """Points above the edge at which its own band begins; None in the lowest band."""
    one_case_changes: OneCase | None
    """None where only a whole percentage is known."""
    order_matters: bool
    """Whether rounding before banding gives another band than banding the exact share."""


@dataclass(frozen=True)
class StandardRating:
    """One standard, rated; `band` is None where nothing was judged or counted."""

    code: str
    band: str | None
    decided_by: tuple[str, ...]
    """The key questions with the lowest percentage; empty for a judged standard."""
    percents: Mapping[str, int]
    questions: Mapping[str, QuestionRating]
    missing: tuple[str, ...]
    """Scored key questions without a figure; the standard is rated on the others."""


@dataclass(frozen=True)
class Score:
    """The overall score; `band` is None where no standard that counts is rated."""

    points: int
    out_of: int
    band: str | None
    score_bands: tuple[ScoreBand, ...]
    """The bands used, from the lowest total to the highest."""
    score_bands_inferred: bool
    """True where no source states these bands, always so when they shrank with the standards rated."""


@dataclass(frozen=True)
class Rating(Score):
    """A score together with the standards that it is made of."""

    standards: Mapping[str, StandardRating]


def rate(framework: Framework, answers: Mapping[str, Figure], judgements: Mapping[str, str]) -> Rating:
    """Rate every standard of a framework, and the whole.

    `answers` gives a count of cases, or a whole per cent, for each scored key question by its code; a
    question left out, or with a base of 0, is missing. `judgements` gives a band code for each standard
    that is judged. Raises ImpossibleInput with every fault. [TV annex 2]; what a missing standard does
    to the total is inferred.
    """
    faults = input_faults(framework, answers, judgements)
    if faults:
        raise ImpossibleInput(faults)
    standards = {
        standard.code: _rate_standard(framework, standard, answers, judgements)
        for standard in framework.standards
    }
    score = score_of(framework, {code: rated.band for code, rated in standards.items()})
    return Rating(**vars(score), standards=standards)


def score_of(framework: Framework, bands: Mapping[str, str | None]) -> Score:
    """Add up the points of the standards that count and are rated, and band the total.

    `bands` gives each standard's band code; a standard that has none, or None, leaves the total and the
    score bands shrink. Raises KeyError for a band that the scale has not. [TV annex 2]
    """
    counting = [standard.code for standard in framework.standards if standard.counts]
    rated = [band for code in counting if (band := bands.get(code)) is not None]
    points = sum(framework.band(band).points for band in rated)
    whole = len(rated) == len(counting)
    score_bands = _published(framework) if whole else shrunk_score_bands(framework, len(rated))
    return Score(
        points=points,
        out_of=_most_points(framework) * len(rated),
        band=next(band.code for band in score_bands if points <= band.up_to) if rated else None,
        score_bands=score_bands,
        score_bands_inferred=framework.score_bands_provenance.inferred or not whole,
    )


def shrunk_score_bands(framework: Framework, standards: int) -> tuple[ScoreBand, ...]:
    """The score bands for fewer standards than the framework has, from the lowest total up.

    Each band reaches half a point a standard above its own points, rounded down, which is the mean
    rounded with halves down. Inferred: it gives the published limits where all standards are rated.
    """
    most = _most_points(framework)
    return tuple(
        ScoreBand(band.code, min((2 * band.points + 1) * standards // 2, most * standards))
        for band in sorted(framework.bands, key=lambda band: band.points)
    )


def whole_per_cent(share: Fraction) -> int:
    """A share of 0 to 1 as a whole per cent, halves up. Inferred: published figures are whole numbers."""
    return (200 * share.numerator + share.denominator) // (2 * share.denominator)


def band_of(framework: Framework, share: Fraction) -> Band:
    """The band in which a share of 0 to 1 falls, rounded first where the framework says so. [TV annex 2]"""
    exact = 100 * share
    percent = exact if framework.band_order is BandOrder.BAND_EXACT else Fraction(whole_per_cent(share))
    return _band_at(framework, percent)


def weakest(framework: Framework, bands: Iterable[str]) -> str:
    """The lowest of some bands, by code; raises ValueError where there are none. [TV annex 2]"""
    scale = [band.code for band in framework.bands]
    return max(bands, key=scale.index)


def _rate_standard(
    framework: Framework, standard: Standard, answers: Mapping[str, Figure], judgements: Mapping[str, str]
) -> StandardRating:
    asked = [question.code for question in scored_questions(standard)]
    present = {code: answers[code] for code in asked if code in answers and _has_base(answers[code])}
    questions = {code: _rate_question(framework, code, figure) for code, figure in present.items()}
    calculated = weakest(framework, (rated.band for rated in questions.values())) if questions else None
    return StandardRating(
        code=standard.code,
        band=calculated or judgements.get(standard.code),
        decided_by=_lowest(framework, questions),
        percents={code: rated.percent for code, rated in questions.items()},
        questions=questions,
        missing=tuple(code for code in asked if code not in present),
    )


def _rate_question(framework: Framework, code: str, figure: Figure) -> QuestionRating:
    share = _share(figure)
    percent = whole_per_cent(share)
    band = band_of(framework, share)
    up, down = _distances(framework, band, percent)
    counted = isinstance(figure, Count)
    return QuestionRating(
        code=code,
        figure=figure,
        share=share if counted else None,
        percent=percent,
        band=band.code,
        points_to_next_band_up=up,
        points_to_band_below=down,
        one_case_changes=_one_case(framework, figure) if isinstance(figure, Count) else None,
        order_matters=_band_at(framework, 100 * share) != _band_at(framework, Fraction(percent)),
    )


def _one_case(framework: Framework, count: Count) -> OneCase:
    def band_with(yes: int) -> str:
        return band_of(framework, Fraction(yes, count.base)).code

    return OneCase(
        one_more_yes=band_with(count.yes + 1) if count.no else None,
        one_fewer_yes=band_with(count.yes - 1) if count.yes else None,
    )


def _distances(framework: Framework, band: Band, percent: int) -> tuple[int | None, int | None]:
    place = framework.bands.index(band)
    up = framework.bands[place - 1].from_percent - percent if place else None
    down = percent - band.from_percent if place + 1 < len(framework.bands) else None
    return up, down


def _lowest(framework: Framework, questions: Mapping[str, QuestionRating]) -> tuple[str, ...]:
    def rank(rated: QuestionRating) -> Fraction:
        if framework.band_order is BandOrder.BAND_EXACT:
            return 100 * _share(rated.figure)
        return Fraction(rated.percent)

    ranks = {code: rank(rated) for code, rated in questions.items()}
    return tuple(code for code, value in ranks.items() if value == min(ranks.values()))


def _share(figure: Figure) -> Fraction:
    return Fraction(figure.value, 100) if isinstance(figure, Percent) else figure.share


def _has_base(figure: Figure) -> bool:
    return isinstance(figure, Percent) or figure.base > 0


def _band_at(framework: Framework, percent: Fraction) -> Band:
    return next(band for band in framework.bands if percent >= band.from_percent)


def _published(framework: Framework) -> tuple[ScoreBand, ...]:
    return tuple(sorted(framework.score_bands, key=lambda band: band.up_to))


def _most_points(framework: Framework) -> int:
    return max(band.points for band in framework.bands)
