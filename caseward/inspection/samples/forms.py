"""What is typed in while samples are drawn and allocated."""

from __future__ import annotations

import re
import secrets
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.govuk.forms import STALE, CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look

from .models import SampledCase, inspectors_of, replacement_reasons

LARGEST_FILE = 100 * 1024 * 1024
FILE_TYPES = (".csv", ".xlsx")
BOX = re.compile(r"[0-9]{1,18}-[0-9]{1,9}")


class UploadForm(CreatingForm):
    """A case list to be checked."""

    file = forms.FileField(
        label="Case list",
        help_text="A CSV or XLSX file of up to 100 MB.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FILE_TYPES)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, if its name says that it is one of the two types and it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(FILE_TYPES):
            raise forms.ValidationError("The file must be a CSV or an XLSX file")
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 100 MB")
        return file


class AcceptForm(forms.Form):
    """A list to draw from; its faulty rows, if any, are left out for a reason."""

    set_aside_reason = forms.CharField(
        label="Why are the faulty rows set aside?",
        help_text="Anyone who reads the sample later sees this reason. Do not name anybody.",
        max_length=500,
        widget=forms.Textarea,
        required=False,
    )
    looks = {"set_aside_reason": Look(rows=3)}

    def __init__(self, *args: Any, faulty: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if faulty:
            self.fields["set_aside_reason"].required = True
            self.fields["set_aside_reason"].error_messages["required"] = (
                "Say why the faulty rows are set aside"
            )
        else:
            del self.fields["set_aside_reason"]


class DrawForm(CreatingForm):
    """How the sample is drawn."""

    seed = forms.IntegerField(
        label="Seed",
        help_text="Any whole number. The same seed and list always give the same sample.",
        min_value=0,
        max_value=2**53,
        initial=lambda: secrets.randbelow(1_000_000),
    )
    by_hand = forms.IntegerField(
        label="Number of cases",
        min_value=1,
        max_value=100_000,
        required=False,
    )
    size_reason = forms.CharField(
        label="Why this number?", max_length=500, widget=forms.Textarea, required=False
    )
    redraw_reason = forms.CharField(
        label="Why is the sample drawn again?",
        help_text="The earlier draw is kept and stays readable. Cases must be allocated again.",
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": "Say why the sample is drawn again"},
    )
    looks = {
        "seed": Look(width=10),
        "by_hand": Look(width=4),
        "size_reason": Look(rows=3),
        "redraw_reason": Look(rows=3),
    }

    def __init__(self, *args: Any, has_formula: bool, eligible: int, is_redraw: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.eligible = eligible
        self.has_formula = has_formula
        if not is_redraw:
            del self.fields["redraw_reason"]
        if has_formula:
            self.fields["by_hand"].help_text = "Leave empty to use the number that the formula gives."
        else:
            self.fields["by_hand"].required = self.fields["size_reason"].required = True

    def clean(self) -> dict[str, Any]:
        """A number entered by hand is possible and has a reason."""
        cleaned = super().clean() or {}
        number = cleaned.get("by_hand")
        if number is not None and number > self.eligible:
            self.add_error("by_hand", f"Only {self.eligible:,} cases are eligible")
        if number is not None and not cleaned.get("size_reason", "").strip():
            self.add_error("size_reason", "Say why the number is not the one that the formula gives")
        return cleaned


class ShareOutForm(forms.Form):
    """How the cases that nobody has yet are shared out."""

    EVENLY, BY_OFFICE = "evenly", "by_office"

    how = forms.ChoiceField(
        label="How should the cases be shared out?",
        choices=[
            (EVENLY, "Evenly: everybody gets nearly the same number of cases"),
            (BY_OFFICE, "By office: the cases of one office stay with one person where possible"),
        ],
        initial=EVENLY,
        widget=forms.RadioSelect,
    )


class AllocateForm(EditingForm):
    """One case, given to one inspector by hand."""

    inspector = forms.ModelChoiceField(queryset=User.objects.none(), required=False, empty_label="Nobody yet")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[User]", self.fields["inspector"])
        field.label, field.queryset = inspection.reader.capitalize(), inspectors_of(inspection)


class CaseBoxes(forms.MultipleChoiceField):
    """Boxes beside cases, each worth "key-version"; cleaned to the version that was seen, by key."""

    def validate(self, value: Any) -> None:
        """Which cases there are to give away, the action asks the database."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if not all(BOX.fullmatch(box) for box in value):
            raise forms.ValidationError(STALE)

    def clean(self, value: Any) -> dict[int, int]:
        """The boxes that were ticked."""
        boxes = self.to_python(value)
        self.validate(boxes)
        return {int(key): int(version) for key, version in (box.split("-") for box in boxes)}


class AllocateSeveralForm(forms.Form):
    """Several cases, given to one inspector; each box carries the version of its case that was seen."""

    cases = CaseBoxes(error_messages={"required": "Select at least one case"})
    inspector = forms.ModelChoiceField(label="Give the selected cases to", queryset=User.objects.none())

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[User]", self.fields["inspector"])
        field.queryset = inspectors_of(inspection)
        field.empty_label = field.error_messages["required"] = f"Choose an {inspection.reader}"


class ReplaceForm(EditingForm):
    """A case that cannot be assessed."""

    reason = forms.ChoiceField(label="Why can this case not be assessed?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="What happened?",
        help_text="Required for another reason. Do not name anybody.",
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )
    looks = {"note": Look(rows=3)}

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["reason"]).choices = replacement_reasons(inspection)

    def clean(self) -> dict[str, Any]:
        """Another reason is given in words."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("reason") == SampledCase.ReplacementReason.OTHER
            and not cleaned.get("note", "").strip()
        ):
            self.add_error("note", "Say what the other reason is")
        return cleaned
