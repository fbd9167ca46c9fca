"""Who somebody is."""

import re

from django import forms
from django.utils import timezone

from caseward.casework.people import policies
from caseward.casework.people.actions import Described
from caseward.casework.people.models import Person
from caseward.rules.person_matching import POLICE_NUMBER
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look

from . import RowForm, TidyField

CRN = re.compile(r"[A-Z]{1,2}[0-9]{4,10}")


class PersonFields(forms.Form):
    """What is written down of who somebody is; nothing is chosen beforehand."""

    name = TidyField(
        label="Full name",
        help_text="As the person writes it. One word is enough. Leave it blank while it is not known.",
        max_length=200,
        required=False,
    )
    called = TidyField(
        label="What to call them",
        help_text="To their face and in letters, where that differs from the full name.",
        max_length=100,
        required=False,
    )
    crn = TidyField(label="CRN", help_text="The case reference number.", max_length=12)
    pnc = TidyField(
        label="PNC number", help_text="The police’s number for the person.", max_length=15, required=False
    )
    born_on = DateParts(label="Date of birth", help_text="For example, 5 8 1990", required=False)
    sex = forms.ChoiceField(label="Sex", choices=Person.Sex.choices, widget=forms.RadioSelect, required=False)
    gender = TidyField(
        label="Gender", help_text="In the person’s own words, if they want it written down.",
        max_length=60, required=False,
    )  # fmt: skip
    ethnicity = forms.ChoiceField(
        label="Ethnicity",
        help_text="As the person says. Choose nothing only while nobody has asked.",
        choices=Person.Ethnicity.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    language = TidyField(label="First language", max_length=60, required=False)
    needs_interpreter = forms.BooleanField(label="Needs an interpreter", required=False)
    looks = {
        **{name: Look(size="s") for name in ("name", "called", "born_on", "sex", "gender", "ethnicity")},
        "crn": Look(size="s", width=10),
        "pnc": Look(size="s", width=20),
        "language": Look(size="s", width=20),
    }

    def clean_crn(self) -> str:
        crn = str(self.cleaned_data["crn"]).upper()
        if not CRN.fullmatch(crn):
            raise forms.ValidationError("Enter a CRN like X123456")
        for reason in policies.reasons_not_to_take_number(crn, but=self.own()):
            raise forms.ValidationError(reason)
        return crn

    def clean_pnc(self) -> str:
        pnc = str(self.cleaned_data["pnc"]).upper()
        if pnc and not POLICE_NUMBER.fullmatch(pnc):
            raise forms.ValidationError("Enter a PNC number like 12/52494Q")
        return pnc

    def clean_born_on(self) -> object:
        born_on = self.cleaned_data["born_on"]
        if born_on and born_on > timezone.localdate():
            raise forms.ValidationError("Date of birth must be in the past")
        return born_on

    def own(self) -> Person | None:
        """The record that is changed; none for a new one."""
        return None

    def described(self) -> Described:
        """What was typed, as the actions take it."""
        return Described(**{name: self.cleaned_data[name] for name in Described.__dataclass_fields__})


class AddPersonForm(PersonFields, CreatingForm):
    """A new record."""


class ChangePersonForm(PersonFields, RowForm):
    """A record that is there."""

    def own(self) -> Person | None:
        return self.row if isinstance(self.row, Person) else None


class AliasForm(CreatingForm):
    """Another name."""

    name = TidyField(label="Other name", max_length=200, help_text="A name by which they are or were known.")
    looks = {"name": Look(size="s")}
