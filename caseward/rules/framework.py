"""What an inspection framework is: its standards, questions, bands, samples and settings.

A framework is data (a folder of TOML files) and is the same for everybody who reads it; these
frozen classes are the only form in which rules and pages see it. `framework_files.load` reads one.
Percentages are whole per cents unless a name says otherwise; codes are text, never numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from caseward.rules.framework_evidence import Evidence, ReportShape
from caseward.rules.framework_parts import Option, Provenance
from caseward.rules.readiness.classing import Classing


class RatedBy(StrEnum):
    """How a standard gets its rating."""

    JUDGEMENT = "judgement"
    WEAKEST_KEY_QUESTION = "weakest_key_question"
    WEAKEST_KEY_QUESTION_MODERATED = "weakest_key_question_moderated"


class Kind(StrEnum):
    """What a question is for."""

    KEY_QUESTION = "key_question"
    PROMPT = "prompt"
    SUPPLEMENTARY = "supplementary"
    INFORMATION = "information"


class AnswerType(StrEnum):
    """What may be typed or chosen as an answer."""

    YES_NO = "yes_no"
    FREQUENCY = "frequency"
    COUNT = "count"
    CLASSIFICATION = "classification"
    TEXT = "text"


class Base(StrEnum):
    """Which cases a question is about: the cases its percentage is out of."""

    ALL = "all"
    HARM = "harm"
    POST_CUSTODY = "post_custody"
    RELEVANT = "relevant"


class BandOrder(StrEnum):
    """Whether a share is rounded to a whole per cent before or after it is banded."""

    ROUND_THEN_BAND = "round_then_band"
    BAND_EXACT = "band_exact"


@dataclass(frozen=True)
class Band:
    """One rating on the scale: its word for a percentage, its points, and where it begins."""

    code: str
    title: str
    word: str
    points: int
    from_percent: int


@dataclass(frozen=True)
class ScoreBand:
    """The overall rating for a total of up to `up_to` points."""

    code: str
    up_to: int


@dataclass(frozen=True)
class BaseRule:
    """Which cases a base holds, in words for a page, and where that is said."""

    base: Base
    title: str
    text: str
    provenance: Provenance


@dataclass(frozen=True)
class Question:
    """One question asked of a case. `scored` key questions carry the rating; prompts never do."""

    code: str
    kind: Kind
    text: str
    answer: AnswerType
    base: Base
    provenance: Provenance
    guidance: str = ""
    options: tuple[Option, ...] = ()
    scored: bool = False
    not_applicable: bool = False
    """Whether the assessor may answer that the question does not apply to the case."""
    decides: Base | None = None
    """The base that this question's answer decides, for example the inspector's own risk classification."""
    in_base: tuple[str, ...] = ()
    """Answers of a deciding question that put the case into that base."""
    prompts: tuple["Question", ...] = ()
    base_provenance: Provenance | None = None
    """Where its base comes from, when that is less certain than the question itself."""


@dataclass(frozen=True)
class Characteristic:
    """What work at one rating looks like, for a standard that is judged; in our own words."""

    band: str
    text: str
    provenance: Provenance | None = None


@dataclass(frozen=True)
class Standard:
    """One standard: a rating on the published grid."""

    code: str
    domain: str
    title: str
    statement: str
    rated_by: RatedBy
    provenance: Provenance
    counts: bool = True
    """Whether its points enter the overall score."""
    sample: str | None = None
    key_questions: tuple[Question, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()


@dataclass(frozen=True)
class Window:
    """Eligible dates in one column, oldest to newest, both included, in calendar days before fieldwork.

    A window with `only_where` is for the rows whose value in that column is one of `only_for`;
    a row is eligible when a window meant for it holds its date. None is no limit.
    """

    column: str
    from_days: int | None
    until_days: int | None
    only_where: str = ""
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A case sample that the framework asks for: who is eligible, its strata and its size."""

    code: str
    title: str
    description: str
    strata: tuple[str, ...]
    required_columns: tuple[str, ...]
    provenance: Provenance
    confidence: int | None = None
    """Per cent, two-sided; None where the size is estimated and entered by hand."""
    margin: int | None = None
    """Points, half the width of the interval."""
    information: tuple[Question, ...] = ()
    windows: tuple[Window, ...] = ()
    """Who is eligible by date; a sample without a window takes every case."""
    windows_provenance: Provenance | None = None


