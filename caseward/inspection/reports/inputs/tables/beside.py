"""The columns beside a percentage: last time, a comparator, how far apart, and if that is significant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caseward.inspection.results.presenters.comparison import CANNOT, NO_DATA, Beside, Comparisons, Other

from .cells import NOTHING, Cell, grouped_notes, per_cent, points, words


@dataclass(frozen=True)
class Columns:
    """What stands beside the figures of one table; columns that no row would fill are left out."""

    has_last: bool
    has_comparator: bool

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Beside]]) -> "Columns":
        """The columns that the rows of a table have something for."""
        beside = [each for _, each in rows]
        return cls(
            has_last=any(each.last.percent is not None for each in beside),
            has_comparator=any(each.comparator and each.comparator.percent is not None for each in beside),
        )

    def head(self, this: str = "This inspection") -> tuple[str, ...]:
        """The words over the columns of percentages."""
        last = ("Last inspection",) if self.has_last else ()
        change = ("Change in points", "Test of the change") if self.has_last else ()
        beside = (
            ("Comparator", "Points from comparator", "Test of that difference") if self.has_comparator else ()
        )
        return (*last, this, *change, *beside)

    def cells(self, own: Cell, beside: Beside) -> tuple[Cell, ...]:
        """One row: the figure and what stands beside it."""
        last = (_figure(beside.last),) if self.has_last else ()
        change = _difference(beside.last) if self.has_last else ()
        across = beside.comparator if self.has_comparator else None
        comparator = (_figure(across), *_difference(across)) if across else ()
        return (*last, own, *change, *comparator)

    @property
    def numeric(self) -> tuple[int, ...]:
        """The columns of numbers, counted from 1: the name of the row stands before them."""
        return tuple(place for place, title in enumerate(self.head(), 1) if not title.startswith("Test of"))


def notes_of(compared: Comparisons, rows: Iterable[tuple[str, Beside]]) -> Iterator[str]:
    """What the columns stand for, and why some differences have no test or there is nothing to set beside."""
    shown = list(rows)
    if compared.last:
        yield f"Last inspection: {compared.last.title}."
        yield from _reasons([(name, beside.last) for name, beside in shown], "last inspection")
    if compared.comparator:
        yield f"Comparator: {compared.comparator.title}. {compared.comparator.remark}".strip()
        others = [(name, beside.comparator) for name, beside in shown if beside.comparator]
        yield from _reasons(others, "comparator")


def _reasons(rows: list[tuple[str, Other]], what: str) -> Iterator[str]:
    yield from grouped_notes([(name, other.why_blank) for name, other in rows], f"{NO_DATA} ({what})")
    yield from grouped_notes([(name, other.why_untested) for name, other in rows], f"{CANNOT} ({what})")


def _figure(other: Other) -> Cell:
    return per_cent(other.percent)


def _difference(other: Other) -> tuple[Cell, Cell]:
    return points(other.points), words(_verdict(other))


def _verdict(other: Other) -> str:
    if other.significant is not None:
        return "Significant" if other.significant else "Not significant"
    if other.why_untested:
        return CANNOT
    return NO_DATA if other.why_blank else NOTHING
