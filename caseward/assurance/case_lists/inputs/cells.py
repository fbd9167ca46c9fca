"""What each column of a case list says of a chosen case, in the values that the check of the upload knows."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from caseward.casework.allocation.models import Post
from caseward.casework.assessments.models import Assessment, HarmLevel
from caseward.casework.people.models import Circumstance, Person
from caseward.rules.framework import Sample
from caseward.shared.organisations.models import Organisation

from .choosing import Chosen, cases_of, in_columns, path_of

Cell = str | date | None

GRADES = {Post.Grade.PO: "PO", Post.Grade.PSO: "PSO"}
OTHER_GRADE = "other"
ETHNICITY = {Person.Ethnicity.NOT_SAID: "not_stated"}
DISABLING = (
    Circumstance.Kind.DISABILITY,
    Circumstance.Kind.LEARNING,
    Circumstance.Kind.NEURODIVERSITY,
)
"""What makes a person disabled by itself. Ill health may or may not, so it does not answer the question."""


class Case(NamedTuple):
    """One eligible case."""

    person_id: int
    values: dict[str, Cell]
    """By column, for every column that the caseload can fill."""


def cases(sample: Sample, provider: Organisation, chosen: Chosen, on: date) -> Iterator[Case]:
    """The chosen cases by CRN, in one statement, one after the other."""
    if not chosen.cases:
        return
    rows = cases_of(sample, provider).filter(starts_on__range=chosen.days)
    for row in _described(rows, path_of(sample), on).iterator(chunk_size=2_000):
        if dated := chosen.cases.get(row["pk"]):
            yield Case(row["person_key"], {**_values(row, provider), **in_columns(dated)})


def _described(rows: QuerySet[Any], to: str, on: date) -> QuerySet[Any, dict[str, Any]]:
    person = f"{to}person"
    posts = Post.objects.held(on).filter(user=OuterRef(f"{person}__officer")).order_by("-starts_on")
    disabling = Circumstance.objects.running(on).filter(person=OuterRef(person), kind__in=DISABLING)
    return rows.order_by(f"{person}__crn").values(
        "pk",
        person_key=F(f"{person}_id"),
        crn=F(f"{person}__crn"),
        sex=F(f"{person}__sex"),
        ethnicity=F(f"{person}__ethnicity"),
        born_on=F(f"{person}__born_on"),
        office=F(f"{person}__team__office__name"),
        officer=F(f"{person}__officer_id"),
        grade=Subquery(posts.values("grade")[:1]),
        is_disabled=Exists(disabling),
        harm=Assessment.objects.harm_of(person),
        from_prison=Coalesce(NullIf(f"{to}prison", Value("")), f"{to}follows__prison"),
    )


def _values(row: dict[str, Any], provider: Organisation) -> dict[str, Cell]:
    """There is no delivery unit above the office yet, so the office stands for it.

    Nobody asks in so many words whether a person is disabled: a recorded circumstance says yes, and where
    there is none the cell stays empty, which means not asked, rather than an invented no.
    """
    office = row["office"] or ""
    return {
        "case_reference": row["crn"],
        "organisation": provider.name,
        "delivery_unit": office,
        "office": office,
        "officer_reference": f"U{row['officer']}" if row["officer"] else "",
        "officer_grade": GRADES.get(row["grade"], OTHER_GRADE) if row["grade"] else "",
        "sex": row["sex"],
        "ethnicity": ETHNICITY.get(row["ethnicity"], row["ethnicity"]),
        "date_of_birth": row["born_on"],
        "disability": "yes" if row["is_disabled"] else "",
        "risk_of_serious_harm": HarmLevel(row["harm"]).code if row["harm"] else "",
        "prison": row["from_prison"] or "",
    }
