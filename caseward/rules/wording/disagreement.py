"""Two places of a report that say the same thing with different numbers or words.

How alike two sentences must be is inferred: no source says.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from caseward.rules.wording.claims import NUMBER, claims, read_number
from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.known import KnownBand, number
from caseward.rules.wording.naming import Names, is_judged
from caseward.rules.wording.sentences import Place, Sentence
from caseward.rules.wording.words import plain, stem, words

NUMBERS = re.compile(rf"(?<![\w.]){NUMBER}(?!\w)", re.IGNORECASE)
# A text that keeps columns puts what heads a table before the number of a standard: no sentence.
HEADED = re.compile(r"^(?:\w+ ){1,7}(?:[A-Z] ?)?\d\.\d\.$")
ALIKE = 0.72
VERY_ALIKE = 0.85
FEWEST_SHARED = 3
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
EMPTY = frozenset(words().table["empty"]["words"])


@dataclass(frozen=True)
class _Said:
    """One sentence by its words, its numbers and its words for shares."""

    sentence: Sentence
    words: frozenset[str]
    about: frozenset[str]
    """Words that tell one group, place or time from another: two sentences must share them."""
    numbers: tuple[Fraction, ...]
    shares: tuple[str, ...]


def judge_disagreement(names: Names, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """A finding at the later of two places that are nearly alike and differ in a number or a share."""
    seen: dict[str, list[_Said]] = defaultdict(list)
    for sentence in sentences:
        said = _said(sentence, names.data.bands) if is_judged(sentence) else None
        if said is None:
            continue
        if earlier := _earlier(said, seen):
            yield finding(Kind.DISAGREEMENT, sentence, _differs(said, earlier), _elsewhere(earlier, said))
        for word in said.words:
            seen[word].append(said)


def _said(sentence: Sentence, bands: Sequence[KnownBand]) -> _Said | None:
    text = HEADED.sub(" ", plain(sentence.text))
    numbers = tuple(read_number(match[0]) for match in NUMBERS.finditer(text))
    shares = tuple(
        re.sub(r"\s+", " ", claim.text.lower()) for claim in claims(text, bands) if claim.kind != "number"
    )
    if not numbers and not shares:
        return None
    bare = NUMBERS.sub(" ", text)
    about = frozenset(match[0].lower() for match in words().pattern("parts", "phrases").finditer(bare))
    return _Said(sentence, _words(bare), about | _capitals(bare), numbers, shares)


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text.lower()) if word not in EMPTY)


def _capitals(text: str) -> frozenset[str]:
    """Names and abbreviations, of programmes for instance, behind the first word of the sentence."""
    return frozenset(re.findall(r"(?<=\s)[A-Z][\w-]+", text))


def _earlier(said: _Said, seen: dict[str, list[_Said]]) -> _Said | None:
    rivals = {id(other): other for word in said.words for other in seen[word]}
    return next(
        (other for other in rivals.values() if _are_alike(said, other) and _differ(said, other)), None
    )


def _are_alike(one: _Said, other: _Said) -> bool:
    """Two lists, or two sentences that each have a word of their own, speak of two things."""
    shared = one.words & other.words
    if one.about != other.about or len(shared) < FEWEST_SHARED or _are_in_one_list(one, other):
        return False
    likeness = len(shared) / len(one.words | other.words)
    one_says_no_more = not (one.words - shared and other.words - shared)
    return likeness >= (ALIKE if one_says_no_more else VERY_ALIKE) and (one_says_no_more or len(shared) >= 10)


def _are_in_one_list(one: _Said, other: _Said) -> bool:
    both = (one.sentence, other.sentence)
    return all(row.place is Place.ITEM for row in both) and both[0].headings == both[1].headings


def _differ(one: _Said, other: _Said) -> bool:
    numbers = len(one.numbers) == len(other.numbers) and one.numbers != other.numbers
    shares = len(one.shares) == len(other.shares) and one.shares != other.shares
    return numbers or shares


def _differs(said: _Said, earlier: _Said) -> str:
    pairs = [*zip(said.numbers, earlier.numbers, strict=False)] if said.numbers != earlier.numbers else []
    if numbers := [number(mine) for mine, theirs in pairs if mine != theirs]:
        return ", ".join(numbers)
    return ", ".join(
        mine for mine, theirs in zip(said.shares, earlier.shares, strict=False) if mine != theirs
    )


def _elsewhere(earlier: _Said, said: _Said) -> str:
    return f"{_differs(earlier, said)}, on line {earlier.sentence.line}: “{earlier.sentence.text}”"
