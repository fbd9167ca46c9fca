"""Contacts, what was decided about those missed, and what was done about failures."""

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from caseward.casework.contacts import models
from caseward.casework.enforcement.models import Breach as BreachRow
from caseward.casework.enforcement.models import EnforcementDecision
from caseward.rules.readiness.facts import Absence, Breach, Contact, Enforcement

from .look import Look, Of, Rows, empty


def contacts(look: Look) -> tuple[Of[Contact], Of[Absence]]:
    """Those since the sentence was passed, and the decisions that stand about those missed."""
    held, absences = empty(), empty()
    for person, held_on, key, outcome, verdict, reason, decided_at, evidence, *says in _contacts(look):
        if held_on < look.since[person]:
            continue
        purpose, how, *others = says
        held[person].append(Contact(key, held_on, purpose, how, outcome, *others))
        if verdict is not None and outcome == models.Contact.Outcome.DID_NOT_ATTEND:
            decision = Absence(key, verdict, reason, timezone.localdate(decided_at), evidence)
            absences[person].append(decision)
    for decisions in absences.values():
        decisions.sort(key=lambda decision: (decision.decided_on, decision.contact))
    return held, absences


def enforcements(look: Look) -> Of[Enforcement]:
    """Those that stand, decided since the sentence was passed."""
    decided = EnforcementDecision.objects.filter(person__in=look.people, decided_on__lte=look.on)
    standing: QuerySet[Any] = decided.with_standing()
    rows: Rows = (
        standing.filter(stands=True)
        .order_by("decided_on", "pk")
        .values_list("person", "decided_on", "pk", "sentence", "action", "contact")
    )
    found = empty()
    for person, decided_on, key, sentence, action, contact in rows:
        if decided_on >= look.since[person]:
            found[person].append(Enforcement(key, sentence, action, decided_on, contact))
    return found


def breaches(look: Look) -> Of[Breach]:
    """Those referred since the sentence was passed."""
    referred = BreachRow.objects.filter(person__in=look.people, referred_on__lte=look.on)
    rows: Rows = referred.order_by("referred_on", "pk").values_list(
        "person", "pk", "sentence", "failed_on", "referred_on", "presented_on", "ended_on"
    )
    found = empty()
    for person, *breach in rows:
        if breach[3] >= look.since[person]:
            found[person].append(Breach(*breach))
    return found


def _contacts(look: Look) -> Rows:
    """With the current decision of each; what was worked on has the key of the action's first row."""
    contacts: QuerySet[Any] = models.Contact.objects.filter(
        person__in=look.people, held_on__lte=look.on
    ).annotate(
        decision=FilteredRelation("absence_decisions", condition=Q(absence_decisions__is_current=True)),
        first_worked_on=Coalesce("worked_on__carried_from", "worked_on"),
        first_planned=Coalesce("planned_action__carried_from", "planned_action"),
    )
    rows: Rows = contacts.order_by("person", "held_on", "pk").values_list(
        "person",
        "held_on",
        "pk",
        "outcome",
        "decision__verdict",
        "decision__reason",
        "decision__decided_at",
        "decision__evidence",
        "purpose",
        "how",
        "is_required",
        "sentence",
        "requirement",
        "first_worked_on",
        "first_planned",
    )
    return rows
