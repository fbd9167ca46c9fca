"""Missed contacts and failures to comply, and what settles them: the same as on the pages of enforcement.

A contact is a failure where the person had to come and either stayed away without an acceptable reason, or
came and did not comply, or was sent home for behaviour. What we cancelled or moved is never theirs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from caseward.rules import enforcement
from caseward.rules.working_days import DAY

from .facts import Absence, Breach, Case, Contact, Enforcement, Sentence
from .findings import Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .limits import due_by, is_over, last_day
from .meetings import record_of, records_of
from .texts import tells

MISSED = "did_not_attend"
IN_THE_ROOM = ("failed_to_comply", "sent_home")
WARNINGS = ("first_warning", "final_warning")
TO_REFER = ("refer", "recall")
SETTLING = ("none", "letter", *WARNINGS)
"""After these nothing more has to be decided."""
ANSWERS = (*SETTLING, *TO_REFER)
"""What is put before a manager stays undecided."""
NEEDS_EVIDENCE = ("judgement", "other")
"""Reasons that say nothing without what they rest on, whatever was decided."""


@dataclass(frozen=True)
class Failure:
    """A contact that counts as a failure, and when it was known to be one."""

    contact: Contact
    known_on: date


def absences_found(case: Case, by: Yardstick, contacts: Iterable[Contact]) -> Finding:
    """Whether each of these contacts that was missed, or of which nobody said what happened, was dealt with.

    A missed contact of Monday 5 August 2019 is decided by Tuesday 6 August, and where evidence is awaited,
    decided again by Tuesday 13 August. One without an outcome is recorded by the day after. An accepted
    absence says on what it rests, and so does every decision whose reason is judgement alone. [TV 2.3]
    """
    decided = {absence.contact: absence for absence in case.absences}
    asked = [each for each in contacts if each.is_required and _asks_for_a_decision(each, by)]
    faults = [(each, fault) for each in asked if (fault := _fault(each, decided.get(each.key), by))]
    if faults:
        return _absence_missing(faults)
    settled = [each for each in asked if each.key in decided]
    if settled:
        return shown("Each missed contact has its decision, as far as one was due.", records_of(settled))
    if asked:
        return not_applicable("A contact was missed, and nothing says that the decision is late.")
    return not_applicable("No contact was missed to which the person had to come.")


def enforcement_found(case: Case, by: Yardstick, is_asked: Callable[[Contact], bool]) -> Finding:
    """Whether each failure was answered in time, and the sentence taken back where the limit is reached.

    A failure known on Monday 2 September is answered by Wednesday 4 September. A referral or recall
    that was decided about it is a breach referred by 12 September, and with the court within two working
    days more. At the limit of failures there is a running breach, or a review of the count. [TV 2.3] [FTC]
    """
    those = [failure for failure in failures_of(case, by.on) if is_asked(failure.contact)]
    if not those:
        return not_applicable("Nothing that the person did or left undone called for enforcement.")
    fault = _unanswered(case, those, by) or _unpresented(case, those, by) or _over_the_limit(case, those, by)
    if fault:
        return fault
    answers = _answers(case, those)
    if not answers:
        return not_applicable("There was a failure, and nothing says that the answer to it is late.")
    failed = records_of(failure.contact for failure in those)
    return shown("Each failure has its answer, as far as one was due.", [*failed, *answers])


def failures_of(case: Case, on: date) -> list[Failure]:
    """The failures up to a day, in order; an absence is known to be one when it was called that. [FTC]"""
    refused = {each.contact: each.decided_on for each in case.absences if each.verdict == "unacceptable"}
    found = []
    for contact in case.contacts:
        if not contact.is_required or contact.held_on > on:
            continue
        if contact.outcome in IN_THE_ROOM:
            found.append(Failure(contact, contact.held_on))
        elif contact.outcome == MISSED and contact.key in refused:
            found.append(Failure(contact, refused[contact.key]))
    return found


def breach_record(breach: Breach) -> Record:
    """A breach or recall as a record. No source is needed."""
    return Record("breach", breach.key, breach.referred_on, "Breach or recall referred")


def enforcement_record(decision: Enforcement) -> Record:
    """A decision on enforcement as a record. No source is needed."""
    words = "Decision about a failure" if decision.contact else "Review of the failures counted"
    return Record("enforcement", decision.key, decision.decided_on, words)


def _asks_for_a_decision(contact: Contact, by: Yardstick) -> bool:
    if contact.outcome == "":
        return contact.held_on + DAY < by.on
    return contact.outcome == MISSED and contact.held_on <= by.on


def _fault(contact: Contact, absence: Absence | None, by: Yardstick) -> str:
    """What a missed contact lacks, as a code of `FAULTS`; empty where nothing does, or there is time."""
    if contact.outcome == "":
        return "outcome"
    if absence is None:
        return "decision" if is_over(last_day(by, due_by, "enforcement.absence", contact.held_on), by) else ""
    if absence.verdict == "awaited":
        return "awaited" if is_over(last_day(by, enforcement.evidence_by, contact.held_on), by) else ""
    needs_evidence = absence.verdict == "acceptable" or absence.reason in NEEDS_EVIDENCE
    return "evidence" if needs_evidence and not tells(absence.evidence) else ""


FAULTS = {
    "decision": (
        "A missed contact has no decision, and the time for one is over.",
        "Decide whether the absence was acceptable, and why.",
        Place.ENFORCEMENT,
    ),
    "outcome": (
        "Nobody recorded what happened at an appointment that is past.",
        "Record what happened, and decide about it where the person did not come.",
        Place.CONTACTS,
    ),
    "awaited": (
        "Evidence for an absence was awaited, and its time is over without a decision.",
        "Decide about the absence with what there is.",
        Place.ENFORCEMENT,
    ),
    "evidence": (
        "A decision about an absence does not say what it rests on.",
        "Write down what the decision rests on, or decide again.",
        Place.ENFORCEMENT,
    ),
}
"""Why, what would put it right and where, by what is lacking; the gravest first."""


def _absence_missing(faults: list[tuple[Contact, str]]) -> Finding:
    gravest = min((fault for _, fault in faults), key=list(FAULTS).index)
    because, mend, place = FAULTS[gravest]
    return missing(because, mend, place, records_of(contact for contact, _ in faults))


def _unanswered(case: Case, failures: list[Failure], by: Yardstick) -> Finding | None:
    """A failure without an answer, or a referral without its breach."""
    decided = {each.contact: each for each in case.enforcements if each.contact is not None}
    for failure in failures:
        decision = decided.get(failure.contact.key)
        if decision is None or decision.action not in ANSWERS:
            by_on = last_day(by, due_by, "enforcement.decision", failure.known_on)
            if is_over(by_on, by):
                return missing(
                    "A failure has no decision on what is done about it, and the time for one is over.",
                    "Decide what is done about the failure; to do nothing is a decision too.",
                    Place.ENFORCEMENT,
                    [record_of(failure.contact), *([enforcement_record(decision)] if decision else [])],
                )
        elif decision.action in TO_REFER and not _is_referred(case, failure, decision, by):
            return missing(
                "A referral or recall was decided, and no breach followed in time.",
                "Refer the breach now, or record why it was late or is no longer right.",
                Place.ENFORCEMENT,
                [record_of(failure.contact), enforcement_record(decision)],
            )
    return None


def _is_referred(case: Case, failure: Failure, decision: Enforcement, by: Yardstick) -> bool:
    """Whether a breach followed in time, or still can."""
    by_on = last_day(by, enforcement.breach_referral_by, failure.contact.held_on)
    if by_on is None or by.on <= by_on:
        return True
    return any(
        breach.sentence == decision.sentence
        and breach.referred_on <= by_on
        and (breach.ended_on is None or breach.ended_on >= failure.contact.held_on)
        for breach in case.breaches
    )


def _unpresented(case: Case, failures: list[Failure], by: Yardstick) -> Finding | None:
    """A breach for one of the failures that was referred and never came to the court or the recall team."""
    days = {failure.contact.held_on for failure in failures}
    for breach in case.breaches:
        is_waiting = breach.presented_on is None and breach.ended_on is None and breach.failed_on in days
        if is_waiting and is_over(last_day(by, enforcement.breach_presentation_by, breach.referred_on), by):
            return missing(
                "A breach was referred, and the court or the recall team does not have it.",
                "Present the breach, or record that it was not agreed.",
                Place.ENFORCEMENT,
                [breach_record(breach)],
            )
    return None


def _over_the_limit(case: Case, failures: list[Failure], by: Yardstick) -> Finding | None:
    """A sentence at its limit of failures with neither a running breach nor a review of the count."""
    for sentence in case.sentences:
        counted = _counted(case, sentence, failures)
        if _is_at_limit(sentence, counted, by) and not _is_reviewed(case, sentence, counted, by):
            return missing(
                "The limit of failures is reached, with neither a breach nor a review of the count.",
                "Review the enforcement: refer the breach, or record why not.",
                Place.ENFORCEMENT,
                records_of(failure.contact for failure in counted),
            )
    return None


def _counted(case: Case, sentence: Sentence, failures: list[Failure]) -> list[Failure]:
    """The failures that count against a sentence; what names no sentence belongs to each."""
    started_on = sentence.starts_on if sentence.is_after_custody else sentence.sentenced_on
    ends = [
        breach.ended_on
        for breach in case.breaches
        if breach.sentence == sentence.key and breach.ended_on and breach.presented_on
    ]
    since = enforcement.counting_from(started_on, ends)
    return [
        each
        for each in failures
        if each.contact.held_on >= since and each.contact.sentence in (None, sentence.key)
    ]


def _is_at_limit(sentence: Sentence, counted: list[Failure], by: Yardstick) -> bool:
    days = {failure.contact.held_on for failure in counted}
    if not days:
        return False
    rule = by.practice.rule_if_any(f"failures_limit.{sentence.kind}", max(days))
    return rule is not None and len(days) >= rule.number


def _is_reviewed(case: Case, sentence: Sentence, counted: list[Failure], by: Yardstick) -> bool:
    """Whether it is in breach, or reviewed since the last failure was known, or may still be in time."""
    known_on = max(failure.known_on for failure in counted)
    in_breach = any(each.sentence == sentence.key and each.ended_on is None for each in case.breaches)
    reviewed = any(
        each.contact is None
        and each.sentence == sentence.key
        and each.action in SETTLING
        and each.decided_on >= known_on
        for each in case.enforcements
    )
    return in_breach or reviewed or not is_over(last_day(by, due_by, "enforcement.decision", known_on), by)


def _answers(case: Case, failures: list[Failure]) -> list[Record]:
    """The decisions that answer these failures; what waits for a manager is none."""
    keys = {failure.contact.key for failure in failures}
    return [
        enforcement_record(each)
        for each in case.enforcements
        if each.contact in keys and each.action in ANSWERS
    ]
