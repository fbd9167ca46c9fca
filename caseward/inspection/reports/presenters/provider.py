"""The frozen draft as the provider reads it: one section a page, every paragraph with its number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from markupsafe import Markup

from caseward.inspection.reports.models import FactComment, FrozenParagraph


@dataclass(frozen=True)
class NumberedParagraph:
    """One paragraph of the draft with what the provider said of it."""

    number: int
    html: Markup
    comments: list[FactComment]


@dataclass(frozen=True)
class FrozenSections:
    """The titles of all sections, and the paragraphs of one."""

    titles: list[tuple[str, str]]
    """Code and title, in order."""
    code: str
    title: str
    paragraphs: list[NumberedParagraph]
    commented: int
    """How many comments there are in all sections."""

    @property
    def following(self) -> tuple[str, str] | None:
        """Code and title of the next section."""
        place = self.titles.index((self.code, self.title)) + 1
        return self.titles[place] if place < len(self.titles) else None


def frozen_sections(
    paragraphs: QuerySet[FrozenParagraph], comments: Iterable[FactComment], asked: str
) -> FrozenSections:
    """The section that was asked for, else the first; three questions to the database."""
    rows = paragraphs.order_by("number").values_list("section_code", "section_title")
    titles = list(dict.fromkeys(rows))
    code, title = next((row for row in titles if row[0] == asked), titles[0] if titles else ("", ""))
    said: dict[int, list[FactComment]] = {}
    for comment in comments:
        said.setdefault(comment.paragraph_id, []).append(comment)
    shown = [
        NumberedParagraph(row.number, row.drawn, said.get(row.pk, []))
        for row in paragraphs.filter(section_code=code)
    ]
    return FrozenSections(titles, code, title, shown, sum(map(len, said.values())))
