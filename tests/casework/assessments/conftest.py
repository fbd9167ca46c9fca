"""Somebody on probation, and those who may and may not assess them."""

import pytest

from caseward.casework.people.models import Person
from tests.factories import people
from tests.factories.people import CaseworkCast


@pytest.fixture
def those(db: None) -> CaseworkCast:
    """Those who work with people on probation, and those who must see nothing."""
    return people.casework_cast()


@pytest.fixture
def person(those: CaseworkCast) -> Person:
    """Somebody whom the officer supervises."""
    return people.person(those.officer)
