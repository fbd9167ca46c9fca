"""The tables of further figures: interviews, the provider's own figures, characteristics of cases."""

from collections.abc import Iterator, Sequence

from caseward.inspection.reports.inputs.published_facts import Facts
from caseward.inspection.results.models import FactResult
from caseward.inspection.results.presenters.comparison import Comparisons, comparisons, fact_figure
from caseward.rules.framework import Framework, Standard
from caseward.rules.framework_evidence import FigureGroup, SurveyItem

from .beside import Columns, notes_of
from .cells import Cell, Table, count, grouped_notes, per_cent, plain_number, words

OF_CASES = "inspected-cases"
"""The group whose figures say who was in the cases; all frameworks call it so."""
INTERVIEWS = {"officers": "Interviews with officers", "people": "Interviews with people on probation"}
PERIODS = (
    ("current", "This year"),
    ("previous", "Last year"),
    ("target", "Target"),
    ("comparator", "All providers"),
)
Row = tuple[str, str]
"""Code and title of a figure."""


def beside_facts(framework: Framework, facts: Facts, compared: Comparisons) -> Comparisons:
    """What stands beside the further figures: the same inspections as beside the questions. No queries."""
    own = {
        code: figure
        for (code, period), row in facts.items()
        if period == FactResult.Period.CURRENT and (figure := fact_figure(row))
    }
    return comparisons(framework, own, last=compared.last, comparator=compared.comparator)


def survey(
    framework: Framework, facts: Facts, compared: Comparisons, standard: Standard | None
) -> Iterator[Table]:
    """What people said in interviews that bears on a standard, or on all where none is named."""
    asked = None if standard is None else {question.code for question in standard.key_questions}
    for asked_of, title in INTERVIEWS.items():
        items = [
            item
            for item in framework.evidence.survey
            if item.asked_of == asked_of
            and (asked is None or asked.intersection(item.key_questions))
            and (item.code, FactResult.Period.CURRENT) in facts
        ]
        if items:
            yield _survey(title, items, facts, compared, standard)


def _survey(
    title: str, items: Sequence[SurveyItem], facts: Facts, compared: Comparisons, standard: Standard | None
) -> Table:
    about = f"{standard.code} {standard.title}" if standard else "all standards"
    who = "officers" if items[0].asked_of == "officers" else "people"
    named = [(item.short, compared.of(item.code)) for item in items]
    columns = Columns.of(named)
    rows = []
    for item, (name, beside) in zip(items, named, strict=True):
        fact = facts[item.code, FactResult.Period.CURRENT]
        rows.append((words(name), *columns.cells(_share(fact), beside), count(_base(fact))))
    return Table(
        code=f"survey-{who}-{standard.code if standard else 'all'}",
        caption=f"{title}: {about}",
        head=("What was said", *columns.head(), "Answered"),
        rows=tuple(rows),
        notes=tuple(notes_of(compared, named)),
        numeric=(*columns.numeric, len(columns.head()) + 1),
    )


def case_characteristics(framework: Framework, facts: Facts, compared: Comparisons) -> Iterator[Table]:
    """Who was in the inspected cases, beside other inspections."""
    rows = [
        (row.code, row.title)
        for row in framework.evidence.findings
        if row.group == OF_CASES and (row.code, FactResult.Period.CURRENT) in facts
    ]
    if not rows:
        return
    named = [(title, compared.of(code)) for code, title in rows]
    columns = Columns.of(named)
    own = [facts[code, FactResult.Period.CURRENT] for code, _ in rows]
    yield Table(
        code="case-characteristics",
        caption=next(group.title for group in framework.evidence.figure_groups if group.code == OF_CASES),
        head=("Characteristic", *columns.head()),
        rows=tuple(
            (words(name), *columns.cells(_share(fact), beside))
            for fact, (name, beside) in zip(own, named, strict=True)
        ),
        notes=tuple(notes_of(compared, named)),
        numeric=columns.numeric,
    )


def provider_figures(
    framework: Framework, facts: Facts, compared: Comparisons, standard: Standard | None
) -> Iterator[Table]:
    """The groups of figures that stand in the chapter of a standard; without one, the contextual facts."""
    wanted = standard.code if standard else None
    for group in framework.evidence.figure_groups:
        if group.standard == wanted and group.code != OF_CASES:
            yield from _group(framework, group, facts, compared)


def _group(framework: Framework, group: FigureGroup, facts: Facts, compared: Comparisons) -> Iterator[Table]:
    evidence = framework.evidence
    asked: list[tuple[str, Row]] = [
        *((row.group, (row.code, row.title)) for row in evidence.figures),
        *((row.group, (row.code, row.title)) for row in evidence.findings),
    ]
    rows = [
        row
        for of, row in asked
        if of == group.code and any((row[0], period) in facts for period, _ in PERIODS)
    ]
    if rows:
        yield Table(
            code=f"figures-{group.code}",
            caption=group.title,
            head=("Figure", *(title for _, title in PERIODS)),
            rows=tuple(
                (words(title), *(_fact(facts, compared, code, period) for period, _ in PERIODS))
                for code, title in rows
            ),
            notes=tuple(_remarks(facts, rows)),
            numeric=tuple(range(1, len(PERIODS) + 1)),
        )


def _fact(facts: Facts, compared: Comparisons, code: str, period: str) -> Cell:
    if row := facts.get((code, period)):
        return Cell(row.printed, plain_number(row.value))
    beside = compared.of(code)
    if period == FactResult.Period.PREVIOUS:
        return per_cent(beside.last.percent)
    if period == FactResult.Period.COMPARATOR and beside.comparator:
        return per_cent(beside.comparator.percent)
    return words("")


def _share(row: FactResult) -> Cell:
    return Cell(row.printed, plain_number(row.value))


def _base(row: FactResult) -> int | None:
    return row.base if row.yes is not None else None


def _remarks(facts: Facts, rows: Sequence[Row]) -> Iterator[str]:
    for period, said in PERIODS:
        remarks = [(title, facts[code, period].remark) for code, title in rows if (code, period) in facts]
        yield from grouped_notes(remarks, f"To be read with care ({said.lower()})")
