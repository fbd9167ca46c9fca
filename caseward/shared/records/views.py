"""The one shape of a page with a form: typed, saved by one action, shown again with every fault or clash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from caseward.shared.govuk.forms import differences, with_version

from .models import Conflict, SignedInRequest

MakeForm = Callable[[Any], Any]
"""A form from what was posted, or the empty form from None."""
Then = str | Callable[[Any], str]
"""An address, or the address that follows from what was saved."""


def page_name(request: SignedInRequest) -> str:
    """The name of the page that is asked for, as the log keeps it: without a key of anybody."""
    return request.resolver_match.view_name if request.resolver_match else ""


def form_page(
    request: SignedInRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    make_form: MakeForm,
    save: Callable[[Any], object],
    done: str,
    then: Then,
) -> HttpResponse:
    """Show a form; save what is valid and go to the address `then` with the words `done`.

    Where somebody else changed the row meanwhile, both versions are shown (`conflict_rows`, for the macro
    `conflict`) above the form with what was typed, which now lies on top of their version. Without a clash
    `conflict_rows` is None; where nothing typed differs, it is empty.
    """
    form = make_form(request.POST or None)
    clash: list[tuple[str, str, str]] | None = None
    if form.is_valid():
        try:
            saved = save(form)
        except Conflict as conflict:
            clash = differences(form, conflict.theirs)
            form = make_form(with_version(request.POST, conflict.theirs.version))
        else:
            messages.success(request, done)
            return redirect(then if isinstance(then, str) else then(saved))
    return render(request, template, {**context, "form": form, "conflict_rows": clash})
