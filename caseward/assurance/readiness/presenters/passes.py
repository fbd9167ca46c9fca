"""When the caseload was looked through last, and the earlier days with which its counts are compared."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from caseward.assurance.readiness import inputs, policies
from caseward.assurance.readiness.models import Reckoning
from caseward.casework.people.models import Person

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User
    from caseward.shared.records.models import Viewer

COMPARED_AFTER = timedelta(days=28)
APART = timedelta(days=7)
MOST_CHANGES = 500
"""So many events are looked at, at most, to say how many cases have changed since."""
MOST = 12
"""A drawing shows so many days at most, a week or more apart."""


@dataclass(frozen=True)
class Passes:
    """The last finished pass, and the days of those before it."""

    latest: Reckoning
    days: tuple[date, ...]
    """Up to twelve days, a week or more apart, the latest first."""
    earlier: date | None
    """The day with which today's counts are compared: four weeks ago, or the nearest pass before that."""

    @property
    def compared(self) -> list[date]:
        """The days whose counts a table needs."""
        return [self.latest.looked_on, *([self.earlier] if self.earlier else [])]


def passes(user: "Viewer") -> Passes | None:
    """The passes over the caseload of the user's provider; none where nobody has looked yet."""
    finished = Reckoning.objects.visible_to(user).finished()
    latest = finished.first()
    if latest is None:
        return None
    since = latest.looked_on - MOST * APART
    known = (
        finished.filter(looked_on__gte=since, looked_on__lte=latest.looked_on)
        .order_by("-looked_on")
        .values_list("looked_on", flat=True)
    )
    days = list(known.distinct())
    earlier = next((day for day in days if day <= latest.looked_on - COMPARED_AFTER), None)
    return Passes(latest, _apart(days), earlier)


def _apart(days: list[date]) -> tuple[date, ...]:
    chosen: list[date] = []
    for day in days:
        if not chosen or day <= chosen[-1] - APART:
            chosen.append(day)
    return tuple(chosen[:MOST])


@dataclass(frozen=True)
class Freshness:
    """How old the counts are, and whether the user may have the cases looked through again."""

    latest: Reckoning | None
    changed: int
    """In so many cases something was recorded since."""
    is_more: bool
    """There may be more of them than were counted."""
    reasons_not_to_begin: list[str]


def freshness(user: "User", latest: Reckoning | None, at: datetime) -> Freshness:
    """What has happened since the last pass over the caseload of the user's provider."""
    provider = user.organisation
    why = policies.reasons_not_to_reckon(user, provider) or policies.reasons_not_to_begin(provider, at)
    if latest is None:
        return Freshness(None, 0, is_more=False, reasons_not_to_begin=why)
    changed = inputs.changed_after(latest.seen_up_to, latest.started_at, most=MOST_CHANGES)
    ours = Person.objects.filter(provider=provider, pk__in=changed)
    return Freshness(latest, ours.count() if changed else 0, len(changed) >= MOST_CHANGES, why)
