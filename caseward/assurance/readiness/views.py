"""What an inspector would look for: in one case, and in how many cases it is shown."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caseward.assurance.readiness import inputs, jobs, policies
from caseward.assurance.readiness.forms import OpenCaseForm, PlaceFilter, PromptFilter, SharesFilter
from caseward.assurance.readiness.presenters import cases, listed, prompts, shares
from caseward.assurance.readiness.presenters import passes as earlier_passes
from caseward.casework.people import actions
from caseward.casework.people.models import Person
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import form_page, page_name

if TYPE_CHECKING:
    from caseward.assurance.readiness.presenters.passes import Passes
    from caseward.assurance.readiness.presenters.prompts import Prompt
    from caseward.rules.framework import Framework

A_PAGE = 25


def _page(request: SignedInRequest, rows: Any, parameter: str = "page") -> Any:
    return Paginator(rows, A_PAGE).get_page(request.GET.get(parameter))


def _framework(request: SignedInRequest) -> "Framework | None":
    asked = request.GET.get("framework", "")
    framework = prompts.chosen_framework(asked, timezone.localdate())
    if asked and framework is None:
        raise Http404
    return framework


def _framework_or_404(request: SignedInRequest) -> "Framework":
    framework = _framework(request)
    if framework is None:
        raise Http404
    return framework


@login_required
@require_safe
def case(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What an inspector would look for in one case, as its records stand now."""
    person = actions.open_record(person_id=person_id, by=request.user, page=page_name(request))
    refuse_if(policies.reasons_not_to_see_findings(request.user, person))
    today, framework = timezone.localdate(), _framework(request)
    context: dict[str, Any] = {"person": person, "today": today, "framework": framework, "sections": []}
    findings = inputs.findings_of(person, today)
    if framework and findings:
        sections = cases.sections(framework, findings, person.pk)
        context |= {
            "sections": sections,
            "numbers": cases.numbers(sections),
            "untold": cases.untold(sections),
        }
    return render(request, "readiness/case.html", context | {"frameworks": prompts.frameworks()})


@login_required
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """In how many cases each thing is shown that an inspector would look for."""
    refuse_if(policies.reasons_not_to_see_shares(request.user))
    framework = _framework(request)
    if framework is None:
        return render(request, "readiness/no_framework.html")
    filters = SharesFilter(
        request.GET, user=request.user, frameworks=prompts.frameworks(), framework=framework
    )
    asked = [
        prompt
        for prompt in prompts.prompts(framework)
        if filters.chosen("standard") in ("", prompt.standard.code)
    ]
    found = earlier_passes.passes(request.user)
    context = _shared(request, found, framework, filters)
    if found:
        context |= _lines(request, found, framework, filters, asked)
    return render(request, "readiness/index.html", context)


def _shared(
    request: SignedInRequest, found: "Passes | None", framework: "Framework", filters: PlaceFilter
) -> dict[str, Any]:
    """How old the counts are, and what was chosen."""
    latest = found.latest if found else None
    return {
        "framework": framework,
        "passes": found,
        "freshness": earlier_passes.freshness(request.user, latest, timezone.now()),
        "filters": filters,
    }


def _lines(
    request: SignedInRequest,
    found: "Passes",
    framework: "Framework",
    filters: PlaceFilter,
    asked: "list[Prompt]",
) -> dict[str, Any]:
    """The shares of those prompts, in the order that was asked for."""
    query = _query(request, framework, filters)
    counted = shares.by_check(filters.where.counts(request.user), found.compared)
    agreed = prompts.agreements(framework, asked)
    lines = shares.prompt_lines(asked, counted, found, query, agreed)
    parts = shares.parts(asked, lines)
    return {
        "has_counts": any(on == found.latest.looked_on for on, _ in counted),
        "lines": shares.worst_first(lines),
        "lowest": shares.lowest(lines),
        "groups": shares.by_standard(parts),
        "parts": parts,
        "query": query,
    }


def _query(request: SignedInRequest, framework: "Framework", filters: PlaceFilter) -> str:
    return shares.query_of(framework, filters.where, is_chosen="framework" in request.GET)


