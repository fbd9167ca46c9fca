"""The whole demonstration, loaded once for many tests and never committed."""

from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import TestCase, override_settings

from caseward.demo.inspection import cases, estate

NO_WORKER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
_assess = cases.assess


@override_settings(TASKS=NO_WORKER)
def load() -> None:
    """Load it as `make demo` does, except for the PDF of its report, at which no test here looks."""
    with patch.object(cases, "assess", _assess_and_tell):
        estate.load()


def _assess_and_tell(*answers: Any, **at: Any) -> int:
    """Nothing is committed, so PostgreSQL takes its tables for empty, and counts slowly, until it is told."""
    number = _assess(*answers, **at)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    return number


class WithTheEstate(TestCase):
    """Tests over one load: Django rolls back what each of them changes, and at the end the load."""

    @classmethod
    def setUpTestData(cls) -> None:
        load()
