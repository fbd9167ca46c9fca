"""The fields of a public result's rows: each taken as its kind, from JSON or from the text of a CSV cell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from caseward.rules.framework import Framework
from caseward.rules.rating import whole_per_cent

MOST = 2_000_000_000
"""The largest whole number that every database can hold in such a column."""
KINDS_OF_QUESTION = ("key_question", "prompt", "supplementary")
PERIODS = ("current", "previous", "target", "comparator")
GROUNDS = {"Panel discretion": "discretion", "Moderation on qualitative evidence": "moderation"}


@dataclass
class Take:
    """One row, and what is wrong with the fields that were taken from it."""

    row: Mapping[str, Any]
    faults: list[str] = field(default_factory=list)

    def text(self, name: str, most: int, *, required: bool = False) -> str:
        """A text of at most so many characters; empty where there is none."""
        value = self.row.get(name)
        if value is None or value == "":
            if required:
                self.faults.append(f"“{name}” is missing")
            return ""
        if not isinstance(value, str) or len(value) > most:
            self.faults.append(f"“{name}” must be a text of at most {most:,} characters")
            return ""
        return value

    def whole(self, name: str, most: int = MOST) -> int | None:
        """A whole number from 0; None where there is none."""
        value = self.row.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            value = int(value)
        if type(value) is not int or not 0 <= value <= most:
            self.faults.append(f"“{name}” must be a whole number from 0 to {most:,}")
            return None
        return value

    def number(self, name: str) -> float | None:
        """Any number of reasonable size; None where there is none."""
        value = self.row.get(name)
        if value is None or value == "":
            return None
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal("NaN")
        if isinstance(value, bool) or not found.is_finite() or abs(found) >= 10**15:
            self.faults.append(f"“{name}” must be a number")
            return None
        return float(found)

    def flag(self, name: str) -> bool:
        """Yes or no; nothing is no."""
        value = self.row.get(name)
        if value not in (None, "", True, False, "yes"):
            self.faults.append(f"“{name}” must be true or false, in CSV yes or nothing")
        return value in (True, "yes")

    def codes(self, name: str) -> list[str]:
        """Codes, in CSV with spaces between them."""
        value = self.row.get(name) or []
        listed = value.split() if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(code, str) for code in listed):
            self.faults.append(f"“{name}” must be a list of codes")
            return []
        return listed

    def ground(self, name: str) -> str:
        """The code of a ground on which the panel moved a rating, which the file gives in words."""
        words = self.text(name, 60)
        if words and words not in GROUNDS:
            self.faults.append(f"“{name}” must be {' or '.join(GROUNDS)}")
        return GROUNDS.get(words, "")


Read = Callable[[Take, str], Any]


def _text(most: int, *, required: bool = False) -> Read:
    return lambda take, name: take.text(name, most, required=required)


def _whole(most: int = MOST) -> Read:
    return lambda take, name: take.whole(name, most)


_FIGURE: dict[str, Read] = {
    "percent": _whole(100),
    "yes": _whole(),
    "base": _whole(),
    "withheld": _text(300),
}
FIELDS: dict[str, dict[str, Read]] = {
    "standards": {
        "code": _text(20, required=True),
        "indicative": _text(30),
        "final": _text(30),
        "ground": Take.ground,
        "reason": _text(10_000),
        "decided_by": Take.codes,
        "inferred": Take.flag,
        "why_no_rating": _text(200),
        "remark": _text(300),
    },
    "questions": {
        "code": _text(40, required=True),
        **_FIGURE,
        "why_no_figure": _text(200),
        "remark": _text(300),
    },
    "groups": {
        "question": _text(40, required=True),
        "dimension": _text(40, required=True),
        "group": _text(200, required=True),
        **_FIGURE,
    },
    "facts": {
        "code": _text(60, required=True),
        "title": _text(200, required=True),
        "period": _text(10, required=True),
        "printed": _text(100),
        "value": Take.number,
        "yes": _whole(),
        "base": _whole(),
        "why_no_figure": _text(200),
        "source": _text(300),
        "remark": _text(300),
        "inferred": Take.flag,
    },
    "recommendations": {
        "number": _whole(),
        "addressee": _text(120, required=True),
        "text": _text(10_000, required=True),
        "standards": Take.codes,
        "repeated": Take.flag,
    },
}


READING_ROWS: dict[str, dict[str, Read]] = {
    "facts": {
        "title": _text(1_000, required=True),
        "printed": _text(1_000),
        "period": _text(10),
        "value": Take.number,
        "line": _whole(),
    },
    "recommendations": {
        "number": _whole(),
        "addressee": _text(1_000),
        "text": _text(10_000, required=True),
        "repeated": Take.flag,
    },
    "sources": {"line": _whole(), "text": _text(10_000)},
}
"""What the rows hold that import-report prints."""
READING_VALUES: dict[str, Read] = {
    "ratings": _text(30),
    "discretion": _text(10_000),
    "percent": _whole(100),
    "prompts": _whole(100),
    "sample": _whole(),
}
"""What stands beside each code that import-report prints."""


def faults_of(name: str, values: Mapping[str, Any], framework: Framework) -> list[str]:
    """What cannot be of a row whose fields are each sound."""
    return list(_CHECKS[name](values, framework))


def _standard(values: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    if values["code"] not in {standard.code for standard in framework.standards}:
        yield f"{framework.title} has no standard {values['code']}"
    bands = {band.code for band in framework.bands}
    for name in ("indicative", "final"):
        if values[name] and values[name] not in bands:
            yield f"“{name}” {values[name]} is not on the scale of {framework.title}"
    for code in values["decided_by"]:
        yield from _asked(code, framework)


def _asked(code: str, framework: Framework) -> Iterator[str]:
    if code not in {question.code for question in framework.questions()}:
        yield f"{framework.title} has no question {code}"


def _counted(values: Mapping[str, Any]) -> Iterator[str]:
    yes, base, percent = values["yes"], values["base"], values.get("percent")
    if yes is not None and base is not None and yes > base:
        yield f"{yes} of {base} cannot be"
    elif yes is not None and base and percent is not None:
        counted = whole_per_cent(Fraction(yes, base))
        if counted != percent:
            yield f"{yes} of {base} is {counted} per cent, not {percent}"


def _question(values: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    yield from _asked(values["code"], framework)
    yield from _counted(values)


def _group(values: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    yield from _asked(values["question"], framework)
    yield from _counted(values)


def _fact(values: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    if values["period"] not in PERIODS:
        yield f"“period” must be one of {', '.join(PERIODS)}"
    yield from _counted(values)


def _recommendation(values: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    if values["number"] is None:
        yield "“number” is missing"


_CHECKS: dict[str, Callable[[Mapping[str, Any], Framework], Iterator[str]]] = {
    "standards": _standard,
    "questions": _question,
    "groups": _group,
    "facts": _fact,
    "recommendations": _recommendation,
}
