"""Interviews entered on a tablet, one page each, and what they gave together."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caseward.inspection.fieldwork.actions import survey as actions
from caseward.inspection.fieldwork.forms.survey import (
    BLANK,
    NOT_SAID,
    EditInterviewForm,
    InterviewFields,
    RecordInterviewForm,
)
from caseward.inspection.fieldwork.models import AskedOf, Interview
from caseward.inspection.fieldwork.policies import access
from caseward.inspection.fieldwork.policies.survey import grades, items_for
from caseward.inspection.fieldwork.presenters import survey as laid_out
from caseward.inspection.fieldwork.presenters.beside import neighbours_of
from caseward.inspection.fieldwork.views import get_or_post, inspection_for
from caseward.inspection.inspections.models import Inspection
from caseward.shared.files.writers import csv_bytes
from caseward.shared.govuk.filters import plural, written_date
from caseward.shared.govuk.forms import with_version
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

PAGE = 25
NEXT = "next"


@login_required
@require_safe
def interviews(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The interviews so far, newest first."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    rows = Interview.objects.visible_to(request.user).filter(inspection=inspection)
    shown = rows.with_number_of_answers().select_related("recorded_by")
    context = {
        "inspection": inspection,
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "items": {asked_of: items_for(inspection, asked_of) for asked_of in AskedOf},
        "grades": grades(),
        "not_to_record": access.reasons_not_to_write(request.user, inspection),
    }
    return render(request, "fieldwork/interviews.html", context)


@login_required
@get_or_post
def add_interview(request: SignedInRequest, inspection_id: int, asked_of: str) -> HttpResponse:
    """A new interview; grade and office are those of the interview before, if there was one."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_write(request.user, inspection))
    _items_or_404(inspection, asked_of)
    form = RecordInterviewForm(
        request.POST or None,
        asked_of=asked_of,
        items=items_for(inspection, asked_of),
        days=_days(inspection, timezone.localdate()),
        initial=_remembered(request, inspection, asked_of),
    )
    if not form.is_valid():
        return _page(request, inspection, asked_of, form)
    interview = actions.record_interview(
        inspection=inspection,
        asked_of=asked_of,
        given=form.given(),
        creation_key=form.cleaned_data["creation_key"],
        by=request.user,
        at=timezone.now(),
    )
    return _saved(request, interview, form)