@dataclass(frozen=True)
class Discretion:
    """When the ratings panel may move a rating, and how far."""

    within_points: int
    inclusive: bool
    one_case: bool
    bands: int
    provenance: Provenance


@dataclass(frozen=True)
class Moderation:
    """Movement of one standard's rating on qualitative evidence, proposed by the lead inspector."""

    standard: str
    question: str
    bands: int
    provenance: Provenance


@dataclass(frozen=True)
class Comparison:
    """How a change between two inspections is tested; `significance` in thousandths (100 is 0.1)."""

    significance_per_mille: int
    provenance: Provenance


@dataclass(frozen=True)
class Link:
    """Whether a question or standard may be compared with the same code of an earlier framework, and why."""

    framework: str
    code: str
    comparable: bool
    reason: str
    provenance: Provenance


@dataclass(frozen=True)
class Example:
    """A worked example to check by hand: whole per cents and judgements in, calculated ratings out."""

    title: str
    answers: Mapping[str, int] = field(hash=False)
    judgements: Mapping[str, str] = field(hash=False)
    expect: Mapping[str, str] = field(hash=False)
    points: int
    out_of: int
    rating: str
    provenance: Provenance


@dataclass(frozen=True)
class Framework:
    """A published inspection framework, whole. Bands run from best to worst and end at 0 per cent."""

    code: str
    title: str
    in_force_from: str
    in_force_provenance: Provenance
    provider_kind: str
    offered: bool
    """Whether new inspections may use it; the others prove the format."""
    provenance: Provenance
    band_order: BandOrder
    band_order_provenance: Provenance
    bands: tuple[Band, ...]
    score_bands: tuple[ScoreBand, ...]
    score_bands_provenance: Provenance
    standards: tuple[Standard, ...]
    samples: tuple[Sample, ...]
    discretion: Discretion | None
    moderation: tuple[Moderation, ...]
    comparison: Comparison
    domains: tuple[Option, ...]
    digest: str
    """SHA-256 over framework.toml, standards/ and samples.toml: the version stamped on every result."""
    follows: str | None = None
    bands_provenance: Provenance | None = None
    bases: tuple[BaseRule, ...] = ()
    links: tuple[Link, ...] = ()
    examples: tuple[Example, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    report: ReportShape = field(default_factory=ReportShape)
    classings: Mapping[str, Classing] = field(default_factory=dict, hash=False)
    """Which prompts the records of a case can speak to, by their code; empty where nobody has said."""
    _questions: dict[str, Question] = field(default_factory=dict, compare=False, repr=False)

    def standard(self, code: str) -> Standard:
        """The standard of that code; KeyError where the framework has none."""
        return {standard.code: standard for standard in self.standards}[code]

    def band(self, code: str) -> Band:
        """The band of that code; KeyError where the scale has none."""
        return {band.code: band for band in self.bands}[code]

    def sample(self, code: str) -> Sample:
        """The case sample of that code; KeyError where the framework asks for none."""
        return {sample.code: sample for sample in self.samples}[code]

    def question(self, code: str) -> Question:
        """Any question of the framework, by its code; KeyError where there is none."""
        return self._questions[code]

    def questions(self) -> tuple[Question, ...]:
        """Every question once: key questions with their prompts in order, then information questions."""
        return tuple(self._questions.values())

    def standards_of(self, sample: str) -> tuple[Standard, ...]:
        """The standards that are answered from one case sample, in their order."""
        return tuple(standard for standard in self.standards if standard.sample == sample)
