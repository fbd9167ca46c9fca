"""Where a report says that the panel used its discretion on a standard, in a note or a sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseward.inspection.results.readers.headings import Section
from caseward.inspection.results.readers.passages import Passage, flat, passage
from caseward.inspection.results.readers.shares import Share
from caseward.inspection.results.readers.texts import SourceText
from caseward.rules.framework import Framework, RatedBy, Standard

USED = re.compile(
    r"(?:have |has )exercised\s+(?:our\s+|its\s+)?(?:professional\s+)?(?:judgement|judgment|discretion)"
    r"|panel\s+exercised\s+(?:its\s+)?(?:professional\s+)?discretion"
    r"|professional\s+(?:judgement|judgment|discretion)\s+(?:was|has\s+been|were)\s+(?:exercised|used|applied)"
    r"|(?:applied|used)\s+professional\s+(?:judgement|judgment|discretion)\s+to\s+(?:increase|raise|lift|lower|change)",
    re.IGNORECASE,
)
BEGINS = re.compile(r"(?:[.?!]|\d%)\s+|\n[ \t]*\n")
LONGEST = 600


@dataclass(frozen=True)
class DiscretionNote:
    """What a report says of one standard, and on which line."""

    standard: str
    text: str
    line: int


def read_discretion(
    source: SourceText, found: Sequence[Section], framework: Framework, shares: Mapping[str, Share]
) -> tuple[list[DiscretionNote], int]:
    """The notes by standard, and how many speak of discretion without saying clearly on which standard."""
    marks: dict[int | None, str] = {
        cell.note: share.code for share in shares.values() for cell in share.cells.values() if cell.note
    }
    notes: list[DiscretionNote] = []
    unclear = 0
    statements = sorted(_statements(source), key=lambda one: _named(one[1], framework) is None)
    for mark, text, line in statements:
        standard = _named(text, framework) or _marked(marks.get(mark), framework) or _around(line, found)
        if standard is None:
            unclear += 1
        elif standard not in {note.standard for note in notes}:
            notes.append(DiscretionNote(standard, text, line))
    return notes, unclear


def _statements(source: SourceText) -> Iterator[tuple[int | None, str, int]]:
    for note in source.footnotes:
        if USED.search(note.text):
            yield note.mark, note.text, note.line
    text = passage(source.body)
    for match in USED.finditer(text.text):
        yield None, _sentence(text, match.start()), text.line_at(match.start())


def _sentence(text: Passage, place: int) -> str:
    ends = [match.end() for match in BEGINS.finditer(text.text, max(0, place - LONGEST), place)]
    begin = ends[-1] if ends else max(0, place - LONGEST)
    end = re.compile(r"\.(?=\s|$)|\n\n").search(text.text, place)
    return flat(text.text[begin : end.end() if end else place + LONGEST])


def _named(text: str, framework: Framework) -> str | None:
    """The standard whose title a statement names; none where it names several or its title is shared."""
    found = [standard for standard in _counted(framework) if _says(text, standard)]
    return found[0].code if len(found) == 1 else None


def _says(text: str, standard: Standard) -> bool:
    title = r"\s+".join(map(re.escape, standard.title.split()))
    return bool(
        re.search(
            rf"\brating for {title}\b|\brelation to {title}\b|\b{re.escape(standard.code)}\b",
            text,
            re.IGNORECASE,
        )
    )


def _marked(code: str | None, framework: Framework) -> str | None:
    if code is None:
        return None
    return next((one.code for one in framework.standards if code.startswith(f"{one.code}.")), None)


def _around(line: int, found: Sequence[Section]) -> str | None:
    """The standard of the section that the note stands in."""
    inside = [section for section in found if section.heading.number < line]
    return inside[-1].standard if inside else None


def _counted(framework: Framework) -> list[Standard]:
    return [standard for standard in framework.standards if standard.rated_by is not RatedBy.JUDGEMENT]
