"""Two versions of what one form shows, side by side."""

from datetime import date
from typing import Any

from django import forms

from caseward.shared.govuk.filters import written_date


def differences(form: forms.Form) -> list[tuple[str, str, str]]:
    """The fields in which what is stored differs from what was typed: label, theirs, yours."""
    form.is_valid()
    rows = []
    for bound in form.visible_fields():
        theirs = _shown(bound.field, form.initial.get(bound.name))
        yours = _shown(bound.field, form.cleaned_data.get(bound.name))
        if theirs != yours:
            rows.append((str(bound.label), theirs, yours))
    return rows


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return written_date(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        labels = {str(code): str(label) for code, label in field.widget.choices}
        return labels.get(str(value), "")
    if isinstance(value, (tuple, list)):
        return "\n".join(getattr(each, "email", str(each)) for each in value)
    return "" if value is None else str(value)
