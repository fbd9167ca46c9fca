"""What an inspector looks for in what was done to keep other people safe."""

from datetime import date

from caseward.rules.contact_levels import least_contact
from caseward.rules.first_contacts import home_visit_by
from caseward.rules.practice import NothingInForce
from caseward.rules.reviews import BY_CODE

from .asked_agencies import (
    CHILDRENS_SERVICES,
    INVOLVED_FLAGS,
    POLICE,
    asked_first_until,
    asked_since_sentence,
    is_stuck,
    is_used,
    of_checks,
    stuck,
)
from .due_reviews import event_record
from .facts import Case, Contact, Event, Flag, Relation
from .failures import MISSED
from .findings import Check, Finding, Place, Record, Yardstick, missing, not_applicable, shown
from .limits import due_by, is_left, is_over, last_day, no_number
from .meetings import looked_at_from, record_of, records_of, supervised_from, times_between

PROTECTING_FLAGS = ("restraining_order", "non_contact", "child_protection", "domestic_abuse")
ENDANGERING_EVENTS = ("domestic_abuse_call_out", "child_contact", "new_relationship")


def met_often_enough(case: Case, by: Yardstick) -> Finding:
    """Whether the person was met face to face as often as the level of harm asks, over the last weeks.

    Shown: medium harm, and in the 12 weeks up to 2 December never more than 28 days without a meeting
    in one room. What is asked is how often meetings were offered, so a missed one counts where it is followed
    up within five working days; that only seeing the person follows it up is inferred. Missing: 29 days, even
    with a call every week or a meeting that we cancelled. It arises where harm is above low; a level that
    nobody assessed is treated as high. [MINCON] [TV 2.3] [SCH9 metric on missed appointments]
    """
    if not case.is_harm_above_low:
        return not_applicable("The risk of harm is low.")
    every, since = _least_days(case.harm, by), _window_from(case, by)
    if every is None or since is None:
        return no_number()
    lately = [contact for contact in case.contacts if since <= contact.held_on <= by.on]
    met = [contact for contact in lately if _is_meeting(contact)]
    offered = [each.held_on for each in lately if _is_meeting(each) or _is_made_good(each, met, by)]
    for first, last in times_between(offered, since, by.on):
        if (last - first).days > every:
            return missing(
                "The person was not met face to face as often as the level of harm asks.",
                "Meet the person face to face now, and arrange the next meetings no further apart.",
                Place.CONTACTS,
                [*_rated(case), *(record_of(each) for each in lately if first <= each.held_on <= last)],
            )
    if not met:
        return not_applicable("It is too early: there was no time yet for a meeting face to face.")
    return shown("The person was met face to face as often as the level of harm asks.", records_of(met[-3:]))


def _is_meeting(contact: Contact) -> bool:
    return contact.was_attended and contact.is_face_to_face


def _is_made_good(contact: Contact, met: list[Contact], by: Yardstick) -> bool:
    """Whether the person missed a meeting and was met in the days for that, or still may be."""
    if contact.outcome != MISSED or contact.purpose == "third_party" or not contact.is_face_to_face:
        return False
    until = last_day(by, due_by, "contact.follow_up", contact.held_on)
    seen = (each.held_on for each in met if each.held_on > contact.held_on)
    return until is not None and min(seen, default=by.on) <= until


def people_protected(case: Case, by: Yardstick) -> Finding:
    """Whether flags are looked at again and agencies were asked where somebody is at risk.

    Shown: each flag of protection has a next look on 2 December or later, and after a call-out on
    Monday 4 November police and children’s services were asked by 6 November, or later; without a flag, an
    answer of an agency was used. Missing: a flag without such a day, a question asked only before the event,
    nothing recorded that protects anybody, or a known adult at risk by the assessment whom nothing names. It
    does not arise where harm is low and nobody is recorded as at risk. [TV 2.3] [LON 2.3]
    """
    flags = [flag for flag in case.flags if flag.kind in PROTECTING_FLAGS]
    at_risk = [each for each in case.relations if each.is_at_risk or each.relation == "victim"]
    if not flags and not at_risk and not case.is_harm_above_low:
        return not_applicable("The risk of harm is low, and nobody is recorded as at risk.")
    if stale := [flag for flag in flags if flag.review_on is None or flag.review_on < by.on]:
        return missing(
            "A flag of risk has no day for its next review, or that day is past.",
            "Look at the flag again, and set the day of its next review.",
            Place.DETAILS,
            [_flag_record(flag) for flag in stale],
        )
    if unasked := [event for event in case.events if not _is_asked(case, event, by)]:
        return missing(
            "Something happened that may put somebody at risk, and the agencies were not asked after it.",
            "Ask the police or children’s services, and use what they answer.",
            Place.CHECKS,
            [*map(event_record, unasked), *of_checks(case.checks)],
        )
    if not flags:
        return _protected_without_a_flag(case, at_risk, by)
    records = [*map(_flag_record, flags), *of_checks(asked_since_sentence(case))]
    return shown("What protects people at risk is recorded and kept up.", records)


def _protected_without_a_flag(case: Case, at_risk: list[Relation], by: Yardstick) -> Finding:
    if not at_risk and case.assessments and case.assessments[-1].harm.get("known_adult", "low") != "low":
        return missing(
            "Harm to a known adult was assessed as above low, and nobody is recorded as at risk.",
            "Record who is at risk, and set a flag where one is called for.",
            Place.DETAILS,
            _rated(case),
        )
    asked = asked_since_sentence(case)
    if used := [each for each in asked if is_used(each)]:
        return shown("What agencies know of people at risk was used.", of_checks(used))
    if any(not is_stuck(each, by) for each in asked) or is_left(asked_first_until(case, by), by):
        return not_applicable("It is too early: there is still time for agencies to be asked and to answer.")
    at_risk_records = [Record("relation", each.key, None, "Somebody at risk") for each in at_risk]
    return missing(
        "Somebody may be at risk, and nothing recorded protects them.",
        "Ask the agencies that know of them, use what they answer, and set a flag where one is called for.",
        Place.CHECKS,
        [*(at_risk_records or _rated(case)), *of_checks(asked)],
    )


