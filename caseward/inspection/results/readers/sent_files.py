"""A file that a person sends, whichever of our forms it has, read into what a draft is made of."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseward.inspection.results.models import ImportDraft
from caseward.inspection.results.readers.public_files import FaultyPublicFile, read_csv, read_json
from caseward.inspection.results.readers.reports import read_report
from caseward.inspection.results.readers.texts import UnusableReport, file_text
from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework

TYPES = (".txt", ".pdf", ".json", ".csv")
UNREADABLE = "\ufffd"
"""Stands for a character that no database keeps."""


class FaultyFile(ValueError):
    """A file that cannot be used; `faults` are sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class SentFile:
    """A file and what was read of it."""

    kind: str
    file_name: str
    content: bytes
    source_text: str
    reading: Mapping[str, Any]
    framework_code: str


def read_sent(name: str, content: bytes) -> SentFile:
    """Read a report, a public result or the figures of import-report; raises FaultyFile."""
    ending = Path(name.lower()).suffix
    if ending in (".json", ".csv"):
        return _ours(name, content, is_json=ending == ".json")
    text = _text_of(content, ending)
    reading = read_text(text, [standards.framework(code) for code in standards.framework_codes()])
    return SentFile(ImportDraft.Kind.REPORT, name, content, text, reading, reading["framework"] or "")


def read_text(text: str, frameworks: list[Framework]) -> dict[str, Any]:
    """The figures of a report's text under one of those frameworks; raises FaultyFile."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_bytes(text.encode())
        try:
            return read_report(path, frameworks).as_json()
        except UnusableReport as unusable:
            raise FaultyFile([_said(unusable, path)]) from unusable


def _text_of(content: bytes, ending: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{ending}"
        path.write_bytes(content)
        try:
            return file_text(path).replace("\0", UNREADABLE)
        except UnusableReport as unusable:
            raise FaultyFile([_said(unusable, path)]) from unusable


def _said(unusable: UnusableReport, path: Path) -> str:
    return f"The file {str(unusable).removeprefix(f'{path}: ')}."


def _ours(name: str, content: bytes, *, is_json: bool) -> SentFile:
    try:
        found = (read_json if is_json else read_csv)(content, standards.framework)
    except FaultyPublicFile as faulty:
        raise FaultyFile(faulty.faults) from faulty
    text = content.decode("utf-8-sig")
    if "about" in found:
        return SentFile(ImportDraft.Kind.RESULT, name, content, text, found, found["about"]["framework"])
    return SentFile(ImportDraft.Kind.FIGURES, name, content, text, found, found.get("framework") or "")
