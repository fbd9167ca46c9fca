"""One person, as the page of their details lays it out."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from caseward.casework.people import policies
from caseward.casework.people.models import (
    AccessList,
    Alias,
    ChangeEvent,
    Circumstance,
    Person,
    RelatedPerson,
    RiskFlag,
)
from caseward.casework.people.models.details import days_to_ask
from caseward.shared.govuk.filters import written_date
from caseward.shared.records.models import working_calendar

from .duplicates import Pair, duplicates_of

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

LATEST = 5
NOT_ASKED = "Not asked yet"
NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Effect:
    """A circumstance; where nobody has asked what it means, the day by which that is due."""

    circumstance: Circumstance
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Flag:
    """A flag in words."""

    flag: RiskFlag
    facts: list[str]
    is_late: bool


@dataclass(frozen=True)
class Details:
    """All that the page shows, and what the user may do about it."""

    why_not: list[str]
    leads: bool
    sees_looks: bool
    identity: list[tuple[str, str]]
    aliases: list[Alias]
    circumstances: list[Effect]
    ended_circumstances: list[Circumstance]
    related: list[RelatedPerson]
    flags: list[Flag]
    ended_flags: list[RiskFlag]
    events: list[ChangeEvent]
    lists: list[AccessList]
    duplicates: list[Pair]


def laid_out(person: Person, user: "Viewer", today: date) -> Details:
    """The details of a person on that day, for that user."""
    duplicates = duplicates_of(person, Person.objects.visible_to(user))
    circumstances, flags = (
        list(person.circumstances.all()),
        list(person.risk_flags.select_related("protects")),
    )
    return Details(
        why_not=policies.reasons_not_to_work_on(user, person),
        leads=policies.leads(user),
        sees_looks=not policies.reasons_not_to_see_looks(user, person),
        identity=_identity(person),
        aliases=list(person.aliases.all()),
        circumstances=[_effect(each, today) for each in circumstances if _runs(each.ended_on, today)],
        ended_circumstances=[each for each in circumstances if not _runs(each.ended_on, today)],
        related=list(person.related_people.all()),
        flags=[_flag(each, today) for each in flags if _runs(each.ends_on, today)],
        ended_flags=[each for each in flags if not _runs(each.ends_on, today)],
        events=list(person.change_events.filter(withdrawn_because="")[:LATEST]),
        lists=list(person.access_lists.filter(ended_at=None)),
        duplicates=duplicates,
    )


def _runs(end: date | None, today: date) -> bool:
    return end is None or end > today


def _identity(person: Person) -> list[tuple[str, str]]:
    return [
        ("Full name", str(person)),
        ("What to call them", person.called or "By their name"),
        ("CRN", person.crn),
        ("PNC number", person.pnc or NOT_KNOWN),
        ("Date of birth", written_date(person.born_on) or NOT_KNOWN),
        ("Sex", person.get_sex_display() or NOT_KNOWN),
        ("Gender", person.gender or NOT_ASKED),
        ("Ethnicity", person.get_ethnicity_display() or NOT_ASKED),
        ("First language", _language(person)),
    ]


def _language(person: Person) -> str:
    language = person.language or NOT_ASKED
    return f"{language}. Needs an interpreter." if person.needs_interpreter else language


def _effect(circumstance: Circumstance, today: date) -> Effect:
    if circumstance.effect:
        return Effect(circumstance, None, is_late=False)
    recorded_on = timezone.localtime(circumstance.recorded_at).date()
    due_on = working_calendar().after(recorded_on, days_to_ask(today))
    return Effect(circumstance, due_on, is_late=due_on < today)


def _flag(flag: RiskFlag, today: date) -> Flag:
    facts = [f"Since {written_date(flag.starts_on)}"]
    if flag.protects:
        facts.append(f"Protects {flag.protects}")
    if flag.to_partner:
        facts.append(f"Risk to the partner: {flag.get_to_partner_display().lower()}")
    if flag.to_others:
        facts.append(f"Risk to others: {flag.get_to_others_display().lower()}")
    if flag.ends_on:
        facts.append(f"Ends on {written_date(flag.ends_on)}")
    return Flag(flag, facts, is_late=bool(flag.review_on and flag.review_on < today))
