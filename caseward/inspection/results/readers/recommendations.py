"""The recommendations of a report: to whom, in order, and whether they repeat earlier ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseward.inspection.results.readers.figures import number_in_words
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.passages import flat, passage

ADDRESSED = re.compile(r"^\s*(?:The\s+)?([A-Za-z][^.:;?]{2,120}?)\s+should:\s*$")
ITEM = re.compile(r"^\s*(?:(\d{1,2})\.(?:\s+|$)|[•●▪·*-]\s+)(.*)$")
REPEATED = re.compile(
    r"[.(]?\s*\(?This (?:recommendation )?(?:has been|is|was) (?:a )?repeated[^.)]*[.)]*", re.IGNORECASE
)
NUMBERED = re.compile(r"^\W{0,3}(?:[A-Z] ?)?\d\.\d")
STATED = re.compile(r"\bmade\s+(\w+)\s+(?:new\s+)?recommendations\b")
LONGEST_SECTION = 120


@dataclass(frozen=True)
class Recommendation:
    """One recommendation; numbers run through the report, for lists begin anew under each addressee."""

    number: int
    addressee: str
    text: str
    is_repeated: bool
    line: int


def read_recommendations(body: Sequence[Line]) -> tuple[list[Recommendation], bool]:
    """The new recommendations in order, and whether as many were found as the report says it made."""
    begin = _begin(body)
    if begin is None:
        return [], True
    found: list[Recommendation] = []
    addressee, items = "", list[tuple[str, int]]()
    for line in _section(body, begin):
        if named := ADDRESSED.match(line.text):
            found += _made(addressee, items, len(found))
            addressee, items = flat(named[1]), []
        elif addressee:
            _add(items, line)
    found += _made(addressee, items, len(found))
    stated = _stated(body, begin)
    return found, stated is None or stated == len(found)


def _begin(body: Sequence[Line]) -> int | None:
    """The line that addresses the first list of recommendations."""
    return next((index for index, line in enumerate(body) if ADDRESSED.match(line.text)), None)


def _section(body: Sequence[Line], begin: int) -> Iterator[Line]:
    """The lines of all lists: they end at a heading, at running text, or where the numbers start anew."""
    above, number = "", 0
    for index, line in enumerate(body[begin : begin + LONGEST_SECTION], start=begin):
        item = ITEM.match(line.text)
        if ADDRESSED.match(line.text):
            number = number if number and _is_numbered(body, index, number + 1) else 0
        elif item and item[1]:
            if int(item[1]) != number + 1:
                return
            number += 1
        elif not item and _ends_the_lists(body, index, above):
            return
        above = line.text.strip() or above
        yield line


def _is_numbered(body: Sequence[Line], index: int, number: int) -> bool:
    """Whether the next list carries on with that number."""
    items = (ITEM.match(line.text) for line in body[index + 1 : index + 12])
    return next((int(item[1]) for item in items if item and item[1]), None) == number


def _ends_the_lists(body: Sequence[Line], index: int, above: str) -> bool:
    """A heading, or a sentence that begins after an item has ended."""
    line = body[index]
    words = line.text.split()
    if NUMBERED.match(line.text) or (words and line.opens_page and words[0][0].isupper()):
        return True
    if not words or not words[0][0].isupper() or REPEATED.match(line.text.strip()):
        return False
    after_blank = line.opens_page or not body[index - 1].text.strip()
    following = body[index + 1].text.strip() if index + 1 < len(body) else ""
    heading = len(words) <= 6 and not line.text.rstrip().endswith((".", ",", ":"))
    return above.endswith(".") or (heading and (after_blank or (len(words) <= 4 and following[:1].isupper())))


def _add(items: list[tuple[str, int]], line: Line) -> None:
    """Begin an item at a number or bullet, or where a blank line parts two; else carry on the last."""
    item = ITEM.match(line.text)
    if item:
        items.append((item[2], line.number))
    elif not line.text.strip():
        items.append(("", 0))
    elif items and not items[-1][1]:
        items[-1] = (line.text, line.number)
    elif items:
        items[-1] = (f"{items[-1][0]} {line.text}", items[-1][1])
    else:
        items.append((line.text, line.number))


def _made(addressee: str, items: Sequence[tuple[str, int]], before: int) -> list[Recommendation]:
    joined: list[tuple[str, int]] = []
    for text, line in items:
        if not flat(text):
            continue
        if joined and _carries_on(joined[-1][0], text):
            joined[-1] = (f"{joined[-1][0]} {text}", joined[-1][1])
        else:
            joined.append((text, line))
    return [
        Recommendation(
            number=before + place,
            addressee=addressee,
            text=flat(REPEATED.sub(" ", flat(text))),
            is_repeated=bool(REPEATED.search(flat(text))),
            line=line,
        )
        for place, (text, line) in enumerate(joined, start=1)
    ]


def _carries_on(above: str, text: str) -> bool:
    """Whether a blank line stands inside an item: the words above cannot end one."""
    return bool(re.search(r"\b(?:and|or|of|to|the|a|for|with|in|by)\s*$|[,-]\s*$", above)) or bool(
        REPEATED.match(flat(text))
    )


def _stated(body: Sequence[Line], begin: int) -> int | None:
    text = flat(passage(body[max(0, begin - 12) : begin]).text)
    found = STATED.findall(text)
    return number_in_words(found[-1]) if found else None
