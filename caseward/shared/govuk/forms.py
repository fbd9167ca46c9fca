"""The hidden field that every form carries: one kind against double posts, one against clashes."""

import uuid

from django import forms
from django.http import QueryDict

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
