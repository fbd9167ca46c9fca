"""What is cited for and against each key question of a judged standard, and what it rests on.

Who sees it: the readers of evidence on the team, nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from caseward.inspection.inspections.models import Inspection
from caseward.shared.records.models import CreatedOnce, Versioned

from .scope import read_by

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class Side(models.TextChoices):
    """Which way a citation speaks."""

    FOR = "for", "For"
    AGAINST = "against", "Against"


class Source(models.TextChoices):
    """What kind of evidence a citation rests on."""

    DOCUMENT = "document", "Document"
    PRESENTATION = "presentation", "Leader’s presentation"
    ACTIVITY = "activity", "Meeting, focus group or observation"
    QUOTATION = "quotation", "Quotation"
    SURVEY = "survey", "Interview answers"
    FIGURE = "figure", "Provider figure"
    CASES = "cases", "Case figure"


class CitationQuerySet(models.QuerySet["Citation"]):
    """Citations, by who may see them and whether they stand."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections whose evidence the user reads."""
        return self.filter(read_by(user))

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)


class Citation(Versioned, CreatedOnce):
    """Evidence for or against a key question, or that none was found on that side, and why not."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="citations")
    key_question = models.CharField(max_length=40)
    side = models.CharField(max_length=7, choices=Side)
    is_found = models.BooleanField(default=True)
    """False where evidence on this side was looked for and not found; the text then says why."""
    text = models.TextField()
    characteristic = models.CharField(max_length=30, blank=True)
    """The band whose description the evidence speaks to; empty where none was found."""
    source = models.CharField(max_length=12, choices=Source, blank=True)
    source_key = models.CharField(max_length=60, blank=True)
    """The row or the code that it rests on, by its kind."""
    cited_at = models.DateTimeField()
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why_withdrawn = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["inspection", "key_question"], name="citation_by_key_question")]
        constraints = [
            models.CheckConstraint(
                name="found_evidence_rests_on_something",
                condition=Q(is_found=False, source="", source_key="", characteristic="")
                | (Q(is_found=True) & ~Q(source="") & ~Q(source_key="") & ~Q(characteristic="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.key_question}"

    @property
    def rests_on(self) -> str:
        """Kind and key of what it rests on in one text; empty where nothing was found."""
        return f"{self.source}:{self.source_key}" if self.source else ""
