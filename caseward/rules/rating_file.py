"""The file of figures that `caseward rate` reads, and the result that it prints: JSON in, JSON out.

The whole file is checked, and every fault is one line that begins with its place, such as
`answers.2.1.1.percent: must be a whole number from 0 to 100, not 165`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from caseward.rules.figures import Count, Figure, Percent, answer_fault, judgement_fault, number_fault
from caseward.rules.framework import Framework
from caseward.rules.json_text import parse, under
from caseward.rules.panel import DecidedStandard, Decision, decide, discretion, field_faults, reasons_against
from caseward.rules.rating import StandardRating, rate

KEYS = ("framework", "judgements", "inferred", "answers", "panel")
COUNT_KEYS = ("yes", "no", "not_applicable")
DECISION_KEYS = ("standard", "ground", "final", "reason", "by", "at", "who", "when")
"""Who decided and when may be told under either pair of names: no rating depends on them."""


class FaultyFile(ValueError):
    """A file that cannot be used; `faults` has one line for each fault, beginning with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class RatingInput:
    """What a file says, as plain values."""

    framework: Framework
    answers: Mapping[str, Figure]
    judgements: Mapping[str, str]
    inferred: frozenset[str]
    """Codes whose figure or judgement was inferred, not published."""
    decisions: tuple[Decision, ...]


@dataclass
class _Reading:
    """A file half read: what was sound so far, every fault, and the codes whose value had one."""

    framework: Framework | None
    faults: list[str]
    answers: dict[str, Figure] = field(default_factory=dict)
    judgements: dict[str, str] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)

    def fault(self, place: str, message: str | None) -> bool:
        """Note a fault, if there is one, and say whether there was."""
        if message:
            self.faults.append(f"{place}: {message}")
        return bool(message)


def read(text: str, find: Callable[[str], Framework]) -> RatingInput:
    """The text of a file as plain values, checked whole.

    `find` gives the framework of a code, and raises LookupError with a sentence where there is none.
    Raises FaultyFile with every fault of the file; decisions of the panel are held against the rules
    wherever the figures of their standard are sound.
    """
    table, faults = parse(text)
    if not isinstance(table, dict):
        raise FaultyFile(faults or ["file: must be an object with the keys " + ", ".join(KEYS)])
    reading = _Reading(framework=None, faults=faults)
    _check_keys(reading, "", table, allowed=KEYS, required=("framework",))
    reading.framework = _framework(reading, table, find)
    _read_answers(reading, table)
    _read_judgements(reading, table)
    inferred = _inferred(reading, table)
    _read_panel(reading, table)
    if reading.faults or reading.framework is None:
        raise FaultyFile(reading.faults)
    return RatingInput(
        reading.framework, reading.answers, reading.judgements, inferred, tuple(reading.decisions)
    )


def outcome(given: RatingInput) -> dict[str, Any]:
    """The result of a file, ready to be printed as JSON: standards and score, before and after the panel."""
    rating = rate(given.framework, given.answers, given.judgements)
    decided = decide(given.framework, rating, given.decisions)
    return {
        "framework": given.framework.code,
        "standards": {
            code: _standard_outcome(given.framework, rating.standards[code], standard)
            for code, standard in decided.standards.items()
        },
        "overall": {
            "points": decided.final.points,
            "out_of": decided.final.out_of,
            "rating": decided.final.band,
            "indicative_points": decided.indicative.points,
            "indicative_rating": decided.indicative.band,
        },
    }


def _standard_outcome(
    framework: Framework, rated: StandardRating, decided: DecidedStandard
) -> dict[str, Any]:
    latitude = discretion(framework, rated)
    return {
        "indicative": decided.indicative,
        "final": decided.final,
        "decided_by": list(rated.decided_by),
        "percent": dict(rated.percents),
        "missing": list(rated.missing),
        "discretion": {"open": latitude.open, "grounds": list(latitude.grounds)},
    }


def _framework(
    reading: _Reading, table: dict[str, Any], find: Callable[[str], Framework]
) -> Framework | None:
    code = table.get("framework", "")
    if not isinstance(code, str):
        reading.fault("framework", "must be text, the code of a framework")
    elif "framework" in table:
        try:
            return find(code)
        except LookupError as unknown:
            reading.fault("framework", str(unknown.args[0]))
    return None


