"""Adding a published result: a file is sent, confirmed part by part, and recorded as public."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseward.inspection.results import actions, forms, policies
from caseward.inspection.results.inputs.draft_parts import Part
from caseward.inspection.results.models import ImportDraft
from caseward.inspection.results.presenters.imports import draft_page, next_part, part_of
from caseward.inspection.results.readers.sent_files import FaultyFile, read_sent, read_text
from caseward.inspection.standards import readers as standards
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

A_PAGE = 25
FAULTS_SHOWN = 100
CITED = {"provider": "Provider read from", "framework": "Framework told by"}


@login_required
@require_GET
def imports(request: SignedInRequest) -> HttpResponse:
    """Every file that was read, the newest first."""
    refuse_if(policies.reasons_not_to_record(request.user))
    drafts = ImportDraft.objects.visible_to(request.user).defer("source_text", "reading", "rows")
    page = Paginator(drafts.select_related("result", "created_by"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "results/imports.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_import(request: SignedInRequest) -> HttpResponse:
    """Send a file; it is read whole, and nothing is kept of one that is faulty."""
    refuse_if(policies.reasons_not_to_record(request.user))
    form = forms.SendForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sent = read_sent(file.name, file.read())
        except FaultyFile as faulty:
            faults = faulty.faults
        else:
            draft = actions.keep_draft(
                sent=sent,
                creation_key=form.cleaned_data["creation_key"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect("results:import_draft", draft_id=draft.pk)
    context = {"form": form, "faults": faults[:FAULTS_SHOWN], "faults_found": len(faults)}
    return render(request, "results/import_new.html", context)


@login_required
@require_GET
def import_draft(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """What was read of one file, part by part, and what is left to do."""
    return _page(request, _draft(request, draft_id))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_import(request: SignedInRequest, draft_id: int, part: str) -> HttpResponse:
    """Look at one part beside its lines, change it, confirm it."""
    draft = _draft(request, draft_id)
    refuse_if(policies.reasons_not_to_edit_draft(request.user, draft))
    if part == "about":
        return _about(request, draft)
    shown = part_of(draft, part)
    if shown is None:
        raise Http404(part)
    return _rows(request, draft, shown)


@login_required
@require_POST
def record_import(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Make a confirmed draft a public result."""
    draft = _draft(request, draft_id)
    form = forms.DiscardForm(request.POST)
    if not form.is_valid():
        return _page(request, draft)
    try:
        result = actions.record_draft(
            draft=draft, version=form.cleaned_data["version"], by=request.user, at=timezone.now()
        )
    except Conflict:
        return _page(request, _draft(request, draft_id), is_changed=True)
    messages.success(request, "Recorded as a public result.")
    return redirect("results:result", slug=result.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard_import(request: SignedInRequest, draft_id: int) -> HttpResponse:
    """Leave a draft unrecorded."""
    draft = _draft(request, draft_id)
    refuse_if(policies.reasons_not_to_edit_draft(request.user, draft))
    form = forms.DiscardForm(request.POST or None, initial={"version": draft.version})
    if form.is_valid():
        try:
            actions.discard_draft(
                draft=draft, version=form.cleaned_data["version"], by=request.user, at=timezone.now()
            )
        except Conflict:
            return _page(request, _draft(request, draft_id), is_changed=True)
        messages.success(request, "The draft is discarded.")
        return redirect("results:imports")
    return render(request, "results/import_discard.html", {"draft": draft, "form": form})


def _draft(request: SignedInRequest, draft_id: int) -> ImportDraft:
    visible = ImportDraft.objects.visible_to(request.user).defer("source_text")
    return get_object_or_404(visible.select_related("result", "created_by"), pk=draft_id)


def _page(request: SignedInRequest, draft: ImportDraft, *, is_changed: bool = False) -> HttpResponse:
    context = {
        **draft_page(draft),
        "form": forms.DiscardForm(initial={"version": draft.version}),
        "is_open": not policies.reasons_not_to_edit_draft(request.user, draft),
        "is_changed": is_changed,
    }
    return render(request, "results/import_draft.html", context)


def _about(request: SignedInRequest, draft: ImportDraft) -> HttpResponse:
    form = forms.AboutForm(request.POST or None, draft=draft)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        code = form.cleaned_data.get("framework_code", draft.framework_code)
        try:
            actions.confirm_about(
                draft=draft,
                about=form.about(),
                framework_code=code,
                reading=_read_under(draft, code),
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except FaultyFile as faulty:
            form.add_error("framework_code", faulty.faults[0])
        except Conflict:
            theirs = _draft(request, draft.pk)
            clash = forms.about_clash(theirs, form.about(), code)
            form = forms.AboutForm(with_version(request.POST, theirs.version), draft=theirs)
        else:
            return _on(request, draft, "about")
    found = draft.reading.get("sources", {})
    sources = [(words, found[name]) for name, words in CITED.items() if name in found]
    context = {"form": form, "draft": draft, "clash": clash, "sources": sources}
    return render(request, "results/import_about.html", context)


def _read_under(draft: ImportDraft, code: str) -> dict[str, Any]:
    """The reading as it is, or of the same text under another framework."""
    if code == draft.framework_code or draft.kind != ImportDraft.Kind.REPORT:
        return dict(draft.reading)
    return read_text(draft.source_text, [standards.framework(code)])


def _rows(request: SignedInRequest, draft: ImportDraft, part: Part) -> HttpResponse:
    framework = draft.framework
    if framework is None:
        raise Http404(part.code)
    form = forms.RowsForm(request.POST or None, draft=draft, part=part, framework=framework)
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.confirm_rows(
                draft=draft,
                section=part.section,
                part=part.code,
                rows=form.rows(),
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except Conflict:
            theirs = _draft(request, draft.pk)
            clash = forms.rows_clash(part_of(theirs, part.code) or part, form.rows())
            typed = with_version(request.POST, theirs.version)
            form = forms.RowsForm(typed, draft=theirs, part=part, framework=framework)
        else:
            return _on(request, draft, part.code)
    context = {"form": form, "draft": draft, "part": part, "clash": clash}
    return render(request, "results/import_part.html", context)


def _on(request: HttpRequest, draft: ImportDraft, confirmed: str) -> HttpResponse:
    messages.success(request, "Confirmed.")
    following = next_part(draft, confirmed)
    if following is None:
        return redirect("results:import_draft", draft_id=draft.pk)
    return redirect("results:confirm_import", draft_id=draft.pk, part=following)
