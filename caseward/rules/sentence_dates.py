"""When a sentence and its parts end. The lengths are dated data in `practice/sentences.toml`.

A time of months that begins with a day counts that day, so that twelve months beginning with 5 August 2019
end with 4 August 2020; that is inferred from how courts write the end of an order.
"""

from datetime import date, timedelta

from caseward.rules.practice import Due, Practice
from caseward.rules.working_days import DAY, last_day_of_months, months_after

LENGTH = "post_sentence_supervision.length"
OVER = "post_sentence_supervision.sentence_over"
UNDER = "post_sentence_supervision.sentence_under"
UNPAID_WORK = "unpaid_work.within"


def order_ends_on(starts_on: date, months: int) -> date:
    """The last day of an order of so many calendar months.

    Raises ValueError for fewer than 1 month. Example: one month beginning with 31 January ends with the last
    day of February.
    """
    return last_day_of_months(starts_on, months)


def post_sentence_supervision_ends_on(
    released_on: date, licence_ends_on: date, sentence: tuple[int, int], practice: Practice
) -> Due | None:
    """The last day of the supervision that follows the licence of a short sentence.

    In: the day of release; the last day of the licence; the sentence in months and days, (0, 1) for one day;
    the law. Out: a day and its rule, or None where there is no such supervision: the law was not in force
    when the licence ended, the sentence is too short or too long, or the licence lasts as long itself.
    Supervision that runs on the day of the repeal ends the day before. That the offence was late enough
    for the law is taken as given. Raises ValueError where the sentence is under nothing.
    Example: released on 5 August 2019 from 6 months with a licence of half that time, the person is
    supervised until 4 August 2020. [CJA03 section 256AA] [SA26 section 34]
    """
    begins_on = licence_ends_on + DAY
    rule = practice.rule_if_any(LENGTH, begins_on)
    if rule is None or not _is_short(sentence, begins_on, practice):
        return None
    ends_on = last_day_of_months(released_on, rule.number)
    repealed_on = practice.repealed_on(LENGTH)
    if repealed_on is not None and repealed_on <= ends_on:
        return Due(repealed_on - DAY, rule, "The law was repealed before the supervision would have ended.")
    return Due(ends_on, rule) if ends_on >= begins_on else None


def unpaid_work_by(starts_on: date, on: date, practice: Practice) -> Due | None:
    """The last day on which unpaid work is done in time.

    In: the day of the order; the day on which that is asked. Out: None where the law asks for no limit on
    that day, for its repeal also frees earlier orders. Example: asked in the year of an order of
    5 August 2019, it is 4 August 2020. [SA20 schedule 9] [SA26 section 36]
    """
    rule = practice.rule_if_any(UNPAID_WORK, on)
    return Due(last_day_of_months(starts_on, rule.number), rule) if rule else None


def _is_short(sentence: tuple[int, int], on: date, practice: Practice) -> bool:
    """Whether a sentence is over the least and under the most, in days from the same day."""
    months, days = sentence
    if months < 0 or days < 0:
        raise ValueError("A sentence has no months or days under 0.")
    ends = months_after(on, months) + timedelta(days=days)
    least = on + timedelta(days=practice.rule(OVER, on).number)
    return least < ends < months_after(on, practice.rule(UNDER, on).number)
