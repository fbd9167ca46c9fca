"""A file as numbered lines: text or PDF in; the body without footnotes and page furniture."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from caseward.inspection.results.readers.lines import Line
from caseward.inspection.results.readers.straight import straightened

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_BYTES = 60_000_000
TYPOGRAPHY = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u00a0": " ", "\u2009": " ", "\u00ad": "", "\ufeff": ""}
)
NOTE = re.compile(r"^\s?(\d{1,3})[ \t]+(?=[A-Z1'\"“])(.*)")
LAST_PAGE_NUMBER = re.compile(r"^\s*(?:\d{1,3}\s+)?(\D{10,}?)(?:\s+\d{1,3})?\s*$")
FAR_NUMBER = re.compile(r"\S {5,}\d{1,3}$")
FURNITURE_REPEATS = 3
HEADING = re.compile(r"^\s?(?:[A-Z] ?)?\d\.\d\.?\s+[A-Z]")
LONGEST_NOTE = 8
FEWEST_WORDS = 4
MOST_LOST = 12
"""Notes in a row whose marks a scan may have lost."""


class UnusableReport(ValueError):
    """A file that is no report this can read; the message says why in one line."""


@dataclass(frozen=True)
class Footnote:
    """One footnote: its mark, the line it begins on, and its text on one line."""

    mark: int
    line: int
    text: str


@dataclass(frozen=True)
class SourceText:
    """A report's lines: all as they stand, and the body that is left without notes and page furniture."""

    lines: tuple[Line, ...]
    body: tuple[Line, ...]
    footnotes: tuple[Footnote, ...]

    def quote(self, number: int) -> str:
        """The line of that number, as it stands but for outer spaces."""
        return self.lines[number - 1].text.strip()


def source_text(path: Path) -> SourceText:
    """Read a file; raises UnusableReport where it cannot be read as text or PDF."""
    return parted(file_text(path))


def file_text(path: Path) -> str:
    """The text of a text file or PDF, pages divided by form feeds."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnusableReport(f"{path}: is larger than a report can be ({MOST_BYTES:,} bytes)")
        content = path.read_bytes()
    except OSError as error:
        raise UnusableReport(f"{path}: cannot be read: {error.strerror}") from error
    if content.startswith(b"%PDF"):
        return _pdf_text(path, content)
    return _plain_text(path, content)


def parted(text: str) -> SourceText:
    """Number the lines and part the body from footnotes and from what every page repeats."""
    lines = _numbered(text)
    footnotes, taken = _footnotes(lines)
    taken |= _furniture(lines)
    body = straightened(_kept(lines, taken))
    return SourceText(tuple(lines), tuple(body), tuple(footnotes))


def _kept(lines: list[Line], taken: set[int]) -> list[Line]:
    """The lines that are not taken; where a running head opened the page, the next line does."""
    kept: list[Line] = []
    opens = False
    for line in lines:
        opens = opens or line.opens_page
        if line.number not in taken:
            kept.append(replace(line, opens_page=opens))
            opens = opens and not line.text.strip()
    return kept


def _plain_text(path: Path, content: bytes) -> str:
    if b"\0" in content[:4096]:
        raise UnusableReport(f"{path}: is neither text nor PDF")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableReport(f"{path}: is not UTF-8 text: byte {error.start + 1} is wrong") from error


def _pdf_text(path: Path, content: bytes) -> str:
    # Loaded here because only this one form of file needs it.
    from pypdf import PdfReader  # noqa: PLC0415 - only PDF files need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - as above

    try:
        pages = [_page_text(page) for page in PdfReader(BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        raise UnusableReport(f"{path}: is a damaged or locked PDF: {error}") from error
    if not any(page.strip() for page in pages):
        raise UnusableReport(f"{path}: is a PDF without text, such as a scan: read its text first")
    return "\n\f".join(pages)


def _page_text(page: "PageObject") -> str:
    """The words where they stand on the page, so that columns stay columns."""
    return page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True)


def _numbered(text: str) -> list[Line]:
    lines: list[Line] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    has_feeds = "\f" in text
    for number, raw in enumerate(text.split("\n"), start=1):
        opens = "\f" in raw if has_feeds else bool(re.match(r" \S", raw))
        lines.append(Line(number, raw.translate(TYPOGRAPHY).replace("\f", "").rstrip(), opens))
    return lines


def _footnotes(lines: list[Line]) -> tuple[list[Footnote], set[int]]:
    """Notes stand at the foot of a page, numbered upwards through the report."""
    notes: list[Footnote] = []
    taken: set[int] = set()
    mark, index = 0, 0
    while index < len(lines):
        found = NOTE.match(lines[index].text)
        if found and _is_next(found, mark, lines, index):
            end = _end_of_note(lines, index)
            text = " ".join(line.text.strip() for line in lines[index:end])
            mark = int(found[1])
            notes.append(Footnote(mark, lines[index].number, text.partition(" ")[2].strip()))
            taken |= {line.number for line in lines[index:end]}
            index = end
        else:
            index += 1
    return notes, taken


def _is_next(found: re.Match[str], mark: int, lines: list[Line], index: int) -> bool:
    step = int(found[1]) - mark
    before = lines[index - 1].text if index else ""
    begins = not before.strip() or bool(index and _ends_a_note(lines, index))
    is_sentence = len(found[2].split()) >= FEWEST_WORDS and "%" not in found[2][:12]
    return begins and is_sentence and 0 < step <= MOST_LOST


def _ends_a_note(lines: list[Line], index: int) -> bool:
    """Whether the line before belongs to a note: some line above it, up to a blank one, begins one."""
    for line in reversed(lines[max(0, index - 8) : index]):
        if not line.text.strip():
            return False
        if NOTE.match(line.text):
            return True
    return False


def _end_of_note(lines: list[Line], index: int) -> int:
    end = index + 1
    while end < len(lines):
        line = lines[end]
        is_over = end - index >= LONGEST_NOTE or HEADING.match(line.text)
        if is_over or not line.text.strip() or line.opens_page or NOTE.match(line.text):
            break
        end += 1
    return end


def _furniture(lines: list[Line]) -> set[int]:
    """Running heads and feet: the same words with another number, again and again; lone page numbers."""
    words = {line.number: _furniture_words(line.text) for line in lines}
    repeats = Counter(text for text in words.values() if text)
    return {
        line.number
        for line in lines
        if repeats[words[line.number]] >= (2 if FAR_NUMBER.search(line.text) else FURNITURE_REPEATS)
        and words[line.number]
    }


def _furniture_words(text: str) -> str:
    found = LAST_PAGE_NUMBER.match(text)
    has_number = bool(re.match(r"^\s*\d{1,3}\s|.*\s\d{1,3}\s*$", text))
    return found[1].strip() if found and has_number and "%" not in text else ""
