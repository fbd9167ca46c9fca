"""The administrator’s pages of organisations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from caseward.shared.records.models import SignedInRequest, refuse_if

from . import actions, policies
from .forms import NewOrganisationForm
from .models import Organisation

ON_ONE_PAGE = 50


@login_required
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every organisation."""
    refuse_if(policies.reasons_not_to_manage(request.user))
    organisations = Organisation.objects.visible_to(request.user)
    page = Paginator(organisations, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/index.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A form for a new organisation."""
    refuse_if(policies.reasons_not_to_manage(request.user))
    form = NewOrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = actions.add(**form.cleaned_data, by=request.user)
        messages.success(request, f"{organisation} is added.")
        return redirect("organisations:index")
    return render(request, "organisations/add.html", {"form": form})
