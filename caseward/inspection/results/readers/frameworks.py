"""Which framework a report was made under: by its standards, then by the questions it prints."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from caseward.inspection.results.readers.headings import (
    Section,
    after_title,
    numbered_headings,
    sections,
    standards_by_number,
)
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.passages import passage
from caseward.inspection.results.readers.questions import asked
from caseward.rules.framework import Framework
from caseward.rules.likeness import likeness, rarity

FEWEST_STANDARDS = 3
CLEARLY = Fraction(1, 30)
MANY = Fraction(1, 5)


@dataclass(frozen=True)
class Fit:
    """How a framework fits a report: where its standards are printed, and how many of them."""

    framework: Framework
    sections: tuple[Section, ...]
    standards: int


def fitting(body: Sequence[Line], frameworks: Sequence[Framework]) -> list[Fit]:
    """The frameworks that fit a report best: one, several that it cannot tell apart, or none."""
    fits = [_fit(body, framework) for framework in frameworks]
    most = max((fit.standards for fit in fits), default=0)
    if most < FEWEST_STANDARDS:
        return []
    best = [fit for fit in fits if fit.standards == most]
    telling = _differing([fit.framework for fit in best])
    closeness = [_question_likeness(fit, telling) for fit in best]
    return [fit for fit, close in zip(best, closeness, strict=True) if max(closeness) - close < CLEARLY]


def foreign_standards(body: Sequence[Line], framework: Framework, words: re.Pattern[str]) -> list[str]:
    """Numbered headings with a rating beside them that are no standards of the framework."""
    known = standards_by_number(framework)
    strange = []
    for heading in numbered_headings(body):
        standard = known.get(heading.code)
        rated = words.search(heading.rest)
        if rated and (standard is None or after_title(heading.rest, standard.title) is None):
            title = heading.rest[: rated.start()].strip()
            if len(title.split()) <= 8 and not (standard and _shares_words(title, standard.title)):
                strange.append(f"{heading.code} {title}".strip())
    return list(dict.fromkeys(strange))


def by_kind(text: str, frameworks: Sequence[Framework]) -> list[Framework]:
    """Frameworks whose kind of provider a text without standards is about."""
    return [
        framework
        for framework in frameworks
        if re.search(r"\s+".join(framework.provider_kind.split()), text, re.IGNORECASE)
    ]


def in_force(fits: Sequence[Fit], printed_on: date | None) -> list[Fit]:
    """Of frameworks that differ only in time, the one in force when fieldwork was, where that is printed."""
    if printed_on is None:
        return list(fits)
    begun = [fit for fit in fits if date.fromisoformat(str(fit.framework.in_force_from)) <= printed_on]
    return [max(begun, key=lambda fit: str(fit.framework.in_force_from))] if begun else []


def is_of_another(strange: Sequence[str], framework: Framework) -> bool:
    """Whether a report rates standards of a framework that is not installed.

    One standard under another title is a revision of the framework; its rating is not read.
    """
    return len(strange) >= MANY * len(framework.standards)


def _fit(body: Sequence[Line], framework: Framework) -> Fit:
    found = tuple(sections(body, framework))
    return Fit(framework, found, len({one.standard for one in found}))


def _differing(frameworks: Sequence[Framework]) -> set[str]:
    """The standards whose key questions tell frameworks with the same standards apart."""
    asked_in: dict[str, set[tuple[str, ...]]] = {}
    for framework in frameworks:
        for standard in framework.standards:
            texts = tuple(question.text for question in standard.key_questions)
            asked_in.setdefault(standard.code, set()).add(texts)
    return {code for code, texts in asked_in.items() if len(texts) > 1}


def _question_likeness(fit: Fit, telling: set[str]) -> Fraction:
    """The mean likeness of each telling key question to the printed question nearest to it."""
    printed: dict[str, list[str]] = {}
    for section in fit.sections:
        if section.standard in telling:
            texts = [question.text for question in asked(passage(section.lines))]
            printed.setdefault(section.standard, []).extend(texts)
    nearest = []
    for standard in fit.framework.standards:
        texts = printed.get(standard.code, [])
        known = [question.text for question in standard.key_questions]
        weights = rarity([*texts, *known])
        nearest += [max(likeness(text, one, weights) for text in texts) for one in known if texts]
    return sum(nearest, Fraction(0)) / len(nearest) if nearest else Fraction(0)


def _shares_words(title: str, other: str) -> bool:
    return bool(set(title.lower().split()) & (set(other.lower().split()) - {"and", "of", "the"}))
