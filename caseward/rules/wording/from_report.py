"""What is known of a report, from the JSON of `import-report` or of a public result.

Which cases a figure is out of follows its framework [TV annex 2]; that a survey's base is all who
were interviewed is inferred, since blanks are not printed.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from caseward.rules.framework import Base, Framework, Question, RatedBy, Standard
from caseward.rules.wording.known import CURRENT, Known, KnownBand, KnownFigure, KnownStandard

PERIODS = ("previous", "target", "comparator")
HARM = "harm"
SOURCE_CELLS = re.compile(r"[\d.,]+\s*%?\d*|No (?:aggregated )?data(?: available)?")


def known_from_report(table: Mapping[str, Any], framework: Framework) -> Known:
    """Everything that a report can be checked against.

    In: the object that `caseward import-report` prints, or a public result as `/results/<slug>.json` has it,
    and its framework. Raises KeyError, TypeError or ValueError where the object is neither. [TV annex 2]
    """
    percents = _percents(table)
    samples = dict(table.get("sample") or {})
    figures = [
        *_questions(framework, table, percents, samples),
        *_unworded(framework, percents, table.get("sources") or {}),
        *_facts(framework, table),
    ]
    recommendations = table.get("recommendations")
    return Known(
        figures=tuple(figures),
        bands=tuple(bands_of(framework)),
        standards=tuple(standards_of(framework)),
        significance=Fraction(framework.comparison.significance_per_mille, 1000),
        samples=samples,
        sample_titles={sample.code: sample.title for sample in framework.samples},
        recommendations=len(recommendations) if recommendations else None,
        people=tuple(table.get("people") or ()),
        allowed_names=tuple(table.get("allowed_names") or ()),
        foreign_words=framework.report.words.foreign,
    )


def known_without_framework(table: Mapping[str, Any]) -> Known:
    """What a report can be checked against whose framework is not known: itself, and what was counted in it.

    In: the object that `caseward import-report` prints with `null` for the framework. No sentence is held to
    a percentage or a band then. Raises TypeError where the object is something else. Inferred.
    """
    recommendations = table.get("recommendations")
    return Known(
        figures=(),
        bands=(),
        standards=(),
        samples=dict(table.get("sample") or {}),
        recommendations=len(recommendations) if recommendations else None,
        people=tuple(table.get("people") or ()),
        allowed_names=tuple(table.get("allowed_names") or ()),
    )


def bands_of(framework: Framework) -> list[KnownBand]:
    """The framework's words for percentages, each with the per cents that earn it."""
    highs = [100, *(band.from_percent - 1 for band in framework.bands)]
    return [
        KnownBand(band.word.lower(), band.from_percent, high)
        for band, high in zip(framework.bands, highs, strict=False)
    ]


def standards_of(framework: Framework) -> Iterator[KnownStandard]:
    """The standards, with the wording by which headings name them and their key questions."""
    domains = {domain.value: domain.label for domain in framework.domains}
    for standard in framework.standards:
        yield KnownStandard(
            code=standard.code,
            title=standard.title,
            domain=domains.get(standard.domain, ""),
            sample=standard.sample or "",
            key_questions={question.code: question.text for question in standard.key_questions},
        )


def _percents(table: Mapping[str, Any]) -> dict[str, Any]:
    if "questions" in table:
        return {row["code"]: row["percent"] for row in table["questions"] if row["percent"] is not None}
    return {**table["percent"], **(table.get("prompts") or {})}


def _questions(
    framework: Framework, table: Mapping[str, Any], percents: Mapping[str, Any], samples: Mapping[str, int]
) -> Iterator[KnownFigure]:
    bases = {row["code"]: row["base"] for row in table.get("questions") or ()}
    sources = table.get("sources") or {}
    for code, (standard, key_question, question) in _all_questions(framework).items():
        printed = _printed(sources.get(code))
        for period, value in _values(code, percents.get(code), table.get("facts") or {}):
            yield KnownFigure(
                code=code,
                title=question.text,
                value=value,
                period=period,
                standard=standard.code,
                key_question=key_question,
                base=(bases.get(code) or _base(standard, question, samples)) if period == CURRENT else None,
                also=(printed,) if printed else (),
            )


def _unworded(
    framework: Framework, percents: Mapping[str, Any], sources: Mapping[str, Any]
) -> Iterator[KnownFigure]:
    """Figures of questions whose wording the framework does not hold: the report's own must do."""
    questions = _all_questions(framework)
    for code, percent in percents.items():
        standard = next((row for row in framework.standards if code.startswith(f"{row.code}.")), None)
        if code not in questions and standard:
            yield KnownFigure(
                code=code,
                title=_printed(sources.get(code)) or standard.title,
                value=exact(percent),
                standard=standard.code,
                key_question=re.sub(r"[a-z]\w*$", "", code),
            )


def _all_questions(framework: Framework) -> dict[str, tuple[Standard, str, Question]]:
    return {
        question.code: (standard, key_question.code, question)
        for standard in framework.standards
        if standard.rated_by is not RatedBy.JUDGEMENT
        for key_question in standard.key_questions
        for question in (key_question, *key_question.prompts)
    }


def _values(code: str, percent: Any, facts: Mapping[str, Any]) -> Iterator[tuple[str, Fraction | None]]:
    yield CURRENT, None if percent is None else exact(percent)
    for period in PERIODS:
        fact = facts.get(f"{code}.{period}")
        if fact and fact.get("value") is not None:
            yield period, exact(fact["value"])


def _base(standard: Standard, question: Question, samples: Mapping[str, int]) -> int | None:
    if question.not_applicable or question.base not in (Base.ALL, Base.HARM):
        return None
    return samples.get(HARM if question.base is Base.HARM else standard.sample or "")


def _printed(source: Mapping[str, Any] | None) -> str:
    """The wording of the report itself, where the line that a figure came from has more than cells."""
    words = SOURCE_CELLS.sub(" ", str((source or {}).get("text", ""))).strip()
    return words if len(words.split()) > 3 else ""


def _facts(framework: Framework, table: Mapping[str, Any]) -> Iterator[KnownFigure]:
    questions = _all_questions(framework)
    asked = {item.code: item.asked_of for item in framework.evidence.survey}
    samples = table.get("sample") or {}
    for key, fact in (table.get("facts") or {}).items():
        code = key.rsplit(".", 1)[0] if key.rsplit(".", 1)[-1] in PERIODS else key
        if code not in questions and fact.get("value") is not None:
            yield KnownFigure(
                code=code,
                title=str(fact.get("title", code)),
                value=exact(fact["value"]),
                period=str(fact.get("period", CURRENT)),
                base=samples.get(f"interviews.{asked[code]}") if code in asked and key == code else None,
                is_per_cent="%" in str(fact.get("printed", "")) or "per cent" in str(fact.get("printed", "")),
            )


def exact(value: float | int | str) -> Fraction:
    """A number of a JSON file as it was written there; raises ValueError for what is no number."""
    return Fraction(str(value))
