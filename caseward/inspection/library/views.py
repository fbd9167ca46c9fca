"""Public pages that set published results side by side."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from caseward.inspection.results.models import Comparator, Result, ResultQuerySet, UnratedInspection
from caseward.inspection.results.policies import reasons_not_to_record
from caseward.rules.framework import Framework
from caseward.shared.organisations.models import Organisation

from . import presenters, writers
from .forms import LeagueFilter, StandardChoice
from .presenters import Line

A_PAGE = 25
A_HISTORY = 8
"""Inspections side by side; more would not be read."""


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
    form, among = _ranked(request, framework)
    results = form.narrowed(among)
    table = presenters.tallies(framework, results)
    page = Paginator(presenters.by_points(results), A_PAGE).get_page(request.GET.get("page"))
    without = Paginator(presenters.without_score(results), A_PAGE)
    return render(
        request,
        "library/league.html",
        {
            "framework": framework,
            "frameworks": shown,
            "filters": form,
            "page": page,
            "lines": presenters.lines(framework, page, presenters.places(among)),
            "tallies": table,
            "chart": presenters.tally_chart(framework, table),
            "partial": list(without.page(1)),
            "partial_beyond": max(0, without.count - A_PAGE),
            "may_record": not reasons_not_to_record(request.user),
        },
    )


@require_safe
def league_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The same table, all pages of it, as CSV."""
    framework, lines = _whole_table(request, code)
    rows = [presenters.file_row(line) for line in lines]
    file = writers.league_csv(presenters.file_heading(framework), rows)
    answer = HttpResponse(file, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="league-{framework.code}.csv"'
    return answer


@require_safe
def league_json(request: HttpRequest, code: str) -> HttpResponse:
    """The same table, all pages of it, as JSON."""
    file = writers.league_json(presenters.as_data(*_whole_table(request, code)))
    return HttpResponse(file, content_type="application/json")


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
def elsewhere(request: HttpRequest) -> HttpResponse:
    """What sources print of inspections whose own results are not here: numbers of ratings, and no rating."""
    sets = Comparator.objects.visible_to(request.user).tallies().prefetch_related("figures")
    unrated = UnratedInspection.objects.visible_to(request.user)
    page = Paginator(sets, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "frameworks": presenters.frameworks_with_results(),
        "page": page,
        "tallies": [presenters.printed_tally(row) for row in page],
        "unrated": Paginator(unrated, A_PAGE).get_page(request.GET.get("unrated")),
    }
    return render(request, "library/elsewhere.html", context)


@require_safe
def provider(request: HttpRequest, short_name: str) -> HttpResponse:
    """Every published inspection of one provider, the newest first."""
    providers = Organisation.objects.visible_to(request.user).providers()
    shown = get_object_or_404(providers, short_name=short_name)
    results = Result.objects.visible_to(request.user).filter(provider=shown).prefetch_related("standards")
    page = Paginator(results, A_HISTORY).get_page(request.GET.get("page"))
    courses = presenters.history(list(page))
    return render(request, "library/provider.html", {"provider": shown, "page": page, "courses": courses})


def _chosen(code: str, shown: list[Framework]) -> Framework:
    for framework in shown:
        if framework.code == code:
            return framework
    raise Http404


def _ranked(request: HttpRequest, framework: Framework) -> tuple[LeagueFilter, ResultQuerySet]:
    """The filter, and the results that are ranked with each other before it leaves some out."""
    results = Result.objects.visible_to(request.user).filter(framework_code=framework.code)
    years = [day.year for day in results.dates("published_on", "year", order="DESC")]
    form = LeagueFilter(request.GET or None, framework=framework, years=years)
    return form, form.among(results)


def _whole_table(request: HttpRequest, code: str) -> tuple[Framework, list[Line]]:
    framework = _chosen(code, presenters.frameworks_with_results())
    form, among = _ranked(request, framework)
    results = form.narrowed(among)
    ordered = [*presenters.by_points(results), *presenters.without_score(results)]
    return framework, presenters.lines(framework, ordered, presenters.places(among))
