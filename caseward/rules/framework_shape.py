"""Which keys each table of a framework's files may and must have, and what each key may hold.

The tables below are the whole specification of shape; `check_table` holds a file against them.
What must agree between tables and files is in `framework_checks`.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from caseward.rules.framework import AnswerType, BandOrder, Base, RatedBy


@dataclass(frozen=True)
class Value:
    """A key that holds one plain value; `must_be` completes the sentence "this must be …"."""

    must_be: str
    allows: Callable[[Any], bool]
    required: bool = True


@dataclass(frozen=True)
class Tables:
    """A key that holds one table ([name]) or an array of tables ([[name]]) with keys of its own."""

    keys: Mapping[str, "Value | Tables"]
    many: bool = True
    required: bool = True


Keys = Mapping[str, Value | Tables]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


def _is_day(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _list_of(allows: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(allows, value))


def _by_code(allows: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(map(allows, value.values()))


def one_of(*choices: str, required: bool = True) -> Value:
    """A key that holds one of these texts. Raises nothing."""
    return Value(f"one of {', '.join(choices)}", lambda value: value in choices, required)


def may(value: Value) -> Value:
    """The same key, which may be left out. Raises nothing."""
    return Value(value.must_be, value.allows, required=False)


TEXT = Value("text, not empty", _is_text)
WHOLE = Value("a whole number, 0 or more", _is_whole)
TRUTH = Value("true or false", _is_truth)
DAY = Value("a date such as 2019-08-05", _is_day)
TEXTS = Value("a list of texts", _list_of(_is_text))
WHOLES = Value("a list of whole numbers", _list_of(_is_whole))
TEXT_BY_CODE = Value("texts by code", _by_code(_is_text))
WHOLE_BY_CODE = Value("whole numbers by code", _by_code(_is_whole))

# Everything that was inferred says so, with the reason or source of its own.
ORIGIN: Keys = {"source": TEXT, "confidence": one_of("inferred", required=False)}
INHERITED_ORIGIN: Keys = {"source": may(TEXT), "confidence": one_of("inferred", required=False)}

OPTION: Keys = {"value": TEXT, "label": TEXT}

PROMPT: Keys = {
    "code": TEXT,
    "text": TEXT,
    "guidance": may(TEXT),
    "answer": one_of(*AnswerType, required=False),
    "options": Tables(OPTION, required=False),
    "base": one_of(*Base, required=False),
    "base_source": may(TEXT),
    "base_confidence": one_of("inferred", required=False),
    "not_applicable": may(TRUTH),
    **INHERITED_ORIGIN,
}
KEY_QUESTION: Keys = {
    **PROMPT,
    "scored": may(TRUTH),
    "prompts": Tables(PROMPT, required=False),
    "supplementary": Tables(PROMPT, required=False),
}
READINESS_FILE: Keys = {
    "prompts": Tables(
        {"code": TEXT, "check": may(TEXT), "because": TEXT, **INHERITED_ORIGIN}, required=False
    ),
    **ORIGIN,
}
INFORMATION: Keys = {
    **PROMPT,
    "samples": TEXTS,
    "decides": one_of(*Base, required=False),
    "in_base": may(TEXTS),
}

STANDARD: Keys = {
    "code": TEXT,
    "domain": TEXT,
    "title": TEXT,
    "statement": TEXT,
    "rated_by": one_of(*RatedBy),
    "counts": may(TRUTH),
    "sample": may(TEXT),
    "characteristics": Tables({"bands": TEXT_BY_CODE, **INHERITED_ORIGIN}, many=False, required=False),
    "key_questions": Tables(KEY_QUESTION, required=False),
    **ORIGIN,
}

WINDOW: Keys = {
    "column": TEXT,
    "from_days": may(WHOLE),
    "until_days": may(WHOLE),
    "only_where": may(TEXT),
    "only_for": may(TEXTS),
}
SAMPLE: Keys = {
    "code": TEXT,
    "title": TEXT,
    "description": TEXT,
    "strata": TEXTS,
    "required_columns": TEXTS,
    "confidence_percent": may(WHOLE),
    "margin_points": may(WHOLE),
    "eligibility": Tables({"windows": Tables(WINDOW), **INHERITED_ORIGIN}, many=False),
    **ORIGIN,
}
SAMPLES_FILE: Keys = {
    "samples": Tables(SAMPLE),
    "information": Tables(INFORMATION, required=False),
    **ORIGIN,
}

BAND: Keys = {"code": TEXT, "title": TEXT, "word": TEXT, "points": WHOLE, "from_percent": WHOLE}
FRAMEWORK_FILE: Keys = {
    "code": TEXT,
    "title": TEXT,
    "in_force_from": DAY,
    "in_force_source": may(TEXT),
    "in_force_confidence": one_of("inferred", required=False),
    "provider_kind": TEXT,
    "offered": TRUTH,
    "follows": may(TEXT),
    "domains": Tables({"code": TEXT, "title": TEXT}),
    "scale": Tables({"bands": Tables(BAND), **ORIGIN}, many=False),
    "rounding": Tables({"order": one_of(*BandOrder), **ORIGIN}, many=False),
    "score": Tables({"bands": Tables({"code": TEXT, "up_to": WHOLE}), **ORIGIN}, many=False),
    "bases": Tables({"base": one_of(*Base), "title": TEXT, "text": TEXT, **ORIGIN}, required=False),
    "discretion": Tables(
        {"within_points": WHOLE, "inclusive": TRUTH, "one_case": TRUTH, "bands": WHOLE, **ORIGIN},
        many=False,
        required=False,
    ),
    "moderation": Tables({"standard": TEXT, "question": TEXT, "bands": WHOLE, **ORIGIN}, required=False),
    "comparison": Tables({"significance_per_mille": WHOLE, **ORIGIN}, many=False),
    **ORIGIN,
}

LINKS_FILE: Keys = {
    "links": Tables({"framework": TEXT, "comparable": TRUTH, "codes": TEXTS, "reason": TEXT, **ORIGIN}),
}
EXAMPLE: Keys = {
    "title": TEXT,
    "answers": may(WHOLE_BY_CODE),
    "judgements": may(TEXT_BY_CODE),
    "expect": TEXT_BY_CODE,
    "points": WHOLE,
    "out_of": WHOLE,
    "rating": TEXT,
    **ORIGIN,
}
EXAMPLES_FILE: Keys = {"examples": Tables(EXAMPLE)}

COLUMN: Keys = {
    "code": TEXT,
    "title": TEXT,
    "kind": one_of("text", "date", "choice"),
    "guidance": TEXT,
    "may_be_blank": may(TRUTH),
    "aliases": may(TEXTS),
    "ages_from": may(WHOLES),
    "makes_groups": may(TRUTH),
    "values": Tables(
        {"value": TEXT, "label": TEXT, "stratum": may(TEXT), "aliases": may(TEXTS)}, required=False
    ),
}
COLUMNS_FILE: Keys = {"columns": Tables(COLUMN)}


def check_table(table: Mapping[str, Any], keys: Keys, place: str) -> tuple[dict[str, Any], list[str]]:
    """The part of a table that has the right shape, and every fault of the rest.

    In: the table as read from TOML, its keys, and the place that faults name ("framework.toml: scale.").
    Out: the sound part, so that what it says can be checked in the same go; faults as sentences.
    Raises nothing.
    """
    faults = [f"{place}{key}: unknown key" for key in table if key not in keys]
    faults += [f"{place}{key}: missing" for key in keys if keys[key].required and key not in table]
    sound: dict[str, Any] = {}
    for key in (key for key in keys if key in table):
        sound_value, its_faults = _check_value(table[key], keys[key], place + key)
        faults += its_faults
        if sound_value is not None:
            sound[key] = sound_value
    return sound, faults


def _check_value(value: Any, key: Value | Tables, place: str) -> tuple[Any, list[str]]:
    if isinstance(key, Value):
        return (value, []) if key.allows(value) else (None, [f"{place}: must be {key.must_be}"])
    if not key.many:
        if isinstance(value, dict):
            return check_table(value, key.keys, f"{place}.")
        return None, [f"{place}: must be a table"]
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        return _check_rows(value, key.keys, place)
    return None, [f"{place}: must be an array of tables with at least one"]


def _check_rows(rows: list[dict[str, Any]], keys: Keys, place: str) -> tuple[list[dict[str, Any]], list[str]]:
    sound_rows, faults = [], []
    for number, row in enumerate(rows, start=1):
        sound, its_faults = check_table(row, keys, f"{place}[{name_of(row, number)}].")
        sound_rows.append(sound)
        faults += its_faults
    return sound_rows, faults


def name_of(row: Mapping[str, Any], number: int) -> str:
    """How a fault names one of many tables: by what identifies it, else by its number from 1."""
    for key in ("code", "value", "base", "standard", "column", "title"):
        if _is_text(row.get(key)):
            return str(row[key])
    return str(number)
