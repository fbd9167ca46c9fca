"""Key questions and standards as words: a code never stands alone."""

from collections.abc import Iterable

from caseward.inspection.fieldwork.policies.citations import judged_key_questions, judged_standards
from caseward.inspection.inspections.models import Inspection


def question_choices(inspection: Inspection) -> list[tuple[str, str]]:
    """The key questions that rest on evidence beyond the cases, to choose from."""
    judged = judged_key_questions(inspection)
    return [
        (question.code, f"{question.code} {question.text}")
        for standard in inspection.framework.standards
        for question in standard.key_questions
        if question.code in judged or not question.scored
    ]


def question_words(inspection: Inspection, codes: Iterable[str]) -> list[str]:
    """Those key questions in words; a code that the framework no longer has stands by itself."""
    known = {
        question.code: f"{question.code} {question.text}"
        for standard in inspection.framework.standards
        for question in standard.key_questions
    }
    return [known.get(code, code) for code in codes]


def standard_choices(inspection: Inspection) -> list[tuple[str, str]]:
    """The judged standards, to filter by."""
    return [(each.code, f"{each.code} {each.title}") for each in judged_standards(inspection)]


def codes_of_standard(inspection: Inspection, standard_code: str) -> list[str]:
    """The key questions of a judged standard; none where it is not one."""
    found = (each for each in judged_standards(inspection) if each.code == standard_code)
    return [question.code for standard in found for question in standard.key_questions]
