"""The hidden field that every form carries: one kind against double posts, one against clashes."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict

from .filters import written_date

STALE = "This page was out of date. Check what you typed and send it again."


class CreatingForm(forms.Form):
    """Creates a row: the key is made when the page is shown, so that sending it twice creates it once."""

    creation_key = forms.UUIDField(
        initial=uuid.uuid4, widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )


class EditingForm(forms.Form):
    """Edits a row: carries the version that the person saw, so that nobody overwrites unread changes."""

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": STALE, "invalid": STALE, "min_value": STALE},
    )


def with_version(typed: QueryDict, version: int) -> QueryDict:
    """What was typed, now on top of a version that its author is shown, and replaces by sending it again."""
    again = typed.copy()
    again["version"] = str(version)
    return again


def differences(form: forms.Form, row: models.Model) -> list[tuple[str, str, str]]:
    """(label, theirs, yours) of each field of a valid form that differs from the row as it is stored now."""
    return [
        (
            str(form[name].label),
            _in_words(field, getattr(row, name)),
            _in_words(field, form.cleaned_data[name]),
        )
        for name, field in form.fields.items()
        if not field.widget.is_hidden and hasattr(row, name) and getattr(row, name) != form.cleaned_data[name]
    ]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return written_date(value)
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    choices = {str(code): str(label) for code, label in getattr(field, "choices", ()) if str(code)}
    return choices.get(str(value), "" if value is None else str(value))
