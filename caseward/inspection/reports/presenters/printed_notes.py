"""Notes on cases beside the words in which the report prints them."""

from collections.abc import Iterable
from dataclasses import dataclass

from caseward.inspection.case_assessments.models import Note
from caseward.inspection.reports.models import PrintedNote
from caseward.rules.framework import Framework


@dataclass(frozen=True)
class TitledNote:
    """A note with what it is about and, once it is ready, how it is printed."""

    note: Note
    about: str
    printed: PrintedNote | None

    @property
    def has_changed(self) -> bool:
        """Whether its author changed the note after it was made ready."""
        return self.printed is not None and self.printed.note_version != self.note.version


def titled(framework: Framework, notes: Iterable[Note]) -> list[TitledNote]:
    """Each note under the question that it is about."""
    known = {question.code: question.text for question in framework.questions()}
    return [
        TitledNote(
            note,
            f"{note.question_code} {known.get(note.question_code, '')}".strip(),
            getattr(note, "printed", None),
        )
        for note in notes
    ]
