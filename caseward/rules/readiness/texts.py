"""Whether a text says anything, and whether it only repeats another.

Worked examples: "–" and "N/A." tell nothing, "None needed" does. "Engages well" and "engages  WELL!" are
the same.
"""

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
NO_ANSWER = frozenset(
    ("n a", "na", "nil", "no", "none", "not known", "nothing", "see above", "tbc", "unknown")
)
LONGEST_NO_ANSWER = max(map(len, NO_ANSWER)) + 4


def says_something(text: str) -> bool:
    """Whether there is a word in it; spaces and marks are none. No source is needed."""
    return WORD.search(text) is not None


def plain(text: str) -> str:
    """A text without what does not change its words: case, spaces and marks. No source is needed."""
    return " ".join(WORD.findall(text.casefold()))


def tells(text: str) -> bool:
    """Whether a text says anything: blank, marks and a bare "none" or "n/a" do not. Inferred."""
    if len(text) > LONGEST_NO_ANSWER:
        return says_something(text)
    return says_something(text) and plain(text) not in NO_ANSWER


def is_same(one: str, other: str) -> bool:
    """Whether two texts that say something say it in the same words. No source is needed."""
    return says_something(one) and plain(one) == plain(other)


def repeated(texts: Iterable[str]) -> frozenset[str]:
    """The plain texts that stand more than once among those that say something. No source is needed."""
    counted = Counter(filter(None, map(plain, texts)))
    return frozenset(text for text, times in counted.items() if times > 1)
