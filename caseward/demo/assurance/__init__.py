"""What the demonstration shows where the halves meet: internal audits, and what the records show."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from caseward.shared.accounts.models import User

from . import audits, standing


def load(users: Mapping[str, User], on: date | None = None) -> None:
    """Make two internal audits once, and look through the caseload once a day."""
    on = on or timezone.localdate()
    audits.load(users, on)
    standing.load(users["audit"].organisation, on)
