"""What is typed about an audit: the next one’s dates, what was found, what was done."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from . import inputs
from .actions import Found

EXAMPLE = "For example, 5 8 2019"


class NextForm(CreatingForm):
    """When the next audit is."""

    starts_on = DateParts(label="First day of the audit", help_text=EXAMPLE)
    ends_on = DateParts(label="Last day of the audit", help_text=EXAMPLE)

    def __init__(self, data: Any, *, inspection: Inspection) -> None:
        lasts = inspection.fieldwork_ends_on - inspection.fieldwork_starts_on
        starts_on = max(inspection.fieldwork_ends_on + timedelta(days=1), timezone.localdate())
        super().__init__(data, initial={"starts_on": starts_on, "ends_on": starts_on + lasts})

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        typed = super().clean() or {}
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Last day of the audit must be the same as or after its first day")
        return typed


class AskForm(CreatingForm):
    """What an audit found, and what it asks for."""

    question = forms.ChoiceField(label="Which key question does it bear on?", required=False)
    finding = forms.CharField(
        label="What did you find?",
        help_text="Name nobody: directors read this.",
        max_length=500,
        widget=forms.Textarea,
    )
    what = forms.CharField(label="What is to be done?", max_length=300)
    asked_of = forms.ModelChoiceField(
        label="By whom?", queryset=User.objects.none(), empty_label="Choose a person"
    )
    looks = {"finding": Look(rows=4)}

    def __init__(
        self,
        data: Any,
        *,
        inspection: Inspection,
        may_be_asked: "QuerySet[User]",
        question: str = "",
        in_case: bool = False,
        asked_of: User | None = None,
    ) -> None:
        super().__init__(data, initial={"question": question, "asked_of": asked_of})
        if in_case:
            self.fields[
                "finding"
            ].help_text = "It stands on the person’s record, for those who work on the case."
        questions = [(each.code, f"{each.code} {each.text}") for each in inputs.audited_questions(inspection)]
        choices = [("", "No one question"), *questions]
        cast(forms.ChoiceField, self.fields["question"]).choices = choices
        cast("forms.ModelChoiceField[User]", self.fields["asked_of"]).queryset = may_be_asked
        today = timezone.localdate()
        self.fields["due_on"] = DateParts(label="By when?", help_text=EXAMPLE, earliest=today)

    def found(self) -> Found:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Found(typed["question"], typed["finding"], typed["what"], typed["asked_of"], typed["due_on"])


class DoneForm(EditingForm):
    """What was done."""

    done_words = forms.CharField(
        label="What was done?",
        help_text="And where one can see it",
        max_length=500,
        widget=forms.Textarea,
    )
    looks = {"done_words": Look(rows=4)}


class VerifyForm(EditingForm):
    """Looking again is all that there is to it."""


class ReturnForm(EditingForm):
    """What is missing."""

    returned_because = forms.CharField(label="What is still missing?", max_length=300, widget=forms.Textarea)
    looks = {"returned_because": Look(rows=4)}
