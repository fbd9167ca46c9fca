"""Rows that wait to be stored: parents before children, many at a time."""

from collections import defaultdict
from typing import Any, TypeVar

from django.db import models, transaction

from caseward.casework.allocation.models import Allocation
from caseward.casework.assessments.models import Assessment, Chase, Check, Factor, SelfAssessment, SelfRating
from caseward.casework.contacts.models import AgreedTask, Contact, ContactNote
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision, Letter
from caseward.casework.oversight.models import OversightAction, OversightNote
from caseward.casework.people.models import (
    AccessList,
    AccessListMember,
    Alias,
    ChangeEvent,
    Circumstance,
    Person,
    RelatedPerson,
    RiskFlag,
    SearchKey,
)
from caseward.casework.plans.models import Action, Contingency, Goal, Plan, Review, WithoutGoal
from caseward.casework.sentences.models import LicenceCondition, Requirement, Sentence
from caseward.casework.tasks.models import Task

AnyRow = TypeVar("AnyRow", bound=models.Model)

ReviewedEvent = Review.events.through
"""Which change a review is about."""

TO_PERSON: dict[type[models.Model], str] = {
    Person: "",
    Alias: "person",
    SearchKey: "person",
    AccessList: "person",
    AccessListMember: "access_list__person",
    RelatedPerson: "person",
    RiskFlag: "person",
    Circumstance: "person",
    ChangeEvent: "person",
    Sentence: "person",
    Requirement: "sentence__person",
    LicenceCondition: "sentence__person",
    Allocation: "person",
    SelfAssessment: "person",
    SelfRating: "self_assessment__person",
    Assessment: "person",
    Factor: "assessment__person",
    Check: "person",
    Chase: "check_asked__person",
    Plan: "person",
    Goal: "plan__person",
    WithoutGoal: "plan__person",
    Action: "goal__plan__person",
    Contingency: "plan__person",
    Review: "person",
    ReviewedEvent: "review__person",
    Contact: "person",
    ContactNote: "contact__person",
    AgreedTask: "contact__person",
    AbsenceDecision: "contact__person",
    EnforcementDecision: "person",
    Letter: "person",
    Breach: "person",
    OversightNote: "person",
    OversightAction: "note__person",
    Task: "person",
}
"""Every table, each after those that it refers to, and the way from its rows to their person."""
_PLACES = {model: place for place, model in enumerate(TO_PERSON)}
BATCH = 500


class Rows:
    """Rows of some people, stored together in one transaction."""

    def __init__(self) -> None:
        self._waiting: defaultdict[tuple[int, int], list[models.Model]] = defaultdict(list)

    def add(self, row: AnyRow, *, wave: int = 0) -> AnyRow:
        """Let the row wait; one that refers to a row of its own table waits for a later wave."""
        self._waiting[_PLACES[type(row)], wave].append(row)
        return row

    def people(self) -> list[Person]:
        """The people whose rows wait."""
        return [row for row in self._waiting[_PLACES[Person], 0] if isinstance(row, Person)]

    @transaction.atomic
    def store(self) -> int:
        """Store everything that waits; returns how many rows."""
        tables: list[type[Any]] = list(TO_PERSON)
        stored = 0
        for (place, _), rows in sorted(self._waiting.items(), key=lambda item: item[0]):
            tables[place].objects.bulk_create(rows, batch_size=BATCH)
            stored += len(rows)
        self._waiting.clear()
        return stored
