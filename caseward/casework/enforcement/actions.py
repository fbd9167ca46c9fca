"""Deciding about absences and failures, writing to the person, and taking a breach or recall to its end."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from . import inputs, policies
from .models import AbsenceDecision, Breach, EnforcementDecision, Letter

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@dataclass(frozen=True)
class Judged:
    """What was decided about an absence; `replaces` is the decision that the person saw on the page."""

    verdict: str
    reason: str
    evidence: str = ""
    changed_because: str = ""
    replaces: int | None = None


@dataclass(frozen=True)
class Chosen:
    """What is to be done about a failure; `replaces` is the decision that the person saw on the page."""

    action: str
    reason: str
    alternatives: str = ""
    replaces: int | None = None


@dataclass(frozen=True)
class Referral:
    """Why a breach or recall is asked for."""

    why: str
    alternatives: str
    failed_on: date


@transaction.atomic
def decide_absence(
    *, contact: Contact, judged: Judged, creation_key: uuid.UUID, by: "User", at: datetime
) -> AbsenceDecision:
    """Whether an absence was acceptable; the decision before stays, replaced."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    refuse_if(policies.reasons_not_to_decide_absence(by, contact))
    refuse_if(policies.reasons_not_to_judge(contact, judged.verdict))
    if made := already_created(AbsenceDecision, creation_key):
        return made
    before = contact.absence_decisions.current().first()
    refuse_if(_reasons_not_to_replace(before, judged.replaces, judged.changed_because))
    contact.absence_decisions.current().update(is_current=False)
    made = AbsenceDecision.objects.create(
        contact=contact,
        verdict=judged.verdict,
        reason=judged.reason,
        evidence=judged.evidence,
        changed_because=judged.changed_because if before else "",
        evidence_due_on=_evidence_due_on(contact, judged.verdict),
        decided_at=at,
        decided_by=by,
        creation_key=creation_key,
    )
    verdicts = [before.verdict if before else None, made.verdict]
    audit.record(
        action="absence decided",
        subject=made,
        by=by,
        person=contact.person_id,
        contact=contact.pk,
        verdict=verdicts,
    )
    return made


def _evidence_due_on(contact: Contact, verdict: str) -> date | None:
    """By rule; before the rule's time there is nothing to wait for."""
    if verdict != AbsenceDecision.Verdict.AWAITED:
        return None
    due = inputs.evidence_by(contact.held_on)
    return due.on if due else contact.held_on


def _reasons_not_to_replace(
    before: AbsenceDecision | EnforcementDecision | None, seen: int | None, because: str
) -> list[str]:
    if (before.pk if before else None) != seen:
        return [policies.DECIDED_MEANWHILE]
    return ["A decision that replaces another needs a reason."] if before and not because else []


