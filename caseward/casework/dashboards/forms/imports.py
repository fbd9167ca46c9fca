"""What is typed in about a list from another system."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from caseward.shared.govuk.forms import CreatingForm

LARGEST_FILE = 50 * 1024 * 1024
FILE_TYPES = (".csv", ".json")


class ImportForm(CreatingForm):
    """A list to be checked."""

    file = forms.FileField(
        label="The list",
        help_text="A CSV or JSON file of up to 50 MB.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FILE_TYPES)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, if its name says that it is one of the two types and it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(FILE_TYPES):
            raise forms.ValidationError("The file must be a CSV or a JSON file")
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 50 MB")
        return file
