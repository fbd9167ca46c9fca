"""The entries of a timeline: a title, who, and a link to the page behind each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from caseward.casework.dashboards.inputs.entries import Told
from caseward.casework.people.models import Person


@dataclass(frozen=True)
class Entry:
    """One entry as the timeline draws it."""

    on: date
    group: str
    title: str
    by: str
    text: str
    href: str


@dataclass(frozen=True)
class Telling:
    """How the entries of one source are told; their rows hold what inputs/entries.py says."""

    title: Callable[[Any], str]
    text: Callable[[Any], str]
    page: str
    address: Callable[[Any], dict[str, int]] = lambda _row: {}


def _nothing(_row: Any) -> str:
    return ""


def _contact_title(contact: Any) -> str:
    is_to_come = contact.held_on >= timezone.localdate()
    outcome = contact.get_outcome_display() or ("arranged" if is_to_come else "no outcome recorded")
    return f"{contact.get_purpose_display()}: {outcome.lower()}"


def _contact_text(contact: Any) -> str:
    worked = f"Worked on: {contact.worked_on__what}." if contact.worked_on__what else ""
    why_not = contact.get_nothing_worked_on_display()
    reason = f"{why_not}." if why_not and not worked else ""
    parts = [f"{contact.get_how_display()}.", worked, reason, contact.note__summary]
    return " ".join(part for part in parts if part)


TELLINGS = {
    "contact": Telling(
        _contact_title, _contact_text, "contacts:contact", lambda row: {"contact_id": row.pk}
    ),
    "event": Telling(
        lambda row: f"{row}, withdrawn" if row.withdrawn_because else str(row),
        lambda row: row.withdrawn_because or f"{row.source}: {row.detail}".rstrip(": "),
        "people:events",
    ),
    "assessment": Telling(
        lambda row: f"Assessment completed: {row.get_reason_display().lower()}", _nothing, "assessments:index"
    ),
    "self_assessment": Telling(
        lambda _row: "Self-assessment",
        lambda row: "In the person’s own hand." if row.is_in_own_hand else "Written down for the person.",
        "assessments:index",
    ),
    "plan": Telling(lambda row: f"{row}, completed", _nothing, "plans:index"),
    "review": Telling(
        lambda row: f"Review: {row.get_outcome_display().lower()}", lambda row: row.because, "plans:reviews"
    ),
    "check": Telling(lambda row: f"Asked: {row}", lambda row: row.question, "assessments:checks"),
    "check_answer": Telling(lambda row: f"Answered: {row}", lambda row: row.answer, "assessments:checks"),
    "absence": Telling(
        lambda row: f"Absence: {row.get_verdict_display().lower()}",
        lambda row: f"{row.get_reason_display()}. {row.evidence}".strip(),
        "contacts:contact",
        lambda row: {"contact_id": row.contact_id},
    ),
    "decision": Telling(
        lambda row: f"Enforcement: {row.get_action_display().lower()}", lambda row: row.reason,
        "enforcement:index",
    ),
    "breach": Telling(lambda row: f"{row} referred", lambda row: row.why, "enforcement:index"),
    "breach_end": Telling(
        lambda row: f"{row} ended: {row.get_result_display().lower()}", _nothing, "enforcement:index"
    ),
    "letter": Telling(
        lambda row: f"Letter: {row.get_template_display().lower()}", _nothing, "enforcement:index"
    ),
    "oversight": Telling(
        lambda row: f"Oversight: {row.get_why_display().lower()}", lambda row: row.text, "oversight:index"
    ),
    "allocation": Telling(
        lambda row: f"Allocated to {row.officer__name}", lambda row: row.reason, "allocation:history"
    ),
    "sentence": Telling(lambda row: f"Sentenced: {row}", lambda row: row.offence, "sentences:index"),
    "sentence_end": Telling(
        lambda row: f"{row} ended: {row.get_end_display().lower()}", _nothing, "sentences:index"
    ),
}  # fmt: skip


def entry(told: Told, person: Person) -> Entry:
    """One row as an entry."""
    telling = TELLINGS[told.source.code]
    address = {"person_id": person.pk} | telling.address(told.row)
    return Entry(
        told.on,
        told.source.group,
        telling.title(told.row),
        told.by,
        telling.text(told.row),
        reverse(telling.page, kwargs=address),
    )
