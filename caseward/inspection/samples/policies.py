"""Who may send case lists, draw samples and allocate cases. Empty lists mean allowed."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.inspections.policies import Ties, reasons_not_to_act
from caseward.shared.accounts.models import Role, User

from .models import CASE_READERS, CaseList, Draw, SampledCase

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

STAGE = "sampling"
SAMPLERS = (TeamRole.ANALYST, TeamRole.LEAD)

Leaving = Callable[..., None]
"""Takes `cases` as they stand now, `by` whom they were moved, and `at` what time."""
_leaving: list[Leaving] = []


def register_leaving(leaving: Leaving) -> None:
    """Let an app above follow cases that leave the sample or their inspector, in the same transaction."""
    if leaving not in _leaving:
        _leaving.append(leaving)


def tell_of_leaving(cases: Collection[SampledCase], by: User, at: datetime) -> None:
    """Tell those who follow that these cases were replaced, drawn again or given to somebody else."""
    for leaving in _leaving:
        leaving(cases=cases, by=by, at=at)


def reasons_not_to_see(user: "Viewer", inspection: Inspection) -> list[str]:
    """The team members who work with cases see the samples; the provider's contact sees its own lists."""
    if inspection.team_role_of(user) in CASE_READERS or is_contact_of(user, inspection):
        return []
    return [f"Case lists and samples are for those who work with the cases of this {inspection.noun}."]


def reasons_not_to_sample(user: "Viewer", inspection: Inspection) -> list[str]:
    """The analyst and the lead work on samples while the inspection is at that stage."""
    return reasons_not_to_act(user, inspection, *SAMPLERS, during=STAGE)


def reasons_not_to_upload(user: "Viewer", inspection: Inspection) -> list[str]:
    """The provider's own contact may send a list too."""
    if not is_contact_of(user, inspection):
        return reasons_not_to_sample(user, inspection)
    if inspection.stage != STAGE:
        return ["Case lists can be sent only while the inspection is collecting them."]
    return []


def reasons_not_to_accept(user: "Viewer", case_list: CaseList, *, set_aside_reason: str = "") -> list[str]:
    """A list is accepted clean, or with its faulty rows set aside for a reason."""
    reasons = reasons_not_to_sample(user, case_list.inspection)
    if case_list.state not in {CaseList.State.CLEAN, CaseList.State.FAULTY}:
        reasons.append(f"This list cannot be accepted: {case_list.get_state_display().lower()}.")
    elif case_list.state == CaseList.State.FAULTY:
        if case_list.faults.filter(row=None).exists():
            reasons.append("Some faults concern the whole file, so rows cannot be set aside: send it again.")
        elif not set_aside_reason.strip():
            reasons.append("Say why the faulty rows are set aside.")
    return reasons


def reasons_not_to_draw(
    user: "Viewer", inspection: Inspection, sample_code: str, *, redraw_reason: str
) -> list[str]:
    """A draw needs an accepted list; a second draw needs a reason."""
    reasons = reasons_not_to_sample(user, inspection)
    accepted = CaseList.objects.accepted().filter(inspection=inspection, sample_code=sample_code)
    checked_for = accepted.values_list("fieldwork_starts_on", flat=True).first()
    if not accepted.exists():
        reasons.append("Accept a case list for this sample first.")
    elif checked_for not in {None, inspection.fieldwork_starts_on}:
        reasons.append(
            f"The dates of {inspection.days} have changed since the case list was accepted, so other "
            "cases are eligible now: send the list again."
        )
    drawn = Draw.objects.current().filter(inspection=inspection, sample_code=sample_code).exists()
    if drawn and not redraw_reason.strip():
        reasons.append("A sample has been drawn. Say why it is drawn again.")
    return reasons


def reasons_not_to_allocate(user: "Viewer", inspection: Inspection) -> list[str]:
    """Cases are allocated while sampling, and moved between inspectors during case assessment."""
    if inspection.stage == "assessment":
        return reasons_not_to_act(user, inspection, *SAMPLERS, during="assessment")
    return reasons_not_to_sample(user, inspection)


def reasons_not_to_allocate_case(user: "Viewer", case: SampledCase) -> list[str]:
    """Only a case in use has an inspector."""
    reasons = reasons_not_to_allocate(user, case.draw.inspection)
    if not case.is_in_use:
        reader = case.draw.inspection.reader
        reasons.append(f"Only a case that is in the sample now can have an {reader}.")
    return reasons


def reasons_not_to_replace(user: "Viewer", case: SampledCase) -> list[str]:
    """A case in use may be replaced by the next reserve of its stratum."""
    reasons = reasons_not_to_allocate(user, case.draw.inspection)
    if not case.is_in_use:
        reasons.append("Only a case that is in the sample now can be replaced.")
    elif not SampledCase.objects.reserves_for(case).exists():
        reasons.append("No reserve is left in this case’s group, so it cannot be replaced.")
    return reasons


def reasons_not_to_open_assessment(user: "Viewer", inspection: Inspection) -> list[str]:
    """Case assessment opens when every sample is drawn and every case has an inspector.

    A sample whose list has no eligible case stays empty, so that it does not hold up the others.
    """
    reasons = reasons_not_to_sample(user, inspection)
    drawn = dict(
        Draw.objects.current().filter(inspection=inspection).values_list("sample_code", "case_list__state")
    )
    lists = CaseList.objects.accepted().without_eligible_cases().filter(inspection=inspection)
    checked_for = lists.filter(fieldwork_starts_on=inspection.fieldwork_starts_on)
    empty = set(checked_for.values_list("sample_code", flat=True))
    for code in inspection.requested_samples.values_list("sample_code", flat=True):
        title = inspection.framework.sample(code).title
        if code not in drawn and code not in empty:
            reasons.append(f"Draw the sample “{title}”.")
        elif drawn.get(code, CaseList.State.ACCEPTED) != CaseList.State.ACCEPTED:
            reasons.append(f"A newer case list was accepted for “{title}”: draw its sample again.")
    waiting = SampledCase.objects.in_use().filter(draw__inspection=inspection, allocated_to=None).count()
    if waiting:
        have = "1 case has" if waiting == 1 else f"{waiting} cases have"
        reasons.append(f"{have} no {inspection.reader} yet.")
    return reasons


def ties_of_cases(inspection: Inspection) -> Ties:
    """Who cannot leave the team, because cases that are in use are allocated to them."""
    holders = SampledCase.objects.in_use().filter(draw__inspection=inspection).exclude(allocated_to=None)
    counted = holders.order_by("allocated_to").values_list("allocated_to").annotate(cases=Count("pk"))
    return {
        user_id: [
            "1 case is allocated to them: give it to somebody else first."
            if cases == 1
            else f"{cases} cases are allocated to them: give them to somebody else first."
        ]
        for user_id, cases in counted
    }


def is_contact_of(user: "Viewer", inspection: Inspection) -> bool:
    """Whether the user sends lists to an inspection of their provider; its own audits are not asked for."""
    return (
        user.is_authenticated
        and user.role == Role.PROVIDER_CONTACT
        and user.organisation_id == inspection.provider_id
        and not inspection.is_internal
    )


def begun_samples(inspection: Inspection) -> set[str]:
    """The samples for which a list has come in that could be read."""
    lists = CaseList.objects.filter(inspection=inspection).exclude(state=CaseList.State.UNREADABLE)
    return set(lists.values_list("sample_code", flat=True))
