"""Which cases are drawn: ranked by a fingerprint of seed, sample and reference, the first in each stratum.

There is no random state to keep: the fingerprint (SHA-256) of a case depends on nothing but the seed, the
sample's code and the case's own reference, so neither row order nor database nor Python version matters.
Inferred: no source says how cases are selected.
"""

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caseward.rules.sampling.margins import Cell
from caseward.rules.sampling.strata import Method, Quotas, quotas

BETWEEN = "\x1f"
Rank = Callable[[str], bytes]
"""Gives each case its fingerprint; the lowest are drawn first."""


class Case(NamedTuple):
    """An eligible case: a reference that no other case has, and its value in each column of strata."""

    reference: str
    strata: Cell


class DuplicateCases(ValueError):
    """Two cases with one reference; `references` has each of them once."""

    def __init__(self, references: Sequence[str]) -> None:
        super().__init__(f"{len(references)} case references occur more than once")
        self.references = tuple(references)


class Chosen(NamedTuple):
    """One case of a draw; `order` counts from 1 in its stratum, reserves going on after the sample."""

    reference: str
    stratum: Cell
    order: int
    reserve: bool


@dataclass(frozen=True)
class Quota:
    """How many cases a stratum, or one value of a column, has, should give and gives to the sample."""

    stratum: Cell
    population: int
    quota: int
    drawn: int


@dataclass(frozen=True)
class Draw:
    """A sample with its reserves, in the order of its strata."""

    method: Method
    population: int
    chosen: tuple[Chosen, ...]
    quotas: tuple[Quota, ...]
    """By stratum, each with at least one eligible case."""
    columns: tuple[tuple[Quota, ...], ...]
    """By column and value, where each column has quotas of its own; otherwise empty."""

    @property
    def sample(self) -> tuple[Chosen, ...]:
        """The cases in the sample, without the reserves."""
        return tuple(case for case in self.chosen if not case.reserve)


def draw(cases: Iterable[Case], *, size: int, seed: int, sample: str, reserves: int | None = None) -> Draw:
    """Draw a sample of so many cases, and order the rest of each stratum as its reserves.

    In: the eligible cases, the size, a seed, the sample's code, and how many reserves to keep a stratum
    (all where None). The same values in any order give the same draw. Raises DuplicateCases, and
    ValueError where there are fewer cases than the sample needs.
    """
    strata = _by_stratum(cases)
    rank = _ranking(seed, sample)
    populations = {stratum: len(references) for stratum, references in strata.items()}
    shared = quotas(populations, size, lambda: _queue(strata, rank))
    return Draw(
        method=shared.method,
        population=sum(populations.values()),
        chosen=tuple(
            chosen
            for stratum, quota in shared.cells.items()
            for chosen in _choose(stratum, strata[stratum], quota, reserves, rank)
        ),
        quotas=tuple(
            Quota(stratum, populations[stratum], quota, quota) for stratum, quota in shared.cells.items()
        ),
        columns=_column_quotas(populations, shared) if shared.method is Method.MARGINAL else (),
    )


def next_reserve(draw: Draw, stratum: Cell, used: Collection[str]) -> Chosen | None:
    """The reserve that replaces a case of a stratum: the first whose reference is not used yet, or None."""
    reserves = (case for case in draw.chosen if case.reserve and case.stratum == stratum)
    return next((case for case in reserves if case.reference not in used), None)


def whole_reference(organisation: str, case_reference: str) -> str:
    """One reference out of two, as one list may hold cases of several organisations with the same number."""
    return f"{organisation}{BETWEEN}{case_reference}"


def stratum_name(stratum: Cell) -> str:
    """The values of a stratum in words, as one line."""
    return ", ".join(stratum) or "All cases"


def _by_stratum(cases: Iterable[Case]) -> dict[Cell, list[str]]:
    strata: dict[Cell, list[str]] = defaultdict(list)
    for reference, stratum in cases:
        strata[stratum].append(reference)
    references = [reference for members in strata.values() for reference in members]
    if len(set(references)) < len(references):
        raise DuplicateCases(sorted(name for name, times in Counter(references).items() if times > 1))
    return strata


def _ranking(seed: int, sample: str) -> Rank:
    before = f"{seed}{BETWEEN}{sample}{BETWEEN}".encode()
    fingerprint = hashlib.sha256
    return lambda reference: fingerprint(before + reference.encode()).digest()


def _queue(strata: Mapping[Cell, list[str]], rank: Rank) -> list[Cell]:
    ranked = [(rank(name), name, stratum) for stratum, names in strata.items() for name in names]
    return [stratum for _, _, stratum in sorted(ranked)]


def _choose(
    stratum: Cell, references: list[str], quota: int, reserves: int | None, rank: Rank
) -> Iterator[Chosen]:
    ranked = zip(map(rank, references), references, strict=True)
    wanted = len(references) if reserves is None else quota + reserves
    for order, (_, reference) in enumerate(heapq.nsmallest(wanted, ranked), start=1):
        yield Chosen(reference, stratum, order, reserve=order > quota)


def _column_quotas(populations: Mapping[Cell, int], shared: Quotas) -> tuple[tuple[Quota, ...], ...]:
    return tuple(
        tuple(
            Quota(
                stratum=(value,),
                population=sum(number for cell, number in populations.items() if cell[column] == value),
                quota=quota,
                drawn=sum(number for cell, number in shared.cells.items() if cell[column] == value),
            )
            for value, quota in by_value.items()
        )
        for column, by_value in enumerate(shared.columns)
    )
