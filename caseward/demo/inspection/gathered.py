"""Invented evidence beyond the cases: documents, presentation, timetable, quotations, figures, interviews."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle, zip_longest
from typing import Any
from uuid import uuid4

from caseward.inspection.fieldwork.actions import activities, citations, documents, figures, survey
from caseward.inspection.fieldwork.models import Period, RequestedDocument
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User

from .cases import moment
from .published import FOLDER

Users = Mapping[str, User]
STARTS = (time(9, 30), time(11, 0), time(13, 0), time(14, 30), time(16, 0))
LASTS = timedelta(hours=1)
TEAM = ("lead", "inspector", "inspector2", "inspector3", "analyst")
ROOM = "Head office, meeting room"
NOTHING = "This file stands for a document. It is part of the demonstration, and nothing in it is real."
OFFICES, GRADES = ("North", "South"), ("PO", "PSO")


@dataclass(frozen=True)
class Gathered:
    """One file: what was asked for and what came of it, by the framework's codes."""

    due_days_before: int
    """Documents are due so many days before fieldwork."""
    sent_by: str = ""
    """Who sent the documents; nobody where none has come."""
    not_sent: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    gaps: dict[str, str] = field(default_factory=dict)
    presentation: dict[str, str] = field(default_factory=dict)
    activities: list[dict[str, Any]] = field(default_factory=list)
    observed: list[dict[str, Any]] = field(default_factory=list)
    """Activities of which only the number is known."""
    quotations: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    interviews: dict[str, dict[str, Any]] = field(default_factory=dict)
    citations: list[dict[str, str]] = field(default_factory=list)


def load(inspection: Inspection, name: str, users: Users) -> None:
    """Add the evidence in the file of that name to an inspection whose evidence can still change."""
    file = Gathered(**tomllib.loads((FOLDER / f"evidence-{name}.toml").read_text("utf-8")))
    _documents(inspection, file, users)
    _presentation(inspection, file, users["inspector"])
    _timetable(inspection, file, users)
    _quotations(inspection, file, users["inspector2"])
    for sheet in file.figures:
        _figures(inspection, sheet, users["analyst"])
    for asked_of, held in file.interviews.items():
        _interviews(inspection, asked_of, held, users["inspector3"])
    for cited in file.citations:
        _cite(inspection, cited, users["inspector"])


def _documents(inspection: Inspection, file: Gathered, users: Users) -> None:
    """Everything on the framework's list is asked for; what came is sent and read one by one."""
    due_on = inspection.fieldwork_starts_on - timedelta(days=file.due_days_before)
    rows = documents.ask_for_listed(
        inspection=inspection,
        codes={each.code for each in inspection.framework.evidence.documents},
        due_on=due_on,
        by=users["lead"],
        at=moment(due_on - timedelta(days=28)),
    )
    for row in rows if file.sent_by else ():
        row.inspection = inspection
        if row.code not in file.not_sent:
            _send(row, users[file.sent_by], moment(due_on))
        if row.code not in (*file.not_sent, *file.unread):
            documents.mark_read(
                row=row,
                gap_note=file.gaps.get(row.code, ""),
                version=row.version,
                by=users["inspector"],
                at=moment(due_on + timedelta(days=5)),
            )


def _send(row: RequestedDocument, by: User, at: datetime) -> None:
    sent = documents.Sent(f"{row.code}.txt", f"{row.title}\n\n{NOTHING}\n".encode())
    documents.send_files(row=row, files=[sent], creation_key=uuid4(), by=by, at=at)


def _presentation(inspection: Inspection, file: Gathered, by: User) -> None:
    for heading, text in file.presentation.items():
        documents.write_presentation_note(
            inspection=inspection,
            heading_code=heading,
            text=text,
            version=0,
            by=by,
            at=moment(inspection.fieldwork_starts_on, 12),
        )


def _timetable(inspection: Inspection, file: Gathered, users: Users) -> None:
    """Activities one after another through the weekdays of fieldwork, where the file says no time."""
    slots = cycle(list(_slots(inspection)))
    attendees = cycle(TEAM)
    planned_at = moment(inspection.fieldwork_starts_on - timedelta(days=14))
    for given in (*file.activities, *_numbered(file.observed)):
        day, start = _asked_time(inspection, given["at"]) if "at" in given else next(slots)
        row = activities.plan(
            inspection=inspection,
            planned=_planned(given, day, start),
            attendees=[users[key] for key in given.get("who") or [next(attendees)]],
            creation_key=uuid4(),
            by=users["lead"],
            at=planned_at,
        )
        if "note" in given:
            activities.write_note(
                activity=row, text=given["note"], version=0, by=users["inspector"], at=moment(day, 18)
            )


