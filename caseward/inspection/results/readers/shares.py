"""The percentages of key questions and prompts: which row is which question, which cell is now."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from caseward.inspection.results.readers.columns import cell_place, columns_above
from caseward.inspection.results.readers.figures import SHARE_CELL, Cell, number_in_words, runs
from caseward.inspection.results.readers.headings import Section, bare
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.passages import Passage, flat, passage
from caseward.inspection.results.readers.questions import LONGEST, Asked, asked
from caseward.rules.figures import scored_questions
from caseward.rules.framework import Framework, Question, RatedBy, Standard
from caseward.rules.likeness import pair

ABOVE = 40
NEXT_LINE = 3
STATED = re.compile(r"following\s+(\w+)\s+(?:key\s+)?questions?")


@dataclass(frozen=True)
class Share:
    """One row of a table: the question's code, its printed text and line, and its cells by period."""

    code: str
    text: str
    line: int
    cells: dict[str, Cell] = field(default_factory=dict)
    is_unsure: bool = False


@dataclass(frozen=True)
class SharesRead:
    """Every row read, by code, and the codes that are printed but could not be read."""

    questions: dict[str, Share]
    prompts: dict[str, Share]
    unreadable: tuple[str, ...]


@dataclass(frozen=True)
class _Table:
    """The rows of one section, the columns that head them, and the standard they are of."""

    standard: Standard
    text: Passage
    columns: tuple[str, ...]
    rows: tuple[Asked, ...]

    @property
    def is_single(self) -> bool:
        """Whether no row has more than one cell: then it is that of this inspection."""
        return all(len(row.cells) <= 1 for row in self.rows)


def read_shares(body: Sequence[Line], found: Sequence[Section], framework: Framework) -> SharesRead:
    """Read the tables of every section; a figure printed twice with different values is unreadable."""
    questions: list[Share] = []
    prompts: list[Share] = []
    lost: list[str] = []
    columns: tuple[str, ...] = ()
    for section in found:
        standard = framework.standard(section.standard)
        if standard.rated_by is RatedBy.JUDGEMENT:
            continue
        columns = _columns(body, section) or columns
        text = passage(section.lines)
        numbered = list(_numbered(text, standard, columns))
        if numbered:
            questions += numbered
            continue
        printed = _unless_only_last(_in_table(asked(text, len(columns))))
        table = _Table(standard, text, columns, tuple(printed))
        if _has_headings(table):
            rows, missing = _prompt_rows(table)
            prompts += rows
        else:
            rows, missing = _key_question_rows(table)
            questions += rows
        lost += missing
    lost += _expected(framework, {share.code for share in questions} | set(lost))
    return SharesRead(*_agreed(questions, prompts, lost))


def current(share: Share) -> Cell | None:
    """The cell of this inspection, where it could be told which that is."""
    return None if share.is_unsure else share.cells.get("current")


def _expected(framework: Framework, seen: set[str]) -> list[str]:
    """Where a report prints any percentages, it prints those of every standard that cases decide."""
    per_standard = Counter(code.rpartition(".")[0] for code in seen)
    usual = Counter(per_standard.values()).most_common(1)
    expected: list[str] = []
    for standard in framework.standards if usual else ():
        if standard.rated_by is not RatedBy.JUDGEMENT:
            known = [one.code for one in scored_questions(standard)]
            guessed = [f"{standard.code}.{place}" for place in range(1, usual[0][0] + 1)]
            expected += known or ([] if per_standard[standard.code] else guessed)
    return [code for code in expected if code not in seen]


def _columns(body: Sequence[Line], section: Section) -> tuple[str, ...]:
    above = list(body[max(0, section.start - ABOVE) : section.start])
    text = passage([*above, replace(section.heading, text=section.rest), *section.lines])
    cells = [run for run in runs(text, SHARE_CELL) if text.line_at(run.start) > section.heading.number]
    earlier = [run.end for run in runs(text, SHARE_CELL) if text.line_at(run.start) < section.heading.number]
    return columns_above(text.text, cells[0].start, max(earlier, default=0)) if cells else ()


