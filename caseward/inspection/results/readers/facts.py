"""Further figures of a report: tables of staffing, caseloads, waits and context, for this time and last."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, count

from caseward.inspection.results.readers.columns import headings
from caseward.inspection.results.readers.figures import ANY_CELL, Cell, cell, runs
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.passages import Passage, flat, passage
from caseward.rules.framework import Framework
from caseward.rules.likeness import likeness, stems

LONGEST_TABLE = 70
PROSE_WIDTH = 78
LONGEST_CODE = 60
ALIKE = Fraction(1, 2)
CLEAR_LEAD = Fraction(5, 4)
LED = re.compile(
    r"^[ \t]*(£?[ \t]?\d[\d,]*(?:\.\d+)?[ \t]?(?:%|m\b|k\b|bn\b)?)[ \t]+"
    r"((?:The (?:number|proportion|percentage|average|total|rate)"
    r"|Annual|Average|Total|Number|Proportion|Percentage)\b.*)",
    re.MULTILINE,
)
BULLETED = re.compile(r"^[ \t]*[•●▪·*-][ \t]*(\d[\d,]*(?:\.\d+)?%?)[ \t]+([a-z][^.;\n]*)", re.MULTILINE)
NUMBER = r"(\d[\d,]*(?:\.\d+)?%?)(?:\s+in\s+\w+\s+\d{4})?"
CHANGED = (
    re.compile(
        r"\b((?:[a-z-]+\s+){1,4}[a-z-]+)\s+(?:has|have)\s+(?:fallen|risen|increased|decreased|been\s+reduced)\s+"
        rf"from\s+{NUMBER}\s+to\s+{NUMBER}(?![\d%])"
    ),
    re.compile(rf"\b(number\s+of\s+(?:[a-z-]+\s+){{1,3}})from\s+{NUMBER}\s+to\s+{NUMBER}(?![\d%])"),
)
ELSEWHERE = re.compile(
    r"[Ff]igures? for (?:all |the )?([A-Z][^.%]{2,60}?) (?:was|is|were)\s+(\d{1,3}(?:\.\d+)?%)"
)
EVERYWHERE = re.compile(r"\s*\((?:England and Wales|[Nn]ational(?: average)?|[Aa]ll [A-Z]\w+)\)")
YEAR = re.compile(r"\b((?:19|20)\d\d)(?:\d{1,2})?\b")
TARGET = re.compile(r"target\s+(?:of|is|was)\s+(\d{1,3}(?:\.\d+)?%)")


@dataclass(frozen=True)
class Fact:
    """One figure: its code and printed title, its cell and period."""

    code: str
    title: str
    cell: Cell
    period: str
    longer_code: str = ""
    """A code for rows of one table whose titles begin alike."""

    @property
    def key(self) -> str:
        """What names it among all facts: the code, with the period where that is not the present one."""
        return self.code if self.period == "current" else f"{self.code}.{self.period}"


def read_facts(body: Sequence[Line], framework: Framework, provider: str | None) -> list[Fact]:
    """Every row of tables that are not of questions, and every figure that leads a line of context."""
    text = passage(body)
    names = _Names(_known_titles(framework), provider or "")
    rows = [*_table_rows(text), *_leading_rows(text, body), *_bulleted_rows(text)]
    told = [fact for row in _changes(text) if (fact := _fact(names, *row)).code in names.known]
    return list(_once(_by_year([*(_fact(names, *row) for row in rows), *told])))


@dataclass(frozen=True)
class _Names:
    """What facts may be called: the framework's titles by code, and the provider's name to leave out."""

    known: Mapping[str, str]
    provider: str


def _fact(names: _Names, title: str, found: Cell, period: str) -> Fact:
    """A row as a fact; a title that says it is about everywhere is a comparison."""
    own = EVERYWHERE.sub("", title)
    codes = _codes(own, names)
    return Fact(codes[0], title[:200], found, period if own == title else "comparator", codes[-1])


def _table_rows(text: Passage) -> Iterator[tuple[str, Cell, str]]:
    for columns, begin, limit in headings(text.text):
        end = _end_of_table(text.text, begin, limit)
        place = begin
        for run in runs(text, ANY_CELL, begin, end):
            title = _title(text.text[place : run.start])
            place = run.end
            if len(run.cells) == len(columns) > 1 and title:
                yield from zip([title] * len(columns), run.cells, columns, strict=True)


def _end_of_table(text: str, begin: int, limit: int) -> int:
    """A table ends at the next table, at a question, or where a line of prose begins."""
    place = begin
    for line in text[begin:limit].split("\n")[:LONGEST_TABLE]:
        words = line.strip()
        is_prose = len(words) >= PROSE_WIDTH or (words.endswith(".") and len(words.split()) > 2)
        if "?" in words or is_prose or _begins_prose(line, words):
            break
        place += len(line) + 1
    return min(place, limit)


def _begins_prose(line: str, words: str) -> bool:
    return len(words.split()) >= 11 and not re.search(r"\d%?$", words) and not line.startswith("   ")


def _title(text: str) -> str:
    """The words of a row above its cells: the last block of lines, without glued footnote marks."""
    words = re.sub(r"(?<=[A-Za-z)])\d{1,2}(?=\s|$)|\s\d{1,2}$", "", flat(text))
    return words if 1 < len(words.split()) <= 40 and len(words) > 5 else ""


def _leading_rows(text: Passage, body: Sequence[Line]) -> Iterator[tuple[str, Cell, str]]:
    """Figures that stand before their words, with the comparison and target said in the same block."""
    pages = {line.number for line in body if line.opens_page}
    starts = list(LED.finditer(text.text))
    for place, match in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text.text)
        words = _block(text, match.start(2), min(end, match.start(2) + 420), pages)
        title = _title(words.partition(". ")[0])
        line = text.line_at(match.start())
        if not title:
            continue
        yield title, cell(match[1], line), "current"
        if other := ELSEWHERE.search(words):
            yield title, cell(other[2], line), "comparator"
        if target := TARGET.search(words):
            yield title, cell(target[1], line), "target"


def _bulleted_rows(text: Passage) -> Iterator[tuple[str, Cell, str]]:
    """Figures that lead a bullet of a list."""
    for match in BULLETED.finditer(text.text):
        if title := _title(match[2]):
            yield title, cell(match[1], text.line_at(match.start())), "current"


def _changes(text: Passage) -> Iterator[tuple[str, Cell, str]]:
    """Sentences that say from what to what a figure has moved."""
    for pattern in CHANGED:
        for match in pattern.finditer(text.text):
            line = text.line_at(match.start(2))
            yield flat(match[1]), cell(match[2], line), "previous"
            yield flat(match[1]), cell(match[3], line), "current"


def _block(text: Passage, begin: int, end: int, pages: set[int]) -> str:
    lines: list[str] = []
    place = begin
    for line in text.text[begin:end].split("\n"):
        opens = place > begin and text.line_at(place) in pages
        short_heading = (
            line.strip()[:1].isupper() and len(line.split()) <= 5 and lines and not lines[-1].strip()
        )
        if opens or short_heading:
            break
        lines.append(line)
        place += len(line) + 1
    return flat(" ".join(lines))


def _known_titles(framework: Framework) -> Mapping[str, str]:
    evidence = framework.evidence
    figures = {figure.code: figure.title for figure in evidence.figures}
    return figures | {item.code: item.short for item in evidence.survey}


def _codes(title: str, names: _Names) -> tuple[str, ...]:
    """The framework's code of a figure with that title, else the title as a plain code, cut in two ways."""
    dated = YEAR.sub("", _without(title, names.provider))
    for short in dict.fromkeys((dated, re.sub(r"\([^)]*\)", " ", dated))):
        found = _known_code(short, names.known)
        if found:
            return (found,)
    words = re.sub(r"\b(?:the|of|for|in|a|by|with|who|to)\b", " ", _without(title, names.provider).lower())
    code = re.sub(r"[^a-z0-9]+", "-", YEAR.sub(" ", words).replace("'", "")).strip("-")
    return (
        (code,) if len(code) <= LONGEST_CODE else (code[:LONGEST_CODE].rpartition("-")[0], _both_ends(code))
    )


