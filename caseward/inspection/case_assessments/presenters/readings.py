"""One case and a reading of it: the facts, the questions with their bases, and how far the reading is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.forms import BaseForm

from caseward.inspection.case_assessments import policies
from caseward.inspection.case_assessments.models import Answer, Assessment, Note
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import ListedCase, SampledCase
from caseward.rules.bases import (
    ABOUT,
    Group,
    Place,
    choices_of,
    decided_by,
    groups_of,
    in_words,
    missing,
    place_in_base,
)
from caseward.rules.columns import Column, load_columns
from caseward.rules.framework import AnswerType, Framework, Kind, Question
from caseward.shared.accounts.models import User
from caseward.shared.govuk.filters import written_date

NOT_SHOWN = {"case_reference", "date_of_birth"}
"""The reference is the page's heading; of the date of birth only the age is needed."""
Answers = Mapping[str, str]


@dataclass(frozen=True)
class QuestionView:
    """One question of a reading: its words, its answer in words, and why it is not asked, if it is not."""

    question: Question
    answer: str
    """In words; empty where there is none."""
    not_asked: str = ""
    listed: str = ""
    """What the case list says of the same thing; empty where it says nothing."""

    @property
    def is_asked(self) -> bool:
        """Whether the case is in the base of the question."""
        return not self.not_asked

    @property
    def words(self) -> str:
        """The question with its official code."""
        return in_words(self.question)

    @property
    def is_key(self) -> bool:
        """Whether it is the key question of its group."""
        return self.question.kind is Kind.KEY_QUESTION


@dataclass(frozen=True)
class GroupView:
    """One group of questions as a page shows it."""

    group: Group
    questions: tuple[QuestionView, ...]
    form: BaseForm | None

    @property
    def asked(self) -> list[QuestionView]:
        """The questions that the case is asked."""
        return [view for view in self.questions if view.is_asked]

    @property
    def not_asked(self) -> list[QuestionView]:
        """The questions that the case is not asked, or not asked yet."""
        return [view for view in self.questions if not view.is_asked]

    @property
    def prompts(self) -> list[QuestionView]:
        """What is read together before the key question is answered."""
        return [view for view in self.asked if not view.is_key]

    @property
    def kept(self) -> bool:
        """Whether answers are stored that do not count, because their questions are no longer asked."""
        return any(view.answer for view in self.not_asked)


@dataclass(frozen=True)
class Section:
    """One page of a reading: the facts of the case, or a standard."""

    code: str
    title: str
    groups: tuple[Group, ...]

    @property
    def heading(self) -> str:
        """The standard's code with its title."""
        return self.title if self.code == ABOUT else f"{self.code} {self.title}"


@dataclass(frozen=True)
class Progress:
    """How far one section of a reading is."""

    section: Section
    answered: int
    asked: int

    @property
    def hint(self) -> str:
        """The count in words."""
        return (
            f"{self.answered} of {self.asked} questions answered" if self.asked else "No question is open yet"
        )

    @property
    def status(self) -> str:
        """The state in a word or two."""
        if not self.asked:
            return "Waiting"
        if not self.answered:
            return "Not started"
        return "Complete" if self.answered == self.asked else f"{self.asked - self.answered} missing"


class CaseReading:
    """One reading of one case as the pages show it; plain values, asks the database nothing."""

    def __init__(self, case: SampledCase, answers: Answers) -> None:
        self.framework: Framework = case.draw.inspection.framework
        self.sample: str = case.draw.sample_code
        self.listed: ListedCase = case.listed_case
        self.answers = answers

    def sections(self) -> list[Section]:
        """The pages of the reading, in order."""
        groups = groups_of(self.framework, self.sample)
        facts = tuple(group for group in groups if group.standard is None)
        standards = self.framework.standards_of(self.sample)
        rest = [
            Section(
                standard.code, standard.title, tuple(each for each in groups if each.standard == standard)
            )
            for standard in standards
        ]
        return [Section(ABOUT, group.title, (group,)) for group in facts] + [
            each for each in rest if each.groups
        ]

    def progress(self) -> list[Progress]:
        """How far each section is; a text may stay empty, so it does not count."""
        return [self._progress(section) for section in self.sections()]

    def _progress(self, section: Section) -> Progress:
        asked = [
            question
            for group in section.groups
            for question in group.questions
            if question.answer is not AnswerType.TEXT and self.place(question) is Place.IN
        ]
        answered = sum(question.code in self.answers for question in asked)
        return Progress(section, answered, len(asked))

    def missing_by_section(self) -> list[tuple[Section, list[tuple[str, str]]]]:
        """What must still be answered, by the page that asks it: the group's code, the question in words."""
        missed = {question.code for question in missing(self.framework, self.sample, self.answers)}
        found = [
            (
                section,
                [
                    (group.code, in_words(question))
                    for group in section.groups
                    for question in group.questions
                    if question.code in missed
                ],
            )
            for section in self.sections()
        ]
        return [(section, questions) for section, questions in found if questions]

    def place(self, question: Question) -> Place:
        """Whether the case is in the question's base."""
        return place_in_base(self.framework, self.sample, question.base, self.answers)

    def group_views(self, section: Section, forms: Mapping[str, BaseForm]) -> list[GroupView]:
        """Every group of a section; `forms` are those that may be filled in, by the code of their group."""
        return [
            GroupView(
                group,
                tuple(self._question_view(question) for question in group.questions),
                forms.get(group.code),
            )
            for group in section.groups
        ]

    def asked_of(self, group: Group) -> list[Question]:
        """The questions of a group that the case is asked."""
        return [question for question in group.questions if self.place(question) is Place.IN]

    def _question_view(self, question: Question) -> QuestionView:
        return QuestionView(
            question=question,
            answer=answer_in_words(question, self.answers.get(question.code, "")),
            not_asked=self._why_not_asked(question),
            listed=listed_value(self.listed, question),
        )

    def _why_not_asked(self, question: Question) -> str:
        place = self.place(question)
        decider = decided_by(self.framework, self.sample, question.base)
        if place is Place.IN or decider is None:
            return ""
        if place is Place.UNKNOWN:
            return f"This opens once you have answered “{decider.text}”, under “About the case”."
        answer = answer_in_words(decider, self.answers[decider.code])
        return f"Not asked, because the answer to “{decider.text}” is “{answer}”."


