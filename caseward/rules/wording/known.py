"""What is known when a report is checked: the figures, and the words that their framework gives them.

Printing follows the reports, as `house_style` does: inferred.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from caseward.rules.figures import Count

CURRENT, PREVIOUS, TARGET, COMPARATOR = "current", "previous", "target", "comparator"


@dataclass(frozen=True)
class KnownFigure:
    """One decided or supplied figure, which a sentence of the report may name."""

    code: str
    """An official code, or the code of a survey item or a provider's figure."""
    title: str
    """What it is, in words: a question's own wording or the title of the row it stands in."""
    value: Fraction | None
    """Per cent where `is_per_cent`, else in the unit of its title; None where the data hold no figure."""
    period: str = CURRENT
    """`current`, `previous`, `target` or `comparator`."""
    is_per_cent: bool = True
    standard: str = ""
    """Code of the standard that it belongs to; empty for a fact about the provider."""
    key_question: str = ""
    base: int | None = None
    """Cases that the per cent is out of, where that is known: without it no change can be tested."""
    also: tuple[str, ...] = ()
    """Other wordings, such as the one printed in the report."""

    @property
    def count(self) -> Count | None:
        """The counts behind a whole per cent, where its base is known."""
        if not self.base or not self.is_per_cent or self.value is None:
            return None
        yes = round(self.value * self.base / 100)
        return Count(yes, self.base - yes)

    @property
    def shown(self) -> str:
        """The figure as a finding says it, with its title beside its code."""
        if self.value is None:
            return f"{self.code} {self.title}: no figure"
        return f"{self.code} {self.title}: {number(self.value)}{' per cent' if self.is_per_cent else ''}"


@dataclass(frozen=True)
class KnownBand:
    """A word of the framework and the per cents that earn it, both ends included."""

    word: str
    low: int
    high: int


@dataclass(frozen=True)
class KnownStandard:
    """A standard and the wording of its key questions, by which chapters and sections are known."""

    code: str
    title: str
    domain: str
    sample: str = ""
    key_questions: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Known:
    """Everything that a report can be checked against. What is empty is not checked."""

    figures: tuple[KnownFigure, ...] = ()
    bands: tuple[KnownBand, ...] = ()
    standards: tuple[KnownStandard, ...] = ()
    significance: Fraction = Fraction(1, 10)
    samples: Mapping[str, int] = field(default_factory=dict, hash=False)
    """Cases by code of sample, `harm`, `interviews.officers`, `interviews.people`, `meetings`."""
    sample_titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    recommendations: int | None = None
    """How many recommendations the report makes; None where nobody counted."""
    people: tuple[str, ...] = ()
    """Real names, of staff or of people on probation, that may not stand in a practice example."""
    allowed_names: tuple[str, ...] = ()
    """Names that were changed, as the report says or as its writer vouches."""
    foreign_words: tuple[str, ...] = ()
    """What another kind of provider is called, and this one never."""

    def has_detail(self, standard: str) -> bool:
        """Whether there are figures below the key questions of a standard, to hold every number to."""
        own = [row for row in self.figures if row.standard == standard and row.code != row.key_question]
        return any(row.value is not None for row in own)

    def figure(self, code: str, period: str = CURRENT) -> KnownFigure | None:
        """The figure of that code and period; None where there is none."""
        return next((row for row in self.figures if (row.code, row.period) == (code, period)), None)


def number(value: Fraction) -> str:
    """A number as it is printed: whole where it is whole, else with up to two decimals."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):,.2f}".rstrip("0")
