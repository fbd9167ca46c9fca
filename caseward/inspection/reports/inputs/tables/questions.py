"""The tables of questions asked of cases: key questions beside others, and every question with its cases."""

from collections.abc import Iterator

from caseward.inspection.reports.inputs.catalogue import Material
from caseward.inspection.results.presenters import Figure
from caseward.rules.framework import RatedBy, Standard

from .beside import Columns, notes_of
from .cells import NOTHING, WITHHELD, Cell, Table, count, grouped_notes, per_cent, words

SMALL = "Small numbers of cases are withheld, and so is what would give one away"


def key_questions(material: Material, standard: Standard) -> Iterator[Table]:
    """The key questions on which a counted standard rests, with what stands beside them."""
    figures = [each for each in _of(material, standard) if each.question.scored]
    if not figures:
        return
    compared = material.asked.compared
    named = [(_name(each), compared.of(each.question.code)) for each in figures]
    columns = Columns.of(named)
    yield Table(
        code=f"key-questions-{standard.code}",
        caption=f"Key questions of {standard.code} {standard.title}",
        head=("Key question", *columns.head()),
        rows=tuple(
            (words(name), *columns.cells(_own(each), beside))
            for each, (name, beside) in zip(figures, named, strict=True)
        ),
        notes=(*_remarks(figures), *notes_of(compared, named)),
        numeric=columns.numeric,
    )


def inspection_data(material: Material) -> Iterator[Table]:
    """Every question of every counted standard: last time, this time, and the cases behind it."""
    has_last = material.asked.compared.last is not None
    for standard in material.standing.framework.standards:
        figures = _of(material, standard)
        if figures and standard.rated_by is not RatedBy.JUDGEMENT:
            yield _every_question(material, standard, figures, has_last=has_last)


def _every_question(
    material: Material, standard: Standard, figures: list[Figure], *, has_last: bool
) -> Table:
    compared = material.asked.compared
    last = ("Last inspection",) if has_last else ()
    intervals = ("95% interval from", "95% interval to")
    why_blank = [(_name(each), compared.of(each.question.code).last.why_blank) for each in figures]
    return Table(
        code=f"inspection-data-{standard.code}",
        caption=f"{standard.code} {standard.title}: every question",
        head=("Question", *last, "This inspection", "Yes", "Of cases", *intervals),
        rows=tuple(_row(material, each, has_last=has_last) for each in figures),
        notes=(
            *_remarks(figures),
            *(grouped_notes(why_blank, "No earlier figure") if has_last else ()),
        ),
        numeric=tuple(range(1, 6 + len(last))),
    )


def _row(material: Material, figure: Figure, *, has_last: bool) -> tuple[Cell, ...]:
    last = material.asked.compared.of(figure.question.code).last
    low, high = figure.interval or (None, None)
    hidden = WITHHELD if figure.withheld else NOTHING
    return (
        words(_name(figure)),
        *((per_cent(last.percent),) if has_last else ()),
        _own(figure),
        count(figure.yes, hidden),
        count(figure.base, hidden),
        per_cent(low, hidden),
        per_cent(high, hidden),
    )


def _of(material: Material, standard: Standard) -> list[Figure]:
    return [each for each in material.standing.figures if each.standard.code == standard.code]


def _own(figure: Figure) -> Cell:
    return per_cent(figure.percent, WITHHELD if figure.withheld else NOTHING)


def _name(figure: Figure) -> str:
    return f"{figure.question.code} {figure.question.text}"


def _remarks(figures: list[Figure]) -> Iterator[str]:
    if any(each.withheld for each in figures):
        yield f"{SMALL}."
    yield from grouped_notes([(_name(each), each.why_no_figure) for each in figures], "No figure")