def _read_answers(reading: _Reading, table: dict[str, Any]) -> None:
    for code, row in _object(reading, table, "answers").items():
        place = under("answers", code)
        unknown = answer_fault(reading.framework, code) if reading.framework else None
        figure = _figure(reading, place, row)
        if reading.fault(place, unknown) or figure is None:
            reading.doubtful.add(code)
        else:
            reading.answers[code] = figure


def _figure(reading: _Reading, place: str, row: object) -> Figure | None:
    if not isinstance(row, dict):
        reading.fault(place, 'must be {"yes": …, "no": …} or {"percent": …}')
        return None
    found = len(reading.faults)
    published = "percent" in row
    allowed = ("percent",) if published else COUNT_KEYS
    _check_keys(reading, place, row, allowed=allowed, required=() if published else COUNT_KEYS[:2])
    for key in [key for key in allowed if key in row]:
        reading.fault(under(place, key), number_fault(row[key], most=100 if published else None))
    if len(reading.faults) > found:
        return None
    return Percent(row["percent"]) if published else Count(**row)


def _read_judgements(reading: _Reading, table: dict[str, Any]) -> None:
    for code, band in _object(reading, table, "judgements").items():
        fault = judgement_fault(reading.framework, code, band) if reading.framework else None
        if reading.fault(under("judgements", code), fault):
            reading.doubtful.add(code)
        else:
            reading.judgements[code] = band


def _inferred(reading: _Reading, table: dict[str, Any]) -> frozenset[str]:
    given = reading.answers.keys() | reading.judgements.keys() | reading.doubtful
    codes = _list(reading, table, "inferred")
    for index, code in enumerate(codes):
        known = isinstance(code, str) and code in given
        fault = None if known else "must be the code of a judgement or an answer that this file gives"
        reading.fault(under("inferred", index), fault)
    return frozenset(code for code in codes if isinstance(code, str))


def _read_panel(reading: _Reading, table: dict[str, Any]) -> None:
    for index, row in enumerate(_list(reading, table, "panel")):
        place = under("panel", index)
        if not isinstance(row, dict):
            reading.fault(place, "must be an object with standard, final and reason")
            continue
        decision = _decision(reading, place, row)
        if decision and reading.framework:
            if decision.standard not in _doubtful_standards(reading, reading.framework):
                _check_rules(reading, reading.framework, place, decision)
            reading.decisions.append(decision)


def _decision(reading: _Reading, place: str, row: dict[str, Any]) -> Decision | None:
    found = len(reading.faults)
    _check_keys(reading, place, row, allowed=DECISION_KEYS, required=("standard", "final", "reason"))
    texts = {key: row[key] for key in DECISION_KEYS if isinstance(row.get(key), str)}
    for key in DECISION_KEYS:
        if key in row and key not in texts:
            reading.fault(under(place, key), "must be text")
    decision = Decision(
        texts.get("standard", ""),
        texts.get("final", ""),
        texts.get("reason", ""),
        texts.get("ground", "discretion"),
    )
    faults = field_faults(reading.framework, decision) if reading.framework else {}
    for key in texts:
        reading.fault(under(place, key), faults.get(key))
    return decision if len(reading.faults) == found else None


def _check_rules(reading: _Reading, framework: Framework, place: str, decision: Decision) -> None:
    rating = rate(framework, reading.answers, reading.judgements)
    for reason in reasons_against(framework, rating, decision, reading.decisions):
        reading.fault(place, reason)


def _doubtful_standards(reading: _Reading, framework: Framework) -> set[str]:
    """Standards whose figures had a fault: a decision on them cannot be held against the rules."""
    return {
        standard.code
        for standard in framework.standards
        if reading.doubtful & {standard.code, *(question.code for question in standard.key_questions)}
    }


def _object(reading: _Reading, table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key, {})
    if isinstance(value, dict):
        return value
    _doubt_all(reading)
    reading.fault(key, "must be an object")
    return {}


def _doubt_all(reading: _Reading) -> None:
    if reading.framework:
        reading.doubtful |= {standard.code for standard in reading.framework.standards}


def _list(reading: _Reading, table: dict[str, Any], key: str) -> list[Any]:
    value = table.get(key, [])
    if isinstance(value, list):
        return value
    reading.fault(key, "must be a list")
    return []


def _check_keys(
    reading: _Reading,
    place: str,
    table: dict[str, Any],
    *,
    allowed: tuple[str, ...],
    required: tuple[str, ...],
) -> None:
    for key in table:
        if key not in allowed:
            reading.fault(under(place, key), f"does not belong here: only {', '.join(allowed)}")
    for key in required:
        if key not in table:
            reading.fault(under(place, key), "is missing")