@transaction.atomic
def decide(
    *, contact: Contact, chosen: Chosen, creation_key: uuid.UUID, by: "User", at: datetime
) -> EnforcementDecision:
    """What is done about one failure; the decision before stays, replaced."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    sentence = inputs.sentence_of(contact)
    refuse_if(policies.reasons_not_to_decide(by, contact, sentence))
    if sentence is None:
        raise AssertionError("the policy refuses a contact of no sentence")
    options = inputs.options_for(sentence, contact.held_on, contact)
    refuse_if(policies.reasons_not_to_take(chosen.action, options))
    if made := already_created(EnforcementDecision, creation_key):
        return made
    before = contact.enforcement_decisions.current().first()
    refuse_if(_reasons_not_to_replace(before, chosen.replaces, chosen.reason))
    contact.enforcement_decisions.current().update(is_current=False)
    made = _decided(sentence, chosen, at, contact=contact, decided_by=by, creation_key=creation_key)
    steps = [before.action if before else None, made.action]
    audit.record(
        action="enforcement decided",
        subject=made,
        by=by,
        person=made.person_id,
        contact=contact.pk,
        step=steps,
    )
    return made


@transaction.atomic
def review(
    *, sentence: Sentence, chosen: Chosen, creation_key: uuid.UUID, by: "User", at: datetime
) -> EnforcementDecision:
    """What is done about the count of failures of a sentence."""
    last = inputs.last_failure_on(sentence, timezone.localdate(at))
    refuse_if(policies.reasons_not_to_review(by, sentence, last))
    if last is None:
        raise AssertionError("the policy refuses a sentence without failures")
    refuse_if(policies.reasons_not_to_take(chosen.action, inputs.options_at_limit(sentence, last)))
    if made := already_created(EnforcementDecision, creation_key):
        return made
    made = _decided(sentence, chosen, at, contact=None, decided_by=by, creation_key=creation_key)
    audit.record(action="enforcement reviewed", subject=made, by=by, person=made.person_id, step=made.action)
    return made


def _decided(sentence: Sentence, chosen: Chosen, at: datetime, **fields: Any) -> EnforcementDecision:
    return EnforcementDecision.objects.create(
        person=sentence.person,
        sentence=sentence,
        action=chosen.action,
        reason=chosen.reason,
        alternatives=chosen.alternatives,
        decided_on=timezone.localdate(at),
        decided_at=at,
        **fields,
    )


@transaction.atomic
def send_letter(
    *,
    person: Person,
    template: str,
    text: str,
    decision: EnforcementDecision | None,
    creation_key: uuid.UUID,
    by: "User",
    at: datetime,
) -> Letter:
    """Keep a letter as it goes out; nothing changes it afterwards."""
    refuse_if(policies.reasons_not_to_change(by, person))
    if made := already_created(Letter, creation_key):
        return made
    letter = Letter.objects.create(
        person=person,
        decision=decision,
        template=template,
        text=text,
        sent_on=timezone.localdate(at),
        sent_at=at,
        sent_by=by,
        creation_key=creation_key,
    )
    about = decision.pk if decision else None
    audit.record(
        action="letter sent", subject=letter, by=by, person=person.pk, template=template, decision=about
    )
    return letter


@transaction.atomic
def refer(
    *, sentence: Sentence, referral: Referral, creation_key: uuid.UUID, by: "User", at: datetime
) -> Breach:
    """Ask for breach of an order or recall from licence; a manager decides."""
    Sentence.objects.select_for_update().get(pk=sentence.pk)
    if made := already_created(Breach, creation_key):
        return made
    refuse_if(policies.reasons_not_to_refer(by, sentence))
    is_licence = sentence.kind == Sentence.Kind.LICENCE
    breach = Breach.objects.create(
        person=sentence.person,
        sentence=sentence,
        kind=Breach.Kind.RECALL if is_licence else Breach.Kind.BREACH,
        referred_on=timezone.localdate(at),
        referred_at=at,
        referred_by=by,
        creation_key=creation_key,
        **asdict(referral),
    )
    audit.record(action="breach referred", subject=breach, by=by, person=breach.person_id, kind=breach.kind)
    return breach


@transaction.atomic
def agree(*, breach: Breach, version: int, by: "User", at: datetime) -> Breach:
    """A manager agrees to a referral."""
    refuse_if(policies.reasons_not_to_agree(by, breach))
    breach.agreed_at, breach.agreed_by = at, by
    save_if_unchanged(breach, version=version, fields=["agreed_at", "agreed_by"])
    audit.record(action="breach agreed", subject=breach, by=by, person=breach.person_id)
    return breach


@transaction.atomic
def decline(*, breach: Breach, because: str, version: int, by: "User", at: datetime) -> Breach:
    """A manager does not agree: the failures lie on file, with the reason, and go on counting."""
    refuse_if(policies.reasons_not_to_agree(by, breach))
    breach.declined_at, breach.declined_by, breach.declined_because = at, by, because
    breach.result, breach.ended_on = Breach.Result.NOT_AGREED, timezone.localdate(at)
    fields = ["declined_at", "declined_by", "declined_because", "result", "ended_on"]
    save_if_unchanged(breach, version=version, fields=fields)
    audit.record(action="breach not agreed", subject=breach, by=by, person=breach.person_id)
    return breach


@transaction.atomic
def present(*, breach: Breach, presented_on: date, version: int, by: "User") -> Breach:
    """The court or the recall team has it."""
    refuse_if(policies.reasons_not_to_present(by, breach))
    breach.presented_on = presented_on
    save_if_unchanged(breach, version=version, fields=["presented_on"])
    audit.record(
        action="breach presented", subject=breach, by=by, person=breach.person_id, on=str(presented_on)
    )
    return breach


@transaction.atomic
def end(*, breach: Breach, result: str, ended_on: date, version: int, by: "User") -> Breach:
    """What the court or the recall team decided; failures count anew from that day."""
    refuse_if(policies.reasons_not_to_end(by, breach))
    breach.result, breach.ended_on = result, ended_on
    save_if_unchanged(breach, version=version, fields=["result", "ended_on"])
    audit.record(
        action="breach ended", subject=breach, by=by, person=breach.person_id, result=result, on=str(ended_on)
    )
    return breach
