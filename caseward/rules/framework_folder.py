"""A framework's folder as it was read: each file's table, its sound part, and the faults of shape."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseward.rules.framework import Kind, RatedBy
from caseward.rules.framework_evidence_shape import EVIDENCE_FILE, REPORT_FILE, SURVEY_FILE
from caseward.rules.framework_shape import (
    EXAMPLES_FILE,
    FRAMEWORK_FILE,
    LINKS_FILE,
    READINESS_FILE,
    SAMPLES_FILE,
    STANDARD,
    Keys,
    check_table,
    name_of,
)

Table = dict[str, Any]

FILES: dict[str, Keys] = {
    "framework.toml": FRAMEWORK_FILE,
    "samples.toml": SAMPLES_FILE,
    "links.toml": LINKS_FILE,
    "examples.toml": EXAMPLES_FILE,
    "survey.toml": SURVEY_FILE,
    "evidence.toml": EVIDENCE_FILE,
    "report.toml": REPORT_FILE,
    "readiness.toml": READINESS_FILE,
}
OPTIONAL = FILES.keys() - {"framework.toml"}


@dataclass(frozen=True)
class Row:
    """One table of a file and the place that faults name."""

    place: str
    table: Table

    def rows(self, key: str) -> Iterator["Row"]:
        """The tables of an array inside this one."""
        for number, table in enumerate(self.table.get(key, ()), start=1):
            yield Row(f"{self.place}{key}[{name_of(table, number)}].", table)

    def inner(self, key: str) -> "Row":
        """The table of that name inside this one; empty where there is none."""
        return Row(f"{self.place}{key}.", self.table.get(key, {}))


@dataclass(frozen=True)
class QuestionRow:
    """One question's table, what kind of question it is, and the row that it stands under."""

    row: Row
    kind: Kind
    under: Row


@dataclass(frozen=True)
class Folder:
    """The sound part of every file of one framework's folder."""

    path: Path
    framework: Row
    samples: Row
    links: Row
    examples: Row
    survey: Row
    evidence: Row
    report: Row
    readiness: Row
    standards: tuple[Row, ...]
    faults: tuple[str, ...]
    readable: bool
    """Whether every file is there and is TOML, so that what one says can be held against another."""

    def asked_in(self, standard: Row) -> Iterator[QuestionRow]:
        """The questions of a standard: each key question, then what stands under it."""
        for key_question in standard.rows("key_questions"):
            yield QuestionRow(key_question, Kind.KEY_QUESTION, standard)
            for prompt in key_question.rows("prompts"):
                yield QuestionRow(prompt, Kind.PROMPT, key_question)
            for supplementary in key_question.rows("supplementary"):
                yield QuestionRow(supplementary, Kind.SUPPLEMENTARY, key_question)

    def questions(self) -> Iterator[QuestionRow]:
        """Every question of the folder, information questions last."""
        for standard in self.standards:
            yield from self.asked_in(standard)
        for information in self.samples.rows("information"):
            yield QuestionRow(information, Kind.INFORMATION, self.samples)

    def codes(self) -> set[str]:
        """The codes of all standards and questions."""
        return {*codes_of(self.standards), *codes_of(question.row for question in self.questions())}


def codes_of(rows: Iterable[Row]) -> list[str]:
    """The codes of those rows that have one."""
    return [row.table["code"] for row in rows if "code" in row.table]


def used_before(rows: Iterable[Row], key: str) -> Iterator[str]:
    """A fault for every row that has the same under that key as a row before it. Raises nothing."""
    seen = set()
    for row in (row for row in rows if key in row.table):
        if row.table[key] in seen:
            yield f"{row.place}{key}: {row.table[key]} was used before"
        seen.add(row.table[key])


def is_judged(standard: Row) -> bool:
    """Whether a standard gets its rating by judgement rather than by counting cases."""
    return bool(standard.table.get("rated_by") == RatedBy.JUDGEMENT)


def read_folder(path: Path) -> Folder:
    """Reads every file of a framework's folder and checks its shape; faults are in the result.

    Standards are in the order of their files' names. Raises nothing for faulty files.
    """
    tables, unreadable = _read(path)
    faults = [f"{name}: unknown file" for name in _unknown(path)] + unreadable
    rows = {}
    for name, table in tables.items():
        sound, its_faults = check_table(table, FILES.get(name, STANDARD), f"{name}: ")
        rows[name] = Row(f"{name}: ", sound)
        faults += its_faults
    files = {name.removesuffix(".toml"): rows.pop(name, Row(f"{name}: ", {})) for name in FILES}
    return Folder(
        path=path,
        standards=tuple(rows.values()),
        faults=tuple(faults),
        readable=not unreadable,
        **files,
    )


def framework_digest(path: Path) -> str:
    """SHA-256 (hexadecimal) over the names and bytes of framework.toml, standards/ and samples.toml.

    Every other file may be corrected without a new framework; these may not.
    """
    digest = hashlib.sha256()
    files = [path / "framework.toml", path / "samples.toml", *path.glob("standards/*")]
    for file in sorted(file for file in files if file.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(path).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _unknown(path: Path) -> list[str]:
    known = {*FILES, "standards"}
    return sorted(entry.name for entry in path.glob("*") if entry.name not in known)


def _read(path: Path) -> tuple[dict[str, Table], list[str]]:
    """The table of each file by its name inside the folder, and a fault for each that gives none."""
    standards = [f"standards/{file.name}" for file in sorted(path.glob("standards/*"))]
    tables, faults = {}, []
    for name in [*FILES, *(standards or ["standards/"])]:
        try:
            tables[name] = tomllib.loads((path / name).read_text("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            faults.append(f"{name}: cannot be read: {error}")
        except OSError as error:
            if name not in OPTIONAL:
                faults.append(f"{name}: cannot be read: {error.strerror}")
    return tables, faults
