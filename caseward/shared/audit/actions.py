"""Writing events: called by every action inside its own transaction, and by views of one person's case."""

from typing import TYPE_CHECKING, Any

from django.db import models

from .models import Event

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def record(*, action: str, subject: models.Model, by: "Viewer | None", **details: Any) -> Event:
    """Write that `by` did `action` to `subject`; details are ids, codes and [before, after], never names."""
    return Event.objects.create(
        actor_id=str(by.pk) if by is not None and by.pk else "",
        actor_name=str(by)
        if by is not None and by.pk
        else "nobody signed in"
        if by is not None
        else "system",
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk or ""),
        details=details,
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ, each as [before, after], for an event's details."""
    return {
        name: [_plain(before[name]), _plain(value)] for name, value in after.items() if before[name] != value
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
