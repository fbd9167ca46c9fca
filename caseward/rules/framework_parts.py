"""The small parts that every table of a framework is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseward.rules.sources import in_words


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from; `inferred` when no published source states it."""

    source: str
    inferred: bool = False


@dataclass(frozen=True)
class Option:
    """One choice of a classification or frequency question."""

    value: str
    label: str


def origin(row: Mapping[str, Any], inherited: Provenance | None = None) -> Provenance:
    """Where what a table says comes from.

    In: a table of a framework's file, and the origin of the table around it. Out: its own origin, else
    the inherited one. Raises KeyError where it has neither.
    """
    if "source" not in row and inherited:
        return inherited
    return Provenance(in_words(row["source"]), inferred="confidence" in row)
