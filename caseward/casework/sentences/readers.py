"""Sentences from another system: the columns of a list, and what it would change of what is stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseward.casework.people.readers import CRN_COLUMN, batches, find, reason_not_found
from caseward.shared.accounts.models import User
from caseward.shared.files import cells
from caseward.shared.files.cells import Wrong
from caseward.shared.files.lists import Column, Compared, Fault, Listed, Row, read_list

from .models import Requirement, Sentence

ORDERS = frozenset({Sentence.Kind.COMMUNITY_ORDER, Sentence.Kind.SUSPENDED_SENTENCE_ORDER})
MOST = 1_000
"""Of days, hours, sessions or months of one requirement."""


def requirement(cell: str) -> tuple[str, int]:
    """One requirement, as rar:20."""
    kind, _, amount = cell.partition(":")
    return (
        str(cells.choice(Requirement.Kind.choices)(kind.strip() or "nothing")),
        int(str(cells.whole(1, MOST)(amount.strip() or "nothing"))),
    )


def requirements(cell: str) -> dict[str, int]:
    """Requirements with semicolons between them; each kind once."""
    pairs = [requirement(part) for part in cell.split(";") if part.strip()]
    if len(dict(pairs)) < len(pairs):
        raise Wrong("A kind of requirement is there twice. Keep one of the two.")
    return dict(pairs)


COLUMNS = (
    CRN_COLUMN,
    Column(
        "reference", "The sentence’s own reference in the other system", cells.text(60),
        is_required=True, example="S-1",
    ),
    Column(
        "kind", "community_order, suspended_sentence_order, licence or post_sentence_supervision",
        cells.choice(Sentence.Kind.choices), is_required=True, example="community_order",
    ),
    Column("offence", "The main offence", cells.text(200), is_required=True, example="Common assault"),
    Column("court", "The court", cells.text(120), example="Example Magistrates’ Court"),
    Column(
        "sentenced_on", "The day of sentence", cells.day(past=True), is_required=True, example="05/08/2019"
    ),
    Column(
        "months", "The length in months; of a licence that of the whole sentence", cells.whole(1, 600),
        is_required=True, example="12",
    ),
    Column(
        "starts_on", "The first day in the community; of an order the day of sentence where it is empty",
        cells.day(), example="05/08/2019",
    ),
    Column("release_expected_on", "Of a licence before release: when release is expected", cells.day()),
    Column("prison", "Of a licence before release: the prison", cells.text(120)),
    Column("ends_on", "The last day, where it does not follow from the length", cells.day()),
    Column("ended_on", "The day on which it ended; empty while it runs", cells.day(past=True)),
    Column("end", "How it ended: completed, expired, revoked and so on", cells.choice(Sentence.End.choices)),
    Column(
        "requirements", "Of an order: rar in days, unpaid_work in hours, programme in sessions, others in "
        "months, with semicolons between them", requirements, example="rar:20; unpaid_work:80",
    ),
)  # fmt: skip
TOLD = [column.code for column in COLUMNS if column.code not in {"crn", "reference", "requirements"}]
RECKONED_FROM = ("kind", "sentenced_on", "months", "starts_on")


@dataclass
class SentencesCompared(Compared):
    """What a list of sentences would change; a last day that is empty is reckoned once it is taken in."""

    to_add: list[tuple[Sentence, dict[str, int]]] = field(default_factory=list)
    """Sentences that are not known, with what they require."""
    to_change: list[tuple[Sentence, list[str], dict[str, int]]] = field(default_factory=list)
    """Those that are, the fields that differ, and the requirements that are not known."""
    amounts: list[Requirement] = field(default_factory=list)
    """Requirements that are known, with the amount of the list."""


def read(content: bytes, name: str) -> Listed:
    """A list of sentences, by CRN and reference."""
    return read_list(content, name, COLUMNS, key=("crn", "reference"), check=_check)


def compare(rows: Sequence[Row], by: User) -> SentencesCompared:
    """What the list would change; nothing of a record of another provider, or that `by` may not open."""
    compared = SentencesCompared()
    for batch in batches(rows):
        found = find(batch, by)
        stored = _stored(batch, [person.pk for person in found.people.values()])
        for row in batch:
            person = found.people.get(row.values["crn"])
            if person is None:
                compared.faults.append(reason_not_found(found, row))
                continue
            sentence = stored.get((person.pk, row.values["reference"]))
            if sentence is None:
                sentence = Sentence(person=person, reference=row.values["reference"], **_values(row))
                if sentence.kind in ORDERS:
                    sentence.starts_on = sentence.starts_on or sentence.sentenced_on
                compared.to_add.append((sentence, row.values.get("requirements", {})))
                compared.new.add(row.number)
            else:
                _compare(compared, row, sentence)
    return compared


def _stored(rows: Sequence[Row], people: list[int]) -> dict[tuple[int, str], Sentence]:
    references = {row.values["reference"] for row in rows}
    found = Sentence.objects.filter(person__in=people, reference__in=references)
    return {(each.person_id, each.reference): each for each in found.prefetch_related("requirements")}


def _compare(compared: SentencesCompared, row: Row, sentence: Sentence) -> None:
    values = _values(row)
    differing = [name for name, value in values.items() if getattr(sentence, name) != value]
    for name in differing:
        setattr(sentence, name, values[name])
    if "ends_on" not in values and set(RECKONED_FROM) & set(differing):
        sentence.ends_on = None
        differing.append("ends_on")
    missing, amounts, faults = _requirements(row, sentence)
    compared.faults += faults
    compared.amounts += amounts
    if differing or missing:
        compared.to_change.append((sentence, differing, missing))
    if differing or missing or amounts:
        compared.changed.add(row.number)


def _requirements(row: Row, sentence: Sentence) -> tuple[dict[str, int], list[Requirement], list[Fault]]:
    """Requirements that are not known, those with another amount, and those that cannot be told apart."""
    missing, amounts, faults = {}, [], []
    for kind, amount in row.values.get("requirements", {}).items():
        known = [each for each in sentence.requirements.all() if each.kind == kind]
        if not known:
            missing[kind] = amount
        elif amount not in {each.amount for each in known}:
            if len(known) > 1 or known[0].completed_on:
                words = (
                    "A requirement of this kind is completed, or there are several. Change it on its page."
                )
                faults.append(Fault(row.number, "requirements", words))
            else:
                known[0].amount = amount
                amounts.append(known[0])
    return missing, amounts, faults


def _values(row: Row) -> dict[str, Any]:
    return {code: row.values[code] for code in TOLD if code in row.values}


def _check(row: Row) -> Iterator[Fault]:
    """What the dates and the kind of a sentence say together."""
    told = row.values
    for code in ("starts_on", "release_expected_on", "ends_on", "ended_on"):
        if code in told and told[code] < told["sentenced_on"]:
            yield Fault(row.number, code, "This day is before the day of sentence. Correct one of them.")
    if ("ended_on" in told) != ("end" in told):
        yield Fault(row.number, "end", "Give both the day of the end and how it ended, or neither.")
    if told["kind"] == Sentence.Kind.POST_SENTENCE_SUPERVISION:
        yield from _missing(row, told, ("starts_on", "ends_on"))
    if told["kind"] not in ORDERS and "requirements" in told:
        yield Fault(row.number, "requirements", "Only orders have requirements. Leave the cell empty.")


def _missing(row: Row, told: Mapping[str, Any], codes: Sequence[str]) -> Iterator[Fault]:
    for code in codes:
        if code not in told:
            yield Fault(row.number, code, "Supervision after a licence needs this day. Fill it in.")
