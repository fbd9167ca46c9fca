"""Which words of a sentence belong to each of its claims, and whose figure a claim is about.

Where a claim ends is inferred from commas and conjunctions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseward.rules.wording.claims import Claim
from caseward.rules.wording.known import COMPARATOR, CURRENT, PREVIOUS, TARGET
from caseward.rules.wording.words import plain, words

CUTS = re.compile(r"[;:]\s|,\s|\s–\s|\s(?:but|while|whereas|although|and|compared with|than)\s")

CLAUSES = re.compile(r"[;:]\s|,\s|\s–\s|\s(?:but|while|whereas|although|compared with|than)\s")
ASIDE = re.compile(r",\s(?:which|meaning|leading|although|resulting)\b|;")
"""What follows speaks of the consequence, and no longer of what was counted."""
OWN_COUNT = re.compile(r"\b\d+\s+\($")


@dataclass(frozen=True)
class Region:
    """The words around one claim; `before` is what the sentence said up to there, its subject perhaps."""

    claim: Claim
    text: str
    before: str
    clause: str
    """The narrowest words around it, between two commas or conjunctions."""

    @property
    def widening(self) -> tuple[str, str, str]:
        """What it may be about, from the narrowest words to all that was said so far."""
        return self.clause, self.text, f"{self.before} {self.text}"

    @property
    def is_of_a_part(self) -> bool:
        """Whether the words speak of some of the cases only, such as those of women."""
        return bool(words().pattern("parts", "phrases").search(self.text))

    @property
    def is_no_share(self) -> bool:
        """Whether the number is a setting, such as a confidence level, or has its own count beside it."""
        counted = OWN_COUNT.search(f"{self.before}{self.text}".split(self.claim.text)[0])
        return bool(counted or words().pattern("not_shares", "phrases").search(self.text))

    @property
    def is_negative(self) -> bool:
        """Whether what is counted is the opposite of what the figure counts."""
        said = ASIDE.split(self.text)[0].replace("n't", " n't ")
        return bool(words().pattern("negative", "phrases").search(said))

    @property
    def period(self) -> str:
        """Whether the number is of this inspection, of another or a target, by words such as *last year*."""
        for period in (COMPARATOR, TARGET, PREVIOUS):
            if words().pattern("periods", period).search(self.text):
                return period
        return CURRENT


def regions(text: str, found: Sequence[Claim]) -> list[Region]:
    """The text cut between its claims, at the last comma, stop or conjunction before the next one."""
    text = plain(text)
    parts: list[Region] = []
    begin = 0
    for claim, following in zip(found, [*found[1:], None], strict=False):
        end = _cut(text, claim.end, following.start) if following else len(text)
        parts.append(Region(claim, text[begin:end], text[:begin], _clause(text, claim, begin, end)))
        begin = end
    return parts


def _clause(text: str, claim: Claim, begin: int, end: int) -> str:
    before = [match.start() for match in CLAUSES.finditer(text, begin, claim.start)]
    after = CLAUSES.search(text, claim.end, end)
    return text[before[-1] if before else begin : after.start() if after else end]


def clause_around(text: str, place: int) -> str:
    """The words around a place of a text, between two commas or conjunctions."""
    before = [match.end() for match in CLAUSES.finditer(text, 0, place)]
    after = CLAUSES.search(text, place)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _cut(text: str, begin: int, end: int) -> int:
    cuts = [match.start() for match in CUTS.finditer(text, begin, end)]
    return cuts[-1] if cuts else end