def _numbered(text: Passage, standard: Standard, columns: tuple[str, ...]) -> Iterator[Share]:
    """Rows that print the question's number: the cells stand anywhere up to the next number."""
    code = r"\s?".join(re.escape(part) for part in bare(standard.code))
    starts = list(re.finditer(rf"^\W*({code}\.\d)\b\.?(?=\s)", text.text, re.MULTILINE))
    for place, match in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text.text)
        chunk = text.text[match.end() : min(end, match.end() + LONGEST)]
        found = list(runs(text, SHARE_CELL, match.end(), match.end() + len(chunk)))
        cells = tuple(cell for run in found for cell in run.cells)
        if "?" not in chunk and not cells:
            continue
        words = flat(SHARE_CELL.sub(" ", chunk.partition("?")[0])) + "?"
        number = f"{standard.code}.{match[1].rpartition('.')[2]}"
        row = Asked(words, text.line_at(match.start()), match.start(), end, cells)
        yield _share(number, row, columns, is_single=len(cells) <= 1)


def _in_table(found: list[Asked]) -> list[Asked]:
    """The questions from the first with figures to the last, and bare ones directly above and below."""
    places = [place for place, one in enumerate(found) if one.cells]
    if not places:
        return []
    first = places[0]
    while (
        first > 0
        and found[first].start - found[first - 1].end <= 3 * LONGEST // 10
        and not found[first - 1].cells
    ):
        first -= 1
    last = places[-1]
    printed = {flat(one.text).casefold() for one in found[first : last + 1]}
    while last + 1 < len(found) and _follows(found[last], found[last + 1], printed):
        last += 1
    return found[first : last + 1]


def _unless_only_last(rows: list[Asked]) -> list[Asked]:
    """Questions listed first with fewer figures after them: nobody can say whose the figures are."""
    only_last = len(rows) > 1 and not any(row.cells for row in rows[:-1])
    return [*rows[:-1], replace(rows[-1], is_unsure=True)] if only_last and len(rows[-1].cells) == 1 else rows


def _follows(above: Asked, below: Asked, printed: set[str]) -> bool:
    """Whether a question stands straight below a row and is new: a row that lost its figures."""
    return below.start - above.end <= NEXT_LINE and below.text.casefold() not in printed


def _has_headings(table: _Table) -> bool:
    """Whether the rows are prompts under key questions as headings, not key questions themselves."""
    headings = [row for row in table.rows if not row.cells]
    rows = len(table.rows) - len(headings)
    known = len(table.standard.key_questions)
    return bool(headings) and rows > len(headings) and (rows > known + 1 if known else len(headings) > 1)


def _key_question_rows(table: _Table) -> tuple[list[Share], list[str]]:
    rows = table.rows
    if not rows:
        return [], []
    known = table.standard.key_questions
    if not known:
        codes = [f"{table.standard.code}.{place}" for place in range(1, len(rows) + 1)]
        stated = STATED.search(table.text.text)
        if stated and number_in_words(stated[1]) not in (None, len(rows)):
            return [], codes
        shares = [_table_share(table, code, row) for code, row in zip(codes, rows, strict=True)]
        return [share for share in shares if share.cells], [share.code for share in shares if not share.cells]
    if len(rows) != len(known):
        rows = tuple(row for row in rows if row.cells)
        known = scored_questions(table.standard)
    shares = _paired(table, rows, known)
    read = {share.code for share in shares}
    return shares, [one.code for one in scored_questions(table.standard) if one.code not in read]


def _prompt_rows(table: _Table) -> tuple[list[Share], list[str]]:
    """Prompts in their order under each heading, once each heading has found its key question."""
    groups = _groups(table.rows)
    known = [one for one in table.standard.key_questions if one.scored]
    prompts = [prompt for one in known for prompt in one.prompts]
    rows = [row for row in table.rows if row.cells]
    is_whole = pair([row.text for row in rows], [one.text for one in prompts]).is_whole
    if prompts and (is_whole or _headings_are_astray(groups)):
        shares = _paired(table, rows, prompts)
        return shares, [one.code for one in prompts if one.code not in {share.code for share in shares}]
    return _rows_under_headings(table, groups, known)


