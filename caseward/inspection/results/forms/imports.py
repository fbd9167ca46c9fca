"""What is typed in when a published result is sent, confirmed part by part, and recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from caseward.inspection.results.inputs.draft_parts import Part
from caseward.inspection.results.inputs.draft_rows import Row
from caseward.inspection.results.models import ImportDraft
from caseward.inspection.results.readers.sent_files import TYPES
from caseward.inspection.standards import readers as standards
from caseward.rules.framework import Framework
from caseward.shared.govuk.fields import DateParts
from caseward.shared.govuk.forms import CreatingForm, EditingForm
from caseward.shared.govuk.looks import Look
from caseward.shared.organisations.models import Organisation

LARGEST_FILE = 10 * 1024 * 1024
DROPPED = {
    "facts": "Leave this out",
    "samples": "Leave this out",
    "recommendations": "Leave this out",
}
NOT_THERE = "Not legible, or not in the source"
LIMITS = {"percent": (0, 100), "number": (0, 1_000_000)}
Typed = Mapping[str, Any] | None


class SendForm(CreatingForm):
    """A published result in one of the forms that can be read."""

    file = forms.FileField(
        label="Report or result",
        help_text="A report as text (TXT) or PDF, or a result or figures of Caseward as JSON or CSV. "
        "Up to 10 MB.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(TYPES)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, if its name says that it is one of the types and it is not too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(TYPES):
            raise forms.ValidationError("The file must be TXT, PDF, JSON or CSV")
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("The file must be smaller than 10 MB")
        return file


class AboutForm(EditingForm):
    """Who was inspected, under which framework, when, and where it is published."""

    provider = forms.ModelChoiceField(
        label="Provider",
        queryset=Organisation.objects.none(),
        empty_label="A provider that is not listed",
        required=False,
        to_field_name="name",
    )
    new_provider = forms.CharField(
        label="Name of a provider that is not listed",
        help_text="In full. It is added when the result is recorded.",
        max_length=200,
        required=False,
    )
    framework_code = forms.ChoiceField(
        label="Framework", help_text="If you choose another one, the figures are read again under it."
    )
    title = forms.CharField(
        label="Title of the result", help_text="The provider’s short name and the year.", max_length=200
    )
    source = forms.CharField(
        label="Source", help_text="The publication by its title and publisher.", max_length=250
    )
    published_on = DateParts(label="Published on", help_text="For example, 5 8 2019")
    fieldwork_starts_on = DateParts(label="Fieldwork began on, if it is known", required=False)
    note = forms.CharField(
        label="What a reader must know",
        help_text="For example, what is inferred or missing. Everybody reads this.",
        max_length=400,
        required=False,
        widget=forms.Textarea,
    )
    looks = {
        "provider": Look(size="s"),
        "new_provider": Look(size="s", width=30),
        "framework_code": Look(size="s"),
        "title": Look(size="s", width=30),
        "source": Look(size="s"),
        "published_on": Look(size="s"),
        "fieldwork_starts_on": Look(size="s"),
        "note": Look(size="s", rows=3),
    }

    def __init__(self, data: Typed, *, draft: ImportDraft) -> None:
        about = draft.about
        known = Organisation.objects.providers().order_by("name")
        match = known.filter(name__iexact=about["provider"]).first()
        initial = {
            "version": draft.version,
            "provider": match.name if match else None,
            "new_provider": "" if match else about["provider"],
            "framework_code": draft.framework_code,
            **{name: about[name] for name in ("title", "source", "note")},
            **{name: _day(about[name]) for name in ("published_on", "fieldwork_starts_on")},
        }
        super().__init__(data, initial=initial)
        cast("forms.ModelChoiceField[Organisation]", self.fields["provider"]).queryset = known
        self._offer_frameworks(draft)

    def _offer_frameworks(self, draft: ImportDraft) -> None:
        """Those installed; a result of another installation keeps its own."""
        if draft.kind == ImportDraft.Kind.RESULT:
            del self.fields["framework_code"]
            return
        titles = [(code, standards.framework(code).title) for code in standards.framework_codes()]
        choices = titles if draft.framework_code else [("", "Choose a framework"), *titles]
        cast(forms.ChoiceField, self.fields["framework_code"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """One provider: listed, or named."""
        typed = cast(dict[str, Any], super().clean())
        name = str(typed.get("new_provider") or "").strip()
        if not typed.get("provider") and not name:
            self.add_error("new_provider", "Choose a provider above, or name one here")
        elif not typed.get("provider") and Organisation.objects.filter(name__iexact=name).exists():
            self.add_error("new_provider", "An organisation has this name: choose it above")
        return typed

    def about(self) -> dict[str, Any]:
        """What was typed, as a draft keeps it."""
        typed = self.cleaned_data
        provider = typed["provider"].name if typed["provider"] else typed["new_provider"].strip()
        return {
            "provider": provider,
            **{name: typed[name] for name in ("title", "source", "note")},
            **{
                name: typed[name].isoformat() if typed[name] else None
                for name in ("published_on", "fieldwork_starts_on")
            },
        }


@dataclass(frozen=True)
class RowFields:
    """One row on the page: the figure as it stands, and the names of its fields."""

    row: Row
    value: str
    out: str
    more: tuple[str, ...]

    @property
    def is_lacking(self) -> bool:
        """Whether a person must type it in, or say that it is not there."""
        return bool(self.out) and not self.row.value and not self.row.is_left_out


class RowsForm(EditingForm):
    """The rows of one part: each with a value, or left out by a person who has looked."""

    def __init__(self, data: Typed, *, draft: ImportDraft, part: Part, framework: Framework) -> None:
        super().__init__(data, initial={"version": draft.version})
        self.part = part
        self.looks: dict[str, Look] = {}
        for number, row in enumerate(part.rows):
            self._add(number, row, framework)

    def _add(self, number: int, row: Row, framework: Framework) -> None:
        self.fields[f"value-{number}"] = _field(row, framework)
        self.looks[f"value-{number}"] = Look(size="s", **_LOOKS.get(row.kind, {}))
        if self.part.section == "recommendations":
            self.fields[f"addressee-{number}"] = forms.CharField(
                label=f"To whom number {row.key} is addressed",
                max_length=120,
                required=False,
                initial=row.addressee,
            )
            self.fields[f"repeated-{number}"] = forms.BooleanField(
                label=f"Number {row.key} repeats an earlier one", required=False, initial=row.is_repeated
            )
            self.looks[f"repeated-{number}"] = Look(small=True)
        if row.needed:
            words = DROPPED.get(self.part.section, NOT_THERE)
            label = format_html('{}<span class="govuk-visually-hidden">: {}</span>', words, _short(row))
            self.fields[f"out-{number}"] = forms.BooleanField(
                label=label, required=False, initial=row.is_left_out
            )
            self.looks[f"out-{number}"] = Look(small=True)

    @property
    def shown(self) -> list[RowFields]:
        """The rows with the names of their fields, in order."""
        names = ("addressee", "repeated")
        return [
            RowFields(
                row,
                f"value-{number}",
                f"out-{number}" if row.needed else "",
                tuple(f"{name}-{number}" for name in names if f"{name}-{number}" in self.fields),
            )
            for number, row in enumerate(self.part.rows)
        ]

    def clean(self) -> dict[str, Any]:
        """Every figure is there, or a person says that it is not."""
        typed = cast(dict[str, Any], super().clean())
        for number, row in enumerate(self.part.rows):
            value = typed.get(f"value-{number}")
            is_absent = value in (None, "") and f"value-{number}" not in self.errors
            if is_absent and row.needed and not typed.get(f"out-{number}"):
                self.add_error(f"value-{number}", f"{_short(row)}: type it in, or tick that it is not there")
            if not is_absent and typed.get(f"addressee-{number}") == "":
                self.add_error(f"addressee-{number}", f"Say to whom number {row.key} is addressed")
        return typed

    def rows(self) -> list[Row]:
        """The rows with what was typed."""
        return list(self._rows())

    def _rows(self) -> Iterator[Row]:
        typed = self.cleaned_data
        for number, row in enumerate(self.part.rows):
            value = typed[f"value-{number}"]
            yield replace(
                row,
                value="" if value is None else str(value).strip(),
                is_left_out=bool(typed.get(f"out-{number}")),
                addressee=typed.get(f"addressee-{number}", row.addressee),
                is_repeated=typed.get(f"repeated-{number}", row.is_repeated),
            )


class DiscardForm(EditingForm):
    """Only the version: that nobody discards or records what somebody else has just changed."""


_LOOKS: dict[str, dict[str, Any]] = {
    "percent": {"width": 3, "suffix": "%"},
    "number": {"width": 5},
    "long": {"rows": 4},
}


def _field(row: Row, framework: Framework) -> forms.Field:
    if row.kind == "band":
        choices = [("", "Not known"), *((band.code, band.title) for band in framework.bands)]
        return forms.ChoiceField(label=row.title, choices=choices, required=False, initial=row.value)
    if row.kind in LIMITS:
        least, most = LIMITS[row.kind]
        return forms.IntegerField(
            label=row.title, min_value=least, max_value=most, required=False, initial=row.value
        )
    if row.kind == "long":
        return forms.CharField(
            label=row.title, max_length=5000, required=False, initial=row.value, widget=forms.Textarea
        )
    return forms.CharField(label=row.title, max_length=100, required=False, initial=row.value)


def _short(row: Row) -> str:
    """A row by its number where it has one; every label of a page reads on its own."""
    return row.title if len(row.title) <= 60 else f"{row.title[:57].rstrip()}…"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


Clash = list[tuple[str, str, str]]


def about_clash(theirs: ImportDraft, yours: Mapping[str, Any], framework_code: str) -> Clash:
    """What differs between a draft as somebody else confirmed it and as it was typed."""
    labels = {name: str(field.label) for name, field in AboutForm.base_fields.items()}
    rows = [(labels[name], str(theirs.about[name] or ""), str(yours[name] or "")) for name in yours]
    rows.append((labels["framework_code"], theirs.framework_code, framework_code))
    return [row for row in rows if row[1] != row[2]]


def rows_clash(theirs: Part, yours: list[Row]) -> Clash:
    """The rows that differ between a part as somebody else confirmed it and as it was typed."""
    stand = {row.key: row for row in theirs.rows}
    return [
        (row.title, _said(stand[row.key]), _said(row))
        for row in yours
        if row.key in stand and _said(stand[row.key]) != _said(row)
    ]


def _said(row: Row) -> str:
    return "Left out" if row.is_left_out else row.value
