"""What is typed in when a case is read, noted on, reopened, read again and talked about."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict

from caseward.rules.bases import MOST, Group, choices_of, in_words
from caseward.rules.framework import AnswerType, Kind, Question
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from .models import Assessment, Note

LONGEST = 4_000
SHORT = 12
"""Choices no longer than this stand side by side."""
NO_NAMES = "Use no real names."
OTHER_NAMES = f"{NO_NAMES} If the report may use it, choose another first name."


class AnswersForm(EditingForm):
    """Answers to some questions; nothing must be answered to save the rest."""

    def __init__(self, *args: Any, questions: Iterable[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = tuple(questions)
        self.looks = {}
        for question in self.questions:
            self.fields[question.code] = _field(question)
            self.looks[question.code] = _look(question)

    def answers(self) -> dict[str, str]:
        """The answers by question code; a question that the browser did not send is left as it is."""
        sent = [question.code for question in self.questions if question.code in self.data]
        return {code: _plain(self.cleaned_data[code]) for code in sent}


class GroupForm(AnswersForm):
    """The answers of one group; several of them stand on one page."""

    group = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        asked: Group,
        questions: Iterable[Question],
        answers: Mapping[str, str],
        version: int,
    ) -> None:
        super().__init__(
            data,
            questions=questions,
            initial={**answers, "group": asked.code, "version": version},
            auto_id=f"{asked.code}-%s",
        )


class ReopenForm(EditingForm):
    """Why a finished reading is opened again."""

    reason = forms.CharField(
        label="Why do you reopen it?",
        help_text="The reason stays in the history of this reading. Use no real names.",
        widget=forms.Textarea,
        max_length=500,
    )
    looks = {"reason": Look(size="s", rows=4)}


class NoteFields(forms.Form):
    """What an assessor saw, and what it may be used for."""

    question_code = forms.ChoiceField(label="What is the note about?", widget=forms.Select)
    bearing = forms.ChoiceField(
        label="Is it a strength or a weakness?", choices=Note.Bearing.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label="Note", help_text=OTHER_NAMES, widget=forms.Textarea, max_length=LONGEST)
    usable_in_report = forms.BooleanField(label="The report may use this note", required=False)
    practice_example = forms.BooleanField(
        label="It would make a practice example",
        help_text="An example of practice, good or poor, that others can learn from.",
        required=False,
    )
    looks = {
        "question_code": Look(size="s"),
        "bearing": Look(size="s", inline=True),
        "text": Look(size="s", rows=6),
    }

    def __init__(self, *args: Any, groups: Iterable[Group], has_report: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(group.code, words_of(group)) for group in groups]
        cast(forms.ChoiceField, self.fields["question_code"]).choices = choices
        if not has_report:
            del self.fields["usable_in_report"]
            self.fields["text"].help_text = NO_NAMES

    def values(self) -> dict[str, Any]:
        """The note as the actions take it; a box that is not offered is not ticked."""
        return {name: self.cleaned_data.get(name, False) for name in NoteFields.base_fields}


class AddNoteForm(NoteFields, CreatingForm):
    """A new note."""


class EditNoteForm(NoteFields, EditingForm):
    """A note that is changed."""


class DrawForm(CreatingForm):
    """How many finished first readings are read again, drawn by chance."""

    SIZE, SHARE = "size", "share"

    by = forms.ChoiceField(
        label="How do you set the size of the dip sample?",
        choices=[(SIZE, "As a number of cases"), (SHARE, "As a share of the finished first readings")],
        widget=forms.RadioSelect,
        initial=SIZE,
    )
    amount = forms.IntegerField(
        label="How many, as a number or a per cent?", help_text="A share is rounded up.", min_value=1
    )
    seed = forms.IntegerField(
        label="Seed",
        help_text="Any whole number. The same seed and readings always give the same dip sample.",
        min_value=0,
        max_value=2**31 - 1,
    )
    looks = {"by": Look(size="s"), "amount": Look(size="s", width=5), "seed": Look(size="s", width=10)}

    def __init__(self, *args: Any, population: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.population = population

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        amount = typed.get("amount", 0)
        if typed.get("by") == self.SHARE and amount > 100:
            self.add_error("amount", "A share is at most 100 per cent")
        elif typed.get("by") == self.SIZE and amount > self.population:
            self.add_error("amount", f"At most {self.population} first readings can be read again")
        return typed

    def size(self) -> int:
        """The number of readings to draw."""
        amount = int(self.cleaned_data["amount"])
        return amount if self.cleaned_data["by"] == self.SIZE else -(-amount * self.population // 100)


class PickForm(CreatingForm):
    """Which finished first readings are read again, and why these."""

    cases = forms.MultipleChoiceField(
        label="Which cases will you read again?", widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="Why these?",
        help_text="For example, a new assessor’s first cases. Use no names of people on probation.",
        widget=forms.Textarea,
        max_length=500,
    )
    looks = {"cases": Look(size="s", small=True), "reason": Look(size="s", rows=3)}

    def __init__(self, *args: Any, readings: Iterable[Assessment], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(each.case_id), f"{each.case}, read by {each.assessor}") for each in readings]
        cast(forms.MultipleChoiceField, self.fields["cases"]).choices = choices


class AgreeForm(AnswersForm):
    """What two readers agreed, question by question."""


def words_of(group: Group) -> str:
    """A group as it stands in lists: its code with its question, or its title alone."""
    return f"{group.code} {group.title}" if group.standard else group.title


def _field(question: Question) -> forms.Field:
    label = in_words(question)
    if choices := choices_of(question):
        return forms.ChoiceField(
            label=label,
            choices=[(option.value, option.label) for option in choices],
            widget=forms.RadioSelect,
            required=False,
        )
    if question.answer is AnswerType.COUNT:
        return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False)
    return forms.CharField(
        label=label, help_text="Use no real names.", widget=forms.Textarea, max_length=LONGEST, required=False
    )


def _look(question: Question) -> Look:
    choices = choices_of(question)
    beside = 0 < len(choices) <= 3 and all(len(option.label) <= SHORT + 2 for option in choices)
    size = "m" if question.kind is Kind.KEY_QUESTION else "s"
    return Look(size=size, inline=beside, small=True, width=4, rows=3)


def _plain(value: Any) -> str:
    return "" if value is None else str(value).strip()
