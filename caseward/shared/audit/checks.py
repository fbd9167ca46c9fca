"""Database triggers that refuse any change to an event, and the check that they are there.

They are made again after every migration, because altering a table on SQLite drops its triggers;
the check fails the start of a server whose database has lost them.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

TABLE = "audit_event"
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
    with connections[using].cursor() as cursor:
        on_table = f" ON {TABLE}" if connections[using].vendor == "postgresql" else ""
        for name in names(using):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(using: str = "default") -> list[str]:
    """The names of the triggers that the database lacks; empty where the table is not made yet."""
    connection = connections[using]
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return []
        cursor.execute(
            "SELECT tgname FROM pg_trigger"
            if postgresql
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in names(using) if name not in present]


def names(using: str = "default") -> list[str]:
    """The triggers that this kind of database needs; only PostgreSQL can empty a table at one stroke."""
    verbs = ["update", "delete", *(["truncate"] if connections[using].vendor == "postgresql" else [])]
    return [_name(verb) for verb in verbs]


def _name(verb: str) -> str:
    return f"{TABLE}_no_{verb}"


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        statement
        for verb in ("update", "delete")
        for statement in (
            f"DROP TRIGGER IF EXISTS {_name(verb)}",
            f"CREATE TRIGGER {_name(verb)} BEFORE {verb} ON {TABLE} {refuse}",
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
        for verb in ("update", "delete", "truncate")
        for statement in (
            f"DROP TRIGGER IF EXISTS {_name(verb)} ON {TABLE}",
            f"CREATE TRIGGER {_name(verb)} BEFORE {verb} ON {TABLE} {refuse}",
        )
    ]
    return [make_function, *triggers]
