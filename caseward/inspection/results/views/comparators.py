"""The named sets of inspections that results are compared with."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caseward.inspection.results import actions, forms, policies
from caseward.inspection.results.models import Comparator
from caseward.inspection.results.presenters.comparators import set_lines
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

A_PAGE = 25


@require_safe
def comparators(request: HttpRequest) -> HttpResponse:
    """Every named set of inspections."""
    page = Paginator(Comparator.objects.visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    may_keep = not policies.reasons_not_to_keep_comparators(request.user)
    return render(request, "results/comparators.html", {"page": page, "may_keep": may_keep})


@require_safe
def comparator(request: HttpRequest, comparator_id: int) -> HttpResponse:
    """One set: what it holds, its figures and what they rest on."""
    row = get_object_or_404(Comparator.objects.visible_to(request.user), pk=comparator_id)
    context = {
        "comparator": row,
        "members": row.members.select_related("provider").order_by("title"),
        "inside": row.providers_inside.order_by("name"),
        "sections": set_lines(row),
        "may_keep": not policies.reasons_not_to_keep_comparators(request.user),
    }
    return render(request, "results/comparator.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create_comparator(request: SignedInRequest) -> HttpResponse:
    """Name a new set."""
    refuse_if(policies.reasons_not_to_keep_comparators(request.user))
    form = forms.CreateComparatorForm(request.POST or None)
    if form.is_valid():
        key: UUID = form.cleaned_data["creation_key"]
        made_of = form.made_of(form.cleaned_data["framework_code"])
        row = actions.create_comparator(made_of=made_of, creation_key=key, by=request.user, at=timezone.now())
        messages.success(request, "The set is saved.")
        return redirect("results:comparator", comparator_id=row.pk)
    return render(request, "results/comparator_form.html", {"form": form, "comparator": None, "clash": []})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_comparator(request: SignedInRequest, comparator_id: int) -> HttpResponse:
    """Change what a set holds."""
    row = get_object_or_404(Comparator.objects.visible_to(request.user), pk=comparator_id)
    refuse_if(policies.reasons_not_to_keep_comparators(request.user))
    form = forms.ChangeComparatorForm(request.POST or None, comparator=row)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        made_of = form.made_of(row.framework_code)
        try:
            actions.change_comparator(
                comparator=row, made_of=made_of, version=form.cleaned_data["version"], by=request.user
            )
        except Conflict as conflict:
            theirs = get_object_or_404(Comparator.objects.visible_to(request.user), pk=conflict.theirs.pk)
            clash = forms.clash(theirs, made_of)
            form = forms.ChangeComparatorForm(with_version(request.POST, theirs.version), comparator=theirs)
        else:
            messages.success(request, "The set is saved.")
            return redirect("results:comparator", comparator_id=row.pk)
    context = {"form": form, "comparator": row, "clash": clash}
    return render(request, "results/comparator_form.html", context)
