"""The small parts that every table of a framework is made of."""

from dataclasses import dataclass


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
