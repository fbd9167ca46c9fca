"""The daily file of the police: its columns, and what is wrong with it."""

from collections.abc import Iterator

from caseward.casework.people.models import ChangeEvent
from caseward.shared.files import cells
from caseward.shared.files.lists import Column, Fault, Listed, Row, read_list

KINDS = (ChangeEvent.Kind.ARREST, ChangeEvent.Kind.DOMESTIC_ABUSE_CALL_OUT)
"""What the police tell every day."""
COLUMNS = (
    Column(
        "kind", "arrest or domestic_abuse_call_out", cells.choice((kind.value, kind.label) for kind in KINDS),
        is_required=True, example="arrest",
    ),
    Column(
        "happened_on", "The day on which it happened", cells.day(past=True),
        is_required=True, example="05/08/2019",
    ),
    Column("pnc", "The police’s number of the person", cells.text(15), example="12/52494Q"),
    Column("name", "The name as the police have it", cells.text(200), example="Alex Example"),
    Column("born_on", "The date of birth", cells.day(past=True), example="05/08/1990"),
    Column("detail", "What happened, in a sentence", cells.text(1_000), example="Arrested for theft."),
)  # fmt: skip


def read(content: bytes, name: str) -> Listed:
    """One day's arrests and call-outs."""
    return read_list(content, name, COLUMNS, check=_check)


def _check(row: Row) -> Iterator[Fault]:
    if not {"pnc", "name"} & set(row.values):
        yield Fault(row.number, "name", "Neither a name nor a PNC number is given. Fill in one of them.")
