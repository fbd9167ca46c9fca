"""What an inspector looks for in reviews of the risk of harm. [TV 2.4] [LON 2.4]

The questions arise where harm is above low, or not assessed. After violence, a call-out for domestic abuse
or a link with a gang they arise at a low level too: somebody who was stabbed was still put at low harm, and
nobody asked whether that was so. [LON 2.4]

The examples are of one case with medium harm: a plan of 5 August 2019 with contact every 14 days, and a
stabbing on Monday 2 September, whose review is in time until 9 September.
"""

from collections.abc import Sequence
from functools import partial

from .due_reviews import Needed, after_events, by_time, concluded, in_own_words, written
from .facts import Case, Event, Review
from .findings import Check, Finding, Place, Yardstick, missing, not_applicable
from .plan_changes import fault_of_answer, fault_of_end, is_less_contact, plan_after, plan_before
from .review_agencies import harm_agencies_after
from .review_findings import (
    CONCLUDE,
    answers,
    involvement,
    late_words,
    overdue,
    records_of,
    too_early,
    writing,
)

VIOLENCE = ("domestic_abuse_call_out", "victim_of_violence", "gang_link")
"""Changes that put a low level of harm in doubt; inferred from [LON 2.4]."""
HARM_CHANGES = (*VIOLENCE, "arrest", "child_contact", "new_relationship", "lost_contact")
"""Changes that may raise the risk of harm; inferred from [LON 2.4]."""
NO_CHANGE = not_applicable("Nothing has happened that may raise the risk of harm.")
NO_QUESTION = not_applicable("The risk of harm is low, and nothing has happened that may have raised it.")
CUT_WITHOUT_REVIEW = "After the review of the change contact was made less, and no review says why."
LESS_CONTACT = "After the change, contact was made less and not more."


def changes(case: Case, by: Yardstick) -> Finding:
    """Whether changes in harm were considered, and the plan changed with them or a reason stands.

    Shown where a concluded review took each up in words of its own and it, or a later one, ended in a plan
    that differs or in a reason of its own, and not in less contact than before the change. Missing where a
    review is late, none ended so, or the plan that holds has less contact and no review ended in it. Does
    not arise without such a change, or while time remains. Example: a review of 9 September that leaves the
    plan as it is without a reason, or ends in a copy of it, or in contact every 28 days, is missing; one that
    asks for contact every week is shown. [LON 2.4]
    """
    reviews = in_own_words(concluded(case, by.on))
    needed = after_events(case, by, reviews, _kinds(case))
    if not needed:
        return NO_CHANGE
    if late := overdue(needed, by.on):
        because = late_words(late, "considered the change in words of its own")
        return missing(because, CONCLUDE, Place.REVIEWS, records_of(late, concluded(case, by.on)))
    answered = [each for each in needed if each.review]
    if not answered:
        return too_early(needed)
    faults = [_fault_of_answer(case, each, by) for each in answered]
    return answers(answered, faults)


def agencies(case: Case, by: Yardstick) -> Finding:
    """Whether the agencies that may know were asked again after each change in harm, in time, and heard.

    Which are asked after which change is said in `reviews.CHANGE_EVENTS`. Missing where one was asked late
    or never, or its answer was not used. Does not arise without such a change, or while time remains.
    Example: after the stabbing the police are asked by 4 September; asked on 4 November, it is missing
    however well the answer was used. [LON 2.4]
    """
    events = _events(case, by)
    return harm_agencies_after(case, events, by) if events else NO_CHANGE


def involved(case: Case, by: Yardstick) -> Finding:
    """Whether the last review of harm holds the person's part in it, in words of its own.

    Where harm is above low every review is one of harm; otherwise those that took up a change in harm.
    Missing where the part is blank or copied, or where a review is late and none was held. Does not arise
    while none was held or needed. Example: the review of the stabbing holds no word of the person's:
    missing. [TV 2.4]
    """
    if not _arises(case, by):
        return NO_QUESTION
    reviews = _reviews_of_harm(case, by)
    return involvement(reviews, overdue(_needed(case, by, reviews), by.on))


def written_reviews(case: Case, by: Yardstick) -> Finding:
    """Whether each review of harm that was due was concluded in writing by the day of the look.

    Due after a change in harm and, where harm is above low, by time. Missing where one is late and not made,
    or says nothing. Does not arise while none was needed or made. Example: without a change the plan is
    reviewed by 5 December; not reviewed on 6 December, it is missing. [TV 2.4]
    """
    if not _arises(case, by):
        return NO_QUESTION
    reviews = _reviews_of_harm(case, by)
    return writing(reviews, _needed(case, by, written(reviews)), by.on)


def _arises(case: Case, by: Yardstick) -> bool:
    """Whether reviews of harm are looked at: harm is above low, or something has put a low level in doubt."""
    return case.is_harm_above_low or bool(_events(case, by))


def _kinds(case: Case) -> tuple[str, ...]:
    """The kinds of change that bear on harm in this case."""
    return HARM_CHANGES if case.is_harm_above_low else VIOLENCE


def _events(case: Case, by: Yardstick) -> list[Event]:
    return [each for each in case.events if each.kind in _kinds(case) and each.happened_on <= by.on]


def _needed(case: Case, by: Yardstick, reviews: Sequence[Review]) -> list[Needed]:
    """The reviews of harm that were called for: by changes in harm, and by time where harm is above low."""
    timed = by_time(case, by, reviews) if case.is_harm_above_low else []
    return [*after_events(case, by, reviews, _kinds(case)), *timed]


def _reviews_of_harm(case: Case, by: Yardstick) -> list[Review]:
    """The concluded reviews of harm: all where harm is above low, else those of a change in harm."""
    changed = {event.key for event in _events(case, by)}
    reviews = concluded(case, by.on)
    return [each for each in reviews if case.is_harm_above_low or changed & {*each.events}]


def _fault_of_answer(case: Case, needed: Needed, by: Yardstick) -> str:
    """What is wrong with the answer to a change in harm, by its reviews or by what the plan became since."""
    fault = fault_of_answer(case, needed, by.on, partial(_fault, needed=needed))
    if fault or not _is_cut_without_review(case, needed, by):
        return fault
    return CUT_WITHOUT_REVIEW


def _is_cut_without_review(case: Case, needed: Needed, by: Yardstick) -> bool:
    """Whether the plan that holds has less contact than before a change, and no review ended in it."""
    now = case.plan_on(by.on)
    if now is None or now.key in {each.plan for each in concluded(case, by.on)}:
        return False
    return is_less_contact(plan_before(case, needed.since), now)


def _fault(case: Case, review: Review, needed: Needed) -> str:
    """What is wrong with how a review of a change in harm ended."""
    if is_less_contact(plan_before(case, needed.since), plan_after(case, review)):
        return LESS_CONTACT
    return fault_of_end(case, review)


CHECKS = (
    Check("review.harm_changes", "Changes in harm found, and the plan changed with them", changes, "LON 2.4"),
    Check("review.harm_agencies", "Agencies asked again after a change in harm", agencies, "LON 2.4"),
    Check("review.harm_involved", "The person’s part in reviewing harm", involved, "TV 2.4"),
    Check("review.harm_written", "Written reviews of harm made when due", written_reviews, "TV 2.4"),
)
