"""Reads Caseward's own files: a public result as JSON or CSV, and the figures that import-report prints.

A file is read whole: every fault is named with the place that it stands in, and a faulty file gives nothing.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseward.inspection.results.readers.public_fields import (
    FIELDS,
    KINDS_OF_QUESTION,
    PERIODS,
    READING_ROWS,
    READING_VALUES,
    Take,
    faults_of,
)
from caseward.rules.framework import Framework
from caseward.shared.files.writers import STARTS_A_FORMULA

FORMAT = "caseward-result-1"
LISTS = ("standards", "questions", "groups", "facts", "recommendations")
ABOUT = ("slug", "title", "provider", "source", "note", "fieldwork_starts_on", "published_on")
OBJECTS = ("ratings", "percent", "prompts", "facts", "sources", "sample", "discretion")
ARRAYS = ("recommendations", "unreadable")
READING_KEYS = ("ratings", "percent", "prompts", "facts", "unreadable", "sources")
ROW_KEYS = ("code", "question", "dimension", "group", "period", "number")
SLUG = re.compile(r"[a-z0-9-]{1,100}")
NUL = re.compile(rb"\0|\\u0000")
MOST_DIGITS = 30

Find = Callable[[str], Framework]
"""The installed framework of a code; raises LookupError."""


class FaultyPublicFile(ValueError):
    """A file of ours that cannot be used; `faults` are sentences, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass
class _Checked:
    """A file on its way to plain values."""

    faults: list[str] = field(default_factory=list)
    kept: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in LISTS})
    seen: set[tuple[Any, ...]] = field(default_factory=set)


def read_json(content: bytes, find: Find) -> dict[str, Any]:
    """A public result, or the figures of a report as import-report prints them; raises FaultyPublicFile."""
    data = _parsed(content)
    if isinstance(data, dict) and all(name in data for name in READING_KEYS):
        return _reading(data, find)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FaultyPublicFile(
            [f"The file is neither a public result ({FORMAT}) nor the figures that import-report prints."]
        )
    overall = data.get("overall")
    framework = data.get("framework")
    whole = {
        **{name: data.get(name) for name in ABOUT},
        "rating": overall.get("rating") if isinstance(overall, dict) else None,
        "framework": framework.get("code") if isinstance(framework, dict) else None,
        "digest": framework.get("digest") if isinstance(framework, dict) else None,
    }
    return _result(whole, _json_items(data), find)


def read_csv(content: bytes, find: Find) -> dict[str, Any]:
    """A public result as CSV; raises FaultyPublicFile."""
    _refuse_nul(content)
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FaultyPublicFile([f"The file is not CSV in UTF-8: {error}."]) from error
    if not rows or not {"kind", "code", "title", "framework"} <= set(rows[0]):
        raise FaultyPublicFile(["The first row must hold the headings of a public result as CSV."])
    plain = [
        (number, {key: _unharmed(value) for key, value in row.items() if key and isinstance(value, str)})
        for number, row in enumerate(rows, 2)
    ]
    overall = next((row for _, row in plain if row["kind"] == "overall"), {})
    about = {row["code"]: row["title"] or None for _, row in plain if row["kind"] == "about"}
    whole = {
        **{name: about.get(name) for name in ABOUT},
        "rating": overall.get("final") or None,
        "framework": overall.get("framework"),
        "digest": overall.get("framework_digest"),
    }
    return _result(whole, _csv_items(plain), find)


def _parsed(content: bytes) -> Any:
    def refuse(name: str) -> None:
        raise FaultyPublicFile([f"{name} is not a number that a file may hold."])

    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=refuse, parse_int=_whole_number)
        json.dumps(data, ensure_ascii=False).encode()
    except (UnicodeError, RecursionError) as error:
        raise FaultyPublicFile(["The file is not JSON in UTF-8."]) from error
    except json.JSONDecodeError as error:
        raise FaultyPublicFile([f"Line {error.lineno}: the file is not JSON: {error.msg}."]) from error
    _refuse_nul(content)
    return data


def _refuse_nul(content: bytes) -> None:
    if NUL.search(content):
        raise FaultyPublicFile(["The file holds a character that no text may hold."])


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise FaultyPublicFile([f"A number of {len(digits):,} digits is too long."])
    return int(digits)


