"""A published result from a file: kept as a draft, confirmed part by part, then recorded as public."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from caseward.inspection.results import policies
from caseward.inspection.results.inputs import draft_rows, imported
from caseward.inspection.results.models import ImportDraft, Result
from caseward.inspection.results.readers.sent_files import SentFile
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.organisations import actions as organisations
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from .decided import add_further, record_result

ABOUT = "about"
TAKEN_ADDRESSES = {"comparators", "imports"}
"""What stands under results/ beside the results themselves."""


@transaction.atomic
def keep_draft(*, sent: SentFile, creation_key: UUID, by: User, at: datetime) -> ImportDraft:
    """Keep what was read of a file; the same file sent again leads to the draft that is open already."""
    if existing := already_created(ImportDraft, creation_key):
        return existing
    refuse_if(policies.reasons_not_to_record(by))
    digest = hashlib.sha256(sent.content).hexdigest()
    if same := ImportDraft.objects.open().filter(digest=digest).first():
        return same
    draft = ImportDraft(
        kind=sent.kind,
        file_name=sent.file_name[:200],
        digest=digest,
        source_text=sent.source_text,
        framework_code=sent.framework_code,
        reading=dict(sent.reading),
        about=imported.about_of(sent.kind, sent.reading),
        creation_key=creation_key,
        created_at=at,
        created_by=by,
    )
    draft.rows = _rows(draft)
    draft.save()
    audit.record(action="read_published_result", subject=draft, by=by, kind=sent.kind, digest=digest)
    return draft


@transaction.atomic
def confirm_about(
    *,
    draft: ImportDraft,
    about: Mapping[str, Any],
    framework_code: str,
    reading: Mapping[str, Any],
    version: int,
    by: User,
) -> ImportDraft:
    """Confirm whose result it is and under which framework; another framework begins the figures anew."""
    refuse_if(policies.reasons_not_to_edit_draft(by, draft))
    is_new = framework_code != draft.framework_code
    draft.about = dict(about)
    if is_new:
        draft.framework_code, draft.reading = framework_code, dict(reading)
        draft.rows, draft.confirmed = _rows(draft), []
    draft.confirmed = [*(part for part in draft.confirmed if part != ABOUT), ABOUT]
    save_if_unchanged(
        draft, version=version, fields=["about", "framework_code", "reading", "rows", "confirmed"]
    )
    audit.record(action="confirmed_import", subject=draft, by=by, part=ABOUT, framework=framework_code)
    return draft


@transaction.atomic
def confirm_rows(
    *, draft: ImportDraft, section: str, part: str, rows: Sequence[draft_rows.Row], version: int, by: User
) -> ImportDraft:
    """Confirm one part of a section: its rows as they stand after the person has looked at them."""
    refuse_if(policies.reasons_not_to_edit_draft(by, draft))
    changed = {row.key: row for row in rows}
    before = draft_rows.loaded(draft.rows[section])
    draft.rows = {
        **draft.rows,
        section: draft_rows.stored([changed.get(row.key, row) for row in before]),
    }
    draft.confirmed = [*(one for one in draft.confirmed if one != part), part]
    save_if_unchanged(draft, version=version, fields=["rows", "confirmed"])
    audit.record(
        action="confirmed_import",
        subject=draft,
        by=by,
        part=part,
        typed=[row.key for row in rows if row.is_by_hand],
        left_out=[row.key for row in rows if row.is_left_out],
    )
    return draft


@transaction.atomic
def discard_draft(*, draft: ImportDraft, version: int, by: User, at: datetime) -> ImportDraft:
    """Leave a draft unrecorded for good."""
    refuse_if(policies.reasons_not_to_edit_draft(by, draft))
    draft.discarded_at, draft.discarded_by = at, by
    save_if_unchanged(draft, version=version, fields=["discarded_at", "discarded_by"])
    audit.record(action="discarded_import", subject=draft, by=by)
    return draft


@transaction.atomic
def record_draft(*, draft: ImportDraft, version: int, by: User, at: datetime) -> Result:
    """Make a confirmed draft a public result; twice is once."""
    if draft.result is not None:
        return draft.result
    refuse_if(policies.reasons_not_to_edit_draft(by, draft) or imported.reasons_not_confirmed(draft))
    made = imported.made_of(draft, slug=_free_slug(_wanted_slug(draft)))
    result = record_result(
        framework=made.framework,
        provider=_provider(made.provider, draft.creation_key, by),
        about=made.about,
        standards=made.standards,
        questions=made.questions,
        creation_key=draft.creation_key,
        by=by,
        on=made.published_on,
    )
    add_further(result=result, further=made.further, by=by)
    draft.result, draft.recorded_at, draft.recorded_by = result, at, by
    save_if_unchanged(draft, version=version, fields=["result", "recorded_at", "recorded_by"])
    audit.record(action="recorded_import", subject=draft, by=by, result=result.pk, digest=draft.digest)
    return result


def _rows(draft: ImportDraft) -> dict[str, list[dict[str, Any]]]:
    framework = draft.framework
    if framework is None or draft.kind == ImportDraft.Kind.RESULT:
        return {}
    found = draft_rows.rows_of(draft.reading, framework)
    return {section: draft_rows.stored(rows) for section, rows in found.items()}


def _provider(name: str, creation_key: UUID, by: User) -> Organisation:
    """The provider of that name; one that nobody has named before is added with the result."""
    if found := Organisation.objects.providers().filter(name__iexact=name).first():
        return found
    wanted = slugify(name)[:50] or "provider"
    taken = Organisation.objects.filter(short_name__startswith=wanted).values_list("short_name", flat=True)
    return organisations.add(
        name=name,
        short_name=_free(wanted, set(taken)),
        kind=Organisation.Kind.PROVIDER,
        creation_key=creation_key,
        by=by,
    )


def _wanted_slug(draft: ImportDraft) -> str:
    if draft.kind == ImportDraft.Kind.RESULT:
        return str(draft.reading["about"]["slug"])
    return slugify(draft.about["title"])[:90] or "result"


def _free_slug(wanted: str) -> str:
    taken = Result.objects.filter(slug__startswith=wanted[:90]).values_list("slug", flat=True)
    return _free(wanted, set(taken) | TAKEN_ADDRESSES)


def _free(wanted: str, taken: set[str]) -> str:
    tried, number = wanted, 2
    while tried in taken:
        tried, number = f"{wanted[:90]}-{number}", number + 1
    return tried
