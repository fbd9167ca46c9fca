"""The words of a rating scale where they are printed as ratings, not as words of a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseward.inspection.results.readers.passages import Passage
from caseward.rules.framework import Framework


@dataclass(frozen=True)
class RatingWord:
    """One printed rating: its band, its place in a passage and its line."""

    band: str
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Scale:
    """A framework's rating words as one pattern."""

    pattern: re.Pattern[str]
    bands: dict[str, str]

    def words(self, text: Passage) -> list[RatingWord]:
        """Every rating word that is printed with capitals, as ratings are."""
        return [
            RatingWord(self.bands[_key(match[0])], match.start(), match.end(), text.line_at(match.start()))
            for match in self.pattern.finditer(text.text)
        ]

    def only(self, text: str) -> list[str] | None:
        """The bands of a text that holds nothing but rating words, marks and space; None for any other."""
        left = re.sub(r"\b(?:Overall|Rating):?", " ", self.pattern.sub(" ", text))
        found = [self.bands[_key(match[0])] for match in self.pattern.finditer(text)]
        return found if found and not re.search(r"[A-Za-z]", left) else None


def scale(frameworks: Sequence[Framework]) -> Scale:
    """The rating words of frameworks; a word of two parts may be broken over lines."""
    titles = {band.title: band.code for framework in frameworks for band in framework.bands}
    forms = [form for title in titles for form in (title, title.upper(), title.title())]
    ordered = sorted(set(forms), key=len, reverse=True)
    pattern = "|".join(r"\s+".join(map(re.escape, form.split())) for form in ordered)
    return Scale(
        re.compile(rf"\b(?:{pattern})(?=\b|\d)"), {_key(title): code for title, code in titles.items()}
    )


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
