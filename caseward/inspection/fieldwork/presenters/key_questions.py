"""All that bears on one key question of a judged standard, and what is cited of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from caseward.inspection.fieldwork.inputs.figures import figure_remarks, provided_figures
from caseward.inspection.fieldwork.inputs.survey import Tally, tallies_of
from caseward.inspection.fieldwork.models import (
    Activity,
    AskedOf,
    Citation,
    PresentationNote,
    Quotation,
    RequestedDocument,
    Side,
    Source,
)
from caseward.inspection.fieldwork.models.scope import bearing_on
from caseward.inspection.fieldwork.policies import citations as policies
from caseward.inspection.fieldwork.policies.survey import items_for
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import Task
from caseward.rules.framework import Question, Standard
from caseward.rules.framework_evidence import Evidence

from .beside import Neighbours, neighbours_of
from .figures import Line, lines_of
from .survey import FindingLine, ItemLine, finding_lines, item_lines

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

Row = TypeVar("Row", bound=Model)
CITED_DURING = ("assessment", "ratings", "panel")
PAGE = 25


@dataclass(frozen=True)
class KeyQuestion:
    """A key question of a judged standard with its place in the framework."""

    standard: Standard
    question: Question

    @property
    def code(self) -> str:
        """Its official code."""
        return self.question.code


@dataclass(frozen=True)
class Gathered:
    """Everything of an inspection that bears on one key question."""

    documents: Sequence[RequestedDocument]
    activities: Sequence[Activity]
    presentation: Sequence[tuple[str, str, str]]
    """Code and words of each heading, and what was noted under it."""
    quotations: Sequence[Quotation]
    items: Sequence[ItemLine]
    findings: Sequence[FindingLine]
    figures: Sequence[Line]
    case_codes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet."""
        rows = (self.documents, self.activities, self.presentation, self.quotations)
        return not any((*rows, self.items, self.findings, self.figures))


@dataclass(frozen=True)
class Reference:
    """What a citation rests on: its kind, its words, and where it stands."""

    rests_on: str
    kind: str
    words: str
    href: str


@dataclass(frozen=True)
class CitedLine:
    """One citation as the page shows it."""

    citation: Citation
    reference: Reference | None
    band: str
    not_to_withdraw: list[str]


@dataclass(frozen=True)
class Status:
    """How far the citations of one key question are."""

    key_question: KeyQuestion
    cited: dict[str, int]
    """Citations of evidence that stand, by side."""
    in_vain: frozenset[str]
    """Sides on which it is said that none was found."""
    missing: list[str]


def key_question_of(inspection: Inspection, code: str) -> KeyQuestion | None:
    """The key question of that code, where it belongs to a judged standard."""
    found = policies.judged_key_questions(inspection).get(code)
    return KeyQuestion(*found) if found else None


def statuses(inspection: Inspection) -> list[Status]:
    """Every key question of the judged standards, in the framework's order; one question to the database."""
    rows = Citation.objects.standing().filter(inspection=inspection)
    cited: dict[str, list[tuple[str, bool]]] = {}
    for code, side, is_found in rows.values_list("key_question", "side", "is_found"):
        cited.setdefault(code, []).append((side, is_found))
    return [
        _status(KeyQuestion(standard, question), cited.get(code, []))
        for code, (standard, question) in policies.judged_key_questions(inspection).items()
    ]


def _status(key_question: KeyQuestion, cited: list[tuple[str, bool]]) -> Status:
    return Status(
        key_question=key_question,
        cited={side: cited.count((side, True)) for side in Side.values},
        in_vain=frozenset(side for side, is_found in cited if not is_found),
        missing=policies.what_is_missing(key_question.question, cited),
    )


def gathered(
    inspection: Inspection, key_question: KeyQuestion, user: "Viewer", cited: Iterable[Citation] = ()
) -> Gathered:
    """What bears on a key question, and what else is cited on it; so many questions whatever its size."""
    evidence = inspection.framework.evidence
    bears = evidence.bearing_on(key_question.code)
    keys = _keys(cited)
    items = {item.code for item in bears.survey} | keys[Source.SURVEY]
    items |= {finding.code for finding in bears.findings}
    neighbours = neighbours_of(inspection) if items else None
    figures = {*(figure.code for figure in bears.figures), *keys[Source.FIGURE]}
    return Gathered(
        documents=_rows(
            RequestedDocument.objects.visible_to(user).with_state(),
            inspection,
            key_question,
            keys[Source.DOCUMENT],
        ),
        activities=_rows(
            Activity.objects.visible_to(user).select_related("note"),
            inspection,
            key_question,
            keys[Source.ACTIVITY],
        ),
        presentation=_presentation(inspection, key_question, user),
        quotations=_rows(
            Quotation.objects.visible_to(user), inspection, key_question, keys[Source.QUOTATION]
        ),
        items=_items(inspection, items, neighbours),
        findings=[
            line
            for line in (finding_lines(inspection, neighbours) if neighbours else ())
            if line.finding.code in items
        ],
        figures=_figures(inspection, evidence, figures),
        case_codes=tuple(code for row in bears.case_figures for code in row.codes),
    )


def pages_of(found: Gathered, asked_for: QueryDict) -> dict[str, Page[Any]]:
    """The documents, activities and quotations of one page each, by their name in the address."""
    rows: dict[str, Sequence[Any]] = {
        "documents": found.documents,
        "activities": found.activities,
        "quotations": found.quotations,
    }
    return {name: Paginator(each, PAGE).get_page(asked_for.get(name)) for name, each in rows.items()}


