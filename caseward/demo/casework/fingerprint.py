"""One SHA-256 over what an estate holds, the same on every database.

Read back from the database, person by person in the order of their CRNs: every column but primary keys, the
random keys of forms and the salted passwords. A reference to another row is that row's place in its table
among the rows of the same person; one to a user, a team or the provider is its name.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import models

from caseward.casework.allocation.models import Post
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation, Team

from .rows import TO_PERSON

PEOPLE_AT_ONCE = 400
NOT_CONTENT = {"creation_key", "password", "last_login"}

Places = dict[tuple[type[models.Model], int], int | str]


def of_the_estate() -> tuple[str, dict[type[models.Model], int]]:
    """The fingerprint of everything, and how many rows each table holds."""
    digest = hashlib.sha256()
    counted = dict.fromkeys(TO_PERSON, 0)
    known = _staff(digest.update)
    crns = Person.objects.order_by("crn").values_list("crn", flat=True)
    everybody = list(crns)
    for first in range(0, len(everybody), PEOPLE_AT_ONCE):
        _people(everybody[first : first + PEOPLE_AT_ONCE], known, digest.update, counted)
    return digest.hexdigest(), counted


def _staff(add: Callable[[bytes], None]) -> Places:
    """The provider's offices, teams, accounts and posts; what later rows may refer to, by name."""
    known: Places = {(Organisation, row.pk): row.name for row in Organisation.objects.all()}
    for team in Team.objects.select_related("office").order_by("office__name", "name"):
        known[Team, team.pk] = f"{team.office.name}, {team.name}"
        add(_line([team.office.name, team.name]))
    for user in User.objects.order_by("email"):
        known[User, user.pk] = user.email
        add(_line([user.email, user.name, user.role]))
    for post in Post.objects.select_related("user", "team").order_by("user__email", "starts_on"):
        add(_line([post.user.email, post.team.name, post.grade, post.starts_on, post.ends_on]))
    return known


def _people(
    crns: list[str], known: Places, add: Callable[[bytes], None], counted: dict[type[models.Model], int]
) -> None:
    """Everything about these people, table by table."""
    places = dict(known)
    for model, path in TO_PERSON.items():
        columns = _columns(model)
        by_crn = f"{path}__crn" if path else "crn"
        rows = model._default_manager.filter(**{f"{by_crn}__in": crns}).order_by(by_crn, "pk")
        found = list(rows.values_list(by_crn, "pk", *(column.attname for column in columns)))
        for place, (_, key, *_) in enumerate(found):
            places[model, key] = place
        counted[model] += len(found)
        add(model._meta.label.encode())
        for crn, _, *values in found:
            add(_line([crn, *_said(columns, values, places)]))


def _columns(model: type[models.Model]) -> list[Any]:
    key = model._meta.pk
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in NOT_CONTENT and (field is not key or field.is_relation)
    ]


def _said(columns: list[Any], values: list[Any], places: Places) -> Iterator[Any]:
    """The values of one row, references by what they refer to."""
    for column, value in zip(columns, values, strict=True):
        yield places[column.related_model, value] if column.is_relation and value is not None else value


def _line(values: list[Any]) -> bytes:
    """Values as text that both databases give alike: moments in universal time."""
    return (
        "\x1f".join(
            str(int(value.timestamp())) if isinstance(value, datetime) else str(value) for value in values
        ).encode()
        + b"\n"
    )
