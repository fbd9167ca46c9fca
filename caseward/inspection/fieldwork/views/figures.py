"""The figures that the provider gives of itself: entered by group, questioned, confirmed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caseward.inspection.fieldwork.actions import figures as actions
from caseward.inspection.fieldwork.forms import figures as forms
from caseward.inspection.fieldwork.inputs import figure_remarks, provided_figures
from caseward.inspection.fieldwork.models import FigureSheet
from caseward.inspection.fieldwork.policies import access
from caseward.inspection.fieldwork.policies import figures as policies
from caseward.inspection.fieldwork.presenters import figures as laid_out
from caseward.inspection.fieldwork.views import get_or_post, inspection_for
from caseward.inspection.inspections.models import Inspection
from caseward.rules.framework_evidence import FigureGroup
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if


@login_required
@require_safe
def index(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The groups of figures, and how far each is."""
    inspection = _inspection(request, inspection_id)
    context = {
        "inspection": inspection,
        "sheets": laid_out.sheets(inspection, provided_figures(inspection)),
        "is_contact": access.is_contact_of(request.user, inspection),
    }
    return render(request, "fieldwork/figures.html", context)


@login_required
@require_safe
def group(request: SignedInRequest, inspection_id: int, group_code: str) -> HttpResponse:
    """One group of figures with what is remarked on them."""
    inspection = _inspection(request, inspection_id)
    shown = _group(inspection, group_code)
    provided = provided_figures(inspection)
    figures = laid_out.figures_of(inspection, group_code)
    context = {
        "inspection": inspection,
        "group": shown,
        "lines": laid_out.lines_of(figures, provided, figure_remarks(inspection, provided)),
        "sheet": _sheet(request, inspection, group_code),
        "has_targets": any(figure.has_target for figure in figures),
        "may_enter": not policies.reasons_not_to_enter(request.user, inspection),
        "may_confirm": access.is_contact_of(request.user, inspection)
        and not access.reasons_frozen(inspection),
    }
    return render(request, "fieldwork/figure_group.html", context)


@login_required
@get_or_post
def enter(request: SignedInRequest, inspection_id: int, group_code: str) -> HttpResponse:
    """Fill in one group of figures."""
    inspection = _inspection(request, inspection_id)
    refuse_if(policies.reasons_not_to_enter(request.user, inspection))
    shown = _group(inspection, group_code)
    figures = laid_out.figures_of(inspection, group_code)
    provided = provided_figures(inspection)
    sheet = _sheet(request, inspection, group_code)
    form = forms.FiguresForm(
        request.POST or None, figures=figures, stored=provided, version=sheet.version if sheet else 0
    )
    clash: list[tuple[str, str, str]] = []
    if form.is_valid():
        try:
            actions.enter(
                inspection=inspection,
                group=group_code,
                entries=form.entries(),
                version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
            )
        except Conflict as conflict:
            provided, version = provided_figures(inspection), conflict.theirs.version
            clash = laid_out.differences(figures, provided, form.entries())
            typed = with_version(request.POST, version)
            form = forms.FiguresForm(typed, figures=figures, stored=provided, version=version)
        else:
            messages.success(request, "Figures saved.")
            return _to_group(inspection, group_code)
    context = {
        "inspection": inspection,
        "group": shown,
        "form": form,
        "remarks": figure_remarks(inspection, provided),
        "clash": clash,
    }
    return render(request, "fieldwork/enter_figures.html", context)


@login_required
@get_or_post
def confirm(request: SignedInRequest, inspection_id: int, code: str) -> HttpResponse:
    """Say why a figure that is questioned is right."""
    inspection = _inspection(request, inspection_id)
    figure = next((each for each in inspection.framework.evidence.figures if each.code == code), None)
    if figure is None:
        raise Http404(code)
    refuse_if(policies.reasons_not_to_confirm(request.user, inspection, code))
    provided = provided_figures(inspection)
    (line,) = laid_out.lines_of([figure], provided, figure_remarks(inspection, provided))
    sheet = _sheet(request, inspection, figure.group)
    initial = {"version": sheet.version if sheet else 0}
    form = forms.ConfirmForm(request.POST or None, initial=initial)
    changed = False
    if form.is_valid():
        try:
            actions.confirm(
                inspection=inspection, code=code, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Conflict as conflict:
            changed = True
            form = forms.ConfirmForm(with_version(request.POST, conflict.theirs.version))
        else:
            messages.success(request, "Figure confirmed.")
            return _to_group(inspection, figure.group)
    context = {"inspection": inspection, "line": line, "form": form, "changed": changed}
    return render(request, "fieldwork/confirm_figure.html", context)


def _inspection(request: SignedInRequest, inspection_id: int) -> Inspection:
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read_what_is_asked(request.user, inspection))
    return inspection


def _group(inspection: Inspection, code: str) -> FigureGroup:
    for each in laid_out.groups(inspection):
        if each.code == code:
            return each
    raise Http404(code)


def _sheet(request: SignedInRequest, inspection: Inspection, code: str) -> FigureSheet | None:
    sheets = FigureSheet.objects.visible_to(request.user).select_related("saved_by")
    return sheets.filter(inspection=inspection, group=code).first()


def _to_group(inspection: Inspection, code: str) -> HttpResponse:
    return redirect("fieldwork:figure_group", inspection_id=inspection.pk, group_code=code)