@dataclass(frozen=True)
class Summary:
    """One reading on the page of its case."""

    assessment: Assessment
    progress: list[Progress]
    not_to_answer: list[str]
    not_to_reopen: list[str]
    is_own: bool

    @property
    def missing(self) -> int:
        """How many questions are still to be answered."""
        return sum(each.asked - each.answered for each in self.progress)

    @property
    def waits(self) -> bool:
        """Whether some section has no open question yet, as its base is not decided."""
        return any(not each.asked for each in self.progress)


def summary_of(assessment: Assessment, case: SampledCase, user: User) -> Summary:
    """A reading with its progress and what the user may do with it."""
    assessment.case, assessment.inspection = case, case.draw.inspection
    return Summary(
        assessment=assessment,
        progress=CaseReading(case, assessment.current_answers()).progress(),
        not_to_answer=policies.reasons_not_to_answer(user, assessment),
        not_to_reopen=policies.reasons_not_to_reopen(user, assessment),
        is_own=assessment.assessor_id == user.pk,
    )


def conflict_rows(
    questions: Iterable[Question], saved: Answers, yours: Answers
) -> list[tuple[str, str, str]]:
    """The answers that differ: question, as saved, as typed."""
    return [
        (
            in_words(question),
            answer_in_words(question, saved.get(question.code, "")) or "No answer",
            answer_in_words(question, yours[question.code]) or "No answer",
        )
        for question in questions
        if question.code in yours and yours[question.code] != saved.get(question.code, "")
    ]


def note_conflict_rows(theirs: Note, yours: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The fields of a note that differ: field, as saved, as typed."""
    stored = {name: getattr(theirs, name) for name in yours}
    return [
        (NOTE_WORDS[name], _spoken(stored[name]), _spoken(typed))
        for name, typed in yours.items()
        if typed != stored[name]
    ]


NOTE_WORDS = {
    "question_code": "About",
    "bearing": "Strength or weakness",
    "text": "Note",
    "usable_in_report": "The report may use it",
    "practice_example": "Practice example",
}


def _spoken(value: Any) -> str:
    words = {True: "Yes", False: "No"}
    return words[value] if isinstance(value, bool) else str(value)


def answer_row(framework: Framework, answer: Answer) -> tuple[str, str, Answer]:
    """One stored answer in words: question, answer, and the row."""
    question = framework.question(answer.question_code)
    return in_words(question), answer_in_words(question, answer.value), answer


def answer_in_words(question: Question, value: str) -> str:
    """An answer as a page says it; empty for none."""
    return next((option.label for option in choices_of(question) if option.value == value), value)


def facts_of(case: SampledCase, inspection: Inspection) -> list[tuple[str, str]]:
    """What the case list says of a case: headings and values, the age instead of the date of birth."""
    listed = case.listed_case
    rows = [(column.title, _listed(listed, column)) for column in _columns() if column.code not in NOT_SHOWN]
    born = listed.date_of_birth
    label, starts_on = f"Age when {inspection.days} starts", inspection.fieldwork_starts_on
    age = [(label, str(_age(born, starts_on)))] if born else []
    return [(title, value) for title, value in rows if value] + age


def listed_value(listed: ListedCase, question: Question) -> str:
    """What the case list says where it has a column for the same thing as an information question."""
    if question.kind is not Kind.INFORMATION:
        return ""
    name = question.code.rpartition(".")[2]
    column = next((column for column in _columns() if column.code == name), None)
    return _listed(listed, column) if column else ""


def _listed(listed: ListedCase, column: Column) -> str:
    value = getattr(listed, column.code)
    if value is None or isinstance(value, date):
        return written_date(value)
    return next((known.label for known in column.values if known.value == value), str(value))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@cache
def _columns() -> tuple[Column, ...]:
    return load_columns()
