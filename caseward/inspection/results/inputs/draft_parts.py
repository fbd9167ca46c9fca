"""The parts that a person confirms one by one: a section, or a page of a long one."""

from dataclasses import dataclass

from caseward.inspection.results.models import ImportDraft

from .draft_rows import SECTIONS, Row, loaded

A_PAGE = 50


@dataclass(frozen=True)
class Part:
    """One page of a section."""

    code: str
    section: str
    title: str
    rows: tuple[Row, ...]
    number: int = 1
    pages: int = 1


def parts_of(draft: ImportDraft) -> list[Part]:
    """Every part of a draft in order; the figures come once the framework is known."""
    parts = [Part("about", "about", "Provider, framework and dates", ())]
    for section, title in SECTIONS.items():
        rows = loaded(draft.rows.get(section, []))
        pages = [rows[start : start + A_PAGE] for start in range(0, len(rows), A_PAGE)]
        for number, page in enumerate(pages, 1):
            named = title if len(pages) == 1 else f"{title}, page {number} of {len(pages)}"
            parts.append(Part(f"{section}-{number}", section, named, tuple(page), number, len(pages)))
    return parts
