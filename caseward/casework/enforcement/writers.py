"""The chronology of a sentence, for court and recall: what was asked, what happened, what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from caseward.casework.contacts.models import Contact
from caseward.casework.sentences.models import Sentence
from caseward.shared.files.writers import csv_bytes

from .models import AbsenceDecision, EnforcementDecision, Letter, with_verdict

HEADING = ("Day", "What", "Detail", "By", "Whose failure")
OURS, THEIRS, NOBODYS = "Ours", "The person’s", ""


@dataclass(frozen=True)
class Entry:
    """One line of the chronology."""

    on: date
    order: int
    """Of what happened on one day: the contact comes before what is decided about it."""
    what: str
    detail: str
    by: str
    whose: str = NOBODYS


def chronology(sentence: Sentence) -> list[Entry]:
    """Everything since the sentence began, the oldest first."""
    found = [
        *_contacts(sentence),
        *_absences(sentence),
        *_decisions(sentence),
        *_letters(sentence),
        *_breaches(sentence),
    ]
    return sorted(found, key=lambda entry: (entry.on, entry.order))


def chronology_csv(sentence: Sentence) -> bytes:
    """The chronology as a table."""
    rows = ((each.on, each.what, each.detail, each.by, each.whose) for each in chronology(sentence))
    return csv_bytes(HEADING, rows)


def _since(sentence: Sentence) -> date:
    return min(sentence.sentenced_on, sentence.starts_on or sentence.sentenced_on)


def _of(sentence: Sentence, prefix: str = "") -> Q:
    """Contacts of the sentence, and those since its beginning that name none."""
    mine = Q(**{f"{prefix}sentence": sentence}) | Q(
        **{f"{prefix}sentence": None, f"{prefix}person": sentence.person_id}
    )
    return mine & Q(**{f"{prefix}held_on__gte": _since(sentence)})


def _contacts(sentence: Sentence) -> Iterator[Entry]:
    rows = sentence.person.contacts.filter(_of(sentence)).select_related("officer", "moved_to")
    for contact in with_verdict(rows):
        yield Entry(
            contact.held_on, 0, str(contact), _contact_words(contact), str(contact.officer), _whose(contact)
        )


def _contact_words(contact: Any) -> str:
    told = "must attend" if contact.is_required else "need not attend"
    time = f"{contact.held_from:%H:%M}, " if contact.held_from else ""
    where = f"{contact.get_how_display()}{f', {contact.place}' if contact.place else ''}"
    moved = f", to {contact.moved_to.held_on:%-d %B %Y}" if contact.moved_to else ""
    happened = contact.get_outcome_display() if contact.outcome else "No outcome recorded"
    return f"{time}{where}; {told}. {happened}{moved}."


def _whose(contact: Any) -> str:
    if contact.outcome in Contact.OUR_FAILURES:
        return OURS
    refused = contact.verdict == AbsenceDecision.Verdict.UNACCEPTABLE
    absent = contact.outcome == Contact.Outcome.DID_NOT_ATTEND and refused
    failed = contact.outcome in (Contact.Outcome.FAILED_TO_COMPLY, Contact.Outcome.SENT_HOME_BEHAVIOUR)
    return THEIRS if contact.is_required and (absent or failed) else NOBODYS


def _absences(sentence: Sentence) -> Iterator[Entry]:
    rows = AbsenceDecision.objects.filter(_of(sentence, "contact__")).order_by("decided_at", "pk")
    for each in rows.select_related("contact", "decided_by"):
        words = [f"Absence of {each.contact.held_on:%-d %B %Y}: {each.get_reason_display()}."]
        words += [f"Rests on: {_ended(each.evidence)}"] if each.evidence else []
        words += [f"Evidence by {each.evidence_due_on:%-d %B %Y}."] if each.evidence_due_on else []
        words += (
            [f"Replaces the decision before, because: {_ended(each.changed_because)}"]
            if each.changed_because
            else []
        )
        words += [] if each.is_current else ["Replaced later."]
        yield Entry(localdate(each.decided_at), 1, f"Decided: {each}", " ".join(words), str(each.decided_by))


def _decisions(sentence: Sentence) -> Iterator[Entry]:
    rows = EnforcementDecision.objects.filter(sentence=sentence).with_standing().order_by("decided_at", "pk")
    for each in rows.select_related("contact", "decided_by"):
        about = f"failure of {each.contact.held_on:%-d %B %Y}" if each.contact else "number of failures"
        words = [f"About the {about}: {_ended(each.reason)}"]
        words += [f"Also tried: {_ended(each.alternatives)}"] if each.alternatives else []
        words += [] if each.stands else ["No longer stands."]
        yield Entry(each.decided_on, 2, str(each), " ".join(words), str(each.decided_by))


def _letters(sentence: Sentence) -> Iterator[Entry]:
    linked = Q(decision__sentence=sentence) | Q(decision=None)
    rows = Letter.objects.filter(linked, person=sentence.person_id, sent_on__gte=_since(sentence))
    for each in rows.select_related("sent_by").order_by("sent_at", "pk"):
        yield Entry(each.sent_on, 3, "Letter sent", f"{each}.", str(each.sent_by))


def _breaches(sentence: Sentence) -> Iterator[Entry]:
    for each in sentence.breaches.select_related("referred_by", "agreed_by", "declined_by"):
        kind = each.get_kind_display()
        tried = f"{_ended(each.why)} Also tried: {_ended(each.alternatives)}"
        yield Entry(each.referred_on, 4, f"{kind} referred", tried, str(each.referred_by))
        if each.agreed_at:
            yield Entry(localdate(each.agreed_at), 5, f"{kind} agreed by a manager", "", str(each.agreed_by))
        if each.presented_on:
            yield Entry(each.presented_on, 6, f"{kind} presented", "", "")
        if each.ended_on:
            by = str(each.declined_by or "")
            yield Entry(each.ended_on, 7, f"{kind}: {each.stage}", each.declined_because, by)


def _ended(words: str) -> str:
    """With one full stop at the end, however it was typed."""
    return words.rstrip(" .") + "."
