"""A small invented provider: what is known of it, and a way to have sentences judged."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from caseward.rules.wording.checker import check
from caseward.rules.wording.findings import Finding
from caseward.rules.wording.known import Known, KnownBand, KnownFigure, KnownStandard
from caseward.rules.wording.sentences import Place, Sentence

BANDS = (
    KnownBand("large majority", 80, 100),
    KnownBand("reasonable majority", 65, 79),
    KnownBand("too few", 50, 64),
    KnownBand("minority", 0, 49),
)
STANDARDS = (
    KnownStandard("2.1", "Assessment", "Casework", "main", {"2.1.1": "Is enough done to engage the person?"}),
    KnownStandard("2.2", "Planning", "Casework", "main", {"2.2.1": "Does planning keep other people safe?"}),
    KnownStandard("4.1", "Unpaid work", "Other work", "unpaid", {"4.1.1": "Is unpaid work safe?"}),
)


def figure(code: str, title: str, value: int | None, period: str = "current", **more: Any) -> KnownFigure:
    """A figure of a standard, or a fact where its code is a plain word."""
    standard = code[:3] if code[0].isdigit() else ""
    exact = None if value is None else Fraction(value)
    return KnownFigure(
        code, title, exact, period, standard=standard, key_question=code[:5] if standard else "", **more
    )


FIGURES = (
    figure("2.1.1", "Is enough done in assessment to engage the person?", 66, base=100),
    figure("2.1.1a", "Are strengths and protective factors identified?", 88, base=100),
    figure("2.1.1b", "Were domestic abuse checks made?", None),
    figure("2.2.1", "Does planning keep other people safe?", 61, base=80),
    figure("2.2.1", "Does planning keep other people safe?", 46, "comparator"),
    figure("2.2.1", "Does planning keep other people safe?", 57, "previous"),
    figure("2.2.1a", "Are there contingency arrangements in planning?", 40, base=80),
    figure("2.2.1a", "Are there contingency arrangements in planning?", 70, "previous", base=90),
    figure("2.2.1b", "Does planning set a pattern of home visits?", 55, base=80),
    figure("2.2.1b", "Does planning set a pattern of home visits?", 51, "previous", base=90),
    figure("4.1.1", "Is unpaid work safe?", 83),
    figure("sickness", "Sickness absence of staff", 7),
    figure("sickness", "Sickness absence of staff", 5, "target"),
    figure("headcount", "Total staff headcount", 198, is_per_cent=False),
)
DATA = Known(
    figures=FIGURES,
    bands=BANDS,
    standards=STANDARDS,
    samples={"main": 100, "unpaid": 35, "harm": 79, "interviews.officers": 60, "meetings": 33},
    sample_titles={"main": "Casework", "unpaid": "Unpaid work"},
    recommendations=3,
    people=("Rosalind Petherick",),
    allowed_names=("Marcus",),
    foreign_words=("division", "divisions"),
)
ASSESSMENT = ("2. Casework", "2.1. Assessment")
PLANNING = ("2. Casework", "2.2 Planning")
UNPAID = ("4.1 Unpaid work",)


def say(text: str, headings: Sequence[str] = (), place: Place = Place.PROSE, **more: Any) -> Sentence:
    """One sentence."""
    return Sentence(more.pop("line", 1), text, place, tuple(headings), **more)


def judge(*sentences: Sentence, data: Known = DATA) -> list[Finding]:
    """What the checker finds in the sentences."""
    return check(sentences, data)


def kinds(*sentences: Sentence, data: Known = DATA) -> list[str]:
    """Which kinds it finds."""
    return [str(row.kind) for row in judge(*sentences, data=data)]
