"""Remarks on the figures that a provider gives of itself: what could hardly be, so that somebody asks.

A remark never refuses a figure; the provider may confirm it. That such figures reach print shows in a
published report: an annual turnover of £14,303m where millions are hardly possible, and the average
caseloads of two grades of officer that look exchanged between two years [TV background, TV 1.2]. The
limits of each figure are data of its framework. The thresholds here are inferred: no source states any.

Worked examples, of a turnover that is plausible from 1,000,000 to 200,000,000 pounds:

- 14,303 is under the least, and fits when it is read in thousands.
- 14,303,000,000 is over the most, and fits when it is divided by a thousand.

Worked example of a pair: caseload of grade A 30.27 last year and 48.60 now, of grade B 59.2 and 36.12. As
given the two move by 18.33 + 23.08 = 41.41; with last year's exchanged by 10.60 + 5.85 = 16.45, which is
less than half, and the grades change places: last year's look swapped.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from caseward.rules.framework_evidence import ProviderFigure

Given = Mapping[tuple[str, str], Fraction]
"""What was given, by figure code and period; what has no data, or no answer yet, is left out."""

CURRENT, PREVIOUS, TARGET = "current", "previous", "target"
NAMES = {CURRENT: "this year’s figure", PREVIOUS: "last year’s figure", TARGET: "the target"}
UNITS = {"pounds": "£{}", "per_cent": "{}%", "weeks": "{} weeks", "cases": "{} cases", "people": "{} people"}
MISREADINGS = ((Fraction(1000), "thousands"), (Fraction(1_000_000), "millions"))
POINTS = 25
"""A per cent that moves by more than so many points in a year is questioned."""
TIMES = 2
"""Any other figure that grows to more than so many times, or falls below that part, is questioned."""
SMALL = 10
"""Where neither year reaches this, a figure moves by so much by chance, and is not questioned."""


def remarks(figures: Mapping[str, ProviderFigure], given: Given) -> dict[str, tuple[str, ...]]:
    """What could hardly be, by figure code.

    In: the framework's figures by code, and what was given, each in the unit of its figure (per cents as
    65, not 0.65). Out: sentences for each figure that has any, in the order limits, years, pair; figures
    without a remark are left out, and codes that the framework does not know are passed over. Raises
    nothing. [TV background, TV 1.2]; thresholds inferred.
    """
    found = {code: tuple(_remarks_on(figure, figures, given)) for code, figure in figures.items()}
    return {code: sentences for code, sentences in found.items() if sentences}


def written(value: Fraction, unit: str) -> str:
    """A value with its unit as it stands in a sentence: £14,303, 7.5%, 36.12 cases. Inferred: house style."""
    rounded = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    return UNITS.get(unit, "{}").format(rounded)


def _remarks_on(figure: ProviderFigure, figures: Mapping[str, ProviderFigure], given: Given) -> Iterator[str]:
    for period, name in NAMES.items():
        if (value := given.get((figure.code, period))) is not None:
            yield from _limits(figure, value, name)
    yield from _years(figure, given)
    if figure.pair is not None and figure.pair in figures:
        yield from _pair(figure, figures[figure.pair], given)


def _limits(figure: ProviderFigure, value: Fraction, name: str) -> Iterator[str]:
    shown = written(value, figure.unit)
    if figure.unit == "per_cent" and value > 100 and (figure.most is None or figure.most <= 100):
        yield _sentence(f"{name} is {shown}, which is more than all.")
    elif value < 0 and (figure.least is None or figure.least >= 0):
        yield _sentence(f"{name} is {shown}, which is less than nothing.")
    elif figure.least is not None and value < figure.least:
        least = written(Fraction(figure.least), figure.unit)
        yield _sentence(
            f"{name} is {shown}; less than {least} is hardly possible.{_unit_hint(figure, value)}"
        )
    elif figure.most is not None and value > figure.most:
        most = written(Fraction(figure.most), figure.unit)
        yield _sentence(f"{name} is {shown}; more than {most} is hardly possible.{_unit_hint(figure, value)}")


def _unit_hint(figure: ProviderFigure, value: Fraction) -> str:
    for factor, words in MISREADINGS:
        if value > 0 and _fits(figure, value * factor):
            return f" It fits when it is read in {words}: {written(value * factor, figure.unit)}."
        if _fits(figure, value / factor):
            smaller = written(value / factor, figure.unit)
            return f" It fits when the {words} are left out: {smaller}."
    return ""


def _fits(figure: ProviderFigure, value: Fraction) -> bool:
    above = figure.least is None or value >= figure.least
    return above and figure.most is not None and value <= figure.most


def _years(figure: ProviderFigure, given: Given) -> Iterator[str]:
    now, before = given.get((figure.code, CURRENT)), given.get((figure.code, PREVIOUS))
    if now is None or before is None:
        return
    change = f"From {written(before, figure.unit)} last year to {written(now, figure.unit)} this year is"
    if figure.unit == "per_cent":
        if abs(now - before) > POINTS:
            yield f"{change} a change of more than {POINTS} points."
    elif max(now, before) >= SMALL and now > TIMES * before:
        yield f"{change} more than double."
    elif max(now, before) >= SMALL and TIMES * now < before:
        yield f"{change} less than half."


def _pair(figure: ProviderFigure, other: ProviderFigure, given: Given) -> Iterator[str]:
    values = [given.get((each.code, period)) for each in (figure, other) for period in (CURRENT, PREVIOUS)]
    now, before, other_now, other_before = values
    if now is None or before is None or other_now is None or other_before is None:
        return
    as_given = abs(now - before) + abs(other_now - other_before)
    exchanged = abs(now - other_before) + abs(other_now - before)
    if (now - other_now) * (before - other_before) < 0 and 2 * exchanged <= as_given:
        yield f"Last year’s figures of this and “{other.title}” look swapped: exchanged they move far less."


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
