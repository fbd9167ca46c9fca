"""An installation where both halves run: a caseload that is counted, listed, inspected and audited."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from caseward.assurance.audits.models import AuditAction
from caseward.assurance.case_lists.models import Disclosure
from caseward.assurance.evidence.models import Evidence, EvidenceFile, Opening, Showing
from caseward.assurance.readiness.models import Finding, Standing
from caseward.casework.people.models import Circumstance, Person
from caseward.inspection.case_assessments.models import Reading
from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.samples.models import SampledCase
from caseward.rules.readiness.findings import State
from caseward.shared.accounts.models import Role, User
from tests.factories import (
    accounts,
    allocation,
    assessments,
    audits,
    case_assessments,
    contacts,
    evidence,
    inspections,
    organisations,
    passes,
    people,
)

CHECK, PROMPT, KEY_QUESTION = "plan.contingencies", "2.2.3d", "2.2.3"
GAP = "ethnicity"
"""The column that the cases of the caseload leave empty."""
OURS: dict[str, Role] = {
    "officer": Role.OFFICER,
    "colleague": Role.OFFICER,
    "manager": Role.MANAGER,
    "quality team": Role.QUALITY_TEAM,
    "director": Role.DIRECTOR,
    "director let in": Role.DIRECTOR,
    "contact": Role.PROVIDER_CONTACT,
    "audit lead": Role.QUALITY_TEAM,
    "auditor": Role.MANAGER,
    "second reader": Role.QUALITY_TEAM,
}
THEIRS: dict[str, Role] = {
    "strange officer": Role.OFFICER,
    "strange manager": Role.MANAGER,
    "strange quality team": Role.QUALITY_TEAM,
    "strange director": Role.DIRECTOR,
    "strange contact": Role.PROVIDER_CONTACT,
}
INSPECTORATE: dict[str, Role] = {
    "lead inspector": Role.LEAD_INSPECTOR,
    "inspector": Role.INSPECTOR,
    "inspector let in": Role.INSPECTOR,
    "inspector of the team": Role.INSPECTOR,
    "quality lead": Role.QUALITY_LEAD,
    "analyst": Role.ANALYST,
    "panel member": Role.PANEL_MEMBER,
    "publisher": Role.PUBLISHER,
    "administrator": Role.ADMINISTRATOR,
    "outsider": Role.INSPECTOR,
}


@dataclass
class Assurance:
    """Who there is, and what to put into each address to reach its rows."""

    who: dict[str, User]
    inspection: Inspection
    audit: Inspection
    read: SampledCase
    """A case of the inspection that its inspector reads with its records open."""
    person: Person
    """Whom that case is about."""
    by_name: dict[str, Any] = field(default_factory=dict)
    by_view: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What a button sends, where it must name something."""
    size: int = 0

    def arguments(self, view_name: str, parameters: list[str]) -> dict[str, Any]:
        """What to put into the address of that view."""
        known = {**self.by_name, **self.by_view.get(view_name, {})}
        return {name: known[name] for name in parameters}

    def at(self, stage: str) -> None:
        """Put the audit at that stage."""
        Inspection.objects.filter(pk=self.audit.pk).update(stage=stage)


