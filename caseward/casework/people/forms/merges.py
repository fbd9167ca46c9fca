"""Two records of one person."""

from django import forms

from caseward.casework.people import policies
from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look

from . import TidyField


class ProposeMergeForm(CreatingForm):
    """Why two records are of one person."""

    reason = TidyField(
        label="How do you know that this is one person?", max_length=300, widget=forms.Textarea
    )
    looks = {"reason": Look(size="s", rows=3)}

    def clean_reason(self) -> str:
        for reason in policies.reasons_against(self.cleaned_data["reason"]):
            raise forms.ValidationError(reason)
        return str(self.cleaned_data["reason"])
