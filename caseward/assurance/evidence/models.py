"""The evidence of a sampled case, when it was shown to whom, and who opened the case's records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.casework.people.models import Involvement
from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.shared.records.models import CreatedOnce

if TYPE_CHECKING:
    from datetime import date

    from caseward.shared.records.models import Viewer


FILE_VERSION = 1
"""Of the form of a file of evidence."""


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    """Files, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of the inspections that the user may see."""
        return self.filter(inspection__in=Inspection.objects.visible_to(user))


class EvidenceFile(CreatedOnce):
    """A file with which a provider of another installation sent the evidence of sampled cases."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="evidence_files")
    sample_code = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    made_on = models.DateField("the day by which the provider gathered the evidence")
    cases = models.PositiveIntegerField()
    """Of how many cases its evidence was taken in."""
    kept = models.PositiveIntegerField(default=0)
    """Of how many cases it was not, because somebody had seen, or gathered here, what stood there before."""
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence, by who may see it."""

    def visible_to(self, user: Viewer) -> Self:
        """That of cases on whose inspection the user works with cases."""
        return self.filter(case__in=SampledCase.objects.visible_to(user))


class Evidence(models.Model):
    """What the records of one sampled case said to one question on the day they were gathered."""

    case = models.ForeignKey(SampledCase, models.CASCADE, related_name="evidence")
    question_code = models.CharField(max_length=40)
    check_code = models.CharField(max_length=40)
    state = models.CharField(max_length=14)
    """A code of rules/readiness/findings.py: shown, missing, not_applicable."""
    because = models.TextField()
    records = models.JSONField(default=list)
    """The records it rests on: kind, key, day and words of each; without keys where it came in a file."""
    mend = models.TextField("what would put it right", blank=True)
    gathered_on = models.DateField()
    file = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, related_name="evidence")
    """The file it came in; none where the case is of this installation."""

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "question_code"], name="one_evidence_a_question")
        ]

    def __str__(self) -> str:
        return self.question_code


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Openings, by whether the right still runs."""

    def running(self, on: date) -> Self:
        """Those whose right still runs on that day."""
        return self.filter(right__ends_on__gte=on)


class Opening(CreatedOnce):
    """Somebody opened the records of a sampled case: the right that this gave, and until when."""

    case = models.ForeignKey(SampledCase, models.PROTECT, related_name="openings")
    right = models.OneToOneField(Involvement, models.PROTECT, null=True, related_name="opening")
    """None where a provider audits its own cases, and its auditor reads the whole caseload anyway."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"case {self.case_id}"


class Showing(models.Model):
    """The first time the evidence for one question was shown to the person who answers it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="showings")
    question_code = models.CharField(max_length=40)
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    """To whom: the person who looked."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question_code"], name="shown_first_once")
        ]

    def __str__(self) -> str:
        return self.question_code
