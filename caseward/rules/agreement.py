"""How well two readers of the same cases agree: per cent agreement and Cohen's kappa with its interval.

Kappa is the agreement beyond what two readers would reach by chance, given how often each uses each
answer. Its interval uses the large-sample variance of Fleiss, Cohen and Everitt. No source says
which statistics the inspectorate's quality leads use: inferred.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from caseward.rules.comparison import NORMAL, Interval


@dataclass(frozen=True)
class Agreement:
    """Two readers' answers to one question; `why_not` says why there is no kappa or no interval."""

    pairs: int
    agreed: int
    share: Fraction | None
    """Agreed over pairs, 0 to 1; None where there are no pairs."""
    kappa: Fraction | None = None
    """From below 0 (worse than chance) to 1; None where it is undefined."""
    interval: Interval | None = None
    why_not: str = ""


def agreement(pairs: Iterable[tuple[str, str]], confidence: Fraction) -> Agreement:
    """How well first and second readings agree.

    In: for each case the two answers, and the confidence of the interval, 0 to 1. Answers may be any
    words, not applicable among them. Out: shares from 0 to 1. Never raises for what readers answered.
    """
    table = Counter(pairs)
    total = table.total()
    agreed = sum(times for (first, second), times in table.items() if first == second)
    if not total:
        return Agreement(0, 0, None, why_not="No case was read twice.")
    share = Fraction(agreed, total)
    chance = _chance(table, total)
    if chance == 1:
        why_not = "Both readers gave one answer throughout, so agreement beyond chance cannot be told."
        return Agreement(total, agreed, share, why_not=why_not)
    kappa = (share - chance) / (1 - chance)
    variance = _variance(table, total, kappa, chance)
    if not variance:
        why_not = "The answers vary too little for an interval."
        return Agreement(total, agreed, share, kappa, why_not=why_not)
    return Agreement(total, agreed, share, kappa, _interval(kappa, variance, confidence))


def _chance(table: Counter[tuple[str, str]], total: int) -> Fraction:
    firsts, seconds = _margins(table)
    return Fraction(sum(firsts[answer] * seconds[answer] for answer in firsts), total * total)


def _margins(table: Counter[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (first, second), times in table.items():
        firsts[first] += times
        seconds[second] += times
    return firsts, seconds


def _variance(table: Counter[tuple[str, str]], total: int, kappa: Fraction, chance: Fraction) -> Fraction:
    firsts, seconds = _margins(table)
    apart = 1 - kappa
    spread = Fraction(0)
    for (first, second), times in table.items():
        margin = Fraction(seconds[first] + firsts[second], total) * apart
        weight = (1 - margin) ** 2 if first == second else margin**2
        spread += Fraction(times, total) * weight
    return (spread - (kappa - chance * apart) ** 2) / (total * (1 - chance) ** 2)


def _interval(kappa: Fraction, variance: Fraction, confidence: Fraction) -> Interval:
    reach = NORMAL.inv_cdf(float(1 + confidence) / 2) * sqrt(variance)
    return Interval(max(-1.0, float(kappa) - reach), min(1.0, float(kappa) + reach))
