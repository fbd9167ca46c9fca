"""The questions printed in a passage and the cells that belong to each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseward.inspection.results.readers.figures import SHARE_CELL, Cell, Run, runs
from caseward.inspection.results.readers.passages import Passage, flat

OPENER = re.compile(
    r"^[ \t]*(?:(?:[A-Z][ \t]?)?\d\.\d\.\d\.?[ \t]*)?"
    r"(?:Does|Do|Did|Is|Are|Was|Were|Has|Have|Can|Will|How|What|To what|Where|Wherever|When|In |Post-"
    r"|[A-Z][\w-]+(?:[ \t][\w-]+){0,3}:)",
    re.MULTILINE,
)
ENDS = re.compile(r"\?+(?:[°®*]*[ \t]?\d{1,3}(?=\s|$))?[°®*]*")
LONGEST = 420


@dataclass(frozen=True)
class Asked:
    """One printed question and its cells, in the order of the columns; no cells for a heading."""

    text: str
    line: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    is_unsure: bool = False
    """Whether cells stand where they could belong to this question or to a neighbour."""


def asked(text: Passage, columns: int = 0) -> list[Asked]:
    """Every question of a passage with the cells inside it or directly after it.

    `columns` is how many columns of figures the table is known to have, 0 where that is not known.
    """
    found: list[Asked] = []
    cells = list(runs(text, SHARE_CELL))
    begin = 0
    for mark in ENDS.finditer(text.text):
        start = _start(text.text, begin, mark.start())
        if start is None:
            begin = mark.end()
            continue
        inside = [run for run in cells if start <= run.start < mark.start()]
        after = [run for run in cells if run.start >= mark.end() and not _between(text, mark.end(), run)]
        begin = after[0].end if after else mark.end()
        found.append(_question(text, start, mark, [*inside, *after]))
    if columns == 1:
        found = _in_columns(found)
    return _led_by_cells(text, found, cells)


def _start(text: str, begin: int, end: int) -> int | None:
    """Where the question that ends there begins: the last line that opens like one."""
    places = [match.start() for match in OPENER.finditer(text, max(begin, end - LONGEST), end)]
    places = [place for place in places if place in (0, begin) or text[place - 1] == "\n"]
    return places[-1] if places else None


def _between(text: Passage, end: int, run: Run) -> str:
    return text.text[end : run.start].strip()


def _question(text: Passage, start: int, mark: re.Match[str], found: Sequence[Run]) -> Asked:
    words = text.text[start : mark.start()]
    for run in found:
        words = words.replace(text.text[run.start : run.end], " ")
    return Asked(
        text=flat(words) + "?",
        line=text.line_at(start),
        start=start,
        end=max([mark.end(), *(run.end for run in found)]),
        cells=tuple(cell for run in found for cell in run.cells),
        is_unsure=len(found) > 1,
    )


def _in_columns(found: list[Asked]) -> list[Asked]:
    """Questions listed first and their figures after: one figure a line, as many as there are questions."""
    result = list(found)
    for index, last in enumerate(found):
        above = _bare_above(found, index)
        size = len(above) + 1
        lines = {cell.line for cell in last.cells}
        if size > 1 and len(last.cells) == size == len(lines):
            for offset, place in enumerate([*above, index]):
                result[place] = replace(result[place], cells=(last.cells[offset],), is_unsure=False)
    return result


def _bare_above(found: list[Asked], index: int) -> list[int]:
    above: list[int] = []
    while index - len(above) > 0 and not found[index - len(above) - 1].cells:
        above.insert(0, index - len(above) - 1)
    return above


def _led_by_cells(text: Passage, found: list[Asked], cells: Sequence[Run]) -> list[Asked]:
    """Where cells stand above the first question, every cell may belong to the question below it."""
    if found and any(run.end <= found[0].start and not _gap(text, run, found[0]) for run in cells):
        return [replace(question, is_unsure=True) for question in found]
    return found


def _gap(text: Passage, run: Run, question: Asked) -> str:
    return text.text[run.end : question.start].strip()
