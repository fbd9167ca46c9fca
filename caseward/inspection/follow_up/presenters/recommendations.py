"""The recommendations of one inspection in their order, and those of the inspection before.

Reports print both: `groups_of` becomes the section of new recommendations, `earlier_of` the one on the
achievement of the previous ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import EarlierJudgement, Recommendation
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.models import RecommendationResult, Result
from caseward.rules.framework import Framework

if TYPE_CHECKING:
    from caseward.inspection.follow_up.actions import Wording


@dataclass(frozen=True)
class Written:
    """One recommendation with the titles of what it rests on."""

    recommendation: Recommendation
    subjects: tuple[str, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Group:
    """The recommendations to one addressee, in order."""

    addressee: str
    is_outside: bool
    recommendations: tuple[Written, ...]


@dataclass(frozen=True)
class Found:
    """One earlier recommendation: what was planned and done, if held here, and what is found of it."""

    recommendation: RecommendationResult
    judgement: EarlierJudgement | None
    followed: Recommendation | None
    """Our own row of it, where its action plan is public."""


@dataclass(frozen=True)
class Earlier:
    """The recommendations of the inspection before, with the findings of this one."""

    result: Result
    found: tuple[Found, ...]

    @property
    def judged(self) -> int:
        """How many are judged."""
        return sum(each.judgement is not None for each in self.found)

    @property
    def tally(self) -> list[tuple[str, int]]:
        """How many made sufficient, some and no progress, in that order."""
        given = [each.judgement.progress for each in self.found if each.judgement]
        return [(label, given.count(value)) for value, label in EarlierJudgement.Progress.choices]


def groups_of(inspection: Inspection) -> list[Group]:
    """The recommendations of an inspection by addressee, each with its number; two queries at most."""
    rows = inspection.recommendations.select_related("repeats__result", "plan")
    by_addressee = groupby(rows, key=lambda row: row.addressee)
    return [_group(inspection.framework, list(group)) for _, group in by_addressee]


def _group(framework: Framework, rows: list[Recommendation]) -> Group:
    written = [
        Written(row, subjects_of(framework, row), is_first=row is rows[0], is_last=row is rows[-1])
        for row in rows
    ]
    return Group(rows[0].addressee, rows[0].is_outside, tuple(written))


def subjects_of(framework: Framework, row: Recommendation) -> tuple[str, ...]:
    """Titles of the standards and key questions that a recommendation rests on, each with its code."""
    return (
        *standard_titles(framework, row.standard_codes),
        *(
            f"{question.code} {question.text}"
            for standard in framework.standards
            for question in standard.key_questions
            if question.code in row.question_codes
        ),
    )


def standard_titles(framework: Framework, codes: Iterable[str]) -> list[str]:
    """Code and title of each of those standards, in the framework's order."""
    wanted = set(codes)
    return [f"{each.code} {each.title}" for each in framework.standards if each.code in wanted]


def earlier_of(inspection: Inspection) -> Earlier | None:
    """What was recommended to the provider before and what is found of it; None where nothing is known."""
    result = policies.earlier_result(inspection)
    if result is None:
        return None
    own = EarlierJudgement.objects.filter(inspection=inspection).select_related("judged_by")
    rows = (
        policies.earlier_recommendations(inspection)
        .select_related("result", "written_here__plan", "written_here__response")
        .prefetch_related(
            Prefetch("judgements", own, to_attr="own_judgements"),
            "written_here__steps",
            "written_here__progress_notes__written_by",
        )
    )
    return Earlier(result, tuple(_found(row) for row in rows))


def _found(row: RecommendationResult) -> Found:
    judgements: Sequence[EarlierJudgement] = getattr(row, "own_judgements", ())
    followed: Recommendation | None = getattr(row, "written_here", None)
    is_public = followed is not None and followed.plan is not None and followed.plan.published_at is not None
    return Found(row, next(iter(judgements), None), followed if is_public else None)


def wording_differences(theirs: Recommendation, yours: "Wording") -> list[tuple[str, str, str]]:
    """What somebody else saved beside what was typed, field by field where they differ."""
    framework = theirs.inspection.framework
    typed = Recommendation(
        standard_codes=list(yours.standard_codes), question_codes=list(yours.question_codes)
    )
    rows = [
        ("To", theirs.addressee, yours.addressee),
        ("Recommendation", theirs.text, yours.text),
        ("Rests on", "; ".join(subjects_of(framework, theirs)), "; ".join(subjects_of(framework, typed))),
        ("Repeats", str(theirs.repeats or "Nothing"), str(yours.repeats or "Nothing")),
    ]
    return [row for row in rows if row[1] != row[2]]


def judgement_differences(theirs: EarlierJudgement, typed: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What somebody else found beside what was typed, where they differ."""
    rows = [
        ("Progress", str(theirs), str(EarlierJudgement(progress=typed["progress"]))),
        ("What shows it", theirs.paragraph, typed["paragraph"]),
    ]
    return [row for row in rows if row[1] != row[2]]
