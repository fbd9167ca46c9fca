"""Between which shares of yes people's answers to a key question would fall, given the evidence in the cases.

A check is no judgement, and no number of findings makes one. But where people have judged cases before they
saw the evidence, one can say how often they said yes where little was missing and where much was, and carry
that over to a caseload. Our own method, inferred, from three textbook parts: Jeffreys' prior for a share
(half a yes and half a no are added), post-stratification (each group of cases counts as often as the caseload
has it), and the law of total variance. The interval is normal and clipped to 0 to 1.

For each group g with n answers, y of them yes, and weight w in a caseload of N, of which m are drawn:

    p = (y + 1/2) / (n + 1)                 the share of yes in the group
    v = p (1 - p) / (n + 2)                 how unsure p is
    middle = sum of w p
    fit    = sum of w² v                    unsure because few cases were judged
    answer = sum of w (p (1 - p) - v) / m   unsure because alike cases are answered differently
    drawn  = (sum of w (p² + v) - middle² - fit) / m * (N - m) / (N - 1)
                                            unsure because a sample has other cases than the caseload

Worked example: 20 answers with nothing missing, 16 of them yes, and 20 with more than half missing, 4 of them
yes. A caseload of 100, half of it in each group, sample 25. p is 33/42 and 9/42, so the middle is 1/2. v is
3/392 in both, fit 3/784. answer is (33/196 - 3/392) / 25 = 9/1400. drawn is
(4/49 + 3/784) / 25 * 75/99 = 67/25872. Their sum is 0.01284, its root 0.1133, and 1.645 times that is 0.186:
at a confidence of 0.9 the range is from 0.31 to 0.69.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from caseward.rules.comparison import NORMAL

FEWEST = 30
"""Fewer answers than this carry no range (inferred)."""
FEWEST_IN_GROUP = 5
"""A group with fewer answers is put together with the next to it (inferred)."""
NOT_YET = "not yet calibrated"
HALF = Fraction(1, 2)
TITLES = ("nothing missing", "up to half missing", "more than half missing")


@dataclass(frozen=True)
class Answered:
    """A case that somebody judged before seeing the evidence."""

    missing: Fraction
    """The share missing of the checks under the key question that arise, 0 to 1."""
    is_yes: bool


@dataclass(frozen=True)
class Caseload:
    """The share missing in each case of a caseload in which a check arises, and how many would be drawn."""

    missing: Sequence[Fraction]
    sample: int


@dataclass(frozen=True)
class Group:
    """Cases with about as much missing: how people answered them, and their weight in the caseload."""

    title: str
    answers: int
    yes: int
    weight: Fraction

    @property
    def share(self) -> Fraction:
        """The share of yes, with half a yes and half a no added."""
        return (self.yes + HALF) / (self.answers + 1)

    @property
    def variance(self) -> Fraction:
        """How unsure that share is."""
        return self.share * (1 - self.share) / (self.answers + 2)


@dataclass(frozen=True)
class Range:
    """Where the share of yes in a sample would fall, 0 to 1, and what it rests on."""

    low: float
    high: float
    middle: Fraction
    groups: tuple[Group, ...]
    limits: tuple[str, ...]
    """What the range does not know, as sentences."""


@dataclass(frozen=True)
class NotCalibrated:
    """That there is no range, how many answers there are, and why that does not do."""

    answers: int
    why_not: str


def evidence_range(
    answered: Sequence[Answered], caseload: Caseload, confidence: Fraction
) -> Range | NotCalibrated:
    """Where the share of yes would fall in a sample from a caseload, or why nobody can say.

    In: the cases that were judged blind; the caseload; the confidence, between 0 and 1. A sample that is
    larger than the caseload is the caseload. Out: a range, or a refusal under 30 answers or without a case.
    Raises ValueError where a share or the confidence is outside 0 to 1, or the sample is under 1. Inferred.
    """
    _refuse_impossible(answered, caseload, confidence)
    if len(answered) < FEWEST:
        why_not = f"This is {NOT_YET}: it takes {FEWEST} answers, and there are {len(answered)}."
        return NotCalibrated(len(answered), why_not)
    if not caseload.missing:
        return NotCalibrated(len(answered), "No case of the caseload has evidence to this question.")
    groups = _groups(answered, caseload.missing)
    middle = sum((group.weight * group.share for group in groups), Fraction(0))
    reach = NORMAL.inv_cdf(float(1 + confidence) / 2) * sqrt(_variance(groups, middle, caseload))
    low, high = max(0.0, float(middle) - reach), min(1.0, float(middle) + reach)
    return Range(low, high, middle, groups, _limits(groups, len(answered)))


def _refuse_impossible(answered: Sequence[Answered], caseload: Caseload, confidence: Fraction) -> None:
    shares = [*(each.missing for each in answered), *caseload.missing]
    if any(not 0 <= share <= 1 for share in shares):
        raise ValueError("A share of what is missing is from 0 to 1.")
    if not 0 < confidence < 1 or caseload.sample < 1:
        raise ValueError("A confidence is between 0 and 1, and a sample has 1 case or more.")


def _place(missing: Fraction) -> int:
    """Which of the three titles a share falls under."""
    return (missing > 0) + (missing > HALF)


def _groups(answered: Sequence[Answered], missing: Sequence[Fraction]) -> tuple[Group, ...]:
    given = Counter(_place(each.missing) for each in answered)
    yes = Counter(_place(each.missing) for each in answered if each.is_yes)
    cases = Counter(map(_place, missing))
    return tuple(
        Group(
            title=" or ".join(TITLES[place] for place in places),
            answers=sum(given[place] for place in places),
            yes=sum(yes[place] for place in places),
            weight=Fraction(sum(cases[place] for place in places), len(missing)),
        )
        for places in _merged([given[place] for place in range(len(TITLES))])
    )


def _merged(answers: Sequence[int]) -> list[tuple[int, ...]]:
    """Which places go together so that each group has answers enough: too small a one joins its neighbour.

    In: how many answers fall in each place. Of two neighbours it is the one with fewer answers, of two alike
    the one with less missing.
    """
    groups: list[tuple[int, ...]] = [(place,) for place in range(len(answers))]
    sizes = list(answers)
    while len(groups) > 1 and min(sizes) < FEWEST_IN_GROUP:
        small = sizes.index(min(sizes))
        beside = [at for at in (small - 1, small + 1) if 0 <= at < len(groups)]
        first, second = sorted((small, min(beside, key=lambda at: sizes[at])))
        groups[first : second + 1] = [groups[first] + groups[second]]
        sizes[first : second + 1] = [sizes[first] + sizes[second]]
    return groups


def _variance(groups: Sequence[Group], middle: Fraction, caseload: Caseload) -> Fraction:
    """The three parts of the formula above, added."""
    cases = len(caseload.missing)
    drawn = min(caseload.sample, cases)
    fit = sum((each.weight**2 * each.variance for each in groups), Fraction(0))
    squares = sum((each.weight * (each.share**2 + each.variance) for each in groups), Fraction(0))
    left_out = Fraction(cases - drawn, max(cases - 1, 1))
    return fit + (middle - squares) / drawn + (squares - middle**2 - fit) / drawn * left_out


def _limits(groups: Sequence[Group], answers: int) -> tuple[str, ...]:
    said = [
        f"It rests on {answers} answers that people gave before they saw the evidence.",
        "It takes every case to be answered like the judged cases with as much missing.",
        "It knows nothing of what records cannot tell, and other readers may answer otherwise.",
    ]
    if len(groups) < len(TITLES):
        said.append("Cases with more and with less missing were put together, for too few were judged.")
    return tuple(said)
