"""A small estate, made once for all tests of a class; each test's changes are rolled back."""

from datetime import date

from django.test import TestCase

from caseward.casework.people.models import Person
from caseward.demo.casework import generator
from caseward.demo.casework.profiles import crn_of
from caseward.demo.casework.sizes import Size

TINY = Size("tiny", "Tiny Probation", 120, 12, 5, 2, 2, 400, 4)
ON = date(2019, 9, 16)
SEED = 7


def silent(_what: str) -> None:
    """Progress that nobody reads."""


def case(number: int) -> Person:
    """The person in the case of that number."""
    return Person.objects.get(crn=crn_of(number))


class WithAnEstate(TestCase):
    """The estate lies in a transaction around the class, and each test in a savepoint inside it."""

    @classmethod
    def setUpTestData(cls) -> None:
        generator.make(TINY, SEED, ON, silent)
