"""Whom somebody looks for, and which looks at a record they want to see."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from caseward.casework.people import policies
from caseward.casework.people.inputs import understood
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.looks import Look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class SearchForm(forms.Form):
    """The one box; it is posted, because names and dates of birth must not stand in addresses."""

    question = forms.CharField(
        label="Name, date of birth, CRN or PNC number",
        help_text="Any part of a name or alias, in any order. You can add a date of birth, "
        "like 5 8 1990, to narrow it down.",
        max_length=200,
        error_messages={"required": "Enter a name, a date of birth, a CRN or a PNC number"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    looks = {"question": Look(size="s")}

    def clean_question(self) -> str:
        question = str(self.cleaned_data["question"]).strip()
        if not understood(question):
            raise forms.ValidationError("Enter a name, a date of birth, a CRN or a PNC number")
        return question


class LooksFilter(forms.Form):
    """Which looks: by whom, and in which time."""

    user = forms.ChoiceField(label="By whom", required=False)
    since = DateParts(label="From", required=False)
    until = DateParts(label="To", required=False)
    looks = {"user": Look(size="s"), "since": Look(size="s"), "until": Look(size="s")}

    def __init__(self, data: "Mapping[str, Any] | None", *, users: "Sequence[tuple[str, str]]") -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"since": today - policies.LOOKS_SHOWN, "until": today})
        cast("forms.ChoiceField", self.fields["user"]).choices = [("", "Everybody"), *users]
