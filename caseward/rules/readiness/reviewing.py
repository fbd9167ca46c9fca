"""What an inspector looks for in reviews. [TV 2.4] [LON 2.4]

The examples are of one case with medium harm: a plan of 5 August 2019, an arrest on Monday 2 September,
whose review is in time until 9 September. Where a text of a review falls short, the next review puts it
right: only the last one is looked at, and a change counts as reviewed by the review that took it up or by a
later one.
"""

from collections.abc import Sequence

from .due_reviews import (
    after_events,
    after_failures,
    by_time,
    concluded,
    in_own_words,
    review_record,
    written,
)
from .facts import Case, Review
from .findings import Check, Finding, Place, Yardstick, missing, not_applicable, shown
from .plan_changes import fault_of_answer, fault_of_end
from .review_agencies import agencies
from .review_findings import (
    CONCLUDE,
    NONE_HELD,
    answers,
    involvement,
    late_words,
    nothing_late,
    overdue,
    records_of,
    too_early,
    writing,
)

ANEW = "Review the plan anew: change what no longer fits, or say in your own words why nothing changes."
LIFE_CHANGES = ("move", "job_loss", "new_relationship", "lost_contact", "release", "child_contact")
"""Changes of a kind that is linked to offending and to leaving it behind; inferred from [LON 2.4]."""


def compliance(case: Case, by: Yardstick) -> Finding:
    """Whether compliance and engagement were reviewed when that was needed.

    Needed after a change, a warning, two appointments missed in a row, and by time. Shown where each such
    review was concluded and says what was considered, in other words than the reviews before it. Missing
    where one is late. Does not arise while none is needed or time remains. Example: no review by
    10 September is missing; one concluded on 9 September that says what was considered is shown.
    [TV 2.4] [LON 2.4]
    """
    reviews = concluded(case, by.on)
    own = in_own_words(reviews)
    needed = (*after_events(case, by, own), *after_failures(case, by, own), *by_time(case, by, own))
    late = overdue(needed, by.on)
    if not late:
        return nothing_late(reviews, own, needed)
    because = late_words(late, "says in its own words what was considered")
    return missing(because, CONCLUDE, Place.REVIEWS, records_of(late, reviews))


def adjusted(case: Case, by: Yardstick) -> Finding:
    """Whether the last review ended in a plan that differs, or in a reason for leaving it as it is.

    Missing where a review is late, where the new plan says exactly what the old one said, and where the
    reason is blank or copied. Does not arise while no review was held or needed. Example: a version of
    9 September with the goals, actions, contingencies and contact of August is missing. [TV 2.4]
    """
    reviews = concluded(case, by.on)
    late = overdue((*after_events(case, by, reviews), *by_time(case, by, reviews)), by.on)
    if late:
        because = late_words(late, "decided whether the plan changes")
        return missing(because, CONCLUDE, Place.REVIEWS, records_of(late, reviews))
    if not reviews:
        return not_applicable(NONE_HELD)
    if fault := fault_of_end(case, reviews[-1]):
        return missing(fault, ANEW, Place.REVIEWS, [review_record(reviews[-1])])
    because = "The last review ended in a plan that differs, or in a reason of its own for leaving it."
    return shown(because, [review_record(reviews[-1])])


def involved(case: Case, by: Yardstick) -> Finding:
    """Whether the last review holds the person's part in it, in words that no earlier review has.

    Missing where it is blank or copied, or where a review is late and none was ever held. Does not arise
    while none was held or needed. Example: the part of 2 December repeats that of 9 September word for
    word: missing. [TV 2.4]
    """
    reviews = concluded(case, by.on)
    late = overdue((*after_events(case, by, reviews), *by_time(case, by, reviews)), by.on)
    return involvement(reviews, late)


def written_reviews(case: Case, by: Yardstick) -> Finding:
    """Whether each review that was due was concluded in writing by the day of the look, in time or late.

    Missing where one is late and not made, or says nothing. Does not arise while none was needed or made.
    Example: the review of the arrest concluded on 1 October is shown from that day on. [TV 2.4]
    """
    reviews = written(concluded(case, by.on))
    needed = (*after_events(case, by, reviews), *by_time(case, by, reviews))
    return writing(concluded(case, by.on), needed, by.on)


def changes(case: Case, by: Yardstick) -> Finding:
    """Whether changes linked to offending were looked for and considered, and the plan goes with them.

    Looked for at each review, and after a move, loss of a job, new relationship, lost contact, release or
    contact with a child. Missing where a review is late, or neither the one that took a change up nor a later
    one ended well; without such a change, where the last review did not. Does not arise while none was held
    or needed. Example: a job lost on 2 September, reviewed on 9 September with the outcome that the plan
    stays and no reason: missing. [LON 2.4]
    """
    reviews = written(concluded(case, by.on))
    after_changes = after_events(case, by, reviews, LIFE_CHANGES)
    if late := overdue((*after_changes, *by_time(case, by, reviews)), by.on):
        because = late_words(late, "considered what has changed")
        return missing(because, CONCLUDE, Place.REVIEWS, records_of(late, reviews))
    if answered := [each for each in after_changes if each.review]:
        return answers(answered, [fault_of_answer(case, each, by.on, fault_of_end) for each in answered])
    if after_changes:
        return too_early(after_changes)
    return _looked_for(case, reviews)


def _looked_for(case: Case, reviews: Sequence[Review]) -> Finding:
    """Whether the last review looked for changes where none is recorded."""
    if not reviews:
        return not_applicable(NONE_HELD)
    if fault := fault_of_end(case, reviews[-1]):
        return missing(fault, ANEW, Place.REVIEWS, [review_record(reviews[-1])])
    because = "The last review looked for changes, and ended in a changed plan or in a reason of its own."
    return shown(because, [review_record(reviews[-1])])


CHECKS = (
    Check("review.compliance", "Compliance and engagement reviewed when needed", compliance, "TV 2.4"),
    Check("review.adjusted", "Plan adjusted, or a reason why not", adjusted, "TV 2.4"),
    Check("review.involved", "The person’s part in reviews", involved, "TV 2.4"),
    Check("review.written", "Written reviews made when due", written_reviews, "TV 2.4"),
    Check("review.changes", "Changes linked to offending found and answered", changes, "LON 2.4"),
    Check("review.agencies", "What other agencies know used in reviews", agencies, "TV 2.4"),
)