def _known_code(title: str, known: Mapping[str, str]) -> str | None:
    """The code whose title is alike and shares every word that any other shares, and one more."""
    shared = {code: stems(title) & stems(other) for code, other in known.items()}
    near = {code: likeness(title, other) for code, other in known.items()}
    best = max(shared, key=lambda code: (len(shared[code]), near[code]), default=None)
    if best is None or near[best] < ALIKE:
        return None
    clear = all(
        words < shared[best] or (words == shared[best] and near[best] >= CLEAR_LEAD * near[code])
        for code, words in shared.items()
        if code != best and near[code] >= ALIKE / 2
    )
    return best if clear else None


def _both_ends(code: str) -> str:
    """The first words of a code and its last, which tell rows of one table apart."""
    head = code[: LONGEST_CODE // 2].rpartition("-")[0]
    return f"{head}-{code[-(LONGEST_CODE // 2 - 1) :].partition('-')[2]}"


def _without(title: str, provider: str) -> str:
    """A title without the provider's name, in full or in part, so that reports can be set side by side."""
    name = provider.split()
    for size in range(len(name), 0, -1):
        words = r"\s+".join(map(re.escape, name[:size]))
        shorter = re.sub(rf"{words}(?:\s+[A-Z]{{2,5}})?(?:'s)?(?=\s|$)", "", title)
        if shorter != title:
            return shorter
    return title


def _by_year(facts: Sequence[Fact]) -> list[Fact]:
    """Of figures that differ only in the year they are of, the latest is the present one."""
    latest: dict[str, str] = {}
    for fact in facts:
        if (year := YEAR.search(fact.title)) and fact.period == "current":
            latest[fact.code] = max(latest.get(fact.code, ""), year[1])
    return [_dated(fact, latest) for fact in facts]


def _dated(fact: Fact, latest: Mapping[str, str]) -> Fact:
    year = YEAR.search(fact.title)
    title = YEAR.sub(r"\1", fact.title)
    earlier = year and fact.period == "current" and year[1] < latest[fact.code]
    return replace(fact, title=title, period="previous" if earlier else fact.period)


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """A fact printed twice counts once; another figure under the same code gets a code of its own."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        first = seen.get(fact.key)
        if first and (first.title, first.cell.printed) == (fact.title, fact.cell.printed):
            continue
        numbered = (replace(fact, code=f"{fact.code[: LONGEST_CODE - 3]}-{place}") for place in count(2))
        longer = replace(fact, code=fact.longer_code or fact.code)
        own = next(one for one in chain([fact, longer], numbered) if one.key not in seen)
        seen[own.key] = own
        yield own