def _rows_under_headings(
    table: _Table, groups: Sequence[tuple[str, list[Asked]]], known: Sequence[Question]
) -> tuple[list[Share], list[str]]:
    codes = _heading_codes(groups, known, table.standard)
    shares: list[Share] = []
    lost: list[str] = []
    for (_, rows), code in zip(groups, codes, strict=True):
        if code is None:
            continue
        prompts = next((one.prompts for one in known if one.code == code), ())
        if prompts:
            read = _paired(table, rows, prompts)
        else:
            lettered = zip(ascii_lowercase, rows, strict=False)
            read = [_table_share(table, f"{code}{letter}", row) for letter, row in lettered]
        shares += read
        lost += [one.code for one in prompts if one.code not in {share.code for share in read}]
    unplaced = [one for one in known if one.code not in codes]
    return shares, lost + [prompt.code for one in unplaced for prompt in one.prompts]


def _headings_are_astray(groups: Sequence[tuple[str, list[Asked]]]) -> bool:
    """Whether text that was read column by column left headings below their rows, or side by side."""
    return not groups[0][0] or any(not rows for _, rows in groups[:-1])


def _groups(rows: Iterable[Asked]) -> list[tuple[str, list[Asked]]]:
    """Rows under their heading; a part of the table that is printed twice counts once."""
    groups: list[tuple[str, list[Asked]]] = []
    heading = ""
    for row in rows:
        if not row.cells:
            heading = row.text
            groups.append((heading, []))
        elif not groups:
            groups.append(("", [row]))
        else:
            groups[-1][1].append(row)
    once = {(heading, tuple(_printed(row) for row in found)): (heading, found) for heading, found in groups}
    return list(once.values())


def _printed(row: Asked) -> tuple[str, tuple[str, ...]]:
    return row.text, tuple(cell.printed for cell in row.cells)


def _heading_codes(
    groups: Sequence[tuple[str, list[Asked]]], known: Sequence[Question], standard: Standard
) -> list[str | None]:
    if not known:
        return [f"{standard.code}.{place}" for place in range(1, len(groups) + 1)]
    found = pair([heading for heading, _ in groups], [one.text for one in known])
    return [None if place is None else known[place].code for place in found.known]


def _paired(table: _Table, rows: Sequence[Asked], known: Sequence[Question]) -> list[Share]:
    found = pair([row.text for row in rows], [one.text for one in known])
    return [
        _table_share(table, known[place].code, row)
        for row, place in zip(rows, found.known, strict=True)
        if place is not None and row.cells
    ]


def _table_share(table: _Table, code: str, row: Asked) -> Share:
    return _share(code, row, table.columns, is_single=table.is_single)


def _share(code: str, row: Asked, columns: tuple[str, ...], *, is_single: bool) -> Share:
    """A row with its cells by period; where the columns do not fit the cells, none is sure."""
    if is_single and len(row.cells) == 1:
        cells = {"current": row.cells[0]}
    else:
        places = {period: cell_place(columns, period, len(row.cells)) for period in columns}
        cells = {period: row.cells[at] for period, at in places.items() if at is not None}
    return Share(code, row.text, row.line, cells, row.is_unsure or "current" not in cells)


def _agreed(
    questions: list[Share], prompts: list[Share], lost: list[str]
) -> tuple[dict[str, Share], dict[str, Share], tuple[str, ...]]:
    unreadable = dict.fromkeys(lost)
    once = []
    for shares in (questions, prompts):
        values = Counter(
            code for code, _ in {(share.code, _value(share)) for share in shares if not share.is_unsure}
        )
        kept: dict[str, Share] = {}
        for share in shares:
            sure = not share.is_unsure and values[share.code] == 1
            if share.code not in kept or (sure and kept[share.code].is_unsure):
                kept[share.code] = share if sure else replace(share, is_unsure=True)
        once.append(kept)
        unreadable.update(dict.fromkeys(code for code, share in kept.items() if share.is_unsure))
    sure_codes = {code for kept in once for code, share in kept.items() if not share.is_unsure}
    return once[0], once[1], tuple(code for code in unreadable if code not in sure_codes)


def _value(share: Share) -> str:
    cell = share.cells.get("current")
    return str(cell.value if cell else None)
