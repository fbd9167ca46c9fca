"""Makes an estate, some people at a time: the whole of it is never in memory."""

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta

from caseward.casework.contacts.models import Contact
from caseward.casework.people.actions import index_names
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import Role, User
from caseward.shared.records.models import refuse_if

from . import chapters, staff, vignettes
from .days import BACK, Days
from .profiles import crn_of
from .rows import Rows
from .sizes import Size
from .staff import Staff
from .story import story_of

PEOPLE_AT_ONCE = 200
LONGEST_RECORD = 13
"""The number of the person whose record is far longer than any other."""
CONTACTS_AT_ONCE = 2_000

Progress = Callable[[str], None]


def reasons_not_to_make() -> list[str]:
    """An estate has a database of its own: invented people never come among real ones."""
    if User.objects.filter(is_demonstration=False).exists():
        return ["This database holds real accounts. Make the estate in a database of its own."]
    if User.objects.exists():
        return ["This database holds an estate or a demonstration already. Make the estate in an empty one."]
    return []


def make(size: Size, seed: int, on: date, tell: Progress) -> None:
    """Store an estate of that size as it stands on that day; refuses where anybody has an account."""
    refuse_if(reasons_not_to_make())
    days = Days(on)
    those = staff.make(size, seed, on)
    tell(f"{size.staff} staff")
    for first in range(1, size.people + 1, PEOPLE_AT_ONCE):
        numbers = range(first, min(first + PEOPLE_AT_ONCE, size.people + 1))
        write(numbers, seed=seed, days=days, those=those)
        tell(f"{numbers[-1]} of {size.people} people")
    write_much(size.most_contacts, days)
    tell(f"{size.most_contacts} contacts of one person")


def write(numbers: Iterable[int], *, seed: int, days: Days, those: Staff) -> None:
    """Store the records of the cases of those numbers; the vignettes are the first officer's."""
    rows = Rows()
    for number in numbers:
        if number in vignettes.CASES:
            vignettes.CASES[number](vignettes.opened(number, days=days, staff=those, rows=rows))
        else:
            chapters.tell(story_of(seed, number, days, those, rows))
    people = rows.people()
    rows.store()
    index_names(people=people)


def write_much(most: int, days: Days) -> None:
    """Give one person so many contacts: short ones, several a day, year after year."""
    person = Person.objects.get(crn=crn_of(LONGEST_RECORD))
    officer = person.officer or User.objects.filter(role=Role.OFFICER).order_by("pk")[0]
    left = most - person.contacts.count()
    a_day = -(-left // (BACK.days - 30))
    for first in range(0, left, CONTACTS_AT_ONCE):
        Contact.objects.bulk_create(
            (
                _short_contact(person, officer, days, number, a_day)
                for number in range(first, min(first + CONTACTS_AT_ONCE, left))
            ),
            batch_size=CONTACTS_AT_ONCE,
        )


def _short_contact(person: Person, officer: User, days: Days, number: int, a_day: int) -> Contact:
    on = days.on - timedelta(days=1 + number // a_day)
    return Contact(
        person=person,
        officer=officer,
        held_on=on,
        held_from=time(8 + number % a_day % 12, 15),
        purpose=Contact.Purpose.OTHER,
        how=Contact.How.TELEPHONE,
        is_required=False,
        outcome=Contact.Outcome.ATTENDED,
        nothing_worked_on=Contact.NothingWorkedOn.CHECK_IN,
        arranged_at=days.at(on, 8),
        arranged_by=officer,
        recorded_at=days.at(on, 18),
        recorded_by=officer,
    )
