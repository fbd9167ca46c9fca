"""How a report writes numbers in its sentences: words up to nine, *per cent*, and what a change is called.

The published reports do so nearly throughout ("six recommendations", "62 community sentence cases",
"90 per cent"); that this is their rule is inferred from how they are written. Only the word *significant*
is laid down: it is kept for changes that meet the test [TV annex 2].
"""

from collections.abc import Callable
from fractions import Fraction

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MILLION = 1_000_000


def number(value: int) -> str:
    """A count of things in a sentence: `six` from 6, `no` from 0, `12` from 12, `1,234` from 1234. Inferred.

    Raises ValueError below 0: a sentence says what fell, never a count below nothing.
    """
    if value < 0:
        raise ValueError(f"A count is 0 or more, not {value}.")
    return WORDS[value] if value < len(WORDS) else f"{value:,}"


def per_cent(value: int) -> str:
    """A whole per cent in a sentence: `70 per cent` from 70, and always in digits. Inferred."""
    return f"{value} per cent"


def out_of(part: int, whole: int) -> str:
    """Cases out of cases: `70 of 100`, `six of eight`; both in digits as soon as one is. Inferred.

    Raises ValueError where the part is below 0 or more than the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} cannot be.")
    if whole < len(WORDS):
        return f"{'none' if part == 0 else number(part)} of {number(whole)}"
    return f"{part:,} of {whole:,}"


def quantity(value: Fraction, unit: str) -> str:
    """A figure with its unit: `per_cent`, `weeks`, `pounds`, `people`, `cases` or `number`. Inferred.

    `17 weeks`, `one week`, `£14.3 million`, `7.2 per cent`, `36.5`. Exact in, at most one place out, halves
    up. People, cases and plain numbers stand alone, since the sentence names them. KeyError for no such unit.
    """
    return UNITS[unit](value)


def moved(points: int, *, significant: bool | None) -> str:
    """What became of a percentage, to be said after its name. [TV annex 2]

    In: whole points, above 0 where it rose; None where no test was possible. Out: `rose by five points, which
    is significant`, `fell by 12 points, which is not significant`, `did not change`.
    """
    if points == 0:
        return "did not change"
    verb = "rose" if points > 0 else "fell"
    return f"{verb} by {_points(points)}, which {_tested(significant=significant)}"


def apart(points: int, *, significant: bool | None) -> str:
    """How far a percentage is from another, to be said after *is*. [TV annex 2]

    In: whole points, above 0 where it is higher; None where no test was possible. Out: `nine points higher,
    which is significant`, `the same`.
    """
    if points == 0:
        return "the same"
    side = "higher" if points > 0 else "lower"
    return f"{_points(points)} {side}, which {_tested(significant=significant)}"


def capitalised(text: str) -> str:
    """The same with a capital, for the beginning of a sentence: `Six` from `six`. Inferred."""
    return text[:1].upper() + text[1:]


def _tested(*, significant: bool | None) -> str:
    if significant is None:
        return "cannot be tested"
    return "is significant" if significant else "is not significant"


def _points(points: int) -> str:
    return f"{number(abs(points))} {'point' if abs(points) == 1 else 'points'}"


def _decimal(value: Fraction) -> str:
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(abs(tenths), 10)
    sign = "−" if tenths < 0 else ""
    return f"{sign}{whole:,}.{rest}" if rest else f"{sign}{whole:,}"


def _plain(value: Fraction) -> str:
    if value.denominator == 1 and value >= 0:
        return number(value.numerator)
    return _decimal(value)


def _weeks(value: Fraction) -> str:
    return f"{_plain(value)} {'week' if value == 1 else 'weeks'}"


def _pounds(value: Fraction) -> str:
    return f"£{_decimal(value / MILLION)} million" if value >= MILLION else f"£{_decimal(value)}"


UNITS: dict[str, Callable[[Fraction], str]] = {
    "per_cent": lambda value: f"{_decimal(value)} per cent",
    "weeks": _weeks,
    "pounds": _pounds,
    "people": _plain,
    "cases": _plain,
    "number": _plain,
}
