"""How often at least a person is seen, and when seeing them less often is refused.

The inspectorate reads the national standards as a face-to-face contact every month at least, and a call
every six weeks as no supervision [MINCON]. That it is more often where harm is higher is inferred, and so
are those numbers, in `practice/contact_levels.toml`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseward.rules.harm_levels import goes_by
from caseward.rules.practice import DatedRule, Practice, days_in

TELEPHONE = "telephone"


@dataclass(frozen=True)
class LeastContact:
    """The most days from one face-to-face contact to the next, the rule, and what else there is to say."""

    every_days: int
    rule: DatedRule
    explanation: str


@dataclass(frozen=True)
class Held:
    """A contact that took place, and how: by the code of the way, such as `telephone`."""

    on: date
    how: str


def least_contact(level_of_harm: str, on: date, practice: Practice) -> LeastContact:
    """How often a person is seen face to face at least.

    In: the level of harm, empty where it is not known and then treated as high; the day. Out: days from one
    contact to the next. Raises ValueError for another level, NothingInForce for a day before the numbers.
    Example: monthly, 31 days, where harm is low. [MINCON]
    """
    goes = goes_by(level_of_harm)
    rule = practice.rule(f"contact.{goes.level}", on)
    return LeastContact(days_in(rule), rule, f"{rule.explanation} {goes.note}".strip())


def reasons_not_to_reduce(every_days_now: int, every_days_proposed: int, open_reviews: int) -> list[str]:
    """Why contact may not be made rarer; empty where it may, and where it is not made rarer at all.

    In: days from one contact to the next, now and proposed; how many reviews are open. Raises ValueError
    where the days are under 1 or the reviews under 0. That an open review forbids it is inferred from a case
    whose contact was reduced after an assault that nobody reviewed. [LON 2.4]
    """
    if min(every_days_now, every_days_proposed) < 1 or open_reviews < 0:
        raise ValueError("Contact is every 1 day or more, and reviews are 0 or more.")
    if not open_reviews or every_days_proposed <= every_days_now:
        return []
    reviews = "a review is" if open_reviews == 1 else f"{open_reviews} reviews are"
    change = f"from every {every_days_now} days to every {every_days_proposed}"
    return [f"Contact may not be reduced {change} while {reviews} open."]


def is_telephone_only(held: Iterable[Held], on: date, practice: Practice) -> bool:
    """Whether a person has been supervised by telephone alone in the weeks that end with a day.

    In: the contacts that took place, in any order; the day, which is the last of the weeks. Out: True where
    there was at least one contact in them and each was by telephone; False where there was none, which is
    another matter. Raises NothingInForce for a day before the numbers. The window is inferred. [MINCON]
    """
    window = timedelta(days=days_in(practice.rule("contact.telephone_only", on)))
    hows = {contact.how for contact in held if on - window < contact.on <= on}
    return hows == {TELEPHONE}
