"""Which questions are asked of one case: the groups of a reading, the bases, and what is still missing.

Some questions are about some cases only. Whether a case is in such a base is decided by the assessor's
own answer to the information question that the framework names for it, never by the provider's column
[TV annex 2]. Where no question of the sample decides a base, every case of the sample is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseward.rules.framework import AnswerType, Base, Framework, Kind, Question, Standard
from caseward.rules.framework_parts import Option

ABOUT = "about"
"""The code of the group of information questions, which stands before the standards."""

NOT_APPLICABLE = Option("not_applicable", "Not applicable")
YES_OR_NO = (Option("yes", "Yes"), Option("no", "No"))
FREQUENCIES = (Option("always", "Always"), Option("sometimes", "Sometimes"), Option("never", "Never"))
MOST = 9_999
"""The highest count that may be typed."""


class Place(StrEnum):
    """Whether a case is in the base of a question."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Group:
    """Questions that are answered together: a key question with what stands under it, or the case's facts."""

    code: str
    title: str
    questions: tuple[Question, ...]
    """In the order in which they are asked; a key question comes after its prompts."""
    standard: Standard | None = None


def groups_of(framework: Framework, sample: str) -> tuple[Group, ...]:
    """The groups of questions asked of a case of that sample, the facts of the case first.

    A key question without a percentage is judged on other evidence, so it is not asked of a case.
    """
    facts = Group(ABOUT, "About the case", _deciding_first(framework.sample(sample).information))
    standards = framework.standards_of(sample)
    key_questions = [(standard, asked) for standard in standards for asked in standard.key_questions]
    rest = tuple(_group(standard, asked) for standard, asked in key_questions)
    return tuple(group for group in (facts, *rest) if group.questions)


def choices_of(question: Question) -> tuple[Option, ...]:
    """What may be chosen as the answer, not applicable last; empty for a count or a text."""
    usual = {AnswerType.YES_NO: YES_OR_NO, AnswerType.FREQUENCY: FREQUENCIES}
    options = question.options or usual.get(question.answer, ())
    return (*options, NOT_APPLICABLE) if options and question.not_applicable else options


def answer_stands(question: Question, value: str) -> bool:
    """Whether a value can be the answer: one of the choices, a whole number up to MOST, or any text."""
    if choices := choices_of(question):
        return value in {option.value for option in choices}
    if question.answer is AnswerType.COUNT:
        return value.isascii() and value.isdecimal() and int(value) <= MOST and str(int(value)) == value
    return bool(value.strip())


def decided_by(framework: Framework, sample: str, base: Base) -> Question | None:
    """The information question of that sample whose answer decides the base; None where none does."""
    for question in framework.sample(sample).information:
        if question.decides is base:
            return question
    return None


def place_in_base(framework: Framework, sample: str, base: Base, answers: Mapping[str, str]) -> Place:
    """Whether a case with those answers, by question code, is in the base; unknown until it is decided."""
    question = decided_by(framework, sample, base)
    if question is None:
        return Place.IN
    if question.code not in answers:
        return Place.UNKNOWN
    return Place.IN if answers[question.code] in question.in_base else Place.OUT


def missing(framework: Framework, sample: str, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions that a reading must still answer, in their order; a text may stay empty."""
    return tuple(
        question
        for group in groups_of(framework, sample)
        for question in group.questions
        if question.answer is not AnswerType.TEXT
        and question.code not in answers
        and place_in_base(framework, sample, question.base, answers) is Place.IN
    )


def standing_answers(framework: Framework, sample: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers, by question code, to questions whose base the case is in; the others do not count."""
    return {
        question.code: answers[question.code]
        for group in groups_of(framework, sample)
        for question in group.questions
        if question.code in answers and place_in_base(framework, sample, question.base, answers) is Place.IN
    }


def in_words(question: Question) -> str:
    """The official code with the question's words; an information question has no official code."""
    return question.text if question.kind is Kind.INFORMATION else f"{question.code} {question.text}"


def _deciding_first(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda question: question.decides is None))


def _group(standard: Standard, asked: Question) -> Group:
    last = () if asked.kind is Kind.KEY_QUESTION and not asked.scored else (asked,)
    return Group(asked.code, asked.text, (*asked.prompts, *last), standard)
