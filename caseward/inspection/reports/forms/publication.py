"""Publishing a report, wording its press notice, and starting a correction."""

from typing import Any

from django import forms

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports import policies
from caseward.shared.accounts.models import User
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look


class PublishReportForm(CreatingForm):
    """Makes the report public, with the result where that is not public yet."""

    source = forms.CharField(
        label="Who publishes the ratings?",
        help_text="Readers see this as the source of the figures.",
        max_length=300,
    )
    note = forms.CharField(
        label="Is there something that a reader must know?",
        help_text="For example, that the cases are invented. You may leave this empty.",
        widget=forms.Textarea,
        max_length=500,
        required=False,
    )
    looks = {"source": Look(size="s"), "note": Look(size="s", rows=3)}

    def __init__(self, data: Any = None, *, inspection: Inspection, by: User) -> None:
        about = {"source": by.organisation.name, "note": inspection.note}
        super().__init__(data, initial=about)
        if inspection.stage == "published":
            for name in about:
                self.fields[name].required = False
                self.fields[name].widget = forms.HiddenInput()


class PublishCorrectionForm(EditingForm):
    """Makes a started correction public."""


class CorrectionForm(CreatingForm):
    """Starts a correction with what readers will be told."""

    what_changed = forms.CharField(
        label="What will change?",
        help_text="Readers see this at the top of the new edition.",
        widget=forms.Textarea,
        max_length=1000,
    )
    why = forms.CharField(
        label="Why does it change?",
        help_text="Readers see this too.",
        widget=forms.Textarea,
        max_length=1000,
    )
    looks = {"what_changed": Look(size="s", rows=4), "why": Look(size="s", rows=3)}

    def clean(self) -> dict[str, Any]:
        """Readers are told in words."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            words = {"what_changed": cleaned["what_changed"], "why": cleaned["why"]}
            for reason in policies.reasons_not_to_correct_so(**words):
                self.add_error("why" if "why" in reason else "what_changed", reason)
        return cleaned


class NoticeForm(EditingForm):
    """The press notice as it is typed."""

    text = forms.CharField(
        label="Press notice",
        help_text="Figures in double square brackets are live, like those of the report.",
        widget=forms.Textarea,
        max_length=10_000,
    )
    looks = {"text": Look(size="m", rows=24)}
