"""How well checks agree with people: all of them, and one by one. Counts only, never a case."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caseward.shared.records.models import SignedInRequest, refuse_if

from . import policies
from .presenters import checks


@login_required
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every check that a framework uses, the most doubtful first."""
    refuse_if(policies.reasons_not_to_see(request.user))
    rows = checks.compared()
    context = {
        "rows": checks.worst_first(rows),
        "waiting": checks.waiting(rows),
        "fewest": checks.FEWEST,
    }
    return render(request, "calibration/index.html", context)


@login_required
@require_safe
def check(request: SignedInRequest, check_code: str) -> HttpResponse:
    """One check: what it looks at, and how what it found stands beside what people answered."""
    refuse_if(policies.reasons_not_to_see(request.user))
    looked = checks.looked_at(check_code)
    if looked is None:
        raise Http404
    context = {
        "looked": looked,
        "row": looked.compared,
        "fewest": checks.FEWEST,
        "answers": list(checks.ANSWER_TITLES.values()),
    }
    return render(request, "calibration/check.html", context)
