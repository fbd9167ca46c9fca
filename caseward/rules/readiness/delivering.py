"""What an inspector looks for in how a sentence began: before release, and with what the court requires."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caseward.rules.first_contacts import first_appointment_by
from caseward.rules.practice import days_in
from caseward.rules.working_days import DAY

from .facts import Case, Contact, Requirement, Sentence
from .findings import Check, Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .limits import due_by, is_over, last_day, no_number
from .meetings import NOT_HELD, licence_before, record_of, records_of, supervised_from

WITH_SESSIONS = (
    "rar",
    "programme",
    "unpaid_work",
    "drug_treatment",
    "alcohol_treatment",
    "mental_health_treatment",
)
"""Kinds of requirement that are carried out in sessions."""


@dataclass(frozen=True)
class Start:
    """One thing that was to begin: its row, the last day for it, and the first contact of it, if any."""

    record: Record
    by_on: date | None
    first: Contact | None

    def is_in_time(self) -> bool:
        """Whether it began in time."""
        return self.by_on is not None and self.first is not None and self.first.held_on <= self.by_on

    def is_late(self, by: Yardstick) -> bool:
        """Whether its time is over, and it had not begun."""
        return is_over(self.by_on, by) and not self.is_in_time()


def requirements_started(case: Case, by: Yardstick) -> Finding:
    """Whether each sentence had its first appointment in time, and each requirement its first session.

    Shown: an order of Monday 5 August 2019 has an appointment by 12 August, held or arranged by us, and
    somebody came to a session of its rehabilitation activity by 16 September. Missing: the time is over,
    and the first came later, was cancelled by us, or there was none. It does not arise while there is time
    and nothing has begun. [TV 2.3] [SCH9 SL001R and SL002R]
    """
    starts = [*_first_appointments(case, by), *_first_sessions(case, by)]
    if not starts:
        return not_applicable("The supervision goes on from a licence, and nothing else began with it.")
    if late := [start for start in starts if start.is_late(by)]:
        return missing(
            "A first appointment, or the first session of a requirement, did not come in the time allowed.",
            "Arrange what has not begun; where it began late, write down why.",
            Place.CONTACTS,
            [record for start in late for record in _records_of_start(start)],
        )
    if begun := [start for start in starts if start.is_in_time()]:
        return shown(
            "What should have begun by now began in time.",
            [record for start in begun for record in _records_of_start(start)],
        )
    if all(start.by_on is None for start in starts):
        return no_number()
    return not_applicable("It is too early: nothing has begun, and there is still time.")


def met_before_release(case: Case, by: Yardstick) -> Finding:
    """Whether somebody was in contact with the person in prison while there was time to act on it.

    Shown: release on 5 August 2019 and a contact with the person by 22 July, by telephone or in person. Where
    the sentence itself is younger, any day before release will do. Missing: the contact came later, was
    cancelled, or was only with somebody else. It arises after custody. [TV 2.3] [LON 2.3]
    """
    if not case.is_after_custody:
        return not_applicable("The person did not come from custody.")
    released_on = supervised_from(case)
    rule = by.practice.rule_if_any("contact.before_release", released_on)
    if rule is None:
        return no_number()
    last = released_on - timedelta(days=days_in(rule))
    if last < case.sentenced_on:
        last = released_on - DAY
    before = [contact for contact in case.contacts if contact.held_on < released_on]
    in_time = [contact for contact in before if contact.was_attended and contact.held_on <= last]
    if in_time:
        return shown("The person was contacted before release, in time to act on it.", records_of(in_time))
    return missing(
        "No contact with the person before release came in time to act on it.",
        "Write down why there was none, and go through what should have been settled before release.",
        Place.CONTACTS,
        [_sentence_record(case.sentences[0]), *records_of(before)],
    )


def _first_appointments(case: Case, by: Yardstick) -> list[Start]:
    kept = [each for each in case.contacts if each.outcome not in NOT_HELD and each.purpose != "third_party"]
    return [
        Start(
            _sentence_record(sentence),
            last_day(by, first_appointment_by, sentence.kind, sentence.starts_on),
            next((contact for contact in kept if contact.held_on >= sentence.starts_on), None),
        )
        for sentence in case.sentences
        if licence_before(case, sentence) is None
    ]


def _first_sessions(case: Case, by: Yardstick) -> list[Start]:
    required = {
        action.first: action.requirement
        for plan in case.plans
        for action in plan.actions
        if action.requirement
    }
    return [
        Start(
            Record("requirement", each.key, each.starts_on, "Requirement that wants sessions"),
            last_day(by, due_by, f"requirement_start.{each.kind}", each.starts_on),
            next((contact for contact in case.contacts if _is_session(contact, each, required)), None),
        )
        for sentence in case.sentences
        for each in sentence.requirements
        if each.kind in WITH_SESSIONS and each.completed_on is None
    ]


def _is_session(contact: Contact, requirement: Requirement, required: Mapping[int, int | None]) -> bool:
    """Whether somebody came to a session of this requirement, named or known by what it was for."""
    if not contact.was_attended or contact.held_on < requirement.starts_on:
        return False
    if contact.requirement is not None:
        return contact.requirement == requirement.key
    is_for_it = contact.purpose == requirement.kind
    return is_for_it or required.get(contact.worked_on or 0) == requirement.key


def _records_of_start(start: Start) -> list[Record]:
    return [start.record, *([record_of(start.first)] if start.first else [])]


def _sentence_record(sentence: Sentence) -> Record:
    return Record("sentence", sentence.key, sentence.starts_on, "The sentence, from its first day")


CHECKS = (
    Check("delivery.start", "Requirements started promptly", requirements_started, "TV 2.3"),
    Check("delivery.before_release", "Contact before release", met_before_release, "TV 2.3"),
)
