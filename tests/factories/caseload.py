"""An installation with casework: one person with every kind of row, in every state that a page needs."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from caseward.casework.assessments.models import Area, Assessment, PoliceFile, PoliceItem
from caseward.casework.contacts.models import AgreedTask, Contact, ContactNote
from caseward.casework.enforcement.models import AbsenceDecision, Breach, EnforcementDecision, Letter
from caseward.casework.oversight.models import OversightAction, OversightNote
from caseward.casework.people.models import (
    AccessList,
    Alias,
    ChangeEvent,
    Circumstance,
    Import,
    ImportFault,
    Involvement,
    Merge,
    Person,
    RelatedPerson,
    RiskFlag,
)
from caseward.casework.plans.models import Plan
from caseward.casework.sentences.models import LicenceCondition, Requirement, Sentence, Transfer
from caseward.casework.tasks.models import Task
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, allocation, assessments, contacts, people, plans, sentences
from tests.factories.people import AT, CaseworkCast


@dataclass
class Caseload:
    """Who there is, and what to put into each address to reach its rows."""

    cast: CaseworkCast
    covering: User
    involved: User
    person: Person
    fresh: Person
    """Another person of the same officer, about whom nothing is begun."""
    readers: dict[str, User]
    """Those who work on no case: the quality team, directors and inspectors, by what right they have."""
    by_name: dict[str, Any] = field(default_factory=dict)
    by_view: dict[str, dict[str, Any]] = field(default_factory=dict)
    size: int = 0

    def arguments(self, view_name: str, parameters: list[str]) -> dict[str, Any]:
        """What to put into the address of that view."""
        known = {**self.by_name, **self.by_view.get(view_name, {})}
        return {name: known[name] for name in parameters}


def caseload(size: int) -> Caseload:
    """One person on whom everything is recorded, and `size` of whatever grows."""
    cast = people.casework_cast()
    today = timezone.localdate()
    covering, involved = (
        accounts.account(Role.OFFICER, name=name, organisation=cast.officer.organisation)
        for name in ("Covering officer", "Involved officer")
    )
    for user in (cast.officer, cast.colleague, covering):
        allocation.post(user)
    person, fresh = people.person(cast.officer), people.person(cast.officer)
    for each in (person, fresh):
        people.involvement(each, involved)
    cover = people.cover(cast.officer, covering, starts_on=today, ends_on=today + timedelta(days=6))
    made = Caseload(cast, covering, involved, person, fresh, _readers(cast, person))
    made.by_name |= {"person_id": person.pk, "cover_id": cover.pk, "post_id": cast.colleague.posts.get().pk}
    made.by_name |= {"decision": "agree"}
    for view in ("assessments:start", "plans:start", "plans:start_review"):
        made.by_view[view] = {"person_id": fresh.pk}
    for fill in (_sentences, _details, _assessments, _plans, _contacts, _enforcement, _oversight, _files):
        fill(made)
    grow(made, size)
    return made


def _readers(cast: CaseworkCast, person: Person) -> dict[str, User]:
    """A right to read the person that runs, one that ended yesterday, one to somebody else, and none."""
    ours, yesterday = cast.officer.organisation, timezone.localdate() - timedelta(days=1)
    roles = {
        "quality team": Role.QUALITY_TEAM,
        "director": Role.DIRECTOR,
        "director let in": Role.DIRECTOR,
        "inspector let in": Role.INSPECTOR,
        "inspector let in until yesterday": Role.INSPECTOR,
        "inspector let in elsewhere": Role.INSPECTOR,
    }
    readers = {
        name: accounts.account(
            role, name=name.capitalize(), organisation=None if role == Role.INSPECTOR else ours
        )
        for name, role in roles.items()
    }
    for name in ("director let in", "inspector let in"):
        people.involvement(person, readers[name])
    people.involvement(people.person(), readers["inspector let in elsewhere"])
    Involvement.objects.create(
        person=person,
        user=readers["inspector let in until yesterday"],
        reason="The case was drawn for an inspection.",
        began_on=yesterday - timedelta(days=9),
        ends_on=yesterday,
    )
    return readers


def _sentences(made: Caseload) -> None:
    person, by = made.person, made.cast.officer
    order = sentences.sentence(person)
    licence = sentences.sentence(
        person, kind=Sentence.Kind.LICENCE, starts_on=None, release_expected_on=date(2026, 12, 20)
    )
    condition = LicenceCondition.objects.create(
        sentence=licence, text="Not to go to Mill Lane", why="Protects", requested_at=AT, requested_by=by
    )
    transfer = Transfer.objects.create(
        sentence=order, receiver="Southshire", reason="Moved", requested_at=AT, requested_by=by
    )
    requirement = sentences.requirement(order)
    sentences.requirement(order, Requirement.Kind.UNPAID_WORK, 100)
    made.by_name |= {
        "sentence_id": order.pk,
        "requirement_id": requirement.pk,
        "condition_id": condition.pk,
        "transfer_id": transfer.pk,
    }
    for view in ("release", "request_condition", "answer_condition", "request_transfer"):
        made.by_view[f"sentences:{view}"] = {"sentence_id": licence.pk}
    task = Task.objects.create(
        person=person, what="Ring the landlord", due_on=AT.date(), asked_at=AT, asked_by=by, asked_of=by
    )
    made.by_name["task_id"] = task.pk


def _details(made: Caseload) -> None:
    person, cast = made.person, made.cast
    alias = Alias.objects.create(person=person, name="Aliasname", recorded_at=AT, recorded_by=cast.officer)
    circumstance = Circumstance.objects.create(
        person=person, kind="mental_health", told="Anxiety", recorded_at=AT, recorded_by=cast.officer
    )
    related = RelatedPerson.objects.create(
        person=person, name="Relatedname", relation="child", is_at_risk=True
    )
    flag = RiskFlag.objects.create(
        person=person, kind="restraining_order", protects=related, starts_on=date(2026, 8, 3)
    )
    event = people.change_event(
        person, ChangeEvent.Kind.ARREST, by=cast.officer, happened_on=date(2026, 10, 30), detail="Arrested"
    )
    other = people.person(cast.officer)
    everybody = (*cast.of_provider(), made.covering, made.involved, *made.readers.values())
    running = people.access_list(person, AccessList.Kind.RESTRICTION, by=cast.manager, naming=everybody)
    merge = Merge.objects.create(
        kept=people.person(cast.officer),
        other=people.person(cast.officer),
        reason="Same birthday and face",
        proposed_at=AT,
        proposed_by=cast.officer,
    )
    made.by_name |= {
        "alias_id": alias.pk,
        "circumstance_id": circumstance.pk,
        "related_id": related.pk,
        "flag_id": flag.pk,
        "event_id": event.pk,
        "other_id": other.pk,
        "list_id": running.pk,
        "merge_id": merge.pk,
        "kind": "iom",
    }
    made.by_view["people:start_list"] = {"kind": AccessList.Kind.EXCLUSION.value}


def _assessments(made: Caseload) -> None:
    person, by = made.person, made.cast.officer
    own = assessments.self_assessment(person, by, given_on=date(2026, 8, 10), scores={Area.DRUGS: 3})
    assessments.self_assessment(person, by, given_on=date(2026, 10, 10), scores={Area.DRUGS: 5})
    done = assessments.assessment(person, by, needs=(Area.DRUGS, Area.THINKING), self_assessment=own)
    draft = assessments.assessment(
        person, by, completed=False, follows=done, reason=Assessment.Reason.REVIEW, self_assessment=own
    )
    asked = assessments.check(person, by, asked_on=date(2026, 8, 4))
    answered = assessments.check(
        person, by, asked_on=date(2026, 8, 5), answered_on=date(2026, 8, 20), answer="Two call-outs"
    )
    read = assessments.check(
        person,
        by,
        asked_on=date(2026, 8, 6),
        answered_on=date(2026, 8, 20),
        answer="Nothing known",
        read_at=AT,
        read_by=by,
    )
    made.by_name |= {
        "assessment_id": draft.pk,
        "area": Area.DRUGS.value,
        "self_id": own.pk,
        "check_id": asked.pk,
    }
    made.by_view |= {
        "assessments:read_check": {"check_id": answered.pk},
        "assessments:use_check": {"check_id": read.pk},
        "assessments:changes": {"assessment_id": draft.pk},
    }


def _plans(made: Caseload) -> None:
    person, by = made.person, made.cast.officer
    first = plans.plan(person, by, at=AT - timedelta(days=60))
    _parts(first)
    holding = plans.plan(person, by, follows=first)
    goal, action, _ = _parts(holding)
    draft = plans.plan(person, by, completed=False, follows=holding)
    own_goal, own_action, own_contingency = _parts(draft)
    review = plans.review(person, by, ChangeEvent.objects.get(person=person), concluded=False)
    made.by_name |= {
        "plan_id": draft.pk,
        "goal_id": own_goal.pk,
        "action_id": own_action.pk,
        "contingency_id": own_contingency.pk,
        "review_id": review.pk,
    }
    of_holding = {"plan_id": holding.pk, "goal_id": goal.pk, "action_id": action.pk}
    for view in ("action_done", "action_not_done", "goal_reached", "goal_not_reached", "version", "compare"):
        made.by_view[f"plans:{view}"] = of_holding


def _parts(plan: Plan) -> tuple[Any, Any, Any]:
    goal = plans.goal(plan)
    return goal, plans.action(goal), plans.contingency(plan)


def _contacts(made: Caseload) -> None:
    person, by, today = made.person, made.cast.officer, timezone.localdate()
    past = contacts.contact(person, by, today - timedelta(days=2))
    to_come = contacts.contact(person, by, today + timedelta(days=9))
    attended = contacts.contact(person, by, today - timedelta(days=9), Contact.Outcome.ATTENDED)
    ContactNote.objects.create(contact=attended, summary="Went well")
    AgreedTask.objects.create(contact=attended, owner="person", what="Register with a doctor")
    missed = contacts.contact(person, by, today - timedelta(days=5), Contact.Outcome.DID_NOT_ATTEND)
    failed = contacts.contact(person, by, today - timedelta(days=4), Contact.Outcome.DID_NOT_ATTEND)
    AbsenceDecision.objects.create(
        contact=failed, verdict="unacceptable", reason="no_reason", decided_at=AT, decided_by=by
    )
    made.by_name["contact_id"] = past.pk
    made.by_view |= {
        "tasks:snooze": {"duty": "outcome", "subject_id": past.pk},
        "contacts:move": {"contact_id": to_come.pk},
        "contacts:correct": {"contact_id": attended.pk},
        "contacts:contact": {"contact_id": attended.pk},
        "enforcement:absence": {"contact_id": missed.pk},
        "enforcement:decide": {"contact_id": failed.pk},
    }


def _enforcement(made: Caseload) -> None:
    person, by = made.person, made.cast.officer
    sentence = person.sentences.get(kind=Sentence.Kind.COMMUNITY_ORDER)
    decision = EnforcementDecision.objects.create(
        person=person,
        sentence=sentence,
        action="first_warning",
        reason="First failure",
        decided_on=date(2026, 9, 1),
        decided_at=AT,
        decided_by=by,
    )
    letter = Letter.objects.create(
        person=person,
        decision=decision,
        template="warning",
        text="You did not come.",
        sent_on=date(2026, 9, 2),
        sent_at=AT,
        sent_by=by,
    )
    proposed, agreed, presented = (
        _breach(person, sentences.sentence(person, offence="Affray"), by, **fields)
        for fields in (
            {},
            {"agreed_at": AT, "agreed_by": made.cast.manager},
            {"agreed_at": AT, "agreed_by": made.cast.manager, "presented_on": date(2026, 10, 12)},
        )
    )
    other = sentences.sentence(person, offence="Theft")
    made.by_name |= {"letter_id": letter.pk, "decision_id": decision.pk, "breach_id": proposed.pk}
    made.by_view |= {
        "enforcement:present": {"breach_id": agreed.pk},
        "enforcement:end": {"breach_id": presented.pk},
        "enforcement:refer": {"sentence_id": other.pk},
        "enforcement:review": {"sentence_id": other.pk},
    }


def _breach(person: Person, sentence: Sentence, by: User, **fields: Any) -> Breach:
    return Breach.objects.create(
        person=person,
        sentence=sentence,
        kind="breach",
        why="Two failures",
        alternatives="A warning",
        failed_on=date(2026, 9, 28),
        referred_on=date(2026, 10, 5),
        referred_at=AT,
        referred_by=by,
        **fields,
    )


def _oversight(made: Caseload) -> None:
    note = OversightNote.objects.create(
        person=made.person, why="drift", text="Look again", written_at=AT, written_by=made.cast.manager
    )
    fields: dict[str, Any] = {"note": note, "asked_of": made.cast.officer, "due_on": date(2026, 11, 9)}
    asked = OversightAction.objects.create(what="Ring the police", **fields)
    done = OversightAction.objects.create(
        what="Visit", done_at=AT, done_by=made.cast.officer, done_words="Visited", **fields
    )
    made.by_name |= {"note_id": note.pk, "oversight_action_id": asked.pk}
    for view in ("verify", "return"):
        made.by_view[f"oversight:{view}"] = {"oversight_action_id": done.pk}


def _files(made: Caseload) -> None:
    """A file of the police with an uncertain item, a checked import, and one with faults."""
    provider, by = made.person.provider, made.cast.manager
    police = PoliceFile.objects.create(
        provider=provider, file_name="police.csv", sha256="0" * 64, received_at=AT, received_by=by
    )
    item = PoliceItem.objects.create(
        file=police, row=2, kind="arrest", name="Somebody", happened_on=AT.date(), state="uncertain"
    )
    item.candidates.add(made.person, made.fresh)
    checked, faulty = (
        Import.objects.create(
            provider=provider,
            kind=Import.Kind.PEOPLE,
            file_name=f"{state}.csv",
            state=state,
            uploaded_at=AT,
            uploaded_by=by,
        )
        for state in (Import.State.CHECKED, Import.State.FAULTY)
    )
    ImportFault.objects.create(upload=faulty, row=2, column="crn", message="Enter a CRN.")
    made.by_name |= {"file_id": police.pk, "item_id": item.pk, "import_id": checked.pk, "form": "csv"}
    made.by_view |= {
        "dashboards:import_faults": {"import_id": faulty.pk},
        "dashboards:add_import": {"kind": "people"},
        "dashboards:import_template": {"kind": "people"},
        "dashboards:decide_import": {"decision": "discard"},
    }


def grow(made: Caseload, size: int) -> None:
    """Let everything that grows grow to that size."""
    for number in range(made.size, size):
        _one_more_person(made, number)
        _one_more_of_everything(made, number)
    made.size = size


def _one_more_person(made: Caseload, number: int) -> None:
    """Somebody else of the officer, somebody without one, and a colleague with somebody."""
    cast, today = made.cast, timezone.localdate()
    person = people.person(cast.officer)
    sentences.sentence(person)
    assessments.assessment(person, cast.officer, needs=(Area.DRUGS,))
    plans.plan(person, cast.officer)
    contacts.contact(person, cast.officer, today)
    contacts.contact(person, cast.officer, today - timedelta(days=3 + number))
    people.change_event(person, ChangeEvent.Kind.ARREST, by=cast.officer, happened_on=today)
    sentences.sentence(people.person())
    colleague = accounts.account(
        Role.OFFICER, name=f"Officer {number}", organisation=cast.officer.organisation
    )
    allocation.post(colleague)
    sentences.sentence(people.person(colleague))
    Merge.objects.create(
        kept=people.person(cast.officer),
        other=people.person(cast.officer),
        reason="Same birthday and face",
        proposed_at=AT,
        proposed_by=cast.officer,
    )


def _one_more_of_everything(made: Caseload, number: int) -> None:
    """One more of each thing about the person."""
    person, cast, today = made.person, made.cast, timezone.localdate()
    contact = contacts.contact(
        person, cast.officer, today - timedelta(days=20 + number), Contact.Outcome.DID_NOT_ATTEND
    )
    AbsenceDecision.objects.create(
        contact=contact, verdict="unacceptable", reason="forgot", decided_at=AT, decided_by=cast.officer
    )
    attended = contacts.contact(
        person, cast.officer, today - timedelta(days=20 + number), Contact.Outcome.ATTENDED
    )
    AgreedTask.objects.create(contact=attended, owner="person", what=f"Task {number}")
    EnforcementDecision.objects.create(
        person=person,
        sentence=person.sentences.get(pk=made.by_name["sentence_id"]),
        contact=contact,
        action="letter",
        reason="Told again",
        decided_on=contact.held_on,
        decided_at=AT,
        decided_by=cast.officer,
    )
    people.change_event(person, ChangeEvent.Kind.MOVE, by=cast.officer, happened_on=contact.held_on)
    assessments.check(person, cast.officer, asked_on=contact.held_on)
    assessments.self_assessment(
        person, cast.officer, given_on=contact.held_on, scores={Area.DRUGS: number % 11}
    )
    plans.review(person, cast.officer)
    Circumstance.objects.create(
        person=person, kind="caring", told=f"Cares {number}", recorded_at=AT, recorded_by=cast.officer
    )
    RelatedPerson.objects.create(person=person, name=f"Relative {number}", relation="supporter")
    Task.objects.create(
        person=person,
        what=f"Ask {number}",
        due_on=today,
        asked_at=AT,
        asked_by=cast.manager,
        asked_of=cast.officer,
    )
    police = PoliceFile.objects.get(pk=made.by_name["file_id"])
    PoliceItem.objects.create(
        file=police, row=number + 9, kind="arrest", happened_on=today, state="uncertain"
    ).candidates.add(person, made.fresh)
    faulty = Import.objects.get(state=Import.State.FAULTY)
    ImportFault.objects.create(upload=faulty, row=number + 9, column="crn", message="Enter a CRN.")
    note = OversightNote.objects.create(
        person=person, why="harm", text=f"Note {number}", written_at=AT, written_by=cast.manager
    )
    OversightAction.objects.create(note=note, what="Do it", asked_of=cast.officer, due_on=today)
    draft = Plan.objects.get(pk=made.by_name["plan_id"])
    _parts(draft)
    sentences.sentence(person, offence=f"Offence {number}", ended_on=date(2026, 9, 1), end="completed")
