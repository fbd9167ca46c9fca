"""Whose cases are counted: those of the provider, of one office, or of one team."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from caseward.assurance.readiness.models import Tally, TallyQuerySet

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

NO_TEAM = "none"
"""Stands in an address for cases without a team."""


@dataclass(frozen=True)
class Where:
    """The office or team whose cases are counted; both empty for the whole provider."""

    office: str = ""
    team: str = ""
    """The key of a team, or `NO_TEAM`."""

    def counts(self, user: "Viewer") -> TallyQuerySet:
        """The counts of those cases."""
        return Tally.objects.visible_to(user).filter(self.condition("team"))

    def condition(self, team: str) -> Q:
        """The same for rows whose team goes by that name."""
        found = Q()
        if self.office:
            found &= Q(**{f"{team}__office": self.office})
        if self.team:
            found &= Q(**{team: None if self.team == NO_TEAM else self.team})
        return found
