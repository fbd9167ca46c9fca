"""Filling the cells of a table whose columns have quotas of their own.

One column is added at a time. The cells so far are the rows of a two-way table, with totals that stand;
the new column's quotas are its foot. The cases are gone through in the order of the draw, and each is
taken while its row and its value both have room. Where a row is then still short, its next cases are taken
whatever their value; and while a value has too many cases and another too few, one case is exchanged
inside a row, through a third value where need be. So the first column's quotas are always met, each later
one's as nearly as the cases and the columns before it allow, and every case has its chance. Inferred
throughout: no source says how it is done.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence

Cell = tuple[str, ...]
Exchange = tuple[Cell, Cell]


def fill(columns: Sequence[Mapping[str, int]], cases: int, queue: Sequence[Cell]) -> dict[Cell, int]:
    """Whole cases for each cell, so that each column's quotas are met as nearly as the cases allow.

    In: each column's quotas by value, the size of the sample, and the cell of each eligible case in the
    order of the draw. Out: cells that add up to `cases`, none above the number of its cases.
    """
    filled: dict[Cell, int] = {(): cases}
    for width, quota in enumerate(columns, start=1):
        cells = [cell[:width] for cell in queue]
        table = _Table(cells, filled, quota)
        table.take(cells, table.row_and_value_have_room)
        table.take(cells, table.row_has_room)
        table.exchange()
        filled = dict(table.taken)
    return filled


class _Table:
    """The cells so far as rows, against the values of one new column."""

    def __init__(self, cells: Iterable[Cell], totals: Mapping[Cell, int], quota: Mapping[str, int]) -> None:
        self.population = Counter(cells)
        self.row_room = dict(totals)
        self.value_room = dict(quota)
        """Below 0 where a value has more cases than its quota."""
        self.taken = dict.fromkeys(self.population, 0)
        self.rows: dict[Cell, list[Cell]] = defaultdict(list)
        for cell in self.population:
            self.rows[cell[:-1]].append(cell)

    def row_has_room(self, cell: Cell) -> bool:
        """Whether the cell's row is still short of cases."""
        return self.row_room[cell[:-1]] > 0

    def row_and_value_have_room(self, cell: Cell) -> bool:
        """Whether the cell's row and its value are both still short of cases."""
        return self.row_has_room(cell) and self.value_room[cell[-1]] > 0

    def take(self, cells: Iterable[Cell], has_room: Callable[[Cell], bool]) -> None:
        """Take each next case that has room; the cases of a cell are always taken from its first on."""
        seen: Counter[Cell] = Counter()
        for cell in cells:
            seen[cell] += 1
            if seen[cell] > self.taken[cell] and has_room(cell):
                self.taken[cell] += 1
                self.row_room[cell[:-1]] -= 1
                self.value_room[cell[-1]] -= 1

    def exchange(self) -> None:
        """Exchange cases inside rows until no chain of exchanges brings the column nearer to its quotas."""
        while chain := self._shortest_chain():
            for source, target in chain:
                self.taken[source] -= 1
                self.value_room[source[-1]] += 1
                self.taken[target] += 1
                self.value_room[target[-1]] -= 1

    def _shortest_chain(self) -> list[Exchange]:
        """Exchanges that lead from a value with too many cases to one with too few; empty for none."""
        chains: dict[str, list[Exchange]] = {value: [] for value, room in self.value_room.items() if room < 0}
        waiting = deque(chains)
        while waiting:
            value = waiting.popleft()
            if self.value_room[value] > 0:
                return chains[value]
            for source, target in self._exchanges(value):
                if target[-1] not in chains:
                    chains[target[-1]] = [*chains[value], (source, target)]
                    waiting.append(target[-1])
        return []

    def _exchanges(self, value: str) -> list[Exchange]:
        return [
            (source, target)
            for row in self.rows.values()
            for source in row
            for target in row
            if source[-1] == value and self.taken[source] and self.taken[target] < self.population[target]
        ]
