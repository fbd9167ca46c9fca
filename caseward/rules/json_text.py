"""Reads JSON strictly: a key given twice is a fault with its place, and no text can stop the reader."""

import json
import re
from collections import Counter, deque
from typing import Any

MOST_DIGITS = 1_000
"""Python itself refuses to read whole numbers of more than some thousand digits."""


class _Table(dict[str, Any]):
    """A JSON object that remembers all that was written, also values that a later key displaced."""

    written: list[tuple[str, Any]]


def parse(text: str) -> tuple[Any, list[str]]:
    """The value of a JSON text, and its faults, one line each, beginning with their place.

    The value is None where the text is not JSON at all; where a key is given twice, the last one stays.
    NaN, Infinity and whole numbers of endless length come out as floats, for the reader to refuse in place.
    """
    try:
        value = json.loads(text, object_pairs_hook=_table, parse_int=_whole)
    except json.JSONDecodeError as error:
        return None, [f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}"]
    except RecursionError:
        return None, ["file: not usable: its values are nested too deeply"]
    return value, _repeated(value)


def under(place: str, key: str | int) -> str:
    """The place of a key or list entry; a key that would not read plainly is quoted."""
    if isinstance(key, int):
        return f"{place}[{key}]"
    plain = key if re.fullmatch(r"[\w.-]+", key) else json.dumps(key)
    return f"{place}.{plain}" if place else plain


def _table(pairs: list[tuple[str, Any]]) -> _Table:
    table = _Table(pairs)
    table.written = pairs
    return table


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _repeated(value: object) -> list[str]:
    """Walks without recursion, so that no depth of nesting can stop it."""
    faults: list[str] = []
    waiting: deque[tuple[str, object]] = deque([("", value)])
    while waiting:
        place, current = waiting.popleft()
        if isinstance(current, _Table):
            times = Counter(key for key, _ in current.written)
            faults += [f"{under(place, key)}: is given twice" for key in current if times[key] > 1]
            waiting += [(under(place, key), entry) for key, entry in current.written]
        elif isinstance(current, list):
            waiting += [(under(place, index), entry) for index, entry in enumerate(current)]
    return list(dict.fromkeys(faults))
