"""Who has work here. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.casework.people import policies as people
from caseward.casework.people.models import Cover

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_enter(user: "Viewer") -> list[str]:
    """Own work is that of officers and managers."""
    return [] if people.works_with_people(user) else ["Only officers and managers have a caseload here."]


def reasons_not_to_see_cover(user: "Viewer", cover: Cover) -> list[str]:
    """What falls due meanwhile is seen by both colleagues, and by managers."""
    if people.leads(user) or user.pk in {cover.away_id, cover.covered_by_id}:
        return []
    return ["Only the two colleagues and their managers see what falls due meanwhile."]
