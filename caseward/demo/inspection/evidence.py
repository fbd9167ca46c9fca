"""The evidence of a published report rebuilt: invented interviews that give its shares, and its figures."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import cycle

from caseward.inspection.fieldwork.actions import figures
from caseward.inspection.fieldwork.models import AskedOf, Interview, InterviewAnswer, Period
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.actions import Fact
from caseward.rules.figures import Count
from caseward.rules.framework_evidence import SurveyItem
from caseward.rules.rating import whole_per_cent
from caseward.shared.accounts.models import User

from . import cases, further
from .published import Published

OFFICES = ("Office A", "Office B", "Office C", "Office D")
MANAGEABLE = "caseload-manageable"
UNMANAGEABLE = {"PO": "caseload-unmanageable-po", "PSO": "caseload-unmanageable-pso"}
MOST_BLANKS = 12
Said = list[bool | None]
"""Yes, no or left blank, interview by interview."""


def load(inspection: Inspection, report: Published, users: Mapping[str, User]) -> None:
    """Give an inspection the interviews and the provider's figures that its published report prints."""
    facts = further.facts(report.facts, report.source)
    current = [fact for fact in facts if fact.period == Period.CURRENT]
    printed = {fact.code: int(fact.value) for fact in current if fact.value is not None}
    grades, manageable = by_grade(printed, report.officers)
    interviews = {
        AskedOf.OFFICERS.value: _interviews(inspection, AskedOf.OFFICERS, grades, users),
        AskedOf.PEOPLE.value: _interviews(inspection, AskedOf.PEOPLE, [""] * report.people, users),
    }
    chance = random.Random(report.officers)  # noqa: S311 - invented data, not a secret
    answers: list[InterviewAnswer] = []
    for item in inspection.framework.evidence.survey:
        held = interviews[item.asked_of]
        if item.code in report.answers:
            answers += _answers(held, item, _spread(report.answers[item.code], len(held), chance))
        elif item.code == MANAGEABLE:
            answers += _answers(held, item, _chosen(item, manageable))
        elif item.code in printed and item.counts_as_yes:
            answers += _answers(held, item, _chosen(item, _shuffled(printed[item.code], len(held), chance)))
    InterviewAnswer.objects.bulk_create(answers)
    _figures(inspection, facts, users["analyst"])


def by_grade(printed: Mapping[str, int], officers: int) -> tuple[list[str], Said]:
    """Officers of two grades whose answers on their caseload give the shares of each grade and of all.

    Raises LookupError where no numbers do.
    """
    for of_first in range(officers // 3, officers - officers // 3):
        numbers = dict(zip(UNMANAGEABLE, (of_first, officers - of_first), strict=True))
        counts = [_count(100 - printed[UNMANAGEABLE[grade]], number) for grade, number in numbers.items()]
        together = Count(sum(each.yes for each in counts), sum(each.no for each in counts))
        if whole_per_cent(together.share) == printed[MANAGEABLE]:
            grades = [grade for grade, number in numbers.items() for _ in range(number)]
            return grades, [said for count in counts for said in _said(count)]
    raise LookupError("no numbers of officers give the printed shares")


def _count(percent: int, interviews: int) -> Count:
    """Yes, no and blank with that whole per cent of yes and as few blanks as can be."""
    for base in range(interviews, interviews - MOST_BLANKS, -1):
        for yes in range(base + 1):
            count = Count(yes, base - yes, interviews - base)
            if whole_per_cent(count.share) == percent:
                return count
    raise LookupError(f"no base near {interviews} gives {percent} per cent")


def _said(count: Count) -> Said:
    return [True] * count.yes + [False] * count.no + [None] * count.not_applicable


def _shuffled(percent: int, interviews: int, chance: random.Random) -> Said:
    said = _said(_count(percent, interviews))
    chance.shuffle(said)
    return said


def _spread(numbers: Mapping[str, int], interviews: int, chance: random.Random) -> list[str | None]:
    """So many of each answer in any order; whoever is left gave none."""
    given = [value for value, number in numbers.items() for _ in range(number)]
    spread: list[str | None] = [*given, *[None] * (interviews - len(given))]
    chance.shuffle(spread)
    return spread


def _interviews(
    inspection: Inspection, asked_of: AskedOf, grades: list[str], users: Mapping[str, User]
) -> list[Interview]:
    inspectors = cycle([users["inspector"], users["inspector2"], users["inspector3"]])
    days, offices = cycle(range(5)), cycle(OFFICES)
    rows = [
        Interview(
            inspection=inspection,
            asked_of=asked_of,
            grade=grade,
            office=next(offices),
            interviewed_on=inspection.fieldwork_starts_on + timedelta(days=next(days)),
            recorded_at=cases.moment(inspection.fieldwork_ends_on),
            recorded_by=next(inspectors),
        )
        for grade in grades
    ]
    return Interview.objects.bulk_create(rows)


def _chosen(item: SurveyItem, said: Said) -> list[str | None]:
    """Answers as choices of an item: its first positive one for a yes, its first other one for a no."""
    values = [option.value for option in item.options]
    choices = {
        True: item.counts_as_yes[0],
        False: next(value for value in values if value not in item.counts_as_yes),
    }
    return [None if answer is None else choices[answer] for answer in said]


def _answers(
    interviews: list[Interview], item: SurveyItem, chosen: Sequence[str | None]
) -> Iterator[InterviewAnswer]:
    for interview, value in zip(interviews, chosen, strict=True):
        if value is not None:
            yield InterviewAnswer(interview=interview, item_code=item.code, value=value)


def _figures(inspection: Inspection, facts: list[Fact], by: User) -> None:
    """The provider's figures, typed in by the team: the real provider has no account here."""
    at = cases.moment(inspection.fieldwork_starts_on - timedelta(days=14))
    evidence = inspection.framework.evidence
    for group in evidence.figure_groups:
        codes = {figure.code for figure in evidence.figures if figure.group == group.code}
        entries = [_entry(fact) for fact in facts if fact.code in codes and fact.period in Period.values]
        if entries:
            figures.enter(inspection=inspection, group=group.code, entries=entries, version=0, by=by, at=at)


def _entry(fact: Fact) -> figures.Entry:
    note = f"{fact.source}. {fact.remark}" if fact.remark else fact.source
    return figures.Entry(fact.code, fact.period, fact.value, fact.value is None, note)
