"""The key questions of the judged standards, all that bears on each, and what is cited for and against."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caseward.inspection.fieldwork.actions import citations as actions
from caseward.inspection.fieldwork.forms import citations as forms
from caseward.inspection.fieldwork.models import Citation, Period, Side
from caseward.inspection.fieldwork.policies import access
from caseward.inspection.fieldwork.policies import citations as policies
from caseward.inspection.fieldwork.presenters import key_questions as laid_out
from caseward.inspection.fieldwork.presenters.documents import state_of
from caseward.inspection.fieldwork.presenters.key_questions import KeyQuestion, Reference
from caseward.inspection.fieldwork.presenters.survey import is_small
from caseward.inspection.fieldwork.presenters.timetable import MARK_WORDS
from caseward.inspection.fieldwork.views import get_or_post, inspection_for
from caseward.inspection.inspections.models import Inspection
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, NotAllowed, SignedInRequest, refuse_if


@login_required
@require_safe
def key_questions(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Which key questions have evidence for and against, and which lack it."""
    inspection = _inspection(request, inspection_id)
    found = laid_out.statuses(inspection)
    context = {
        "inspection": inspection,
        "statuses": found,
        "standards": policies.judged_standards(inspection),
        "missing": sum(bool(status.missing) for status in found),
    }
    return render(request, "fieldwork/key_questions.html", context)


@login_required
@require_safe
def key_question(request: SignedInRequest, inspection_id: int, key_question: str) -> HttpResponse:
    """One key question: its citations, then everything that bears on it."""
    inspection, asked = _asked(request, inspection_id, key_question)
    cited = list(_citations(request, inspection, asked).select_related("cited_by", "withdrawn_by"))
    for row in cited:
        row.inspection = inspection
    found = laid_out.gathered(inspection, asked, request.user, cited)
    known = laid_out.references(inspection, asked, found)
    context = {
        "inspection": inspection,
        "asked": asked,
        "found": found,
        "pages": laid_out.pages_of(found, request.GET),
        "cited": laid_out.cited_lines(inspection, cited, known, request.user),
        "sides": list(Side),
        "periods": list(Period),
        "state_of": state_of,
        "is_small": is_small,
        "marks": MARK_WORDS,
        "today": timezone.localdate(),
        "missing": policies.what_is_missing(
            asked.question, {(row.side, row.is_found) for row in cited if row.withdrawn_at is None}
        ),
        "not_to_cite": policies.reasons_not_to_cite(request.user, inspection),
    }
    return render(request, "fieldwork/key_question.html", context)


@login_required
@get_or_post
def cite(request: SignedInRequest, inspection_id: int, key_question: str, side: str) -> HttpResponse:
    """Evidence on one side of a key question."""
    inspection, asked = _asked(request, inspection_id, key_question, side)
    refuse_if(policies.reasons_not_to_cite(request.user, inspection))
    found = laid_out.gathered(inspection, asked, request.user)
    form = _cite_form(request, inspection, asked, laid_out.references(inspection, asked, found))
    if form.is_valid():
        source, key = form.source()
        try:
            actions.cite(
                inspection=inspection,
                cited=actions.Cited(
                    key_question=asked.code,
                    side=side,
                    text=form.cleaned_data["text"],
                    characteristic=form.cleaned_data["characteristic"],
                    source=source,
                    source_key=key,
                ),
                creation_key=form.cleaned_data["creation_key"],
                by=request.user,
                at=timezone.now(),
            )
        except NotAllowed as refused:
            form.add_error("text", refused.reasons)
        else:
            messages.success(request, "Evidence cited.")
            return redirect(laid_out.address_of(inspection, asked.code))
    context = {"inspection": inspection, "asked": asked, "side": Side(side), "form": form}
    return render(request, "fieldwork/cite.html", context)


@login_required
@get_or_post
def nothing_found(request: SignedInRequest, inspection_id: int, key_question: str, side: str) -> HttpResponse:
    """That evidence on one side was looked for and not found."""
    inspection, asked = _asked(request, inspection_id, key_question, side)
    refuse_if(policies.reasons_not_to_cite(request.user, inspection))
    form = forms.NothingFoundForm(request.POST or None)
    if form.is_valid():
        try:
            actions.say_nothing_found(
                inspection=inspection,
                said=actions.NothingFound(asked.code, side, form.cleaned_data["because"]),
                creation_key=form.cleaned_data["creation_key"],
                by=request.user,
                at=timezone.now(),
            )
        except NotAllowed as refused:
            form.add_error("because", refused.reasons)
        else:
            messages.success(request, "Saved that none was found.")
            return redirect(laid_out.address_of(inspection, asked.code))
    context = {"inspection": inspection, "asked": asked, "side": Side(side), "form": form}
    return render(request, "fieldwork/nothing_found.html", context)


@login_required
@get_or_post
def withdraw(request: SignedInRequest, inspection_id: int, citation_id: int) -> HttpResponse:
    """Take a citation back."""
    inspection = _inspection(request, inspection_id)
    visible = Citation.objects.visible_to(request.user).filter(inspection=inspection)
    citation = get_object_or_404(visible.select_related("cited_by"), pk=citation_id)
    citation.inspection = inspection
    refuse_if(policies.reasons_not_to_withdraw(request.user, citation))
    form = forms.WithdrawForm(request.POST or None, initial={"version": citation.version})
    if form.is_valid():
        try:
            actions.withdraw(citation=citation, **form.cleaned_data, by=request.user, at=timezone.now())
        except Conflict as conflict:
            form = forms.WithdrawForm(with_version(request.POST, conflict.theirs.version))
        else:
            messages.success(request, "Citation withdrawn.")
            return redirect(laid_out.address_of(inspection, citation.key_question))
    asked = laid_out.key_question_of(inspection, citation.key_question)
    context = {"inspection": inspection, "asked": asked, "citation": citation, "form": form}
    return render(request, "fieldwork/withdraw.html", context)


def _inspection(request: SignedInRequest, inspection_id: int) -> Inspection:
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    return inspection


def _asked(
    request: SignedInRequest, inspection_id: int, code: str, side: str = Side.FOR
) -> tuple[Inspection, KeyQuestion]:
    """The inspection with the key question; 404 for a code or a side that there is not."""
    inspection = _inspection(request, inspection_id)
    asked = laid_out.key_question_of(inspection, code)
    if asked is None or side not in Side.values:
        raise Http404(code)
    return inspection, asked


def _citations(request: SignedInRequest, inspection: Inspection, asked: KeyQuestion) -> QuerySet[Citation]:
    return Citation.objects.visible_to(request.user).filter(inspection=inspection, key_question=asked.code)


def _cite_form(
    request: SignedInRequest, inspection: Inspection, asked: KeyQuestion, known: dict[str, Reference]
) -> forms.CiteForm:
    described = {each.band: each.text for each in asked.standard.characteristics}
    chosen = request.GET.get("rests_on", "")
    return forms.CiteForm(
        request.POST or None,
        sources=[(each.rests_on, f"{each.kind}: {each.words}") for each in known.values()],
        bands=[(band.code, band.title) for band in inspection.framework.bands],
        described=described,
        initial={"rests_on": chosen if chosen in known else ""},
    )
