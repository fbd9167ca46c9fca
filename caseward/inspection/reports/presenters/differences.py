"""What changed between two texts, word by word, and between two drafts, paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from caseward.inspection.reports.actions import ChangedParagraph, WrittenReport, checked_draft
from caseward.inspection.reports.models import FactCheck

WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class ShownChange:
    """One changed paragraph, word by word."""

    section: str
    number: int | None
    pieces: list[Piece]


def word_changes(before: str, after: str) -> list[Piece]:
    """The second text beside the first, in pieces that together are both."""
    was, now = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for kind, i, j, k, n in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(was[i:j])))
            continue
        if i < j:
            pieces.append(Piece("gone", "".join(was[i:j])))
        if k < n:
            pieces.append(Piece("new", "".join(now[k:n])))
    return pieces


def changes_since(check: FactCheck, written: WrittenReport) -> list[ChangedParagraph]:
    """What the report says now that the frozen draft did not, and the other way round."""
    frozen: dict[str, list[tuple[int, str]]] = {}
    titles = {each.section.code: each.section.title for each in written.sections}
    for row in check.paragraphs.all():
        frozen.setdefault(row.section_code, []).append((row.number, row.text))
        titles.setdefault(row.section_code, row.section_title)
    now = {
        each.section.code: [row.as_read for row in each.paragraphs]
        for each in checked_draft(check.report, written)
    }
    return [
        change
        for code, title in titles.items()
        for change in changed_paragraphs(title, frozen.get(code, []), now.get(code, []))
    ]


def shown(changes: Sequence[ChangedParagraph]) -> list[ShownChange]:
    """Changed paragraphs as pages show them."""
    return [
        ShownChange(change.section, change.number, word_changes(change.before, change.after))
        for change in changes
    ]


def changed_paragraphs(
    title: str, was: Sequence[tuple[int, str]], now: Sequence[str]
) -> Iterator[ChangedParagraph]:
    """The paragraphs of one section that differ: those of before with their numbers, those of now."""
    before = [text for _, text in was]
    for kind, i, j, k, n in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for old, new in zip_longest(was[i:j], now[k:n]):
            number, text = old or (None, "")
            yield ChangedParagraph(title, number, text, new or "")
