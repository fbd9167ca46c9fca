"""How often people are to meet, and how often they do, by the level of harm and what is true of the case."""

from datetime import timedelta
from typing import NamedTuple

from caseward.demo.casework.story import Story


class Pace(NamedTuple):
    """Days between contacts: by the plan, and in truth."""

    planned: int
    kept: int


PACES = {
    1: {(True, True): Pace(28, 28), (False, True): Pace(28, 63)},
    2: {
        (True, True): Pace(14, 14),
        (True, False): Pace(28, 35),
        (False, True): Pace(7, 21),
        (False, False): Pace(14, 35),
    },
    3: {
        (True, True): Pace(7, 7),
        (True, False): Pace(14, 18),
        (False, True): Pace(5, 12),
        (False, False): Pace(7, 18),
    },
    4: {
        (True, True): Pace(7, 4),
        (True, False): Pace(7, 10),
        (False, True): Pace(3, 7),
        (False, False): Pace(4, 10),
    },
}
"""By the level of harm; then whether contact is as planned, and whether it is what the harm asks for."""


def of(story: Story) -> Pace:
    """The pace of this case."""
    return PACES[story.profile.harm][story.says("2.3.2e"), story.says("2.3.3a")]


def is_kept(story: Story) -> bool:
    """Whether people meet as they should: then somebody who did not come is seen some days later."""
    return story.says("2.3.2e") and story.says("2.3.3a")


def gap(story: Story) -> timedelta:
    """From one appointment to the next."""
    return timedelta(days=of(story).kept)
