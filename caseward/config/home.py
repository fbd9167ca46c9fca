"""The start page: what this is for everybody, and the way to one's own work for those who signed in."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from caseward.shared.accounts.models import Role, User
from caseward.shared.govuk import navigation

INSPECTIONS = "inspections:index"
OWN_WORK = "dashboards:home"
READINESS = "readiness:index"
ACCOUNTS = "accounts:index"
STARTS_AT = {
    Role.LEAD_INSPECTOR: INSPECTIONS,
    Role.INSPECTOR: INSPECTIONS,
    Role.QUALITY_LEAD: INSPECTIONS,
    Role.ANALYST: INSPECTIONS,
    Role.PANEL_MEMBER: INSPECTIONS,
    Role.PUBLISHER: INSPECTIONS,
    Role.PROVIDER_CONTACT: INSPECTIONS,
    Role.OFFICER: OWN_WORK,
    Role.MANAGER: OWN_WORK,
    Role.QUALITY_TEAM: INSPECTIONS,
    Role.DIRECTOR: READINESS,
    Role.ADMINISTRATOR: ACCOUNTS,
}

NEEDS = {INSPECTIONS: {"inspection"}, OWN_WORK: {"casework"}, READINESS: {"inspection", "casework"}}
"""The halves that must be installed for a start page to be there."""


def start_of(user: User) -> str:
    """The name of the page at which somebody starts: that of their role, where its half is installed."""
    start = STARTS_AT[Role(user.role)]
    return start if NEEDS.get(start, set()) <= set(settings.HALVES) else "accounts:own"


navigation.start_by(start_of)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Each role's own page after signing in, the public page before."""
    if not request.user.is_authenticated:
        return render(request, "config/home.html")
    return redirect(start_of(request.user))


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For whatever watches the server: 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
