"""Which list is wanted, for which day, and where it is to go."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from caseward.inspection.samples.readers.cells import YEARS
from caseward.rules.framework import Framework
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import STALE, CreatingForm
from caseward.shared.govuk.looks import Look

EARLIEST, LATEST = date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)
"""A case list takes no other days."""
BETWEEN = "/"


class ListForm(forms.Form):
    """Framework, sample and the first day of fieldwork."""

    sample = forms.ChoiceField(
        label="Which list?", widget=forms.RadioSelect, error_messages={"required": "Choose a list"}
    )
    on = DateParts(
        label="First day of fieldwork",
        help_text="The framework’s dates count back from this day. For example, 5 8 2019",
        earliest=EARLIEST,
        latest=LATEST,
    )

    def __init__(self, *args: Any, frameworks: Sequence[Framework], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sample"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (f"{framework.code}{BETWEEN}{sample.code}", f"{sample.title}, {framework.title}")
            for framework in frameworks
            for sample in framework.samples
        ]
        self.looks = {
            "on": Look(size="s"),
            "sample": Look(
                size="s",
                hints={
                    f"{framework.code}{BETWEEN}{sample.code}": sample.description
                    for framework in frameworks
                    for sample in framework.samples
                },
            ),
        }

    def chosen(self) -> tuple[str, str]:
        """The codes of the framework and of the sample."""
        code, _, sample_code = self.cleaned_data["sample"].partition(BETWEEN)
        return code, sample_code


class DayForm(forms.Form):
    """The day that an address or a button carries; today where it carries none."""

    on = forms.DateField(required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])

    def clean_on(self) -> date:
        """A day that a case list can be about."""
        day: date = self.cleaned_data["on"] or timezone.localdate()
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError("The first day of fieldwork must be a day of our time")
        return day


class SendForm(CreatingForm):
    """One click: the inspection, and the day by which the list was made."""

    inspection = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )
    on = forms.DateField(
        widget=forms.HiddenInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"required": STALE, "invalid": STALE},
    )
