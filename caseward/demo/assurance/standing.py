"""What a provider's records show, reckoned as of today and of some weeks before."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from caseward.assurance.readiness import jobs
from caseward.assurance.readiness.models import Reckoning
from caseward.shared.organisations.models import Organisation

WEEKS_AGO = (12, 8, 4, 0)
"""The passes of earlier days come first, so that what is found of each case is that of today."""


def load(provider: Organisation, on: date, *, weeks_ago: Iterable[int] = WEEKS_AGO) -> None:
    """Look through every case as of those days; what was recorded after a day is left out of it."""
    if Reckoning.objects.filter(provider=provider, looked_on=on).exists():
        return
    is_first = not Reckoning.objects.filter(provider=provider).exists()
    for weeks in weeks_ago if is_first else (0,):
        jobs.reckon(provider=provider, on=on - timedelta(weeks=weeks), by=None, at=timezone.now(), whole=True)
