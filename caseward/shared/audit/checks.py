"""Database triggers that refuse any change to an event, and the check that they are there.

They are made again after every migration, because altering a table on SQLite drops its triggers;
the check fails the start of a server whose database has lost them.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

TABLES = ("audit_event", "audit_sighting")
REFUSAL = "audit events are append only"


@register(Tags.database)
def append_only(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """One error a trigger that is missing."""
    return [
        Error(f"The database lacks the trigger {name}.", hint="Run `caseward migrate`.", id="audit.E001")
        for alias in databases or []
        for name in missing(alias)
    ]


def create(using: str = "default", **_: Any) -> None:
    """Make the triggers, replacing what is there."""
    connection = connections[using]
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop(using: str = "default") -> None:
    """Take the triggers away: only for emptying a test's database."""
    postgresql = connections[using].vendor == "postgresql"
    with connections[using].cursor() as cursor:
        for table in TABLES:
            for verb in _verbs(using):
                on_table = f" ON {table}" if postgresql else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on_table}")


def missing(using: str = "default") -> list[str]:
    """The names of the triggers that the database lacks; empty where the table is not made yet."""
    connection = connections[using]
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if not set(TABLES) <= set(connection.introspection.table_names(cursor)):
            return []
        cursor.execute(
            "SELECT tgname FROM pg_trigger"
            if postgresql
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in names(using) if name not in present]


def names(using: str = "default") -> list[str]:
    """The triggers that this kind of database needs."""
    return [_name(table, verb) for table in TABLES for verb in _verbs(using)]


def _verbs(using: str) -> list[str]:
    """What is refused; only PostgreSQL can empty a table at one stroke."""
    return ["update", "delete", *(["truncate"] if connections[using].vendor == "postgresql" else [])]


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb}"


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        statement
        for table in TABLES
        for verb in ("update", "delete")
        for statement in (
            f"DROP TRIGGER IF EXISTS {_name(table, verb)}",
            f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} {refuse}",
        )
    ]


def _postgresql() -> list[str]:
    make_function = (
        "CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql"
    )
    refuse = "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()"
    triggers = [
        statement
        for table in TABLES
        for verb in ("update", "delete", "truncate")
        for statement in (
            f"DROP TRIGGER IF EXISTS {_name(table, verb)} ON {table}",
            f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} {refuse}",
        )
    ]
    return [make_function, *triggers]
