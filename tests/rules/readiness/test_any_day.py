"""No day lies outside what the checks of delivery can answer: before the numbers none is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness import (
    delivering,
    delivering_safely,
    enforcing,
    planned_work,
    resettling,
    unpaid_work,
)
from caseward.rules.readiness.facts import Case, Contact, Event, Flag, Relation, Requirement, Sentence
from caseward.rules.readiness.findings import Check, State

from .cases import by, plan, unanswered
from .cases_delivering import absence, breach, decision

CHECKS = (
    *delivering.CHECKS,
    *enforcing.CHECKS,
    *planned_work.CHECKS,
    *delivering_safely.CHECKS,
    *unpaid_work.CHECKS,
    *resettling.CHECKS,
)
KINDS = ("community_order", "suspended_sentence_order", "licence", "post_sentence_supervision")
OUTCOMES = ("", "attended", "failed_to_comply", "sent_home", "cancelled_by_us", "did_not_attend")
OF_REQUIREMENTS = (*delivering.WITH_SESSIONS, "curfew")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case that began on any day of fifty years, with something of everything that delivery looks at."""
    start = draw(st.dates(date(1995, 1, 1), date(2045, 1, 1)))
    days = sorted(draw(st.lists(st.integers(-40, 200), max_size=8)))
    contacts = tuple(
        Contact(key, start + timedelta(days=number), "unpaid_work", outcome=draw(st.sampled_from(OUTCOMES)))
        for key, number in enumerate(days, start=1)
    )
    requirement = Requirement(13, draw(st.sampled_from(OF_REQUIREMENTS)), 100, start)
    sentence = Sentence(1, draw(st.sampled_from(KINDS)), start, start, requirements=(requirement,))
    answered = draw(st.sampled_from(("none", "first_warning", "manager", "refer")))
    return Case(
        1,
        (sentence,),
        relations=(Relation(32, "victim"),),
        flags=(Flag(34, "non_contact", start, start + timedelta(days=draw(st.integers(0, 400)))),),
        events=(Event(71, "new_relationship", start + timedelta(days=30)),),
        checks=(unanswered(asked_on=start),),
        plans=(plan(completed_on=start + timedelta(days=20)),),
        contacts=contacts,
        absences=tuple(absence(each.key, on=each.held_on) for each in contacts[::2]),
        enforcements=tuple(decision(each.key, answered, each.held_on) for each in contacts[:3]),
        breaches=(breach(start, start),) if draw(st.booleans()) else (),
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
@given(cases(), st.integers(0, 500))
def test_every_check_answers_on_every_day(check: Check, case: Case, days: int) -> None:
    finding = check.finds(case, by(case.began_on + timedelta(days=days)))
    assert finding.because.endswith(".")
    assert (finding.mend is None) == (finding.state is not State.MISSING)
    assert bool(finding.records) == (finding.state is not State.NOT_APPLICABLE)
