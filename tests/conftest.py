"""What every test may use."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from caseward.shared.audit import checks
from tests.factories import accounts

# Machines are noisy: a property holds or it does not, however long it takes.
hypothesis_settings.register_profile("caseward", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("caseward")


ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database runs: the rest has answered on SQLite already."""
    if connections["default"].vendor != "postgresql":
        return
    asking: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        asking[_asks_a_database(item)].append(item)
    config.hook.pytest_deselected(items=asking[False])
    items[:] = asking[True]


def _asks_a_database(item: pytest.Item) -> bool:
    """Also what starts a program of its own, which may ask one."""
    fixtures = set(getattr(item, "fixturenames", ()))
    starts_a_program = "tests/config" in item.path.as_posix()
    return (
        starts_a_program
        or item.get_closest_marker("django_db") is not None
        or bool(fixtures & ASKS_A_DATABASE)
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Django asks SQLite once a process whether it knows JSON: no test that counts statements counts that."""
    with django_db_blocker.unblock():
        assert connections["default"].features.supports_json_field


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
