"""How well the evidence of one check agrees with what people answered, and which way the two differ.

The record's *shown* stands beside people's *yes*, *missing* beside *no*, and *does not arise* beside *not
applicable*. Agreement and kappa are those of `agreement`. Which way they differ is told by the cases in which
one says yes and the other no, and whether that leans more than chance by the exact two-sided sign test: were
both kinds equally likely, how often would so uneven a split come about? Inferred; the test is a textbook one.

Worked example: 25 cases, in 10 of which both say yes; in 12 the record says shown and people no, in 3 the
other way round. The lean is 12 to 3 of 15. Splits as uneven have 0 to 3 or 12 to 15 on one side:
2 * (1 + 15 + 105 + 455) / 32768 = 9/256, about 0.035, which at a confidence of 0.9 is more than chance.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from caseward.rules.agreement import Agreement, agreement

AS_ANSWERED = {"shown": "yes", "missing": "no", "not_applicable": "not_applicable"}
"""The answer of people that agrees with each finding of a check."""


@dataclass(frozen=True)
class EvidenceAgreement:
    """One check against people; `record_only` counts shown against no, `people_only` missing against yes."""

    agreement: Agreement
    record_only: int
    people_only: int
    chance: Fraction
    """How often chance alone would split them as unevenly, 0 to 1; 1 where they never differ so."""
    leans: bool
    """Whether that is rarer than the confidence allows."""

    @property
    def words(self) -> str:
        """Which way they differ, as a sentence."""
        record, people = self.record_only, self.people_only
        if not record and not people:
            return "The record and people never differ between yes and no."
        if record == people:
            return f"The record and people differ as often one way as the other: {record} to {people}."
        if record > people:
            return f"The record says shown more often than people do: {record} to {people}."
        return f"People say yes more often than the record says shown: {people} to {record}."


def evidence_agreement(pairs: Iterable[tuple[str, str]], confidence: Fraction) -> EvidenceAgreement:
    """How well one check agrees with people.

    In: for each case what the check found (shown, missing or not_applicable) and what somebody answered
    before seeing it (yes, no or not_applicable); the confidence, 0 to 1. Raises ValueError for other words.
    """
    table = Counter((_as_answered(found), _known(answer)) for found, answer in pairs)
    record, people = table["yes", "no"], table["no", "yes"]
    chance = sign_test(record, people)
    agreed = agreement(table.elements(), confidence)
    return EvidenceAgreement(agreed, record, people, chance, leans=chance < 1 - confidence)


def sign_test(one: int, other: int) -> Fraction:
    """How often chance alone would split so many cases as unevenly or more so, two-sided and exact.

    In: how many went each way. Out: 0 to 1; 1 where both are alike. Raises ValueError for a number under 0.
    """
    total, fewer = one + other, min(one, other)
    if fewer < 0:
        raise ValueError("There are 0 cases or more on each side.")
    tail = sum(comb(total, times) for times in range(fewer + 1))
    return min(Fraction(1), Fraction(2 * tail, 2**total))


def _as_answered(found: str) -> str:
    if found not in AS_ANSWERED:
        raise ValueError(f"A check does not find {found!r}.")
    return AS_ANSWERED[found]


def _known(answer: str) -> str:
    if answer not in AS_ANSWERED.values():
        raise ValueError(f"People do not answer {answer!r}.")
    return answer
