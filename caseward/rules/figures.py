"""What goes into a rating: counted or published figures and judgements, and what cannot be one.

Judgements are for standards that are judged, figures for scored key questions [TV annex 2]; anything
else is a fault, said in one line without its place, so that a file and a form can each add theirs.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from caseward.rules.framework import Framework, Question, RatedBy, Standard

MOST_CASES = 999_999_999
"""More than any list can hold, and few enough for the z-test to stay within what a float can tell."""


class ImpossibleInput(ValueError):
    """Figures or judgements that cannot be; `faults` has one line for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Count:
    """The answers to one question, counted in cases."""

    yes: int
    no: int
    not_applicable: int = 0

    @property
    def base(self) -> int:
        """The cases that the percentage is out of."""
        return self.yes + self.no

    @property
    def share(self) -> Fraction:
        """Yes over the base, 0 to 1; raises ZeroDivisionError where the base is 0."""
        return Fraction(self.yes, self.base)


@dataclass(frozen=True)
class Percent:
    """A published whole percentage whose counts are not known."""

    value: int


Figure = Count | Percent


def scored_questions(standard: Standard) -> tuple[Question, ...]:
    """The key questions whose percentages can decide a standard."""
    if standard.rated_by is RatedBy.JUDGEMENT:
        return ()
    return tuple(question for question in standard.key_questions if question.scored)


def number_fault(number: object, most: int | None = None) -> str | None:
    """Why a value cannot be a count of cases or, up to `most`, a whole per cent; None where it can."""
    if type(number) is int and 0 <= number <= (MOST_CASES if most is None else most):
        return None
    if type(number) is int and most is None and number > MOST_CASES:
        return f"is more cases than there can be, at most {MOST_CASES:,}"
    limits = "0 or more" if most is None else f"from 0 to {most}"
    shown = f", not {json.dumps(number)}" if type(number) in (int, float) else ""
    return f"must be a whole number {limits}{shown}"


def answer_fault(framework: Framework, code: str) -> str | None:
    """Why a question, by its code, can have no figure; None where it is a scored key question."""
    for standard in framework.standards:
        if code in (standard.code, *(question.code for question in standard.key_questions)):
            return _key_question_fault(standard, code)
    try:
        question = framework.question(code)
    except KeyError:
        return f"there is no such question in {framework.title}"
    return f"carries no rating ({question.text}): figures are for scored key questions"


def judgement_fault(framework: Framework, code: str, band: object) -> str | None:
    """Why a standard, by its code, cannot be judged to be in a band; None where it can."""
    if unknown := standard_fault(framework, code):
        return unknown
    standard = framework.standard(code)
    if standard.rated_by is not RatedBy.JUDGEMENT:
        return f"{standard.title} is counted from cases, not judged"
    return band_fault(framework, band)


def standard_fault(framework: Framework, code: str) -> str | None:
    """Why a code is not that of a standard; None where it is."""
    known = any(standard.code == code for standard in framework.standards)
    return None if known else f"there is no such standard in {framework.title}"


def band_fault(framework: Framework, band: object) -> str | None:
    """Why a value is not the code of a rating on the framework's scale; None where it is."""
    codes = [known.code for known in framework.bands]
    return None if band in codes else f"must be one of {', '.join(codes)}"


def input_faults(
    framework: Framework, answers: Mapping[str, Figure], judgements: Mapping[str, str]
) -> list[str]:
    """Every fault of a set of figures and judgements, each with its place; empty where there is none."""
    faults = []
    for code, figure in answers.items():
        found = (answer_fault(framework, code), *_figure_faults(figure))
        faults += [f"answers.{code}: {fault}" for fault in found if fault]
    for code, band in judgements.items():
        if fault := judgement_fault(framework, code, band):
            faults.append(f"judgements.{code}: {fault}")
    return faults


def _key_question_fault(standard: Standard, code: str) -> str | None:
    if standard.rated_by is RatedBy.JUDGEMENT:
        return f"{standard.title} is judged, not counted from cases"
    if code == standard.code:
        return f"{standard.title} is a standard: figures are for its key questions"
    if code not in [question.code for question in scored_questions(standard)]:
        return "this key question has no percentage"
    return None


def _figure_faults(figure: Figure) -> Iterable[str | None]:
    if isinstance(figure, Percent):
        return [number_fault(figure.value, most=100)]
    return [number_fault(number) for number in (figure.yes, figure.no, figure.not_applicable)]
