"""Bare WSGI: the same statements, worded once, on one open connection, and string formatting.

It knows no session, no user and no framework.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from caseward.casework.dashboards.inputs.caseload import with_contacts_and_harm
from caseward.casework.dashboards.inputs.duties import Asked, overdue_by_person
from caseward.casework.people.models import Person

from .urls import HARM

ROW = "<tr><th><a href=/people/{}/>{}</a> {}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
PAGE = "<!DOCTYPE html><html lang=en-GB><title>Cases</title><h1>Caseload</h1><p>{} people<table>{}</table>"


def application(officer: int) -> Callable[..., Iterable[bytes]]:
    """A WSGI application that answers every request with the first page of that officer's cases."""
    cases = Person.objects.filter(officer=officer)
    listed = with_contacts_and_harm(cases, timezone.localdate()).select_related(None)
    columns = ("pk", "name", "crn", "harm", "last_contact_on", "next_contact_on")
    people, people_values = worded(listed.values_list(*columns)[:25])
    keys = [row[0] for row in listed.values_list("pk")[:25]]
    number, number_values = "SELECT COUNT(*) FROM people_person WHERE officer_id = ?", (officer,)
    overdue, overdue_values = the_overdue(keys)
    connection.ensure_connection()
    ask = connection.connection.execute

    def respond(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        rows = ask(people, people_values).fetchall()
        found: Counter[int] = Counter()
        for _, person, count in ask(overdue, overdue_values):
            found[person] += count
        drawn = "".join(
            ROW.format(pk, escape(name), crn, HARM[harm or 0], last or "None", coming or "None", found[pk])
            for pk, name, crn, harm, last, coming in rows
        )
        page = PAGE.format(ask(number, number_values).fetchone()[0], drawn)
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [page.encode()]

    return respond


def worded(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """A question as the embedded database takes it."""
    statement, values = rows.query.sql_with_params()
    return statement.replace("%s", "?").replace("%%", "%"), tuple(
        str(each) if hasattr(each, "isoformat") else each for each in values
    )


def the_overdue(people: list[int]) -> tuple[str, tuple[Any, ...]]:
    """The statement that counts what is overdue, caught as it passes."""
    caught: list[tuple[str, Any]] = []

    def catch(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's own signature
        caught.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(catch):
        overdue_by_person(Asked(Person.objects.filter(pk__in=people), timezone.localdate()))
    [(statement, values)] = caught
    return statement.replace("%s", "?").replace("%%", "%"), tuple(values)
