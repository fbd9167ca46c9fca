"""An officer's home: today, what is overdue, what changed, what waits for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseward.casework.contacts.models import Contact
from caseward.casework.dashboards.inputs import day, due
from caseward.casework.dashboards.inputs.due import Number, When
from caseward.casework.dashboards.inputs.kinds import DECISIONS, REQUESTS, Kind
from caseward.casework.people.models import ChangeEvent, Cover, Person

from .lines import Line, lines, people_of

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

SHOWN = 5
"""So many of each list stand on the home page; the rest is one link away."""
CHANGES = 10
APPOINTMENTS = 50
"""More than anybody can hold on one day."""


@dataclass(frozen=True)
class Day:
    """All that an officer's home shows."""

    today: date
    since: date
    """The working day since which changes are shown."""
    covers: Sequence[Cover]
    appointments: Sequence[Contact]
    counts: Sequence[tuple[Kind, Number]]
    """What is due, by kind."""
    total: Number
    waiting: int
    """So many decisions."""
    decisions: Sequence[Line]
    overdue: Sequence[Line]
    requests: Sequence[Line]
    """What colleagues and managers asked for."""
    changes: Sequence[ChangeEvent]
    cases: int

    def people(self) -> list[Person]:
        """Everybody whom the page names."""
        return people_of(self.appointments, self.decisions, self.requests, self.overdue, self.changes)


def day_of(user: "Viewer", today: date) -> Day:
    """The home of an officer on one day."""
    visible = Person.objects.visible_to(user)
    caseload = due.caseload_of(user, today)
    work = due.to_officer(user, caseload, today)
    since = day.last_working_day(today)
    return Day(
        today=today,
        since=since,
        covers=list(day.covers(user, today)),
        appointments=list(day.appointments(user, today)[:APPOINTMENTS]),
        counts=work.by_kind(),
        total=work.number(),
        waiting=work.number(DECISIONS).all,
        decisions=lines(work.listed(DECISIONS)[:SHOWN], visible, today),
        requests=lines(work.listed(REQUESTS)[:SHOWN], visible, today),
        overdue=lines(work.listed(when=When.OVERDUE)[:SHOWN], visible, today),
        changes=list(day.changes_since(Person.objects.filter(pk__in=caseload), since)[:CHANGES]),
        cases=len(caseload),
    )
