"""The ratings of standards: from the grid, from the chapters' headings, from the annexe of results."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from caseward.inspection.results.readers.bands import Scale, scale
from caseward.inspection.results.readers.columns import cell_place, columns_above
from caseward.inspection.results.readers.headings import Section
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.passages import passage
from caseward.rules.framework import Framework

GRID_STEP = 12
"""Body lines at most between two headings of one grid."""
GRID_LEAST = 3
CHAPTER_HEAD = 24
ABOVE = 5
QUESTION_CODE = re.compile(r"^\W*(?:[A-Z]\s?)?\d\.\d\.\d\b")


@dataclass(frozen=True)
class Vote:
    """One place where a rating is printed."""

    standard: str
    band: str
    line: int


@dataclass(frozen=True)
class RatingsRead:
    """Ratings by standard with the line of each; `disputed` are printed differently in two places."""

    bands: dict[str, str]
    lines: dict[str, int]
    disputed: tuple[str, ...]


def read_ratings(body: Sequence[Line], found: Sequence[Section], framework: Framework) -> RatingsRead:
    """Every rating of a standard that is printed, where all the places that print it agree."""
    words = scale([framework])
    grids = list(_grids(found))
    in_grid = {section.start for grid in grids for section in grid}
    chapters = [section for section in found if section.start not in in_grid]
    votes = [vote for grid in grids for vote in _grid_votes(body, grid, words)]
    above: Section | None = None
    for section in chapters:
        votes += [] if _lost_its_rating(above, votes) else _chapter_votes(body, section, words)
        above = section
    if not grids:
        votes += _floating_votes(body, chapters, framework, words, {vote.line for vote in votes})
    return _agreed(votes)


def _lost_its_rating(above: Section | None, votes: Sequence[Vote]) -> bool:
    """Whether the heading just above, on the same page, has no rating: those below may be its own."""
    if above is None or len(above.lines) > CHAPTER_HEAD:
        return False
    own = range(above.heading.number - ABOVE, above.heading.number + len(above.lines) + 1)
    return not any(vote.standard == above.standard and vote.line in own for vote in votes)


def grid_start(found: Sequence[Section]) -> int | None:
    """Where in the body the first grid of standards begins; None where there is none."""
    return next((grid[0].start for grid in _grids(found)), None)


def _grids(found: Sequence[Section]) -> Iterable[list[Section]]:
    """Runs of headings that follow each other closely, as in a table of ratings."""
    run: list[Section] = []
    for section in found:
        if run and section.start - run[-1].start > GRID_STEP:
            yield from _long_enough(run)
            run = []
        run.append(section)
    yield from _long_enough(run)


def _long_enough(run: list[Section]) -> Iterable[list[Section]]:
    if len({section.standard for section in run}) >= GRID_LEAST:
        yield run


def _grid_votes(body: Sequence[Line], grid: Sequence[Section], words: Scale) -> Iterable[Vote]:
    """Ratings beside their standards or, listed after them, in the same number and order."""
    columns = _grid_columns(body, grid)
    waiting: list[Section] = []
    bands: list[tuple[str, int]] = []
    for section in grid:
        size = GRID_STEP * (3 if section is grid[-1] and waiting else 1)
        beside, below = _printed(section, size if section is grid[-1] else GRID_STEP, words)
        if beside or bands:
            yield from _zipped(waiting, bands, columns)
            waiting, bands = [], []
        if beside:
            yield from _zipped([section], beside, columns)
        else:
            waiting.append(section)
            bands += below
    yield from _zipped(waiting, bands, columns)


def _grid_columns(body: Sequence[Line], grid: Sequence[Section]) -> tuple[str, ...]:
    """The periods that head a grid; none where it has one rating a standard."""
    text = passage(body[max(0, grid[0].start - CHAPTER_HEAD) : grid[0].start])
    return columns_above(text.text, len(text.text))


def _zipped(
    waiting: Sequence[Section], bands: Sequence[tuple[str, int]], columns: Sequence[str]
) -> Iterable[Vote]:
    """As many ratings as standards; several ratings for one standard only where columns say which is now."""
    if len(waiting) == len(bands):
        for section, (band, line) in zip(waiting, bands, strict=True):
            yield Vote(section.standard, band, line)
    elif len(waiting) == 1 and (place := cell_place(columns, "current", len(bands))) is not None:
        yield Vote(waiting[0].standard, *bands[place])


def _printed(
    section: Section, size: int, words: Scale
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Ratings on the heading's own line, and on lines below it that hold nothing else."""
    head = Line(section.heading.number, section.rest)
    text = passage([head, *_own_page(section.lines[:size])])
    beside: list[tuple[str, int]] = []
    below: list[tuple[str, int]] = []
    for word in words.words(text):
        if _alone(text.text, word.start, word.end, words):
            is_beside = bool(section.rest) and word.start <= len(section.rest)
            (beside if is_beside else below).append((word.band, word.line))
    return beside, below


