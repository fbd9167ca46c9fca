"""Days, hours and telephone supervision, counted from contacts whenever somebody asks."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caseward.casework.contacts.models import Contact
from caseward.casework.sentences.models import Requirement
from caseward.rules.activity_days import DaysDone, days_done, days_left
from caseward.rules.contact_levels import Held, is_telephone_only
from caseward.rules.practice import days_in
from caseward.rules.unpaid_work import minutes_left
from caseward.shared.records.models import DaysAfter, practice

if TYPE_CHECKING:
    from caseward.casework.people.models import Person


class RarDays(NamedTuple):
    """One requirement, its days done, and how many of them are left."""

    requirement: Requirement
    done: DaysDone
    left: int


def rar_days_of(person: "Person") -> list[RarDays]:
    """The days that count for each requirement of a person’s sentences that run, in two statements."""
    requirements = list(
        Requirement.objects.filter(
            sentence__person=person, sentence__ended_on=None, kind=Requirement.Kind.RAR
        ).order_by("pk")
    )
    days: dict[int | None, list[date]] = {}
    wanted = [requirement.sentence_id for requirement in requirements]
    sessions = Contact.objects.filter(sentence__in=wanted, counts_as_rar_day=True).order_by()
    for sentence, day in sessions.values_list("sentence", "held_on"):
        days.setdefault(sentence, []).append(day)
    return [_rar_days(each, days.get(each.sentence_id, [])) for each in requirements]


def _rar_days(requirement: Requirement, days: list[date]) -> RarDays:
    done = days_done(days)
    return RarDays(requirement, done, days_left(requirement.amount, done.number))


def _credits(requirement: Requirement, without: Contact | None = None) -> list[int]:
    sessions = Contact.objects.credited_to(requirement)
    if without is not None:
        sessions = sessions.exclude(pk=without.pk)
    return [minutes or 0 for minutes in sessions.values_list("minutes_credited", flat=True)]


def unpaid_work_minutes_left(requirement: Requirement, without: Contact | None = None) -> int:
    """Minutes still to be worked; as if that one contact had not been credited yet."""
    return minutes_left(requirement.amount, _credits(requirement, without))


def by_telephone_alone(person: "Person", on: date) -> bool:
    """Whether the person was supervised by telephone alone in the weeks up to that day."""
    window = days_in(practice().rule("contact.telephone_only", on))
    held = person.contacts.attended().filter(held_on__gt=DaysAfter(on, -window), held_on__lte=on)
    hows = held.order_by().values_list("how", flat=True).distinct()
    return is_telephone_only([Held(on, how) for how in hows], on, practice())
