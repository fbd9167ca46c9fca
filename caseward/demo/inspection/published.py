"""Published results as files: the percentages, ratings and decisions of real reports."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from caseward.demo import accounts
from caseward.inspection.results import actions as results
from caseward.inspection.results.models import Result
from caseward.inspection.standards import readers as standards
from caseward.rules import rating
from caseward.rules.framework import Framework
from caseward.rules.panel import DecidedStandard, Decision, decide
from caseward.rules.rating import Percent
from caseward.shared.accounts.models import User
from caseward.shared.organisations.models import Organisation

from . import further

FOLDER = Path(__file__).parent / "published"
PRINTED_ONLY = "The rating is printed without the percentages behind it."


@dataclass(frozen=True)
class Published:
    """One file of published/: what the report prints, and what it does not."""

    slug: str
    provider: str
    short_name: str
    framework: str
    title: str
    source: str
    note: str
    published_on: date
    judgements: dict[str, str]
    percent: dict[str, int]
    inferred: list[str]
    missing: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    """Ratings of standards whose percentages are not printed."""
    fieldwork_starts_on: date | None = None
    fieldwork_ends_on: date | None = None
    panel: list[dict[str, str]] = field(default_factory=list)
    officers: int = 0
    """How many officers were interviewed; 0 where the report does not say."""
    people: int = 0
    """How many people on probation were interviewed."""
    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    """How many gave each answer to an item whose share is not printed."""
    facts: list[dict[str, str]] = field(default_factory=list)
    """Further figures, each with the periods that the report prints."""

    @property
    def decisions(self) -> list[Decision]:
        """What the panel decided."""
        return [Decision(row["standard"], row["final"], row["reason"], row["ground"]) for row in self.panel]

    def organisation(self) -> Organisation:
        """The provider, made where it is not there yet."""
        return accounts.organisation(self.provider, self.short_name, Organisation.Kind.PROVIDER)


def read(name: str) -> Published:
    """The published figures in the file of that name."""
    return Published(**tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))


def load(name: str, *, by: User) -> Result:
    """Write a published result from its printed percentages; twice is once."""
    published = read(name)
    framework = standards.framework(published.framework)
    calculated = rated(framework, published)
    decided = decide(framework, calculated, published.decisions)
    result = results.record_result(
        framework=framework,
        provider=published.organisation(),
        about=results.About(
            slug=published.slug,
            title=published.title,
            source=published.source,
            origin=Result.Origin.IMPORTED,
            note=published.note,
            fieldwork_starts_on=published.fieldwork_starts_on,
        ),
        standards=[_standard(row, calculated, published) for row in decided.standards.values()],
        questions=_figures(published),
        creation_key=uuid5(NAMESPACE_URL, f"caseward:{published.slug}"),
        by=by,
        on=published.published_on,
    )
    further.add(result, published.facts, by=by)
    return result


def rated(framework: Framework, published: Published) -> rating.Rating:
    """The calculated rating of the printed percentages, prompts left aside."""
    scored = {
        question.code for row in framework.standards for question in row.key_questions if question.scored
    }
    figures = {code: Percent(value) for code, value in published.percent.items() if code in scored}
    return rating.rate(framework, figures, published.judgements)


def _standard(
    standard: DecidedStandard, calculated: rating.Rating, published: Published
) -> results.DecidedStandard:
    decision = next(iter(standard.decisions), None)
    printed = published.printed.get(standard.code)
    return results.DecidedStandard(
        code=standard.code,
        indicative=standard.indicative or printed,
        final=standard.final or printed,
        ground=decision.ground if decision else "",
        reason=decision.reason if decision else PRINTED_ONLY if printed else "",
        decided_by=calculated.standards[standard.code].decided_by,
        is_inferred=standard.code in published.inferred,
    )


def _figures(published: Published) -> list[results.QuestionFigure]:
    printed = [results.QuestionFigure(code, percent=value) for code, value in published.percent.items()]
    lost = [results.QuestionFigure(code, why_no_figure=why) for code, why in published.missing.items()]
    return sorted(printed + lost, key=lambda figure: figure.code)
