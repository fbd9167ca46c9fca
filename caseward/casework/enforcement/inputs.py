"""Rows as plain values for rules/enforcement.py: what counts against a sentence, and what beside it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.rules import enforcement as rule
from caseward.rules.enforcement import ORDERS, Failure, Options
from caseward.rules.practice import DatedRule, Due, NothingInForce
from caseward.rules.working_days import UnknownYear, last_day_of_months
from caseward.shared.records.models import practice, working_calendar

from .models import AbsenceDecision, Breach, EnforcementDecision, with_verdict
from .models.failures import IN_THE_ROOM

WATCHED = (Contact.Outcome.DID_NOT_ATTEND, *IN_THE_ROOM, *Contact.OUR_FAILURES)


@dataclass(frozen=True)
class Line:
    """One contact that was missed, failed or withdrawn by us."""

    contact_id: int
    on: date
    outcome: Contact.Outcome
    verdict: str | None
    sentence_id: int | None

    @property
    def is_ours(self) -> bool:
        """Whether we withdrew it."""
        return self.outcome in Contact.OUR_FAILURES

    @property
    def counts(self) -> bool:
        """Whether it counts as a failure of the person."""
        return self.outcome in IN_THE_ROOM or self.verdict == AbsenceDecision.Verdict.UNACCEPTABLE

    @property
    def words(self) -> str:
        """What happened, and how it counts."""
        if self.outcome != Contact.Outcome.DID_NOT_ATTEND:
            return self.outcome.label
        verdict = AbsenceDecision.Verdict(self.verdict).label.lower() if self.verdict else "not decided yet"
        return f"{self.outcome.label}: {verdict}"


@dataclass(frozen=True)
class Warned:
    """A warning that stands, and the last day on which it holds."""

    decision: EnforcementDecision
    until: date


@dataclass(frozen=True)
class Standing:
    """Where one sentence stands: what counts since when, the limit, the warnings, our own failures."""

    sentence: Sentence
    since: date
    dates: tuple[date, ...]
    twice: tuple[date, ...]
    limit: DatedRule | None
    lines: tuple[Line, ...]
    ours: tuple[Line, ...]
    warnings: tuple[Warned, ...]
    in_breach: bool

    @property
    def at_limit(self) -> bool:
        """Whether the failures reach the number that opens a review."""
        return self.limit is not None and len(self.dates) >= self.limit.number

    @property
    def last_failure_on(self) -> date | None:
        """The day of the last failure that counts."""
        return self.dates[-1] if self.dates else None


def standings(person: Person, sentences: list[Sentence], on: date) -> list[Standing]:
    """Where those sentences of the person stand on a day."""
    if not sentences:
        return []
    breaches = list(Breach.objects.filter(person=person, sentence__in=sentences))
    begun = {each.pk: _since(each, breaches) for each in sentences}
    lines = _lines(person, min(begun.values()), on)
    warnings = list(person.enforcement_decisions.warnings().filter(decided_on__lte=on))
    return [_standing(each, begun[each.pk], lines, warnings, breaches, on) for each in sentences]


def last_failure_on(sentence: Sentence, on: date) -> date | None:
    """The day of the last failure that counts against a sentence."""
    return standings(sentence.person, [sentence], on)[0].last_failure_on


def _since(sentence: Sentence, breaches: list[Breach]) -> date:
    first = sentence.sentenced_on if sentence.kind in ORDERS else sentence.starts_on or sentence.sentenced_on
    ends = [
        each.ended_on
        for each in breaches
        if each.sentence_id == sentence.pk and each.presented_on and each.ended_on
    ]
    return rule.counting_from(first, ends)


def _lines(person: Person, since: date, on: date) -> list[Line]:
    rows = person.contacts.filter(held_on__range=(since, on), outcome__in=WATCHED)
    rows = rows.filter(Q(is_required=True) | Q(outcome__in=Contact.OUR_FAILURES)).order_by("held_on", "pk")
    columns = ("pk", "held_on", "outcome", "verdict", "sentence_id")
    return [
        Line(pk, held_on, Contact.Outcome(outcome), verdict, sentence_id)
        for pk, held_on, outcome, verdict, sentence_id in with_verdict(rows).values_list(*columns)
    ]


def _standing(
    sentence: Sentence,
    since: date,
    lines: list[Line],
    warnings: list[EnforcementDecision],
    breaches: list[Breach],
    on: date,
) -> Standing:
    own = [line for line in lines if line.sentence_id in (sentence.pk, None) and line.on >= since]
    theirs = tuple(line for line in own if not line.is_ours)
    outcomes = [Failure(line.on, line.counts) for line in theirs]
    dates = rule.failures(outcomes, since)
    return Standing(
        sentence=sentence,
        since=since,
        dates=dates,
        twice=rule.counted_once(outcomes, since),
        limit=_limit(sentence, dates[-1] if dates else on),
        lines=theirs,
        ours=tuple(line for line in own if line.is_ours),
        warnings=tuple(
            Warned(each, warning_holds_until(each.decided_on))
            for each in warnings
            if each.sentence_id == sentence.pk
        ),
        in_breach=any(each.sentence_id == sentence.pk and not each.ended_on for each in breaches),
    )


def _limit(sentence: Sentence, on: date) -> DatedRule | None:
    try:
        return rule.limit(sentence.kind, on, practice())
    except NothingInForce:
        return None


def warning_holds_until(warned_on: date) -> date:
    """The last day of the months for which a warning holds."""
    return last_day_of_months(warned_on, rule.WARNING_MONTHS)


def sentence_of(contact: Contact) -> Sentence | None:
    """The sentence that a contact belongs to; where it names none, the latest that ran on that day."""
    if contact.sentence:
        return contact.sentence
    return contact.person.sentences.running(contact.held_on).order_by("-starts_on", "-pk").first()


def options_for(sentence: Sentence, failure_on: date, contact: Contact | None) -> Options:
    """What may follow a failure; warnings about the same contact do not count against it."""
    warnings = EnforcementDecision.objects.warnings().filter(sentence=sentence)
    if contact:
        warnings = warnings.exclude(contact=contact)
    return rule.options(failure_on, warnings.values_list("decided_on", flat=True), sentence.kind)


def options_at_limit(sentence: Sentence, failure_on: date) -> Options:
    """What may follow the count of failures; a warning about the last failure does not count against it."""
    warnings = EnforcementDecision.objects.warnings().filter(sentence=sentence)
    earlier = warnings.exclude(contact__held_on=failure_on).exclude(contact=None, decided_on__gte=failure_on)
    return rule.options(failure_on, earlier.values_list("decided_on", flat=True), sentence.kind)


def evidence_by(missed_on: date) -> Due | None:
    """Until when evidence for an absence is in time; None before the rule's time and after the calendar."""
    try:
        return rule.evidence_by(missed_on, practice(), working_calendar())
    except (NothingInForce, UnknownYear):
        return None


def breach_clocks(breach: Breach, agreed_on: date | None) -> list[tuple[str, Due]]:
    """What is due next for a breach or recall, with the rule that says so."""
    calendar = working_calendar()
    try:
        if breach.ended_on or breach.presented_on:
            return []
        if agreed_on:
            due = rule.breach_presentation_by(agreed_on, practice(), calendar)
            return [("To be presented by", due)]
        due = rule.breach_referral_by(breach.failed_on, practice(), calendar)
        return [("A manager decides by", due)]
    except (NothingInForce, UnknownYear):
        return []
