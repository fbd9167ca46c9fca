"""Evidence cited for and against the key questions of judged standards, and taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from caseward.inspection.fieldwork.models import Citation
from caseward.inspection.fieldwork.policies import citations as policies
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

FOUND_AFTER_ALL = "Evidence was cited after all."


@dataclass(frozen=True)
class Cited:
    """Evidence on one side of a key question: what it says, to which description, and on what it rests."""

    key_question: str
    side: str
    text: str
    characteristic: str
    source: str
    source_key: str


@dataclass(frozen=True)
class NothingFound:
    """One side of a key question on which evidence was looked for in vain, and why there is none."""

    key_question: str
    side: str
    because: str


@transaction.atomic
def cite(*, inspection: Inspection, cited: Cited, creation_key: UUID, by: User, at: datetime) -> Citation:
    """Cite evidence; an earlier word that none was found on this side no longer stands."""
    if existing := already_created(Citation, creation_key):
        return existing
    inspection.hold()
    refuse_if(policies.reasons_not_to_cite(by, inspection))
    refuse_if(
        [
            *policies.reasons_against_text(cited.text),
            *policies.reasons_against_characteristic(inspection, cited.key_question, cited.characteristic),
            *policies.reasons_against_source(inspection, cited.source, cited.source_key),
        ]
    )
    _withdraw_nothing_found(inspection, cited, by, at)
    citation = Citation.objects.create(
        **vars(cited), inspection=inspection, creation_key=creation_key, cited_at=at, cited_by=by
    )
    audit.record(
        action="cited_evidence",
        subject=citation,
        by=by,
        key_question=cited.key_question,
        side=cited.side,
        rests_on=citation.rests_on,
    )
    return citation


@transaction.atomic
def say_nothing_found(
    *, inspection: Inspection, said: NothingFound, creation_key: UUID, by: User, at: datetime
) -> Citation:
    """Say that evidence on one side was looked for and not found, with the reason."""
    if existing := already_created(Citation, creation_key):
        return existing
    inspection.hold()
    refuse_if(policies.reasons_not_to_cite(by, inspection))
    refuse_if(
        [
            *policies.reasons_against_text(said.because),
            *policies.reasons_not_to_find_nothing(inspection, said.key_question, said.side),
        ]
    )
    citation = Citation.objects.create(
        inspection=inspection,
        key_question=said.key_question,
        side=said.side,
        is_found=False,
        text=said.because,
        creation_key=creation_key,
        cited_at=at,
        cited_by=by,
    )
    audit.record(
        action="found_no_evidence", subject=citation, by=by, key_question=said.key_question, side=said.side
    )
    return citation


@transaction.atomic
def withdraw(*, citation: Citation, reason: str, version: int, by: User, at: datetime) -> Citation:
    """Take a citation back; it stays to be read, struck out, with the reason."""
    citation.inspection.hold()
    refuse_if(policies.reasons_not_to_withdraw(by, citation))
    citation.withdrawn_at, citation.withdrawn_by, citation.why_withdrawn = at, by, reason
    save_if_unchanged(citation, version=version, fields=["withdrawn_at", "withdrawn_by", "why_withdrawn"])
    audit.record(
        action="withdrew_citation",
        subject=citation,
        by=by,
        key_question=citation.key_question,
        side=citation.side,
    )
    return citation


def _withdraw_nothing_found(inspection: Inspection, cited: Cited, by: User, at: datetime) -> None:
    in_vain = Citation.objects.standing().filter(
        inspection=inspection, key_question=cited.key_question, side=cited.side, is_found=False
    )
    in_vain.update(withdrawn_at=at, withdrawn_by=by, why_withdrawn=FOUND_AFTER_ALL, version=F("version") + 1)
