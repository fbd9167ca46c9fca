"""Names that one part of a framework uses and another must define: bands, standards, samples, columns …"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from caseward.rules.columns import SHIPPED, Column
from caseward.rules.framework_folder import Folder, Row, codes_of, is_judged, read_folder

YES_NO = ("yes", "no")


def unknown_names(folder: Folder, columns: Collection[Column]) -> list[str]:
    """A fault, as a sentence with file and key, for every name that nothing defines. Raises nothing."""
    return undefined([*_names_inside(folder), *_names_of_columns(folder, columns)])


class Name(NamedTuple):
    """A name used at a place, what it names, and the names that exist."""

    place: str
    name: str
    of: str
    known: Collection[str]


def undefined(names: Iterable[Name]) -> list[str]:
    """A fault, as a sentence with file and key, for every name that is not known. Raises nothing."""
    return [
        f"{name.place}: there is no {name.of} {name.name}" for name in names if name.name not in name.known
    ]


def used(row: Row, key: str, of: str, known: Collection[str]) -> Iterator[Name]:
    """The names under that key: one text, a list of texts, or the keys of a table. Raises nothing."""
    value = row.table.get(key, ())
    for name in [value] if isinstance(value, str) else value:
        yield Name(row.place + key, name, of, known)


def _used_values(row: Row, key: str, of: str, known: Collection[str]) -> Iterator[Name]:
    for code, name in row.table.get(key, {}).items():
        yield Name(f"{row.place}{key}.{code}", name, of, known)


def _names_inside(folder: Folder) -> Iterator[Name]:
    bands = codes_of(folder.framework.inner("scale").rows("bands"))
    standards = codes_of(folder.standards)
    samples = codes_of(folder.samples.rows("samples"))
    for standard in folder.standards:
        yield from used(standard, "domain", "domain", codes_of(folder.framework.rows("domains")))
        yield from used(standard, "sample", "sample", samples)
        yield from used(standard.inner("characteristics"), "bands", "band", bands)
    for information in folder.samples.rows("information"):
        yield from used(information, "samples", "sample", samples)
        yield from used(information, "in_base", "answer", answers_of(information))
    for band in folder.framework.inner("score").rows("bands"):
        yield from used(band, "code", "band", bands)
    for moderation in folder.framework.rows("moderation"):
        yield from used(moderation, "standard", "standard", standards)
        yield from used(moderation, "question", "unscored key question", _unscored(folder, moderation))
    yield from _names_of_examples(folder, bands)
    yield from _names_of_neighbours(folder)


def _names_of_examples(folder: Folder, bands: list[str]) -> Iterator[Name]:
    scored = [row.table["code"] for row in _scored(folder) if "code" in row.table]
    judged = codes_of(row for row in folder.standards if is_judged(row))
    for example in folder.examples.rows("examples"):
        yield from used(example, "answers", "scored key question", scored)
        yield from used(example, "judgements", "judged standard", judged)
        yield from _used_values(example, "judgements", "band", bands)
        yield from used(example, "expect", "standard", codes_of(folder.standards))
        yield from _used_values(example, "expect", "band", bands)
        yield from used(example, "rating", "band", bands)


def _names_of_neighbours(folder: Folder) -> Iterator[Name]:
    neighbours = _neighbours(folder)
    yield from used(folder.framework, "follows", "framework", neighbours)
    for link in folder.links.rows("links"):
        yield from used(link, "framework", "framework", neighbours)
        yield from used(link, "codes", "standard or question", folder.codes())
        if link.table.get("comparable") and link.table.get("framework") in neighbours:
            earlier = read_folder(neighbours[link.table["framework"]])
            what = f"standard or question in {link.table['framework']} with the code"
            yield from used(link, "codes", what, earlier.codes())


def _neighbours(folder: Folder) -> dict[str, Path]:
    """The frameworks that this one may follow: those beside it and those shipped."""
    roots = (SHIPPED.parent, folder.path.parent)
    return {entry.name: entry for root in roots for entry in root.iterdir() if entry.is_dir()}


def _names_of_columns(folder: Folder, columns: Collection[Column]) -> Iterator[Name]:
    values = {column.code: [value.value for value in column.values] for column in columns}
    for sample in folder.samples.rows("samples"):
        required = sample.table.get("required_columns", ())
        yield from used(sample, "required_columns", "column", values)
        yield from used(sample, "strata", "required column", required)
        for window in sample.inner("eligibility").rows("windows"):
            yield from used(window, "column", "required column", required)
            yield from used(window, "only_where", "required column", required)
            if "only_where" in window.table:
                known = values.get(window.table["only_where"], ())
                yield from used(window, "only_for", "value", known)


def answers_of(question: Row) -> list[str]:
    """The values that may be answered: those of its options, else yes and no. Raises nothing."""
    options = [option.table.get("value", "") for option in question.rows("options")]
    return options or list(YES_NO)


def _scored(folder: Folder) -> Iterator[Row]:
    for standard in folder.standards:
        for question in standard.rows("key_questions"):
            if question.table.get("scored", not is_judged(standard)):
                yield question


def _unscored(folder: Folder, moderation: Row) -> list[str]:
    for standard in folder.standards:
        if "code" in standard.table and standard.table["code"] == moderation.table.get("standard"):
            return codes_of(
                row for row in standard.rows("key_questions") if not row.table.get("scored", True)
            )
    return []