@login_required
@get_or_post
def edit_interview(request: SignedInRequest, inspection_id: int, interview_id: int) -> HttpResponse:
    """One interview, to read or to put right."""
    interview = _interview_or_404(request, inspection_id, interview_id)
    inspection = interview.inspection
    reasons = access.reasons_not_to_write(request.user, inspection)
    if request.method == "POST":
        refuse_if(reasons)
    form = _edit_form(interview, request.POST or None)
    if not form.is_valid():
        return _page(request, inspection, interview.asked_of, form, interview=interview, reasons=reasons)
    given = form.given()
    try:
        actions.edit_interview(
            interview=interview,
            given=given,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        theirs = _interview_or_404(request, inspection_id, interview_id)
        again = _edit_form(theirs, with_version(request.POST, theirs.version))
        rows = _differences(theirs, given, form)
        return _page(request, inspection, theirs.asked_of, again, interview=theirs, conflict_rows=rows)
    return _saved(request, interview, form)


@login_required
@require_safe
def survey(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """What the interviews gave together, beside last time and the comparator."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    neighbours = neighbours_of(inspection)
    every = laid_out.all_asked(inspection, neighbours)
    context = {
        "inspection": inspection,
        "every": every,
        "charts": {asked.asked_of: laid_out.item_chart(asked) for asked in every},
        "breakdowns": _breakdowns(inspection, every),
        "neighbours": neighbours,
        "findings": laid_out.finding_lines(inspection, neighbours),
        "is_small": laid_out.is_small,
        "percent_of": laid_out.percent_of,
    }
    return render(request, "fieldwork/survey.html", context)


@login_required
@require_safe
def survey_csv(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The same as a file."""
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    every = laid_out.all_asked(inspection, neighbours_of(inspection))
    rows = laid_out.csv_rows(every, _breakdowns(inspection, every))
    file = HttpResponse(csv_bytes(laid_out.CSV_HEADING, rows), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="interviews-{inspection.pk}.csv"'
    return file


def _breakdowns(inspection: Inspection, every: list[laid_out.Asked]) -> dict[str, list[laid_out.Breakdown]]:
    """Officers by grade and office, people on probation by office."""
    columns = {AskedOf.OFFICERS: ("grade", "office"), AskedOf.PEOPLE: ("office",)}
    return {
        asked.asked_of: [
            laid_out.breakdown(inspection, asked.asked_of, column) for column in columns[asked.asked_of]
        ]
        for asked in every
        if asked.interviews
    }


def _items_or_404(inspection: Inspection, asked_of: str) -> None:
    if asked_of not in AskedOf.values or not items_for(inspection, asked_of):
        raise Http404(asked_of)


def _interview_or_404(request: SignedInRequest, inspection_id: int, interview_id: int) -> Interview:
    inspection = inspection_for(request, inspection_id)
    refuse_if(access.reasons_not_to_read(request.user, inspection))
    visible = Interview.objects.visible_to(request.user).filter(inspection=inspection)
    interview = get_object_or_404(visible.select_related("recorded_by"), pk=interview_id)
    interview.inspection = inspection
    return interview


def _remembered(request: SignedInRequest, inspection: Inspection, asked_of: str) -> dict[str, Any]:
    """Day, grade and office of the interview before; today where this is the first."""
    after = request.GET.get("after", "")
    seen = Interview.objects.visible_to(request.user).filter(inspection=inspection, asked_of=asked_of)
    before = seen.filter(pk=after).first() if after.isdecimal() else None
    if before is None:
        return {"interviewed_on": timezone.localdate(), "creation_key": uuid4()}
    return {
        "interviewed_on": before.interviewed_on,
        "grade": before.grade or NOT_SAID[0],
        "office": before.office,
        "creation_key": uuid4(),
    }


def _days(inspection: Inspection, latest: date) -> access.Days:
    """Nobody is interviewed long before fieldwork, nor in the future."""
    return access.days_around_fieldwork(inspection)[0], latest


def _edit_form(interview: Interview, typed: QueryDict | None) -> EditInterviewForm:
    fields = ("interviewed_on", "grade", "office", "version")
    initial = {name: getattr(interview, name) for name in fields} | interview.answers_by_item()
    initial["grade"] = interview.grade or NOT_SAID[0]
    return EditInterviewForm(
        typed,
        asked_of=interview.asked_of,
        items=items_for(interview.inspection, interview.asked_of),
        days=_days(interview.inspection, max(timezone.localdate(), interview.interviewed_on)),
        initial=initial,
    )


def _saved(request: SignedInRequest, interview: Interview, form: InterviewFields) -> HttpResponse:
    answered = len(form.given().answers)
    messages.success(request, f"Interview saved: {plural(answered, 'answer')} of {len(form.items)}.")
    place = {"inspection_id": interview.inspection_id}
    if NEXT in request.POST:
        address = reverse("fieldwork:add_interview", kwargs={**place, "asked_of": interview.asked_of})
        return redirect(f"{address}?after={interview.pk}")
    return redirect(reverse("fieldwork:interviews", kwargs=place))


def _differences(
    theirs: Interview, ours: actions.Interviewed, form: InterviewFields
) -> list[tuple[str, str, str]]:
    """What somebody else saved beside what was typed, where they differ, in the words of the page."""
    stored = theirs.answers_by_item()
    rows = [
        ("Day of the interview", written_date(theirs.interviewed_on), written_date(ours.interviewed_on)),
        ("Grade", grades().get(theirs.grade, ""), grades().get(ours.grade, "")),
        ("Office", theirs.office, ours.office),
    ]
    for item in form.items:
        words = {option.value: option.label for option in item.options}
        pair = [words.get(answers.get(item.code, ""), BLANK[1]) for answers in (stored, ours.answers)]
        rows.append((item.text, pair[0], pair[1]))
    return [row for row in rows if row[1] != row[2]]


def _page(
    request: SignedInRequest,
    inspection: Inspection,
    asked_of: str,
    form: InterviewFields,
    *,
    interview: Interview | None = None,
    reasons: list[str] | None = None,
    conflict_rows: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    offices = Interview.objects.visible_to(request.user).filter(inspection=inspection).exclude(office="")
    context = {
        "inspection": inspection,
        "asked_of": AskedOf(asked_of),
        "form": form,
        "interview": interview,
        "reasons": reasons,
        "conflict_rows": conflict_rows,
        "offices": offices.order_by("office").values_list("office", flat=True).distinct(),
    }
    return render(request, "fieldwork/interview.html", context)
