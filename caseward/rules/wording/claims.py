"""What a sentence claims about shares of cases: per cents, fractions and words such as *most*.

The words for bands are the framework's [TV annex 2]; how far *just over* or *around* reaches is inferred.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from caseward.rules.wording.known import KnownBand
from caseward.rules.wording.words import phrases, plain, words

UNITS: list[str] = words().table["numbers"]["units"]
TENS: list[str] = words().table["numbers"]["tens"]
WRITTEN = {
    **{word: value for value, word in enumerate(UNITS)},
    **{ten: 20 + 10 * place for place, ten in enumerate(TENS)},
    **{
        f"{ten}-{unit}": 20 + 10 * place + value
        for place, ten in enumerate(TENS)
        for value, unit in enumerate(UNITS[:10])
        if value
    },
    "hundred": 100,
}
IN_WORDS = "|".join(sorted(WRITTEN, key=len, reverse=True))
NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|\b(?:{IN_WORDS})\b)"
PER_CENT = re.compile(rf"(?P<number>{NUMBER})\s*(?:per cent\b|percent\b|%)", re.IGNORECASE)
NOT_A_SHARE = re.compile(r"^\s*(?:percentage\s+)?points?\b|^-", re.IGNORECASE)
ETHNIC = re.compile(r"(?:ethnic\s+|minority\s+ethnic|^)$", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """A share that a sentence claims, true from `low` to `high` per cent, both included."""

    start: int
    end: int
    text: str
    low: Fraction
    high: Fraction
    kind: str
    """`number`, `band` (a word of the framework) or `word` (any other)."""

    @property
    def value(self) -> Fraction | None:
        """The exact number claimed; None where it is a range or a word."""
        return self.low if self.kind == "number" and self.low == self.high else None

    def holds(self, percent: Fraction) -> bool:
        """Whether a per cent earns the claim; it is rounded to as many places as are claimed, halves up."""
        if self.value is None:
            return self.low <= percent <= self.high
        scale = _scale(self.value)
        return (percent * scale + Fraction(1, 2)) // 1 == self.value * scale


def _scale(value: Fraction) -> int:
    """The power of ten that makes a number in digits whole: 10 for 7.6."""
    scale = 1
    while (value * scale).denominator > 1:
        scale *= 10
    return scale


def read_number(text: str) -> Fraction:
    """A number in digits or in words of up to a hundred; raises KeyError for any other word."""
    digits = text.replace(",", "")
    return Fraction(digits) if digits[0].isdigit() else Fraction(WRITTEN[text.lower()])


def claims(text: str, bands: Sequence[KnownBand]) -> list[Claim]:
    """Every share that a text claims, in the order of the text; none lies inside another."""
    text = plain(text)
    found: list[Claim] = []
    for claim in (*_per_cents(text), *_band_words(text, bands), *_fractions(text), *_shares(text)):
        if not any(claim.start < other.end and other.start < claim.end for other in found):
            found.append(claim)
    return sorted(found, key=lambda claim: claim.start)


def _per_cents(text: str) -> Iterator[Claim]:
    for match in PER_CENT.finditer(text):
        if not NOT_A_SHARE.match(text[match.end() :]):
            yield _near(text, match.start(), match.end(), read_number(match["number"]), "number")


def _band_words(text: str, bands: Sequence[KnownBand]) -> Iterator[Claim]:
    for band in sorted(bands, key=lambda band: -len(band.word)):
        for match in phrases((band.word,)).finditer(text):
            if not _is_ethnic(text, match.end()):
                low, high = Fraction(band.low), Fraction(band.high)
                yield Claim(match.start(), match.end(), match[0], low, high, "band")


def _is_ethnic(text: str, end: int) -> bool:
    return bool(re.match(r"\s+(?:ethnic|group|communit)", text[end:], re.IGNORECASE))


def _fractions(text: str) -> Iterator[Claim]:
    fractions = words().table["fractions"]
    for match in phrases(tuple(fractions)).finditer(text):
        value = Fraction(fractions[re.sub(r"\s+", " ", match[0].lower())])
        yield _near(text, match.start(), match.end(), value, "word")


def _shares(text: str) -> Iterator[Claim]:
    shares = words().table["shares"]
    for match in phrases(tuple(shares)).finditer(text):
        low, high = shares[match[0].lower()]
        if _speaks_of_cases(match[0], text[match.end() :]):
            yield Claim(match.start(), match.end(), match[0], Fraction(low), Fraction(high), "word")


def _speaks_of_cases(word: str, rest: str) -> bool:
    if word.lower().endswith("majority") or word.lower() == "every case":
        return not _is_ethnic(rest, 0)
    return bool(
        re.match(r"\s+(?:of\s+)?(?:the\s+)?(?:relevant\s+|inspected\s+)?cases\b", rest, re.IGNORECASE)
    )


def _near(text: str, start: int, end: int, value: Fraction, kind: str) -> Claim:
    """The claim with the words before it that loosen it, such as *just over*."""
    near = words().table["near"]
    before = _before().search(text[:start])
    if before:
        low, high = near[re.sub(r"\s+", " ", before[1].lower())]
        low, high = max(Fraction(0), value + low), min(max(Fraction(100), value), value + high)
        return Claim(before.start(1), end, text[before.start(1) : end], low, high, kind)
    loose = 0 if kind == "number" else 3
    return Claim(start, end, text[start:end], value - loose, value + loose, kind)


@cache
def _before() -> re.Pattern[str]:
    near = sorted(words().table["near"], key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(near)})\s+(?:an?\s+)?$".replace(" than", r"\s+than"), re.IGNORECASE)
