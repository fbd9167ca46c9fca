"""Somebody with an order, and those who work with them."""

from dataclasses import dataclass
from datetime import date

import pytest

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.accounts.models import User
from tests.factories import enforcement, people, sentences
from tests.factories.people import CaseworkCast


@dataclass(frozen=True)
class Case:
    """A person with one sentence."""

    staff: CaseworkCast
    person: Person
    sentence: Sentence

    @property
    def officer(self) -> User:
        """Whose case it is."""
        return self.staff.officer

    @property
    def manager(self) -> User:
        """Who leads the officer."""
        return self.staff.manager

    def missed(self, on: date, verdict: str = "unacceptable") -> Contact:
        """An absence of that day."""
        return enforcement.missed(self.person, self.officer, on, verdict)


@pytest.fixture
def staff(db: None) -> CaseworkCast:
    return people.casework_cast()


@pytest.fixture
def case(staff: CaseworkCast) -> Case:
    """A community order of 3 August 2026."""
    person = people.person(staff.officer, called="Sam")
    return Case(staff, person, sentences.sentence(person))


@pytest.fixture
def licence(staff: CaseworkCast) -> Case:
    """A licence since 3 August 2026."""
    person = people.person(staff.officer)
    return Case(staff, person, sentences.sentence(person, kind=Sentence.Kind.LICENCE))
