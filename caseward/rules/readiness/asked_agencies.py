"""What other agencies were asked, and what became of it: the same for every check that looks at it.

A question alone is not enough, and neither is an answer that nobody used. What counts as an answer and as a
use, and that a question is not awaited for ever, is inferred from questions that were sent and never
chased, and answers that were never used. [LON 2.1] [LON 2.3]

Worked example, five working days between chases: asked on Tuesday 6 August 2019, chased on 13 and on
20 August. The answer is awaited until 28 August, after the bank holiday. A third chase does not put that off.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from caseward.rules.agency_checks import next_step_by

from .facts import Case, Check
from .findings import Record, Yardstick
from .limits import due_by, is_over, last_day
from .meetings import supervised_from
from .texts import tells

POLICE, CHILDRENS_SERVICES = "police", "childrens_services"
AGENCIES = {
    POLICE: "the police",
    CHILDRENS_SERVICES: "children’s services",
    "health": "health services",
    "housing": "housing services",
    "prison": "the prison",
}
INVOLVED_FLAGS = frozenset(("mappa", "iom", "child_protection"))
"""Flags that say that other agencies are involved."""
ONE_TO_ASK = frozenset((POLICE, CHILDRENS_SERVICES))
"""Agencies of which there is but one: whoever answers a later question is who was asked the earlier one."""
CHASES_THAT_COUNT = 2


def asked_since_sentence(case: Case, agency: str = "") -> list[Check]:
    """What was asked since the sentence was passed, of one agency or of any; so is what one said unasked."""
    return [
        each
        for each in case.checks
        if (each.days.asked_on or each.days.answered_on)
        and each.asked_on >= case.sentenced_on
        and agency in ("", each.agency)
    ]


def is_answered(check: Check) -> bool:
    """Whether the agency answered and the answer stands in the record; a day alone is no answer."""
    return check.days.answered_on is not None and tells(check.answer)


def is_used(check: Check) -> bool:
    """Whether it is recorded when an answer was used, and how; a day alone is no use."""
    return check.days.used_on is not None and tells(check.use)


def awaited_until(check: Check, by: Yardstick) -> date | None:
    """The last day for the next step, and for an answer after its second chase; None where none is known."""
    days = check.days
    if len(days.chased_on) > CHASES_THAT_COUNT:
        days = replace(days, chased_on=tuple(sorted(days.chased_on)[:CHASES_THAT_COUNT]))
    return last_day(by, next_step_by, days)


def is_stuck(check: Check, by: Yardstick) -> bool:
    """Whether the next step is late, or an answer is said to have been used without a word how."""
    if check.days.used_on:
        return not is_used(check)
    return is_over(awaited_until(check, by), by)


def stuck(asked: Collection[Check], by: Yardstick) -> list[Check]:
    """Those that are stuck, without the ones for which a later answer of the same agency makes up.

    Asking anew is as good as a chase: the police never answered in August, and what they answered in October
    was used. An answer that came and was not used is stuck all the same. Inferred.
    """
    return [each for each in asked if is_stuck(each, by) and not _is_made_up_for(each, asked)]


def _is_made_up_for(check: Check, asked: Collection[Check]) -> bool:
    if check.agency not in ONE_TO_ASK or check.days.answered_on is not None:
        return False
    later = (each for each in asked if each.agency == check.agency and each.asked_on > check.asked_on)
    return any(map(is_used, later))


def asked_first_until(case: Case, by: Yardstick) -> date | None:
    """The last day to ask agencies after the start; None where no number is known. Inferred."""
    return last_day(by, due_by, "agency_check.start", supervised_from(case))


def agency_of(check: Check) -> str:
    """Who was asked, as a sentence names them. No source is needed."""
    return AGENCIES.get(check.agency, "another agency")


def of_checks(checks: Iterable[Check]) -> Iterator[Record]:
    """Questions to agencies as records. No source is needed."""
    return (Record("check", each.key, each.asked_on, f"Question to {agency_of(each)}") for each in checks)
