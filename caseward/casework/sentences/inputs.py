"""Rows as plain values for rules/sentence_dates.py."""

from datetime import date

from caseward.rules import sentence_dates
from caseward.shared.records.models import practice

from .models import Sentence


def expected_end(
    kind: str, *, sentenced_on: date, months: int, starts_on: date | None, follows: Sentence | None = None
) -> date | None:
    """When a sentence ends unless something happens; None where the law or the record does not tell.

    An order runs from its first day in the community; a licence lasts to the end of the sentence;
    supervision after it is counted from release.
    """
    if kind == Sentence.Kind.LICENCE:
        return sentence_dates.order_ends_on(sentenced_on, months)
    if kind == Sentence.Kind.POST_SENTENCE_SUPERVISION:
        return _end_of_supervision(follows)
    return sentence_dates.order_ends_on(starts_on or sentenced_on, months)


def _end_of_supervision(licence: Sentence | None) -> date | None:
    if licence is None or licence.starts_on is None or licence.ends_on is None:
        return None
    length = (licence.months, 0)
    due = sentence_dates.post_sentence_supervision_ends_on(
        licence.starts_on, licence.ends_on, length, practice()
    )
    return due.on if due else None
