"""Homes, what is due, the team, the page of a case and its timeline."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caseward.casework.dashboards import policies
from caseward.casework.dashboards.forms import CasesFilter, DueFilter, TeamChoice, TimelineFilter
from caseward.casework.dashboards.inputs import caseload as caseloads
from caseward.casework.dashboards.inputs import due as dues
from caseward.casework.dashboards.inputs import duties, entries, team
from caseward.casework.dashboards.presenters import cases, day, teams
from caseward.casework.dashboards.presenters.entries import entry
from caseward.casework.dashboards.presenters.lines import lines, people_of
from caseward.casework.people import actions as people
from caseward.casework.people.models import Cover, Person
from caseward.casework.people.policies import leads, reasons_not_to_lead, reasons_not_to_work_on
from caseward.shared.records.models import SignedInRequest, refuse_if
from caseward.shared.records.views import page_name

if TYPE_CHECKING:
    from datetime import date

    from caseward.casework.people.models import PersonQuerySet
    from caseward.shared.organisations.models import Team

A_PAGE = 25


def _page(request: SignedInRequest, rows: Any) -> Any:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """An officer's day, or a manager's team."""
    refuse_if(policies.reasons_not_to_enter(request.user))
    if leads(request.user):
        return _team_home(request)
    shown = day.day_of(request.user, timezone.localdate())
    people.list_people(people=shown.people(), by=request.user, page=page_name(request))
    return render(request, "dashboards/day.html", {"day": shown})


def _team_home(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    waiting = teams.waiting_for(request.user, today)
    people.list_people(people=people_of(waiting.lines), by=request.user, page=page_name(request))
    choice, chosen = _chosen_team(request)
    context: dict[str, Any] = {"waiting": waiting, "choice": choice, "team": chosen}
    if chosen is not None:
        supervised = Person.objects.visible_to(request.user).of_team(chosen.pk)
        page = _page(request, team.officers_of(supervised))
        shown = team.lines(supervised, page, today)
        context |= {
            "page": page,
            "head": teams.HEAD,
            "rows": teams.table_rows(chosen, shown),
            "chart": teams.chart(shown),
        }
    return render(request, "dashboards/team.html", context)


def _chosen_team(request: SignedInRequest) -> "tuple[TeamChoice, Team | None]":
    """The team that was asked for, else one's own, else the first."""
    offered = team.teams(request.user)
    choice = TeamChoice(request.GET, teams=offered)
    asked = choice.cleaned_data.get("team") if choice.is_valid() else None
    chosen = asked or team.own_team(request.user, timezone.localdate()) or offered.first()
    return TeamChoice({"team": chosen.pk} if chosen else {}, teams=offered), chosen


@login_required
@require_safe
def due(request: SignedInRequest) -> HttpResponse:
    """Everything that is due to the user, on one list."""
    refuse_if(policies.reasons_not_to_enter(request.user))
    today = timezone.localdate()
    work = dues.to_user(request.user, today)
    filters = DueFilter(request.GET, kinds=work.kinds)
    page = _page(request, work.listed(filters.chosen(), filters.until()))
    shown = lines(page, Person.objects.visible_to(request.user), today)
    people.list_people(people=people_of(shown), by=request.user, page=page_name(request))
    context = {"page": page, "lines": shown, "filters": filters, "today": today}
    return render(request, "dashboards/due.html", context)


@login_required
@require_safe
def caseload(request: SignedInRequest) -> HttpResponse:
    """The people whom the user supervises or covers for."""
    refuse_if(policies.reasons_not_to_enter(request.user))
    today = timezone.localdate()
    own = Person.objects.visible_to(request.user).caseload_of(request.user, on=today)
    context = _cases(request, own, today)
    return render(request, "dashboards/caseload.html", context)


def _cases(request: SignedInRequest, of_whom: "PersonQuerySet", today: "date") -> dict[str, Any]:
    """One page of people with what is overdue for each."""
    page = _page(request, caseloads.with_contacts_and_harm(of_whom, today))
    shown = list(page)
    overdue = duties.overdue_of_each(shown, today)
    people.list_people(people=shown, by=request.user, page=page_name(request))
    return {"page": page, "overdue": overdue, "today": today}


@login_required
@require_safe
def cover(request: SignedInRequest, cover_id: int) -> HttpResponse:
    """What falls due while a colleague is away, for whoever takes over."""
    shown = get_object_or_404(
        Cover.objects.visible_to(request.user).select_related("away", "covered_by"), pk=cover_id
    )
    refuse_if(policies.reasons_not_to_see_cover(request.user, shown))
    today = timezone.localdate()
    work = dues.while_covered(request.user, shown, today)
    page = _page(request, work.rows)
    listed = lines(page, Person.objects.visible_to(request.user), today)
    people.list_people(people=people_of(listed), by=request.user, page=page_name(request))
    context = {"cover": shown, "page": page, "lines": listed, "number": work.number()}
    return render(request, "dashboards/cover.html", context)


@login_required
@require_safe
def team_cases(request: SignedInRequest) -> HttpResponse:
    """The cases behind one number of the team."""
    refuse_if(reasons_not_to_lead(request.user))
    today = timezone.localdate()
    _, chosen = _chosen_team(request)
    supervised = Person.objects.visible_to(request.user).of_team(chosen.pk if chosen else 0)
    officers = list(team.officers_of(supervised).values_list("pk", "name"))
    filters = CasesFilter(request.GET, officers=officers)
    if officer := filters.officer():
        supervised = supervised.filter(officer=officer)
    context = _behind(request, filters.number(), supervised, today)
    context |= {"team": chosen, "filters": filters, "number": filters.number()}
    return render(request, "dashboards/team_cases.html", context)


def _behind(
    request: SignedInRequest, number: str, supervised: "PersonQuerySet", today: "date"
) -> dict[str, Any]:
    """One page of what a number counts: people, absences or duties."""
    if number == team.CASES:
        return _cases(request, supervised, today)
    if number == team.NOT_ASKED:
        return _cases(request, supervised.ethnicity_not_asked(), today)
    if number == team.ACCEPTED:
        page = _page(request, team.absences_accepted(supervised, today))
        named = people_of([decision.contact for decision in page])
        context: dict[str, Any] = {"page": page, "decisions": list(page)}
    else:
        asked = team.overdue_of(team.BY_CODE[number], supervised, today)
        page = _page(request, asked.overdue())
        shown = lines(page, supervised, today)
        named, context = people_of(shown), {"page": page, "lines": shown, "today": today}
    people.list_people(people=named, by=request.user, page=page_name(request))
    return context


@login_required
@require_safe
def case(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The story of one case at a glance."""
    person = people.open_record(person_id=person_id, by=request.user, page=page_name(request))
    context = {
        "person": person,
        "case": cases.case_of(person, timezone.localdate()),
        "steps": cases.next_steps(person),
        "reasons_not_to_work": reasons_not_to_work_on(request.user, person),
    }
    return render(request, "dashboards/case.html", context)


@login_required
@require_safe
def timeline(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Everything that is recorded about a person, newest first."""
    person = people.open_record(person_id=person_id, by=request.user, page=page_name(request))
    filters = TimelineFilter(request.GET)
    page = _page(request, entries.timeline(person, filters.groups()))
    shown = [entry(told, person) for told in entries.told(page, person)]
    context = {"person": person, "page": page, "entries": shown, "filters": filters}
    return render(request, "dashboards/timeline.html", context)
