"""What is typed in about the daily file of the police."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from caseward.casework.people.models import Person
from caseward.shared.govuk.forms import CreatingForm, EditingForm

LARGEST_FILE = 10 * 1024 * 1024
NOBODY = "nobody"


class PoliceFileForm(CreatingForm):
    """A file to be taken in."""

    file = forms.FileField(
        label="The police’s file",
        help_text="A CSV or JSON file of up to 10 MB.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, if its name says that it is one of the two types and it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith((".csv", ".json")):
            raise forms.ValidationError("The file must be a CSV or a JSON file")
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 10 MB")
        return file


class PoliceDecisionForm(EditingForm):
    """Whom an item is about."""

    person = forms.ChoiceField(
        label="Whom is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a person, or say that it is about none of them"},
    )

    def __init__(self, data: Any, *, people: Sequence[Person], version: int) -> None:
        super().__init__(data, initial={"version": version})
        self._people = {str(person.pk): person for person in people}
        choices = [(key, f"CRN {person.crn}") for key, person in self._people.items()]
        self.fields["person"].choices = [*choices, (NOBODY, "None of them")]  # type: ignore[attr-defined]  # it is a ChoiceField

    def chosen(self) -> Person | None:
        """The person who was selected; nobody where it is about none of them."""
        return self._people.get(self.cleaned_data["person"])
