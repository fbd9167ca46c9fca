"""Which small numbers may be shown in a table that leaves the circle of those who may open the cases.

A count of at least one and under a threshold could point to a person and is hidden; so is another count
beside it wherever the hidden one could be worked back from a total. No source states the inspectorate's
own practice: the thresholds are settings, and the method is the usual one for official tables.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Sum:
    """One line of a table: parts that add up to a total, all named by the keys of their cells."""

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of the line."""
        return (self.total, *self.parts)


@dataclass(frozen=True)
class Limits:
    """Settings of an installation: the smallest count, and the smallest base of a percentage, to show."""

    least_count: int
    least_base: int


def hidden_cells(counts: Mapping[str, int], sums: Sequence[Sum], least_count: int) -> frozenset[str]:
    """The cells of a table that must not be shown.

    In: every count by its cell, totals among them; the lines that add up; the smallest count, other than
    0, that may be shown. Out: the small cells, and further cells (smallest first, nought last) until no
    reader with the totals can work out a hidden cell, or a sum of hidden cells, that is itself small.
    Raises KeyError where a line names a cell that has no count.
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < least_count}
    while exposed := _exposed_line(counts, sums, hidden, least_count):
        visible = [cell for cell in exposed.cells if cell not in hidden]
        hidden.add(min(visible, key=lambda cell: (counts[cell] == 0, counts[cell], cell)))
    return frozenset(hidden)


def hidden_groups(bases: Mapping[str, int], limits: Limits) -> frozenset[str]:
    """The groups of a breakdown whose percentages must not be shown beside the whole's.

    In: the base of each group; together they are the whole, which is shown. Out: groups whose base is too
    small, and one more where a single hidden group could be worked back by taking the others away.
    """
    whole = "\0whole"
    counts = {**bases, whole: sum(bases.values())}
    return hidden_cells(counts, [Sum(whole, tuple(bases))], limits.least_base) - {whole}


def hidden_splits(splits: Mapping[str, tuple[int, ...]], limits: Limits) -> frozenset[str]:
    """The groups of which neither yes nor no must be shown, beside the split of all of them together.

    In: how the cases of each group are split, such as yes, no and not asked; every split has as many
    parts. Readers know how many cases a group has, unless `hidden_groups` hides that, and the split of
    the whole. Out: the groups with a small part or a hidden number of cases, and further groups, smallest
    first, until at least two are hidden and what is hidden does not add up to a small part.
    """
    sizes = {group: sum(parts) for group, parts in splits.items()}
    small = {group for group, parts in splits.items() if _has_small(parts, limits)}
    hidden = small | hidden_groups(sizes, limits)
    while hidden and hidden != splits.keys():
        together = [sum(parts) for parts in zip(*(splits[group] for group in hidden), strict=True)]
        if len(hidden) > 1 and not _has_small(together, limits):
            break
        hidden.add(min((group for group in splits if group not in hidden), key=lambda each: sizes[each]))
    return frozenset(hidden)


def why_hidden(yes: int, base: int, limits: Limits) -> str:
    """Why a percentage must not be shown with its base; empty where it may.

    In: the answers of yes and all answers. A base under the least is hidden, and so is a percentage that
    stands for a small number of cases on either side of it.
    """
    if base < limits.least_base:
        return f"fewer than {limits.least_base} cases"
    if any(0 < side < limits.least_count for side in (yes, base - yes)):
        return f"fewer than {limits.least_count} cases on one side"
    return ""


def _has_small(counts: Sequence[int], limits: Limits) -> bool:
    return any(0 < count < limits.least_count for count in counts)


def _exposed_line(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: AbstractSet[str], least_count: int
) -> Sum | None:
    """A line in which one more cell must be hidden; None where nothing small can be worked out."""
    for line in sums:
        known_together = sum(counts[part] for part in line.parts if part in hidden)
        if line.total not in hidden and 0 < known_together < least_count:
            return line
    known = _worked_back(sums, hidden)
    if not any(0 < counts[cell] < least_count for cell in known):
        return None
    open_lines = [
        line for line in sums if not hidden.isdisjoint(line.cells) and not hidden >= set(line.cells)
    ]
    return min(open_lines, key=lambda line: (known.isdisjoint(line.cells), len(hidden & set(line.cells))))


def _worked_back(sums: Sequence[Sum], hidden: AbstractSet[str]) -> set[str]:
    """The hidden cells whose value follows from the lines and the visible cells.

    The lines are equations with the hidden cells as unknowns; a cell has one possible value where
    solving them leaves an equation with that unknown alone.
    """
    solved: dict[str, dict[str, Fraction]] = {}
    for line in sums:
        row = {part: Fraction(1) for part in line.parts if part in hidden}
        if line.total in hidden:
            row[line.total] = Fraction(-1)
        for unknown, equation in solved.items():
            row = _without(unknown, row, equation)
        if row:
            unknown = min(row)
            row = {cell: factor / row[unknown] for cell, factor in row.items()}
            solved = {known: _without(unknown, equation, row) for known, equation in solved.items()}
            solved[unknown] = row
    return {unknown for unknown, equation in solved.items() if len(equation) == 1}


def _without(
    unknown: str, row: Mapping[str, Fraction], equation: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The row less as much of the equation as takes the unknown out of it."""
    factor = row.get(unknown, Fraction(0))
    cells = row.keys() | equation.keys()
    left = {cell: row.get(cell, Fraction(0)) - factor * equation.get(cell, Fraction(0)) for cell in cells}
    return {cell: value for cell, value in left.items() if value}
