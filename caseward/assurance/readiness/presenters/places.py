"""Where in a person's record a gap is put right, and where a record lies that a finding rests on."""

from collections.abc import Mapping
from types import MappingProxyType

from django.urls import reverse

from caseward.rules.readiness.findings import Finding, Place, Record

PLACES: Mapping[Place, tuple[str, str]] = MappingProxyType(
    {
        Place.DETAILS: ("people:details", "Go to the details"),
        Place.SENTENCE: ("sentences:index", "Go to the sentence"),
        Place.SELF_ASSESSMENT: ("assessments:own_views", "Go to the person’s own views"),
        Place.ASSESSMENT: ("assessments:index", "Go to the assessments"),
        Place.CHECKS: ("assessments:checks", "Go to the checks"),
        Place.PLAN: ("plans:index", "Go to the plan"),
        Place.REVIEWS: ("plans:reviews", "Go to the reviews"),
        Place.CONTACTS: ("contacts:index", "Go to the contacts"),
        Place.ENFORCEMENT: ("enforcement:index", "Go to enforcement"),
    }
)
"""The page, and the words of the link to it."""
ONE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "self_assessment": ("assessments:own_view", "self_id"),
        "assessment": ("assessments:assessment", "assessment_id"),
        "check": ("assessments:check", "check_id"),
        "plan": ("plans:version", "plan_id"),
        "contact": ("contacts:contact", "contact_id"),
        "breach": ("enforcement:breach", "breach_id"),
        "review": ("plans:review", "review_id"),
    }
)
"""Kinds of record with a page of their own, and the name of the key in its address."""
AMONG_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "sentence": "sentences:index",
        "requirement": "sentences:index",
        "condition": "sentences:index",
        "circumstance": "people:details",
        "relation": "people:details",
        "flag": "people:details",
        "event": "people:events",
        "enforcement": "enforcement:index",
    }
)
MENDED_AT: Mapping[Place, tuple[str, str]] = MappingProxyType(
    {
        Place.CONTACTS: ("contact", "Go to the contact"),
        Place.CHECKS: ("check", "Go to the check"),
        Place.ENFORCEMENT: ("breach", "Go to the breach or recall"),
    }
)
"""Places where the one record that does not suffice is itself put right, not written anew."""


def record_href(person_id: int, record: Record) -> str:
    """The page on which the record stands."""
    if record.kind in ONE:
        name, key = ONE[record.kind]
        return reverse(name, kwargs={"person_id": person_id, key: record.key})
    return reverse(AMONG_OTHERS[record.kind], kwargs={"person_id": person_id})


def mending(person_id: int, finding: Finding) -> tuple[str, str]:
    """Where a gap is put right, and the words of the link; both empty where nothing is missing."""
    if finding.mend is None:
        return "", ""
    kind, words = MENDED_AT.get(finding.mend.place, ("", ""))
    resting_on = [record for record in finding.records if record.kind == kind]
    if len(resting_on) == 1:
        return record_href(person_id, resting_on[0]), words
    name, words = PLACES[finding.mend.place]
    return reverse(name, kwargs={"person_id": person_id}), words
