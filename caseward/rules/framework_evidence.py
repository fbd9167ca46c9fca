"""What a framework asks for beyond cases: interviews, documents, provider data, and its report's sections."""

from dataclasses import dataclass, field

from caseward.rules.framework_parts import Option, Provenance

# Who may be asked, what a figure may be counted in, what a section may be, and which tables it may draw;
# reports/presenters draw them.
ASKED_OF = ("officers", "people")
UNITS = ("people", "per_cent", "cases", "weeks", "pounds", "number")
SECTION_KINDS = ("prose", "tables", "chapter")
TABLES = (
    "ratings",
    "earlier-recommendations",
    "recommendations",
    "contextual-facts",
    "provider-figures",
    "case-characteristics",
    "key-questions",
    "good-practice",
    "inspection-data",
    "survey",
    "sample-against-population",
    "glossary",
)


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
    options_provenance: Provenance
    """Where its choices come from, which is less certain than that the question was asked."""


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
    """Code of the table that it stands in."""
    unit: str
    """One of UNITS."""
    key_questions: tuple[str, ...]
    provenance: Provenance
    guidance: str = ""
    has_target: bool = False
    has_comparator: bool = False
    """Whether a figure for all providers is published and stands beside it."""
    least: int | None = None
    """Below this, or above `most`, a figure is hardly possible and is questioned, never refused."""
    most: int | None = None
    pair: str | None = None
    """The figure beside which swapped years show, such as the same caseload of the other grade."""


@dataclass(frozen=True)
class InspectionFigure:
    """One per cent that a table of the report prints and the inspection counts itself; nobody is asked."""

    code: str
    title: str
    group: str
    counted_from: str
    """Code of the survey item or information question whose answers are counted."""
    answers: tuple[str, ...]
    """Values that count towards it; any other answer counts against it."""
    key_questions: tuple[str, ...]
    provenance: Provenance
    only_for: tuple[str, ...] = ()
    """Officer grades; every grade where it is empty."""


@dataclass(frozen=True)
class FigureGroup:
    """A table of figures and where it stands in the report."""

    code: str
    title: str
    standard: str | None = None
    """The standard in whose chapter it is printed; None stands among the contextual facts."""


@dataclass(frozen=True)
class CaseFigures:
    """The questions asked of cases whose answers bear on a key question of a judged standard."""

    key_question: str
    codes: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True)
class Evidence:
    """Everything that fieldwork asks for; empty for a framework that says nothing of it."""

    survey: tuple[SurveyItem, ...] = ()
    documents: tuple[DocumentRequest, ...] = ()
    presentation: tuple[PresentationHeading, ...] = ()
    figure_groups: tuple[FigureGroup, ...] = ()
    figures: tuple[ProviderFigure, ...] = ()
    findings: tuple[InspectionFigure, ...] = ()
    case_figures: tuple[CaseFigures, ...] = ()

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
            findings=tuple(row for row in self.findings if key_question in row.key_questions),
            case_figures=tuple(row for row in self.case_figures if row.key_question == key_question),
        )


@dataclass(frozen=True)
class ReportSection:
    """One section of the report, in its order."""

    code: str
    title: str
    kind: str
    """One of SECTION_KINDS: people write it, it is drawn from data alone, or it is about one standard."""
    draws: tuple[str, ...]
    """Which of TABLES stand in it."""
    provenance: Provenance
    standard: str | None = None
    guidance: str = ""
    is_annex: bool = False


@dataclass(frozen=True)
class WordSet:
    """What reports call the provider, and what they call only other kinds; capitals make no difference."""

    own: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    provenance: Provenance | None = None


@dataclass(frozen=True)
class ReportShape:
    """The report that the framework asks for; empty where the framework says nothing of it."""

    sections: tuple[ReportSection, ...] = ()
    words: WordSet = field(default_factory=WordSet)

    def section(self, code: str) -> ReportSection:
        """The section of that code; KeyError where there is none."""
        return {section.code: section for section in self.sections}[code]
