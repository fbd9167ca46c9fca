"""Good practice examples and quotations that inspectors marked usable in the report."""

from collections.abc import Iterator
from dataclasses import dataclass

from caseward.inspection.case_assessments.models import Note
from caseward.inspection.fieldwork.models import Quotation
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.models import PrintedNote
from caseward.rules.framework import Framework
from caseward.rules.wording.live_figures import Box, LiveFigure

EXAMPLES, NOTES, QUOTATIONS = "Good practice examples", "Notes on cases", "Quotations"
NOT_READY = "Change names and details in this note first: see the notes on cases for the report."


@dataclass(frozen=True)
class Usable:
    """Everything that was marked usable: what may be printed, by code, and the notes that are not ready."""

    boxes: dict[str, Box]
    waiting: list[LiveFigure]


def usable_in(inspection: Inspection) -> Usable:
    """What inspectors marked usable; two questions to the database."""
    boxes, waiting = list[Box](), list[LiveFigure]()
    for note in Note.objects.filter(
        assessment__inspection=inspection, assessment__finished_at__isnull=False, usable_in_report=True
    ).select_related("printed"):
        printed: PrintedNote | None = getattr(note, "printed", None)
        box = _box(inspection.framework, note, printed.text if printed else "")
        if printed:
            boxes.append(box)
        else:
            waiting.append(LiveFigure(box.code, box.title, box.group, {}, {"": NOT_READY}))
    boxes.sort(key=lambda box: (not box.is_example, box.bears_on))
    return Usable({box.code: box for box in (*boxes, *_quotations(inspection))}, waiting)


def _box(framework: Framework, note: Note, text: str) -> Box:
    known = {question.code: question.text for question in framework.questions()}
    is_example = note.practice_example and note.bearing == Note.Bearing.STRENGTH
    return Box(
        code=f"note.{note.pk}",
        group=EXAMPLES if is_example else NOTES,
        title=f"{note.question_code} {known.get(note.question_code, '')}".strip(),
        text=text.strip(),
        bears_on=(note.question_code,),
        is_example=is_example,
    )


def _quotations(inspection: Inspection) -> Iterator[Box]:
    for row in Quotation.objects.usable().filter(inspection=inspection).order_by("pk"):
        said_by = row.get_source_display()
        words = row.words.strip().strip('“”"')
        yield Box(
            f"quotation.{row.pk}", QUOTATIONS, said_by, words, said_by, bears_on=tuple(row.key_questions)
        )
