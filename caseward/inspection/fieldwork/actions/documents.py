"""The verbs of what the provider is asked for in advance: ask, send, read; and its leader's presentation."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from caseward.inspection.fieldwork.models import (
    DocumentContent,
    DocumentFile,
    PresentationNote,
    RequestedDocument,
)
from caseward.inspection.fieldwork.policies import access, documents
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Asked:
    """One request as it was typed in."""

    title: str
    text: str
    key_questions: tuple[str, ...]
    due_on: date


@dataclass(frozen=True)
class Sent:
    """One file as it was sent."""

    name: str
    content: bytes


@transaction.atomic
def ask_for_listed(
    *, inspection: Inspection, codes: Collection[str], due_on: date, by: User, at: datetime
) -> list[RequestedDocument]:
    """Ask for documents of the framework's list; what is asked for already is passed over."""
    inspection.hold()
    refuse_if(documents.reasons_not_to_ask(by, inspection))
    asked = set(RequestedDocument.objects.filter(inspection=inspection).values_list("code", flat=True))
    rows = [
        RequestedDocument.objects.create(
            inspection=inspection,
            code=listed.code,
            title=listed.title,
            text=listed.text,
            key_questions=list(listed.key_questions),
            due_on=due_on,
            asked_at=at,
            asked_by=by,
        )
        for listed in inspection.framework.evidence.documents
        if listed.code in codes and listed.code not in asked
    ]
    audit.record(
        action="asked_for_documents", subject=inspection, by=by, documents=[row.code for row in rows]
    )
    return rows


@transaction.atomic
def ask_for_own(
    *, inspection: Inspection, asked: Asked, creation_key: UUID, by: User, at: datetime
) -> RequestedDocument:
    """Ask for a document that the framework's list does not name."""
    if made := already_created(RequestedDocument, creation_key):
        return made
    inspection.hold()
    refuse_if(documents.reasons_not_to_ask(by, inspection))
    row = RequestedDocument.objects.create(
        inspection=inspection,
        title=asked.title,
        text=asked.text,
        key_questions=list(asked.key_questions),
        due_on=asked.due_on,
        asked_at=at,
        asked_by=by,
        creation_key=creation_key,
    )
    audit.record(action="asked_for_document", subject=row, by=by, key_questions=row.key_questions)
    return row


@transaction.atomic
def change_request(*, row: RequestedDocument, asked: Asked, version: int, by: User) -> RequestedDocument:
    """Change what is asked for, or by when; raises Conflict when somebody else changed it meanwhile."""
    row.inspection.hold()
    refuse_if(documents.reasons_not_to_ask(by, row.inspection))
    before = {"due_on": row.due_on, "key_questions": " ".join(row.key_questions)}
    row.title, row.text, row.due_on = asked.title, asked.text, asked.due_on
    row.key_questions = list(asked.key_questions)
    save_if_unchanged(row, version=version, fields=["title", "text", "due_on", "key_questions"])
    after = {"due_on": row.due_on, "key_questions": " ".join(row.key_questions)}
    audit.record(action="changed_request", subject=row, by=by, changes=audit.changes(before, after))
    return row


@transaction.atomic
def withdraw_request(*, row: RequestedDocument, version: int, by: User) -> None:
    """No longer ask for a document for which nothing came."""
    row.inspection.hold()
    refuse_if(documents.reasons_not_to_withdraw(by, row))
    save_if_unchanged(row, version=version, fields=[])
    audit.record(action="withdrew_request", subject=row, by=by, inspection=row.inspection_id, code=row.code)
    row.delete()


@transaction.atomic
def send_files(
    *, row: RequestedDocument, files: Sequence[Sent], creation_key: UUID, by: User, at: datetime
) -> list[DocumentFile]:
    """Store the files that were sent for a request, each with its fingerprint."""
    keys = [uuid5(creation_key, str(number)) for number in range(len(files))]
    if files and already_created(DocumentFile, keys[0]):
        return list(DocumentFile.objects.filter(creation_key__in=keys))
    row.inspection.hold()
    refuse_if(documents.reasons_not_to_send(by, row))
    stored = []
    for key, sent in zip(keys, files, strict=True):
        file = DocumentFile.objects.create(
            request=row,
            name=sent.name[-200:],
            size=len(sent.content),
            sha256=hashlib.sha256(sent.content).hexdigest(),
            uploaded_at=at,
            uploaded_by=by,
            creation_key=key,
        )
        DocumentContent.objects.create(file=file, content=sent.content)
        stored.append(file)
    audit.record(
        action="sent_documents",
        subject=row,
        by=by,
        files=[{"id": file.pk, "sha256": file.sha256, "size": file.size} for file in stored],
    )
    return stored


@transaction.atomic
def remove_file(*, file: DocumentFile, by: User) -> None:
    """Take back a file that was sent by mistake; its fingerprint stays in the log."""
    file.request.inspection.hold()
    refuse_if(documents.reasons_not_to_remove(by, file))
    audit.record(action="removed_document", subject=file, by=by, request=file.request_id, sha256=file.sha256)
    file.delete()


@transaction.atomic
def mark_read(
    *, row: RequestedDocument, gap_note: str, version: int, by: User, at: datetime
) -> RequestedDocument:
    """Say that what came was read, and what is missing; raises Conflict when it was marked meanwhile."""
    row.inspection.hold()
    refuse_if(documents.reasons_not_to_mark(by, row, gap_note))
    row.gap_note, row.read_at, row.read_by = gap_note.strip(), at, by
    save_if_unchanged(row, version=version, fields=["gap_note", "read_at", "read_by"])
    audit.record(action="read_documents", subject=row, by=by, gap=bool(row.gap_note))
    return row


@transaction.atomic
def write_presentation_note(
    *, inspection: Inspection, heading_code: str, text: str, version: int, by: User, at: datetime
) -> PresentationNote:
    """Note what was said under one heading; raises Conflict when somebody else wrote there meanwhile."""
    inspection.hold()
    refuse_if(access.reasons_not_to_write(by, inspection))
    row, _ = PresentationNote.objects.get_or_create(
        inspection=inspection, heading_code=heading_code, defaults={"written_at": at, "written_by": by}
    )
    row.text, row.written_at, row.written_by = text, at, by
    save_if_unchanged(row, version=version, fields=["text", "written_at", "written_by"])
    audit.record(action="noted_presentation", subject=row, by=by, heading=heading_code)
    return row
