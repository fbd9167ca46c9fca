"""Which level of harm a limit goes by while nobody has rated the case. The choice is inferred."""

from typing import NamedTuple

from caseward.rules.risk_of_harm import RISING

WHILE_UNKNOWN = RISING[-2]


class GoesBy(NamedTuple):
    """The level that a limit is taken from, and a sentence where that is not the rated one."""

    level: str
    note: str = ""


def goes_by(level: str) -> GoesBy:
    """The level itself; where it is not known, the strictest under the top one, and a sentence that says so.

    In: a level of harm by its code, empty where it is not known. Raises ValueError where there is no such
    level.
    """
    if not level:
        return GoesBy(WHILE_UNKNOWN, f"The level of harm is not known; it is treated as {WHILE_UNKNOWN}.")
    if level not in RISING:
        raise ValueError(f"There is no level of harm of the code {level!r}.")
    return GoesBy(level)
