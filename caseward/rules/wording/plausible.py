"""Numbers that can hardly be, whatever the figures are.

The limits are inferred from what has reached print [TV background].
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from caseward.rules.wording.claims import PER_CENT, read_number
from caseward.rules.wording.findings import Finding, Kind, finding
from caseward.rules.wording.sentences import Place, Sentence
from caseward.rules.wording.words import plain

MILLIONS = re.compile(r"£\s*(\d[\d,]*(?:\.\d+)?)\s*(?:m|million)\b", re.IGNORECASE)
MOST_MILLIONS = 1000
GROWTH = re.compile(
    r"\b(?:increased?|rise|risen|rose|growth|grew|grown|capacity|target|more)\b", re.IGNORECASE
)
OUT_OF = re.compile(r"\b(\d+)\s+(?:out of|of)\s+(?:the\s+)?(\d+)\b", re.IGNORECASE)


def judge_plausibility(sentence: Sentence) -> Iterator[Finding]:
    """Findings of `implausible` in one sentence: thousands of millions, shares over 100, impossible parts."""
    if sentence.place is Place.NOTE:
        return
    text = plain(sentence.text)
    for match in MILLIONS.finditer(text):
        if Fraction(match[1].replace(",", "")) >= MOST_MILLIONS:
            data = "Thousands of millions of pounds: was it meant in thousands?"
            yield finding(Kind.IMPLAUSIBLE, sentence, match[0], data)
    for match in PER_CENT.finditer(text):
        if read_number(match["number"]) > 100 and not GROWTH.search(text):
            yield finding(Kind.IMPLAUSIBLE, sentence, match[0], "A share is at most 100 per cent")
    for match in OUT_OF.finditer(text):
        if int(match[1]) > int(match[2]):
            yield finding(Kind.IMPLAUSIBLE, sentence, match[0], "A part is at most the whole")
