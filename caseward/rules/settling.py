"""How many cases a printed average would have to rest on for a difference from it to be significant.

A report prints averages without their bases, so a difference from one cannot be tested. Yet the test of
`comparison` can be turned round: the more cases stand behind the average, the further out z lies, and
from some number on the difference passes. Where no number is enough, the difference is not significant
whatever the base. That the test is two-sided and pooled is inferred, as it is there.
"""

from fractions import Fraction
from math import sqrt

from caseward.rules.comparison import NORMAL
from caseward.rules.figures import MOST_CASES, Count, Percent


def base_that_settles(counted: Count, printed: Percent, significance: Fraction) -> int | None:
    """The fewest cases behind a printed average at which a counted share differs significantly from it.

    In: the counted side; the average, a whole per cent taken as exact; the significance as a share of 1.
    Out: a number of cases: with as many or more the difference is significant, with fewer it is not.
    None where it is not significant however many there are. Raises ValueError where no case was counted.
    Example: 50 of 60 against a printed 57 per cent at 0.1 needs 7 cases; 56 of 100 against 57 never does.
    [TV annex 2]
    """
    if not counted.base:
        raise ValueError("Where no case was counted there is nothing to test.")
    enough = 1
    while not _passes(counted, printed, enough, significance):
        enough *= 2
        if enough > MOST_CASES:
            return None
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if _passes(counted, printed, middle, significance):
            enough = middle
        else:
            too_few = middle
    return enough


def _passes(counted: Count, printed: Percent, base: int, significance: Fraction) -> bool:
    share = Fraction(printed.value, 100)
    pooled = (counted.yes + share * base) / (counted.base + base)
    if pooled in (0, 1):
        return False
    variance = pooled * (1 - pooled) * (Fraction(1, counted.base) + Fraction(1, base))
    return 2 * NORMAL.cdf(-abs(float(counted.share - share)) / sqrt(variance)) < significance
