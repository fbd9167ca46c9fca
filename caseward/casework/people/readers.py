"""People from another system: the columns of a list, and what it would change of what is stored."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from caseward.rules.person_matching import POLICE_NUMBER
from caseward.shared.accounts.models import User
from caseward.shared.files import cells
from caseward.shared.files.lists import Column, Compared, Fault, Listed, Row, read_list

from .models import Alias, Person

CRN = re.compile(r"[A-Z]{1,2}[0-9]{4,10}")
AT_ONCE = 500
ELSEWHERE = "This CRN is of somebody whom another provider supervises. Leave the row out."
BARRED = "You may not open the record with this CRN. Leave the row out, or ask somebody who may."
UNKNOWN = "There is no record with this CRN. Correct it, or take in the person first."

CRN_COLUMN = Column(
    "crn",
    "The case reference number",
    cells.fitting(CRN, "X123456", "a CRN"),
    is_required=True,
    example="X123456",
)
OFFICER_COLUMN = Column(
    "officer_email", "The e-mail address of the officer who supervises the person", cells.email,
    example="officer@example.org",
)  # fmt: skip
COLUMNS = (
    CRN_COLUMN,
    Column(
        "pnc", "The police’s number", cells.fitting(POLICE_NUMBER, "12/52494Q", "a PNC number"),
        example="12/52494Q",
    ),
    Column("name", "The full name, as the person writes it", cells.text(200), example="Alex Example"),
    Column(
        "aliases", "Other names, with semicolons between them", cells.several(cells.text(200)),
        example="Alec Example; Sasha",
    ),
    Column("born_on", "The date of birth", cells.day(past=True), example="05/08/1990"),
    Column("sex", "As the court recorded it", cells.choice(Person.Sex.choices), example="male"),
    Column("gender", "In the person’s own words", cells.text(60)),
    Column(
        "ethnicity", "As the person says: white, black, asian, mixed, other or not_said",
        cells.choice(Person.Ethnicity.choices), example="not_said",
    ),
    Column("language", "The first language", cells.text(60), example="English"),
    Column("interpreter", "Whether an interpreter is needed: yes or no", cells.yes_or_no, example="no"),
    OFFICER_COLUMN,
)  # fmt: skip
FIELDS = {
    "pnc": "pnc",
    "name": "name",
    "born_on": "born_on",
    "sex": "sex",
    "gender": "gender",
    "ethnicity": "ethnicity",
    "language": "language",
    "interpreter": "needs_interpreter",
}
"""Column → field of a person."""


@dataclass(frozen=True)
class Told:
    """What a row says of somebody that is not stored yet."""

    person: Person
    """With the values of the row; not stored yet where it is new."""
    kept: Person
    """The record that has the names: another one where this was joined with it."""
    fields: list[str]
    """Those that differ."""
    names: tuple[str, ...]
    """Other names that are not known yet."""


@dataclass
class PeopleCompared(Compared):
    """What a list of people would change."""

    to_add: list[Told] = field(default_factory=list)
    to_change: list[Told] = field(default_factory=list)


@dataclass
class Found:
    """The records that rows are about, and why those of others cannot be used."""

    people: dict[str, Person] = field(default_factory=dict)
    """By the CRN of the file; a record that was joined with another is the one that was kept."""
    joined: dict[str, Person] = field(default_factory=dict)
    """The records themselves that were joined with another."""
    refused: dict[str, str] = field(default_factory=dict)


def read(content: bytes, name: str) -> Listed:
    """A list of people, by CRN."""
    return read_list(content, name, COLUMNS, key=("crn",))


def compare(rows: Sequence[Row], by: User) -> PeopleCompared:
    """What the list would change; nobody’s record of another provider, or that `by` may not open."""
    compared = PeopleCompared()
    for batch in batches(rows):
        found = find(batch, by)
        names = _names(found.people.values())
        for row in batch:
            crn = row.values["crn"]
            if crn in found.refused:
                compared.faults.append(Fault(row.number, "crn", found.refused[crn]))
            elif crn in found.people:
                kept = found.people[crn]
                _compare(compared, row, found.joined.get(crn, kept), kept, names.get(kept.pk, set()))
            else:
                _add(compared, row, by)
    return compared


def find(rows: Sequence[Row], by: User) -> Found:
    """The records of those rows, in a few statements."""
    crns = {row.values["crn"] for row in rows}
    stored = {person.crn: person for person in Person.objects.filter(crn__in=crns)}
    kept = _kept(stored.values())
    open_to = set(
        Person.objects.filter(pk__in={each.pk for each in kept.values()})
        .exclude_barred(by)
        .values_list("pk", flat=True)
    )
    found = Found()
    for crn, person in stored.items():
        holder = kept[person.pk]
        if person.provider_id != by.organisation_id or holder.provider_id != by.organisation_id:
            found.refused[crn] = ELSEWHERE
        elif holder.pk not in open_to:
            found.refused[crn] = BARRED
        else:
            found.people[crn] = holder
            if holder.pk != person.pk:
                found.joined[crn] = person
    return found


def reason_not_found(found: Found, row: Row) -> Fault:
    """Why nothing can be taken in about the person of that row."""
    return Fault(row.number, "crn", found.refused.get(row.values["crn"], UNKNOWN))


def batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """A few hundred rows at a time."""
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        yield batch


def _kept(people: Collection[Person]) -> dict[int, Person]:
    """The record that holds what each held, however often records were joined."""
    kept = {person.pk: person for person in people}
    while waiting := {each.merged_into_id for each in kept.values() if each.merged_into_id is not None}:
        further = Person.objects.in_bulk(waiting)
        kept = {
            pk: further[each.merged_into_id] if each.merged_into_id is not None else each
            for pk, each in kept.items()
        }
    return kept


def _names(people: Collection[Person]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = {}
    pairs = Alias.objects.filter(person__in=[each.pk for each in people]).values_list("person", "name")
    for person_id, name in pairs:
        names.setdefault(person_id, set()).add(name)
    return names


def _add(compared: PeopleCompared, row: Row, by: User) -> None:
    person = Person(provider=by.organisation, crn=row.values["crn"], **_values(row))
    compared.to_add.append(Told(person, person, [], row.values.get("aliases", ())))
    compared.new.add(row.number)


def _compare(compared: PeopleCompared, row: Row, person: Person, kept: Person, known: set[str]) -> None:
    values = _values(row)
    differing = [name for name, value in values.items() if getattr(person, name) != value]
    names = tuple(name for name in row.values.get("aliases", ()) if name not in known)
    if differing or names:
        for name in differing:
            setattr(person, name, values[name])
        compared.to_change.append(Told(person, kept, differing, names))
        compared.changed.add(row.number)


def _values(row: Row) -> dict[str, Any]:
    return {FIELDS[code]: value for code, value in row.values.items() if code in FIELDS}
