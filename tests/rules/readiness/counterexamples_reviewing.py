"""Cases in which the record exists and what an inspector looks for is missing all the same: to reviewing."""

from dataclasses import replace
from datetime import date

from caseward.rules.readiness.facts import Action, Case, Contact, Enforcement, Goal

from .cases import goals, plan, with_low_harm
from .cases_reviewing import (
    HAPPENED_ON,
    IN_TIME,
    PART,
    asked,
    ended_in_plan,
    event,
    happened,
    new_plan,
    not_answered,
    quiet,
    review,
    stabbed,
    with_checks,
)

BEFORE = date(2019, 9, 9)
AFTER = date(2019, 11, 11)
TWO_MONTHS_LATER = date(2019, 12, 2)
EARLIER = review(300, BEFORE, events=(), because="All is as it was in August.", persons_part="I am fine.")


def _moved_dates() -> tuple[Goal, ...]:
    """The goals of the plan with new keys and later days, and not another word."""
    return tuple(
        Goal(goal.key + 100, goal.area, f" {goal.text.upper()}. ", actions=tuple(map(_later, goal.actions)))
        for goal in reversed(goals())
    )


def _later(action: Action) -> Action:
    partner, sessions = action.partner, action.sessions
    return Action(action.key + 100, action.first, action.what, action.owner, AFTER, partner, 11, sessions)


COPY = new_plan(goals=_moved_dates())
WARNING = Enforcement(401, 1, "final_warning", AFTER)
RARER = new_plan(contact_every_days=28)
LESS_FACE_TO_FACE = new_plan(contact_how="remote")

COUNTEREXAMPLES: dict[str, list[tuple[str, Case]]] = {
    "review.compliance": [
        ("a review was begun and never concluded", stabbed(review(on=None))),
        ("the review concluded took up something else", stabbed(review(events=()))),
        ("the review says nothing", stabbed(review(considered=" – "))),
        ("the review repeats the one before", stabbed(EARLIER, review())),
        ("the last review of several says nothing", stabbed(review(), review(302, AFTER, considered=""))),
        ("a warning, and a review only before it", quiet(EARLIER, enforcements=(WARNING,))),
        (
            "two missed in a row, and a review only before",
            quiet(
                EARLIER,
                contacts=(
                    Contact(501, date(2019, 10, 1), outcome="did_not_attend"),
                    Contact(502, date(2019, 10, 15), outcome="did_not_attend"),
                ),
            ),
        ),
    ],
    "review.adjusted": [
        ("the new plan copies the old", stabbed(ended_in_plan(), plans=(COPY,))),
        ("the reason is blank", stabbed(review(because="None."))),
        ("the reason is copied", quiet(review(300, BEFORE, events=()), review(on=IN_TIME, events=()))),
        ("the new plan is not there", stabbed(ended_in_plan())),
        ("no outcome", stabbed(review(outcome=""))),
        ("begun and never concluded", stabbed(review(on=None))),
    ],
    "review.involved": [
        ("the part is blank", stabbed(review(persons_part="n/a"))),
        ("the part is copied", stabbed(review(300, BEFORE, persons_part=PART.upper()), review())),
        ("begun and never concluded", stabbed(review(on=None))),
    ],
    "review.written": [
        ("begun and never concluded", stabbed(review(on=None))),
        ("concluded without a word", stabbed(review(considered=""))),
        ("the review took up something else", stabbed(review(events=()))),
    ],
    "review.changes": [
        ("nothing happened, and a copy of the plan", quiet(ended_in_plan(events=()), plans=(plan(), COPY))),
        ("a move in a review that never ended", happened("move", review(on=None))),
        ("a lost job and no reason", happened("job_loss", review(because=""))),
        ("a lost job and a copy of the plan", happened("job_loss", ended_in_plan(), plans=(COPY,))),
        (
            "a new partner, and the reason of last time",
            happened("new_relationship", review(300, BEFORE, events=()), review()),
        ),
    ],
    "review.agencies": [
        ("asked and not answered", with_checks(stabbed(review()), not_answered())),
        ("answered and not used", with_checks(stabbed(review()), asked(read_on=None, used_on=None))),
        ("used without a word on what it changed", with_checks(stabbed(review()), replace(asked(), use=" "))),
        (
            "an organisation in the plan and nobody spoke with it",
            quiet(EARLIER, review(302, AFTER), checks=(), contacts=(Contact(503, IN_TIME),)),
        ),
    ],
    "review.harm_changes": [
        ("stabbed, not changed, no reason", stabbed(review(because=""))),
        (
            "stabbed, not changed, the reason of last time",
            stabbed(review(300, BEFORE, events=(), considered="August and September."), review()),
        ),
        ("stabbed, and a copy of the plan", stabbed(ended_in_plan(), plans=(COPY,))),
        ("stabbed, and contact made rarer", stabbed(ended_in_plan(), plans=(RARER,))),
        (
            "stabbed and reviewed well, and contact made rarer a month later",
            stabbed(review(), plans=(new_plan(date(2019, 11, 21), contact_every_days=28),)),
        ),
        ("stabbed, and contact by telephone", stabbed(ended_in_plan(), plans=(LESS_FACE_TO_FACE,))),
        (
            "stabbed, contact made rarer before a review with a reason",
            stabbed(review(), plans=(new_plan(HAPPENED_ON, contact_every_days=28),)),
        ),
        ("stabbed, and what was considered is copied", stabbed(EARLIER, review())),
        (
            "stabbed at a low level, and no review took it up",
            with_low_harm(events=(event(),), reviews=(review(events=()),)),
        ),
    ],
    "review.harm_agencies": [
        ("the police asked two months later", with_checks(stabbed(review()), asked(asked_on=AFTER))),
        ("the police asked before it only", stabbed(review())),
        ("another agency asked", with_checks(stabbed(review()), asked(agency="health"))),
        (
            "the police asked, children’s services not",
            with_checks(happened("domestic_abuse_call_out", review()), asked()),
        ),
        ("asked and never answered", with_checks(stabbed(review()), not_answered())),
        ("answered and never used", with_checks(stabbed(review()), asked(used_on=None))),
    ],
    "review.harm_involved": [
        ("the part is blank", stabbed(review(persons_part=""))),
        ("the part is copied", stabbed(review(300, BEFORE), review())),
        (
            "low harm, stabbed, reviewed without the person",
            with_low_harm(events=(event(),), reviews=(review(persons_part=""),)),
        ),
    ],
    "review.harm_written": [
        ("begun and never concluded", stabbed(review(on=None))),
        ("concluded without a word", stabbed(review(considered=""))),
        (
            "low harm, and the review took up something else",
            with_low_harm(events=(event(),), reviews=(review(events=()),)),
        ),
    ],
}
