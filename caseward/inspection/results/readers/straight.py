"""Text that keeps the columns of a page, set straight: each row's words first, its cells after them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from caseward.inspection.results.readers.figures import ANY_CELL
from caseward.inspection.results.readers.lines import Line

FRAGMENT = re.compile(r"\S+(?: {1,2}\S+)*")
FIRST_COLUMN = 30
"""Where at the earliest a column right of the words begins, in characters."""
NUMBERED = re.compile(r"\W*(?:[A-Z] ?)?\d\.\d")
ASKED = re.compile(r"\?\W{0,3}\d{0,3}\W{0,2}$")
SOFT_HYPHENS = "\u2010\u00ad"
RUNS_ON = re.compile(r"\b(?:All|No|and|of|in|per)$")


@dataclass(frozen=True)
class _Fragment:
    """Words of one column on one line, and where they stand."""

    start: int
    end: int
    text: str

    @property
    def is_cell(self) -> bool:
        return bool(re.fullmatch(rf"(?:{ANY_CELL.pattern})(?:\s+(?:{ANY_CELL.pattern}))*", self.text))

    def is_over(self, other: "_Fragment") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class _Row:
    """One line of a page: its words at the left and its cells at the right."""

    line: Line
    words: str
    cells: tuple[_Fragment, ...]

    @property
    def has_figures(self) -> bool:
        return bool(self.cells) and all(cell.is_cell for cell in self.cells)

    @property
    def begins(self) -> bool:
        """Whether its words could be the first of a row."""
        return bool(re.match(r"\W*[A-Z0-9]", self.words))


def straightened(lines: Sequence[Line]) -> list[Line]:
    """The lines with cells that run over several lines joined, and words before the cells of their row."""
    found: list[Line] = []
    for is_blank, group in groupby(lines, key=lambda line: not line.text.strip()):
        block = list(group)
        found += block if is_blank else _in_reading_order(_joined(list(map(_row, block))))
    return list(_unbroken(found))


def _row(line: Line) -> _Row:
    parts = [_Fragment(match.start(), match.end(), match[0]) for match in FRAGMENT.finditer(line.text)]
    split = next((place for place in range(len(parts)) if _is_right(parts, place)), len(parts))
    indent = " " * min(parts[0].start, 3) if split else ""
    return _Row(line, indent + "   ".join(part.text for part in parts[:split]), tuple(parts[split:]))


def _is_right(parts: Sequence[_Fragment], place: int) -> bool:
    """Whether a part is no longer words of the first column: it stands far right or is a figure."""
    after_words = place > 0 and parts[0].text[:1].isalpha()
    return parts[place].start >= FIRST_COLUMN or (after_words and parts[place].is_cell)


def _joined(rows: Sequence[_Row]) -> list[_Row]:
    """A cell's words on one line carry on those above it in the same column."""
    result: list[_Row] = []
    tails: list[_Fragment] = []
    homes: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        kept: list[_Fragment] = []
        next_tails: list[_Fragment] = []
        next_homes: list[tuple[int, int]] = []
        for cell in row.cells:
            above = next((at for at, tail in enumerate(tails) if tail.is_over(cell)), None)
            if above is not None and _carries_on(tails[above].text, cell.text):
                home = homes[above]
                whole = result[home[0]].cells[home[1]]
                result[home[0]] = _with_cell(result[home[0]], home[1], _together(whole, cell))
            else:
                home = (index, len(kept))
                kept.append(cell)
            next_tails.append(cell)
            next_homes.append(home)
        result.append(replace(row, cells=tuple(kept)))
        tails, homes = next_tails, next_homes
    return result


def _carries_on(above: str, below: str) -> bool:
    return below[0].islower() or bool(RUNS_ON.search(above) and not below[0].isdigit())


def _with_cell(row: _Row, place: int, cell: _Fragment) -> _Row:
    return replace(row, cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))


def _together(above: _Fragment, below: _Fragment) -> _Fragment:
    is_broken = above.text[-1] in SOFT_HYPHENS + "-"
    text = above.text[:-1] + below.text if is_broken else f"{above.text} {below.text}"
    return _Fragment(min(above.start, below.start), max(above.end, below.end), text)


def _in_reading_order(rows: Sequence[_Row]) -> Iterator[Line]:
    """The heads of columns on one line, then every row: its words, and its cells after them."""
    places = [place for place, row in enumerate(rows) if row.has_figures]
    if not places:
        yield from _uneven(rows)
        return
    first = _first(rows, places[0])
    yield from _heads(rows[:first])
    if any("?" in row.words for row in rows):
        yield from _questions(rows[first:])
    else:
        yield from _table(rows[first:])


def _uneven(rows: Sequence[_Row]) -> Iterator[Line]:
    """Words in columns, such as ratings: cells of one row may stand at several heights."""
    group: list[_Row] = []
    for row in rows:
        above = [cell for other in group for cell in other.cells]
        if NUMBERED.match(row.words) or any(cell.is_over(other) for cell in row.cells for other in above):
            yield from _once_if_even(group)
            group = []
        group.append(row)
    yield from _once_if_even(group)


def _once_if_even(rows: Sequence[_Row]) -> Iterator[Line]:
    if sum(bool(row.cells) for row in rows) > 1:
        yield from _whole_row(rows)
        return
    for row in rows:
        yield from _as_lines(row)


