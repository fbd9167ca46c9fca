"""The samples of an inspection: their lists, their draws, and population against sample."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from caseward.inspection.samples import actions, forms, inputs, policies, presenters
from caseward.inspection.samples.models import CaseList, Draw
from caseward.rules.sampling import Order
from caseward.shared.records.models import SignedInRequest, refuse_if

from .scope import inspection_of, sample_of


@login_required
@require_GET
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Every sample of the inspection and how far it is."""
    inspection = inspection_of(request, inspection_id)
    refuse_if(policies.reasons_not_to_see(request.user, inspection))
    context = {
        "inspection": inspection,
        "rows": presenters.overview_of(request.user, inspection),
        "is_contact": policies.is_contact_of(request.user, inspection),
        "is_sampler": not policies.reasons_not_to_sample(request.user, inspection),
        "reasons": policies.reasons_not_to_open_assessment(request.user, inspection),
    }
    return render(request, "samples/index.html", context)


@login_required
@require_GET
def sample(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """One sample: the lists that were sent, the draw that stands, and the cases."""
    inspection = inspection_of(request, inspection_id)
    refuse_if(policies.reasons_not_to_see(request.user, inspection))
    asked = sample_of(inspection, sample_code)
    lists = CaseList.objects.visible_to(request.user).filter(inspection=inspection, sample_code=sample_code)
    draws = Draw.objects.visible_to(request.user).filter(inspection=inspection, sample_code=sample_code)
    current = draws.current().select_related("case_list", "drawn_by").first()
    context = {
        "inspection": inspection,
        "sample": asked,
        "is_contact": policies.is_contact_of(request.user, inspection),
        "lists": lists.defer("content").select_related("uploaded_by")[:10],
        "draw": current,
        "earlier": draws.filter(is_current=False).select_related("drawn_by")[:10],
        "size": presenters.working_of(current) if current else [],
        "chart": presenters.chart_of(current) if current else "",
        "groups": presenters.groups_of(current) if current else [],
        "margins": presenters.margins_of(current) if current else {},
        "counts": presenters.counts_of(current) if current else {},
        "may_upload": not policies.reasons_not_to_upload(request.user, inspection),
        "may_sample": not policies.reasons_not_to_sample(request.user, inspection),
        "accepted": lists.accepted().exists(),
    }
    return render(request, "samples/sample.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: SignedInRequest, inspection_id: int, sample_code: str) -> HttpResponse:
    """Draw the sample, or draw it again."""
    inspection = inspection_of(request, inspection_id)
    asked = sample_of(inspection, sample_code)
    refuse_if(
        policies.reasons_not_to_draw(request.user, inspection, sample_code, redraw_reason="asked below")
    )
    case_list = (
        CaseList.objects.visible_to(request.user)
        .accepted()
        .get(inspection=inspection, sample_code=sample_code)
    )
    eligible = inputs.eligible(case_list)
    form = forms.DrawForm(
        request.POST or None,
        has_formula=asked.confidence is not None,
        eligible=eligible,
        is_redraw=Draw.objects.visible_to(request.user)
        .current()
        .filter(inspection=inspection, sample_code=sample_code)
        .exists(),
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        drawn = actions.draw(
            inspection=inspection,
            sample_code=sample_code,
            order=Order(seed=typed["seed"], size=typed["by_hand"], reason=typed["size_reason"]),
            redraw_reason=typed.get("redraw_reason", ""),
            creation_key=typed["creation_key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"Sample drawn: {drawn.size} of {drawn.population} eligible cases.")
        return redirect("samples:sample", inspection_id=inspection_id, sample_code=sample_code)
    context = {
        "inspection": inspection,
        "sample": asked,
        "form": form,
        "case_list": case_list,
        "eligible": eligible,
        "size": presenters.size_ahead(asked, eligible),
        "excluded": presenters.exclusions_of(case_list),
    }
    return render(request, "samples/draw.html", context)


@login_required
@require_GET
def earlier_draw(request: SignedInRequest, inspection_id: int, sample_code: str, number: int) -> HttpResponse:
    """A draw as it was recorded, the current one or an earlier one."""
    inspection = inspection_of(request, inspection_id)
    found = get_object_or_404(
        Draw.objects.visible_to(request.user).select_related("case_list", "drawn_by"),
        inspection=inspection,
        sample_code=sample_code,
        number=number,
    )
    context = {
        "inspection": inspection,
        "sample": inspection.framework.sample(sample_code),
        "draw": found,
        "size": presenters.working_of(found),
        "chart": presenters.chart_of(found),
        "groups": presenters.groups_of(found),
        "margins": presenters.margins_of(found),
    }
    return render(request, "samples/drawn.html", context)
