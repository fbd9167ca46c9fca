"""Records that may be of one person, and joining them."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caseward.casework.people import actions, policies
from caseward.casework.people.forms.merges import ProposeMergeForm
from caseward.casework.people.models import Merge, Person, with_earlier_record
from caseward.casework.people.presenters import duplicates as laid_out
from caseward.casework.people.presenters import lists
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

from . import FormPage, creating, get_or_post, opened

DONE = {
    "agree": "The records are one now.",
    "refuse": "The records stay two. They are not offered as duplicates any more.",
    "undo": "The records are two again.",
}


@login_required
@require_GET
def duplicates(request: SignedInRequest) -> HttpResponse:
    """Records of the provider that may be of one person."""
    refuse_if(policies.reasons_not_to_lead(request.user))
    people = Person.objects.visible_to(request.user)
    rows = with_earlier_record(people, people).order_by("name", "pk")
    page = Paginator(lists.for_a_list(rows), lists.PAGE).get_page(request.GET.get("page"))
    pairs = laid_out.pairs_among(list(page.object_list), people)
    shown = {each.pk: each for pair in pairs for each in (pair.person, pair.other)}
    actions.list_people(people=list(shown.values()), by=request.user, page="people:duplicates")
    return render(request, "people/duplicates.html", {"page": page, "pairs": pairs})


@login_required
@require_GET
def merges(request: SignedInRequest) -> HttpResponse:
    """Records that were joined, or are to be."""
    refuse_if(policies.reasons_not_to_lead(request.user))
    rows = Merge.objects.visible_to(request.user).select_related("kept", "other", "proposed_by")
    page = Paginator(rows, lists.PAGE).get_page(request.GET.get("page"))
    people = {each.pk: each for merge in page.object_list for each in (merge.kept, merge.other)}
    actions.list_people(people=list(people.values()), by=request.user, page="people:merges")
    return render(
        request, "people/merges.html", {"page": page, "lines": laid_out.merge_lines(page.object_list)}
    )


@login_required
@get_or_post
def propose_merge(request: SignedInRequest, person_id: int, other_id: int) -> HttpResponse:
    """These two are one person, because."""
    person = opened(request, person_id)
    other = opened(request, other_id)
    refuse_if(policies.reasons_not_to_propose(request.user, person, other))
    text = f"CRN {other.crn} would become part of CRN {person.crn}. A manager other than you must agree."
    done = "Proposed. A manager other than you must agree."
    page = FormPage(person, "Propose to join two records", "Propose to join them", done, text=text)
    return creating(
        request,
        page,
        ProposeMergeForm(request.POST or None),
        lambda form: actions.propose_merge(
            kept=person,
            other=other,
            reason=form.cleaned_data["reason"],
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            at=timezone.now(),
        ),
    )


@login_required
@require_GET
def merge(request: SignedInRequest, merge_id: int) -> HttpResponse:
    """Both records side by side, and what can be decided."""
    row = _merge_for(request, merge_id)
    page = laid_out.merge_page(row, request.user)
    actions.list_people(people=[row.kept, row.other], by=request.user, page="people:merge")
    context = {"page": page, "merge": row, "version_form": EditingForm(initial={"version": row.version})}
    return render(request, "people/merge.html", context)


@login_required
@require_POST
def decide_merge(request: SignedInRequest, merge_id: int, decision: str) -> HttpResponse:
    """Agree, refuse or undo."""
    row = _merge_for(request, merge_id)
    changes = {"agree": actions.agree_merge, "refuse": actions.refuse_merge, "undo": actions.undo_merge}
    form = EditingForm(request.POST)
    if form.is_valid():
        press = partial(changes[decision], merge=row, by=request.user, at=timezone.now())
        try:
            press(version=form.cleaned_data["version"])
            messages.success(request, DONE[decision])
        except Conflict:
            messages.warning(request, "Somebody else has just decided. Look at it and try again.")
    return redirect("people:merge", merge_id=row.pk)


def _merge_for(request: SignedInRequest, merge_id: int) -> Merge:
    refuse_if(policies.reasons_not_to_lead(request.user))
    rows = Merge.objects.visible_to(request.user)
    people = ("kept__officer", "kept__team", "other__officer", "other__team")
    decided = ("proposed_by", "agreed_by", "refused_by", "undone_by")
    return get_object_or_404(rows.select_related(*people, *decided), pk=merge_id)