def _unharmed(text: str) -> str:
    """The text as it was before an apostrophe kept a spreadsheet from running it."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(STARTS_A_FORMULA) else text


def _json_items(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for name in LISTS:
        rows = data.get(name)
        if not isinstance(rows, list):
            yield f"“{name}”", name, None
            continue
        for number, row in enumerate(rows, 1):
            yield f"{name}, row {number}", name, row


def _csv_items(rows: list[tuple[int, dict[str, str]]]) -> Iterator[tuple[str, str, Any]]:
    names = {"standard": "standards", "group": "groups", "fact": "facts", "recommendation": "recommendations"}
    names |= dict.fromkeys(KINDS_OF_QUESTION, "questions")
    for number, row in rows:
        if row["kind"] in ("overall", "about"):
            continue
        values: dict[str, Any] = {key: value or None for key, value in row.items()}
        if row["kind"] == "group":
            values["question"] = values["code"]
        if row["kind"] == "recommendation":
            values |= {"number": values["code"], "text": values["title"], "standards": values["standard"]}
        yield f"Row {number}", names.get(row["kind"], row["kind"]), values


def _result(whole: dict[str, Any], items: Iterator[tuple[str, str, Any]], find: Find) -> dict[str, Any]:
    framework = _framework(whole["framework"], find)
    checked = _Checked(faults=_faults_of_whole(whole, framework))
    for place, name, row in items:
        _check(checked, framework, place, name, row)
    if checked.faults:
        raise FaultyPublicFile(checked.faults)
    return {"about": whole, **checked.kept}


def _framework(code: Any, find: Find) -> Framework:
    try:
        return find(str(code))
    except LookupError:
        raise FaultyPublicFile([f"The framework “{code}” is not installed here."]) from None


def _faults_of_whole(whole: Mapping[str, Any], framework: Framework) -> list[str]:
    faults = [
        f"“{name}” must be a text."
        for name in ("title", "provider", "source")
        if not isinstance(whole[name], str) or not whole[name].strip()
    ]
    if whole["rating"] is not None and whole["rating"] not in {band.code for band in framework.bands}:
        faults.append(f"The overall rating “{whole['rating']}” is not on the scale of {framework.title}.")
    for name in ("fieldwork_starts_on", "published_on"):
        if whole[name] is not None or name == "published_on":
            try:
                date.fromisoformat(whole[name])
            except (TypeError, ValueError):
                faults.append(f"“{name}” must be a date: year, month and day with hyphens between them.")
    if not isinstance(whole["slug"], str) or not SLUG.fullmatch(whole["slug"]):
        faults.append("“slug” must be small letters, digits and hyphens.")
    return faults


def _check(checked: _Checked, framework: Framework, place: str, name: str, row: Any) -> None:
    if name not in FIELDS:
        checked.faults.append(f"{place}: there is no such kind of row.")
        return
    if not isinstance(row, Mapping):
        checked.faults.append(f"{place}: must be {'a list' if row is None else 'an object'}.")
        return
    take = Take(row)
    values = {field: read(take, field) for field, read in FIELDS[name].items()}
    faults = take.faults or faults_of(name, values, framework)
    key = (name, *(values.get(part) for part in ROW_KEYS))
    if not faults and key in checked.seen:
        faults = ["stands twice"]
    checked.seen.add(key)
    checked.faults += [f"{place}: {fault}." for fault in faults]
    checked.kept[name].append(values)


def _reading(data: dict[str, Any], find: Find) -> dict[str, Any]:
    shapes: dict[str, type] = dict.fromkeys(OBJECTS, dict) | dict.fromkeys(ARRAYS, list)
    faults = [
        f"“{name}” is of the wrong kind."
        for name, kind in shapes.items()
        if not isinstance(data.get(name, kind()), kind)
    ]
    faults = faults or [*_faulty_whole(data), *_faulty_values(data), *_faulty_parts(data)]
    if not faults and data.get("framework") is not None:
        framework = _framework(data["framework"], find)
        faults = [*_faulty_ratings(data, framework), *_faulty_percents(data, framework)]
    if faults:
        raise FaultyPublicFile(faults)
    return data


def _faulty_ratings(data: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    bands = {band.code for band in framework.bands}
    codes = {standard.code for standard in framework.standards} | {"overall"}
    for code, band in data["ratings"].items():
        if code not in codes or band not in bands:
            yield f"“ratings”: {code} {band} is no rating of {framework.title}."


def _faulty_percents(data: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    questions = {question.code for question in framework.questions()}
    for name in ("percent", "prompts"):
        for code in data[name]:
            if code not in questions:
                yield f"“{name}”: there is no question {code} in {framework.title}."


def _faulty_whole(data: Mapping[str, Any]) -> Iterator[str]:
    take = Take(data)
    take.text("provider", 200)
    take.whole("score")
    take.codes("unreadable")
    yield from (f"{fault}." for fault in take.faults)


def _faulty_values(data: Mapping[str, Any]) -> Iterator[str]:
    for name, read in READING_VALUES.items():
        take = Take(data.get(name, {}))
        for code in take.row:
            read(take, code)
        yield from (f"“{name}”: {fault}." for fault in take.faults)


def _faulty_parts(data: Mapping[str, Any]) -> Iterator[str]:
    parts = {
        "facts": data["facts"].values(),
        "recommendations": data.get("recommendations", []),
        "sources": data["sources"].values(),
    }
    for name, rows in parts.items():
        for number, row in enumerate(rows, 1):
            yield from (f"“{name}”, row {number}: {fault}." for fault in _faulty_row(name, row))


def _faulty_row(name: str, row: Any) -> list[str]:
    if not isinstance(row, Mapping):
        return ["must be an object"]
    take = Take(row)
    for field_name, read in READING_ROWS[name].items():
        read(take, field_name)
    if name == "facts" and row.get("period") not in (None, *PERIODS):
        take.faults.append(f"“period” must be one of {', '.join(PERIODS)}")
    return take.faults
