"""What interviews gave, item by item: now, last time and elsewhere; by grade and by office."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from caseward.inspection.fieldwork.inputs.survey import Tally, findings_of, tallies_by, tallies_of
from caseward.inspection.fieldwork.models import AskedOf
from caseward.inspection.fieldwork.policies.survey import grades, items_for
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.policies import SMALL_NUMBERS
from caseward.inspection.results.presenters.comparison import Beside
from caseward.rules.comparison import wilson
from caseward.rules.figures import Count
from caseward.rules.framework_evidence import InspectionFigure, SurveyItem
from caseward.rules.rating import whole_per_cent
from caseward.shared.charts import intervals
from caseward.shared.files.writers import Cell

from .beside import Neighbours

CONFIDENCE = Fraction(95, 100)
GROUPED_BY = {"grade": "Grade", "office": "Office"}
CSV_HEADING = (
    "Asked of", "Code", "Item", "By", "Group", "Yes", "No", "Blank", "Base", "Per cent",
    "Last time, per cent", "Compared with last time", "Comparator, per cent", "Compared with the comparator",
)  # fmt: skip


@dataclass(frozen=True)
class ItemLine:
    """One item with its answers and what stands beside it."""

    item: SurveyItem
    count: Count
    chosen: tuple[tuple[str, int], ...]
    """Each choice in words, and how many made it."""
    beside: Beside

    @property
    def percent(self) -> int | None:
        """The whole per cent of those who answered; None where nobody did."""
        return percent_of(self.count)

    @property
    def is_positive(self) -> bool:
        """Whether the item has a positive answer, so that a per cent of yes means something."""
        return bool(self.item.counts_as_yes)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the 95 per cent interval, in per cent."""
        return interval_of(self.count)

    def share_of(self, number: int) -> int | None:
        """So many of those who answered, as a whole per cent."""
        return percent_of(Count(number, self.count.base - number))


@dataclass(frozen=True)
class FindingLine:
    """A figure that the report counts from one item, such as the answers of one grade alone."""

    finding: InspectionFigure
    count: Count
    beside: Beside

    @property
    def percent(self) -> int | None:
        """The whole per cent of those who answered; None where nobody did."""
        return percent_of(self.count)


@dataclass(frozen=True)
class Asked:
    """The interviews with one kind of person."""

    asked_of: AskedOf
    interviews: int
    lines: tuple[ItemLine, ...]

    @property
    def counted(self) -> list[ItemLine]:
        """The items with a positive answer."""
        return [line for line in self.lines if line.is_positive]

    @property
    def classified(self) -> list[ItemLine]:
        """The items that only sort those who answered."""
        return [line for line in self.lines if not line.is_positive]


@dataclass(frozen=True)
class Group:
    """The interviews of one grade or office."""

    label: str
    tally: Tally


@dataclass(frozen=True)
class Breakdown:
    """The items with a positive answer by grade or by office."""

    title: str
    groups: tuple[Group, ...]


def percent_of(count: Count) -> int | None:
    """The whole per cent of a count; None without an answer."""
    return whole_per_cent(count.share) if count.base else None


def interval_of(count: Count) -> tuple[float, float] | None:
    """Both ends of the 95 per cent interval in per cent; None without an answer."""
    if not count.base:
        return None
    ends = wilson(count, CONFIDENCE)
    return 100 * ends.low, 100 * ends.high


def is_small(count: Count) -> bool:
    """Whether so few answered that a per cent says little."""
    return 0 < count.base < SMALL_NUMBERS.least_base


def all_asked(inspection: Inspection, neighbours: Neighbours) -> list[Asked]:
    """What was asked of officers and of people on probation, as far as the framework asks them."""
    tallies = tallies_of(inspection)
    found = []
    for asked_of in AskedOf:
        tally = tallies.get(asked_of, Tally())
        if lines := item_lines(items_for(inspection, asked_of), tally, neighbours):
            found.append(Asked(asked_of, tally.interviews, lines))
    return found


def item_lines(items: Iterable[SurveyItem], tally: Tally, neighbours: Neighbours) -> tuple[ItemLine, ...]:
    """Items of one kind of interview with what stands beside them."""
    counts = {item.code: tally.count(item) for item in items}
    compared = neighbours.beside(counts)
    return tuple(
        ItemLine(item, counts[item.code], _choices(item, tally), compared.of(item.code)) for item in items
    )


def _choices(item: SurveyItem, tally: Tally) -> tuple[tuple[str, int], ...]:
    chosen = tally.chosen(item)
    return tuple((option.label, chosen.get(option.value, 0)) for option in item.options)


def finding_lines(inspection: Inspection, neighbours: Neighbours) -> list[FindingLine]:
    """The figures that the report counts from interviews, with what stands beside them."""
    counts = findings_of(inspection)
    compared = neighbours.beside(counts)
    return [
        FindingLine(finding, counts[finding.code], compared.of(finding.code))
        for finding in inspection.framework.evidence.findings
        if finding.code in counts
    ]


def breakdown(inspection: Inspection, asked_of: str, column: str) -> Breakdown:
    """The interviews of one kind of person by grade or office."""
    labels = grades() if column == "grade" else {}
    groups = tallies_by(inspection, asked_of, column)
    return Breakdown(
        title=GROUPED_BY[column],
        groups=tuple(Group(labels.get(word, word) or "Not said", tally) for word, tally in groups.items()),
    )


def item_chart(asked: Asked) -> Markup:
    """The items with a positive answer as dots with intervals, last time's and the set's beside them."""
    rows = [_dot(line) for line in asked.counted if line.count.base]
    description = "Each dot is the per cent of those who answered. The table beside it has the same figures."
    halves = [intervals.Band("over", "Half and over", 50), intervals.Band("under", "Under half", 0)]
    return intervals.dots(f"{asked.asked_of.label}: answers", description, rows, halves)


def _dot(line: ItemLine) -> intervals.Interval:
    low, high = line.interval or (None, None)
    across = line.beside.comparator.percent if line.beside.comparator else None
    return intervals.Interval(line.item.short, line.percent, low, high, line.beside.last.percent, across)


def csv_rows(
    every: Sequence[Asked], breakdowns: Mapping[str, Iterable[Breakdown]]
) -> Iterator[Sequence[Cell]]:
    """Every item for all interviews, then by grade and by office."""
    for asked in every:
        for line in asked.counted:
            sides = (line.beside.last, line.beside.comparator)
            compared = [cell for side in sides if side for cell in (side.percent, side.verdict)]
            yield (*_csv_row(asked, line.item, ("All", "All"), line.count), *compared)
        for by in breakdowns.get(asked.asked_of, ()):
            for group in by.groups:
                for line in asked.counted:
                    place = (by.title, group.label)
                    yield _csv_row(asked, line.item, place, group.tally.count(line.item))


def _csv_row(asked: Asked, item: SurveyItem, place: tuple[str, str], count: Count) -> tuple[Cell, ...]:
    return (
        asked.asked_of.label, item.code, item.short, *place,
        count.yes, count.no, count.not_applicable, count.base, percent_of(count),
    )  # fmt: skip
