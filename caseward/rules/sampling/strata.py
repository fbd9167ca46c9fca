"""How many cases each stratum gives to the sample: in proportion, in whole cases, adding up.

The sources say that the ratios in the sample match those of the eligible population on each column
[TV annex 2]; they are silent on rounding and on whether columns are crossed. Inferred, therefore:
shares become whole cases by the largest remainder; columns are crossed where that leaves no cell
without a case, and otherwise each column keeps its own quotas (see `margins.fill`).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from caseward.rules.columns import Column
from caseward.rules.framework import Sample
from caseward.rules.sampling.margins import Cell, fill

NOT_RECORDED = "Not recorded"
K = TypeVar("K", bound="str | tuple[str, ...]")


class Method(StrEnum):
    """How the columns of strata were used."""

    SIMPLE = "simple"
    """There are no columns: one stratum."""
    JOINT = "joint"
    """Every combination of values that occurs has its own quota, of at least one case."""
    MARGINAL = "marginal"
    """Each column's values have quotas of their own, in the order of the columns."""


@dataclass(frozen=True)
class Quotas:
    """Whole cases for each cell, and what each column's values should get."""

    method: Method
    cells: Mapping[Cell, int]
    columns: tuple[Mapping[str, int], ...]
    """By column: each value's share of the whole sample, by the largest remainder."""


def quotas(populations: Mapping[Cell, int], cases: int, queue: Callable[[], Sequence[Cell]]) -> Quotas:
    """Divide a sample of so many cases among the cells (combinations of values) of a population.

    In: how many eligible cases each cell has, all cells with the same number of columns, and a function
    that gives the cell of each case in the order of the draw (asked for marginal quotas only). The quotas
    add up to `cases` and none is above its population. Raises ValueError where the population has fewer
    cases than the sample.
    """
    if cases > sum(populations.values()):
        raise ValueError("The sample cannot be larger than the population.")
    populations = {cell: number for cell, number in sorted(populations.items()) if number}
    width = len(next(iter(populations), ()))
    columns = tuple(largest_remainder(_by_value(populations, column), cases) for column in range(width))
    joint = largest_remainder(populations, cases)
    if not width:
        return Quotas(Method.SIMPLE, joint, columns)
    if all(joint.values()):
        return Quotas(Method.JOINT, joint, columns)
    filled = fill(columns, cases, queue())
    return Quotas(Method.MARGINAL, {cell: filled[cell] for cell in populations}, columns)


def stratum_of(sample: Sample, columns: Sequence[Column]) -> Callable[[Mapping[str, object]], Cell]:
    """Gives a function from a case's values by column to its stratum, in the words of the columns' file.

    Values that the file puts into one stratum share it; text columns are strata as they stand; a value
    that is not recorded is a stratum of its own.
    """
    names = {column.code: {value.value: value.stratum for value in column.values} for column in columns}

    def name(code: str, value: object) -> str:
        return names[code].get(str(value), str(value)) if value else NOT_RECORDED

    return lambda case: tuple(name(code, case.get(code)) for code in sample.strata)


def largest_remainder(populations: Mapping[K, int], cases: int) -> dict[K, int]:
    """Share out whole cases in proportion: whole parts first, then one each to the largest remainders.

    Ties go to the larger population, then in alphabetical order. Returns every key, in the order given.
    """
    total = sum(populations.values())
    whole = {key: cases * number // total for key, number in populations.items()}
    remainder = {key: cases * number % total for key, number in populations.items()}
    order = sorted(populations, key=lambda key: (-remainder[key], -populations[key], key))
    for key in order[: cases - sum(whole.values())]:
        whole[key] += 1
    return whole


def _by_value(populations: Mapping[Cell, int], column: int) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for cell, number in populations.items():
        totals[cell[column]] += number
    return dict(sorted(totals.items()))
