"""Writing events: called by every action inside its own transaction, and by views of one person's case."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from .models import Event, Sighting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from caseward.shared.records.models import Viewer

Subject = TypeVar("Subject", bound=models.Model)
AT_ONCE = 1_000


def record(*, action: str, subject: models.Model, by: "Viewer | None", **details: Any) -> Event:
    """Write that `by` did `action` to `subject`; details are ids, codes and [before, after], never names."""
    event = _event(action, subject, by, details)
    event.save()
    return event


def record_each(
    *,
    action: str,
    subjects: "Iterable[Subject]",
    by: "Viewer | None",
    details_of: "Callable[[Subject], dict[str, Any]]" = lambda _: {},
) -> None:
    """Write the same of many subjects, one event for each, in a few statements."""
    events = (_event(action, subject, by, details_of(subject)) for subject in subjects)
    Event.objects.bulk_create(events, batch_size=AT_ONCE)


def showed(*, subjects: "Sequence[models.Model]", by: "Viewer", page: str) -> None:
    """Write that a page showed those rows to somebody: one event, and one sighting for each row."""
    if not subjects:
        return
    event = Event.objects.create(
        actor_id=str(by.pk or ""),
        actor_name=str(by),
        action="shown in a list",
        subject_type=subjects[0]._meta.label_lower,
        subject_id="",
        details={"page": page},
    )
    Sighting.objects.bulk_create(
        Sighting(event_id=event.pk, subject_type=event.subject_type, subject_id=str(row.pk))
        for row in subjects
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ, each as [before, after], for an event's details."""
    return {
        name: [_plain(before[name]), _plain(value)] for name, value in after.items() if before[name] != value
    }


def _event(action: str, subject: models.Model, by: "Viewer | None", details: dict[str, Any]) -> Event:
    is_account = by is not None and bool(by.pk)
    nobody = "system" if by is None else "nobody signed in"
    return Event(
        actor_id=str(by.pk) if by is not None and is_account else "",
        actor_name=str(by) if is_account else nobody,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk or ""),
        details=details,
    )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