def assurance(size: int) -> Assurance:
    """An installation with `size` of whatever grows, and the rows that addresses point to."""
    who = _everybody()
    team = accounts.Cast(
        lead=who["lead inspector"],
        inspector=who["inspector"],
        quality_lead=who["quality lead"],
        analyst=who["analyst"],
        panel_member=who["panel member"],
        publisher=who["publisher"],
        provider_contact=who["contact"],
        administrator=who["administrator"],
        outsider=who["outsider"],
        other_contact=who["strange contact"],
    )
    inspection = evidence.inspection(team)
    for name in ("inspector let in", "inspector of the team"):
        inspections.member(inspection, who[name], TeamRole.INSPECTOR)
    waiting = _disclosed(inspection, who["inspector"], who["officer"])
    let_in = _disclosed(inspection, who["inspector let in"], who["officer"])
    person = Person.objects.get(crn=let_in.listed_case.case_reference)
    evidence.opened(let_in, who["inspector let in"])
    case_assessments.reading(let_in, who["inspector let in"], answers={"info.harm": "medium"}, finished=False)
    people.involvement(person, who["director let in"])
    made = Assurance(who, inspection, _audit(who), let_in, person)
    made.by_name |= {
        "person_id": person.pk,
        "inspection_id": inspection.pk,
        "case_id": waiting.pk,
        "code": inspections.FRAMEWORK,
        "sample_code": evidence.SUPERVISION,
        "column": GAP,
        "question_code": PROMPT,
        "check_code": CHECK,
    }
    made.by_view["readiness:key_question"] = {"question_code": KEY_QUESTION}
    _audited(made)
    _collecting(made, team)
    _counted(made)
    grow(made, size)
    return made


def _everybody() -> dict[str, User]:
    ours, theirs = organisations.provider(), organisations.provider("Southshire Probation")
    inspectorate = organisations.inspectorate()
    places = ((OURS, ours), (THEIRS, theirs), (INSPECTORATE, inspectorate))
    who = {
        name: accounts.account(role, name=name.capitalize(), organisation=at)
        for roles, at in places
        for name, role in roles.items()
    }
    allocation.post(who["officer"])
    return who


def _disclosed(inspection: Inspection, to: User, officer: User) -> SampledCase:
    """A case of somebody of our caseload, whose list was sent from here."""
    return evidence.disclosed(inspection, to=to, officer=officer).case


def _audit(who: dict[str, User]) -> Inspection:
    return audits.audit(_audit_cast(who), stage="ratings")


def _audit_cast(who: dict[str, User]) -> audits.AuditCast:
    return audits.AuditCast(
        lead=who["audit lead"],
        auditor=who["auditor"],
        second=who["second reader"],
        quality=who["quality team"],
        manager=who["manager"],
        director=who["director"],
        officer=who["officer"],
        stranger=who["strange quality team"],
        strange_director=who["strange director"],
        inspector=who["outsider"],
        lead_inspector=who["lead inspector"],
        publisher=who["publisher"],
        contact=who["contact"],
    )


def _audited(made: Assurance) -> None:
    """A case that was audited, and actions: one to be done, one done, one about the case."""
    who, cast = made.who, _audit_cast(made.who)
    case = audits.case(made.audit, cast, person=evidence.supervised(who["officer"]))
    asked, done = (audits.action(made.audit, who["manager"], who["audit lead"]) for _ in range(2))
    AuditAction.objects.filter(pk=done.pk).update(
        done_at=audits.AT, done_by=who["manager"], done_words="It was done."
    )
    audits.action_in_case(case, who["officer"], who["audit lead"])
    made.by_name["audit_action_id"] = asked.pk
    for view in ("verify", "return"):
        made.by_view[f"audits:{view}"] = {"audit_action_id": done.pk}
    for view in ("result", "close", "next", "ask"):
        made.by_view[f"audits:{view}"] = {"inspection_id": made.audit.pk}
    made.by_view["audits:ask_in_case"] = {"inspection_id": made.audit.pk, "case_id": case.pk}
    made.sent["audits:close"] = {"version": made.audit.version}


def _collecting(made: Assurance, team: accounts.Cast) -> None:
    """Another inspection, which waits for the list of the caseload."""
    today = timezone.localdate()
    waits = inspections.inspection(
        team, stage="sampling", starts_on=today, ends_on=today + timedelta(days=11)
    )
    made.sent["case_lists:send"] = {
        "inspection": waits.pk,
        "on": today.isoformat(),
        "creation_key": str(uuid4()),
    }


def _counted(made: Assurance) -> None:
    """The caseload was looked through today; the person of the addresses lacks something."""
    latest = passes.a_pass(organisations.provider(), timezone.localdate())
    made.by_name["reckoning"] = latest
    passes.found(made.person, latest, plan__contingencies=False, plan__harm=True)


