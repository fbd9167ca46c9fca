"""Recording sentences, what they require, and how they end."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from caseward.casework.people import policies as people
from caseward.casework.people.actions import Happened, record_event
from caseward.casework.people.models import ChangeEvent, Person
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from . import inputs, policies, readers
from .models import LicenceCondition, Requirement, Sentence, Transfer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseward.shared.accounts.models import User
    from caseward.shared.files.lists import Compared, Row

AT_ONCE = 1_000
OUR_RECORD = "The record of the sentence"


@dataclass(frozen=True)
class Ordered:
    """What the court ordered, as it is typed; without `ends_on` the end is reckoned by rule."""

    kind: str
    offence: str
    court: str
    sentenced_on: date
    months: int
    starts_on: date | None
    release_expected_on: date | None
    prison: str
    ends_on: date | None
    follows: Sentence | None = None

    def end(self) -> date | None:
        """The day that was typed, else the one that the rule gives."""
        return self.ends_on or inputs.expected_end(
            self.kind,
            sentenced_on=self.sentenced_on,
            months=self.months,
            starts_on=self.starts_on,
            follows=self.follows,
        )

    def fields(self) -> dict[str, object]:
        """The columns of the row."""
        columns = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return columns | {"ends_on": self.end()}


@dataclass(frozen=True)
class Required:
    """One requirement, as it is typed."""

    kind: str
    amount: int
    detail: str
    starts_on: date
    completed_on: date | None = None


@transaction.atomic
def add(*, person: Person, ordered: Ordered, creation_key: uuid.UUID, by: "User") -> Sentence:
    """Record a sentence."""
    refuse_if(policies.reasons_not_to_add(by, person))
    if made := already_created(Sentence, creation_key):
        return made
    sentence = Sentence.objects.create(person=person, creation_key=creation_key, **ordered.fields())
    audit.record(action="sentence added", subject=sentence, by=by, person=person.pk, kind=sentence.kind)
    return sentence


@transaction.atomic
def change(*, sentence: Sentence, ordered: Ordered, version: int, by: "User", at: datetime) -> Sentence:
    """Put the record of a sentence right; a licence that now has its first day has begun by release."""
    refuse_if(policies.reasons_not_to_change(by, sentence))
    was_waiting = sentence.is_before_release
    after = ordered.fields()
    before = {name: getattr(sentence, name) for name in after}
    for name, value in after.items():
        setattr(sentence, name, value)
    save_if_unchanged(sentence, version=version, fields=list(after))
    changed = audit.changes(before, after)
    changed.pop("offence", None)
    audit.record(
        action="sentence changed", subject=sentence, by=by, person=sentence.person_id, changed=changed
    )
    if was_waiting and sentence.kind == Sentence.Kind.LICENCE and sentence.starts_on:
        _tell_of_release(sentence, sentence.starts_on, by, at)
    return sentence


@transaction.atomic
def record_release(
    *, sentence: Sentence, released_on: date, version: int, by: "User", at: datetime
) -> Sentence:
    """The licence begins; the release is an event that calls for checks and a review."""
    refuse_if(policies.reasons_not_to_release(by, sentence))
    sentence.starts_on = released_on
    save_if_unchanged(sentence, version=version, fields=["starts_on"])
    audit.record(
        action="release recorded", subject=sentence, by=by, person=sentence.person_id, on=str(released_on)
    )
    _tell_of_release(sentence, released_on, by, at)
    return sentence


def _tell_of_release(sentence: Sentence, released_on: date, by: "User", at: datetime) -> None:
    happened = Happened(ChangeEvent.Kind.RELEASE, released_on, OUR_RECORD)
    record_event(person=sentence.person, happened=happened, creation_key=uuid.uuid4(), by=by, at=at)


@transaction.atomic
def record_end(*, sentence: Sentence, ended_on: date, end: str, version: int, by: "User") -> Sentence:
    """The sentence is over, and how."""
    refuse_if(policies.reasons_not_to_end(by, sentence))
    sentence.ended_on, sentence.end = ended_on, end
    save_if_unchanged(sentence, version=version, fields=["ended_on", "end"])
    audit.record(
        action="sentence ended",
        subject=sentence,
        by=by,
        person=sentence.person_id,
        on=str(ended_on),
        end=end,
    )
    return sentence


@transaction.atomic
def add_requirement(
    *, sentence: Sentence, required: Required, creation_key: uuid.UUID, by: "User"
) -> Requirement:
    """Record one thing that the court requires."""
    refuse_if(policies.reasons_not_to_add_requirement(by, sentence))
    if made := already_created(Requirement, creation_key):
        return made
    row = Requirement.objects.create(sentence=sentence, creation_key=creation_key, **asdict(required))
    audit.record(
        action="requirement added",
        subject=row,
        by=by,
        person=sentence.person_id,
        kind=row.kind,
        amount=row.amount,
    )
    return row


@transaction.atomic
def change_requirement(
    *, requirement: Requirement, required: Required, version: int, by: "User"
) -> Requirement:
    """Change a requirement, or record that it is completed."""
    refuse_if(policies.reasons_not_to_change_requirement(by, requirement))
    after = asdict(required)
    before = {name: getattr(requirement, name) for name in after}
    for name, value in after.items():
        setattr(requirement, name, value)
    save_if_unchanged(requirement, version=version, fields=list(after))
    changed = audit.changes(before, after)
    changed.pop("detail", None)
    person = requirement.sentence.person_id
    audit.record(action="requirement changed", subject=requirement, by=by, person=person, changed=changed)
    return requirement


@transaction.atomic
def request_condition(
    *, sentence: Sentence, text: str, why: str, creation_key: uuid.UUID, by: "User", at: datetime
) -> LicenceCondition:
    """Ask for a further condition of a licence, naming the risk it answers."""
    refuse_if(policies.reasons_not_to_request_condition(by, sentence))
    if made := already_created(LicenceCondition, creation_key):
        return made
    row = LicenceCondition.objects.create(
        sentence=sentence, text=text, why=why, requested_at=at, requested_by=by, creation_key=creation_key
    )
    audit.record(action="licence condition requested", subject=row, by=by, person=sentence.person_id)
    return row


@transaction.atomic
def answer_condition(
    *, condition: LicenceCondition, is_granted: bool, answered_on: date, version: int, by: "User"
) -> LicenceCondition:
    """Record whether a condition was granted."""
    refuse_if(policies.reasons_not_to_answer_condition(by, condition))
    field = "granted_on" if is_granted else "refused_on"
    setattr(condition, field, answered_on)
    save_if_unchanged(condition, version=version, fields=[field])
    person = condition.sentence.person_id
    audit.record(
        action="licence condition answered", subject=condition, by=by, person=person, granted=is_granted
    )
    return condition


@transaction.atomic
def request_transfer(
    *, sentence: Sentence, receiver: str, reason: str, creation_key: uuid.UUID, by: "User", at: datetime
) -> Transfer:
    """Ask another provider to take the sentence over."""
    refuse_if(policies.reasons_not_to_request_transfer(by, sentence))
    if made := already_created(Transfer, creation_key):
        return made
    row = Transfer.objects.create(
        sentence=sentence,
        receiver=receiver,
        reason=reason,
        requested_at=at,
        requested_by=by,
        creation_key=creation_key,
    )
    audit.record(action="transfer requested", subject=row, by=by, person=sentence.person_id)
    return row


@transaction.atomic
def accept_transfer(*, transfer: Transfer, accepted_on: date, version: int, by: "User") -> Transfer:
    """The other provider has taken the sentence over: here it ends."""
    refuse_if(policies.reasons_not_to_answer_transfer(by, transfer))
    transfer.accepted_on = accepted_on
    save_if_unchanged(transfer, version=version, fields=["accepted_on"])
    sentence = transfer.sentence
    record_end(
        sentence=sentence,
        ended_on=accepted_on,
        end=Sentence.End.TRANSFERRED,
        version=sentence.version,
        by=by,
    )
    audit.record(action="transfer accepted", subject=transfer, by=by, person=sentence.person_id)
    return transfer


@transaction.atomic
def return_transfer(
    *, transfer: Transfer, returned_on: date, because: str, version: int, by: "User"
) -> Transfer:
    """The other provider does not take it."""
    refuse_if(policies.reasons_not_to_answer_transfer(by, transfer))
    transfer.returned_on, transfer.returned_because = returned_on, because
    save_if_unchanged(transfer, version=version, fields=["returned_on", "returned_because"])
    audit.record(action="transfer returned", subject=transfer, by=by, person=transfer.sentence.person_id)
    return transfer


@transaction.atomic
def take_in(*, rows: "Sequence[Row]", by: "User", at: datetime) -> "Compared":
    """Add the sentences of another system, and bring those that are known up to date: all or none.

    Taken in again, the same rows change nothing.
    """
    refuse_if(people.reasons_not_to_take_in(by))
    compared = readers.compare(rows, by)
    refuse_if(people.reasons_against_faults(compared.faults))
    for sentence in (*(each for each, _ in compared.to_add), *(each for each, _, _ in compared.to_change)):
        sentence.ends_on = sentence.ends_on or _expected_end(sentence)
    added = Sentence.objects.bulk_create([each for each, _ in compared.to_add], batch_size=AT_ONCE)
    changed = [sentence for sentence, _, _ in compared.to_change]
    for sentence, differing, _ in compared.to_change:
        save_if_unchanged(sentence, version=sentence.version, fields=differing)
    for requirement in compared.amounts:
        save_if_unchanged(requirement, version=requirement.version, fields=["amount"])
    required = [*compared.to_add, *((sentence, missing) for sentence, _, missing in compared.to_change)]
    Requirement.objects.bulk_create(
        (
            Requirement(
                sentence=each, kind=kind, amount=amount, starts_on=each.starts_on or each.sentenced_on
            )
            for each, requirements in required
            for kind, amount in requirements.items()
        ),
        batch_size=AT_ONCE,
    )
    for action, subjects in (("sentence taken in", added), ("sentence brought up to date", changed)):
        audit.record_each(action=action, subjects=subjects, by=by, details_of=_person_of)
    audit.record_each(
        action="requirement brought up to date",
        subjects=compared.amounts,
        by=by,
        details_of=lambda requirement: _person_of(requirement.sentence),
    )
    audit.record(
        action="sentences taken in",
        subject=by.organisation,
        by=by,
        new=compared.new_count,
        changed=compared.changed_count,
    )
    return compared


def _person_of(sentence: Sentence) -> dict[str, object]:
    return {"person": sentence.person_id}


def _expected_end(sentence: Sentence) -> date | None:
    return inputs.expected_end(
        sentence.kind,
        sentenced_on=sentence.sentenced_on,
        months=sentence.months,
        starts_on=sentence.starts_on,
        follows=sentence.follows,
    )
