"""Which case of each person is put before the rule of eligibility, and what the rule says of it.

A sample is about sentences, about releases from custody, or about unpaid work; its columns say which.

*Sentences that have ended.* Where the framework's windows have an oldest day, the sample is of the cases
that *began* in those days (the published one is of supervision that commenced six to seven months before,
[TV annex 2]), so a sentence that has ended since counts: leaving it out would hide the cases that went
wrong early. Where a window has no oldest day (unpaid work that began at least three months before,
[TV annex 2]), the source does not say how far back; we take those that still run on the first day of
fieldwork, for otherwise everybody who ever had hours would be listed (inferred). A sentence that moved to
another provider is not in the list: the samples are of cases that the provider manages [TV annex 2].

*Several sentences of one person.* The one that is eligible, a running one first, then the earliest; without
an eligible one the earliest that runs says why the person is left out (ours: one row a person).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from caseward.casework.sentences.models import Requirement, Sentence
from caseward.rules.framework import Sample
from caseward.rules.sampling import reason_not_eligible
from caseward.shared.organisations.models import Organisation

TYPES = {
    Sentence.Kind.COMMUNITY_ORDER: "community",
    Sentence.Kind.SUSPENDED_SENTENCE_ORDER: "suspended",
    Sentence.Kind.LICENCE: "licence",
    Sentence.Kind.POST_SENTENCE_SUPERVISION: "post_sentence",
}
AFTER_CUSTODY = (Sentence.Kind.LICENCE, Sentence.Kind.POST_SENTENCE_SUPERVISION)
TRANSFERRED = "transferred to another provider"
ENDED = "ended by the first day of fieldwork"


class About(Enum):
    """What one case of a sample is; the words are for those who have no such case."""

    SENTENCES = "no sentence that began in the community"
    RELEASES = "no release from custody"
    UNPAID_WORK = "no unpaid work requirement"


Dated = tuple[str, date | None, date | None, date | None]
"""Sentence type, and the days on which sentence, release and requirement began, as columns of the list."""


@dataclass
class Chosen:
    """The eligible cases, by the key of their sentence or requirement, and why others are left out."""

    cases: dict[int, Dated] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    """Reason → people."""
    people: int = 0
    """Who had any case to look at."""
    days: tuple[date, date] = (date.max, date.min)
    """When the first and the last of the eligible cases began."""


class Looked(NamedTuple):
    """One case as it was judged; of several of one person the least counts."""

    is_left_out: bool
    has_ended: bool
    began_on: date
    key: int
    reason: str
    dated: Dated


def about(sample: Sample) -> About:
    """What the cases of a sample are, by the dates that it asks for."""
    if "requirement_started_on" in sample.required_columns:
        return About.UNPAID_WORK
    if "released_on" in sample.required_columns and "sentence_started_on" not in sample.required_columns:
        return About.RELEASES
    return About.SENTENCES


def choose(sample: Sample, provider: Organisation, on: date) -> Chosen:
    """One case a person, judged by the same rule that judges the list when it comes in."""
    judge, chosen = _Judge(sample, on), Chosen()
    rows: Iterable[Any] = _rows(sample, provider).iterator(chunk_size=5_000)
    for _, cases in groupby(rows, key=itemgetter(0)):
        case = min(map(judge.look_at, cases))
        chosen.people += 1
        if case.is_left_out:
            chosen.left_out[case.reason] += 1
        else:
            chosen.cases[case.key] = case.dated
            first, last = chosen.days
            chosen.days = min(first, case.began_on), max(last, case.began_on)
    return chosen


def cases_of(sample: Sample, provider: Organisation) -> QuerySet[Any]:
    """Every sentence or requirement of the provider's people that a sample could be about."""
    of_ours: dict[str, Any] = {
        "person__provider": provider,
        "person__merged_into": None,
        "starts_on__isnull": False,
    }
    if about(sample) is About.UNPAID_WORK:
        ours = {f"sentence__{name}": value for name, value in of_ours.items()}
        return Requirement.objects.filter(kind=Requirement.Kind.UNPAID_WORK, **ours)
    if about(sample) is About.RELEASES:
        of_ours["kind__in"] = AFTER_CUSTODY
    return Sentence.objects.filter(**of_ours)


def path_of(sample: Sample) -> str:
    """The path from a case to its sentence."""
    return "sentence__" if about(sample) is About.UNPAID_WORK else ""


def _rows(sample: Sample, provider: Organisation) -> QuerySet[Any, Any]:
    """Person, key, when the case began and ended; of its sentence kind, start, release, end and how."""
    to = path_of(sample)
    rows = cases_of(sample, provider).order_by(f"{to}person_id", "pk")
    return rows.values_list(
        f"{to}person_id",
        "pk",
        "starts_on",
        "completed_on" if to else "ended_on",
        f"{to}kind",
        f"{to}starts_on",
        Coalesce(f"{to}follows__starts_on", f"{to}starts_on"),
        f"{to}ended_on",
        f"{to}end",
    )


class _Judge:
    """Asks the rule once for each different set of dates."""

    def __init__(self, sample: Sample, on: date) -> None:
        self._sample, self._on = sample, on
        self._needs_running = not sample.windows or any(each.from_days is None for each in sample.windows)
        self._is_unpaid_work = about(sample) is About.UNPAID_WORK
        self._known: dict[Dated, str] = {}

    def look_at(self, row: tuple[Any, ...]) -> Looked:
        """One case: whether it is left out, and why."""
        _, key, began_on, until, kind, started, released, ended_on, end = row
        has_ended = any(day and day <= self._on for day in (until, ended_on))
        dated = self._dated(kind, began_on, started, released)
        reason = self._reason(dated, has_ended=has_ended, end=end)
        return Looked(bool(reason), has_ended, began_on, key, reason, dated)

    def _dated(self, kind: str, began_on: date, started: date, released: date) -> Dated:
        """Supervision after a licence counts from the release that the licence began with."""
        required = began_on if self._is_unpaid_work else None
        if kind not in AFTER_CUSTODY:
            return TYPES[Sentence.Kind(kind)], started, None, required
        is_licence = kind == Sentence.Kind.LICENCE
        return TYPES[Sentence.Kind(kind)], None, started if is_licence else released, required

    def _reason(self, dated: Dated, *, has_ended: bool, end: str) -> str:
        if end == Sentence.End.TRANSFERRED:
            return TRANSFERRED
        if self._needs_running and has_ended:
            return ENDED
        if dated not in self._known:
            values = in_columns(dated)
            asked = {code: values[code] for code in values if code in self._sample.required_columns}
            self._known[dated] = reason_not_eligible(self._sample, asked, self._on)
        return self._known[dated]


def in_columns(dated: Dated) -> dict[str, str | date | None]:
    """What decides about a case, by the columns of the list."""
    names = ("sentence_type", "sentence_started_on", "released_on", "requirement_started_on")
    return dict(zip(names, dated, strict=True))
