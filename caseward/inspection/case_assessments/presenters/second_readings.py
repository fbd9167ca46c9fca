"""Second readings beside first ones: agreement question by question, and differences to talk about."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from caseward.inspection.case_assessments.inputs import Difference
from caseward.rules.agreement import Agreement
from caseward.rules.bases import in_words
from caseward.rules.framework import Framework, Kind
from caseward.rules.rating import whole_per_cent

from .readings import answer_in_words

NOT_ANSWERED = "Not asked or not answered"


@dataclass(frozen=True)
class AgreementRow:
    """How well readers agree on one question, in words and figures for a table."""

    words: str
    is_key: bool
    pairs: int
    agreed: int
    per_cent: int | None
    kappa: str
    interval: str


def agreement_rows(framework: Framework, found: Mapping[str, Agreement]) -> list[AgreementRow]:
    """One row a question that two readers answered, in the framework's order."""
    return [_row(framework, code, row) for code, row in found.items()]


def _row(framework: Framework, code: str, row: Agreement) -> AgreementRow:
    question = framework.question(code)
    return AgreementRow(
        words=in_words(question),
        is_key=question.kind is Kind.KEY_QUESTION,
        pairs=row.pairs,
        agreed=row.agreed,
        per_cent=None if row.share is None else whole_per_cent(row.share),
        kappa="" if row.kappa is None else f"{float(row.kappa):.2f}",
        interval=f"{row.interval.low:.2f} to {row.interval.high:.2f}" if row.interval else "",
    )


def in_all(found: Mapping[str, Agreement]) -> tuple[int, int]:
    """Answers that agree, and all pairs of answers, over every question."""
    return sum(row.agreed for row in found.values()), sum(row.pairs for row in found.values())


def share_in_words(agreed: int, pairs: int) -> str:
    """Answers that agree as a whole per cent of all pairs; empty where there are none."""
    return f"{whole_per_cent(Fraction(agreed, pairs))}%" if pairs else ""


def difference_cells(difference: Difference) -> tuple[str, str, str]:
    """One difference in words: the first reader's answer, the second's, and what they agreed."""
    question = difference.question
    return (
        answer_in_words(question, difference.first or "") or NOT_ANSWERED,
        answer_in_words(question, difference.second or "") or NOT_ANSWERED,
        answer_in_words(question, difference.agreed or ""),
    )
