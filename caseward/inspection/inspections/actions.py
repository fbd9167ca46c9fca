"""Setting up an inspection, choosing its team, and moving it from stage to stage."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from caseward.inspection.standards import readers as standards
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.organisations.models import Organisation
from caseward.shared.records.models import NotAllowed, already_created, refuse_if, save_if_unchanged

from . import policies
from .models import Inspection, RequestedSample, StageChange, TeamMember, TeamRole


@dataclass(frozen=True)
class Plan:
    """What is settled first: who is inspected, under which framework, and when."""

    provider: Organisation | None
    new_provider: str
    """The name of a provider that is not known yet; empty where `provider` is given."""
    framework_code: str
    starts_on: date
    ends_on: date


@transaction.atomic
def set_up(*, plan: Plan, lead: User, by: User, at: datetime, creation_key: UUID) -> Inspection:
    """Set up an inspection with its lead, and with every sample of its framework."""
    if made := already_created(Inspection, creation_key):
        return made
    refuse_if(policies.reasons_not_to_set_up(by))
    refuse_if(policies.reasons_not_to_use(standards.framework(plan.framework_code)))
    refuse_if(policies.reasons_not_to_inspect(by, plan.provider))
    inspection = Inspection(
        **_columns(plan, by=by),
        kind=policies.kind_set_up_by(by),
        created_at=at,
        created_by=by,
        creation_key=creation_key,
    )
    refuse_if(policies.reasons_not_to_hold(lead, TeamRole.LEAD, inspection))
    inspection.save()
    inspection.team.create(user=lead, role=TeamRole.LEAD, added_at=at, added_by=by)
    _request_samples(inspection, [sample.code for sample in inspection.framework.samples])
    audit.record(
        action="set_up_inspection",
        subject=inspection,
        by=by,
        kind=inspection.kind,
        provider=inspection.provider_id,
        framework=plan.framework_code,
        lead=lead.pk,
    )
    return inspection


@transaction.atomic
def change_plan(*, inspection: Inspection, plan: Plan, version: int, by: User) -> Inspection:
    """Change provider, framework or dates; another framework starts again with all of its samples."""
    refuse_if(policies.reasons_not_to_change(by, inspection))
    refuse_if(policies.reasons_not_to_inspect(by, plan.provider))
    columns = _columns(plan, by=by)
    before = {name: getattr(inspection, name) for name in columns}
    if columns["provider"] != inspection.provider or plan.framework_code != inspection.framework_code:
        refuse_if(policies.reasons_not_to_replace_plan(inspection))
    if changed_framework := plan.framework_code != inspection.framework_code:
        refuse_if(policies.reasons_not_to_use(standards.framework(plan.framework_code)))
    for name, value in columns.items():
        setattr(inspection, name, value)
    save_if_unchanged(inspection, version=version, fields=list(columns))
    if changed_framework:
        _request_samples(inspection, [sample.code for sample in inspection.framework.samples])
    _record_change(inspection, by, before=_plain(before), after=_plain(columns))
    return inspection


@transaction.atomic
def choose_samples(*, inspection: Inspection, codes: Collection[str], version: int, by: User) -> None:
    """Say which samples of its framework an inspection draws."""
    refuse_if(policies.reasons_not_to_change(by, inspection))
    refuse_if(policies.reasons_not_to_choose(inspection, codes))
    before = list(inspection.requested_samples.values_list("sample_code", flat=True))
    chosen = [sample.code for sample in inspection.framework.samples if sample.code in codes]
    save_if_unchanged(inspection, version=version, fields=[])
    _request_samples(inspection, chosen)
    _record_change(
        inspection, by, before={"samples": ", ".join(before)}, after={"samples": ", ".join(chosen)}
    )


@transaction.atomic
def add_to_team(
    *, inspection: Inspection, user: User, role: TeamRole, by: User, at: datetime, creation_key: UUID
) -> TeamMember:
    """Put somebody on the team, in the one role that they have there."""
    if made := already_created(TeamMember, creation_key):
        return made
    refuse_if(policies.reasons_not_to_change_team(by, inspection))
    refuse_if(policies.reasons_not_to_hold(user, role, inspection))
    if inspection.team.filter(user=user).exists():
        raise NotAllowed([f"{user} is on the team already."])
    member = inspection.team.create(user=user, role=role, added_at=at, added_by=by, creation_key=creation_key)
    audit.record(action="added_to_team", subject=inspection, by=by, user=user.pk, role=role)
    return member


@transaction.atomic
def remove_from_team(*, member: TeamMember, by: User, at: datetime) -> None:
    """Take somebody off the team."""
    refuse_if(policies.reasons_not_to_remove(by, member))
    audit.record(
        action="removed_from_team", subject=member.inspection, by=by, user=member.user_id, role=member.role
    )
    member.delete()
    policies.tell_of_change(member.inspection, by, at)


@transaction.atomic
def hand_over(*, inspection: Inspection, to: User, version: int, by: User, at: datetime) -> None:
    """Make somebody else the lead; the one before leaves the team."""
    before = inspection.team.get(role=TeamRole.LEAD)
    refuse_if(policies.reasons_not_to_hand_over(by, before))
    refuse_if(policies.reasons_not_to_hold(to, TeamRole.LEAD, inspection))
    save_if_unchanged(inspection, version=version, fields=[])
    inspection.team.filter(user=to).delete()
    before.delete()
    inspection.team.create(user=to, role=TeamRole.LEAD, added_at=at, added_by=by)
    audit.record(
        action="handed_over_inspection", subject=inspection, by=by, changes={"lead": [before.user_id, to.pk]}
    )
    policies.tell_of_change(inspection, by, at)


@transaction.atomic
def ask_for_case_lists(*, inspection: Inspection, version: int, by: User, at: datetime) -> StageChange:
    """End the setting up: the provider is asked for its case lists."""
    refuse_if(policies.reasons_not_to_ask_for_case_lists(by, inspection))
    save_if_unchanged(inspection, version=version, fields=[])
    return move(inspection=inspection, to="sampling", by=by, at=at)


@transaction.atomic
def move(*, inspection: Inspection, to: str, by: User, at: datetime, reason: str = "") -> StageChange:
    """Take an inspection forward to its next stage; the calling action asked who may."""
    refuse_if(policies.reasons_not_to_move(inspection, to))
    return _change_stage(inspection, to, by=by, at=at, reason=reason)


@transaction.atomic
def move_back(*, inspection: Inspection, version: int, reason: str, by: User, at: datetime) -> StageChange:
    """Take an inspection back one stage."""
    back = inspection.current_stage.back
    refuse_if(policies.reasons_not_to_move_back(by, inspection))
    if back is None or not reason.strip():
        raise NotAllowed(["Say why the inspection goes back."])
    save_if_unchanged(inspection, version=version, fields=[])
    return _change_stage(inspection, back, by=by, at=at, reason=reason)


def _change_stage(inspection: Inspection, to: str, *, by: User, at: datetime, reason: str) -> StageChange:
    before = inspection.stage
    unmoved = Inspection.objects.filter(pk=inspection.pk, stage=before)
    if not unmoved.update(stage=to, version=F("version") + 1):
        raise NotAllowed(["Somebody else has just moved this inspection. Look at its stage and try again."])
    inspection.stage = to
    inspection.version += 1
    # The reason stays out of the log: it is free text, and may name somebody.
    audit.record(action="moved_inspection", subject=inspection, by=by, changes={"stage": [before, to]})
    policies.tell_of_change(inspection, by, at)
    return inspection.stage_changes.create(
        from_stage=before, to_stage=to, reason=reason, changed_at=at, changed_by=by
    )


def _columns(plan: Plan, *, by: User) -> dict[str, Any]:
    return {
        "provider": plan.provider or _provider(plan.new_provider, by=by),
        "framework_code": plan.framework_code,
        "fieldwork_starts_on": plan.starts_on,
        "fieldwork_ends_on": plan.ends_on,
    }


def _provider(name: str, *, by: User) -> Organisation:
    name = " ".join(name.split())
    if known := Organisation.objects.filter(name__iexact=name).first():
        if known.kind != Organisation.Kind.PROVIDER:
            raise NotAllowed([f"{known} is not a provider of probation services."])
        return known
    provider = Organisation.objects.create(
        name=name, short_name=_free_short_name(name), kind=Organisation.Kind.PROVIDER
    )
    audit.record(action="added_provider", subject=provider, by=by)
    return provider


def _free_short_name(name: str) -> str:
    short = slugify(name)[:50] or "provider"
    taken = set(
        Organisation.objects.filter(short_name__startswith=short).values_list("short_name", flat=True)
    )
    numbered = (f"{short}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (short, *numbered) if each not in taken)


def _request_samples(inspection: Inspection, codes: list[str]) -> None:
    inspection.requested_samples.all().delete()
    RequestedSample.objects.bulk_create(
        RequestedSample(inspection=inspection, sample_code=code) for code in codes
    )


def _plain(columns: dict[str, Any]) -> dict[str, Any]:
    return {**columns, "provider": columns["provider"].pk}


def _record_change(
    inspection: Inspection, by: User, *, before: dict[str, Any], after: dict[str, Any]
) -> None:
    if changes := audit.changes(before, after):
        audit.record(action="changed_inspection", subject=inspection, by=by, changes=changes)
