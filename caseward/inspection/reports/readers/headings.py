"""Which lines of a plain text are headings, and under which headings a sentence stands."""

import re
from dataclasses import dataclass, field

from .splitting import Line

LONGEST = 70
NUMBER = re.compile(r"^(?:Annex\s+\d+:?|[A-Z]?\s?\d{1,2}(?:\.\d{1,2})?\.?)\s+(?=[A-Z‘])")
STANDARD = re.compile(r"^(?:[A-Z]\s?)?\d{1,2}\.\d{1,2}\.?\s+[A-Z]")
ENDS_AS_TEXT = re.compile(r"[.,;:][”’\"')\]]*$")
CHAPTER, SECTION, STANDARD_LEVEL, BELOW = range(4)


def is_heading(line: Line) -> bool:
    """Whether a line standing alone is a heading: short, with a capital first, not ending as text does."""
    text = NUMBER.sub("", line.text)
    if not text[:1].isupper() or len(text) > LONGEST or ENDS_AS_TEXT.search(text):
        return False
    return not re.search(r"\d%|\d$", text)


@dataclass
class Headings:
    """The headings in force at one place of a text. Numbers tell their rank, else where they stand."""

    by_level: dict[int, str] = field(default_factory=dict)

    @property
    def now(self) -> tuple[str, ...]:
        """The headings in force, the outermost first."""
        return tuple(self.by_level[level] for level in sorted(self.by_level))

    def enter(self, text: str, *, starts_page: bool) -> None:
        """A heading takes the place of every other of its rank or below."""
        level = self._level(text, starts_page=starts_page)
        self.by_level = {rank: held for rank, held in self.by_level.items() if rank < level}
        self.by_level[level] = text

    def _level(self, text: str, *, starts_page: bool) -> int:
        if STANDARD.match(text):
            return STANDARD_LEVEL
        if text.endswith("?"):
            return BELOW
        if starts_page or text.lower().startswith("annex"):
            return CHAPTER
        return SECTION if NUMBER.match(text) else BELOW
