"""What falls to one user, or is open in one case: fetched once, then counted and cut here.

The work of one officer is some hundred rows. To fetch them costs less than to put thirty questions to the
database a second time.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from caseward.casework.oversight.policies import speaks_for
from caseward.casework.people.models import Cover, Person
from caseward.casework.people.policies import leads
from caseward.casework.tasks.models import Snooze

from . import wording
from .duties import Asked, union
from .kinds import KINDS, Duties, FallsTo, Kind

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

Row = dict[str, Any]
SOON = timedelta(days=7)
OFFICERS, MANAGERS, ASKED = (
    tuple(kind for kind in KINDS if kind.falls_to is who)
    for who in (FallsTo.OFFICER, FallsTo.MANAGER, FallsTo.ASKED)
)


class When(StrEnum):
    """Which duties of a list are meant."""

    OVERDUE = "overdue"
    SOON = "soon"
    """Overdue, or due in the next seven days."""
    ALL = "all"


@dataclass(frozen=True)
class Number:
    """How many there are."""

    overdue: int = 0
    soon: int = 0
    """Due in the next seven days, the overdue ones not among them."""
    all: int = 0


@dataclass(frozen=True)
class Due:
    """Duties, the longest overdue first, and the kinds that there may be."""

    on: date
    rows: Sequence[Row]
    kinds: tuple[Kind, ...]

    @classmethod
    def of(cls, on: date, rows: Iterable[Row], kinds: tuple[Kind, ...] = KINDS) -> "Due":
        """Those duties in their order."""
        return cls(on, sorted(rows, key=lambda row: (_day(row), *_name(row))), kinds)

    def listed(self, codes: Collection[str] | None = None, when: When = When.ALL) -> list[Row]:
        """Those of some kinds, of all where none is named."""
        of_kinds = [row for row in self.rows if codes is None or row["duty_kind"] in codes]
        if when is When.ALL:
            return of_kinds
        last = self.on + (SOON if when is When.SOON else -timedelta(days=1))
        return [row for row in of_kinds if _day(row) <= last]

    def number(self, codes: Collection[str] | None = None) -> Number:
        """How many there are of some kinds, of all where none is named."""
        up_to_soon, overdue = len(self.listed(codes, When.SOON)), len(self.listed(codes, When.OVERDUE))
        return Number(overdue, up_to_soon - overdue, len(self.listed(codes)))

    def by_kind(self) -> list[tuple[Kind, Number]]:
        """How many there are of each kind that is not empty, in the order of the table of kinds."""
        found = {row["duty_kind"] for row in self.rows}
        return [(kind, self.number([kind.code])) for kind in KINDS if kind.code in found]


def caseload_of(user: "Viewer", on: date) -> list[int]:
    """The keys of those whom the user supervises or covers for."""
    return _keys(Person.objects.visible_to(user).caseload_of(user, on=on))


def to_user(user: "Viewer", on: date) -> Due:
    """What falls to an officer or to a manager, and what they were asked to do; less what was put off."""
    return to_manager(user, on) if leads(user) else to_officer(user, caseload_of(user, on), on)


def to_officer(user: "Viewer", caseload: Sequence[int], on: date) -> Due:
    """What has to be done in the cases of those keys, and what the officer answers for in any case.

    What was asked of somebody who has left falls to the officer whose case it is.
    """
    left = Q(asked_of__is_active=False, duty_person__in=caseload)
    asked = _asked_of(Q(asked_of__in=speaks_for(user)) | left, Person.objects.visible_to(user), on)
    rows = [*_in_cases(_of_officers, caseload, on), *union(asked)]
    put_off = _put_off(Q(person__in=caseload) | Q(snoozed_by=user.pk), on)
    return Due.of(on, (row for row in rows if _name(row) not in put_off), (*ASKED, *OFFICERS))


def to_manager(user: "Viewer", on: date) -> Due:
    """What waits for a manager in all cases of the provider, and what this one was asked to do."""
    visible = Person.objects.visible_to(user)
    everybody = Asked(visible, on, MANAGERS)
    asked = _asked_of(Q(asked_of__in=speaks_for(user)), visible, on)
    rows = union([*asked, *(everybody.rows(kind) for kind in MANAGERS)])
    put_off = _put_off(Q(snoozed_by=user.pk), on)
    return Due.of(on, (row for row in rows if _name(row) not in put_off), (*ASKED, *MANAGERS))


def while_covered(user: "Viewer", cover: Cover, on: date) -> Due:
    """What falls to whoever is away, in cases that the user may see, by the last day of the cover."""
    visible = Person.objects.visible_to(user)
    cases = _keys(visible.filter(officer=cover.away_id))
    asked = _asked_of(Q(asked_of=cover.away_id), visible, on)
    rows = [*_in_cases(_of_officers, cases, on), *union(asked)]
    put_off = _put_off(Q(person__in=cases), on)
    return Due.of(on, (row for row in rows if _day(row) <= cover.ends_on and _name(row) not in put_off))


def in_case(person: Person, on: date) -> Due:
    """All that is open in one case, what was put off among it."""
    return Due.of(on, _in_cases(_of_anybody, [person.pk], on))


def _keys(people: QuerySet[Person]) -> list[int]:
    return list(people.order_by().values_list("pk", flat=True))


def _asked_of(whom: Q, people: QuerySet[Person], on: date) -> list[Duties]:
    """What was asked of somebody, about any of those people."""
    asked = Asked(people, on, ASKED)
    return [asked.rows(kind).filter(whom) for kind in ASKED]


def _put_off(which: Q, on: date) -> set[tuple[str, int]]:
    """The kinds and subjects that were put off beyond that day."""
    rows = Snooze.objects.filter(which, until_on__gt=on).order_by()
    return set(rows.values_list("duty", "subject_id"))


def _of_officers(people: QuerySet[Person], on: date) -> Any:
    return Asked(people, on, OFFICERS).everything()


def _of_anybody(people: QuerySet[Person], on: date) -> Any:
    return Asked(people, on).everything()


def _in_cases(question: wording.Question, cases: Sequence[int], on: date) -> list[Row]:
    """The answer with its days as dates: SQLite keeps them as text."""
    return [
        row | {name: _as_date(row[name]) for name in ("duty_since_on", "duty_due_on")}
        for row in wording.ask(question, cases, on)
    ]


def _as_date(kept: date | str | None) -> date | None:
    return date.fromisoformat(kept[:10]) if isinstance(kept, str) else kept


def _day(row: Row) -> date:
    """By when it is due; what has no day stands last."""
    day: date | None = row["duty_due_on"]
    return day or date.max


def _name(row: Row) -> tuple[str, int]:
    """What tells it from every other duty."""
    return row["duty_kind"], row["duty_subject"]
