"""A manager's home: the numbers of a team by officer, and the cases behind each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup

from caseward.casework.assessments.models import PoliceItem
from caseward.casework.dashboards.inputs import due, team
from caseward.casework.people.models import Merge, Person
from caseward.shared.charts import bars
from caseward.shared.govuk.filters import thousands
from caseward.shared.organisations.models import Team

from .lines import Line, lines

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

SHOWN = 10
"""So many of what waits for the manager stand on the home page."""
HEAD = (
    "Officer",
    "Cases",
    *(number.title for number in team.OVERDUE),
    "Absences accepted",
    "Ethnicity not known",
)


@dataclass(frozen=True)
class Waiting:
    """What waits for the manager whichever team is chosen."""

    today: date
    work: due.Due
    lines: Sequence[Line]
    unallocated: int
    police: int
    """Arrests and call-outs of which nobody has said whom they are about."""
    merges: int
    """Proposals to join two records that wait for a manager."""

    def number(self, code: str) -> int:
        """How many of a kind wait."""
        return self.work.number([code]).all


def waiting_for(user: "Viewer", today: date) -> Waiting:
    """What falls to a manager, and what they were asked to do."""
    work = due.to_manager(user, today)
    return Waiting(
        today,
        work,
        lines(work.rows[:SHOWN], Person.objects.visible_to(user), today),
        team.unallocated(user).count(),
        PoliceItem.objects.visible_to(user).uncertain().count(),
        Merge.objects.visible_to(user).open().count(),
    )


def cases_href(chosen: Team, number: str, officer: int | None = None) -> str:
    """The cases behind one number."""
    query = {"team": chosen.pk, "number": number} | ({"officer": officer} if officer else {})
    return f"{reverse('dashboards:team_cases')}?{urlencode(query)}"


def table_rows(chosen: Team, shown: Sequence[team.Line]) -> list[list[object]]:
    """One row an officer; every number opens its cases."""
    return [
        [
            line.officer.name,
            _link(chosen, team.CASES, line, thousands(line.cases)),
            *(
                _link(chosen, number.code, line, thousands(line.overdue[number.code]))
                if line.overdue[number.code]
                else "0"
                for number in team.OVERDUE
            ),
            _accepted(chosen, line),
            _link(chosen, team.NOT_ASKED, line, thousands(line.not_asked)) if line.not_asked else "0",
        ]
        for line in shown
    ]


def _accepted(chosen: Team, line: team.Line) -> object:
    if not line.decided:
        return "None decided"
    share = round(100 * line.accepted / line.decided)
    text = f"{share}%, {line.accepted} of {line.decided}"
    return _link(chosen, team.ACCEPTED, line, text) if line.accepted else text


def _link(chosen: Team, number: str, line: team.Line, text: str) -> Markup:
    hidden = Markup('<span class="govuk-visually-hidden"> of {}</span>').format(line.officer.name)
    href = cases_href(chosen, number, line.officer.pk)
    return Markup('<a class="govuk-link" href="{}">{}{}</a>').format(href, text, hidden)


def chart(shown: Sequence[team.Line]) -> Markup | None:
    """All that is overdue, by officer; nothing to draw where nothing is."""
    rows = [bars.Row(line.officer.name, (line.overdue[team.ANY],)) for line in shown]
    if not any(line.overdue[team.ANY] for line in shown):
        return None
    return bars.grouped(
        "What is overdue, by officer",
        "One bar an officer: everything past its day in their cases. The table below says the same.",
        ["Overdue"],
        rows,
        unit="",
    )
