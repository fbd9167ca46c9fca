"""What a fair inspector would find in each invented case, whatever its record says.

It is kept outside the record: a pure function of the seed and the number of the case. Each answer is drawn so
that an inspection of the estate finds the percentages of the published report, and its published splits,
within sampling error. The answers of one case hang together: good work is seldom good in one place only.
"""

import random
from collections.abc import Callable, Mapping
from functools import cache
from statistics import NormalDist

from caseward.demo.inspection import published

from .profiles import Profile, profile_of

REPORT = "thames-valley-2019"
YES, NO, NOT_APPLICABLE = "yes", "no", "not_applicable"
BY_SENTENCE = {"2.1.1": (76, 47), "2.2.1": (82, 61), "2.3.3a": (69, 48)}
"""Community sentences, licences: as printed; the 69 follows from the total and the printed 48."""
BY_SEX = {"2.2.1a": (70, 57), "2.2.1b": (76, 54)}
"""Men, women: as printed."""
SHARED = 0.5
"""How much of each answer the case has in common with its others; the rest is chance."""
ABOUT_HARM = {"2.2.3", "2.3.3", "2.4.3"}
ARISES: tuple[tuple[set[str], Callable[[Profile], bool]], ...] = (
    ({"2.1.3s2"}, lambda profile: profile.has_children),
    ({"2.3.1d"}, lambda profile: profile.is_released),
    ({"2.3.1e", "2.3.1f", "2.3.1g"}, lambda profile: profile.misses),
    ({"2.3.2c", "2.3.2f"}, lambda profile: profile.works_with_agencies),
    (
        {"2.4.1a", "2.4.1b", "2.4.1d", "2.4.2c", "2.4.2d", "2.4.3d"},
        lambda profile: profile.wants_review,
    ),
    ({"2.4.3a", "2.4.3b"}, lambda profile: profile.has_change_in_harm),
)
"""Questions that arise only in some cases, and in which."""
_NORMAL = NormalDist()


@cache
def percents() -> Mapping[str, int]:
    """The published per cent of every question of domain 2 that is asked of supervised cases."""
    printed = published.read(REPORT).percent
    return {code: per_cent for code, per_cent in sorted(printed.items()) if code.startswith("2.")}


def truths_of(seed: int, number: int) -> dict[str, str]:
    """The true answer to every question about one case: yes, no or not applicable."""
    return truths_about(profile_of(seed, number), seed)


def truths_about(profile: Profile, seed: int) -> dict[str, str]:
    """The same, where the profile is known already."""
    chance = random.Random(f"{seed} truth {profile.number}")  # noqa: S311 - invented data, not a secret
    quality = chance.gauss(0, 1)
    found = {}
    for code, per_cent in percents().items():
        own = SHARED**0.5 * quality + (1 - SHARED) ** 0.5 * chance.gauss(0, 1)
        if not _applies(code, profile):
            found[code] = NOT_APPLICABLE
        else:
            found[code] = YES if 100 * _NORMAL.cdf(own) < _share(code, per_cent, profile) else NO
    return found


def _share(code: str, per_cent: int, profile: Profile) -> int:
    """The per cent of cases like this one in which the answer is yes."""
    if code in BY_SENTENCE:
        return BY_SENTENCE[code][profile.is_released]
    if code in BY_SEX:
        return BY_SEX[code][profile.sex == "female"]
    return per_cent


def _applies(code: str, profile: Profile) -> bool:
    """Whether the question arises in such a case; those about harm only above low."""
    if code[:5] in ABOUT_HARM and profile.harm == 1:
        return False
    return next((arises(profile) for codes, arises in ARISES if code in codes), True)
