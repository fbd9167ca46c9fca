"""Public pages and files of decided results."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from caseward.inspection.results import policies, writers
from caseward.inspection.results.models import Result
from caseward.inspection.results.presenters import (
    Published,
    as_data,
    comparison,
    published,
    question_chart,
)
from caseward.inspection.results.presenters.facts import fact_sections
from caseward.inspection.results.presenters.groups import dimensions_of, questions_with_groups
from caseward.shared.govuk import slots

A_PAGE = 25
ON_THE_START_PAGE = 5
WHOLE = ("standards", "questions", "facts", "recommendations", "groups")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every result, the newest first."""
    results = Result.objects.visible_to(request.user).select_related("provider")
    page = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
    may_record = not policies.reasons_not_to_record(request.user)
    return render(request, "results/index.html", {"page": page, "may_record": may_record})


@require_safe
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """One result whole, with what stands beside its figures."""
    shown = _published(request, slug)
    row, framework = shown.result, shown.framework
    sets, comparator = comparison.chosen(framework, request.GET.get("beside"))
    beside = comparison.comparisons(
        framework,
        comparison.side_of(row).figures,
        last=comparison.last_side(row.provider, row.began, row.facts.all()),
        comparator=comparison.comparator_side(comparator, row.provider) if comparator else None,
    )
    context = {
        "shown": shown,
        "chart": question_chart(shown),
        "sets": sets,
        "comparator": comparator,
        "beside": beside,
        "facts": fact_sections(row, beside),
        "has_groups": row.groups.exists(),
    }
    return render(request, "results/result.html", context)


@require_safe
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    """One key question by groups of people, as far as small numbers allow."""
    results = Result.objects.visible_to(request.user).prefetch_related("questions")
    row = get_object_or_404(results, slug=slug)
    questions = questions_with_groups(row)
    asked = request.GET.get("question") or (questions[0].code if questions else "")
    question = next((each for each in questions if each.code == asked), None)
    if questions and question is None:
        raise Http404(asked)
    context = {
        "result": row,
        "questions": questions,
        "question": question,
        "dimensions": dimensions_of(row, question) if question else [],
    }
    return render(request, "results/groups.html", context)


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
    return published(get_object_or_404(results.prefetch_related(*WHOLE), slug=slug))
