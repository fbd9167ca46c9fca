"""Who cites evidence, and when a judged standard has enough of it. Empty lists mean allowed."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from caseward.inspection.fieldwork.models import (
    Activity,
    Citation,
    Quotation,
    RequestedDocument,
    Side,
    Source,
)
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.rules.framework import Question, RatedBy, Standard

from .access import reasons_frozen, reasons_not_to_write

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

FEWEST_WORDS = 5
"""That nothing was found, and why, is never a single word."""


def judged_standards(inspection: Inspection) -> list[Standard]:
    """The standards that are judged as a whole, on evidence cited by key question."""
    return [one for one in inspection.framework.standards if one.rated_by is RatedBy.JUDGEMENT]


def judged_key_questions(inspection: Inspection) -> dict[str, tuple[Standard, Question]]:
    """The key questions of the judged standards by their code, each with its standard."""
    return {
        question.code: (standard, question)
        for standard in judged_standards(inspection)
        for question in standard.key_questions
    }


def reasons_not_to_cite(user: "Viewer", inspection: Inspection) -> list[str]:
    """Those who gather evidence cite it, until the ratings are decided."""
    return reasons_not_to_write(user, inspection)


def reasons_not_to_withdraw(user: "Viewer", citation: Citation) -> list[str]:
    """Whoever cited it, or the lead inspector, takes a citation back."""
    inspection = citation.inspection
    reasons = reasons_frozen(inspection)
    role = inspection.team_role_of(user)
    if role != TeamRole.LEAD and (role is None or citation.cited_by_id != user.pk):
        reasons.append("Only the person who cited it, or the lead inspector, can withdraw it.")
    if citation.withdrawn_at is not None:
        reasons.append("This citation is withdrawn already.")
    return reasons


def too_few_words(text: str) -> bool:
    """Whether a reason is too short to explain anything."""
    return len(text.split()) < FEWEST_WORDS


def sides_cited(inspection: Inspection) -> dict[str, set[tuple[str, bool]]]:
    """What stands on each side of each key question; one question to the database."""
    cited: dict[str, set[tuple[str, bool]]] = {}
    rows = Citation.objects.standing().filter(inspection=inspection).order_by()
    for code, side, is_found in rows.values_list("key_question", "side", "is_found").distinct():
        cited.setdefault(code, set()).add((side, is_found))
    return cited


def what_is_missing(question: Question, sides: Collection[tuple[str, bool]]) -> list[str]:
    """What a key question still lacks before its standard can be judged."""
    present = {side for side, _ in sides}
    name = f"{question.code} {question.text}"
    missing = [
        f"Cite evidence {side.label.lower()}, or say that none was found: {name}"
        for side in Side
        if side not in present
    ]
    if not missing and not any(is_found for _, is_found in sides):
        missing.append(f"Cite evidence on one side at least: {name}")
    return missing


def key_questions_without_evidence(inspection: Inspection) -> dict[str, list[Question]]:
    """The key questions that still lack evidence, by the code of their judged standard."""
    cited = sides_cited(inspection)
    return {
        standard.code: [
            question
            for question in standard.key_questions
            if what_is_missing(question, cited.get(question.code, ()))
        ]
        for standard in judged_standards(inspection)
    }


def reasons_not_to_judge(inspection: Inspection, *standard_codes: str) -> list[str]:
    """Each key question of those standards cites evidence for and against, or says that none was found."""
    cited = sides_cited(inspection)
    return [
        reason
        for standard in judged_standards(inspection)
        if standard.code in standard_codes
        for question in standard.key_questions
        for reason in what_is_missing(question, cited.get(question.code, ()))
    ]


def reasons_against_text(text: str) -> list[str]:
    """What is cited, or why nothing was found, is said in words."""
    return [f"Say it in at least {FEWEST_WORDS} words."] if too_few_words(text) else []


def reasons_against_characteristic(inspection: Inspection, key_question: str, band: str) -> list[str]:
    """Evidence speaks to one of the descriptions that the framework gives of the standard."""
    standard, _ = judged_key_questions(inspection)[key_question]
    known = [each.band for each in standard.characteristics] or [
        each.code for each in inspection.framework.bands
    ]
    return [] if band in known else ["Choose the description that the evidence speaks to."]


def reasons_against_source(inspection: Inspection, source: str, key: str) -> list[str]:
    """A citation rests on evidence of this inspection, or on a figure that its framework names."""
    return [] if _exists(inspection, source, key) else ["Choose what the evidence rests on."]


def reasons_not_to_find_nothing(inspection: Inspection, key_question: str, side: str) -> list[str]:
    """That nothing was found does not stand beside evidence that was."""
    standing = Citation.objects.standing().filter(inspection=inspection, key_question=key_question, side=side)
    if standing.filter(is_found=True).exists():
        return ["Evidence is cited on this side. Withdraw it before you say that none was found."]
    if standing.exists():
        return ["It is said already that none was found on this side."]
    return []


def _exists(inspection: Inspection, source: str, key: str) -> bool:
    framework = inspection.framework
    codes: dict[str, set[str]] = {
        Source.SURVEY: {item.code for item in framework.evidence.survey}
        | {finding.code for finding in framework.evidence.findings},
        Source.FIGURE: {figure.code for figure in framework.evidence.figures},
        Source.PRESENTATION: {heading.code for heading in framework.evidence.presentation},
        Source.CASES: {question.code for question in framework.questions()},
    }
    rows: dict[str, QuerySet[Any]] = {
        Source.DOCUMENT: RequestedDocument.objects.all(),
        Source.ACTIVITY: Activity.objects.all(),
        Source.QUOTATION: Quotation.objects.all(),
    }
    if source in rows:
        return key.isdecimal() and rows[source].filter(inspection=inspection, pk=int(key)).exists()
    return key in codes.get(source, ())
