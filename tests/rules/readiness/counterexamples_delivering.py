"""Cases in which the record exists and what an inspector looks for is missing all the same: to delivery."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from caseward.rules.readiness.facts import Case, Circumstance, Contact, Event, Flag, Relation

from .cases import check, plan, sentence, sound_case, unanswered
from .cases_delivering import (
    absence,
    after_a_licence,
    after_custody,
    breach,
    contact,
    contacts,
    day,
    decision,
    delivered,
    missed,
    only,
    session,
    sessions,
    with_contacts,
    worked,
)

MONDAY = day(9, 2)
ABSENT = missed(1, MONDAY)
CALL_OUT = Event(71, "domestic_abuse_call_out", day(11, 4))
TEN_OUTCOMES = ("sent_home_by_us",) * 4 + ("cancelled_by_us",) * 6


def _begun_with(first: Contact) -> Case:
    return only(first, sentences=(sentence(requirements=()),))


def _absent(**changes: Any) -> Case:
    """One absence that was called unacceptable, in a case that is kept to otherwise."""
    return with_contacts(ABSENT, **({"absences": (absence(1),)} | changes))


def _with_every_contact(**changes: Any) -> Case:
    return delivered(contacts=tuple(replace(each, **changes) for each in contacts()))


def _two_open_appointments() -> Case:
    """What an inspector quoted: no outcome twice, attended since, and no decision recorded."""
    return with_contacts(contact(1, MONDAY, outcome=""), contact(2, day(9, 9), outcome=""))


def _two_warnings() -> Case:
    return with_contacts(
        ABSENT,
        missed(2, day(10, 7)),
        absences=(absence(1), absence(2, on=day(10, 8))),
        enforcements=(decision(1), decision(2, "final_warning", day(10, 9), key=302)),
    )


def _warned(*after: Contact) -> Case:
    return only(ABSENT, *after, absences=(absence(1),), enforcements=(decision(1),))


def _ten_occasions() -> Case:
    """Four times sent home with an hour credited, six times told not to come."""
    offered = (
        session(number, day(8, 19) + timedelta(days=7 * number), outcome=outcome)
        for number, outcome in enumerate(TEN_OUTCOMES, start=1)
    )
    return worked(*offered)


def _health(*circumstances: Circumstance) -> Case:
    return worked(circumstances=circumstances)


DELIVERING: dict[str, list[tuple[str, Case]]] = {
    "delivery.start": [
        ("the first appointment was held a day late", _begun_with(contact(1, day(8, 13)))),
        (
            "it was arranged in time, and cancelled by us",
            _begun_with(contact(1, day(8, 9), outcome="cancelled_by_us")),
        ),
        (
            "contacts every fortnight, no session of activity",
            _with_every_contact(purpose="supervision", requirement=None, worked_on=None),
        ),
    ],
    "delivery.before_release": [
        ("met a week before release", after_custody(contact(1, day(7, 29), purpose="pre_release"))),
        (
            "only the prison was rung",
            after_custody(contact(1, day(7, 1), purpose="third_party", how="telephone")),
        ),
        ("met under the licence, not before it", after_a_licence(contact(1, day(10, 1)))),
    ],
    "delivery.sessions": [
        ("every contact was kept and was a check-in", _with_every_contact(worked_on=None)),
        (
            "a new version of an old plan",
            only(plans=(plan(), plan(key=72, number=2, completed_on=day(11, 25)))),
        ),
        ("sessions are arranged and none was held", _with_every_contact(outcome="moved_by_us")),
    ],
    "delivery.partners": [
        (
            "the meeting was cancelled",
            only(contact(1, day(10, 1), purpose="three_way", outcome="cancelled_by_us")),
        ),
        ("the meeting was before the plan", only(contact(1, day(8, 26), purpose="three_way"))),
    ],
    "delivery.contact": [
        ("appointments every fortnight, cancelled by us", _with_every_contact(outcome="cancelled_by_us")),
        ("calls under a plan that says face to face", _with_every_contact(how="telephone")),
        ("one meeting in three months", only(contact(1, day(10, 11)))),
    ],
}
ENFORCING: dict[str, list[tuple[str, Case]]] = {
    "delivery.absences": [
        ("two open appointments, attended since", _two_open_appointments()),
        (
            "accepted on judgement that says nothing",
            _absent(absences=(absence(1, "acceptable", reason="judgement", evidence=""),)),
        ),
        ("evidence has been awaited for months", _absent(absences=(absence(1, "awaited"),))),
    ],
    "delivery.enforcement": [
        ("put before a manager and left there", _absent(enforcements=(decision(1, "manager"),))),
        ("a referral was decided and no breach made", _absent(enforcements=(decision(1, "refer"),))),
        (
            "a breach that came a month late",
            _absent(
                enforcements=(decision(1, "refer"),),
                breaches=(breach(MONDAY, day(10, 2), presented_on=day(10, 3)),),
            ),
        ),
        (
            "a breach that the court never got",
            _absent(enforcements=(decision(1, "refer"),), breaches=(breach(MONDAY, day(9, 9)),)),
        ),
        ("two failures and two warnings", _two_warnings()),
    ],
    "delivery.after_enforcement": [
        (
            "missed again and cancelled again",
            _warned(missed(2, day(9, 9)), contact(3, day(9, 12), outcome="cancelled_by_us")),
        ),
        ("seen a month later", _warned(contact(2, day(10, 4)))),
    ],
}
SAFELY: dict[str, list[tuple[str, Case]]] = {
    "delivery.harm_contact": [
        ("telephoned every fortnight", _with_every_contact(how="telephone")),
        ("offered every fortnight, and never seen", _with_every_contact(outcome="did_not_attend")),
        (
            "seen every fortnight until five weeks ago",
            delivered(contacts=tuple(each for each in contacts() if each.held_on < day(11, 1))),
        ),
    ],
    "delivery.protection": [
        ("the police were asked only before the call-out", sound_case(events=(CALL_OUT,))),
        (
            "after the call-out only the police were asked",
            sound_case(events=(CALL_OUT,), checks=(check(), unanswered(63, asked_on=day(11, 5)))),
        ),
        (
            "a flag whose next look is past",
            sound_case(flags=(Flag(34, "child_protection", day(8, 6), day(11, 29)),)),
        ),
        (
            "a victim is recorded and nothing else",
            sound_case(flags=(), checks=(), relations=(Relation(32, "victim"),)),
        ),
    ],
    "delivery.agencies": [
        ("asked and never chased", sound_case(checks=(check(), unanswered(62, "childrens_services")))),
        ("answered and never read", sound_case(checks=(check(read_on=None, used_on=None),))),
    ],
    "delivery.home_visits": [
        ("a visit was arranged, and nobody was at home", only(missed(1, day(10, 1), how="home_visit"))),
        (
            "a visit was arranged and cancelled by us",
            with_contacts(contact(1, day(10, 1), how="home_visit", outcome="cancelled_by_us")),
        ),
    ],
}
UNPAID_WORK: dict[str, list[tuple[str, Case]]] = {
    "unpaid_work.circumstances": [
        ("caring is recorded without its effect", _health(Circumstance(35, "caring", day(8, 7), " - "))),
    ],
    "unpaid_work.health": [
        (
            "anxiety answered, hearing and sight not",
            _health(
                Circumstance(36, "mental_health", day(8, 7), "Small groups."),
                Circumstance(37, "disability", day(8, 7)),
            ),
        ),
        (
            "written down after the first session",
            _health(Circumstance(36, "mental_health", day(9, 20), "Small groups.")),
        ),
    ],
    "unpaid_work.start": [
        ("ten occasions, none of them worked", _ten_occasions()),
        ("began in time and stood still since", worked(*sessions()[:2])),
    ],
    "unpaid_work.absences": [
        (
            "accepted on judgement alone",
            worked(
                session(1, MONDAY, outcome="did_not_attend"),
                absences=(absence(1, "acceptable", reason="judgement", evidence=""),),
            ),
        ),
        (
            "a session without an outcome, worked since",
            worked(*sessions()[:1], session(1, MONDAY, outcome=""), *sessions()[2:]),
        ),
    ],
    "unpaid_work.enforcement": [
        (
            "two warnings, neither breach nor review",
            worked(
                session(1, MONDAY, outcome="sent_home"),
                session(2, day(9, 9), outcome="sent_home"),
                enforcements=(decision(1), decision(2, "final_warning", day(9, 10), key=302)),
            ),
        ),
    ],
}
RESETTLING: dict[str, list[tuple[str, Case]]] = {
    "release.before": [
        (
            "arranged and cancelled",
            after_custody(contact(1, day(7, 1), purpose="pre_release", outcome="cancelled_by_us")),
        ),
        ("held on the day of release", after_custody(contact(1, day(8, 5), purpose="pre_release"))),
        ("met in prison about something else", after_custody(contact(1, day(7, 1)))),
    ],
}
COUNTEREXAMPLES = DELIVERING | ENFORCING | SAFELY | UNPAID_WORK | RESETTLING
