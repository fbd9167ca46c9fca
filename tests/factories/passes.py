"""Passes over a caseload as they are stored: what was found and counted in them, without looking."""

from datetime import UTC, date, datetime, time, timedelta

from caseward.assurance.readiness.models import Finding, Reckoning, Standing, Tally
from caseward.casework.people.models import Person
from caseward.shared.organisations.models import Organisation, Team


def a_pass(provider: Organisation, on: date) -> Reckoning:
    """A finished pass over every case, at six in the morning."""
    at = datetime.combine(on, time(6), tzinfo=UTC)
    return Reckoning.objects.create(
        provider=provider, looked_on=on, is_whole=True, started_at=at, finished_at=at + timedelta(minutes=4)
    )


def tally(team: Team | None, on: date, check: str, *, shown: int, missing: int, of: Organisation) -> Tally:
    """What was counted in one team on one day."""
    return Tally.objects.create(
        provider=of, team=team, looked_on=on, check_code=check, shown=shown, missing=missing
    )


def found(person: Person, reckoning: Reckoning, **by_check: bool) -> Standing:
    """What was found in one case; a check is named with two underscores for its point."""
    for name, is_shown in by_check.items():
        Finding.objects.create(person=person, check_code=name.replace("__", ".", 1), is_shown=is_shown)
    return Standing.objects.create(person=person, reckoning=reckoning)
