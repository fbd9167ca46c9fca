"""Two results side by side: how far each question moved, and whether the change is significant.

The inspectorate tests changes with a z-score at a significance of 0.1 and keeps the word *significant*
for those that meet it [TV annex 2]. That the test is two-sided and pooled, and both intervals, are
inferred. Floats are used here, and in `agreement`, and nowhere else in the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from caseward.rules.figures import Count, Figure
from caseward.rules.framework import Framework, Link
from caseward.rules.rating import whole_per_cent

NORMAL = NormalDist()


@dataclass(frozen=True)
class Interval:
    """From low to high; shares of 0 to 1, or differences of shares from −1 to 1."""

    low: float
    high: float


@dataclass(frozen=True)
class ZTest:
    """A pooled two-sided z-test of two shares; `difference` is Newcombe's interval for after less before."""

    z: float
    p: float
    significant: bool
    difference: Interval


@dataclass(frozen=True)
class Change:
    """One question in two results. Either there is a test, or `why_not` says why there is none."""

    code: str
    before: int | None
    """Whole per cent; None where that result has no figure."""
    after: int | None
    points: int | None = None
    """After less before, of the whole per cents; None where they may not be compared."""
    exact_points: Fraction | None = None
    """The same of the exact shares; None unless both were counted."""
    test: ZTest | None = None
    why_not: str = ""

    @property
    def significant(self) -> bool | None:
        """Whether the change meets the test; None where there is no test."""
        return self.test.significant if self.test else None


@dataclass(frozen=True)
class Result:
    """One side of a comparison: a framework and the figures of an inspection made with it."""

    framework: Framework
    figures: Mapping[str, Figure]


def compare(before: Result, after: Result) -> dict[str, Change]:
    """Every question with a figure on either side, by its code, in the order of the codes.

    In: two results. Questions of different frameworks are compared only where the links of one of them
    say that they may be. The significance is that of the framework of `after`. [TV annex 2]
    """
    codes = sorted(before.figures.keys() | after.figures.keys())
    return {code: _change(code, before, after) for code in codes}


def why_incomparable(code: str, before: Framework, after: Framework) -> str:
    """Why a figure of two frameworks may not be compared under one code; empty where it may.

    In: the code of a standard or question, or the name of a further figure. Official codes are used again
    for other questions, so across frameworks they need a link of either that says they ask alike; the name
    of a further figure says what it is, so it is compared unless a link forbids it. [TV part 3, annex 4]
    """
    if before.code == after.code:
        return ""
    said = [*_links(code, after, before), *_links(code, before, after)]
    if not said and _is_official(code, before, after):
        return f"Nothing says that this number stands for the same in {before.title} and {after.title}."
    return next((link.reason for link in said if not link.comparable), "")


def z_test(before: Count, after: Count, significance: Fraction) -> ZTest:
    """The pooled two-sided z-test of two counts, z above 0 where the share rose.

    Raises ValueError where a base is 0, or all answers of both are the same: z is then undefined.
    """
    if why_not := _why_untestable(before, after):
        raise ValueError(why_not)
    pooled = Fraction(before.yes + after.yes, before.base + after.base)
    variance = pooled * (1 - pooled) * (Fraction(1, before.base) + Fraction(1, after.base))
    z = float(after.share - before.share) / sqrt(variance)
    p = 2 * NORMAL.cdf(-abs(z))
    return ZTest(z, p, p < significance, newcombe(before, after, 1 - significance))


def wilson(count: Count, confidence: Fraction) -> Interval:
    """Wilson's interval for a share of 0 to 1, at a confidence of 0 to 1; ValueError where the base is 0."""
    if not count.base:
        raise ValueError("There is no interval without a case.")
    z = NORMAL.inv_cdf(float(1 + confidence) / 2)
    share, spread = float(count.share), z * z / count.base
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return Interval(
        low=max(0.0, middle - reach) if count.yes else 0.0,
        high=min(1.0, middle + reach) if count.no else 1.0,
    )


def newcombe(before: Count, after: Count, confidence: Fraction) -> Interval:
    """Newcombe's interval (his method 10, from two of Wilson's) for the share after less the share before.

    Raises ValueError where a base is 0.
    """
    earlier, later = wilson(before, confidence), wilson(after, confidence)
    was, now = float(before.share), float(after.share)
    change = now - was
    return Interval(
        low=change - sqrt((now - later.low) ** 2 + (earlier.high - was) ** 2),
        high=change + sqrt((later.high - now) ** 2 + (was - earlier.low) ** 2),
    )


def _change(code: str, before: Result, after: Result) -> Change:
    was, now = before.figures.get(code), after.figures.get(code)
    change = Change(code, _percent(was), _percent(now))
    why_not = why_incomparable(code, before.framework, after.framework)
    if why_not or change.before is None or change.after is None:
        return replace(change, why_not=why_not or _why_one_sided(was, now))
    change = replace(change, points=change.after - change.before)
    if not isinstance(was, Count) or not isinstance(now, Count):
        return replace(change, why_not="A percentage without its counts cannot be tested.")
    change = replace(change, exact_points=100 * (now.share - was.share))
    if why_not := _why_untestable(was, now):
        return replace(change, why_not=why_not)
    significance = Fraction(after.framework.comparison.significance_per_mille, 1000)
    return replace(change, test=z_test(was, now, significance))


def _percent(figure: Figure | None) -> int | None:
    if isinstance(figure, Count):
        return whole_per_cent(figure.share) if figure.base else None
    return figure.value if figure else None


def _is_official(code: str, *frameworks: Framework) -> bool:
    return any(
        code in (*(row.code for row in each.standards), *(row.code for row in each.questions()))
        for each in frameworks
    )


def _links(code: str, of: Framework, to: Framework) -> list[Link]:
    return [link for link in of.links if link.framework == to.code and link.code == code]


def _why_one_sided(was: Figure | None, now: Figure | None) -> str:
    reasons = [_why_no_figure(figure, when) for figure, when in ((was, "before"), (now, "after"))]
    return " ".join(filter(None, reasons))


def _why_no_figure(figure: Figure | None, when: str) -> str:
    if figure is None:
        return f"There is no figure {when}."
    empty = isinstance(figure, Count) and not figure.base
    return f"No case counted {when}." if empty else ""


def _why_untestable(before: Count, after: Count) -> str:
    if not before.base or not after.base:
        return "Where no case was counted there is nothing to test."
    if before.yes + after.yes == 0 or before.no + after.no == 0:
        return "Every answer was the same before and after, so there is nothing to test."
    return ""
