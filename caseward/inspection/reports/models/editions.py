"""What was published: editions, frozen whole, and the press notice that goes with them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from caseward.shared.records.models import CreatedOnce, Versioned

from .reports import Report, reported_inspections

if TYPE_CHECKING:
    from caseward.inspection.inspections.models import Inspection
    from caseward.shared.records.models import Viewer


def digest_of(document: dict[str, Any]) -> str:
    """The fingerprint of a document, the same wherever its JSON is written with sorted keys."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions, by who may see them and whether they are public."""

    def visible_to(self, user: Viewer) -> Self:
        """Published ones are public; a correction that is being written is seen like any draft."""
        return self.filter(
            Q(published_at__isnull=False)
            | Q(report__inspection__in=reported_inspections(user).order_by().values("pk"))
        )

    def published(self) -> Self:
        """Those that are public."""
        return self.filter(published_at__isnull=False)

    def of(self, slug: str) -> Self:
        """Those of the report on the public result with that address."""
        return self.filter(report__inspection__publication__result__slug=slug)

    def light(self) -> Self:
        """Without their documents, which are as large as the report."""
        return self.defer("document")


class Edition(Versioned, CreatedOnce):
    """One edition of a report: what it says stands in `document` and never changes once it is published.

    The first is made when the report is published. A later one is started with what it corrects and why;
    until it is published the text may be changed again.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    what_changed = models.TextField(blank=True)
    why = models.TextField(blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    document = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="an_edition_number_once", fields=["report", "number"]),
            models.UniqueConstraint(
                name="one_edition_in_writing", fields=["report"], condition=Q(published_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what is published."""
        if self.pk and Edition.objects.published().filter(pk=self.pk).exists():
            raise ValueError(f"{self} is published and never changes; a correction is a new edition.")
        super().save(*args, **kwargs)


class EditionPdf(models.Model):
    """The PDF of a published edition, made once, after publication: setting type takes seconds."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="pdf")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.edition} as PDF"


class PressNoticeQuerySet(models.QuerySet["PressNotice"]):
    """Press notices in writing, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the reports that the user may see."""
        return self.filter(report__inspection__in=reported_inspections(user).values("pk"))


class PressNotice(Versioned):
    """The press notice as the publisher changed it, with live figures; no row until somebody saves it."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="press_notice")
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PressNoticeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Press notice of {self.report}"


def edition_in_writing(inspection: Inspection) -> Edition | None:
    """The correction that was started and is not published."""
    return Edition.objects.light().filter(report__inspection=inspection, published_at=None).first()
