"""Where a report speaks of which standard: headings that carry a standard's number and title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from caseward.inspection.results.readers.lines import Line
from caseward.rules.framework import Framework, Standard

NUMBERED = re.compile(r"^\W{0,3}((?:[A-Z][ \t]?)?\d\.\d)(?![.\d]*\d)\.?[ \t]*([A-Za-z].*)?$")
CLOSE = 0.8
LONGEST_RATING = 3
LONGEST_TITLE = 9
MOST_LINES = 3
PART = re.compile(r"^\s*(?:Annex|Appendix)\b|^\s*Recommendations\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class NumberedHeading:
    """A line that begins with a number of the form of a standard's, and the words after it."""

    index: int
    line: int
    code: str
    rest: str


@dataclass(frozen=True)
class Section:
    """The lines from one heading of a standard to the next; `rest` is what follows its title on the line."""

    standard: str
    heading: Line
    rest: str
    lines: tuple[Line, ...]
    start: int
    """Where its heading stands in the body, counted in lines."""


def numbered_headings(body: Sequence[Line]) -> list[NumberedHeading]:
    """Every line that could be a standard's heading, whatever the framework."""
    found = []
    for index, line in enumerate(body):
        match = NUMBERED.match(line.text)
        if match:
            rest = match[2] or next(iter(_below(body, index)), "")
            found.append(NumberedHeading(index, line.number, bare(match[1]), rest))
    return found


def bare(code: str) -> str:
    """A standard's number without the spaces that some print in it."""
    return code.replace(" ", "").replace("\t", "")


def standards_by_number(framework: Framework) -> dict[str, Standard]:
    """The standards of a framework by their numbers without spaces."""
    return {bare(standard.code): standard for standard in framework.standards}


def after_title(rest: str, title: str) -> str | None:
    """What follows a title at the beginning of a line; None where the line does not begin with it."""
    words = rest.split()
    size = len(title.split())
    begins = " ".join(words[:size])
    if _letters(begins) == _letters(title) or _like(begins, title) >= CLOSE:
        return " ".join(words[size:])
    return None


def sections(body: Sequence[Line], framework: Framework) -> list[Section]:
    """The report cut at every heading of a standard, in order; a standard may have several sections."""
    known = standards_by_number(framework)
    starts = []
    stops = []
    for heading in numbered_headings(body):
        standard = known.get(heading.code)
        rest = _after(body, heading, standard.title) if standard else None
        if standard and rest is not None:
            starts.append((heading.index, standard.code, rest))
        if rest is not None or _could_be_title(heading.rest):
            stops.append(heading.index)
    found = []
    for index, code, rest in starts:
        end = next((stop for stop in stops if stop > index), len(body))
        end = next((at for at in range(index + 1, end) if PART.match(body[at].text)), end)
        found.append(Section(code, body[index], rest, tuple(body[index + 1 : end]), index))
    return found


def _could_be_title(words: str) -> bool:
    """Whether words after a number look like the title of a standard, if of another framework."""
    return words[:1].isupper() and len(words.split()) <= LONGEST_TITLE and not words.endswith((".", ","))


def _after(body: Sequence[Line], heading: NumberedHeading, title: str) -> str | None:
    """What follows the title, which may run on over the next lines and there be woven with a rating."""
    numbered = NUMBERED.match(body[heading.index].text)
    own = numbered[2] or "" if numbered else ""
    below = _below(body, heading.index)
    for size in range(len(below) + 1):
        words = " ".join([own, *below[:size]])
        rest = after_title(words, title)
        rest = _woven(words, title) if rest is None else rest
        if rest is not None:
            return rest
    return None


def _woven(words: str, title: str) -> str | None:
    """What is left of words once those of the title are taken out in order; None for more than a rating."""
    left = title.lower().split()
    others = [word for word in words.split() if not (left and word.lower() == left[0] and left.pop(0))]
    return " ".join(others) if not left and len(others) <= LONGEST_RATING else None


def _below(body: Sequence[Line], index: int) -> list[str]:
    """The words on the lines below a number, where its title may stand."""
    lines = [line.text.strip() for line in body[index + 1 : index + 1 + 2 * MOST_LINES]]
    return [line for line in lines if line][:MOST_LINES]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, _letters(one), _letters(other)).ratio()
