"""The risk of serious harm to each group of people, and the level of the whole case.

The level of a case is the highest of its groups [PC36]. A group that nobody has assessed is named as missing
and never read as low. While a missing group could still raise the level, the level is provisional; that it
no longer is once a group is at the top of the scale is inferred.

Worked examples:

- Children low, public medium, known adult high, staff low: high.
- The same without children: high, children missing, provisional, for children could be at very high risk.
- Public very high, all others missing: very high, and nothing that is missing can change it.
- Nothing assessed: no level, every group missing, provisional.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

LEVELS: tuple[tuple[str, str], ...] = (
    ("low", "Low"),
    ("medium", "Medium"),
    ("high", "High"),
    ("very_high", "Very high"),
)
"""The levels with their titles, rising [PC36]."""

GROUPS: tuple[tuple[str, str], ...] = (
    ("children", "Children"),
    ("public", "The public"),
    ("known_adult", "A known adult"),
    ("staff", "Staff"),
    ("prisoners", "Prisoners"),
)
"""The groups at risk with their titles [PC36]."""

SUMMARY_QUESTIONS: tuple[tuple[str, str], ...] = (
    ("who", "Who is at risk?"),
    ("nature", "What is the harm, and what form would it take?"),
    ("when", "When is the risk greatest?"),
    ("raises", "What raises the risk?"),
    ("lowers", "What lowers the risk?"),
)
"""The five answers of the summary, by code and title, in our own words [PC36]."""

RISING = tuple(code for code, _ in LEVELS)
GROUP_CODES = tuple(code for code, _ in GROUPS)


@dataclass(frozen=True)
class Overall:
    """The level of a case: empty where no group has one."""

    level: str
    missing: tuple[str, ...]
    """The groups without a level, in the order of `GROUPS`."""
    is_provisional: bool
    """Whether a missing group could still raise the level."""


def overall(levels: Mapping[str, str], asked: Collection[str] = GROUP_CODES) -> Overall:
    """The highest known level, and the groups that have none.

    In: the level of each group by its code, empty where it is not known; the groups that have to be
    assessed, all of them unless told otherwise (prisoners only where somebody is in prison, inferred). A
    group that has a level counts whether it was asked about or not. Out: the level, what is missing, and
    whether that could change it. Raises ValueError where a group or a level has no such code. [PC36]
    """
    if unknown := sorted({*levels, *asked} - set(GROUP_CODES)):
        raise ValueError(f"There is no group at risk of the code {unknown[0]!r}.")
    if unknown := sorted({*levels.values()} - {*RISING, ""}):
        raise ValueError(f"There is no level of harm of the code {unknown[0]!r}.")
    known = [level for level in levels.values() if level]
    highest = max(known, key=RISING.index, default="")
    missing = tuple(group for group in GROUP_CODES if group in asked and not levels.get(group))
    return Overall(highest, missing, is_provisional=bool(missing) and highest != RISING[-1])
