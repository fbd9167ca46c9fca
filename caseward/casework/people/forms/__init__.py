"""What is typed in about a person: its shape, never the writing."""

from typing import TYPE_CHECKING, Any

from django import forms

from caseward.shared.govuk.forms import EditingForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from caseward.shared.records.models import Versioned

    Typed = QueryDict | None


class RowForm(EditingForm):
    """Changes a row: shows what stands in it, of the fields that the form has."""

    def __init__(self, data: "Typed", *, row: "Versioned") -> None:
        super().__init__(data, initial={name: self.stored(row, name) for name in self.base_fields})
        self.row = row

    def stored(self, row: "Versioned", name: str) -> Any:
        """What the row holds for a field."""
        return getattr(row, name, None)


def tidy(typed: str) -> str:
    """One space between words, none around them."""
    return " ".join(typed.split())


class TidyField(forms.CharField):
    """Text on one line, without needless spaces."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")