def _own_page(lines: Sequence[Line]) -> list[Line]:
    """A grid does not run over the page."""
    kept: list[Line] = []
    for line in lines:
        if line.opens_page:
            break
        kept.append(line)
    return kept


def _alone(text: str, start: int, end: int, words: Scale) -> bool:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return words.only(text[first : last if last >= 0 else len(text)]) is not None


def _chapter_votes(body: Sequence[Line], section: Section, words: Scale) -> Iterable[Vote]:
    if any(QUESTION_CODE.match(line.text) for line in section.lines[:CHAPTER_HEAD]):
        yield from _result_table_vote(section, words)
        return
    beside, below = _printed(section, CHAPTER_HEAD, words)
    above = _just_above(body, section.start, words)
    for band, line in _current(body, section, beside or below or above):
        yield Vote(section.standard, band, line)


def _current(body: Sequence[Line], section: Section, found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Of ratings side by side, that of this inspection; nothing where the headings do not say which."""
    if len(found) <= 1:
        return found
    around = passage(
        [*body[max(0, section.start - CHAPTER_HEAD) : section.start], *section.lines[:CHAPTER_HEAD]]
    )
    place = cell_place(
        columns_above(around.text, _rating_start(around.text, found, around.numbers, around.starts)),
        "current",
        len(found),
    )
    return [] if place is None else [found[place]]


def _rating_start(
    text: str, found: list[tuple[str, int]], numbers: Sequence[int], starts: Sequence[int]
) -> int:
    line = found[0][1]
    return starts[numbers.index(line)] if line in numbers else len(text)


def _just_above(body: Sequence[Line], start: int, words: Scale) -> list[tuple[str, int]]:
    """A rating on lines of its own directly above a heading, where layout prints the box first."""
    above = list(body[max(0, start - ABOVE) : start])
    while above and not above[0].text.strip():
        above.pop(0)
    lines = [line for line in above if line.text.strip()]
    for size in (2, 1):
        bands = words.only(" ".join(line.text for line in lines[-size:]))
        if bands and len(bands) == 1:
            return [(bands[0], lines[-size:][0].number)]
    return []


def _result_table_vote(section: Section, words: Scale) -> Iterable[Vote]:
    """In a table of numbered questions the rating stands somewhere between the title and the first number."""
    head: list[Line] = [Line(section.heading.number, section.rest)]
    for below in section.lines:
        if QUESTION_CODE.match(below.text):
            break
        head.append(below)
    text = passage(head)
    found = {(word.band, word.line) for word in words.words(text)} | set(_broken(text.text, head, words))
    if len({band for band, _ in found}) == 1:
        band, line = min(found, key=lambda pair: pair[1])
        yield Vote(section.standard, band, line)


def _broken(text: str, head: Sequence[Line], words: Scale) -> Iterable[tuple[str, int]]:
    """Rating words whose parts stand on different lines with the title's text between them."""
    for title, band in words.bands.items():
        parts = title.split()
        places = [re.search(rf"\b{part}\b", text, re.IGNORECASE) for part in parts]
        if len(parts) > 1 and all(places) and parts[0].capitalize() in text:
            yield band, next(line.number for line in head if parts[0].capitalize() in line.text)


def _floating_votes(
    body: Sequence[Line],
    chapters: Sequence[Section],
    framework: Framework,
    words: Scale,
    taken: set[int],
) -> list[Vote]:
    """Ratings left alone where a scan lost the headings: as many as standards are missing there."""
    order = [standard.code for standard in framework.standards]
    votes: list[Vote] = []
    for before, after in pairwise(chapters):
        missing = order[order.index(before.standard) + 1 : order.index(after.standard)]
        between = body[before.start + 1 : after.start]
        loose = [pair for pair in _loose(between, words) if pair[1] not in taken]
        if missing and len(loose) == len(missing):
            votes += [Vote(code, *pair) for code, pair in zip(missing, loose, strict=True)]
    return votes


def _loose(lines: Sequence[Line], words: Scale) -> list[tuple[str, int]]:
    """Ratings that stand alone between blank lines, well below the heading above."""
    text = passage(lines)
    return [
        (word.band, word.line)
        for word in words.words(text)
        if _alone(text.text, word.start, word.end, words) and word.line - lines[0].number > CHAPTER_HEAD
    ]


def _agreed(votes: Iterable[Vote]) -> RatingsRead:
    seen: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        seen[vote.standard].append(vote)
    disputed = tuple(code for code, found in seen.items() if len({vote.band for vote in found}) > 1)
    sure = {code: found[0] for code, found in seen.items() if code not in disputed}
    return RatingsRead(
        {code: vote.band for code, vote in sure.items()},
        {code: vote.line for code, vote in sure.items()},
        disputed,
    )
