"""What is typed in to ask for documents, to send and read them, and to note the presentation."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from caseward.inspection.fieldwork.actions.documents import Asked
from caseward.inspection.fieldwork.policies.access import Days
from caseward.rules.framework_evidence import DocumentRequest
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

if TYPE_CHECKING:
    Uploaded = UploadedFile[bytes]
else:
    Uploaded = UploadedFile

LARGEST_MEGABYTES = 20
LARGEST_FILE = LARGEST_MEGABYTES * 1024 * 1024
FILE_TYPES = (
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".csv", ".xls", ".xlsx", ".ods", ".ppt", ".pptx",
    ".odp", ".png", ".jpg", ".jpeg",
)  # fmt: skip
DUE = "When do you need it by?"
DUE_HINT = "For example, 19 7 2019"


class AskForm(CreatingForm):
    """Documents of the framework's list, asked for together by one day."""

    codes = forms.MultipleChoiceField(
        label="Which documents do you ask for?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one document"},
    )
    due_on = DateParts(label="When do you need them by?", help_text=DUE_HINT)

    def __init__(self, *args: Any, listed: Sequence[DocumentRequest], days: Days, **options: Any) -> None:
        super().__init__(*args, **options)
        due = cast(DateParts, self.fields["due_on"])
        due.earliest, due.latest = days
        field = cast(forms.MultipleChoiceField, self.fields["codes"])
        field.choices = [(each.code, each.title) for each in listed]
        field.initial = [each.code for each in listed]
        hints = {each.code: each.text for each in listed}
        self.looks = {"codes": Look(size="m", small=True, hints=hints), "due_on": Look(size="m")}


class RequestFields(forms.Form):
    """One request."""

    title = forms.CharField(label="What do you ask for?", max_length=200)
    text = forms.CharField(
        label="What should it show?",
        help_text="The provider’s contact reads this. You may leave it empty.",
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )
    due_on = DateParts(label=DUE, help_text=DUE_HINT)
    key_questions = forms.MultipleChoiceField(
        label="Which key questions does it bear on?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    looks = {
        "title": Look(size="s"),
        "text": Look(size="s", rows=3),
        "due_on": Look(size="s"),
        "key_questions": Look(size="s", small=True),
    }

    def __init__(
        self, *args: Any, key_questions: Sequence[tuple[str, str]], days: Days, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        due = cast(DateParts, self.fields["due_on"])
        due.earliest, due.latest = days
        cast(forms.MultipleChoiceField, self.fields["key_questions"]).choices = key_questions

    def asked(self) -> Asked:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        return Asked(typed["title"], typed["text"], tuple(typed["key_questions"]), typed["due_on"])


class AddRequestForm(RequestFields, CreatingForm):
    """A request of one's own."""


class ChangeRequestForm(RequestFields, EditingForm):
    """A request that was made."""


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by type and size."""

    def __init__(self, **options: Any) -> None:
        attrs = {"accept": ",".join(FILE_TYPES), "multiple": ""}
        super().__init__(widget=SeveralFiles(attrs=attrs), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, list | tuple) else [data]
        files: list[Uploaded] = [super(FilesField, self).clean(each, initial) for each in sent or [None]]
        for file in files:
            self._check(file)
        return files

    def _check(self, file: Uploaded) -> None:
        if PurePath(file.name or "").suffix.lower() not in FILE_TYPES:
            raise forms.ValidationError(
                f"“{file.name}” is not of a type that can be sent. Send it as a PDF or an office document"
            )
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(f"“{file.name}” must be smaller than {LARGEST_MEGABYTES} MB")


class SendForm(CreatingForm):
    """Files for one request."""

    documents = FilesField(
        label="Files",
        help_text=(
            f"You can choose several. Each may be up to {LARGEST_MEGABYTES} MB: PDF, documents, "
            "spreadsheets, presentations, text or pictures."
        ),
        error_messages={
            "required": "Choose at least one file",
            "empty": "A file that you chose is empty. Choose a file with something in it",
        },
    )
    looks = {"documents": Look(size="s")}


class ReadForm(EditingForm):
    """That what came was read."""

    gap_note = forms.CharField(
        label="What is missing?",
        help_text="The provider’s contact reads this. Leave it empty if nothing is missing.",
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )
    looks = {"gap_note": Look(size="s", rows=3)}


class PresentationForm(EditingForm):
    """What was said under one heading of the presentation."""

    text = forms.CharField(
        label="What was said?",
        help_text="Use no names of people on probation.",
        widget=forms.Textarea,
        max_length=8000,
        required=False,
    )
    looks = {"text": Look(size="s", rows=14)}
