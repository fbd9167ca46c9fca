"""One person on probation, and the keys by which they are found."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from caseward.shared.organisations.models import Organisation, Team
from caseward.shared.records.models import CreatedOnce, Versioned

from .scope import OfPersonQuerySet, PersonQuerySet

NO_NAME = "Name not known"


class Person(Versioned, CreatedOnce):
    """Somebody who serves a sentence in the community, or will after release."""

    class Sex(models.TextChoices):
        """As the court recorded it."""

        MALE = "male", "Male"
        FEMALE = "female", "Female"

    class Ethnicity(models.TextChoices):
        """The groups of the census, and the person's right not to say; blank means nobody asked."""

        WHITE = "white", "White"
        BLACK = "black", "Black, Black British, Caribbean or African"
        ASIAN = "asian", "Asian or Asian British"
        MIXED = "mixed", "Mixed or multiple ethnic groups"
        OTHER = "other", "Other ethnic group"
        NOT_SAID = "not_said", "Prefers not to say"

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    crn = models.CharField("CRN", max_length=12, unique=True)
    pnc = models.CharField("PNC number", max_length=15, blank=True, db_index=True)
    name = models.CharField(max_length=200, blank=True)
    called = models.CharField("what to call them", max_length=100, blank=True)
    born_on = models.DateField("date of birth", null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    gender = models.CharField(max_length=60, blank=True)
    ethnicity = models.CharField(max_length=8, choices=Ethnicity, blank=True)
    language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="caseload"
    )
    """Who supervises the person now; written by allocation together with its history."""
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = PersonQuerySet.as_manager()
    opened_as = ""
    """The CRN by which this record was just opened, where that record was joined with it; never stored."""

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["provider", "name", "id"], name="person_by_name"),
            models.Index(fields=["officer", "name", "id"], name="person_of_officer"),
            models.Index(fields=["provider", "born_on"], name="person_by_birth"),
        ]

    def __str__(self) -> str:
        return self.name or NO_NAME

    @property
    def addressed_as(self) -> str:
        """What to call the person, to their face and in letters."""
        return self.called or str(self)

    def kept(self) -> Person:
        """The record that holds what this one held: itself, or the one that it was joined with in the end."""
        return self.merged_into.kept() if self.merged_into else self


class Alias(CreatedOnce):
    """Another name by which the person is or was known."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfPersonQuerySet["Alias"].as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SearchKey(models.Model):
    """One word of a name, as written and as it sounds, or a PNC number; made again whenever these change."""

    class Kind(models.TextChoices):
        """How the key was made."""

        WORD = "word", "As written"
        METAPHONE = "metaphone", "As it sounds in English"
        SOUNDEX = "soundex", "As its consonants sound"
        PNC = "pnc", "PNC number in one way of writing"

    person = models.ForeignKey(Person, models.CASCADE, related_name="search_keys")
    kind = models.CharField(max_length=9, choices=Kind)
    key = models.CharField(max_length=80)

    class Meta:
        indexes = [
            # PostgreSQL compares by bytes here, so that the index serves prefixes under every collation.
            models.Index(
                fields=["kind", "key"],
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                name="search_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
