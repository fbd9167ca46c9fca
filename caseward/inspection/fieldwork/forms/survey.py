"""One interview on one page: where and when, then every question with a choice that leaves it blank."""

from collections.abc import Iterable
from typing import Any

from django import forms

from caseward.inspection.fieldwork.actions.survey import Interviewed
from caseward.inspection.fieldwork.models import AskedOf
from caseward.inspection.fieldwork.policies.access import Days
from caseward.inspection.fieldwork.policies.survey import grades
from caseward.rules.framework_evidence import SurveyItem
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

BLANK = ("blank", "No answer")
"""A choice like the others, so that an answer can be cleared without a script."""
NOT_SAID = ("blank", "Not said")


class InterviewFields(forms.Form):
    """An interview. Every question may be left blank."""

    office = forms.CharField(
        label="Office",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "offices"}),
    )

    def __init__(
        self, *args: Any, asked_of: str, items: Iterable[SurveyItem], days: Days, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.items = tuple(items)
        earliest, latest = days
        self.fields["interviewed_on"] = DateParts(
            label="Day of the interview", earliest=earliest, latest=latest
        )
        if asked_of == AskedOf.OFFICERS:
            choices = [*grades().items(), NOT_SAID]
            self.fields["grade"] = forms.ChoiceField(
                label="Grade", choices=choices, required=False, widget=forms.RadioSelect
            )
        self.looks = {
            "interviewed_on": Look(size="s"),
            "office": Look(size="s", width=20),
            "grade": Look(size="s", inline=True),
        }
        for item in self.items:
            options_of = [(option.value, option.label) for option in item.options]
            self.fields[item.code] = forms.ChoiceField(
                label=item.text,
                choices=[*options_of, BLANK],
                required=False,
                initial=BLANK[0],
                widget=forms.RadioSelect,
            )
            self.looks[item.code] = Look(size="s", inline=True)

    def given(self) -> Interviewed:
        """The interview as the actions take it."""
        cleaned = self.cleaned_data
        answers = {item.code: _said(cleaned[item.code]) for item in self.items}
        return Interviewed(
            interviewed_on=cleaned["interviewed_on"],
            grade=_said(cleaned.get("grade", "")),
            office=cleaned["office"].strip(),
            answers={code: value for code, value in answers.items() if value},
        )


def _said(value: str) -> str:
    return "" if value == BLANK[0] else value


class RecordInterviewForm(InterviewFields, CreatingForm):
    """A new interview."""


class EditInterviewForm(InterviewFields, EditingForm):
    """An interview that is put right."""
