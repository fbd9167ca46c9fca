"""A report under a framework that is not installed: what stands rated beside a number, by that number."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from caseward.inspection.results.readers.bands import Scale
from caseward.inspection.results.readers.headings import NumberedHeading, numbered_headings
from caseward.inspection.results.readers.lines import Line

STANDARD = re.compile(r"[A-Z]?\d\.\d")
LONGEST_TITLE = 8
"""Words; a longer line is a sentence, not the title of a standard."""
FEWEST = 3
BELOW = 3


@dataclass(frozen=True)
class NumberedRating:
    """The rating printed beside a number; `band` None where it is lost or two places print it differently."""

    code: str
    band: str | None
    line: int


def numbered_ratings(body: Sequence[Line], words: Scale) -> list[NumberedRating]:
    """Every number of a standard with the one rating printed beside it; none where too few have one."""
    bands: dict[str, set[str]] = defaultdict(set)
    lines: dict[str, int] = {}
    for heading in numbered_headings(body):
        if STANDARD.fullmatch(heading.code) and _is_title(heading, words):
            lines.setdefault(heading.code, heading.line)
            if band := _band(body, heading, words):
                bands[heading.code].add(band)
    if len(bands) < FEWEST:
        return []
    return [
        NumberedRating(code, next(iter(bands[code])) if len(bands[code]) == 1 else None, lines[code])
        for code in sorted(lines)
    ]


def _is_title(heading: NumberedHeading, words: Scale) -> bool:
    title = words.pattern.split(heading.rest)[0].strip()
    return 0 < len(title.split()) <= LONGEST_TITLE and title[0].isupper() and not title.endswith((".", "?"))


def _band(body: Sequence[Line], heading: NumberedHeading, words: Scale) -> str | None:
    """The rating after the title on its line, or alone on a line just below."""
    if rated := words.pattern.search(heading.rest):
        return _one(words.only(heading.rest[rated.start() :]))
    below = [line.text for line in body[heading.index + 1 :][: 2 * BELOW] if line.text.strip()]
    found = (_one(words.only(text)) for text in below[:BELOW])
    return next((band for band in found if band), None)


def _one(bands: list[str] | None) -> str | None:
    return bands[0] if bands and len(bands) == 1 else None
