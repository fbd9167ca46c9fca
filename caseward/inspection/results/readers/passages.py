"""A run of lines as one text in which every place still knows its line."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from caseward.inspection.results.readers.lines import Line


@dataclass(frozen=True)
class Passage:
    """Lines joined by line breaks; `starts` holds where each begins."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line_at(self, place: int) -> int:
        """The number of the file's line at a place in the text."""
        return self.numbers[max(0, bisect.bisect_right(self.starts, place) - 1)]


def passage(lines: Sequence[Line]) -> Passage:
    """Join lines; blank lines stay, for they part what stands above from what stands below."""
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line.text) + 1
    return Passage(
        "\n".join(line.text for line in lines), tuple(starts), tuple(line.number for line in lines)
    )


def flat(text: str) -> str:
    """Text on one line: breaks and runs of spaces become one space."""
    return " ".join(text.split())
