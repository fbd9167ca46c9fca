"""What reviews that were needed and made show: the findings that the checks of reviews have in common."""

from collections.abc import Iterable, Sequence
from datetime import date

from .due_reviews import Needed, before, ended_on, is_own, review_record, written
from .facts import Review
from .findings import Finding, Place, Record, missing, not_applicable, shown
from .limits import day
from .texts import tells

NONE_HELD = "No review has been held, and none is late."
CONCLUDE = "Start a review, write what was considered, and conclude it."


def answers(answered: Sequence[Needed], faults: Sequence[str]) -> Finding:
    """What changes that were reviewed show: shown where each was answered well.

    In: the changes with their reviews, and what is wrong with the answer to each, empty where nothing is.
    [TV 2.4]
    """
    rests_on = records_of(answered, [each.review for each in answered if each.review])
    if fault := next(filter(None, faults), ""):
        mend = "Review the change anew: change the plan, or say in your own words why it fits as it is."
        return missing(fault, mend, Place.REVIEWS, rests_on)
    because = "Each change was considered in a review that ended in a changed plan or in a reason of its own."
    return shown(because, rests_on)


def involvement(reviews: Sequence[Review], late: Sequence[Needed]) -> Finding:
    """Whether the last of some concluded reviews holds the person's own part; `late` are those not held.

    [TV 2.4]
    """
    mend = "Review it together with the person, and write what they say to it in their words."
    if not reviews and late:
        because = late_words(late, "gave the person a part in it")
        return missing(because, mend, Place.REVIEWS, records_of(late))
    if not reviews:
        return not_applicable(NONE_HELD)
    last = reviews[-1]
    if is_own(last.persons_part, [each.persons_part for each in before(reviews, last)]):
        because = f"The review of {day(ended_on(last))} holds the person’s part in it."
        return shown(because, [review_record(last)])
    fault = "copied from an earlier review" if tells(last.persons_part) else "blank"
    because = f"The person’s part in the review of {day(ended_on(last))} is {fault}."
    return missing(because, mend, Place.REVIEWS, map(review_record, reviews))


def writing(reviews: Sequence[Review], needed: Sequence[Needed], on: date) -> Finding:
    """Whether each of some needed reviews was made in writing; `reviews` are the concluded ones. [TV 2.4]"""
    if late := overdue(needed, on):
        because = late_words(late, "was concluded in writing")
        return missing(because, CONCLUDE, Place.REVIEWS, records_of(late, reviews))
    return nothing_late(reviews, written(reviews), needed)


def too_early(needed: Sequence[Needed]) -> Finding:
    """That reviews are needed, and that none of them is late yet. No source is needed."""
    known = [each.by_on for each in needed if each.by_on and not each.review]
    if not known:
        return not_applicable("How long the review may take at that time is not known here.")
    return not_applicable(f"A review is needed, and there is time for it until {day(min(known))}.")


def late_words(late: Sequence[Needed], what: str) -> str:
    """That no review says or does something, by when one was due and what called for it.

    No source is needed.
    """
    first = min(late, key=lambda each: each.by_on or each.since)
    called = f"{first.record.words[:1].lower()}{first.record.words[1:]}, {day(first.since)}"
    in_all = f"; {len(late)} reviews are late in all" if len(late) > 1 else ""
    return f"No review {what}, although one was due by {day(first.by_on)} ({called}{in_all})."


def records_of(needed: Iterable[Needed], reviews: Iterable[Review] = ()) -> list[Record]:
    """What called for reviews, and reviews, each once. No source is needed."""
    rests_on = (*(each.record for each in needed), *map(review_record, reviews))
    return list(dict.fromkeys(rests_on))


def overdue(needed: Iterable[Needed], on: date) -> list[Needed]:
    """Those whose last day is over and that no review met. No source is needed."""
    return [each for each in needed if each.is_late(on)]


def nothing_late(reviews: Sequence[Review], good: Sequence[Review], needed: Sequence[Needed]) -> Finding:
    """What reviews show where none is late: shown where the last is good, else too early or nothing to do.

    In: the concluded reviews, those of them that say enough, and what was needed.
    No source is needed.
    """
    if good and reviews[-1] in good:
        because = "Each review that was needed was concluded and says what was considered."
        return shown(because, map(review_record, good))
    if reviews:
        because = "The last review does not say in its own words what was considered."
        return missing(because, CONCLUDE, Place.REVIEWS, map(review_record, reviews))
    return too_early(needed) if needed else not_applicable("Nothing has called for a review yet.")
