"""What is typed when a colleague is asked, a task is done, or a duty is put off."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from caseward.casework.people.models import Person
from caseward.casework.people.policies import FEWEST_WORDS
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm

from .actions import Asked, PutOff
from .policies import LONGEST_SNOOZE, reasons_not_to_be_asked

SOON = "For example, 5 8 2019"


class AskForm(CreatingForm):
    """A task for a colleague."""

    asked_of = forms.ModelChoiceField(
        label="Whom do you ask?", queryset=User.objects.none(), empty_label="Select a name"
    )
    what = forms.CharField(label="What should be done?", max_length=200)
    why = forms.CharField(label="Why?", max_length=300, required=False)

    def __init__(self, *args: Any, person: Person, colleagues: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.fields["asked_of"].queryset = colleagues  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["due_on"] = DateParts(label="By when?", help_text=SOON, earliest=timezone.localdate())

    def clean_asked_of(self) -> User:
        colleague: User = self.cleaned_data["asked_of"]
        if reasons := reasons_not_to_be_asked(colleague, self.person):
            raise forms.ValidationError(reasons)
        return colleague

    def asked(self) -> Asked:
        """What was typed, as the action takes it."""
        return Asked(**{name: self.cleaned_data[name] for name in Asked.__dataclass_fields__})


class DoneForm(EditingForm):
    """What was done."""

    words = forms.CharField(label="What was done?", max_length=300, widget=forms.Textarea)


class SnoozeForm(CreatingForm):
    """Until when a duty waits, and why."""

    reason = forms.CharField(label="Why can it wait?", max_length=300, widget=forms.Textarea)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        self.fields["until_on"] = DateParts(
            label="Until when?",
            help_text=f"At most {LONGEST_SNOOZE} days from now. {SOON}",
            earliest=today + timedelta(days=1),
            latest=today + timedelta(days=LONGEST_SNOOZE),
        )
        self.order_fields(["until_on", "reason"])

    def clean_reason(self) -> str:
        typed: str = self.cleaned_data["reason"]
        if len(typed.split()) < FEWEST_WORDS:
            raise forms.ValidationError(f"Give the reason in at least {FEWEST_WORDS} words")
        return typed

    def put_off(self, duty: str, subject_id: int) -> PutOff:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return PutOff(duty, subject_id, typed["until_on"], typed["reason"])
