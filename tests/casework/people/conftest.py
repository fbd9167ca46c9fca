"""What the tests of people share."""

import pytest

from caseward.casework.people.models import Person
from tests.factories import people
from tests.factories.people import CaseworkCast


@pytest.fixture
def staff(db: None) -> CaseworkCast:
    """Those who work with people on probation, and those who must see nothing of it."""
    return people.casework_cast()


@pytest.fixture
def person(staff: CaseworkCast) -> Person:
    """Somebody whom the officer supervises."""
    return people.person(staff.officer, name="Amal Green")
