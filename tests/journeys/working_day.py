"""A caseload on one day: three appointments of an officer, a case that drifted, and one that only began."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from caseward.casework.assessments.models import Area
from caseward.casework.contacts.models import Contact
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action
from caseward.shared.accounts.models import User
from tests.factories import allocation, assessments, contacts, people, plans, sentences

SESSIONS = "Sessions on keeping calm"


@dataclass(frozen=True)
class Caseload:
    """Who works, and whom they see."""

    officer: User
    colleague: User
    manager: User
    attends: Person
    ill: Person
    missing: Person
    new: Person
    """Sentenced lately: no assessment, no plan."""
    drifting: Person
    """Of the colleague: attended, but no session of the plan was ever held."""


def working_day(today: date) -> Caseload:
    """The officer sees three people today, the colleague none."""
    cast = people.casework_cast()
    for user, grade in ((cast.officer, "po"), (cast.colleague, "po"), (cast.manager, "spo")):
        allocation.post(user, grade=grade)
    made = Caseload(
        officer=cast.officer,
        colleague=cast.colleague,
        manager=cast.manager,
        attends=_supervised(cast.officer, "Ada Attends"),
        ill=_supervised(cast.officer, "Ivan Ill"),
        missing=_supervised(cast.officer, "Mona Missing"),
        new=people.person(cast.officer, name="Nina New"),
        drifting=_supervised(cast.colleague, "Dora Drifting"),
    )
    for hour, person in enumerate((made.attends, made.ill, made.missing), start=10):
        contacts.contact(person, cast.officer, today, held_from=time(hour), planned_action=_action_of(person))
    lately = today - timedelta(days=21)
    sentences.sentence(made.new, sentenced_on=lately, starts_on=lately, ends_on=lately + timedelta(days=364))
    for weeks in range(1, 5):
        contacts.contact(
            made.drifting,
            cast.colleague,
            today - timedelta(weeks=weeks),
            Contact.Outcome.ATTENDED,
            nothing_worked_on=Contact.NothingWorkedOn.CRISIS,
        )
    everybody = [made.attends, made.ill, made.missing, made.new, made.drifting]
    people_actions.index_names(people=everybody)
    return made


def _supervised(officer: User, name: str) -> Person:
    """Somebody with a community order of 20 RAR days, a low risk, and a plan with sessions."""
    person = people.person(officer, name=name)
    order = sentences.sentence(person)
    days = sentences.requirement(order)
    assessed = assessments.assessment(person, officer, needs=(Area.THINKING,), harm_to_known_adult=2)
    plan = plans.plan(person, officer, assessment=assessed)
    plans.action(plans.goal(plan), what=SESSIONS, requirement=days)
    plans.contingency(plan)
    contacts.contact(person, officer, date(2026, 10, 26), Contact.Outcome.ATTENDED)
    return person


def _action_of(person: Person) -> Action:
    return Action.objects.get(goal__plan__person=person)
