"""Who asks for documents, sends and reads them. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.inspection.fieldwork.models import DocumentFile, RequestedDocument, Source
from caseward.inspection.fieldwork.policies import access, cited
from caseward.inspection.inspections.models import Inspection, TeamRole

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def reasons_not_to_ask(user: "Viewer", inspection: Inspection) -> list[str]:
    """The lead asks, so that the provider hears it from one person."""
    if inspection.team_role_of(user) != TeamRole.LEAD:
        return ["Only the lead inspector of this inspection can ask the provider for documents."]
    return access.reasons_frozen(inspection)


def reasons_not_to_withdraw(user: "Viewer", row: RequestedDocument) -> list[str]:
    """A request for which something came stays, with what came."""
    reasons = reasons_not_to_ask(user, row.inspection)
    if row.files.exists():
        reasons.append("Files have come in for this request, so it stays.")
    return reasons + cited.reasons_to_keep(row.inspection, Source.DOCUMENT, row.pk)


def reasons_not_to_send(user: "Viewer", row: RequestedDocument) -> list[str]:
    """The provider's contact sends files, or the team for what came another way."""
    return access.reasons_not_to_answer_for_provider(user, row.inspection)


def reasons_not_to_remove(user: "Viewer", file: DocumentFile) -> list[str]:
    """A file can be taken back by whoever may send one, until somebody has marked it read."""
    reasons = reasons_not_to_send(user, file.request)
    if file.request.read_at is not None and file.uploaded_at <= file.request.read_at:
        reasons.append("This file has been read, so it stays.")
    return reasons


def reasons_not_to_mark(user: "Viewer", row: RequestedDocument, gap_note: str) -> list[str]:
    """The team marks what came as read; where nothing came, only that it is missing."""
    reasons = access.reasons_not_to_write(user, row.inspection)
    if not gap_note.strip() and not row.files.exists():
        reasons.append("Nothing has come in, so there is nothing to mark as read. Say what is missing.")
    return reasons
