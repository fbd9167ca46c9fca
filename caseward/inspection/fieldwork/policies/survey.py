"""Who records interviews, and what can be recorded. Empty lists mean allowed."""

from collections.abc import Mapping
from functools import cache

from caseward.inspection.inspections.models import Inspection
from caseward.rules.columns import load_columns
from caseward.rules.framework_evidence import SurveyItem

OTHER_GRADE = "other"


@cache
def grades() -> dict[str, str]:
    """The grades of officers, as in case lists, by their code; and one for all the others."""
    known = {column.code: column.values for column in load_columns()}["officer_grade"]
    return {value.value: value.label for value in known} | {OTHER_GRADE: "Another grade"}


def items_for(inspection: Inspection, asked_of: str) -> tuple[SurveyItem, ...]:
    """The items that the framework asks of officers, or of people on probation."""
    return tuple(item for item in inspection.framework.evidence.survey if item.asked_of == asked_of)


def reasons_against_answers(inspection: Inspection, asked_of: str, answers: Mapping[str, str]) -> list[str]:
    """Only the framework's items, and only their own choices, are recorded."""
    choices = {
        item.code: {option.value for option in item.options} for item in items_for(inspection, asked_of)
    }
    if all(value in choices.get(code, ()) for code, value in answers.items()):
        return []
    return ["These answers do not fit the questions. Open the page again and choose once more."]
