"""Who may ask a colleague, say that it is done, and put a duty off. Empty lists mean allowed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseward.casework.people import policies as people
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User

from .models import Task

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

LONGEST_SNOOZE = 28
"""Days; inferred. What can wait longer is settled, not put off."""

Duty = Callable[[Person, str, int, date], bool]
"""Takes the person, the code of a duty, the key of the row that it is about, and the day."""
_duties: list[Duty] = []


def register_duties(is_open: Duty) -> None:
    """Let the app above that knows all duties say which are open; no other can be put off."""
    if is_open not in _duties:
        _duties.append(is_open)


def is_duty(person: Person, code: str, subject_id: int, on: date) -> bool:
    """Whether this is asked of anybody about the person on that day."""
    return any(is_open(person, code, subject_id, on) for is_open in _duties)


def reasons_not_to_ask(user: "Viewer", person: Person) -> list[str]:
    """Officers and managers ask each other, about anybody whom they may see."""
    if not people.works_with_people(user):
        return ["Only officers and managers ask each other for something about a case."]
    if Person.objects.visible_to(user).filter(pk=person.pk).exists():
        return []
    return ["You cannot see this record."]


def reasons_not_to_be_asked(colleague: User, person: Person) -> list[str]:
    """Nobody is asked about somebody whom they may not see."""
    if Person.objects.visible_to(colleague).filter(pk=person.pk).exists():
        return []
    return [f"{colleague} cannot see this record."]


def reasons_not_to_complete(user: "Viewer", task: Task) -> list[str]:
    """The one who was asked, whoever works on the case, or a manager; once."""
    reasons = []
    if task.asked_of_id != user.pk:
        reasons = people.reasons_not_to_work_on(user, task.person)
    if task.done_at:
        reasons.append("This task is done already.")
    return reasons


def reasons_not_to_snooze(user: "Viewer", person: Person, until_on: date, on: date) -> list[str]:
    """Whoever works on the case puts a duty off, for a while."""
    reasons = people.reasons_not_to_work_on(user, person)
    if not on < until_on <= on + timedelta(days=LONGEST_SNOOZE):
        reasons.append(f"A duty can be put off until a day in the next {LONGEST_SNOOZE} days.")
    return reasons
