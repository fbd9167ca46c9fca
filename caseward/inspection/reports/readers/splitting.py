"""Cuts a paragraph into sentences, each with the line on which it begins."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

NOTE_MARKS = re.compile(r"(?:(?<=[a-z)”’?][.?!,;:])|(?<=[a-zA-Z][)?’”])|(?<=[a-z]{3}))\d{1,2}(?=\s|$)")
"""The numbers of footnotes, which plain text glues to the word before them."""
ENDS = re.compile(r"[.?!][”’\"')\]]*\s+(?=[A-Z“‘\"(£\d])")
SHORTENED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|cf|vs|Mr|Mrs|Ms|Dr|St|No|Prof|approx)|\b[A-Z])\.$")


@dataclass(frozen=True)
class Line:
    """One line of a file: its number, counted from 1, and its text without the ends."""

    number: int
    text: str
    starts_page: bool = False
    is_rule: bool = False
    """Whether it is the rule that stands above footnotes."""


def joined(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The lines as one text without the marks of footnotes, and where in it each of them begins."""
    texts = [re.sub(r"\s+", " ", NOTE_MARKS.sub("", line.text)).strip() for line in lines]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    return " ".join(texts), starts[: len(lines)]


def cut(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with the number of the line on which each begins."""
    text, starts = joined(lines)
    begin = 0
    for end in _ends(text):
        yield lines[bisect_right(starts, begin) - 1].number, text[begin:end].strip()
        begin = end
    if text[begin:].strip():
        yield lines[bisect_right(starts, begin) - 1].number, text[begin:].strip()


def _ends(text: str) -> Iterator[int]:
    for match in ENDS.finditer(text):
        if not SHORTENED.search(text[: match.start() + 1]):
            yield match.end()
