"""What happened to a person."""

from django import forms
from django.utils import timezone

from caseward.casework.people import policies
from caseward.casework.people.actions import Happened
from caseward.casework.people.models import ChangeEvent
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from . import TidyField


class EventForm(CreatingForm):
    """An event: what, when, and who told us."""

    kind = forms.ChoiceField(
        label="What happened?", choices=ChangeEvent.Kind.choices, widget=forms.RadioSelect
    )
    happened_on = DateParts(label="When did it happen?", help_text="For example, 5 8 2019")
    source = TidyField(
        label="Who told us?", max_length=100, help_text="For example the police, or the person."
    )
    detail = TidyField(label="What is known", max_length=1000, required=False, widget=forms.Textarea)
    looks = {
        "kind": Look(size="s", small=True),
        "happened_on": Look(size="s"),
        "source": Look(size="s", width=30),
        "detail": Look(size="s", rows=4),
    }

    def clean_happened_on(self) -> object:
        happened_on = self.cleaned_data["happened_on"]
        if happened_on and happened_on > timezone.localdate():
            raise forms.ValidationError("When did it happen? That day lies in the future")
        return happened_on

    def happened(self) -> Happened:
        """What was typed, as the action takes it."""
        return Happened(**{name: self.cleaned_data[name] for name in Happened.__dataclass_fields__})


class WithdrawForm(EditingForm):
    """Why an event was recorded in error."""

    reason = TidyField(label="Why was it recorded in error?", max_length=300, widget=forms.Textarea)
    looks = {"reason": Look(size="s", rows=3)}

    def clean_reason(self) -> str:
        for reason in policies.reasons_against(self.cleaned_data["reason"]):
            raise forms.ValidationError(reason)
        return str(self.cleaned_data["reason"])