@login_required
@require_safe
def key_question(request: SignedInRequest, question_code: str) -> HttpResponse:
    """The prompts of one key question; no number is made of them together."""
    refuse_if(policies.reasons_not_to_see_shares(request.user))
    framework = _framework_or_404(request)
    asked = [prompt for prompt in prompts.prompts(framework) if prompt.key_question.code == question_code]
    if not asked:
        raise Http404
    filters = PlaceFilter(request.GET, user=request.user, frameworks=prompts.frameworks())
    found = earlier_passes.passes(request.user)
    context = _shared(request, found, framework, filters)
    if found:
        context |= _lines(request, found, framework, filters, asked)
    context |= {
        "key_question": asked[0].key_question,
        "standard": asked[0].standard,
        "provider": request.user.organisation,
    }
    return render(request, "readiness/key_question.html", context)


@login_required
@require_safe
def prompt(request: SignedInRequest, question_code: str) -> HttpResponse:
    """One prompt: the share by office and team, over time, and the cases that lack it."""
    refuse_if(policies.reasons_not_to_see_shares(request.user))
    framework = _framework_or_404(request)
    asked = next((each for each in prompts.prompts(framework) if each.code == question_code), None)
    if asked is None:
        raise Http404
    if asked.check is None:
        return render(request, "readiness/untold.html", {"framework": framework, "prompt": asked})
    filters = PromptFilter(request.GET, user=request.user, frameworks=prompts.frameworks())
    found = earlier_passes.passes(request.user)
    context = _shared(request, found, framework, filters) | {
        "prompt": asked,
        "agreement": prompts.agreement(framework, asked.check),
        "query": _query(request, framework, filters),
    }
    if found:
        context |= _places(request, found, filters, asked.check.code)
        context |= _cases(request, filters, asked.check.code)
    return render(request, "readiness/prompt.html", context)


def _places(request: SignedInRequest, found: "Passes", filters: PlaceFilter, check: str) -> dict[str, Any]:
    """The share of one check over time, by office and by team."""
    counts = filters.where.counts(request.user)
    over_time = shares.over_time(counts, found, check)
    offices, teams = (
        _page(
            request,
            shares.by_place(counts, found, check, place, worst=filters.is_worst_first),
            f"{place}s",
        )
        for place in ("office", "team")
    )
    framework = request.GET.get("framework", "")
    office_lines = shares.place_lines(offices, request.path, framework)
    return {
        "time_chart": shares.time_chart(over_time),
        "time_rows": shares.time_rows(over_time),
        "now": over_time[-1][1],
        "offices": offices,
        "office_lines": office_lines,
        "office_chart": shares.place_chart(office_lines),
        "teams": teams,
        "team_lines": shares.place_lines(teams, request.path, framework),
    }


def _cases(request: SignedInRequest, filters: PlaceFilter, check: str) -> dict[str, Any]:
    """A page of the cases that lack it, and how many the user cannot open."""
    page = _page(request, listed.lacking(request.user, check, filters.where))
    shown = list(page)
    actions.list_people(people=shown, by=request.user, page=page_name(request))
    if request.user.directs:
        rows = listed.rows_without_names(shown, listed.opened_by(request.user, shown))
    else:
        rows = listed.rows_with_names(shown)
    of_all = listed.lacking_in_all(request.user, check, filters.where)
    return {"page": page, "case_rows": rows, "closed": of_all - page.paginator.count}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: SignedInRequest, person_id: int) -> HttpResponse:
    """A director gives a reason to read one case, and goes to it."""
    refuse_if(policies.reasons_not_to_open_case(request.user))
    person = get_object_or_404(listed.counted(request.user), pk=person_id)
    then = reverse("dashboards:case", kwargs={"person_id": person.pk})
    if Person.objects.visible_to(request.user).filter(pk=person.pk).exists():
        return redirect(then)
    actions.list_people(people=[person], by=request.user, page=page_name(request))
    return form_page(
        request,
        "readiness/open_case.html",
        {"person": person},
        make_form=OpenCaseForm,
        save=lambda form: actions.let_read(
            person=person,
            reader=request.user,
            reason=form.cleaned_data["reason"],
            ends_on=form.cleaned_data["ends_on"],
            creation_key=form.cleaned_data["creation_key"],
            by=request.user,
            on=timezone.localdate(),
        ),
        done="You can read this case now. Your reason is on record.",
        then=then,
    )


@login_required
@require_POST
def bring_up_to_date(request: SignedInRequest) -> HttpResponse:
    """Have the cases looked through in which something was recorded since the last pass."""
    jobs.ask(provider=request.user.organisation, by=request.user)
    messages.success(request, "The cases are being looked through. Look again in a few minutes.")
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return redirect(came_from if is_ours else "readiness:index")
