"""The only place where answers and proposals become the plain values that the rating rule takes.

Counting is left to the database: one grouped query, whatever the number of cases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models import Count as CountRows

from caseward.inspection.case_assessments.models import Answer, AnswerQuerySet, Assessment, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.actions import DecidedStandard, GroupedFigure, QuestionFigure
from caseward.inspection.results.presenters import preview
from caseward.inspection.results.presenters.groups import GroupCases, publishable
from caseward.rules.ages import age_groups, latest_birth
from caseward.rules.columns import Column, load_columns
from caseward.rules.figures import Count, scored_questions
from caseward.rules.framework import AnswerType, Framework, RatedBy
from caseward.rules.panel import Decision as PanelDecision
from caseward.rules.rating import Rating, rate

from .models import CalculatedRating, Decision, Meeting, Proposal

TALLY = {
    "yes": CountRows("pk", filter=Q(value="yes")),
    "no": CountRows("pk", filter=Q(value="no")),
    "not_applicable": CountRows("pk", filter=Q(value="not_applicable")),
}


def answers_behind(inspection: Inspection) -> AnswerQuerySet:
    """The answers that count, of the cases that each question is about."""
    return Answer.objects.counting_in(inspection).filter(Q(in_base=True))


def answers_for(inspection: Inspection) -> dict[str, Count]:
    """How the cases were answered, by the code of each yes-or-no question, in the framework's order."""
    rows = answers_behind(inspection).order_by().values("question_code").annotate(**TALLY)
    counted = {row["question_code"]: _count(row) for row in rows}
    return {
        question.code: counted[question.code]
        for question in inspection.framework.questions()
        if question.code in counted and question.answer is AnswerType.YES_NO
    }


def groups_for(inspection: Inspection, question_code: str, column: Column) -> dict[str, Count]:
    """How one question was answered in each group of cases, by a column of the case list.

    A group is a value of the column, or the name of an age group where the column is a date of birth.
    """
    answers = answers_behind(inspection).filter(question_code=question_code).order_by()
    rows = answers.values(group=_group_of(inspection, column)).annotate(**TALLY).order_by("group")
    counted = {row["group"]: _count(row) for row in rows}
    return {group: counted[group] for group in _in_order(column, counted)}


def cases_by_group(inspection: Inspection, column: Column) -> dict[str, list[GroupCases]]:
    """The cases of each key question by the groups of a column: sample by sample, all questions at once.

    Out: by the code of the question, its groups. Cases of the sample in use that the question leaves out,
    as not in its base, not applicable or not answered, are counted beside yes and no. Two queries.
    """
    group = _group_of(inspection, column)
    answers = answers_behind(inspection).order_by().values("question_code", group=group).annotate(**TALLY)
    tallies = {(row["question_code"], row["group"]): _count(row) for row in answers}
    finished = Assessment.objects.finished().of_cases_in_use().filter(inspection=inspection)
    sizes: dict[str, dict[str, int]] = {}
    of_case = _group_of(inspection, column, to_case="case")
    rows = finished.filter(reading=Reading.FIRST).order_by()
    for row in rows.values(sample=F("case__draw__sample_code"), group=of_case).annotate(
        cases=CountRows("pk")
    ):
        sizes.setdefault(row["sample"], {})[row["group"]] = row["cases"]
    return {
        question.code: [
            _group_cases(group, sizes[standard.sample][group], tallies.get((question.code, group)))
            for group in _in_order(column, sizes[standard.sample])
        ]
        for standard in inspection.framework.standards
        if standard.sample in sizes
        for question in scored_questions(standard)
    }


def _group_cases(group: str, cases: int, tally: Count | None) -> GroupCases:
    yes, no = (tally.yes, tally.no) if tally else (0, 0)
    return GroupCases(group, yes, no, cases - yes - no)


def _group_of(inspection: Inspection, column: Column, *, to_case: str = "assessment__case") -> F | Case:
    path = f"{to_case}__listed_case__{column.code}"
    if not column.ages_from:
        return F(path)
    day = inspection.fieldwork_starts_on
    groups = age_groups(column.ages_from)
    whens = [
        When(**{f"{path}__lte": latest_birth(group.least, day)}, then=Value(group.label))
        for group in reversed(groups)
        if group.least is not None
    ]
    unknown = When(**{f"{path}__isnull": True}, then=Value(""))
    return Case(unknown, *whens, default=Value(groups[0].label))


def _in_order(column: Column, groups: Iterable[str]) -> list[str]:
    """Groups as the column lists them, then others by name, those not recorded last."""
    listed = [value.value for value in column.values] + [each.label for each in age_groups(column.ages_from)]
    places = {group: place for place, group in enumerate(listed)}
    return sorted(groups, key=lambda group: (not group, places.get(group, len(places)), group))


