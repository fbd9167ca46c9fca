"""The provider's figures by group: what was given, what is missing and what is questioned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from caseward.inspection.fieldwork.actions.figures import Entry
from caseward.inspection.fieldwork.inputs.figures import Provided, figure_remarks, periods_of
from caseward.inspection.fieldwork.models import Period, ProvidedFigure
from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework_evidence import FigureGroup, ProviderFigure
from caseward.rules.plausibility import written

NOT_ASKED, NOT_GIVEN, NO_DATA = "–", "Not given yet", "No data available"


@dataclass(frozen=True)
class Line:
    """One figure as a row of its group's table."""

    figure: ProviderFigure
    cells: list[str]
    """This year, last year, target."""
    source_note: str
    remarks: tuple[str, ...]
    confirmed: ProvidedFigure | None
    """A row that carries the provider's confirmation, if there is one."""

    @property
    def is_questioned(self) -> bool:
        """Whether something is remarked that the provider has not confirmed."""
        return bool(self.remarks) and self.confirmed is None


@dataclass(frozen=True)
class Sheet:
    """One group with how far it is."""

    group: FigureGroup
    answered: int
    asked: int
    questioned: int


def groups(inspection: Inspection) -> list[FigureGroup]:
    """The groups in which the provider is asked for something."""
    evidence = inspection.framework.evidence
    asked = {figure.group for figure in evidence.figures}
    return [group for group in evidence.figure_groups if group.code in asked]


def figures_of(inspection: Inspection, group: str) -> list[ProviderFigure]:
    """The figures of one group, in their order."""
    return [figure for figure in inspection.framework.evidence.figures if figure.group == group]


def sheets(inspection: Inspection, provided: Provided) -> list[Sheet]:
    """Every group with how far it is."""
    remarked = figure_remarks(inspection, provided)
    made = []
    for group in groups(inspection):
        lines = lines_of(figures_of(inspection, group.code), provided, remarked)
        asked = [(line.figure.code, period) for line in lines for period in periods_of(line.figure)]
        answered = sum(key in provided for key in asked)
        made.append(Sheet(group, answered, len(asked), sum(line.is_questioned for line in lines)))
    return made


def lines_of(
    figures: Iterable[ProviderFigure], provided: Provided, remarked: Mapping[str, tuple[str, ...]]
) -> list[Line]:
    """Figures as rows of a table."""
    return [_line(figure, provided, remarked.get(figure.code, ())) for figure in figures]


def _line(figure: ProviderFigure, provided: Provided, remarks: tuple[str, ...]) -> Line:
    rows = [provided.get((figure.code, period)) for period in Period.values]
    given = [row for row in rows if row]
    return Line(
        figure,
        [shown(figure, period, row) for period, row in zip(Period.values, rows, strict=True)],
        next((row.source_note for row in given if row.source_note), ""),
        remarks,
        _confirmed(given),
    )


def _confirmed(given: list[ProvidedFigure]) -> ProvidedFigure | None:
    """A figure is confirmed when each of its periods is, so that a later change opens it again."""
    return given[0] if given and all(row.confirmed_at for row in given) else None


def shown(figure: ProviderFigure, period: str, row: ProvidedFigure | None) -> str:
    """One period of a figure as it stands in a table."""
    if period not in periods_of(figure):
        return NOT_ASKED
    if row is None:
        return NOT_GIVEN
    return NO_DATA if row.value is None else written(Fraction(row.value), figure.unit)


def differences(
    figures: Iterable[ProviderFigure], provided: Provided, entries: Iterable[Entry]
) -> list[tuple[str, str, str]]:
    """What somebody else saved beside what was typed, where they differ."""
    known = {figure.code: figure for figure in figures}
    rows = []
    for entry in entries:
        figure, theirs = known[entry.code], provided.get((entry.code, entry.period))
        label = f"{figure.title}, {Period(entry.period).label.lower()}"
        rows.append((label, _in_words(figure, theirs), _in_words(figure, entry)))
    return [row for row in rows if row[1] != row[2]]


def _in_words(figure: ProviderFigure, given: ProvidedFigure | Entry | None) -> str:
    if given is None or (given.value is None and not given.no_data):
        return NOT_GIVEN
    words = NO_DATA if given.value is None else written(Fraction(given.value), figure.unit)
    return f"{words} ({given.source_note})" if given.source_note else words
