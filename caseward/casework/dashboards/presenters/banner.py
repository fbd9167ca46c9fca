"""The line of risk on every page about a person."""

from typing import TYPE_CHECKING

from django.utils import timezone

from caseward.casework.dashboards.inputs import story
from caseward.casework.people.models import Person
from caseward.casework.people.policies import is_own, leads, works_with_people
from caseward.shared.govuk import slots

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

COLOURS = {"low": "green", "medium": "yellow", "high": "orange", "very_high": "red", "": "grey"}


def banner(*, person: Person, user: "Viewer") -> str:
    """Level of harm, flags, who may look, and whether the case is somebody else's."""
    today = timezone.localdate()
    standing = story.standing(person)
    return slots.drawn_from(
        "dashboards/banner.html",
        {
            "standing": standing,
            "colour": COLOURS[standing.harm.overall.level],
            "flags": list(story.flags(person, today)),
            "is_elsewhere": works_with_people(user) and not leads(user) and not is_own(user, person),
            "today": today,
        },
    )
