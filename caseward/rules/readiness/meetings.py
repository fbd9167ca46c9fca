"""Meetings with the person: in words, how long there was none, and from when they are counted."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from caseward.rules.practice import days_in
from caseward.rules.working_days import DAY

from .facts import Case, Contact, Sentence
from .findings import Record, Yardstick

NOT_HELD = ("sent_home_by_us", "cancelled_by_us", "moved_by_us", "moved_by_person")
"""Outcomes of appointments at which nobody could have been seen."""
WITH_OTHERS = ("three_way", "third_party")
"""Purposes of contacts in which somebody speaks with another organisation."""
PURPOSES = {
    "induction": "Induction",
    "supervision": "Supervision",
    "rar": "Rehabilitation activity session",
    "programme": "Programme session",
    "unpaid_work": "Unpaid work session",
    "pre_release": "Contact before release",
    "three_way": "Meeting with another agency",
    "third_party": "Contact with somebody else, without the person",
    "other": "Contact",
}
HOWS = {"home_visit": " at home", "video": " by video", "telephone": " by telephone"}
OUTCOMES = {
    "attended": "attended",
    "failed_to_comply": "attended, did not comply",
    "sent_home": "sent home for behaviour",
    "sent_home_by_us": "sent home, we could not hold it",
    "did_not_attend": "did not attend",
    "cancelled_by_us": "cancelled by us",
    "moved_by_us": "moved by us",
    "moved_by_person": "moved at the person’s request",
    "": "no outcome recorded",
}


def record_of(contact: Contact) -> Record:
    """A contact as a record on which a finding rests. No source is needed."""
    words = f"{PURPOSES[contact.purpose]}{HOWS.get(contact.how, '')}: {OUTCOMES[contact.outcome]}"
    return Record("contact", contact.key, contact.held_on, words)


def records_of(contacts: Iterable[Contact]) -> list[Record]:
    """Contacts as records, in their order. No source is needed."""
    return [record_of(contact) for contact in contacts]


def licence_before(case: Case, sentence: Sentence) -> Sentence | None:
    """The licence from which a supervision after sentence goes on; None where it began with release itself.

    Example: a licence that ended on 4 August 2019 is the one before a supervision that starts on 5 August.
    Inferred.
    """
    if sentence.kind != "post_sentence_supervision":
        return None
    licences = (each for each in (*case.earlier_sentences, *case.sentences) if each.kind == "licence")
    return next((each for each in licences if _ended_on(each) >= sentence.starts_on - DAY), None)


def supervised_from(case: Case) -> date:
    """The first day in the community: of the order, or of release, even where the licence has ended since.

    Inferred.
    """
    first = case.sentences[0]
    return (licence_before(case, first) or first).starts_on


def looked_at_from(by: Yardstick) -> date | None:
    """The first day of the weeks over which meetings are looked at; None where no number is known.

    Inferred.
    """
    rule = by.practice.rule_if_any("contact.window", by.on)
    return by.on - timedelta(days=days_in(rule)) if rule else None


def times_between(days: Iterable[date], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The times without a meeting from the first day to the last, each with the days at its ends.

    In: days of meetings in order. Example: meetings on 5 and 19 August 2019, looked at from 1 to 31 August,
    leave the times of 1 to 5, 5 to 19 and 19 to 31 August.
    No source is needed.
    """
    return pairwise((first, *(day for day in days if first < day <= last), last))


def _ended_on(sentence: Sentence) -> date:
    return sentence.ended_on or sentence.ends_on or date.min