def grow(made: Assurance, size: int) -> None:
    """Let everything that grows grow to that size."""
    for number in range(made.size, size):
        _one_more_case(made, number)
        _one_more_of_the_person(made, number)
        _one_more_of_the_inspection(made, number)
        _one_more_of_the_audit(made, number)
    made.size = size


def _one_more_case(made: Assurance, number: int) -> None:
    """Somebody of another team, with an empty column and a gap; and what was counted there and earlier."""
    today, ours = timezone.localdate(), organisations.provider()
    team = people.team(ours, name=f"Team {number}", office=f"Office {number}")
    person = evidence.supervised(made.who["officer"])
    Person.objects.filter(pk=person.pk).update(ethnicity="", team=team)
    assessments.assessment(person, made.who["officer"], harm_to_public=3)
    Standing.objects.create(person=person, reckoning=made.by_name["reckoning"])
    Finding.objects.create(person=person, check_code=CHECK, is_shown=False)
    passes.tally(team, today, CHECK, shown=number, missing=1, of=ours)
    earlier = today - timedelta(days=number + 1)
    passes.a_pass(ours, earlier)
    passes.tally(team, earlier, CHECK, shown=1, missing=number, of=ours)


def _one_more_of_the_person(made: Assurance, number: int) -> None:
    """One more of what checks look at and point to."""
    person, by = made.person, made.who["officer"]
    on = timezone.localdate() - timedelta(days=number + 2)
    contacts.contact(person, by, on, "attended")
    contacts.contact(person, by, on, "did_not_attend")
    people.change_event(person, "arrest", by=by, happened_on=on)
    assessments.check(person, by, asked_on=on)
    Circumstance.objects.create(
        person=person, kind="caring", told=f"Cares {number}", recorded_at=people.AT, recorded_by=by
    )


def _one_more_of_the_inspection(made: Assurance, number: int) -> None:
    """A file of evidence, and a case that was read: first blind, then again with the evidence shown."""
    who = made.who
    sent = EvidenceFile.objects.create(
        inspection=made.inspection,
        sample_code=evidence.SUPERVISION,
        file_name=f"evidence-{number}.json",
        sha256="0" * 64,
        made_on=timezone.localdate(),
        cases=1,
        sent_at=evidence.AT,
        sent_by=who["contact"],
    )
    case = case_assessments.sampled_case(made.inspection, allocated_to=who["inspector"])
    evidence.evidence(case, state=State.SHOWN if number % 2 else State.MISSING)
    Evidence.objects.filter(case=case).update(file=sent)
    case_assessments.reading(case, who["inspector"])
    second = case_assessments.reading(case, who["quality lead"], kind=Reading.SECOND)
    Showing.objects.create(
        assessment=second, question_code=PROMPT, shown_at=evidence.AT, shown_by=who["quality lead"]
    )


def _one_more_of_the_audit(made: Assurance, number: int) -> None:
    """A case that was read, with an action about it; an action about the whole; an earlier opening."""
    cast = _audit_cast(made.who)
    Inspection.objects.filter(pk=made.audit.pk).update(stage="ratings")
    made.audit.refresh_from_db()
    case = audits.case(made.audit, cast, person=evidence.supervised(cast.officer))
    audits.action_in_case(case, cast.officer, cast.lead, what=f"Ask again {number}")
    audits.action(made.audit, cast.manager, cast.lead, what=f"Train team {number}")
    Opening.objects.create(
        case=case, right=None, creation_key=uuid4(), opened_at=evidence.AT, opened_by=cast.auditor
    )
    Disclosure.objects.get_or_create(
        case_list=case.draw.case_list,
        defaults={
            "listed_on": timezone.localdate(),
            "cases": 1,
            "disclosed_at": evidence.AT,
            "disclosed_by": cast.lead,
        },
    )
