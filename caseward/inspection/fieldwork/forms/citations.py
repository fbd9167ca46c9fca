"""What is typed in when evidence is cited, is not found, or is taken back."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from caseward.inspection.fieldwork.models import Source
from caseward.inspection.fieldwork.policies.citations import FEWEST_WORDS
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

NAMES_NOBODY = "Name no person and no case."


class CiteForm(CreatingForm):
    """Evidence on one side of a key question."""

    rests_on = forms.ChoiceField(label="What does it rest on?", widget=forms.Select)
    text = forms.CharField(
        label="What does it show?",
        help_text=NAMES_NOBODY,
        widget=forms.Textarea,
        max_length=2000,
    )
    characteristic = forms.ChoiceField(
        label="Which description of the standard does it speak to?", widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sources: Sequence[tuple[str, str]],
        bands: Sequence[tuple[str, str]],
        described: Mapping[str, str],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        cast(forms.ChoiceField, self.fields["rests_on"]).choices = [("", "Choose"), *sources]
        cast(forms.ChoiceField, self.fields["characteristic"]).choices = bands
        self.looks = {
            "rests_on": Look(size="s"),
            "text": Look(size="s", rows=5),
            "characteristic": Look(size="s", hints=described),
        }

    def source(self) -> tuple[str, str]:
        """Kind and key of what it rests on."""
        kind, _, key = str(self.cleaned_data["rests_on"]).partition(":")
        return Source(kind).value, key


class NothingFoundForm(CreatingForm):
    """That evidence on one side was looked for and not found."""

    because = forms.CharField(
        label="Where did you look, and why is there none?",
        help_text=f"In at least {FEWEST_WORDS} words. {NAMES_NOBODY}",
        widget=forms.Textarea,
        max_length=2000,
    )
    looks = {"because": Look(size="s", rows=5)}


class WithdrawForm(EditingForm):
    """Takes a citation back."""

    reason = forms.CharField(
        label="Why do you withdraw it?",
        help_text="It stays on the page, struck out, with this reason.",
        max_length=300,
    )
    looks = {"reason": Look(size="s")}
