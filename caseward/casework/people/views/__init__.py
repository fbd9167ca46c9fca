"""Pages about people. What they share: opening a record, and pages with one form for one row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from caseward.casework.people import actions
from caseward.casework.people.models import Person
from caseward.casework.people.presenters.differences import differences
from caseward.shared.govuk.forms import CreatingForm, EditingForm, with_version
from caseward.shared.records.models import Conflict, SignedInRequest, Versioned
from caseward.shared.records.views import page_name

if TYPE_CHECKING:
    from django import forms

Row = TypeVar("Row", bound=Versioned)
Edits = TypeVar("Edits", bound=EditingForm)
Creates = TypeVar("Creates", bound=CreatingForm)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class FormPage:
    """The words of a page with one form, and where it leads."""

    person: Person
    title: str
    button: str
    done: str
    back: str = "people:details"
    text: str = ""
    warns: bool = False
    """The button takes something away."""


def opened(request: SignedInRequest, person_id: int) -> Person:
    """The person whose page this is, and the event that the user looked."""
    return actions.open_record(person_id=person_id, by=request.user, page=page_name(request))


def creating(
    request: SignedInRequest, page: FormPage, form: Creates, create: Callable[[Creates], object]
) -> HttpResponse:
    """Show the form until it is right, create what it says, and go back."""
    if not form.is_valid():
        return _shown(request, page, form)
    create(form)
    messages.success(request, page.done)
    return redirect(page.back, person_id=page.person.pk)


def editing(
    request: SignedInRequest,
    page: FormPage,
    row: Row,
    make: Callable[[QueryDict | None, Row], Edits],
    change: Callable[[Row, Edits], object],
) -> HttpResponse:
    """Show what stands in the row until the form is right; a clash shows both versions."""
    form = make(request.POST or None, row)
    if not form.is_valid():
        return _shown(request, page, form)
    try:
        change(row, form)
    except Conflict as clash:
        theirs = clash.theirs
        # Theirs is a row of the same model as ours, which Conflict cannot say.
        again = make(with_version(request.POST, theirs.version), theirs)  # type: ignore[arg-type]
        return _shown(request, page, again, differences(again))
    messages.success(request, page.done)
    return redirect(page.back, person_id=page.person.pk)


def _shown(
    request: SignedInRequest,
    page: FormPage,
    form: "forms.Form",
    conflict_rows: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    context = {"person": page.person, "page": page, "form": form, "conflict_rows": conflict_rows or []}
    return render(request, "people/form.html", context)
