"""Pages of assessments, self-assessments and checks, by noun.

What they share: the person's rows, got only once the record is opened, and buttons that carry a version.
"""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from caseward.casework.assessments.models import Assessment, Check
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import Person
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import Conflict, SignedInRequest
from caseward.shared.records.views import page_name

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 25


def person_for(request: SignedInRequest, person_id: int) -> Person:
    """The person, and the event that the user looked."""
    return people_actions.open_record(person_id=person_id, by=request.user, page=page_name(request))


def assessment_for(request: SignedInRequest, person_id: int, assessment_id: int) -> Assessment:
    """One assessment of that person, with its areas."""
    person = person_for(request, person_id)
    rows = person.assessments.select_related("follows", "started_by", "completed_by", "self_assessment")
    assessment = get_object_or_404(rows.prefetch_related("factors"), pk=assessment_id)
    assessment.person = person
    return assessment


def check_for(request: SignedInRequest, person_id: int, check_id: int) -> Check:
    """One check of that person, with its reminders."""
    person = person_for(request, person_id)
    rows = person.checks.select_related("event", "asked_by", "read_by", "used_by", "used_in")
    check = get_object_or_404(rows.prefetch_related("chases__chased_by"), pk=check_id)
    check.person = person
    return check


def press(request: SignedInRequest, change: Callable[..., object], done: str) -> bool:
    """Make the change of a button to the version that its page showed; the next page says how it went."""
    form = EditingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "This page was out of date. Look at it and try again.")
        return False
    try:
        change(version=form.cleaned_data["version"])
    except Conflict:
        messages.warning(request, "Somebody else has just changed this. Look at it and try again.")
        return False
    messages.success(request, done)
    return True
