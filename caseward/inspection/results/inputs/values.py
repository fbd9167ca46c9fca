"""What a result is written from: plain values, from inspections decided here and from published ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseward.inspection.results.models import FactResult, Result


@dataclass(frozen=True)
class About:
    """What a reader must know of a result before its figures."""

    slug: str
    title: str
    source: str
    origin: str = Result.Origin.OURS
    note: str = ""
    fieldwork_starts_on: date | None = None
    printed_rating: str = ""
    """The overall rating as a source prints it; it stands where the standards' ratings are not all known."""
    framework_digest: str = ""
    """Of the version that another installation decided under; empty for the one installed here."""


@dataclass(frozen=True)
class DecidedStandard:
    """One standard: the rating as calculated or proposed, the rating that stands, and why they differ."""

    code: str
    indicative: str | None
    final: str | None
    ground: str = ""
    reason: str = ""
    decided_by: tuple[str, ...] = ()
    is_inferred: bool = False
    why_no_rating: str = ""
    remark: str = ""


@dataclass(frozen=True)
class QuestionFigure:
    """One question: yes and base where cases were counted, a whole per cent where only that is known."""

    code: str
    yes: int | None = None
    base: int | None = None
    percent: int | None = None
    why_no_figure: str = ""
    withheld: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Fact:
    """One further figure: staffing, waits, survey answers, context; yes and base where it was counted."""

    code: str
    title: str
    printed: str
    period: str = FactResult.Period.CURRENT
    value: Decimal | None = None
    yes: int | None = None
    base: int | None = None
    why_no_figure: str = ""
    source: str = ""
    remark: str = ""
    is_inferred: bool = False


@dataclass(frozen=True)
class GroupedFigure:
    """One key question in one group of cases, as the public may see it: small numbers are out already."""

    question_code: str
    dimension: str
    group: str
    percent: int | None = None
    yes: int | None = None
    base: int | None = None
    withheld: str = ""


@dataclass(frozen=True)
class PublishedRecommendation:
    """One recommendation as a report prints it."""

    number: int
    addressee: str
    text: str
    standard_codes: tuple[str, ...] = ()
    is_repeated: bool = False


@dataclass(frozen=True)
class Further:
    """What is published with a result besides ratings and questions."""

    facts: Sequence[Fact] = ()
    recommendations: Sequence[PublishedRecommendation] = ()
    groups: Sequence[GroupedFigure] = ()


@dataclass(frozen=True)
class UnratedSeen:
    """An inspection without a rating: what it was called, who was inspected, why nothing was rated."""

    title: str
    inspected: str
    why_unrated: str
    source: str