def _heads(rows: Sequence[_Row]) -> Iterator[Line]:
    """What heads the columns may stand at several heights: first all words, then all heads."""
    cells = sorted((cell for row in rows for cell in row.cells), key=lambda cell: cell.start)
    yield from _words(rows)
    if cells:
        yield _cells_line(next(row.line for row in rows if row.cells), cells)


def _questions(rows: Sequence[_Row]) -> Iterator[Line]:
    """Rows that end with a question mark; cells of one row may stand at several heights."""
    waiting: list[_Row] = []
    for index, row in enumerate(rows):
        if row.cells and not row.has_figures:
            yield from _whole_row(waiting)
            waiting = []
            yield from _as_lines(row)
            continue
        waiting.append(row)
        if any(ASKED.search(other.words) for other in waiting) and not _completes(waiting, rows[index + 1 :]):
            yield from _whole_row(waiting)
            waiting = []
    yield from _whole_row(waiting)


def _completes(waiting: Sequence[_Row], following: Sequence[_Row]) -> bool:
    """Whether the next line holds nothing but the cells that are missing from a row."""
    if not following or following[0].words.strip() or not following[0].has_figures:
        return False
    cells = [cell for row in waiting for cell in row.cells]
    return bool(cells) and not any(one.is_over(other) for one in following[0].cells for other in cells)


def _whole_row(rows: Sequence[_Row]) -> Iterator[Line]:
    """Words and then cells, where the cells are of different columns; else the lines as they stand."""
    cells = sorted((cell for row in rows for cell in row.cells), key=lambda cell: cell.start)
    has_words = any(row.words.strip() for row in rows)
    if not has_words or any(left.is_over(right) for left, right in pairwise(cells)):
        for row in rows:
            yield from _as_lines(row)
        return
    yield from _words(rows)
    if cells:
        yield _cells_line(max((row for row in rows if row.cells), key=_counted).line, cells)


def _counted(row: _Row) -> int:
    """How many of its cells are figures: the line with most is where a row's figures are."""
    return sum(cell.text[0].isdigit() for cell in row.cells)


def _words(rows: Sequence[_Row]) -> Iterator[Line]:
    return (replace(row.line, text=row.words) for row in rows if row.words.strip())


def _table(rows: Sequence[_Row]) -> Iterator[Line]:
    """Rows of words without a mark at their end: how the lines begin shows where each row does."""
    groups = _same_height([place for place, row in enumerate(rows) if row.has_figures], rows)
    starts = [0, *_boundaries(rows, groups)]
    end = _last(rows, groups[-1][-1], starts[-1])
    for start, stop in pairwise([*starts, end]):
        yield from _whole_row(rows[start:stop])
    for row in rows[end:]:
        yield from _as_lines(row)


def _same_height(places: Sequence[int], rows: Sequence[_Row]) -> list[list[int]]:
    """Lines of cells straight below each other but in different columns are of one row."""
    groups: list[list[int]] = []
    for place in places:
        above = [cell for at in groups[-1] for cell in rows[at].cells] if groups else []
        apart = not any(cell.is_over(other) for cell in rows[place].cells for other in above)
        if groups and apart and groups[-1][-1] == place - 1 and not rows[place].begins:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _first(rows: Sequence[_Row], place: int) -> int:
    """Where the first row of figures begins: below whatever heads the columns."""
    heads = [at for at, row in enumerate(rows[:place]) if row.cells]
    return heads[-1] + 1 if heads else 0


def _boundaries(rows: Sequence[_Row], groups: Sequence[Sequence[int]]) -> list[int]:
    """Where each further row begins, between one line of cells and the next."""
    gaps = [(above[-1], below[0]) for above, below in pairwise(groups)]
    top = sum(not rows[below].begins for _, below in gaps)
    bottom = sum(not rows[above + 1].begins for above, _ in gaps)
    found = []
    for above, below in gaps:
        candidates = [at for at in range(above + 1, below + 1) if rows[at].begins]
        usual = below if top <= bottom else above + 1
        found.append(candidates[0] if len(candidates) == 1 else usual)
    return found


def _last(rows: Sequence[_Row], place: int, start: int) -> int:
    """The last row runs on over lines that do not begin anew, if it did not begin before its cells."""
    end = place + 1
    while start == place and end < len(rows) and not rows[end].begins and not rows[end].cells:
        end += 1
    return end


def _as_lines(row: _Row) -> Iterator[Line]:
    cells = "   ".join(cell.text for cell in row.cells)
    yield replace(row.line, text="   ".join(part for part in (row.words, cells) if part))


def _cells_line(line: Line, cells: Sequence[_Fragment]) -> Line:
    return replace(line, text="   ".join(cell.text for cell in cells), opens_page=False)


def _unbroken(lines: Sequence[Line]) -> Iterator[Line]:
    """A word that a soft hyphen breaks at the end of a line stands whole on that line."""
    pending = list(lines)
    for index, line in enumerate(pending):
        if line.text.rstrip()[-1:] in tuple(SOFT_HYPHENS) and index + 1 < len(pending):
            rest, _, after = pending[index + 1].text.strip().partition(" ")
            pending[index] = replace(line, text=line.text.rstrip()[:-1] + rest)
            pending[index + 1] = replace(pending[index + 1], text=after)
        yield pending[index]
