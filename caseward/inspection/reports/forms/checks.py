"""Letting a finding stand."""

from django import forms

from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look


class AcceptForm(CreatingForm):
    """Why the sentence may stand."""

    reason = forms.CharField(
        label="Why may the sentence stand?",
        help_text="For example: the sentence is about women only, whose figure is 42 per cent.",
        widget=forms.Textarea,
        max_length=500,
    )
    looks = {"reason": Look(size="m", rows=3)}
