"""Public pages and files of decided results."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from caseward.shared.govuk import slots

from . import writers
from .models import Result
from .presenters import Published, as_data, published, question_chart

A_PAGE = 25
ON_THE_START_PAGE = 5


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every result, the newest first."""
    results = Result.objects.visible_to(request.user).select_related("provider")
    page = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "results/index.html", {"page": page})


@require_safe
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """One result whole."""
    shown = _published(request, slug)
    return render(request, "results/result.html", {"shown": shown, "chart": question_chart(shown)})


@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same figures as JSON."""
    return HttpResponse(writers.as_json(as_data(_published(request, slug))), content_type="application/json")


@require_safe
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same figures as CSV."""
    answer = HttpResponse(
        writers.as_csv(as_data(_published(request, slug))), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return answer


def latest(*, request: HttpRequest) -> Markup:
    """The newest results, for the start page."""
    results = Result.objects.visible_to(request.user).select_related("provider")[:ON_THE_START_PAGE]
    return slots.drawn_from("results/latest.html", {"results": results})


def _published(request: HttpRequest, slug: str) -> Published:
    results = Result.objects.visible_to(request.user).select_related("provider")
    return published(get_object_or_404(results.prefetch_related("standards", "questions"), slug=slug))
