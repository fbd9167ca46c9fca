"""What the checker found, and how a finding keeps its identity.

The kinds are ours, inferred from slips in published reports.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from caseward.rules.wording.sentences import Sentence

LINES = re.compile(r",? on lines? \d+(?: to \d+)?")


class Kind(StrEnum):
    """The kinds of finding, in the order in which they are listed."""

    NUMBER = "number"
    BAND_WORD = "band_word"
    SIGNIFICANCE = "significance"
    DIRECTION = "direction"
    DISAGREEMENT = "disagreement"
    REPEATED_TABLE = "repeated_table"
    COUNT = "count"
    IMPLAUSIBLE = "implausible"
    REAL_NAME = "real_name"
    WRONG_KIND = "wrong_kind"


@dataclass(frozen=True)
class Finding:
    """One thing that a reader of the report should look at."""

    kind: Kind
    line: int
    sentence: str
    says: str
    """What the sentence says, in its own words where possible."""
    data: str
    """What the data, or another place of the report, say."""

    @property
    def identity(self) -> str:
        """The same for as long as kind, sentence, and what both sides say stay the same.

        Lines are left out: a finding that somebody accepted stays accepted when text above it grows.
        """
        parts = (self.kind, " ".join(self.sentence.split()), self.says, LINES.sub("", self.data))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]

    def as_row(self) -> dict[str, str | int]:
        """The finding as `caseward check-report` prints it."""
        return {
            "kind": str(self.kind),
            "line": self.line,
            "sentence": self.sentence,
            "says": self.says,
            "data": self.data,
        }


def finding(kind: Kind, sentence: Sentence, says: str, data: str) -> Finding:
    """A finding about one sentence."""
    return Finding(kind, sentence.line, sentence.text, says, data)
