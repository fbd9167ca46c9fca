"""Public pages that set published results side by side."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from caseward.inspection.results.models import Result, ResultQuerySet
from caseward.rules.framework import Framework
from caseward.shared.organisations.models import Organisation

from . import presenters, writers
from .forms import LeagueFilter, StandardChoice

A_PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The league table of the framework with the newest results; others are one link away."""
    shown = presenters.frameworks_with_results()
    if not shown:
        return render(request, "library/empty.html")
    return _league(request, shown[0], shown)


@require_safe
def league(request: HttpRequest, code: str) -> HttpResponse:
    """The league table of one framework."""
    shown = presenters.frameworks_with_results()
    return _league(request, _chosen(code, shown), shown)


def _league(request: HttpRequest, framework: Framework, shown: list[Framework]) -> HttpResponse:
    form, results = _narrowed(request, framework)
    table = presenters.tallies(framework, results)
    page = Paginator(presenters.ranked(results), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "library/league.html",
        {
            "framework": framework,
            "frameworks": shown,
            "filters": form,
            "page": page,
            "lines": presenters.lines(framework, page),
            "tallies": table,
            "chart": presenters.tally_chart(framework, table),
        },
    )


@require_safe
def league_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The same table, all pages of it, as CSV."""
    framework = _chosen(code, presenters.frameworks_with_results())
    _, results = _narrowed(request, framework)
    lines = presenters.lines(framework, presenters.ranked(results))
    answer = HttpResponse(writers.league_csv(framework, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="league-{framework.code}.csv"'
    return answer


@require_safe
def across(request: HttpRequest) -> HttpResponse:
    """One standard in every framework that has it; no totals, no places."""
    titles = presenters.titles()
    form = StandardChoice(request.GET or {"standard": titles[0] if titles else ""}, titles=titles)
    title = form.cleaned_data["standard"] if form.is_valid() else ""
    visible = Result.objects.visible_to(request.user).values("pk")
    rows = presenters.across(title).filter(result__in=visible)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/across.html", {"form": form, "standard": title, "page": page})


@require_safe
def provider(request: HttpRequest, short_name: str) -> HttpResponse:
    """Every published inspection of one provider, the newest first."""
    providers = Organisation.objects.visible_to(request.user).providers()
    shown = get_object_or_404(providers, short_name=short_name)
    results = Result.objects.visible_to(request.user).filter(provider=shown).prefetch_related("standards")
    page = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
    steps = presenters.history(list(page))
    return render(request, "library/provider.html", {"provider": shown, "page": page, "steps": steps})


def _chosen(code: str, shown: list[Framework]) -> Framework:
    for framework in shown:
        if framework.code == code:
            return framework
    raise Http404


def _narrowed(request: HttpRequest, framework: Framework) -> tuple[LeagueFilter, ResultQuerySet]:
    results = Result.objects.visible_to(request.user).filter(framework_code=framework.code)
    years = [day.year for day in results.dates("published_on", "year", order="DESC")]
    form = LeagueFilter(request.GET or None, framework=framework, years=years)
    return form, form.narrowed(results)
