"""What is found in one case, by standard and key question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from caseward.rules.framework import Framework, Question, Standard
from caseward.rules.readiness.findings import Finding, Record, State

from .places import mending, record_href
from .prompts import Prompt, agreements, prompts


@dataclass(frozen=True)
class Line:
    """What was found for one prompt."""

    prompt: Prompt
    finding: Finding
    agreement: Markup
    mend_href: str
    mend_words: str
    """The words of the link to where it is put right."""
    records: Sequence[tuple[Record, str]]
    """What the finding rests on, each with its page."""


@dataclass(frozen=True)
class Part:
    """One key question: what is missing, what is shown, what does not arise, what only a reader can tell."""

    key_question: Question
    lines: Mapping[State, list[Line]]
    untold: list[Prompt] = field(default_factory=list)

    @property
    def missing(self) -> list[Line]:
        """Prompts for which the records lack something."""
        return self.lines[State.MISSING]

    @property
    def shown(self) -> list[Line]:
        """Prompts for which they show it."""
        return self.lines[State.SHOWN]

    @property
    def not_arising(self) -> list[Line]:
        """Prompts whose question does not arise."""
        return self.lines[State.NOT_APPLICABLE]


@dataclass(frozen=True)
class Section:
    """One standard."""

    standard: Standard
    parts: list[Part]

    def number(self, state: State) -> int:
        """How many of its prompts are in that state."""
        return sum(len(part.lines[state]) for part in self.parts)


def sections(framework: Framework, findings: Mapping[str, Finding], person_id: int) -> list[Section]:
    """What is found for every prompt of the framework."""
    asked = prompts(framework)
    agreed = agreements(framework, asked)
    return [
        Section(
            standard,
            [
                _part(list(same), findings, agreed, person_id)
                for _, same in groupby(of_standard, key=lambda prompt: prompt.key_question.code)
            ],
        )
        for standard, of_standard in groupby(asked, key=lambda prompt: prompt.standard)
    ]


def numbers(shown: Sequence[Section]) -> dict[State, int]:
    """How many prompts are in each state."""
    return {state: sum(section.number(state) for section in shown) for state in State}


def untold(shown: Sequence[Section]) -> int:
    """How many prompts only a reader can tell."""
    return sum(len(part.untold) for section in shown for part in section.parts)


def _part(
    asked: list[Prompt], findings: Mapping[str, Finding], agreed: Mapping[str, Markup], person_id: int
) -> Part:
    lines: dict[State, list[Line]] = {state: [] for state in State}
    for prompt in asked:
        if prompt.check:
            line = _line(prompt, findings[prompt.check.code], agreed[prompt.check.code], person_id)
            lines[line.finding.state].append(line)
    return Part(asked[0].key_question, lines, [prompt for prompt in asked if not prompt.check])


def _line(prompt: Prompt, finding: Finding, agreement: Markup, person_id: int) -> Line:
    href, words = mending(person_id, finding)
    records = [(record, record_href(person_id, record)) for record in finding.records]
    return Line(prompt, finding, agreement, href, words, records)
