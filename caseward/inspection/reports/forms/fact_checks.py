"""The factual accuracy check, on both sides."""

from django import forms

from caseward.inspection.reports.models import FactComment
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look


class OpenCheckForm(CreatingForm):
    """Sends the draft to the provider."""

    due_on = DateParts(label="By when must the provider answer?", help_text="For example, 20 9 2024")
    looks = {"due_on": Look(size="s")}


class FactCommentForm(CreatingForm):
    """What the provider says of a paragraph."""

    text = forms.CharField(
        label="What is not right in this paragraph?",
        help_text=(
            "Say what the facts are and where they can be seen; in a table, name the row. "
            "Name no person on probation."
        ),
        widget=forms.Textarea,
        max_length=4000,
    )
    looks = {"text": Look(size="m", rows=6)}


class SubmitForm(EditingForm):
    """Sends the provider's comments."""


class AnswerForm(EditingForm):
    """The lead inspector's answer to a comment."""

    answer = forms.ChoiceField(
        label="Do you accept this comment?", choices=FactComment.Answer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="What did you change, or why not?",
        help_text="The provider reads this.",
        widget=forms.Textarea,
        max_length=2000,
    )
    looks = {"answer": Look(size="m", inline=True), "reason": Look(size="s", rows=4)}


class CloseForm(EditingForm):
    """Ends the check."""
