"""What is overdue across all providers, and what the public reads."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import FollowState
from caseward.inspection.follow_up.presenters import overall as laid_out
from caseward.inspection.follow_up.presenters import plans
from caseward.inspection.results.models import Result
from caseward.shared.records.models import SignedInRequest, refuse_if

PAGE = 25


@login_required
@require_GET
def overall(request: SignedInRequest) -> HttpResponse:
    """Every published recommendation that the user follows, the most urgent first."""
    refuse_if(policies.reasons_not_to_follow_up(request.user))
    today, filters = timezone.localdate(), laid_out.Filters.of(request.GET)
    rows = filters.apply(laid_out.followed(request.user, today))
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "choices": laid_out.choices(request.user),
        "tallies": laid_out.tallies(request.user, today),
        "states": FollowState,
        "colours": plans.COLOURS,
    }
    return render(request, "follow_up/overall.html", context)


@require_safe
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """The recommendations of a published result, their action plans and what the next inspection found."""
    results = Result.objects.visible_to(request.user).select_related("provider")
    shown = plans.public_follow_up(get_object_or_404(results, slug=slug), timezone.localdate())
    return render(request, "follow_up/result.html", {"shown": shown, "answer_colours": plans.ANSWER_COLOURS})