def figures_to_rate(framework: Framework, answers: Mapping[str, Count]) -> dict[str, Count]:
    """The counts that carry a rating: those of the scored key questions."""
    scored = [question.code for standard in framework.standards for question in scored_questions(standard)]
    return {code: answers[code] for code in scored if code in answers}


def judgements_for(inspection: Inspection) -> dict[str, str]:
    """The band that stands proposed for each judged standard."""
    rows = Proposal.objects.filter(inspection=inspection, ground=Proposal.Ground.JUDGEMENT, is_current=True)
    return dict(rows.order_by("standard_code").values_list("standard_code", "band"))


def live_rating(inspection: Inspection, answers: Mapping[str, Count]) -> Rating:
    """The ratings as they are now: from the answers that count and the proposals that stand."""
    framework = inspection.framework
    return rate(framework, figures_to_rate(framework, answers), judgements_for(inspection))


def stored_figures(calculated: CalculatedRating) -> dict[str, Count]:
    """The counts that a stored calculation was made from."""
    return {code: Count(**count) for code, count in calculated.inputs["answers"].items()}


def stored_rating(meeting: Meeting) -> Rating:
    """The ratings that lie before a meeting, with everything that the rule says of them."""
    judgements = meeting.calculated.inputs["judgements"]
    return rate(meeting.inspection.framework, stored_figures(meeting.calculated), judgements)


def panel_decisions(meeting: Meeting) -> list[PanelDecision]:
    """The decisions that stand at a meeting, as the panel's rule takes them, without unrated standards."""
    rows = meeting.decisions.filter(is_current=True).exclude(final="")
    return [panel_decision(row.standard_code, row.ground, row.final, row.reason) for row in rows]


def panel_decision(standard_code: str, ground: str, final: str, reason: str) -> PanelDecision:
    """One decision as the panel's rule takes it; the rule knows a confirmation by its unmoved rating."""
    by_rule = Decision.Ground.DISCRETION if ground == Decision.Ground.CONFIRMED else ground
    return PanelDecision(standard_code, final, reason or Decision.Ground.CONFIRMED.label, str(by_rule))


def decided_standards(meeting: Meeting) -> list[DecidedStandard]:
    """The decisions that stand, as a public result takes them; a reason is public where it moved a rating."""
    calculated = meeting.calculated.result["standards"]
    rows = {row.standard_code: row for row in meeting.decisions.filter(is_current=True)}
    return [
        DecidedStandard(
            code=standard.code,
            indicative=row.indicative or None,
            final=row.final or None,
            ground=row.ground,
            reason=row.reason if row.final != row.indicative else "",
            decided_by=tuple(calculated[standard.code]["decided_by"]),
        )
        for standard in meeting.inspection.framework.standards
        if (row := rows.get(standard.code))
    ]


def question_figures(meeting: Meeting) -> list[QuestionFigure]:
    """The counts of every yes-or-no question of a standard; those that carry ratings as they were stored."""
    answers = {**answers_for(meeting.inspection), **stored_figures(meeting.calculated)}
    return [
        QuestionFigure(question.code, yes=count.yes, base=count.base)
        if (count := answers.get(question.code, Count(0, 0))).base
        else QuestionFigure(question.code, why_no_figure="No case had an answer.")
        for standard in meeting.inspection.framework.standards
        if standard.rated_by is not RatedBy.JUDGEMENT
        for key_question in standard.key_questions
        for question in (*([key_question] if key_question.scored else []), *key_question.prompts)
    ]


def group_figures(meeting: Meeting) -> list[GroupedFigure]:
    """Each key question by each group of cases, without what would show a small number of cases.

    The groups are those of the columns that the sample of the question asks for.
    """
    inspection = meeting.inspection
    framework = inspection.framework
    whole = {each.question.code: each for each in preview(framework, question_figures(meeting))}
    figures: list[GroupedFigure] = []
    for column in group_columns():
        asking = [sample.code for sample in framework.samples if column.code in sample.required_columns]
        for code, groups in cases_by_group(inspection, column).items():
            shown = whole[code]
            if len(groups) > 1 and shown.standard.sample in asking:
                named = [replace(each, group=column.label(each.group)) for each in groups]
                figures += publishable(shown, column.code, named)
    return figures


@cache
def group_columns() -> tuple[Column, ...]:
    """The columns of a case list by which figures are broken down."""
    return tuple(column for column in load_columns() if column.makes_groups)


def _count(row: Mapping[str, Any]) -> Count:
    return Count(yes=row["yes"], no=row["no"], not_applicable=row["not_applicable"])
