"""Starting a report, writing a section and talking about it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from caseward.inspection.results.models import Comparator
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

MOST_LETTERS = 60_000
"""More than the longest section of a published report."""


class ComparatorFields(forms.Form):
    """Which set of inspections the figures stand beside."""

    comparator = forms.ModelChoiceField(
        label="Which set of inspections do the figures stand beside?",
        help_text="You can change this later. Figures that cannot be compared say why.",
        queryset=Comparator.objects.none(),
        required=False,
        empty_label="None",
    )
    looks = {"comparator": Look(size="s")}

    def __init__(self, *args: Any, offered: QuerySet[Comparator], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["comparator"].queryset = offered  # type: ignore[attr-defined]  # the field's class is known only to its form


class StartForm(ComparatorFields, CreatingForm):
    """Starts the report."""


class ComparatorForm(ComparatorFields, EditingForm):
    """Chooses another set."""


class SectionForm(EditingForm):
    """The text of a section. `note` is for whoever takes the pen from somebody and saves at once."""

    text = forms.CharField(
        label="Text of this section",
        widget=forms.Textarea,
        required=False,
        strip=False,
        max_length=MOST_LETTERS,
    )
    note = forms.CharField(
        label="Why do you take the pen?",
        help_text="The other person reads this.",
        max_length=300,
        required=False,
    )
    looks = {"text": Look(size="s", rows=22), "note": Look(size="s")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The limit is checked here; a counter under so long a text says nothing that helps to write it.
        self.fields["text"].widget.attrs = {"rows": 22, "spellcheck": "true"}


class PrepareNoteForm(EditingForm):
    """A note on a case in the words of the report."""

    text = forms.CharField(
        label="The note as the report prints it",
        help_text="Use invented first names. Leave out places and dates that could point to a person.",
        widget=forms.Textarea,
        max_length=4000,
    )
    names_are_changed = forms.BooleanField(
        label="I have changed every name and detail that could point to a person",
        error_messages={"required": "Confirm that names and details are changed"},
    )
    looks = {"text": Look(size="s", rows=8)}


class PenForm(forms.Form):
    """Takes the pen of a section."""

    note = forms.CharField(
        label="Why do you take the pen?",
        help_text="For example: on leave until Monday. The other person reads this.",
        max_length=300,
        required=False,
    )
    looks = {"note": Look(size="s")}


class CommentForm(CreatingForm):
    """Something to say of a section."""

    text = forms.CharField(
        label="Your comment",
        help_text="Name no person and no case.",
        widget=forms.Textarea,
        max_length=2000,
    )
    looks = {"text": Look(size="s", rows=3)}


class SettleForm(EditingForm):
    """Closes a comment."""
