"""References in prose that stand for figures: `[[2.1.2]]` is written as the figure that the data give now.

Ours, and so inferred throughout: no source describes one. A reference is two square brackets, a code, a
form of it after the last dot where it has forms, and two brackets. The table of forms is
docs/how-to/write-the-report.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from caseward.rules.wording.house_style import capitalised

REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,80})\]\]")
_LEFT_OVER = re.compile(r"\[\[[^\[\]]{0,40}\]?|[^\[\]\s]{0,40}\]\]")
_MARKS = re.compile(r"""\s*(?:(?:[>#*+-]+|\d{1,9}[.)])\s+)*[“‘"(]*""")
"""What may stand before the first word of a block."""
_STOP = re.compile(r"""[.?!]["’”)]*\s+[“‘"(]*$""")


@dataclass(frozen=True)
class LiveFigure:
    """One figure that prose may refer to: its forms as they are written, and why others are not there."""

    code: str
    title: str
    group: str
    """Where it stands in the list of figures, such as its standard."""
    forms: Mapping[str, str]
    """The name of a form → its text; the figure itself has the name ""."""
    lacking: Mapping[str, str] = field(default_factory=dict)
    """The name of a form → why there is none."""

    def reference(self, form: str = "") -> str:
        """What to type for it."""
        return f"[[{self.code}.{form}]]" if form else f"[[{self.code}]]"


@dataclass(frozen=True)
class Box:
    """What stands apart from the prose and was marked usable: an example of good practice, a quotation."""

    code: str
    group: str
    title: str
    """What it is about, for the list from which it is picked."""
    text: str
    said_by: str = ""
    """Whose words they are, as published; empty for what inspectors noted."""
    bears_on: tuple[str, ...] = ()
    """Codes of questions."""
    is_example: bool = False
    """Whether it is headed as an example of good practice."""

    @property
    def figure(self) -> LiveFigure:
        """The same as an entry of the list of figures, so that one syntax serves both."""
        text = f"“{self.text}”" if self.said_by else self.text
        return LiveFigure(self.code, self.title, self.group, {"": text})


@dataclass(frozen=True)
class Fault:
    """A reference that stands for nothing, with the line of the text (from 1) and the reason."""

    line: int
    reference: str
    reason: str


Catalogue = Mapping[str, LiveFigure]


def look_up(reference: str, catalogue: Catalogue) -> tuple[str, str]:
    """What the inside of a reference stands for, and why it stands for nothing: one of the two is empty.

    In: `2.1.2.word`. Out: (`reasonable majority`, ``). Inferred.
    """
    code = reference.strip()
    if figure := catalogue.get(code):
        return _of(figure, "")
    stem, _, form = code.rpartition(".")
    if figure := catalogue.get(stem):
        return _of(figure, form)
    return "", "There is no such figure. Choose one from the list of figures."


def faults(text: str, catalogue: Catalogue) -> list[Fault]:
    """Every reference of a text that stands for nothing, by line; within it broken ones last. Inferred."""
    return [
        Fault(number, reference, reason)
        for number, line in enumerate(text.split("\n"), 1)
        for reference, reason in (*_unknown(line, catalogue), *_broken(line))
    ]


def written(reference: str, catalogue: Catalogue, before: str) -> str:
    """What a reference is written as after that text, with a capital where it begins a sentence.

    In: the inside of the brackets. Out: an empty text where it stands for nothing. Inferred.
    """
    text, _ = look_up(reference, catalogue)
    return capitalised(text) if starts_a_sentence(before) else text


def starts_a_sentence(before: str) -> bool:
    """Whether what follows begins a sentence, a line of a list or a heading. Inferred."""
    lines = before.split("\n")
    if _MARKS.fullmatch(lines[-1]) and (lines[-1].strip() or not "".join(lines[-2:-1]).strip()):
        return True
    return bool(_STOP.search(before))


def _unknown(line: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for found in REFERENCE.finditer(line):
        if reason := look_up(found[1], catalogue)[1]:
            yield found[0], reason


def _broken(line: str) -> Iterator[tuple[str, str]]:
    """Brackets that are left over: readers would see them as they were typed."""
    for found in _LEFT_OVER.finditer(REFERENCE.sub("", line)):
        yield found[0], "A reference has two brackets before it and two after it, on one line."


def _of(figure: LiveFigure, form: str) -> tuple[str, str]:
    if form in figure.forms:
        return figure.forms[form], ""
    return "", figure.lacking.get(form) or f"“{figure.title}” has no form of that name."
