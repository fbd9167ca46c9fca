"""How many cases a sample needs for a confidence and a margin, with its working [TV annex 2]."""

import math
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

Z_DIGITS = 9


@dataclass(frozen=True)
class Size:
    """The size of a sample and how it came about; a size entered by hand has a reason and no working."""

    cases: int
    population: int
    confidence: int | None = None
    """Per cent, two-sided."""
    margin: int | None = None
    """Points, half the width of the interval."""
    z: Fraction | None = None
    uncorrected: Fraction | None = None
    """n0 = z² p (1 − p) / e²: what an endless population would need."""
    corrected: Fraction | None = None
    """n = n0 / (1 + (n0 − 1) / N), before it is rounded up."""
    reason: str = ""

    @property
    def is_census(self) -> bool:
        """Whether every eligible case is in the sample."""
        return self.cases == self.population


def size(population: int, confidence: int, margin: int) -> Size:
    """The number of cases that gives a percentage its margin of error at a level of confidence.

    In: the number of eligible cases, the confidence (per cent, 1 to 99) and the margin (points, 1 to 50).
    Normal approximation at a share of one half, two-sided, corrected for the finite population, rounded
    up; a population too small for a sample is taken whole. Raises ValueError outside those ranges.
    [TV annex 2] gives the confidence and margin; the correction and rounding up are inferred.
    """
    _check(population, confidence, margin)
    z = two_sided_z(confidence)
    error = Fraction(margin, 100)
    uncorrected = z * z * Fraction(1, 4) / (error * error)
    corrected = uncorrected * population / (population + uncorrected - 1) if population else Fraction(0)
    return Size(math.ceil(corrected), population, confidence, margin, z, uncorrected, corrected)


def size_by_hand(population: int, cases: int, reason: str) -> Size:
    """A size that was estimated, not calculated, with the reason for it.

    Raises ValueError for an empty reason, or where there are not that many eligible cases. [TV annex 2]
    says that one sample's size is estimated from workload and earlier data.
    """
    if not reason.strip():
        raise ValueError("A size entered by hand needs a reason.")
    if not 1 <= cases <= population:
        raise ValueError(f"The size must be from 1 to the {population:,} eligible cases, not {cases:,}.")
    return Size(cases, population, reason=reason.strip())


def two_sided_z(confidence: int) -> Fraction:
    """The z that leaves half the rest above it, at nine decimals, so that no machine's last bit decides."""
    z = NormalDist().inv_cdf((1 + confidence / 100) / 2)
    return Fraction(round(z * 10**Z_DIGITS), 10**Z_DIGITS)


def _check(population: int, confidence: int, margin: int) -> None:
    if population < 0:
        raise ValueError("A population cannot be less than nothing.")
    if not 1 <= confidence <= 99:
        raise ValueError("The confidence must be from 1 to 99 per cent.")
    if not 1 <= margin <= 50:
        raise ValueError("The margin must be from 1 to 50 points.")