def references(inspection: Inspection, key_question: KeyQuestion, found: Gathered) -> dict[str, Reference]:
    """All that a citation may rest on, by kind and key."""
    made = [
        *_references_to_rows(found, address_of(inspection, key_question.code)),
        *_references_to_codes(inspection, key_question, found),
    ]
    return {reference.rests_on: reference for reference in made}


def cited_lines(
    inspection: Inspection, rows: Iterable[Citation], known: dict[str, Reference], user: "Viewer"
) -> dict[str, list[CitedLine]]:
    """The citations of a key question by side, those that stand first."""
    lines: dict[str, list[CitedLine]] = {side: [] for side in Side.values}
    for row in sorted(rows, key=lambda each: each.withdrawn_at is not None):
        band = inspection.framework.band(row.characteristic).title if row.characteristic else ""
        refusals = policies.reasons_not_to_withdraw(user, row)
        lines[row.side].append(CitedLine(row, known.get(row.rests_on), band, refusals))
    return lines


def _keys(cited: Iterable[Citation]) -> dict[Source, set[str]]:
    keys: dict[Source, set[str]] = {source: set() for source in Source}
    for row in cited:
        if row.source:
            keys[Source(row.source)].add(row.source_key)
    return keys


def _rows(
    rows: QuerySet[Row], inspection: Inspection, key_question: KeyQuestion, cited: set[str]
) -> list[Row]:
    """Those that bear on a key question or are cited on it; cited ones first, so that links find them."""
    bears = Q(bearing_on(key_question.code)) | Q(pk__in=[int(key) for key in cited])
    return sorted(rows.filter(bears, inspection=inspection), key=lambda row: str(row.pk) not in cited)


def _presentation(
    inspection: Inspection, key_question: KeyQuestion, user: "Viewer"
) -> list[tuple[str, str, str]]:
    headings = inspection.framework.evidence.presentation
    words = {row.code: row.text for row in headings if row.standard in {key_question.standard.code, None}}
    notes = PresentationNote.objects.visible_to(user).filter(inspection=inspection, heading_code__in=words)
    return [(note.heading_code, words[note.heading_code], note.text) for note in notes.exclude(text="")]


def _items(inspection: Inspection, codes: set[str], neighbours: Neighbours | None) -> list[ItemLine]:
    if neighbours is None:
        return []
    tallies = tallies_of(inspection)
    return [
        line
        for asked_of in AskedOf
        for line in item_lines(
            [item for item in items_for(inspection, asked_of) if item.code in codes],
            tallies.get(asked_of, Tally()),
            neighbours,
        )
    ]


def _figures(inspection: Inspection, evidence: Evidence, codes: set[str]) -> list[Line]:
    if not codes:
        return []
    provided = provided_figures(inspection)
    remarks = figure_remarks(inspection, provided)
    asked = [figure for figure in evidence.figures if figure.code in codes]
    return lines_of(asked, provided, remarks)


def _references_to_rows(found: Gathered, page: str) -> Iterator[Reference]:
    """Rows that are cited stand on the first page of their list, so links lead there from any page."""
    for document in found.documents:
        yield _reference(Source.DOCUMENT, document.pk, document.title, page)
    for activity in found.activities:
        yield _reference(Source.ACTIVITY, activity.pk, str(activity), page)
    for code, heading, _ in found.presentation:
        yield _reference(Source.PRESENTATION, code, heading)
    for quotation in found.quotations:
        yield _reference(Source.QUOTATION, quotation.pk, f"“{quotation}”", page)


def _references_to_codes(
    inspection: Inspection, key_question: KeyQuestion, found: Gathered
) -> Iterator[Reference]:
    for line in found.items:
        yield _reference(Source.SURVEY, line.item.code, line.item.short)
    for finding_line in found.findings:
        yield _reference(Source.SURVEY, finding_line.finding.code, finding_line.finding.title)
    for figure_line in found.figures:
        yield _reference(Source.FIGURE, figure_line.figure.code, figure_line.figure.title)
    bears = set(found.case_codes)
    asked = inspection.framework.questions()
    for question in sorted(asked, key=lambda each: each.code not in bears):
        if question.code in bears or question.scored:
            yield _reference(Source.CASES, question.code, f"{question.code} {question.text}")


def _reference(source: Source, key: str | int, words: str, page: str = "") -> Reference:
    """Every source stands on the page of its key question, under an anchor made of its kind and key."""
    return Reference(f"{source.value}:{key}", source.label, words, f"{page}#{source.value}-{key}")


def citing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The line of the overview that sends those who gather evidence to what is not cited yet."""
    if inspection.stage not in CITED_DURING or policies.reasons_not_to_cite(user, inspection):
        return None
    found = statuses(inspection)
    if not found:
        return None
    complete = sum(not status.missing for status in found)
    return Task(
        title="Cite evidence for and against each key question",
        status=f"{complete} of {len(found)} complete",
        href=reverse("fieldwork:key_questions", kwargs={"inspection_id": inspection.pk}),
        done=complete == len(found),
    )


def address_of(inspection: Inspection, key_question: str) -> str:
    """The page of a key question."""
    return reverse(
        "fieldwork:key_question", kwargs={"inspection_id": inspection.pk, "key_question": key_question}
    )
