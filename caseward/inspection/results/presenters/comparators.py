"""A set of inspections as its own page shows it: each figure, what it rests on, and who is inside."""

from dataclasses import dataclass

from caseward.inspection.results.models import TALLY, Comparator, FactResult
from caseward.rules.figures import Count, Figure
from caseward.rules.rating import whole_per_cent

from .comparison import Side, comparator_side


@dataclass(frozen=True)
class SetLine:
    """One figure of a set; `code` is empty for a further figure, which has a title alone."""

    code: str
    title: str
    figure: Figure
    note: str

    @property
    def percent(self) -> int:
        """The whole per cent."""
        return whole_per_cent(self.figure.share) if isinstance(self.figure, Count) else self.figure.value

    @property
    def count(self) -> Count | None:
        """The cases it rests on; None where they are not published."""
        return self.figure if isinstance(self.figure, Count) else None


def set_lines(comparator: Comparator) -> list[tuple[str, list[SetLine]]]:
    """Every figure of a set under its heading: questions in the framework's order, then further figures."""
    side = comparator_side(comparator)
    questions = {asked.code: asked.text for asked in comparator.framework.questions()}
    further = [code for code in side.figures if code not in questions]
    facts = FactResult.objects.filter(code__in=further).order_by().values_list("code", "title")
    titles = dict(facts)
    sections = {
        "Questions": [
            _line(side, code, text, official=True) for code, text in questions.items() if code in side.figures
        ],
        "Further figures": [
            _line(side, code, titles.get(code) or _words(comparator, code), official=False)
            for code in further
        ],
    }
    return [(heading, lines) for heading, lines in sections.items() if lines]


def _words(comparator: Comparator, code: str) -> str:
    if code.startswith(TALLY):
        return f"Rated {comparator.framework.band(code.removeprefix(TALLY)).title} overall"
    return code.replace("-", " ").capitalize()


def _line(side: Side, code: str, title: str, *, official: bool) -> SetLine:
    return SetLine(code if official else "", title, side.figures[code], side.notes.get(code, ""))
