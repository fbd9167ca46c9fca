"""What other agencies know, as it is drawn on in reviews. [TV 2.4] [LON 2.4]

Only an answer that was used, with a word on what it changed, counts as drawn on. How long each step may take
is dated data, as in `rules/agency_checks.py`.
"""

from collections.abc import Sequence
from datetime import date

from caseward.rules.reviews import BY_CODE

from .asked_agencies import AGENCIES, agency_of, is_used, of_checks, stuck
from .due_reviews import after_events, by_time, concluded, ended_on, event_record
from .facts import Case, Event
from .facts import Check as Asked
from .findings import Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .gaps import of_plan
from .limits import day, due_by, last_day
from .meetings import WITH_OTHERS
from .review_findings import NONE_HELD, overdue
from .texts import tells

USE = "Chase the answer, read it, and write what it changes."
TOO_LATE = (
    "The days cannot be made good: review what the answer means now, and after the next change ask within "
    "the time allowed."
)


def agencies(case: Case, by: Yardstick) -> Finding:
    """Whether the last review and the time since draw on what other agencies know.

    Looked at are the checks asked since the review before the last one, or since the start. Shown where each
    was used; without any, where the plan names an organisation and somebody spoke with one since then.
    Missing where one was not used in time, or the organisation was never spoken with. Does not arise where
    no review was held or is late, where nobody else is involved, or while an answer is still in time.
    Example: reviews on 2 September and 2 December, a check asked on 3 September and answered, but never
    used: missing. [TV 2.4]
    """
    reviews = concluded(case, by.on)
    if not reviews and not overdue((*after_events(case, by, reviews), *by_time(case, by, reviews)), by.on):
        return not_applicable(NONE_HELD)
    since = ended_on(reviews[-2]) if len(reviews) > 1 else case.began_on
    asked = [each for each in case.checks if since <= each.asked_on <= by.on]
    return _used(asked, by) if asked else _spoken_with(case, since, by.on)


def harm_agencies_after(case: Case, events: Sequence[Event], by: Yardstick) -> Finding:
    """What became of the questions that changes in harm call for, one to each agency that may know.

    In: the changes, at least one that calls for an agency. Shown where for each of them the police and
    children’s services, as far as they are to be asked after it, were asked in time, answered, and the
    answers used. Missing where one was asked late or not at all, or its answer not used in time. Example: a
    stabbing on Monday 2 September; the police are to be asked by 4 September, and asked on 4 November
    they were asked too late. [LON 2.4]
    """
    told = [_asked_after(case, event, agency, by) for event in events for agency in _agencies_of(event)]
    rests_on = tuple(dict.fromkeys(record for finding in told for record in finding.records))
    gap = next((finding for finding in told if finding.mend), None)
    if gap and gap.mend:
        return missing(gap.because, gap.mend.words, gap.mend.place, rests_on)
    if rests_on:
        return shown("After each change the agencies were asked in time, and their answers used.", rests_on)
    return not_applicable("An agency is to be asked or to answer, and there is still time for it.")


def _agencies_of(event: Event) -> list[str]:
    change = BY_CODE[event.kind]
    needs = {"police": change.needs_police_check, "childrens_services": change.needs_children_check}
    return [agency for agency, is_needed in needs.items() if is_needed]


def _asked_after(case: Case, event: Event, agency: str, by: Yardstick) -> Finding:
    """Whether one agency was asked after one change, and what it said used; the records only where it was."""
    ask_by = last_day(by, due_by, "agency_check.ask", event.happened_on)
    asked = [each for each in case.checks if each.agency == agency and _is_about(each, event, by.on)]
    first_on = min((each.asked_on for each in asked), default=by.on)
    called = f"{BY_CODE[event.kind].title.lower()}, {day(event.happened_on)}"
    if ask_by is None or first_on <= ask_by:
        used = [each for each in asked if is_used(each)]
        return _used(used or asked, by) if asked else not_applicable("There is still time to ask.")
    if asked:
        asked_on = f"Only on {day(first_on)} was this asked of {AGENCIES[agency]}"
        because = f"{asked_on}, though it was due by {day(ask_by)} ({called})."
        return missing(because, TOO_LATE, Place.CHECKS, of_checks(asked))
    because = f"Nobody had asked {AGENCIES[agency]} by {day(ask_by)}, as was due ({called})."
    mend = f"Ask {AGENCIES[agency]} now, and write what the answer changes."
    return missing(because, mend, Place.CHECKS, [event_record(event)])


def _is_about(check: Asked, event: Event, on: date) -> bool:
    """Whether a question was asked for a change, or since it, by a day."""
    asked_on = check.days.asked_on
    if asked_on is None or asked_on > on:
        return False
    return check.event == event.key or asked_on >= event.happened_on


def _used(asked: Sequence[Asked], by: Yardstick) -> Finding:
    """Whether each of some questions was answered and the answer used, as far as that is due."""
    used = [each for each in asked if is_used(each)]
    if late := stuck(asked, by):
        asked_what = f"What was asked of {agency_of(late[0])} on {day(late[0].asked_on)}"
        because = f"{asked_what} was not answered and used in time."
        return missing(because, USE, Place.CHECKS, of_checks(late))
    if used:
        because = "Other agencies were asked, and what they answered was used."
        return shown(because, of_checks(used))
    return not_applicable("An agency was asked, and there is still time for its answer to be used.")


def _spoken_with(case: Case, since: date, on: date) -> Finding:
    """Whether anybody spoke with an organisation that the plan names."""
    plan = case.plan
    if plan is None or not any(tells(action.partner) for action in plan.actions):
        return not_applicable("No other agency was asked, and the plan names no organisation.")
    talks = [
        Record("contact", each.key, each.held_on, "Contact with an organisation")
        for each in case.contacts
        if each.purpose in WITH_OTHERS and each.outcome == "attended" and since <= each.held_on <= on
    ]
    if talks:
        return shown("Somebody spoke with an organisation that works with the person.", talks)
    because = f"The plan names an organisation, and nobody has spoken with one since {day(since)}."
    mend = "Speak with the organisation, record it, and review what it says."
    return missing(because, mend, Place.CONTACTS, [of_plan(plan)])
