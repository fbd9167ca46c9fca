"""Which figure a part of a sentence names, judged by the words that they share and by the section.

Likeness by shared words, and its thresholds, are inferred: they were set so that findings are few.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from caseward.rules.wording.known import Known, KnownFigure, KnownStandard
from caseward.rules.wording.sentences import Sentence
from caseward.rules.wording.words import plain, tokens, words

SURE = 0.72
"""How alike a sentence and a title must be before a finding may rest on it."""
POSSIBLE = 0.34
"""How alike they must be for the figure to speak for the sentence, where it agrees with it."""
EXTRA = 0.5
"""How much a word of the sentence that belongs to other figures counts against this one."""
WEAK = 0.4
"""What a word weighs that may stand beside any figure, such as *service*."""
NUMBER = re.compile(r"^(?:[A-Z]\s?)?[\d.]+\s*")
ELSEWHERE = 0.92
"""What is left of a likeness where the figure belongs to another key question than the section."""


@dataclass(frozen=True)
class Section:
    """The standards, and the key question, that the headings above a sentence name."""

    standards: frozenset[str] = frozenset()
    key_question: str = ""


@dataclass(frozen=True)
class Named:
    """A figure that a sentence may name, and how alike they are, 0 to 1."""

    figure: KnownFigure
    likeness: float

    @property
    def is_sure(self) -> bool:
        """Whether a finding may rest on it."""
        return self.likeness >= SURE


class Names:
    """Finds figures by words. Rare words of the titles weigh more than those that many titles share."""

    def __init__(self, data: Known) -> None:
        self.data = data
        self.current = [row for row in data.figures if row.period == "current"]
        self.subjects = {row.code: tokens(row.title) for row in data.standards}
        self.titles = {row.code: self._titles(row) for row in self.current}
        said = Counter(word for titles in self.titles.values() for word in frozenset().union(*titles))
        self.weights = {word: self._rarity(word, times) for word, times in said.items()}
        self.changes = _words_for_changes()
        """Words that say how a figure went, and nothing of what it is."""
        self.distinct = (words().meaningful | self.weights.keys()) - words().weak

    def _titles(self, figure: KnownFigure) -> list[frozenset[str]]:
        subject = self.subjects.get(figure.standard, frozenset())
        found = [tokens(title) - subject for title in (figure.title, *figure.also)]
        return [title for title in found if title]

    def _rarity(self, word: str, times: int) -> float:
        return (1 + log(len(self.current) / times) / 4) * (WEAK if word in words().weak else 1)

    def standards_in(self, said: frozenset[str]) -> frozenset[str]:
        """Codes of the standards that a text names outright."""
        counted = {row.standard for row in self.current}
        return frozenset(
            code for code in counted & self.subjects.keys() if _is_named(self.subjects[code], said)
        )

    def section(self, headings: Sequence[str]) -> Section:
        """What the headings say of where a sentence stands; the innermost that names a standard decides."""
        key_question = ""
        for heading in reversed(headings):
            if standards := self._standards_of(heading):
                return Section(standards, self._asked(key_question, standards))
            key_question = key_question or heading
        return Section()

    def _standards_of(self, heading: str) -> frozenset[str]:
        named = [row for row in self.data.standards if _same_heading(heading, row.title)]
        if not named:
            named = [row for row in self.data.standards if _same_heading(heading, row.domain)]
        return frozenset(row.code for row in _numbered(heading, named))

    def _asked(self, heading: str, standards: frozenset[str]) -> str:
        said = tokens(heading)
        best, code = 0.5, ""
        for standard in self.data.standards:
            if standard.code in standards and heading.endswith("?"):
                for question, text in standard.key_questions.items():
                    asked = tokens(text)
                    likeness = 2 * len(said & asked) / max(1, len(said) + len(asked))
                    best, code = (likeness, question) if likeness > best else (best, code)
        return code

    def named(self, said: frozenset[str], section: Section, standards: Iterable[str] = ()) -> list[Named]:
        """The figures that the words may name, the likeliest first; likeness under POSSIBLE is left out."""
        within = frozenset(standards) or section.standards
        found = [
            Named(row, self._likeness(row, said, section))
            for row in self.current
            if row.is_per_cent and (not row.standard or row.standard in within)
        ]
        return sorted((row for row in found if row.likeness >= POSSIBLE), key=lambda row: -row.likeness)

    def _likeness(self, figure: KnownFigure, said: frozenset[str], section: Section) -> float:
        best = max((self._overlap(title, said) for title in self.titles[figure.code]), default=0.0)
        asked = figure.key_question or figure.code
        return best if asked == section.key_question or not section.key_question else best * ELSEWHERE

    def _overlap(self, title: frozenset[str], said: frozenset[str]) -> float:
        shared = self._weight(title & said)
        extra = self._weight((said - title) & self.distinct)
        return shared / (shared + self._weight(title - said) + EXTRA * extra or 1)

    def _weight(self, some: Iterable[str]) -> float:
        return sum(self.weights.get(word, 1.0) for word in some)


def _words_for_changes() -> frozenset[str]:
    known = words().table["direction"]
    listed = (*known["up"], *known["down"], *known["better"], *known["worse"], "significantly", "inspection")
    return tokens(" ".join(listed)) | {"last"}


def is_judged(sentence: Sentence) -> bool:
    """Whether a sentence reports what was found, and does not explain how, or what words mean."""
    return sentence.is_running_text and not is_unjudged(sentence)


def is_unjudged(sentence: Sentence) -> bool:
    """Whether a sentence stands in a section that explains, such as a glossary."""
    explains = words().pattern("unjudged", "headings")
    return any(explains.search(heading) for heading in sentence.headings)


def _is_named(subject: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a text names a standard; a title such as *implementation and delivery* by either word."""
    return bool(subject & said) if len(subject) == 2 else bool(subject) and subject <= said


def _same_heading(heading: str, title: str) -> bool:
    bare, title = NUMBER.sub("", plain(heading)).lower(), plain(title).lower()
    return bool(title) and (bare == title or (bare.startswith(f"{title} ") and len(bare) < len(title) + 30))


def _numbered(heading: str, named: list[KnownStandard]) -> list[KnownStandard]:
    """Those whose code the heading bears, where titles such as *Assessment* stand in two domains."""
    return [row for row in named if heading.strip().startswith(row.code)] or named
