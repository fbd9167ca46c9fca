"""The data of a report from a file: what `import-report` prints, or a public result."""

from pathlib import Path
from typing import Any

from caseward.inspection.standards.readers import UnknownFramework, framework
from caseward.rules.framework_files import FrameworkFaults
from caseward.rules.json_text import parse
from caseward.rules.rating_file import FaultyFile
from caseward.rules.wording.from_report import known_from_report, known_without_framework
from caseward.rules.wording.known import Known
from caseward.rules.wording.sentences import Sentence

from .markdown import read_markdown
from .plain import read_plain


def sentences_of(path: Path) -> list[Sentence]:
    """The sentences of a file in UTF-8, as Markdown where its name ends in .md; raises FaultyFile."""
    text = _text(path)
    sentences = read_markdown(text) if path.suffix.lower() == ".md" else read_plain(text)
    if not sentences:
        raise FaultyFile([f"{path}: holds no text"])
    return sentences


def known_of(path: Path) -> Known:
    """What a JSON file says is known of a report; raises FaultyFile with a line for each fault."""
    table, faults = parse(_text(path))
    if not faults and not isinstance(table, dict):
        faults = ["file: must be one object, as caseward import-report prints it"]
    if faults:
        raise FaultyFile([f"{path}: {fault}" for fault in faults])
    return _known(path, table)


def _known(path: Path, table: dict[str, Any]) -> Known:
    named = table.get("framework")
    code = named.get("code") if isinstance(named, dict) else named
    if not isinstance(code, str | None) or "framework" not in table:
        raise FaultyFile([f"{path}: framework: must be the code of a framework, or null"])
    try:
        return known_from_report(table, framework(code)) if code else known_without_framework(table)
    except UnknownFramework as unknown:
        raise FaultyFile([f"{path}: framework: {unknown}"]) from unknown
    except FrameworkFaults as faulty:
        raise FaultyFile(faulty.faults) from faulty
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"{path}: is neither what caseward import-report prints nor a public result: {error!r}"
        raise FaultyFile([said]) from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FaultyFile([f"{path}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise FaultyFile([f"{path}: is not UTF-8: byte {error.start + 1} is wrong"]) from error
