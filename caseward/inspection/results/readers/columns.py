"""Which column of a table is which: read from the words above it."""

import re
from collections.abc import Sequence

PREVIOUS = r"Previous\b|Last (?:inspection|year)\b|Year one\b|12 months\s+previously"
CURRENT = (
    r"Current\b|This (?!recommend|is\b|was\b|has\b|question\b)\w+|Year two\b|"
    r"(?:Rating/)?%[ \t]*'?[Yy]es\b|Percentage(?=[ \t]*(?:'[Yy]es'|yes)?[ \t]*$)"
)
COMPARATOR = r"All\s+[A-Z]\w+|Average\b(?! \w+ing)(?= (?:of|for)|\s*$)|England and Wales\b|National average\b"
PERIODS = (
    ("previous", PREVIOUS),
    ("current", CURRENT),
    ("comparator", COMPARATOR),
    ("target", r"Target\b"),
)
HEADING = re.compile("|".join(f"(?P<{period}>{words})" for period, words in PERIODS), re.MULTILINE)
LONGEST_LINE = 75
WIDEST_GAP = 60
COLUMN_GAP = "   "
"""What parts the cells of one line; sentences have no such gap."""


def columns_above(text: str, end: int, begin: int = 0) -> tuple[str, ...]:
    """The periods of the columns whose headings stand last before a place, from left to right."""
    found = [match for match in HEADING.finditer(text, begin, end) if _is_heading(text, match)]
    cluster: list[re.Match[str]] = []
    for match in reversed(found):
        near = not cluster or cluster[0].start() - match.end() <= WIDEST_GAP
        if not near or match.lastgroup in [other.lastgroup for other in cluster]:
            break
        cluster.insert(0, match)
    return tuple(str(match.lastgroup) for match in cluster)


def headings(text: str) -> list[tuple[tuple[str, ...], int, int]]:
    """Every group of column headings: the periods, where the group ends, and where the next one begins."""
    groups: list[list[re.Match[str]]] = []
    for match in HEADING.finditer(text):
        if not _is_heading(text, match):
            continue
        near = bool(groups) and match.start() - groups[-1][-1].end() <= WIDEST_GAP
        if near and match.lastgroup not in [other.lastgroup for other in groups[-1]]:
            groups[-1].append(match)
        else:
            groups.append([match])
    begins = [*(group[0].start() for group in groups[1:]), len(text)][: len(groups)]
    return [
        (tuple(str(match.lastgroup) for match in group), _after_heading(text, group[-1].end()), begin)
        for group, begin in zip(groups, begins, strict=True)
    ]


def cell_place(columns: Sequence[str], period: str, cells: int) -> int | None:
    """Which of a row's cells is of that period; None where the row does not fit the headings."""
    return columns.index(period) if len(columns) == cells and period in columns else None


def _is_heading(text: str, match: re.Match[str]) -> bool:
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)].strip()
    before = text[start : match.start()]
    return (
        (len(line) <= LONGEST_LINE or COLUMN_GAP in line)
        and not line.endswith((".", "?", ",", ";"))
        and (not before or before[-1] in " \t")
    )


def _after_heading(text: str, end: int) -> int:
    """The end of the last heading, which may run over lines that carry on its words in small letters."""
    while True:
        stop = text.find("\n", end)
        following = text[stop + 1 :].lstrip("\n \t") if stop >= 0 else ""
        line = following.split("\n", 1)[0]
        if stop < 0 or not line or not (line[0].islower() and len(line.split()) <= 2):
            return len(text) if stop < 0 else stop
        end = text.index(line, stop) + len(line) - 1
