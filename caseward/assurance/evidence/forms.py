"""What is sent when records are opened, and when a file of evidence comes in."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from caseward.shared.govuk.forms import CreatingForm
from caseward.shared.govuk.looks import Look

LARGEST_FILE = 10 * 1024 * 1024


class OpenForm(CreatingForm):
    """Opens the records of one case."""


class SendForm(CreatingForm):
    """A file of evidence."""

    file = forms.FileField(
        label="Evidence file",
        help_text="A JSON file of up to 10 MB, as the command evidence-file makes it.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
    )

    looks = {"file": Look(size="s")}

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, if its name says that it is JSON and it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".json"):
            raise forms.ValidationError("The file must be a JSON file")
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 10 MB")
        return file
