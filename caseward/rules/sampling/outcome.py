"""A whole list drawn from in one go, and what to tell about it: the core of `caseward sample`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseward.rules.columns import Column
from caseward.rules.framework import Sample
from caseward.rules.sampling.eligibility import Values, reason_not_eligible
from caseward.rules.sampling.selection import Case, Draw, Quota, draw, stratum_name
from caseward.rules.sampling.size import Size, size, size_by_hand
from caseward.rules.sampling.strata import Method, stratum_of

METHODS = {
    Method.SIMPLE: "one stratum",
    Method.JOINT: "each combination of values has its own quota",
    Method.MARGINAL: "some combination would have no case, so each column's values have their own quotas",
}


class NoCases(ValueError):
    """A list from which nobody may be drawn."""


@dataclass(frozen=True)
class Order:
    """What is asked for: a seed, and a size with its reason where it is entered by hand."""

    seed: int
    fieldwork_on: date | None = None
    """The first day of fieldwork; None takes every case as eligible."""
    size: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """A sample drawn from a list, with all that explains it."""

    sample: Sample
    order: Order
    listed: int
    exclusions: Mapping[str, int]
    """How many cases were left out for each reason."""
    size: Size
    draw: Draw


def sample_list(
    sample: Sample, columns: Sequence[Column], cases: Mapping[str, Values], order: Order
) -> Outcome:
    """Draw a sample from a list of cases, each under its whole reference.

    Raises NoCases where nobody is eligible and ValueError where the size cannot be, with a sentence.
    """
    stratum = stratum_of(sample, columns)
    reasons = {reference: _reason(sample, case, order.fieldwork_on) for reference, case in cases.items()}
    eligible = [Case(reference, stratum(cases[reference])) for reference, why in reasons.items() if not why]
    exclusions = Counter(why for why in reasons.values() if why)
    if not eligible:
        raise NoCases(_nobody(exclusions))
    wanted = size_for(sample, len(eligible), order)
    drawn = draw(eligible, size=wanted.cases, seed=order.seed, sample=sample.code, reserves=0)
    return Outcome(sample, order, len(cases), dict(sorted(exclusions.items())), wanted, drawn)


def report(outcome: Outcome) -> Iterator[str]:
    """The population, the working and the quotas, line by line; the same for the same input."""
    yield f"Sample: {outcome.sample.title}"
    yield f"Listed: {outcome.listed:,} cases"
    yield from _population(outcome)
    yield from _working(outcome.size)
    yield f"Seed: {outcome.order.seed}"
    yield f"Strata: {METHODS[outcome.draw.method]}"
    for name, quotas in zip(outcome.sample.strata, outcome.draw.columns, strict=False):
        yield from _table(f"Quotas by {name.replace('_', ' ')}", quotas)
    yield from _table("Quotas by stratum", outcome.draw.quotas)


def _reason(sample: Sample, case: Values, fieldwork_on: date | None) -> str:
    return reason_not_eligible(sample, case, fieldwork_on) if fieldwork_on else ""


def size_for(sample: Sample, population: int, order: Order) -> Size:
    """The size that a sample's confidence and margin give, or the one entered by hand.

    In: the sample, how many cases are eligible, and what is asked for. Raises ValueError, with a sentence,
    where a size by hand cannot be, or the sample has no formula [TV annex 2] and none was entered.
    """
    if order.size is not None:
        return size_by_hand(population, order.size, order.reason)
    if sample.confidence is None or sample.margin is None:
        raise ValueError("This sample's size is estimated: enter it by hand, with the reason.")
    return size(population, sample.confidence, sample.margin)


def _nobody(exclusions: Mapping[str, int]) -> str:
    found = "; ".join(f"{times:,} × {reason}" for reason, times in sorted(exclusions.items()))
    return f"No case is eligible ({found})." if found else "The list has no cases."


def _population(outcome: Outcome) -> Iterator[str]:
    on = outcome.order.fieldwork_on
    if on is None:
        yield f"Population: {outcome.listed:,}; no fieldwork date was given, so every case counts as eligible"
        return
    origin = outcome.sample.windows_provenance
    inferred = f"; dates inferred: {origin.source}" if origin and origin.inferred else ""
    yield f"Population: {outcome.draw.population:,} eligible for fieldwork from {on.day} {on:%B %Y}{inferred}"
    yield f"Left out: {outcome.listed - outcome.draw.population:,}"
    for reason, times in outcome.exclusions.items():
        yield f"  {times:,}  {reason}"


def _working(size: Size) -> Iterator[str]:
    of = f"{size.cases:,} of {size.population:,} cases"
    if size.z is None or size.uncorrected is None or size.corrected is None:
        yield f"Size: {of}, entered by hand: {size.reason}"
        return
    z, endless, share = float(size.z), float(size.uncorrected), (size.margin or 0) / 100
    corrected = float(size.corrected)
    yield f"Size: {of}{' (every case)' if size.is_census else ''}"
    yield f"  {size.confidence} per cent confidence, two-sided: z = {z:.4f}; margin of {size.margin} points"
    yield f"  n0 = z² × 0.5 × 0.5 / {share:.2f}² = {endless:.2f}"
    yield f"  n = n0 / (1 + (n0 - 1) / {size.population}) = {corrected:.2f}, rounded up to {size.cases}"
    yield "  The correction for a finite population and rounding up are inferred"


def _table(title: str, quotas: Sequence[Quota]) -> Iterator[str]:
    width = max(len(stratum_name(quota.stratum)) for quota in quotas)
    yield f"{title} (population, sample):"
    for quota in quotas:
        short = "" if quota.drawn == quota.quota else f"  quota {quota.quota}, which the cases do not allow"
        yield f"  {stratum_name(quota.stratum):{width}}  {quota.population:>7,}  {quota.drawn:>5,}{short}"
