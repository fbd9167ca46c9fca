"""What the checker holds the text of a report against: the inspection's own figures and their neighbours."""

from collections.abc import Iterator
from fractions import Fraction

from caseward.inspection.results.presenters.comparison import Other
from caseward.rules.figures import Count, Figure, Percent
from caseward.rules.framework import Framework, RatedBy
from caseward.rules.rating import whole_per_cent
from caseward.rules.wording.from_report import bands_of, standards_of
from caseward.rules.wording.known import COMPARATOR, CURRENT, PREVIOUS, Known, KnownFigure

from .catalogue import Material


def known_of(material: Material) -> Known:
    """The same figures that the prose may refer to, with their bases."""
    framework = material.standing.framework
    return Known(
        figures=(*_questions(material), *_survey(material), *_provided(material)),
        bands=tuple(bands_of(framework)),
        standards=tuple(standards_of(framework)),
        significance=Fraction(framework.comparison.significance_per_mille, 1000),
        samples=material.samples,
        sample_titles={sample.code: sample.title for sample in framework.samples},
        recommendations=material.recommendations,
        foreign_words=framework.report.words.foreign,
    )


def _questions(material: Material) -> Iterator[KnownFigure]:
    for code, (standard, key_question, text) in _where(material.standing.framework).items():
        for period, figure in _periods(material, code):
            yield KnownFigure(
                code,
                text,
                _per_cent(figure),
                period,
                standard=standard,
                key_question=key_question,
                base=_base(figure),
            )


def _survey(material: Material) -> Iterator[KnownFigure]:
    for item in material.standing.framework.evidence.survey:
        for period, figure in _periods(material, item.code):
            yield KnownFigure(item.code, item.short, _per_cent(figure), period, base=_base(figure))


def _provided(material: Material) -> Iterator[KnownFigure]:
    figures = {figure.code: figure for figure in material.standing.framework.evidence.figures}
    for (code, period), row in material.provided.items():
        if row.value is not None and code in figures:
            asked = figures[code]
            is_share = asked.unit == "per_cent"
            yield KnownFigure(code, asked.title, Fraction(row.value), period, is_share)


def _where(framework: Framework) -> dict[str, tuple[str, str, str]]:
    """Each counted question with its standard, its key question and its words."""
    return {
        question.code: (standard.code, key_question.code, question.text)
        for standard in framework.standards
        if standard.rated_by is not RatedBy.JUDGEMENT
        for key_question in standard.key_questions
        for question in (key_question, *key_question.prompts)
    }


def _periods(material: Material, code: str) -> Iterator[tuple[str, Figure]]:
    if own := material.asked.figures.get(code):
        yield CURRENT, own
    beside = material.asked.compared.of(code)
    if last := _of(beside.last):
        yield PREVIOUS, last
    if beside.comparator and (across := _of(beside.comparator)):
        yield COMPARATOR, across


def _of(other: Other) -> Figure | None:
    if other.percent is None:
        return None
    return other.count or Percent(other.percent)


def _per_cent(figure: Figure) -> Fraction:
    return Fraction(figure.value if isinstance(figure, Percent) else whole_per_cent(figure.share))


def _base(figure: Figure) -> int | None:
    return figure.base if isinstance(figure, Count) else None
