"""Results: what every check found in every case, counted by team, day by day.

The answers are reckoned from the records and can be reckoned again; nothing here is typed in.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from caseward.casework.people.models import OfPersonQuerySet, Person
from caseward.shared.organisations.models import Organisation, Team

if TYPE_CHECKING:
    from datetime import datetime

    from caseward.shared.records.models import Viewer

LONGEST = timedelta(hours=1)
"""What a pass over the largest caseload takes at most."""


class ReckoningQuerySet(models.QuerySet["Reckoning"]):
    """Passes over a caseload."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own provider."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(provider=user.organisation_id)

    def finished(self) -> Self:
        """Those that came to their end."""
        return self.exclude(finished_at=None)

    def running(self, at: datetime) -> Self:
        """Those still at work; one that has not ended in an hour is taken for one that nobody works on."""
        return self.filter(finished_at=None, is_broken=False, started_at__gt=at - LONGEST)


class Reckoning(models.Model):
    """One pass over the caseload of a provider: of every case, or of those that changed since the last."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    looked_on = models.DateField("the day of the look")
    is_whole = models.BooleanField("of every case")
    seen_up_to = models.PositiveBigIntegerField(default=0)
    """The last event of the audit that was settled when it began: what came later is for the next pass."""
    cases = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """None where the nightly command began it."""
    is_broken = models.BooleanField("stopped by a fault", default=False)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReckoningQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["provider", "looked_on"], name="reckoning_by_day")]

    def __str__(self) -> str:
        return f"{self.cases} cases, {self.looked_on}"


class Standing(models.Model):
    """One case as it was reckoned last; its findings belong to it."""

    IS_RECKONED = True
    """Nobody types these rows in: a pass works them out from the record.

    So where two records are joined they do not move to the one that is kept, as all other rows of a person do
    (`rows_of_person` in people/policies.py asks for this mark). The next pass works them out for the record
    that was kept, and drops those of the other.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="standing")
    reckoning = models.ForeignKey(Reckoning, models.CASCADE, related_name="standings")

    objects = OfPersonQuerySet["Standing"].as_manager()

    def __str__(self) -> str:
        return f"case {self.person_id}"


class Finding(models.Model):
    """What one check found in one case, where its question arises: shown, or missing."""

    IS_RECKONED = True
    """As Standing says."""

    person = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="findings")
    """Found by finding_of_person."""
    check_code = models.CharField(max_length=40)
    is_shown = models.BooleanField()

    objects = OfPersonQuerySet["Finding"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "check_code"], name="one_finding_of_a_check")
        ]
        indexes = [models.Index(fields=["check_code", "is_shown", "person"], name="finding_by_check")]

    def __str__(self) -> str:
        return self.check_code


class TallyQuerySet(models.QuerySet["Tally"]):
    """Counts."""

    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own provider."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(provider=user.organisation_id)


class Tally(models.Model):
    """How many cases of one team showed, or lacked, what one check looks for, on one day."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    """None for cases without a team."""
    looked_on = models.DateField("the day of the look")
    check_code = models.CharField(max_length=40)
    shown = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["provider", "looked_on", "check_code"], name="tally_by_day")]

    def __str__(self) -> str:
        return f"{self.check_code}, {self.looked_on}"
