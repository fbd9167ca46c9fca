"""Sentences with their requirements and conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from caseward.casework.sentences.models import LicenceCondition
from caseward.casework.sentences.models import Sentence as SentenceRow
from caseward.rules.readiness.facts import Condition, Requirement, Sentence

from .look import Of, Row, Rows, empty, end_of


@dataclass(frozen=True)
class Sentenced:
    """What runs of one person and what has ended, each with what began first in front."""

    running: tuple[Sentence, ...]
    ended: tuple[Sentence, ...]
    is_ethnicity_asked: bool


def sentenced(people: Sequence[int], on: date) -> Mapping[int, Sentenced]:
    """By the key of the person: those of whom a sentence runs in the community on that day."""
    conditions = _conditions(people, on)
    sentences: dict[int, dict[int, Row]] = {}
    requirements: Of[Requirement] = empty()
    for row in _rows(people, on):
        sentences.setdefault(row[0], {})[row[2]] = row
        if row[8] is not None:
            requirements[row[2]].append(Requirement(*row[8:]))
    found = {}
    for person, rows in sentences.items():
        theirs = [
            _sentence(row, requirements.get(key, []), conditions.get(key, [])) for key, row in rows.items()
        ]
        running = tuple(each for each in theirs if _runs(each, on))
        ended = tuple(each for each in theirs if not _runs(each, on))
        if running:
            is_ethnicity_asked = next(iter(rows.values()))[1] != ""
            found[person] = Sentenced(running, ended, is_ethnicity_asked)
    return found


def _sentence(row: Row, requirements: list[Requirement], conditions: list[Condition]) -> Sentence:
    _, _, key, kind, sentenced_on, starts_on, ends_on, ended_on, *_ = row
    parts = tuple(requirements), tuple(conditions)
    return Sentence(key, kind, sentenced_on, starts_on, ends_on, ended_on, *parts)


def _runs(sentence: Sentence, on: date) -> bool:
    return sentence.ended_on is None or sentence.ended_on > on


def _rows(people: Sequence[int], on: date) -> Rows:
    rows = SentenceRow.objects.filter(person__in=people, starts_on__lte=on)
    return rows.order_by("person", "starts_on", "pk", "requirements__starts_on", "requirements").values_list(
        "person",
        "person__ethnicity",
        "pk",
        "kind",
        "sentenced_on",
        "starts_on",
        "ends_on",
        "ended_on",
        "requirements",
        "requirements__kind",
        "requirements__amount",
        "requirements__starts_on",
        "requirements__completed_on",
    )


def _conditions(people: Sequence[int], on: date) -> Of[Condition]:
    rows = LicenceCondition.objects.filter(sentence__person__in=people, requested_at__lt=end_of(on))
    found = empty()
    for sentence, key, requested_at, granted_on, refused_on in rows.order_by(
        "requested_at", "pk"
    ).values_list("sentence", "pk", "requested_at", "granted_on", "refused_on"):
        condition = Condition(key, timezone.localdate(requested_at), granted_on, refused_on)
        found[sentence].append(condition)
    return found
