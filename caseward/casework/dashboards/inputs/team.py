"""What a manager counts in a team, by officer; a number and the list that it opens ask the same question."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from caseward.casework.enforcement.models import AbsenceDecision
from caseward.casework.people.models import Person, PersonQuerySet
from caseward.casework.sentences.models import Sentence
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Team

from .duties import Asked, by_key, overdue_by_person
from .kinds import KINDS, kinds_of

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

ABSENCES_OF = timedelta(days=365)
CASES, NOT_ASKED, ACCEPTED, ANY = "cases", "ethnicity", "absences", "overdue"


@dataclass(frozen=True)
class TeamNumber:
    """One number of overdue duties: its heading, and the kinds of duty that it counts."""

    code: str
    title: str
    kinds: tuple[str, ...]


OVERDUE = (
    TeamNumber("outcomes", "Outcomes", ("outcome",)),
    TeamNumber("reviews", "Reviews", ("review_event", "review_time")),
    TeamNumber(
        "checks",
        "Checks",
        ("check_police", "check_children", "check_after_event", "check_chase", "check_read", "check_use"),
    ),
    TeamNumber("sessions", "Plans without sessions", ("session_missing",)),
    TeamNumber("oversight", "Oversight actions", ("oversight_action",)),
    TeamNumber(ANY, "All overdue", tuple(kind.code for kind in KINDS)),
)
BY_CODE = {number.code: number for number in OVERDUE}


@dataclass(frozen=True)
class Line:
    """One officer's numbers."""

    officer: User
    cases: int
    not_asked: int
    overdue: Mapping[str, int]
    accepted: int = 0
    decided: int = 0


@dataclass
class Absences:
    """How many absences of the last year were decided, and how many of these accepted, by officer."""

    decided: Counter[int] = field(default_factory=Counter)
    accepted: Counter[int] = field(default_factory=Counter)


def officers_of(people: PersonQuerySet) -> QuerySet[User]:
    """Who supervises those people, by name."""
    return User.objects.filter(pk__in=people.exclude(officer=None).values("officer")).order_by("name", "pk")


def lines(people: PersonQuerySet, officers: Iterable[User], on: date) -> list[Line]:
    """The numbers of those officers among those people, in the same few statements for any number of them."""
    shown = list(officers)
    theirs = by_key(people.filter(officer__in=[officer.pk for officer in shown]))
    sizes = {
        row["officer"]: (row["number"], row["not_asked"])
        for row in theirs.order_by()
        .values("officer")
        .annotate(number=Count("pk"), not_asked=Count("pk", filter=Q(ethnicity="")))
    }
    overdue = _overdue_by_officer(theirs, on)
    absences = _absences_by_officer(theirs, on)
    return [
        Line(
            officer,
            *sizes.get(officer.pk, (0, 0)),
            {number.code: sum(overdue[officer.pk, kind] for kind in number.kinds) for number in OVERDUE},
            absences.accepted[officer.pk],
            absences.decided[officer.pk],
        )
        for officer in shown
    ]


def _overdue_by_officer(people: QuerySet[Person], on: date) -> Counter[tuple[int | None, str]]:
    officers = dict(people.order_by().values_list("pk", "officer"))
    found: Counter[tuple[int | None, str]] = Counter()
    for (person, kind), number in overdue_by_person(Asked(people, on)).items():
        found[officers[person], kind] += number
    return found


def absences_decided(people: QuerySet[Person], on: date) -> QuerySet[AbsenceDecision]:
    """The decisions that hold on absences of the last year; those still awaiting evidence decide nothing."""
    decided = AbsenceDecision.objects.current().exclude(verdict=AbsenceDecision.Verdict.AWAITED)
    return decided.filter(
        contact__person__in=people, contact__held_on__gt=on - ABSENCES_OF, contact__held_on__lte=on
    )


def absences_accepted(people: QuerySet[Person], on: date) -> QuerySet[AbsenceDecision]:
    """Those that were accepted, the latest absence first."""
    accepted = absences_decided(people, on).filter(verdict=AbsenceDecision.Verdict.ACCEPTABLE)
    return accepted.select_related("contact__person", "decided_by").order_by("-contact__held_on", "-pk")


def _absences_by_officer(people: QuerySet[Person], on: date) -> Absences:
    accepted = Q(verdict=AbsenceDecision.Verdict.ACCEPTABLE)
    rows = (
        absences_decided(people, on)
        .order_by()
        .values(supervisor=F("contact__person__officer"))
        .annotate(number=Count("pk"), accepted=Count("pk", filter=accepted))
    )
    found = Absences()
    for row in rows:
        found.decided[row["supervisor"]] = row["number"]
        found.accepted[row["supervisor"]] = row["accepted"]
    return found


def overdue_of(number: TeamNumber, people: PersonQuerySet, on: date) -> Asked:
    """The question behind a number, for the list that it opens; what officers put off is in it."""
    return Asked(by_key(people), on, tuple(kinds_of(number.kinds)))


def teams(user: "Viewer") -> QuerySet[Team]:
    """The teams of the user's provider."""
    return Team.objects.visible_to(user).select_related("office")


def own_team(user: "Viewer", on: date) -> Team | None:
    """The team in which the user holds a post that day."""
    return teams(user).filter(posts__in=user.posts.held(on)).first() if user.is_authenticated else None


def unallocated(user: "Viewer") -> QuerySet[Person]:
    """Who has a sentence that has not ended, and no officer."""
    going_on = Sentence.objects.filter(person=OuterRef("pk"), ended_on=None)
    return Person.objects.visible_to(user).filter(Exists(going_on), officer=None)
