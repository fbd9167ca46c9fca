"""How alike two sentences are by the words they share, and which of two lists of sentences belong together.

A published question and our paraphrase of it share few whole words, but most of their stems. Likeness
counts shared stems, each weighed by how rare it is among the sentences compared, so that "assessment"
says little among questions on assessment and "victims" says much. The weights and limits are inferred.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

STEM = 5
EMPTY_WORD = re.compile(
    r"a|all|an|and|any|are|as|at|be|been|by|do|does|enough|for|from|had|has|have|"
    r"how|in|into|is|it|its|made|make|of|on|or|other|sufficient|sufficiently|that|the|"
    r"their|them|these|they|this|to|was|were|what|when|where|which|who|will|with"
)
CLEAR_LEAD = Fraction(5, 4)
LEAST_LIKE = Fraction(1, 5)


@dataclass(frozen=True)
class Pairing:
    """Which known sentence each printed one is: an index, or None where that is not certain."""

    known: tuple[int | None, ...]
    is_whole: bool
    """Whether every printed sentence found its own, and none is left over."""


@cache
def stems(text: str) -> frozenset[str]:
    """The telling stems of a sentence: its words without the empty ones, cut to their first letters."""
    words = re.findall(r"[a-z]+", text.lower().replace("'s", ""))
    return frozenset(_stem(word) for word in words if not EMPTY_WORD.fullmatch(word))


def rarity(sentences: Iterable[str]) -> dict[str, Fraction]:
    """The weight of each stem: one over the number of sentences that have it."""
    counted = Counter(stem for sentence in sentences for stem in stems(sentence))
    return {stem: Fraction(1, count) for stem, count in counted.items()}


def likeness(one: str, other: str, weights: Mapping[str, Fraction] | None = None) -> Fraction:
    """Twice the weight that two sentences share over the weight they have, 0 to 1."""
    first, second = stems(one), stems(other)
    whole = _weight(first, weights) + _weight(second, weights)
    return 2 * _weight(first & second, weights) / whole if whole else Fraction(0)


def pair(printed: Sequence[str], known: Sequence[str]) -> Pairing:
    """Match printed sentences to known ones, both in their published order.

    Where there are as many of each, the order decides unless the words speak against it. Otherwise a
    sentence is matched only where its words are clearly closest to one known sentence, and that
    sentence's to it; the others stay None.
    """
    weights = rarity([*printed, *known])
    table = [[likeness(one, other, weights) for other in known] for one in printed]
    if len(printed) == len(known) and _order_holds(table):
        return Pairing(tuple(range(len(known))), is_whole=True)
    return Pairing(tuple(_only_partner(table, row) for row in range(len(printed))), is_whole=False)


def _stem(word: str) -> str:
    cut = (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)[:STEM]
    cut = re.sub(r"(.)\1$", r"\1", cut)
    cut = cut[:-1] + "i" if cut.endswith("y") else cut
    return cut[:-1] if len(cut) < STEM and cut.endswith("e") else cut


def _weight(found: frozenset[str], weights: Mapping[str, Fraction] | None) -> Fraction:
    if weights is None:
        return Fraction(len(found))
    return sum((weights.get(stem, Fraction(1)) for stem in found), Fraction(0))


def _order_holds(table: list[list[Fraction]]) -> bool:
    """Whether no pair of printed sentences would fit better the other way round, by a clear lead."""
    return not any(
        table[i][j] + table[j][i] > CLEAR_LEAD * (table[i][i] + table[j][j]) + LEAST_LIKE
        for i in range(len(table))
        for j in range(i)
    )


def _only_partner(table: list[list[Fraction]], row: int) -> int | None:
    if not table[row]:
        return None
    best = max(range(len(table[row])), key=lambda column: table[row][column])
    value = table[row][best]
    rivals = [table[row][column] for column in range(len(table[row])) if column != best]
    rivals += [other[best] for index, other in enumerate(table) if index != row]
    clear = value >= LEAST_LIKE and all(value >= CLEAR_LEAD * rival for rival in rivals)
    return best if clear else None
