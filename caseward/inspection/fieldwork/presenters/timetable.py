"""The timetable by day, with the clashes in it, and one activity beside what somebody else saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from caseward.inspection.fieldwork.actions.activities import Planned, Quoted
from caseward.inspection.fieldwork.models import Activity, Quotation
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.govuk.filters import written_date

from .questions import question_words

MARK_WORDS = {None: "Not decided yet", True: "Usable", False: "Not usable"}


@dataclass(frozen=True)
class Slot:
    """When, where and with whom of the team: all that can clash."""

    held_on: date
    from_time: time
    to_time: time
    place: str
    attendees: tuple[User, ...]
    activity_id: int | None = None
    title: str = ""

    def overlaps(self, other: "Slot") -> bool:
        """Whether both take place at the same time; one may begin when the other ends."""
        return (
            self.held_on == other.held_on
            and self.from_time < other.to_time
            and other.from_time < self.to_time
        )

    def clash_with(self, other: "Slot") -> list[str]:
        """Why this and another cannot both take place as planned."""
        if not self.overlaps(other):
            return []
        at = f"{other.title}, {clock(other.from_time)} to {clock(other.to_time)}"
        both = {user.pk for user in self.attendees} & {user.pk for user in other.attendees}
        people = [f"{user.name} is also at “{at}”." for user in self.attendees if user.pk in both]
        same_room = _room(self.place) == _room(other.place)
        return people + ([f"{self.place} is also used by “{at}”."] if same_room else [])


@dataclass(frozen=True)
class Entry:
    """One activity of a day with its clashes."""

    activity: Activity
    times: str
    who: str
    clashes: list[str]


@dataclass(frozen=True)
class Day:
    """One day of the timetable."""

    title: str
    entries: list[Entry]


def clock(at: time) -> str:
    """9:30am, midday, 2pm."""
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    half = "am" if at.hour < 12 else "pm"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{half}"


def day_words(day: date) -> str:
    """Monday 5 August 2019."""
    return f"{day:%A} {written_date(day)}"


def slot_of(activity: Activity) -> Slot:
    """What can clash about an activity; its attendees are loaded."""
    return Slot(
        activity.held_on,
        activity.from_time,
        activity.to_time,
        activity.place,
        tuple(activity.attendees.all()),
        activity.pk,
        str(activity),
    )


def clashes_of(slot: Slot, others: Iterable[Slot]) -> list[str]:
    """Every clash of one activity with the others."""
    return [
        words
        for other in others
        if slot.activity_id is None or other.activity_id != slot.activity_id
        for words in slot.clash_with(other)
    ]


def days(activities: Sequence[Activity]) -> list[Day]:
    """Activities that come in order of time, day by day."""
    return [
        Day(day_words(day), _entries(list(rows)))
        for day, rows in groupby(activities, lambda row: row.held_on)
    ]


def _entries(activities: list[Activity]) -> list[Entry]:
    slots = [slot_of(activity) for activity in activities]
    return [
        Entry(
            activity,
            f"{clock(slot.from_time)} to {clock(slot.to_time)}",
            names(slot.attendees),
            clashes_of(slot, slots),
        )
        for activity, slot in zip(activities, slots, strict=True)
    ]


def names(users: Iterable[User]) -> str:
    """Names in one line."""
    return ", ".join(user.name for user in users)


def differences(
    inspection: Inspection, theirs: Activity, planned: Planned, attendees: Iterable[User]
) -> list[tuple[str, str, str]]:
    """What somebody else saved beside what was typed, where they differ."""
    rows = [
        ("What", theirs.get_kind_display(), Activity.Kind(planned.kind).label),
        ("Whom", theirs.whom, planned.whom),
        ("Day", written_date(theirs.held_on), written_date(planned.held_on)),
        ("From", clock(theirs.from_time), clock(planned.from_time)),
        ("To", clock(theirs.to_time), clock(planned.to_time)),
        ("Where", theirs.place, planned.place),
        ("Who goes", names(theirs.attendees.all()), names(attendees)),
        _questions(inspection, theirs.key_questions, planned.key_questions),
    ]
    return [row for row in rows if row[1] != row[2]]


def quotation_differences(
    inspection: Inspection, theirs: Quotation, quoted: Quoted
) -> list[tuple[str, str, str]]:
    """What somebody else saved of a quotation beside what was typed, where they differ."""
    rows = [
        ("Words", theirs.words, quoted.words),
        ("Whose", theirs.get_source_display(), Quotation.Source(quoted.source).label),
        ("Where", str(theirs.activity or ""), str(quoted.activity or "")),
        ("For the report", MARK_WORDS[theirs.usable_in_report], MARK_WORDS[quoted.usable_in_report]),
        _questions(inspection, theirs.key_questions, quoted.key_questions),
    ]
    return [row for row in rows if row[1] != row[2]]


def _questions(inspection: Inspection, theirs: list[str], yours: list[str]) -> tuple[str, str, str]:
    in_words = ["; ".join(question_words(inspection, codes)) for codes in (theirs, yours)]
    return ("Key questions", in_words[0], in_words[1])


def _room(place: str) -> str:
    return " ".join(place.casefold().split())
