"""Whether a case may be drawn: its dates against the first day of fieldwork."""

from collections.abc import Mapping
from datetime import date

from caseward.rules.framework import Sample, Window

Values = Mapping[str, str | date | None]


def reason_not_eligible(sample: Sample, case: Values, fieldwork_on: date) -> str:
    """Why a case may not be drawn for a sample; empty where it may.

    In: the case's values by column (dates as dates, None or "" where unknown) and the first day of
    fieldwork. Windows count calendar days back from that day, both ends included; a date that is not
    known is a reason. A sample without windows takes every case. Source: the framework's own provenance.
    """
    if not sample.windows:
        return ""
    meant = [window for window in sample.windows if _is_meant_for(window, case)]
    if not meant:
        return _meant_for_none(sample, case)
    reasons = [_reason(window, case, fieldwork_on) for window in meant]
    return "" if "" in reasons else "; ".join(dict.fromkeys(reasons))


def _is_meant_for(window: Window, case: Values) -> bool:
    return not window.only_where or case.get(window.only_where) in window.only_for


def _meant_for_none(sample: Sample, case: Values) -> str:
    columns = dict.fromkeys(window.only_where for window in sample.windows)
    unknown = [_words(column) for column in columns if not case.get(column)]
    if unknown:
        return f"{' and '.join(unknown)}: not known"
    return f"{' and '.join(_words(column) for column in columns)}: not one that this sample is about"


def _reason(window: Window, case: Values, fieldwork_on: date) -> str:
    day = case.get(window.column)
    name = _words(window.column)
    if not isinstance(day, date):
        return f"{name}: not known"
    if window.from_days is not None and day < (oldest := _before(fieldwork_on, window.from_days)):
        return f"{name}: before {_spoken(oldest)}"
    if window.until_days is not None and day > (newest := _before(fieldwork_on, window.until_days)):
        return f"{name}: after {_spoken(newest)}"
    return ""


def _before(day: date, days: int) -> date:
    """That many days earlier, or the first day there is: a year mistyped as 0019 must not be a crash."""
    return date.fromordinal(max(1, day.toordinal() - days))


def _words(column: str) -> str:
    return column.replace("_", " ")


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
