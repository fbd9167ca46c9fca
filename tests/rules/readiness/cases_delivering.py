"""Cases for the checks of delivery: the sound case, supervised as was planned until the day of the look."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from caseward.rules.readiness.facts import (
    Absence,
    Breach,
    Case,
    Circumstance,
    Contact,
    Enforcement,
    Requirement,
    Sentence,
)
from caseward.rules.readiness.findings import Finding, State
from tests.rules.readiness.cases import ENDS_ON, SENTENCED_ON, sound_case

STATES = {"shown": State.SHOWN, "missing": State.MISSING, "does not arise": State.NOT_APPLICABLE}
RELEASED_ON = SENTENCED_ON
DECIDED_ON = date(2019, 9, 3)
ANSWERED_ON = date(2019, 9, 4)


def day(month: int, number: int, year: int = 2019) -> date:
    """A day of the year in which most tests play."""
    return date(year, month, number)


def contact(key: int, on: date, **changes: Any) -> Contact:
    """A supervision appointment at an office, to which the person came."""
    return replace(Contact(key, on), **changes)


def missed(key: int, on: date, **changes: Any) -> Contact:
    """An appointment to which the person did not come."""
    return contact(key, on, outcome="did_not_attend", **changes)


def contacts() -> tuple[Contact, ...]:
    """An induction on 9 August 2019 and a session every two weeks from 23 August to 29 November."""
    first = contact(101, day(8, 9), purpose="induction")
    fortnights = (day(8, 23) + timedelta(days=14 * number) for number in range(8))
    sessions = (
        contact(102 + number, on, purpose="rar", requirement=11, worked_on=(91, 93)[number % 2])
        for number, on in enumerate(fortnights)
    )
    three_way = contact(120, day(10, 11), purpose="three_way", worked_on=92)
    return in_order((first, *sessions, three_way))


def delivered(**changes: Any) -> Case:
    """The sound case with these contacts."""
    return replace(sound_case(contacts=contacts()), **changes)


def in_order(given: Iterable[Contact]) -> tuple[Contact, ...]:
    """Contacts in the order of their days."""
    return tuple(sorted(given, key=lambda each: each.held_on))


def with_contacts(*more: Contact, **changes: Any) -> Case:
    """The delivered case with these contacts besides."""
    return delivered(contacts=in_order((*contacts(), *more)), **changes)


def only(*given: Contact, **changes: Any) -> Case:
    """The sound case with these contacts alone."""
    return sound_case(contacts=in_order(given), **changes)


def absence(of: int, verdict: str = "unacceptable", on: date = DECIDED_ON, **changes: Any) -> Absence:
    """The decision that stands about a missed contact."""
    return replace(Absence(of, verdict, "no_reason", on, evidence="Rang twice, no answer."), **changes)


def decision(
    of: int | None, action: str = "first_warning", on: date = ANSWERED_ON, key: int = 301
) -> Enforcement:
    """The decision that stands about a failure of the order."""
    return Enforcement(key, 1, action, on, of)


def breach(failed_on: date, referred_on: date, **changes: Any) -> Breach:
    """A breach of the order."""
    return replace(Breach(401, 1, failed_on, referred_on), **changes)


def after_custody(*given: Contact, **changes: Any) -> Case:
    """A licence from 5 August 2019, the sentence passed on 4 February."""
    licence = Sentence(1, "licence", day(2, 4), RELEASED_ON, ends_on=day(2, 3, 2020))
    return only(*given, sentences=(licence,), **changes)


def after_a_licence(*given: Contact, **changes: Any) -> Case:
    """Supervision after sentence from 4 November 2019, which goes on from such a licence."""
    licence = Sentence(2, "licence", day(2, 4), RELEASED_ON, day(11, 3), ended_on=day(11, 3))
    supervision = Sentence(3, "post_sentence_supervision", day(2, 4), day(11, 4), day(8, 4, 2020))
    return only(*given, **{"sentences": (supervision,), "earlier_sentences": (licence,)} | changes)


def unpaid_work_order(**changes: Any) -> Sentence:
    """An order of 5 August 2019 with nothing but 100 hours of unpaid work."""
    hours = Requirement(13, "unpaid_work", 100, SENTENCED_ON)
    order = Sentence(1, "community_order", SENTENCED_ON, SENTENCED_ON, ENDS_ON, requirements=(hours,))
    return replace(order, **changes)


def session(key: int, on: date, **changes: Any) -> Contact:
    """A session of unpaid work to which the person came."""
    return contact(key, on, **{"purpose": "unpaid_work", "how": "elsewhere", "requirement": 13} | changes)


def sessions() -> tuple[Contact, ...]:
    """One every two weeks from 20 August 2019 to 26 November."""
    return tuple(session(201 + number, day(8, 20) + timedelta(days=14 * number)) for number in range(8))


def worked(*given: Contact, **changes: Any) -> Case:
    """Unpaid work as it should go, or with these contacts instead; one circumstance that says its effect."""
    of_her = Circumstance(31, "mental_health", day(8, 7), "Small groups, never the only woman.")
    facts = {"sentences": (unpaid_work_order(),), "circumstances": (of_her,)} | changes
    return only(*(given or sessions()), **facts)


def assert_finds(finding: Finding, state: str) -> None:
    """Fails where a finding has another state, or does not say what such a finding has to say."""
    assert finding.state == STATES[state], finding
    assert finding.because.endswith(".")
    assert (finding.mend is not None) == (state == "missing")
    assert bool(finding.records) == (state != "does not arise")
