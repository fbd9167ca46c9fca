"""Files from another system: checked whole, every fault listed, taken in once or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import CreatedOnce, Versioned

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports, by who may see them."""

    def visible_to(self, user: Viewer) -> Self:
        """A manager sees those of their provider."""
        if not user.is_authenticated or not user.is_manager:
            return self.none()
        return self.filter(provider=user.organisation_id)


class Import(Versioned, CreatedOnce):
    """One file of people, sentences, officers or contacts."""

    class Kind(models.TextChoices):
        """What the rows are."""

        OFFICERS = "officers", "Officers, teams and offices"
        PEOPLE = "people", "People on probation"
        SENTENCES = "sentences", "Sentences"
        CONTACTS = "contacts", "Contacts"

    class State(models.TextChoices):
        """How far the file is."""

        CHECKING = "checking", "Being checked"
        FAULTY = "faulty", "Has faults: nothing was taken in"
        CHECKED = "checked", "Checked: waits for your decision"
        TAKING_IN = "taking_in", "Being taken in"
        TAKEN_IN = "taken_in", "Taken in"
        DISCARDED = "discarded", "Discarded"

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(blank=True)
    """The file as it came, while it waits: not of a faulty file, nor once it is taken in or discarded."""
    row_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    """Rows that are not known yet."""
    changed_count = models.PositiveIntegerField(default=0)
    """Rows that are known and say something else; all others are as they are stored."""
    state = models.CharField(max_length=9, choices=State, default=State.CHECKING)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_busy(self) -> bool:
        """Whether the file is being worked on."""
        return self.state in {self.State.CHECKING, self.State.TAKING_IN}

    @property
    def unchanged_count(self) -> int:
        """Rows that say what is stored already."""
        return self.row_count - self.new_count - self.changed_count


class ImportFault(models.Model):
    """One fault of a file, with its row."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    """As a spreadsheet numbers it, or the place in a JSON list; nought for the whole file."""
    column = models.CharField(max_length=60)
    message = models.CharField(max_length=300)

    class Meta:
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}"
