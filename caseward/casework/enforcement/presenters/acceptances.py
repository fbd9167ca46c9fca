"""How often absences are accepted, by officer and by reason, for managers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from caseward.casework.enforcement.models import AbsenceDecision
from caseward.shared.accounts.models import User

PERIODS = {"91": "The last 13 weeks", "365": "The last 365 days", "all": "All times"}
"""In days."""
USUAL = "365"


@dataclass(frozen=True)
class Tally:
    """How many absences of one officer, or for one reason, were accepted."""

    label: str
    accepted: int
    decided: int
    turned: int
    """Accepted after they had been called unacceptable."""

    @property
    def share(self) -> float:
        """In per cent; who is tallied has decided something."""
        return 100 * self.accepted / self.decided


def decided_since(user: User, period: str, today: date) -> QuerySet[AbsenceDecision]:
    """What was decided in a period about the people whom the manager may see."""
    rows = AbsenceDecision.objects.visible_to(user)
    if period == "all":
        return rows
    return rows.filter(contact__held_on__gt=today - timedelta(days=int(period)))


def by_officer(rows: Any) -> QuerySet[AbsenceDecision, dict[str, Any]]:
    """By who decided, those with most decisions first; to be paged."""
    tallies: QuerySet[AbsenceDecision, dict[str, Any]] = rows.tally_by(
        "decided_by", "decided_by__name"
    ).order_by("-decided", "decided_by__name", "decided_by")
    return tallies


def officers(page: Any) -> list[Tally]:
    """A page of officers."""
    return [_tally(row["decided_by__name"], row) for row in page]


def by_reason(rows: Any) -> list[Tally]:
    """By reason, in the order of the list."""
    found = {row["reason"]: row for row in rows.tally_by("reason")}
    return [_tally(reason.label, found[reason]) for reason in AbsenceDecision.Reason if reason in found]


def _tally(label: str, row: dict[str, Any]) -> Tally:
    return Tally(label, row["accepted"], row["decided"], row["turned"])
