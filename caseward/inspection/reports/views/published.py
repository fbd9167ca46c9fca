"""Published editions, for everybody: page, files, press notice, and what a new edition changed."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from caseward.inspection.reports import actions
from caseward.inspection.reports.models import Edition
from caseward.inspection.reports.presenters.editions import changes_between
from caseward.inspection.reports.writers.drawings import as_markup, drawn_sections
from caseward.inspection.reports.writers.ods import MEDIA_TYPE, as_ods
from caseward.inspection.reports.writers.pdf import PdfUnavailable
from caseward.inspection.reports.writers.rows import as_csv, as_json


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition that stands."""
    editions = list(Edition.objects.visible_to(request.user).published().of(slug).light())
    if not editions:
        raise Http404("No report is published here.")
    return _page(request, slug, editions[0].number, editions)


@require_safe
def edition(request: HttpRequest, slug: str, edition_number: int) -> HttpResponse:
    """One edition whole; an older one says that it is superseded."""
    editions = list(Edition.objects.visible_to(request.user).published().of(slug).light())
    return _page(request, slug, edition_number, editions)


def _page(request: HttpRequest, slug: str, number: int, editions: list[Edition]) -> HttpResponse:
    shown = _edition(request, slug, number)
    context = {
        "slug": slug,
        "edition": shown,
        "document": shown.document,
        "sections": drawn_sections(shown.document),
        "editions": editions,
        "newest": editions[0],
    }
    return render(request, "reports/edition.html", context)


@require_safe
def changes(request: HttpRequest, slug: str, edition_number: int) -> HttpResponse:
    """What an edition says otherwise than the one before it."""
    shown = _edition(request, slug, edition_number)
    before = _edition(request, slug, edition_number - 1)
    context = {
        "slug": slug,
        "edition": shown,
        "before": before,
        "changes": changes_between(before.document, shown.document),
    }
    return render(request, "reports/changes.html", context)


@require_safe
def press_notice_of(request: HttpRequest, slug: str, edition_number: int) -> HttpResponse:
    """The press notice that was published with an edition."""
    shown = _edition(request, slug, edition_number)
    notice = as_markup(shown.document["press_notice"]["html"])
    context = {"slug": slug, "edition": shown, "document": shown.document, "notice": notice}
    return render(request, "reports/press_notice_of.html", context)


@require_safe
def pdf(request: HttpRequest, slug: str, edition_number: int) -> HttpResponse:
    """The edition as a tagged PDF; a page that says so where it cannot be made."""
    shown = _edition(request, slug, edition_number)
    try:
        content = actions.printed(shown)
    except PdfUnavailable:
        return render(request, "reports/no_pdf.html", {"slug": slug, "edition": shown}, status=503)
    return _file(content, "application/pdf", f"{slug}-edition-{edition_number}.pdf", shown=True)


@require_safe
def ods(request: HttpRequest, slug: str, edition_number: int) -> HttpResponse:
    """The tables of an edition as a spreadsheet."""
    return _made(request, slug, edition_number, lambda row: as_ods(row.document), MEDIA_TYPE, "ods")


@require_safe
def csv(request: HttpRequest, slug: str, edition_number: int) -> HttpResponse:
    """The cells of every table of an edition in one file."""
    kind = "text/csv; charset=utf-8"
    return _made(request, slug, edition_number, lambda row: as_csv(row.document), kind, "csv")


@require_safe
def json(request: HttpRequest, slug: str, edition_number: int) -> HttpResponse:
    """The whole edition as data."""
    shown = _edition(request, slug, edition_number)
    return HttpResponse(as_json(shown.document), content_type="application/json")


def _edition(request: HttpRequest, slug: str, number: int) -> Edition:
    rows = Edition.objects.visible_to(request.user).published().of(slug)
    return get_object_or_404(rows, number=number)


def _made(
    request: HttpRequest,
    slug: str,
    number: int,
    make: Callable[[Edition], bytes],
    kind: str,
    ending: str,
) -> HttpResponse:
    content = make(_edition(request, slug, number))
    return _file(content, kind, f"{slug}-edition-{number}.{ending}", shown=False)


def _file(content: bytes, kind: str, name: str, *, shown: bool) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return answer
