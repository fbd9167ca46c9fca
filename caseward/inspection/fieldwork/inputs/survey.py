"""How interviews were answered, item by item. Blanks are normal: each item has a base of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count as CountRows
from django.db.models import F, QuerySet

from caseward.inspection.fieldwork.models import Interview, InterviewAnswer
from caseward.inspection.inspections.models import Inspection
from caseward.rules.figures import Count
from caseward.rules.framework_evidence import InspectionFigure, SurveyItem

Chosen = Mapping[str, int]
"""How many chose each answer, by its value."""


@dataclass(frozen=True)
class Tally:
    """The interviews of one kind of person: how many there were, and what each item was answered."""

    interviews: int = 0
    items: Mapping[str, Chosen] = field(default_factory=dict)

    def chosen(self, item: SurveyItem) -> Chosen:
        """How many gave each answer to an item."""
        return self.items.get(item.code, {})

    def count(self, item: SurveyItem) -> Count:
        """An item as yes, no and blank; the base is those who answered."""
        chosen = self.chosen(item)
        answered = sum(chosen.values())
        yes = sum(chosen.get(value, 0) for value in item.counts_as_yes)
        return Count(yes, answered - yes, self.interviews - answered)


def survey_figures(inspection: Inspection) -> dict[str, Count]:
    """Yes, no and blank of each item that has a positive answer, in the framework's order."""
    tallies = tallies_of(inspection)
    return {
        item.code: tallies.get(item.asked_of, Tally()).count(item)
        for item in inspection.framework.evidence.survey
        if item.counts_as_yes
    }


def findings_of(inspection: Inspection) -> dict[str, Count]:
    """Yes and no of each figure that the report counts from an item, among the officers it is about."""
    evidence = inspection.framework.evidence
    items = {item.code: item for item in evidence.survey}
    grades = {
        asked_of: tallies_by(inspection, asked_of, "grade")
        for asked_of in {
            items[row.counted_from].asked_of for row in evidence.findings if row.counted_from in items
        }
    }
    return {
        row.code: _of_grades(grades[items[row.counted_from].asked_of], items[row.counted_from], row)
        for row in evidence.findings
        if row.counted_from in items
    }


def _of_grades(groups: Mapping[str, Tally], item: SurveyItem, finding: InspectionFigure) -> Count:
    chosen = [
        tally.chosen(item)
        for grade, tally in groups.items()
        if not finding.only_for or grade in finding.only_for
    ]
    answered = sum(sum(each.values()) for each in chosen)
    counted = sum(each.get(value, 0) for each in chosen for value in finding.answers)
    return Count(counted, answered - counted)


def tallies_of(inspection: Inspection) -> dict[str, Tally]:
    """The interviews with officers and with people on probation."""
    return _tallies(Interview.objects.filter(inspection=inspection), "asked_of")


def tallies_by(inspection: Inspection, asked_of: str, column: str) -> dict[str, Tally]:
    """The interviews with one kind of person by their `grade` or `office`, in the order of its words."""
    return _tallies(Interview.objects.filter(inspection=inspection, asked_of=asked_of), column)


def _tallies(interviews: QuerySet[Interview], column: str) -> dict[str, Tally]:
    """Two questions to the database, whatever the number of interviews."""
    numbers = dict(interviews.order_by(column).values_list(column).annotate(CountRows("pk")))
    found: dict[str, dict[str, dict[str, int]]] = {group: {} for group in numbers}
    answers = InterviewAnswer.objects.filter(interview__in=interviews.order_by().values("pk"))
    by_group = answers.order_by().annotate(group=F(f"interview__{column}"))
    for group, code, value, number in by_group.values_list("group", "item_code", "value").annotate(
        CountRows("pk")
    ):
        found[group].setdefault(code, {})[value] = number
    return {group: Tally(number, found[group]) for group, number in numbers.items()}
