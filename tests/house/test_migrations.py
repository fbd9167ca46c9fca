"""Migrations are one straight line, and the models have nothing that they lack."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings

from tests.house import source


@pytest.fixture(autouse=True)
def _the_migrations_that_this_run_made_its_tables_without(settings: Settings) -> None:
    """The tests make tables straight from the models; here the files are what counts."""
    settings.MIGRATION_MODULES = {}


@pytest.mark.django_db
def test_no_model_has_changed_without_its_migration() -> None:
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit as stopped:
        assert not stopped.code, told.getvalue()


def test_the_migrations_of_an_app_are_one_straight_line() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("caseward.")}
    forks = []
    for label in sorted(ours):
        nodes = [key for key in graph.nodes if key[0] == label]
        for key in nodes:
            inside = [child.key for child in graph.node_map[key].children if child.key[0] == label]
            if len(inside) > 1:
                forks.append(f"{label}: {inside} both follow {key[1]}")
    source.assert_none(forks)
    assert len(graph.nodes) > len(ours) > 10


def test_every_app_is_named_by_its_own_apps_file() -> None:
    source.assert_none(
        app.name
        for app in apps.get_app_configs()
        if app.name.startswith("caseward.") and not type(app).__module__.endswith(".apps")
    )
