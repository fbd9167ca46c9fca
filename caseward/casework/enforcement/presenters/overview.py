"""What the page of a person's enforcement shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from caseward.casework.enforcement import inputs
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision
from caseward.casework.people.models import Person
from caseward.rules.practice import Due

LINES = 25
"""Failures and letters shown at once, the latest; the pack has all."""


@dataclass(frozen=True)
class Step:
    """What a duty asks for, in words, and the page on which it is done."""

    words: str
    url_name: str
    parameter: str = ""

    def href(self, person: Person, subject: int) -> str:
        """The address of the page."""
        place = {"person_id": person.pk} | ({self.parameter: subject} if self.parameter else {})
        address = reverse(f"enforcement:{self.url_name}", kwargs=place)
        return address if self.parameter else f"{address}?decision={subject}"


STEPS = {
    "absence": Step("Decide whether the absence was acceptable", "absence", "contact_id"),
    "evidence": Step("Decide once the evidence is there", "absence", "contact_id"),
    "decide": Step("Decide what to do about the failure", "decide", "contact_id"),
    "letter": Step("Send the warning letter", "letter"),
    "review": Step("Review the number of failures", "review", "sentence_id"),
    "agree": Step("A manager decides on the referral", "breach", "breach_id"),
    "present": Step("Present what was agreed", "breach", "breach_id"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a decision or a step, and by when."""

    what: str
    since: date
    due: date
    href: str


def waiting(person: Person, on: date) -> list[Waiting]:
    """What waits now, the most urgent first; one more than a page shows tells that there is more."""
    one = Person.objects.filter(pk=person.pk)
    asked = [
        duties.annotate(step=Value(step), link=F("contact") if step == "evidence" else F("duty_subject"))
        for step, duties in _duties(one, on)
    ]
    rows = asked[0].union(*asked[1:], all=True).order_by("duty_due_on")[: LINES + 1]
    return [
        Waiting(
            STEPS[row["step"]].words,
            row["duty_since_on"],
            row["duty_due_on"],
            STEPS[row["step"]].href(person, row["link"]),
        )
        for row in rows
    ]


def _duties(one: QuerySet[Person], on: date) -> list[tuple[str, QuerySet[Any, dict[str, Any]]]]:
    absences, decisions, breaches = AbsenceDecision.objects, EnforcementDecision.objects, Breach.objects
    return [
        ("absence", absences.undecided(one, on)),
        ("evidence", absences.evidence_due(one, on)),
        ("decide", decisions.undecided(one, on)),
        ("letter", decisions.letter_due(one, on)),
        ("review", decisions.review_due(one, on)),
        ("agree", breaches.to_agree(one, on)),
        ("present", breaches.to_present(one, on)),
    ]


def decisions_of(person: Person) -> QuerySet[EnforcementDecision]:
    """What was decided about failures, replaced decisions too."""
    rows: QuerySet[EnforcementDecision] = person.enforcement_decisions.with_standing().select_related(
        "contact", "sentence", "decided_by"
    )
    return rows


def absences_of(person: Person) -> QuerySet[AbsenceDecision]:
    """What was decided about absences, replaced decisions too."""
    rows = AbsenceDecision.objects.filter(contact__person=person)
    return rows.select_related("contact", "decided_by")


def running_standings(person: Person, on: date) -> list[inputs.Standing]:
    """Where each running sentence of the person stands."""
    return inputs.standings(person, list(person.sentences.running(on)), on)


def clocks(breach: Breach) -> list[tuple[str, Due]]:
    """What is due next for a breach or recall."""
    agreed_on = timezone.localdate(breach.agreed_at) if breach.agreed_at else None
    return inputs.breach_clocks(breach, agreed_on)


def failures_to_rest_on(standing: inputs.Standing) -> list[tuple[str, str]]:
    """The failures that count, the latest first, as choices."""
    latest = sorted((line for line in standing.lines if line.counts), key=lambda line: line.on, reverse=True)
    words = {line.on: line.words for line in latest}
    return [(f"{on:%Y-%m-%d}", f"{on:%-d %B %Y}: {what}") for on, what in list(words.items())[:LINES]]
