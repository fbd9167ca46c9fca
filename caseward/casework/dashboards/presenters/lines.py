"""A duty as one line of a list: for whom, what, why, by which rule, by when, and where it is settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from caseward.casework.dashboards.inputs.kinds import BY_CODE, Kind
from caseward.casework.people.models import Person
from caseward.rules.practice import NothingInForce
from caseward.shared.govuk.filters import written_date
from caseward.shared.records.models import practice

NOTHING: Mapping[tuple[str, int], date] = MappingProxyType({})


@dataclass(frozen=True)
class Line:
    """One duty."""

    kind: Kind
    person: Person
    subject: int
    since_on: date | None
    due_on: date | None
    snoozed_until: date | None
    today: date

    @property
    def why(self) -> str:
        """Why it is due."""
        return self.kind.why.format(since=written_date(self.since_on))

    @property
    def rule(self) -> str:
        """By which rule, as it held when the duty began."""
        dated = practice().by_code.get(self.kind.rule)
        if dated is None:
            return self.kind.rule
        try:
            return practice().rule(self.kind.rule, self.since_on or self.today).explanation
        except NothingInForce:
            return dated[0].explanation

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and self.due_on < self.today

    @property
    def days_over(self) -> int:
        """Calendar days since its day; under nought where it is still to come."""
        return (self.today - self.due_on).days if self.due_on else 0

    @property
    def href(self) -> str:
        """The page where it is settled."""
        address = {"person_id": self.person.pk} if self.kind.is_settled_with_person else {}
        if self.kind.subject:
            address[self.kind.subject] = self.subject
        return reverse(self.kind.settled_at, kwargs=address)

    @property
    def snooze_href(self) -> str:
        """Where it is put off."""
        address = {"person_id": self.person.pk, "duty": self.kind.code, "subject_id": self.subject}
        return reverse("tasks:snooze", kwargs=address)


def lines(rows: Iterable[dict[str, Any]], people: QuerySet[Person], today: date) -> list[Line]:
    """The duties with their people, who must be among those that the user may see."""
    found = list(rows)
    by_key = people.select_related("officer").in_bulk({row["duty_person"] for row in found})
    return [line(row, by_key[row["duty_person"]], today) for row in found]


def line(
    row: dict[str, Any], person: Person, today: date, put_off: Mapping[tuple[str, int], date] = NOTHING
) -> Line:
    """One duty of that person; `put_off` says until when, by kind and subject."""
    return Line(
        BY_CODE[row["duty_kind"]],
        person,
        row["duty_subject"],
        row["duty_since_on"],
        row["duty_due_on"],
        put_off.get((row["duty_kind"], row["duty_subject"])),
        today,
    )


def people_of(*lists: Sequence[Any]) -> list[Person]:
    """Everybody who stands in those lists of rows with a person, once each."""
    return list({row.person.pk: row.person for rows in lists for row in rows}.values())
