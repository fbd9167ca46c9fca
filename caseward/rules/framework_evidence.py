"""What a framework asks for beyond cases: interviews, documents, provider data, and its report's sections."""

from dataclasses import dataclass, field

from caseward.rules.framework_parts import Option, Provenance


@dataclass(frozen=True)
class SurveyItem:
    """One question of the interviews, which double as a survey; blanks are normal and leave its base."""

    code: str
    asked_of: str
    """`officers` or `people` (people on probation)."""
    text: str
    short: str
    """What a yes says, as a row of a table: “Caseload is manageable”."""
    options: tuple[Option, ...]
    counts_as_yes: tuple[str, ...]
    """Values of the options that are positive; empty for a question that has no positive answer."""
    key_questions: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True)
class DocumentRequest:
    """One document asked of the provider in advance, and the key questions that it bears on."""

    code: str
    title: str
    text: str
    key_questions: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True)
class PresentationHeading:
    """One heading of the leader's presentation at the start of fieldwork."""

    code: str
    text: str
    standard: str | None
    provenance: Provenance


@dataclass(frozen=True)
class ProviderFigure:
    """One figure asked of the provider, for this year and last; *no data available* is a legal answer."""

    code: str
    title: str
    group: str
    """The table it stands in: staffing, caseload, services, unpaid work, contract, context."""
    unit: str
    """`people`, `per_cent`, `cases`, `weeks`, `pounds` or `number`."""
    key_questions: tuple[str, ...]
    provenance: Provenance
    has_target: bool = False
    least: int | None = None
    """Below this, or above `most`, a figure is hardly possible and is questioned, never refused."""
    most: int | None = None
    pair: str | None = None
    """The figure beside which swapped years show, such as the same caseload of the other grade."""


@dataclass(frozen=True)
class FigureGroup:
    """A table of provider figures and where it stands in the report."""

    code: str
    title: str


@dataclass(frozen=True)
class Evidence:
    """Everything that fieldwork asks for; empty for a framework that says nothing of it."""

    survey: tuple[SurveyItem, ...] = ()
    documents: tuple[DocumentRequest, ...] = ()
    presentation: tuple[PresentationHeading, ...] = ()
    figure_groups: tuple[FigureGroup, ...] = ()
    figures: tuple[ProviderFigure, ...] = ()

    def item(self, code: str) -> SurveyItem:
        """The survey item of that code; KeyError where there is none."""
        return {item.code: item for item in self.survey}[code]

    def figure(self, code: str) -> ProviderFigure:
        """The provider figure of that code; KeyError where there is none."""
        return {figure.code: figure for figure in self.figures}[code]

    def bearing_on(self, key_question: str) -> "Evidence":
        """The part of it that bears on one key question."""
        return Evidence(
            survey=tuple(row for row in self.survey if key_question in row.key_questions),
            documents=tuple(row for row in self.documents if key_question in row.key_questions),
            figure_groups=self.figure_groups,
            figures=tuple(row for row in self.figures if key_question in row.key_questions),
        )


@dataclass(frozen=True)
class ReportSection:
    """One section of the report, in its order."""

    code: str
    title: str
    kind: str
    """`prose` (people write it), `tables` (drawn from data alone) or `chapter` (of a standard: both)."""
    draws: tuple[str, ...]
    """Names of the tables that stand in it; reports/presenters define them."""
    provenance: Provenance
    standard: str | None = None
    guidance: str = ""
    is_annex: bool = False


@dataclass(frozen=True)
class WordSet:
    """What a framework's reports call things, so that the other kind of provider's word is found."""

    own: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportShape:
    """The report that the framework asks for; empty where the framework says nothing of it."""

    sections: tuple[ReportSection, ...] = ()
    words: WordSet = field(default_factory=WordSet)

    def section(self, code: str) -> ReportSection:
        """The section of that code; KeyError where there is none."""
        return {section.code: section for section in self.sections}[code]
