"""The words by which the checker knows what a sentence speaks of: data, the same for every framework.

The lists are ours, inferred from how such reports are written.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parents[2] / "frameworks" / "wording.toml"
ENDINGS = ("ations", "ation", "ments", "ingly", "edly", "ating", "ings", "ing", "ies", "ied", "ely", "ers")
ENDINGS_AFTER = ("es", "ed", "ly", "s", "e")
SHORTEST_STEM = 4
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True)
class Words:
    """The whole file, ready for use; every pattern reads without regard to capitals unless a name says so."""

    table: Mapping[str, Any]
    concepts: tuple[tuple[re.Pattern[str], str], ...]
    same: Mapping[str, str]
    stop: frozenset[str]
    weak: frozenset[str]
    """Words that may stand beside any figure and so never tell two figures apart."""
    meaningful: frozenset[str]
    """Everything that the file gives a meaning: where a title lacks such a word, that speaks against it."""

    def pattern(self, part: str, key: str) -> re.Pattern[str]:
        """A pattern for one list of the file, such as the phrases that name an earlier inspection."""
        return phrases(tuple(self.table[part][key]))


@cache
def words() -> Words:
    """The words that are shipped."""
    table = tomllib.loads(SHIPPED.read_text("utf-8"))
    pairs = [(phrase, concept) for concept, many in table["concepts"].items() for phrase in many]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return Words(
        table=table,
        concepts=tuple((phrases((phrase,)), concept) for phrase, concept in pairs),
        same={stem: word for word, stems in table["same"].items() for stem in stems},
        stop=frozenset(table["stop"]["words"].split()),
        weak=frozenset(table["weak"]["words"]),
        meaningful=frozenset(table["concepts"]) | frozenset(table["same"]),
    )


@cache
def phrases(many: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words; a star stands for any ending."""
    longest_first = sorted(many, key=len, reverse=True)
    alternatives = (
        re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in longest_first
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE)


def plain(text: str) -> str:
    """A text with plain apostrophes and hyphens."""
    return re.sub(r"[’‘`]", "'", text).replace("\u2011", "-").replace("\u00ad", "")


def tokens(text: str) -> frozenset[str]:
    """What a text speaks of: concepts and stems of its words, without the words that say nothing.

    In: any text. Out: a set, in which two ways of saying the same thing are one.
    """
    return frozenset(_tokens(plain(text)))


def _tokens(text: str) -> Iterable[str]:
    known = words()
    for pattern, concept in known.concepts:
        text, found = pattern.subn(" ", text)
        if found:
            yield concept
    for word in WORD.findall(re.sub(r"'s?\b", "", text).lower()):
        if word not in known.stop and len(word) > 1:
            yield stem(word)


@cache
def stem(word: str) -> str:
    """A lower-case word without its ending, and as one with the words that mean the same."""
    bare = word
    for endings in (ENDINGS, ENDINGS_AFTER):
        for ending in endings:
            if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST_STEM - 1:
                bare = bare.removesuffix(ending)
                break
    return words().same.get(bare, bare)
