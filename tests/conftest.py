"""What every test may use."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from caseward.shared.audit import checks
from tests.factories import accounts

# Machines are noisy: a property holds or it does not, however long it takes.
hypothesis_settings.register_profile("caseward", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("caseward")


@pytest.fixture(scope="session", autouse=True)
def _tests_that_commit_may_empty_the_audit_log() -> Iterator[None]:
    """Django empties every table after a test that commits; migrating again makes the triggers again."""
    empty_the_tables: Callable[[TransactionTestCase], None] = vars(TransactionTestCase)["_fixture_teardown"]

    def without_triggers(case: TransactionTestCase) -> None:
        checks.drop(connections["default"].alias)
        empty_the_tables(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
        yield


@pytest.fixture(autouse=True)
def _no_rate_limit_left_over() -> None:
    """Each test starts with an empty cache: allauth counts attempts there."""
    cache.clear()


@pytest.fixture
def cast(db: None) -> accounts.Cast:
    """One account of every role, and those who must see nothing."""
    return accounts.cast()
