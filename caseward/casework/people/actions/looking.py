"""Opening one record, and showing several in a list: both are written down."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.shortcuts import get_object_or_404

from caseward.casework.people import policies
from caseward.casework.people.models import Person
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import refuse_if

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseward.shared.records.models import Viewer


@transaction.atomic
def open_record(*, person_id: int, by: "Viewer", page: str) -> Person:
    """The person, for a page about them, and the event that the user looked.

    A record that was joined with another opens the one that was kept, whose banner says so.
    Raises Http404 where there is nobody for the user, NotAllowed with the list's own words where an
    exclusion or a restriction keeps the user out.
    """
    rows = Person.objects.visible_to(by).select_related("officer", "team__office")
    person, opened_as = rows.filter(pk=person_id).first(), ""
    if person is None:
        kept_id, opened_as = _kept(person_id)
        person = rows.filter(pk=kept_id).first()
    if person is None:
        within_reach = Person.objects.within_reach(by)
        refuse_if(policies.reasons_not_to_see(by, get_object_or_404(within_reach, pk=kept_id)))
        raise AssertionError("somebody whom nothing bars is visible")
    person.opened_as = opened_as
    audit.record(action="person looked at", subject=person, by=by, page=page)
    return person


@transaction.atomic
def look_at_looks(*, person: Person, by: "Viewer") -> None:
    """Be shown who looked at a record."""
    refuse_if(policies.reasons_not_to_see_looks(by, person))
    audit.record(action="looks looked at", subject=person, by=by)


@transaction.atomic
def list_people(*, people: "Sequence[Person]", by: "Viewer", page: str) -> None:
    """Record that a page of a list showed these people to the user."""
    audit.showed(subjects=people, by=by, page=page)


def _kept(person_id: int) -> tuple[int, str]:
    """The record that holds what this one held, and the CRN of this one where it is another."""
    joined = Person.objects.filter(pk=person_id).exclude(merged_into=None).first()
    return (joined.kept().pk, joined.crn) if joined else (person_id, "")
