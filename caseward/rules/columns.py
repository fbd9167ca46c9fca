"""The columns that a case list may have: their headings, values, aliases and strata, as data."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseward.rules.framework_shape import COLUMNS_FILE, check_table

SHIPPED = Path(__file__).parents[1] / "frameworks" / "columns.toml"


@dataclass(frozen=True)
class ColumnValue:
    """One value that a column may hold, other spellings of it, and the stratum it belongs to."""

    value: str
    label: str
    stratum: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column of a case list; `kind` is text, date or choice."""

    code: str
    title: str
    kind: str
    guidance: str
    may_be_blank: bool
    aliases: tuple[str, ...]
    values: tuple[ColumnValue, ...]
    ages_from: tuple[int, ...] = ()
    """Where a date of birth is shown as age groups: the youngest age of each."""
    makes_groups: bool = False
    """Whether figures are broken down by it."""

    def label(self, value: str) -> str:
        """What a page calls a value; an empty one is not recorded."""
        return {each.value: each.label for each in self.values}.get(value, value) or "Not recorded"

    @property
    def groups_title(self) -> str:
        """What a page calls its groups."""
        return "Age" if self.ages_from else self.title


def load_columns(path: Path = SHIPPED) -> tuple[Column, ...]:
    """The columns of a file such as columns.toml, in their order; ValueError lists every fault of it."""
    table, faults = check_table(tomllib.loads(path.read_text("utf-8")), COLUMNS_FILE, f"{path.name}: ")
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(_column(row) for row in table["columns"])


def _column(row: dict[str, Any]) -> Column:
    return Column(
        code=row["code"],
        title=row["title"],
        kind=row["kind"],
        guidance=row["guidance"],
        may_be_blank=row.get("may_be_blank", False),
        aliases=tuple(row.get("aliases", ())),
        values=tuple(_value(value) for value in row.get("values", ())),
        ages_from=tuple(row.get("ages_from", ())),
        makes_groups=row.get("makes_groups", False),
    )


def _value(row: dict[str, Any]) -> ColumnValue:
    return ColumnValue(
        value=row["value"],
        label=row["label"],
        stratum=row.get("stratum", row["label"]),
        aliases=tuple(row.get("aliases", ())),
    )
