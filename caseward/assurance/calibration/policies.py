"""Who sees how well checks agree with people. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.shared.accounts.models import Role

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

READERS = {Role.LEAD_INSPECTOR, Role.INSPECTOR, Role.QUALITY_LEAD, Role.ANALYST}
LED_THERE = {Role.LEAD_INSPECTOR, Role.QUALITY_LEAD}


def is_led_there(user: "Viewer") -> bool:
    """Whether the header has a link for the user; people of a provider come from the page of readiness."""
    return user.is_authenticated and user.role in LED_THERE


def reasons_not_to_see(user: "Viewer") -> list[str]:
    """Everybody to whom findings of a check are shown: people of a provider, and those who read cases."""
    if user.is_authenticated and (user.reads_the_caseload or user.directs or user.role in READERS):
        return []
    return ["How well checks agree with people is for those who work with what checks find."]