def _numbered(observed: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for given in observed:
        for number in range(1, given["number"] + 1):
            yield {**given, "whom": f"{given['whom']} {number} of {given['number']}"}


def _slots(inspection: Inspection) -> Iterator[tuple[date, time]]:
    day = inspection.fieldwork_starts_on
    while day <= inspection.fieldwork_ends_on:
        if day.isoweekday() <= 5:
            yield from ((day, start) for start in STARTS)
        day += timedelta(days=1)


def _asked_time(inspection: Inspection, text: str) -> tuple[date, time]:
    """“3 9:30” is half past nine on the third day of fieldwork."""
    number, start = text.split()
    hour, minute = start.split(":")
    return inspection.fieldwork_starts_on + timedelta(days=int(number) - 1), time(int(hour), int(minute))


def _planned(given: Mapping[str, Any], day: date, start: time) -> activities.Planned:
    return activities.Planned(
        kind=given["kind"],
        whom=given["whom"],
        place=given.get("place", ROOM),
        held_on=day,
        from_time=start,
        to_time=(datetime.combine(day, start) + LASTS).time(),
        key_questions=given["key_questions"],
    )


def _quotations(inspection: Inspection, file: Gathered, by: User) -> None:
    for given in file.quotations:
        quoted = activities.Quoted(
            words=given["words"],
            source=given["source"],
            activity=None,
            key_questions=given["key_questions"],
            usable_in_report=given.get("usable"),
        )
        activities.add_quotation(
            inspection=inspection,
            quoted=quoted,
            creation_key=uuid4(),
            by=by,
            at=moment(inspection.fieldwork_starts_on + timedelta(days=4)),
        )


def _figures(inspection: Inspection, sheet: Mapping[str, Any], by: User) -> None:
    """One group of figures; `no_data` names code and period of those for which there is none."""
    given = [
        figures.Entry(code, period, Decimal(value), no_data=False, source_note=sheet["source"])
        for period in Period.values
        for code, value in sheet.get(period, {}).items()
    ]
    none = [
        figures.Entry(code, period, None, no_data=True, source_note=sheet["source"])
        for code, _, period in (key.partition(".") for key in sheet.get("no_data", ()))
    ]
    figures.enter(
        inspection=inspection,
        group=sheet["group"],
        entries=[*given, *none],
        version=0,
        by=by,
        at=moment(inspection.fieldwork_starts_on - timedelta(days=14)),
    )


def _interviews(inspection: Inspection, asked_of: str, held: Mapping[str, Any], by: User) -> None:
    """So many interviews, whose answers add up to the numbers in the file; what is over is left blank."""
    columns = {
        code: [value for value, times in chosen.items() for _ in range(times)]
        for code, chosen in held["answers"].items()
    }
    rows = list(zip_longest(*columns.values()))
    for number in range(held["number"]):
        answers = dict(zip(columns, rows[number], strict=True)) if number < len(rows) else {}
        given = survey.Interviewed(
            interviewed_on=inspection.fieldwork_starts_on + timedelta(days=number % 4),
            grade=GRADES[number % 2] if asked_of == "officers" else "",
            office=OFFICES[number // 2 % 2],
            answers={code: value for code, value in answers.items() if value},
        )
        survey.record_interview(
            inspection=inspection,
            asked_of=asked_of,
            given=given,
            creation_key=uuid4(),
            by=by,
            at=moment(given.interviewed_on, 17),
        )


def _cite(inspection: Inspection, given: Mapping[str, str], by: User) -> None:
    """Evidence for speaks to the second band of the framework, evidence against to the one below it."""
    key_question, side = given["key_question"], given["side"]
    at = moment(inspection.fieldwork_starts_on, 18)
    if "nothing_found" in given:
        said = citations.NothingFound(key_question, side, given["nothing_found"])
        citations.say_nothing_found(inspection=inspection, said=said, creation_key=uuid4(), by=by, at=at)
        return
    band = inspection.framework.bands[1 if side == "for" else 2].code
    cited = citations.Cited(key_question, side, given["text"], band, given["source"], given["source_key"])
    citations.cite(inspection=inspection, cited=cited, creation_key=uuid4(), by=by, at=at)
