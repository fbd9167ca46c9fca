"""Invented answers to a framework's questions: exact totals for a rebuilt inspection, else likely ones."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from caseward.inspection.samples.models import ListedCase, SampledCase
from caseward.rules.bases import Place, choices_of, groups_of, place_in_base
from caseward.rules.framework import AnswerType, Framework, Kind, Question
from caseward.rules.rating import whole_per_cent

USUAL = (48, 88)
"""Between which per cents an invented question comes out."""


@dataclass
class InventedCase:
    """A sampled case, how well it is worked (which ties its answers together), and its answers so far."""

    case: SampledCase
    quality: float
    by_hand: Mapping[str, str]
    """What somebody answered already; the rest follows from it."""
    answers: dict[str, str] = field(default_factory=dict)


def invent(
    framework: Framework,
    sample: str,
    cases: Iterable[SampledCase],
    *,
    percents: Mapping[str, int],
    seed: int,
    exact: bool,
    by_hand: Mapping[int, Mapping[str, str]] | None = None,
) -> list[InventedCase]:
    """Answer every question of every case so that each comes out near its per cent, or exactly at it.

    A question without a per cent stays unanswered where totals are exact; elsewhere it gets a usual one.
    `by_hand` are the answers, by case, that stay as they are.
    """
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    invented = [InventedCase(case, chance.random(), (by_hand or {}).get(case.pk, {})) for case in cases]
    for group in groups_of(framework, sample):
        for question in group.questions:
            inside = [
                one
                for one in invented
                if place_in_base(framework, sample, question.base, one.answers) is Place.IN
            ]
            if question.kind is Kind.INFORMATION:
                _answer_fact(question, inside, chance, percents)
            elif question.code in percents or not exact:
                _answer(
                    question, inside, percents.get(question.code, chance.randint(*USUAL)), chance, exact=exact
                )
            for one in inside:
                if question.code in one.by_hand:
                    one.answers[question.code] = one.by_hand[question.code]
    return invented


def yes_for(percent: int, base: int) -> int | None:
    """The number of yes answers that makes a whole per cent of a base, if any does."""
    yes = round(Fraction(percent * base, 100))
    return yes if base and whole_per_cent(Fraction(yes, base)) == percent else None


def _answer(
    question: Question, inside: list[InventedCase], percent: int, chance: random.Random, *, exact: bool
) -> None:
    base = len(inside)
    if exact:
        base = next(size for size in range(len(inside), 0, -1) if yes_for(percent, size) is not None)
        if base < len(inside) and not question.not_applicable:
            raise ValueError(f"{question.code}: {percent} per cent cannot come from {len(inside)} cases")
    elif question.not_applicable:
        base = len(inside) * 9 // 10
    asked = chance.sample(inside, base)
    ranked = sorted(asked, key=lambda one: one.quality + chance.random(), reverse=True)
    yes = yes_for(percent, base) if exact else round(percent * base / 100)
    for place, one in enumerate(ranked):
        one.answers[question.code] = "yes" if place < (yes or 0) else "no"
    for one in inside:
        one.answers.setdefault(question.code, "not_applicable")


def _answer_fact(
    question: Question, inside: list[InventedCase], chance: random.Random, percents: Mapping[str, int]
) -> None:
    for one in inside:
        if known := _from_the_list(question, one.case.listed_case):
            one.answers[question.code] = known
        elif question.answer is AnswerType.COUNT:
            one.answers[question.code] = str(chance.choices((0, 1, 2, 3), (15, 5, 10, 5))[0])
        elif question.answer is not AnswerType.TEXT:
            one.answers[question.code] = _choose(question, chance, percents.get(question.code, 40))


def _choose(question: Question, chance: random.Random, percent: int) -> str:
    choices = [option.value for option in choices_of(question) if option.value != "not_applicable"]
    return chance.choices(choices, [percent, *[(100 - percent) / (len(choices) - 1)] * (len(choices) - 1)])[0]


def _from_the_list(question: Question, listed: ListedCase) -> str:
    """What the case list says, where it answers the question; the assessor usually agrees."""
    released = listed.sentence_type in {"licence", "post_sentence"}
    known = {
        "info.harm": listed.risk_of_serious_harm,
        "info.harm_agreed": "yes",
        "info.post_custody": "yes" if released else "no",
        "info.sex": listed.sex,
        "info.ethnicity": listed.ethnicity or "not_stated",
        "info.disability": listed.disability,
        "info.officer_grade": listed.officer_grade,
    }
    value = known.get(question.code, "")
    return value if value in {option.value for option in choices_of(question)} else ""
