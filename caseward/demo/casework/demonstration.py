"""A slice of the estate for `make demo`: five officers, their manager, and a day that is always full."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from itertools import count, islice

from django.db import transaction
from django.utils import timezone

from caseward.casework.allocation.models import Post
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans.models import Action
from caseward.demo.inspection import case_lists
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Office, Organisation, Team

from . import words
from .days import DAY, Days
from .generator import write
from .profiles import crn_of, profile_of
from .staff import IN_POST, Desk, Staff

SEED = 7
LONGEST = 330
"""Days after which hardly anybody is supervised still."""
TEAMS = {
    "officer": ("Marlowe", "Marlowe A"),
    "officer2": ("Marlowe", "Marlowe B"),
    "officer3": ("Fenbury", "Fenbury"),
    "officer4": ("Fenbury", "Fenbury"),
    "officer5": ("Marlowe", "Marlowe B"),
}
"""The office and the team of each officer; one manager leads them all."""
FIRST_OFFICERS, OTHERS = range(1, 36), range(36, 121)
"""The numbers of the first officer's cases, which begin with the vignettes, and of everybody else's."""
HALF_A_YEAR = range(182, 214)
"""How many days before its fieldwork the supervision began that an inspection looks at."""
AUDITED = timedelta(days=66)
"""How long ago the last internal audit began."""
OF_EACH = 52
"""So many more cases began half a year before an inspection, and before an audit: a sample needs them."""
GRADES = {
    "officer": Post.Grade.PO,
    "officer2": Post.Grade.PSO,
    "officer3": Post.Grade.PO,
    "officer4": Post.Grade.PSO,
    "officer5": Post.Grade.PO,
}
TODAY = (
    (time(9, 30), Contact.How.OFFICE),
    (time(10, 30), Contact.How.OFFICE),
    (time(11, 45), Contact.How.TELEPHONE),
    (time(14, 0), Contact.How.HOME_VISIT),
    (time(15, 30), Contact.How.OFFICE),
)
FIRST_OF_THE_DAY, APART = 4, 6
"""Who comes today: named cases and others, from all over the caseload."""
CALLED_OUT = 5
"""The number of the case in which the police were called out last night."""


@transaction.atomic
def load(users: Mapping[str, User], on: date | None = None) -> None:
    """Make the slice once, as it stands on that day or today; every later start only fills the day again."""
    on = on or timezone.localdate()
    if not Person.objects.exists():
        _make(users, on)
    _fill_the_day(users["officer"], on)
    _call_out_last_night(users["officer"], on)


def _make(users: Mapping[str, User], on: date) -> None:
    provider = users["officer"].organisation
    desks = {key: _desk(key, users, provider, on) for key in TEAMS}
    first_team = desks["officer"].team
    Post.objects.create(user=users["manager"], team=first_team, grade=Post.Grade.SPO, starts_on=on - IN_POST)
    days = Days(on)
    for key, numbers in cases_of(on).items():
        others = [desk for other, desk in desks.items() if other != key]
        only_this_one = Staff(provider, (desks[key], *others), (1, *(0 for _ in others)))
        write(numbers, seed=SEED, days=days, those=only_this_one)


def cases_of(on: date) -> dict[str, list[int]]:
    """The numbers of each officer's cases."""
    first, *others = TEAMS
    shared = [*OTHERS, *_begun_before(case_lists.FIELDWORK_STARTS_ON, on), *_begun_before(on - AUDITED, on)]
    dealt = {key: shared[place :: len(others)] for place, key in enumerate(others)}
    return {first: [*FIRST_OFFICERS], **dealt}


def _begun_before(fieldwork_on: date, on: date) -> list[int]:
    """Further cases that began half a year before that fieldwork; none where that is too long ago."""
    weeks = {
        (on - fieldwork_on).days // 7 + days // 7
        for days in HALF_A_YEAR
        if (on - fieldwork_on).days + days <= LONGEST
    }
    return list(islice(_of_weeks(weeks), OF_EACH)) if weeks else []


def _of_weeks(weeks: set[int]) -> Iterator[int]:
    for number in count(OTHERS.stop):
        if profile_of(SEED, number).weeks in weeks:
            yield number


def _desk(key: str, users: Mapping[str, User], provider: Organisation, on: date) -> Desk:
    office_name, team_name = TEAMS[key]
    office, _ = Office.objects.get_or_create(organisation=provider, name=office_name)
    team, _ = Team.objects.get_or_create(office=office, name=team_name)
    Post.objects.create(user=users[key], team=team, grade=GRADES[key], starts_on=on - IN_POST)
    return Desk(users[key], users["manager"], team)


def _fill_the_day(officer: User, on: date) -> None:
    """Appointments for the hours of today that are still free, with people who have none."""
    today = Contact.objects.filter(officer=officer, held_on=on)
    taken = set(today.values_list("held_from", flat=True))
    free = [(at, how) for at, how in TODAY if at not in taken]
    people = Person.objects.filter(officer=officer, sentences__ended_on=None, sentences__starts_on__lte=on)
    without = list(people.exclude(pk__in=today.values("person")).distinct().order_by("crn"))
    for (at, how), person in zip(free, without[FIRST_OF_THE_DAY::APART], strict=False):
        _arrange(person, officer, on, at, how)


def _arrange(person: Person, officer: User, on: date, at: time, how: str) -> None:
    """One appointment of today, for the next open action of the plan."""
    next_action = Action.objects.open_in_holding_plans().filter(goal__plan__person=person).first()
    arranged_on = on - timedelta(days=7)
    Contact.objects.create(
        person=person,
        sentence=person.sentences.filter(ended_on=None, starts_on__lte=on).first(),
        officer=officer,
        held_on=on,
        held_from=at,
        how=how,
        purpose=Contact.Purpose.SUPERVISION,
        planned_action=next_action,
        arranged_at=Days(on).at(arranged_on, 15),
        arranged_by=officer,
    )


def _call_out_last_night(officer: User, on: date) -> None:
    person = Person.objects.get(crn=crn_of(CALLED_OUT))
    if not person.change_events.filter(happened_on__gte=on - DAY).exists():
        kind = ChangeEvent.Kind.DOMESTIC_ABUSE_CALL_OUT
        ChangeEvent.objects.create(
            person=person,
            kind=kind,
            happened_on=on - DAY,
            source="Police",
            detail=words.EVENTS[kind],
            recorded_at=Days(on).at(on, 5, 30),
            recorded_by=officer,
        )
