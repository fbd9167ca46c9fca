"""Law and policy as of a day, and due dates that the database itself can reckon, filter and sort by."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from caseward.rules.practice import Practice
from caseward.rules.practice import load as load_practice
from caseward.rules.working_days import Calendar
from caseward.rules.working_days import load as load_calendar

ON_SQLITE = "caseward_working_days_after"
"""The function that config/sqlite.py gives every connection; it asks the rule itself."""


@cache
def practice() -> Practice:
    """Law and policy as dated numbers."""
    return load_practice(Path(settings.PRACTICE_FOLDER))


@cache
def working_calendar() -> Calendar:
    """The bank holidays of England and Wales."""
    return load_calendar(Path(settings.PRACTICE_FOLDER) / "bank_holidays.toml")


class DaysAfter(models.Func):
    """The day that lies so many calendar days after a date; the number may itself be an expression."""

    output_field = models.DateField()

    def __init__(self, start: Any, days: Any) -> None:
        super().__init__(start, days if hasattr(days, "resolve_expression") else models.Value(days))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """SQLite keeps dates as text."""
        return self.as_sql(
            compiler, connection, template="date(%(expressions)s || ' days')", arg_joiner=", ", **extra
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """PostgreSQL adds whole days to a date."""
        return self.as_sql(
            compiler, connection, template="((%(expressions)s)::int)", arg_joiner=")::date + (", **extra
        )


class WorkingDaysAfter(models.Func):
    """The nth working day after a date, the day that rules/working_days.py gives as far as it knows."""

    output_field = models.DateField()

    def __init__(self, start: Any, days: int) -> None:
        super().__init__(start, days=days)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Ask the rule through the connection's own function."""
        return self.as_sql(compiler, connection, template=f"{ON_SQLITE}(%(expressions)s, %(days)s)", **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Number the days that are neither weekend nor bank holiday, and take the nth."""
        days = self.extra["days"]
        if not days:
            return self.as_sql(compiler, connection, template="(%(expressions)s)::date", **extra)
        holidays = ",".join(f"'{day.isoformat()}'" for day in sorted(working_calendar().holidays))
        template = (
            "(SELECT candidate FROM (SELECT series::date AS candidate"  # noqa: S608 - our own days and numbers
            " FROM generate_series((%(expressions)s)::date + 1,"
            f" (%(expressions)s)::date + {2 * days + 20}, interval '1 day') AS series"
            " WHERE extract(isodow FROM series) < 6"
            f" AND series::date <> ALL (ARRAY[{holidays}]::date[]) ORDER BY series"
            f" LIMIT {days}) AS working ORDER BY candidate DESC LIMIT 1)"
        )
        sql, parameters = self.as_sql(compiler, connection, template=template, **extra)
        return sql, (*parameters, *parameters)


class MonthsAfter(models.Func):
    """The day of the same number so many months later, or the last of a month that has no such day."""

    output_field = models.DateField()

    def __init__(self, start: Any, months: int) -> None:
        super().__init__(start, months=months)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """SQLite runs over the end of a short month unless it is told to stay."""
        template = "date(%(expressions)s, '+%(months)s months', 'floor')"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """PostgreSQL stays in the month by itself."""
        template = "((%(expressions)s)::date + interval '%(months)s months')::date"
        return self.as_sql(compiler, connection, template=template, **extra)
