"""What the provider is asked for in advance, the files it sends, and what its leader presents.

Who sees them: the readers of evidence on the team; the provider's contact sees the requests to their own
provider and the files that came from it, never what the team noted of the presentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, Max, Q, Value, When

from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import Role
from caseward.shared.records.models import CreatedOnce, Versioned

from .scope import asked_of, bearing_on, read_by

if TYPE_CHECKING:
    from datetime import datetime

    from caseward.shared.records.models import Viewer


class DocumentState(models.TextChoices):
    """How far a request is; worked out from its files and its reading, never stored."""

    ASKED = "asked", "Asked"
    RECEIVED = "received", "Received"
    READ = "read", "Read"
    GAP = "gap", "Gap"


class RequestedDocumentQuerySet(models.QuerySet["RequestedDocument"]):
    """Requests, by who may see them and how far they are."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the readers' inspections, and of the provider whose contact the user is."""
        return self.filter(asked_of(user))

    def bearing_on(self, key_question: str) -> Self:
        """Those that bear on a key question."""
        return self.filter(bearing_on(key_question))

    def with_state(self) -> Self:
        """With `number_of_files`, `last_file_at` and `state`; what came after the reading is unread."""
        counted = self.annotate(number_of_files=Count("files"), last_file_at=Max("files__uploaded_at"))
        unread = Q(number_of_files__gt=0) & (Q(read_at=None) | Q(read_at__lt=F("last_file_at")))
        return counted.annotate(
            state=Case(
                When(unread, then=Value(DocumentState.RECEIVED.value)),
                When(~Q(gap_note=""), then=Value(DocumentState.GAP.value)),
                When(read_at__isnull=False, then=Value(DocumentState.READ.value)),
                default=Value(DocumentState.ASKED.value),
                output_field=models.CharField(),
            )
        ).order_by("due_on", "pk")

    def in_state(self, *states: str) -> Self:
        """Those that are that far."""
        return self.with_state().filter(Q(state__in=states))


class RequestedDocument(Versioned, CreatedOnce):
    """One document asked of the provider: from the framework's list, or the lead's own request."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="requested_documents")
    code = models.CharField(max_length=40, blank=True)
    """The framework's code of it; empty for the lead's own request."""
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    key_questions = models.JSONField(default=list)
    due_on = models.DateField()
    gap_note = models.TextField(blank=True)
    """What is missing, as the provider reads it; empty where nothing is."""
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RequestedDocumentQuerySet.as_manager()
    state: str
    number_of_files: int
    last_file_at: datetime | None

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_listed_document_once", fields=["inspection", "code"], condition=~Q(code="")
            )
        ]

    def __str__(self) -> str:
        return self.title


class DocumentFileQuerySet(models.QuerySet["DocumentFile"]):
    """Files, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """All files for the readers; for a provider's contact those that came from their provider."""
        visible = self.filter(asked_of(user, "request__inspection"))
        if user.is_authenticated and user.role == Role.PROVIDER_CONTACT:
            return visible.filter(uploaded_by__organisation=user.organisation_id)
        return visible


class DocumentFile(CreatedOnce):
    """One file that was sent for a request; its bytes stand in a table of their own."""

    request = models.ForeignKey(RequestedDocument, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    """In bytes."""
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class DocumentContent(models.Model):
    """The bytes of a file, apart from it so that lists never load them."""

    file = models.OneToOneField(DocumentFile, models.CASCADE, related_name="stored")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.file)


class PresentationNoteQuerySet(models.QuerySet["PresentationNote"]):
    """Notes of the presentation, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections whose evidence the user reads."""
        return self.filter(read_by(user))


class PresentationNote(Versioned):
    """What the leader of the provider said under one heading of the presentation."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="presentation_notes")
    heading_code = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PresentationNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one_note_a_heading", fields=["inspection", "heading_code"])
        ]

    def __str__(self) -> str:
        return self.heading_code