def agencies_answered(case: Case, by: Yardstick) -> Finding:
    """Whether what was asked of other agencies was answered and used, and not only asked.

    Shown: asked on 6 August 2019, answered, read and used by 3 September. Missing: asked and never chased
    after 13 August, or answered and never read; a flag says that others are involved, and nobody was asked.
    It arises where harm is above low and others are involved or were asked; a check whose next step still has
    time is left out, and so is one without an answer where the police or children’s services answered a later
    one. [LON 2.3] [TV 2.3]
    """
    if not case.is_harm_above_low:
        return not_applicable("The risk of harm is low.")
    asked = asked_since_sentence(case)
    if not asked:
        return _not_asked(case, by)
    if late := stuck(asked, by):
        return missing(
            "Another agency was asked, and its answer was not obtained or not used.",
            "Chase the answer, read it, and say what it changes in the assessment.",
            Place.CHECKS,
            of_checks(late),
        )
    used = [check for check in asked if is_used(check)]
    if not used:
        return not_applicable("No answer has been used yet, and nothing says that one is late.")
    return shown("What other agencies answered was used.", of_checks(used))


def _not_asked(case: Case, by: Yardstick) -> Finding:
    flags = [flag for flag in case.flags if flag.kind in INVOLVED_FLAGS]
    if not flags or is_left(asked_first_until(case, by), by):
        return not_applicable("No other agency was asked, and no flag says that one should have been by now.")
    return missing(
        "A flag says that other agencies are involved, and none of them was asked anything.",
        "Ask the agencies that the flag concerns, and use what they answer.",
        Place.CHECKS,
        map(_flag_record, flags),
    )


def home_visited(case: Case, by: Yardstick) -> Finding:
    """Whether the person was met at home in the time that the level of harm allows.

    Shown: medium harm, supervised from 1 November, and met at home by 13 December. Missing: the visit
    came later, was cancelled, or nobody was at home. It does not arise while there is time, nor where harm is
    low. Before any number was in force it arises only where a visit was arranged, and any that was held will
    do. [HOMEV] [TV 2.3]
    """
    if not case.is_harm_above_low:
        return not_applicable("The risk of harm is low.")
    since = supervised_from(case)
    by_on = last_day(by, home_visit_by, case.harm, since)
    visits = [each for each in case.contacts if _is_past_visit(each, since, by.on)]
    in_time = [each for each in visits if each.was_attended and (by_on is None or each.held_on <= by_on)]
    if in_time:
        return shown("The person was met at home in the time allowed.", records_of(in_time))
    if by_on is None and not visits:
        return no_number()
    if by_on and by.on <= by_on:
        return not_applicable("It is too early: there is still time for the first visit at home.")
    return missing(
        "The person was not met at home when they should have been.",
        "Visit the person at home; where that is late, write down why.",
        Place.CONTACTS,
        [*_rated(case), *records_of(visits)],
    )


def _is_past_visit(contact: Contact, since: date, on: date) -> bool:
    """Whether a visit at home is past, or of today with an outcome already."""
    is_past = since <= contact.held_on < on or (contact.held_on == on and contact.outcome != "")
    return contact.how == "home_visit" and is_past


def _least_days(harm: str, by: Yardstick) -> int | None:
    try:
        return least_contact(harm, by.on, by.practice).every_days
    except NothingInForce:
        return None


def _window_from(case: Case, by: Yardstick) -> date | None:
    """The first day of the weeks looked at; never before the supervision began."""
    lately = looked_at_from(by)
    return max(supervised_from(case), lately) if lately else None


def _is_asked(case: Case, event: Event, by: Yardstick) -> bool:
    """Whether every agency that such an event concerns was asked on its day or later, or still can be."""
    if event.kind not in ENDANGERING_EVENTS:
        return True
    by_on = last_day(by, due_by, "agency_check.ask", event.happened_on)
    if not is_over(by_on, by):
        return True
    since = {
        check.agency
        for check in case.checks
        if check.days.asked_on and check.days.asked_on >= event.happened_on
    }
    kind = BY_CODE[event.kind]
    needed = ((POLICE, kind.needs_police_check), (CHILDRENS_SERVICES, kind.needs_children_check))
    return all(agency in since for agency, is_needed in needed if is_needed)


def _rated(case: Case) -> list[Record]:
    """What the level of harm rests on; the sentence where nobody assessed it."""
    latest = case.assessments[-1:]
    rated = [Record("assessment", each.key, each.completed_on, "Level of harm assessed") for each in latest]
    first = case.sentences[0]
    return rated or [Record("sentence", first.key, first.starts_on, "No level of harm was assessed")]


def _flag_record(flag: Flag) -> Record:
    return Record("flag", flag.key, flag.review_on, "Flag of risk, with the day of its next review")


CHECKS = (
    Check("delivery.harm_contact", "Met face to face as often as the risk asks", met_often_enough, "MINCON"),
    Check("delivery.protection", "People at risk protected", people_protected, "TV 2.3"),
    Check("delivery.agencies", "Answers of other agencies obtained and used", agencies_answered, "LON 2.3"),
    Check("delivery.home_visits", "Home visits made", home_visited, "HOMEV"),
)
