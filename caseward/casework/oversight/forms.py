"""What is typed about oversight."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from . import policies
from .actions import Asked, Seen

MOST_ACTIONS = 3


class NoteForm(CreatingForm):
    """What somebody saw, and up to three things to be done."""

    why = forms.ChoiceField(label="What led you to look?", widget=forms.RadioSelect)
    text = forms.CharField(label="What did you see?", max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, person: Person, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        whys = policies.whys_for(by)
        field = cast(forms.ChoiceField, self.fields["why"])
        field.choices = [(why.value, why.label) for why in whys]
        field.initial = whys[0] if len(whys) == 1 else None
        self.numbers = range(1, MOST_ACTIONS + 1)
        colleagues = policies.may_be_asked(person)
        self._by_pk: dict[str, User] = {str(each.pk): each for each in colleagues}
        choices = [("", "Nobody"), *((pk, each.name) for pk, each in self._by_pk.items())]
        for number in self.numbers:
            self._add_action(number, choices)

    def _add_action(self, number: int, choices: list[tuple[str, str]]) -> None:
        today: date = timezone.localdate()
        fields: dict[str, forms.Field] = {
            f"what_{number}": forms.CharField(label="What is to be done?", max_length=300, required=False),
            f"asked_of_{number}": forms.ChoiceField(label="By whom?", choices=choices, required=False),
            f"due_on_{number}": DateParts(
                label="By when?", help_text="For example, 5 8 2019", earliest=today, required=False
            ),
        }
        self.fields.update(fields)

    def clean(self) -> dict[str, Any]:
        """An action has all its parts: what, by whom, by when."""
        typed = super().clean() or {}
        for number in self.numbers:
            self._clean_action(typed, number)
        return typed

    def _clean_action(self, typed: dict[str, Any], number: int) -> None:
        names = {
            f"what_{number}": "Enter what is to be done",
            f"asked_of_{number}": "Select who is to do it",
            f"due_on_{number}": "Enter by when it is to be done",
        }
        if not any(typed.get(name) or name in self.errors for name in names):
            return
        for name, fault in names.items():
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, fault)
        colleague = self._by_pk.get(typed.get(f"asked_of_{number}", ""))
        for reason in policies.reasons_not_to_ask(colleague, self.person) if colleague else []:
            self.add_error(f"asked_of_{number}", reason)

    def seen(self) -> Seen:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        asked = [
            Asked(typed[f"what_{n}"], self._by_pk[typed[f"asked_of_{n}"]], typed[f"due_on_{n}"])
            for n in self.numbers
            if typed[f"what_{n}"]
        ]
        return Seen(typed["why"], typed["text"], asked)


class DoneForm(EditingForm):
    """What was done."""

    done_words = forms.CharField(
        label="What was done?",
        help_text="And where one can see it: a contact, a plan, a check",
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
