"""Two invented internal audits: one that is closed, with its actions, and one that goes on.

The auditors answer what is true of each case, whatever its record says, and now and then they err. The
records of each case were opened, and what they show was never shown to them before they answered.
"""

import random
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction

from caseward.assurance.audits import actions, inputs
from caseward.assurance.case_lists import inputs as case_lists
from caseward.assurance.evidence import actions as evidence
from caseward.demo.casework.demonstration import AUDITED, SEED
from caseward.demo.casework.profiles import number_of
from caseward.demo.casework.truths import NO, YES, truths_of
from caseward.demo.casework.vignettes import CASES
from caseward.demo.inspection import answers
from caseward.demo.inspection.cases import answer_rows, assess, moment
from caseward.inspection.case_assessments import actions as assessments
from caseward.inspection.case_assessments.inputs import differences
from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.inspections import actions as inspections
from caseward.inspection.inspections.models import (
    Inspection,
    InspectionKind,
    RequestedSample,
    TeamMember,
    TeamRole,
)
from caseward.inspection.samples import actions as samples
from caseward.inspection.samples.models import CaseList, ListedCase, SampledCase
from caseward.rules.bases import choices_of
from caseward.rules.framework import Framework
from caseward.rules.sampling import Order
from caseward.shared.accounts.models import User

Users = Mapping[str, User]
FRAMEWORK, SAMPLE = "crc-2019", "case-supervision"
NOTE = "Everything in this audit is invented: the people, their records, and what the auditors found."
CLOSED_BY = {"audit2": TeamRole.QUALITY_LEAD, "audit3": TeamRole.INSPECTOR}
RUNNING_BY = {"audit2": TeamRole.INSPECTOR, "audit3": TeamRole.INSPECTOR}
"""Who reads beside the lead of the audit."""
BY_HAND = "So many cases can two people read in a fortnight."
FORTNIGHT = timedelta(days=11)
CLOSED_CASES, RUNNING_CASES = 40, 14
READ_SO_FAR = 5
READ_TWICE = 6
ERRS = 0.05
"""In which share of their answers auditors say otherwise than is true."""
ABOUT_THE_WHOLE = (
    (
        "2.4.3",
        "In most cases nobody asked the police again after a change.",
        "Go through every change of the last three months with each officer",
    ),
    (
        "2.2.3",
        "Half of the contingencies would fit anybody.",
        "Hold a workshop on contingencies, with three cases of our own",
    ),
    (
        "2.3.1",
        "Absences are accepted without a word on what that rests on.",
        "Check ten decisions on absences a month",
    ),
)
"""The question, what was found, and what is to be done: still open, done, and verified."""
IN_A_CASE = ("2.4.1", "No review since the last change.", "Review the plan and write what was considered")


@transaction.atomic
def load(users: Users, on: date) -> None:
    """Make both once; twice is once."""
    if Inspection.objects.filter(kind=InspectionKind.INTERNAL).exists():
        return
    closed = _set_up(users, on - AUDITED, CLOSED_CASES, CLOSED_BY)
    _read(closed, _cases(closed), at=moment(closed.fieldwork_ends_on))
    _read_twice(closed, users["audit2"])
    _close(closed, users["audit"])
    _ask(closed, users, on)
    running = _set_up(users, on - timedelta(days=4), RUNNING_CASES, RUNNING_BY)
    _read(running, _cases(running)[:READ_SO_FAR], at=moment(on - timedelta(days=1)))


def _set_up(users: Users, starts_on: date, size: int, others: Mapping[str, TeamRole]) -> Inspection:
    """An audit whose sample is drawn from the caseload and shared out, ready to be read."""
    lead, at = users["audit"], moment(starts_on - timedelta(days=7))
    audit = Inspection.objects.create(
        provider=lead.organisation,
        kind=InspectionKind.INTERNAL,
        framework_code=FRAMEWORK,
        fieldwork_starts_on=starts_on,
        fieldwork_ends_on=starts_on + FORTNIGHT,
        stage="sampling",
        note=NOTE,
        created_at=at,
        created_by=lead,
    )
    team = {"audit": TeamRole.LEAD, **others}
    TeamMember.objects.bulk_create(
        TeamMember(inspection=audit, user=users[key], role=role, added_at=at, added_by=lead)
        for key, role in team.items()
    )
    RequestedSample.objects.create(inspection=audit, sample_code=SAMPLE)
    _list(audit, lead, at)
    draw = samples.draw(
        inspection=audit,
        sample_code=SAMPLE,
        order=Order(seed=SEED, fieldwork_on=starts_on, size=_at_most(audit, size), reason=BY_HAND),
        redraw_reason="",
        creation_key=uuid4(),
        by=lead,
        at=at,
    )
    readers = [users[key] for key, role in team.items() if role == TeamRole.INSPECTOR]
    cases = list(SampledCase.objects.in_use().filter(draw=draw).order_by("order"))
    for place, case in enumerate(cases):
        case.allocated_to, case.allocated_at, case.allocated_by = readers[place % len(readers)], at, lead
    SampledCase.objects.bulk_update(cases, ["allocated_to", "allocated_at", "allocated_by"])
    samples.open_assessment(inspection=audit, by=lead, at=at)
    return audit


