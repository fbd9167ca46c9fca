"""Reads a file of evidence from a provider's installation: checked whole, every fault with its place."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseward.inspection.samples.models import SampledCase
from caseward.rules.json_text import parse, under
from caseward.rules.readiness.findings import RECORD_KINDS, State

from .models import FILE_VERSION, Evidence

KEYS = {"version", "framework", "sample", "made_on", "cases"}
KEYS_OF_QUESTION = {"check", "state", "because", "mend", "records"}
KEYS_OF_RECORD = {"kind", "on", "words"}
LONGEST_TEXT = 2_000
MOST_RECORDS = 500


@dataclass(frozen=True)
class Wanted:
    """What a file of evidence for one inspection may hold."""

    framework: str
    checks: Mapping[str, Mapping[str, str]]
    """The check of each question, by sample."""
    cases: Mapping[str, Mapping[str, SampledCase | None]]
    """The cases of each sample by their reference; None where the case list has a reference several times."""


@dataclass
class FileReading:
    """What a file says, case by case, and everything that is wrong with it; with any fault nothing counts."""

    faults: list[str] = field(default_factory=list)
    sample: str = ""
    made_on: date | None = None
    cases: dict[SampledCase, list[Evidence]] = field(default_factory=dict)


def read(content: bytes, wanted: Wanted, today: date) -> FileReading:
    """The evidence in a file, for the cases that the inspection's samples hold now. Raises nothing.

    Other cases are checked too and left out without a word: what was drawn is not told to a provider.
    """
    reading = FileReading()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.faults.append("file: is not UTF-8 text")
        return reading
    value, reading.faults = parse(text)
    if reading.faults:
        return reading
    if not isinstance(value, dict):
        reading.faults.append("file: must be one table of names and values")
        return reading
    _read_head(reading, value, wanted, today)
    if reading.sample:
        _read_cases(reading, value.get("cases"), wanted)
    return reading


def _read_head(reading: FileReading, value: Mapping[str, Any], wanted: Wanted, today: date) -> None:
    faults = reading.faults
    faults += _unknown_keys("", value, KEYS)
    if value.get("version") != FILE_VERSION or isinstance(value.get("version"), bool):
        faults.append(f"version: must be {FILE_VERSION}")
    if value.get("framework") != wanted.framework:
        faults.append(f"framework: must be {wanted.framework}, the one of this inspection")
    sample = value.get("sample")
    if not isinstance(sample, str) or sample not in wanted.cases:
        faults.append(f"sample: must be one of {', '.join(wanted.cases)}")
    elif not wanted.cases[sample]:
        faults.append("sample: its cases are not drawn yet")
    else:
        reading.sample = sample
    reading.made_on = _day(value.get("made_on"))
    if reading.made_on is None:
        faults.append("made_on: must be a day, such as 2019-08-05")
    elif reading.made_on > today:
        faults.append("made_on: is in the future")


def _read_cases(reading: FileReading, cases: object, wanted: Wanted) -> None:
    if not isinstance(cases, dict) or not cases:
        reading.faults.append("cases: must hold at least one case")
        return
    known, checks = wanted.cases[reading.sample], wanted.checks[reading.sample]
    for reference, questions in cases.items():
        place = under("cases", reference)
        case = known.get(reference)
        if reference in known and case is None:
            reading.faults.append(f"{place}: stands for more than one case of the list")
        elif not isinstance(questions, dict) or not questions:
            reading.faults.append(f"{place}: must hold at least one question")
        else:
            # Every case is checked alike, so that no fault tells a provider which of them were drawn.
            found = list(_evidence(reading, place, questions, checks))
            if case is not None:
                reading.cases[case] = found


def _evidence(
    reading: FileReading, place: str, questions: Mapping[str, Any], checks: Mapping[str, str]
) -> Iterator[Evidence]:
    for code, found in questions.items():
        here = under(place, code)
        faults = _faults_of_question(here, code, found, checks)
        reading.faults += faults
        if not faults and reading.made_on is not None:
            yield Evidence(
                question_code=code,
                check_code=found["check"],
                state=found["state"],
                because=found["because"],
                mend=found["mend"],
                records=found["records"],
                gathered_on=reading.made_on,
            )


def _faults_of_question(place: str, code: str, found: object, checks: Mapping[str, str]) -> list[str]:
    if code not in checks:
        return [f"{place}: is not a question of this sample to which records can speak"]
    if not isinstance(found, dict):
        return [f"{place}: must be a table with {', '.join(sorted(KEYS_OF_QUESTION))}"]
    faults = _unknown_keys(place, found, KEYS_OF_QUESTION)
    if found.get("check") != checks[code]:
        faults.append(f"{place}.check: must be {checks[code]}")
    if found.get("state") not in list(State):
        faults.append(f"{place}.state: must be one of {', '.join(State)}")
    is_missing = found.get("state") == State.MISSING
    faults += _faults_of_text(f"{place}.because", found.get("because"))
    faults += _faults_of_text(f"{place}.mend", found.get("mend"), is_wanted=is_missing)
    return faults + _faults_of_records(f"{place}.records", found.get("records"))


def _faults_of_records(place: str, records: object) -> list[str]:
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        return [f"{place}: must be a list of at most {MOST_RECORDS} records"]
    placed = ((under(place, index), record) for index, record in enumerate(records))
    return [fault for here, record in placed for fault in _faults_of_record(here, record)]


def _faults_of_record(place: str, record: object) -> list[str]:
    if not isinstance(record, dict):
        return [f"{place}: must be a table with {', '.join(sorted(KEYS_OF_RECORD))}"]
    faults = _unknown_keys(place, record, KEYS_OF_RECORD)
    if record.get("kind") not in RECORD_KINDS:
        faults.append(f"{place}.kind: must be one of {', '.join(RECORD_KINDS)}")
    if record.get("on") is not None and _day(record["on"]) is None:
        faults.append(f"{place}.on: must be a day, such as 2019-08-05, or null")
    return faults + _faults_of_text(f"{place}.words", record.get("words"))


def _faults_of_text(place: str, text: object, *, is_wanted: bool = True) -> list[str]:
    """A text that a page can show and every database can keep; none where none is wanted."""
    if not is_wanted:
        return [] if text == "" else [f"{place}: must be empty unless something is missing"]
    if not isinstance(text, str) or not text.strip():
        return [f"{place}: must say something"]
    if len(text) > LONGEST_TEXT:
        return [f"{place}: is longer than {LONGEST_TEXT} characters"]
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        return [f"{place}: holds a character that is no text"]
    return []


def _unknown_keys(place: str, value: Mapping[str, Any], known: set[str]) -> list[str]:
    return [f"{under(place, key)}: is not known" for key in value if key not in known]


def _day(value: object) -> date | None:
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
