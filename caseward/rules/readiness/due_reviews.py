"""Which reviews a case needed up to a day, which of them were made, and which are late.

A review is needed after a change in the person's life, after a warning or two appointments missed in a row,
and when time has run since the plan or the last review. The limits are those of `rules/reviews.py`; that two
missed appointments in a row and a warning call for a review within the same time as a change is inferred.

Worked example, medium harm, a plan of Monday 5 August 2019, an arrest on Monday 2 September:

- Looked at on 9 September: a review of the arrest is needed and still in time. On 10 September it is late.
- A review of 1 October that took it up: made, though late. The next by time is needed by 1 February.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from caseward.rules.harm_levels import goes_by
from caseward.rules.reviews import BY_CODE, review_by_event, review_by_time

from .facts import Case, Event, Review
from .failures import MISSED, WARNINGS
from .findings import Record, Yardstick
from .gaps import of_plan, of_sentence
from .limits import due_by, last_day
from .texts import is_same, tells


@dataclass(frozen=True)
class Needed:
    """A review that was called for; `review` is the one that answered it, None where none did."""

    since: date
    by_on: date | None
    """The last day in time; None once a change or failure was reviewed, and where it cannot be known."""
    record: Record
    """What called for it."""
    review: Review | None

    def is_late(self, on: date) -> bool:
        """Whether it has not been made and its last day is over."""
        return self.review is None and self.by_on is not None and self.by_on < on


def concluded(case: Case, on: date) -> list[Review]:
    """The reviews that had come to an end by a day, in the order of their ends."""
    return sorted((each for each in case.reviews if each.concluded_on and ended_on(each) <= on), key=ended_on)


def ended_on(review: Review) -> date:
    """The day on which a review came to its end; on which it began while it has none."""
    return review.concluded_on or review.started_on


def before(reviews: Sequence[Review], review: Review) -> Sequence[Review]:
    """Those of some reviews that ended before one of them."""
    return reviews[: list(reviews).index(review)]


def written(reviews: Sequence[Review]) -> list[Review]:
    """Those that say what was considered."""
    return [each for each in reviews if tells(each.considered)]


def in_own_words(reviews: Sequence[Review]) -> list[Review]:
    """Those that say what was considered, and not in the words of a review before."""
    said = [each.considered for each in reviews]
    return [each for at, each in enumerate(reviews) if is_own(said[at], said[:at])]


def is_own(text: str, earlier: Collection[str]) -> bool:
    """Whether a text says something that no earlier one says in the same words."""
    return tells(text) and not any(is_same(text, other) for other in earlier)


def after_events(
    case: Case, by: Yardstick, reviews: Sequence[Review], kinds: Collection[str] = tuple(BY_CODE)
) -> list[Needed]:
    """The reviews that changes of some kinds called for; `reviews` are those that count as made.

    A change counts as reviewed by the review that took it up or, where that one does not count, by the next.
    """
    events = [each for each in case.events if each.kind in kinds and each.happened_on <= by.on]
    return [_after_event(case, event, by, reviews) for event in events]


def after_failures(case: Case, by: Yardstick, reviews: Sequence[Review]) -> list[Needed]:
    """The reviews that warnings, and two required appointments missed in a row, called for."""
    found = [
        Record("enforcement", each.key, each.decided_on, "A warning")
        for each in case.enforcements
        if each.action in WARNINGS and each.decided_on <= by.on
    ]
    return [_after_failure(case, record, by, reviews) for record in (*found, *_missed_in_a_row(case, by.on))]


def by_time(case: Case, by: Yardstick, reviews: Sequence[Review]) -> list[Needed]:
    """The reviews that were late by time: nothing was reviewed or planned anew before their last day ended.

    Counted from the first plan, or from the start where there is none, and anew from each version of the
    plan and each review, as the work list does. [NZREV]
    """
    start = case.plans[0].completed_on if case.plans else case.began_on
    again = (*(each.completed_on for each in case.plans), *map(ended_on, reviews))
    marks = sorted({start, by.on, *again})
    steps = [(mark, then) for mark, then in pairwise(marks) if start <= mark and then <= by.on]
    found = [_by_time(case, mark, then, by, reviews) for mark, then in steps]
    return [needed for needed in found if needed is not None]


def event_record(event: Event) -> Record:
    """A change as what a finding rests on."""
    return Record("event", event.key, event.happened_on, BY_CODE[event.kind].title)


def review_record(review: Review) -> Record:
    """A review as what a finding rests on."""
    return Record("review", review.key, review.concluded_on, "Review")


def _after_event(case: Case, event: Event, by: Yardstick, reviews: Sequence[Review]) -> Needed:
    since = event.happened_on
    taken_up = [ended_on(each) for each in concluded(case, by.on) if event.key in each.events]
    if taken_up and (review := _first_from(reviews, taken_up[0])):
        return Needed(since, None, event_record(event), review)
    limit = last_day(by, review_by_event, event.kind, since, case.harm)
    return Needed(since, limit, event_record(event), None)


def _after_failure(case: Case, record: Record, by: Yardstick, reviews: Sequence[Review]) -> Needed:
    since = record.on or case.began_on
    if review := _first_from(reviews, since):
        return Needed(since, None, record, review)
    code = f"review.event.{goes_by(case.harm).level}"
    limit = last_day(by, due_by, code, since)
    return Needed(since, limit, record, None)


def _missed_in_a_row(case: Case, on: date) -> list[Record]:
    """The second of each two required appointments in a row to which the person did not come.

    What was called off or moved, and what nobody has recorded, breaks no row.
    """
    had = [
        each
        for each in case.contacts
        if each.is_required and each.held_on <= on and (each.was_attended or each.outcome == MISSED)
    ]
    found: list[Record] = []
    in_a_row = 0
    for contact in had:
        in_a_row = in_a_row + 1 if contact.outcome == MISSED else 0
        if in_a_row == 2:
            words = "The second appointment missed in a row"
            found.append(Record("contact", contact.key, contact.held_on, words))
    return found


def _by_time(case: Case, mark: date, then: date, by: Yardstick, reviews: Sequence[Review]) -> Needed | None:
    """The review that was late between two days on which time began to run; None where none was."""
    limit = last_day(by, review_by_time, mark, case.harm)
    if limit is None or limit >= then:
        return None
    return Needed(mark, limit, _time_record(case, mark), _first_from(reviews, limit))


def _time_record(case: Case, mark: date) -> Record:
    """What time ran from: the plan of that day, the review of it, or the sentence."""
    plan = next((each for each in case.plans if each.completed_on == mark), None)
    review = next((each for each in case.reviews if each.concluded_on == mark), None)
    if review:
        return review_record(review)
    return of_plan(plan) if plan else of_sentence(case)


def _first_from(reviews: Sequence[Review], since: date) -> Review | None:
    """The first review that ended on a day or later."""
    return next((each for each in reviews if ended_on(each) >= since), None)