def _list(audit: Inspection, by: User, at: datetime) -> None:
    """The eligible cases of the caseload, less the named ones, of which no truth is known."""
    sample = audit.framework.sample(SAMPLE)
    listing = case_lists.list_cases(audit.framework, sample, audit.provider, audit.fieldwork_starts_on)
    rows = [dict(zip(listing.headings, row, strict=True)) for row in listing.rows]
    case_list = CaseList.objects.create(
        inspection=audit,
        sample_code=SAMPLE,
        file_name=f"{SAMPLE}.csv",
        sha256="",
        encoding="utf-8",
        state=CaseList.State.ACCEPTED,
        rows=len(rows),
        fieldwork_starts_on=audit.fieldwork_starts_on,
        uploaded_at=at,
        uploaded_by=by,
        accepted_at=at,
        accepted_by=by,
    )
    ListedCase.objects.bulk_create(
        ListedCase(case_list=case_list, **row)
        for row in rows
        if number_of(str(row["case_reference"])) not in CASES
    )


def _at_most(audit: Inspection, size: int) -> int:
    return min(size, ListedCase.objects.filter(case_list__inspection=audit).count())


def _cases(audit: Inspection) -> list[SampledCase]:
    drawn = SampledCase.objects.in_use().filter(draw__inspection=audit).order_by("order")
    return list(drawn.select_related("listed_case", "draw__inspection__provider", "allocated_to"))


def _read(audit: Inspection, cases: Iterable[SampledCase], *, at: datetime) -> None:
    """Open the records of each case and answer every question, without a look at what the records show."""
    read = []
    for case in cases:
        assert case.allocated_to  # noqa: S101 - every case was shared out above
        evidence.open_records(case=case, creation_key=uuid4(), by=case.allocated_to, at=at)
        read.append(case)
    given = {case.pk: _answers(audit.framework, case) for case in read}
    invented = answers.invent(
        audit.framework, SAMPLE, read, percents={}, seed=SEED, exact=False, by_hand=given
    )
    assess(audit, invented, at=at)


def _answers(framework: Framework, case: SampledCase) -> dict[str, str]:
    """What is true of the case, now and then the contrary."""
    number = number_of(case.listed_case.case_reference)
    chance = random.Random(f"{SEED} auditor {number}")  # noqa: S311 - invented data, not a secret
    said = {}
    for code, truth in truths_of(SEED, number).items():
        errs = truth in (YES, NO) and chance.random() < ERRS
        value = {YES: NO, NO: YES}[truth] if errs else truth
        if value in {option.value for option in choices_of(framework.question(code))}:
            said[code] = value
    return said


def _read_twice(audit: Inspection, reader: User) -> None:
    """A second reader answers some cases anew; where they differ in one of them, both agree."""
    at = moment(audit.fieldwork_ends_on + timedelta(days=2))
    assessments.draw_second_readings(
        inspection=audit, size=READ_TWICE, seed=SEED, creation_key=uuid4(), by=reader, at=at
    )
    readings = Assessment.objects.filter(inspection=audit, reading=Reading.SECOND).order_by("pk")
    for place, second in enumerate(readings.select_related("case__draw__inspection")):
        first = second.case.assessments.get(reading=Reading.FIRST).current_answers()
        given = {**first, "2.1.1": {YES: NO}.get(first["2.1.1"], YES)} if place == 0 else first
        Answer.objects.bulk_create(answer_rows(second, given, at))
        second.finished_at, second.finished_by = at, reader
        second.version += 1
        second.save()
        if differences(second.case):
            assessments.agree(second=second, answers={"2.1.1": first["2.1.1"]}, version=0, by=reader, at=at)


def _close(audit: Inspection, lead: User) -> None:
    at = moment(audit.fieldwork_ends_on + timedelta(days=7))
    inspections.move(inspection=audit, to="ratings", by=lead, at=at)
    actions.close(inspection=audit, version=audit.version, by=lead, at=at)


def _with_officer(case: SampledCase) -> tuple[SampledCase, User | None]:
    person = inputs.person_of(case)
    return case, person.officer if person else None


def _ask(audit: Inspection, users: Users, on: date) -> None:
    """One action about a case; three about the whole, of which one is open, one done and one verified."""
    at = moment(audit.fieldwork_ends_on + timedelta(days=9))
    lead, manager = users["audit"], users["manager"]
    soon, due_on = on + timedelta(days=5), on + timedelta(days=14)
    case, officer = next(each for each in map(_with_officer, _cases(audit)) if each[1])
    actions.ask_in_case(
        case=case,
        found=actions.Found(*IN_A_CASE, asked_of=officer or manager, due_on=soon),
        creation_key=uuid4(),
        by=lead,
        at=at,
    )
    asked = [
        actions.ask(
            inspection=audit,
            found=actions.Found(*texts, asked_of=manager, due_on=due_on),
            creation_key=uuid4(),
            by=lead,
            at=at,
        )
        for texts in ABOUT_THE_WHOLE
    ]
    _, done, verified = asked
    for action in (done, verified):
        actions.say_done(
            action=action,
            done_words="Done; the notes are in the folder of the team.",
            version=action.version,
            by=manager,
            at=at + timedelta(days=20),
        )
    actions.verify(action=verified, version=verified.version, by=lead, at=at + timedelta(days=25))
