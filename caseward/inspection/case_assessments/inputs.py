"""Rows to plain values: what two readers answered, for talking about it and for measuring agreement."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, OuterRef, Q, Subquery

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules.agreement import Agreement, agreement
from caseward.rules.bases import Place, groups_of, place_in_base, standing_answers
from caseward.rules.framework import AnswerType, Framework, Question

from .models import Answer, Reading

Answers = Mapping[str, str]
CONFIDENCE = Fraction(95, 100)
"""Of the interval around kappa."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """A question that two readers of a case answered differently, or that only one of them had to answer."""

    question: Question
    first: str | None
    second: str | None
    agreed: str | None
    matters: bool
    """Whether the case is in the base of the question, as far as the two have agreed."""

    @property
    def is_open(self) -> bool:
        """Whether the two must still agree on an answer."""
        return self.matters and self.agreed is None


def differences(case: SampledCase) -> list[Difference]:
    """Where the first and the second reading of a case differ, in the order of the questions; not texts."""
    framework, sample = case.draw.inspection.framework, case.draw.sample_code
    readings = answers_by_reading(case)
    agreed = readings.get(Reading.AGREED, {})
    first = standing_answers(framework, sample, readings.get(Reading.FIRST, {}))
    second = standing_answers(framework, sample, readings.get(Reading.SECOND, {}))
    differing = [question for question in _compared(framework, sample) if _differ(question, first, second)]
    settled = _settled(differing, first, agreed)
    return [
        Difference(
            question,
            first.get(question.code),
            second.get(question.code),
            agreed.get(question.code),
            place_in_base(framework, sample, question.base, settled) is not Place.OUT,
        )
        for question in differing
    ]


def answers_by_reading(case: SampledCase) -> dict[str, dict[str, str]]:
    """The standing answers of every reading of a case, by reading and question code."""
    rows = Answer.objects.current().filter(assessment__case=case)
    readings: dict[str, dict[str, str]] = {}
    for reading, code, value in rows.values_list("assessment__reading", "question_code", "value"):
        readings.setdefault(reading, {})[code] = value
    return readings


def _compared(framework: Framework, sample: str) -> list[Question]:
    asked = [question for group in groups_of(framework, sample) for question in group.questions]
    return [question for question in asked if question.answer is not AnswerType.TEXT]


def _differ(question: Question, first: Answers, second: Answers) -> bool:
    return first.get(question.code) != second.get(question.code)


def _settled(differing: list[Question], first: Answers, agreed: Answers) -> Answers:
    """The first reading's answers without those in dispute, with those agreed."""
    disputed = {question.code for question in differing}
    return {**{code: value for code, value in first.items() if code not in disputed}, **agreed}


def agreement_by_question(inspection: Inspection) -> dict[str, Agreement]:
    """How well finished first and second readings agree, by the code of each question that both answered."""
    pairs = _pairs(inspection)
    questions = [question.code for question in inspection.framework.questions()]
    return {code: agreement(pairs[code].elements(), CONFIDENCE) for code in questions if code in pairs}


def _pairs(inspection: Inspection) -> dict[str, Counter[Pair]]:
    """How often which first and second answer stand beside each other, counted by the database."""
    texts = [each.code for each in inspection.framework.questions() if each.answer is AnswerType.TEXT]
    asked = Answer.objects.current().with_own_base(inspection.framework).exclude(question_code__in=texts)
    finished = asked.filter(
        Q(in_base=True), assessment__inspection=inspection, assessment__finished_at__isnull=False
    )
    same = finished.filter(
        assessment__reading=Reading.FIRST,
        assessment__case=OuterRef("assessment__case"),
        question_code=OuterRef("question_code"),
    )
    seconds = finished.filter(
        assessment__reading=Reading.SECOND,
        assessment__case__draw__is_current=True,
        assessment__case__replaced_at=None,
    )
    both = seconds.annotate(first=Subquery(same.values("value")[:1])).exclude(first=None).order_by()
    rows = both.values_list("question_code", "first", "value").annotate(cases=Count("pk"))
    pairs: dict[str, Counter[Pair]] = {}
    for code, first, second, cases in rows:
        pairs.setdefault(code, Counter())[first, second] = cases
    return pairs
