"""The overall rating, the score and the provider's name: what the page of ratings says of the whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caseward.inspection.results.readers.bands import Scale
from caseward.inspection.results.readers.columns import CURRENT, PREVIOUS
from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.passages import Passage, flat

SCORE = re.compile(r"\b(\d{1,2})[ \t]*(?:/|out[ \t]+of)[ \t]*(\d{1,2})\b")
NEAR_GRID = 14
JOINING = r"(?:and|of|upon|the|on|in|with|&)"
NAME = rf"[A-Z][\w'-]*,?(?:\s+(?:{JOINING}\s+)*[A-Z][\w'-]*,?){{0,11}}"
REST_OF_NAME = re.compile(r"(?!Overall|Ratings?\b)[A-Z][a-z]+(?: (?:and |of )?[A-Z][a-z]+){1,5}")
BESIDE_NAME = rf"\bScore\b|\bOverall\b|\d+\s*/|(?<=\S) {{3,}}|\b(?:{PREVIOUS}|{CURRENT})"
TITLE = re.compile(
    r"^\s*(?:An\s+|A\s+re)?[Ii]nspection\s+of\s+"
    r"(?:(?:youth|probation)\s+[a-z ]*services?\s+(?:in|by|for|of)\s+)?"
    rf"(?:the\s+)?({NAME})\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Found:
    """Something read, with its line; value None where places disagree."""

    value: str | None
    line: int | None


def overall_rating(text: Passage, words: Scale, kinds: Iterable[str] = ()) -> Found:
    """The overall rating where it is said plainly; weaker phrases count only without a plain one.

    `kinds` are kinds of provider, such as the frameworks name: a commentary may rate one by its kind.
    """
    rating = rf"'?\s*({words.pattern.pattern})"
    plain = (
        rf"^\W*Overall\s+rating\W*{rating}",
        rf"Overall,\s[^.]{{3,140}}?\b(?:is|are|was)\s+rated\s+as:?\W*{rating}",
    )
    weaker = (
        rf"overall\s+rating\s+of\s+{rating}(?!'?\s+(?:for|on|in)\b)",
        rf"pleased\s+to\s+rate\s[^.]{{3,120}}?\s+as\s+{rating}",
    )
    for patterns in (plain, weaker, tuple(_rated_by_kind(kind, words) for kind in kinds)):
        found = [match for pattern in patterns for match in re.finditer(pattern, text.text, re.MULTILINE)]
        bands = {_band(match[1], words) for match in found}
        if bands:
            line = text.line_at(min(match.start() for match in found))
            return Found(bands.pop() if len(bands) == 1 else None, line)
    return Found(None, None)


def _rated_by_kind(kind: str, words: Scale) -> str:
    """A sentence that rates *the CRC* or *Somewhere CRC*; newspapers also write *requiring improvement*."""
    initials = "".join(word[0].upper() for word in kind.split())
    titles = "|".join(_inflected(title) for title in words.bands)
    last = kind.rsplit(maxsplit=1)[-1].capitalize()
    who = rf"(?:the\s+|[A-Z][\w-]*\s+(?:and\s+)?){{1,8}}(?:{initials}|{last})"
    return rf"\b(?:rate[ds]?|assess(?:e[ds])?)\s+{who}\s+as\W+((?i:{titles}))\b"


def _inflected(title: str) -> str:
    first, _, rest = title.partition(" ")
    start = rf"{first.removesuffix('es')}(?:es|ing)" if rest else first
    return rf"{start}\s+{rest}" if rest else start


def _band(printed: str, words: Scale) -> str:
    shown = flat(printed).casefold()
    return words.bands.get(shown) or next(
        band for title, band in words.bands.items() if re.fullmatch(_inflected(title), shown)
    )


def score(body: Sequence[Line], grid: int | None, most: int) -> Found:
    """The points out of the most there can be, printed beside the word *score* or by the grid."""
    near = range(max(0, grid - NEAR_GRID), grid + NEAR_GRID) if grid is not None else range(0)
    found = []
    for index, line in enumerate(body):
        if index in near or re.search(r"\bscore\b", line.text, re.IGNORECASE):
            found += [(match[1], line.number) for match in SCORE.finditer(line.text) if int(match[2]) == most]
    points = {int(point) for point, _ in found}
    if not points:
        return Found(None, None)
    one = points.pop() if len(points) == 1 else None
    return Found(str(one) if one is not None and one <= most else None, found[0][1])


def provider(body: Sequence[Line], text: Passage, kinds: Iterable[str]) -> Found:
    """The provider's name, from the page of ratings, else the sentence that rates it, else a title."""
    found = _beside_score(body) or _rated_sentence(text) or _titled(text) or _of_a_kind(text, kinds)
    if found is None:
        return Found(None, None)
    name, line = found
    return Found(_spelt_out(name, text.text), line)


def _beside_score(body: Sequence[Line]) -> tuple[str, int] | None:
    """The lines under the heading of ratings, up to the score or the overall rating."""
    for index, line in enumerate(body):
        if not re.fullmatch(r"\s*Ratings?(?: summary)?\s*", line.text, re.IGNORECASE):
            continue
        name: list[str] = []
        first = line.number + 1
        for following in body[index + 1 : index + 9]:
            words = re.split(BESIDE_NAME, following.text)[0].strip()
            if words and not re.search(r"\d|^Fieldwork|^Published|[.:]$", words):
                first = following.number if not name else first
                name.append(words)
            if words != following.text.strip() and name:
                return flat(" ".join([*name, _carried_on(body, following)])), first
    return None


def _carried_on(body: Sequence[Line], above: Line) -> str:
    """The rest of a name that runs on below the score: a line of nothing but words with capitals."""
    below = next((line for line in body if line.number > above.number), None)
    return below.text.strip() if below and REST_OF_NAME.fullmatch(below.text.strip()) else ""


def _rated_sentence(text: Passage) -> tuple[str, int] | None:
    match = re.search(
        rf"Overall,\s+(?:the\s+)?({NAME})(?:\s+\([A-Z]{{2,6}}\))?\s+(?:is|are|was)\s+rated", text.text
    )
    return (flat(match[1]), text.line_at(match.start(1))) if match else None


def _titled(text: Passage) -> tuple[str, int] | None:
    match = TITLE.search(text.text)
    return (flat(match[1]), text.line_at(match.start(1))) if match else None


def _of_a_kind(text: Passage, kinds: Iterable[str]) -> tuple[str, int] | None:
    """A name that ends with a kind of provider, such as its words in the frameworks."""
    for kind in kinds:
        words = r"\s+".join(word.capitalize() for word in kind.split())
        match = re.search(rf"\b({NAME}?\s+{words})\b", text.text)
        if match:
            return flat(match[1]), text.line_at(match.start(1))
    return None


def _spelt_out(name: str, text: str) -> str:
    """The name with its abbreviation in words, where the report says what it stands for."""
    last = name.rsplit(maxsplit=1)[-1]
    if not re.fullmatch(r"[A-Z]{2,6}", last):
        return name
    letters = r"\s+".join(rf"{letter}[a-z]+" for letter in last)
    match = re.search(rf"({letters})\s+\({last}s?\)", text)
    return f"{name[: -len(last)]}{flat(match[1])}" if match else name
