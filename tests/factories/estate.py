"""An installation at a given size: many of everything, and one inspection that holds every kind of row."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from caseward.inspection.case_assessments.models import Answer, Assessment, DipSample, Reading, Reopening
from caseward.inspection.inspections.models import Inspection, StageChange, TeamRole
from caseward.inspection.ratings import actions as ratings
from caseward.inspection.ratings.models import Decision, Meeting, Proposal
from caseward.inspection.ratings.policies import proposable
from caseward.inspection.results.actions import QuestionFigure
from caseward.inspection.samples.models import CaseList, CaseListFault, Draw, SampledCase
from caseward.rules.framework import RatedBy
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, case_assessments, inspections, organisations, results
from tests.factories.accounts import Cast

AT = case_assessments.AT
SAMPLE = case_assessments.SUPERVISION
QUESTION = "2.1.1"
JUDGED = "1.1"
WHY = "All the evidence of the inspection points the same way."
Arguments = dict[str, Any]


@dataclass
class Estate:
    """An installation, and what to put into each address to reach its rows."""

    cast: Cast
    inspection: Inspection
    meeting: Meeting
    by_name: dict[str, Any]
    """What stands for each parameter of an address."""
    by_view: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Where one address needs another row than the others: {view name: {parameter: value}}."""

    def arguments(self, view_name: str, parameters: list[str]) -> Arguments:
        """What to put into the address of that view."""
        known = {**self.by_name, **self.by_view.get(view_name, {})}
        return {name: known[name] for name in parameters}

    def at(self, stage: str) -> None:
        """Put the inspection at that stage, with its panel's meeting locked where the stage says so."""
        is_locked = stage in {"decided", "published"}
        Inspection.objects.filter(pk=self.inspection.pk).update(stage=stage)
        Meeting.objects.filter(pk=self.meeting.pk).update(
            locked_at=AT if is_locked else None, locked_by=self.cast.panel_member if is_locked else None
        )


def estate(cast: Cast, size: int) -> Estate:
    """An installation with `size` of everything that grows, and the rows that addresses point to."""
    inspection = inspections.inspection(cast, stage="assessment")
    _surroundings(cast, size)
    _team_and_history(cast, inspection, size)
    open_case = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    finished = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    read_twice = case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    reading = case_assessments.reading(open_case, cast.inspector, finished=False)
    notes = [case_assessments.note(reading) for _ in range(size)]
    case_assessments.reading(finished, cast.inspector)
    case_assessments.reading(read_twice, cast.inspector)
    case_assessments.reading(read_twice, cast.quality_lead, kind=Reading.SECOND)
    _past(reading, cast.inspector, size)
    _more_cases(cast, inspection, size)
    case_list = _lists_and_draws(cast, inspection, size)
    meeting = _panel(cast, inspection, size)
    result = results.result(QuestionFigure(QUESTION, yes=65, base=100), slug="northshire-august")
    return Estate(
        cast=cast,
        inspection=inspection,
        meeting=meeting,
        by_name={
            "inspection_id": inspection.pk,
            "case_id": open_case.pk,
            "reading": Reading.FIRST.value,
            "section": "2.1",
            "note_id": notes[0].pk,
            "list_id": case_list.pk,
            "sample_code": SAMPLE,
            "number": 1,
            "member_id": inspection.team.get(user=cast.analyst).pk,
            "account_id": cast.outsider.pk,
            "slug": result.slug,
            "code": inspection.framework_code,
            "standard_code": "2.2",
        },
        by_view={
            "case_assessments:reopen": {"case_id": finished.pk},
            "case_assessments:compare": {"case_id": read_twice.pk},
            "ratings:cases": {"code": QUESTION},
            "ratings:groups": {"code": QUESTION},
            "ratings:propose": {"code": JUDGED},
            "ratings:decide": {"code": "2.2"},
            "results:index": {"number": 1},
        },
    )


def _surroundings(cast: Cast, size: int) -> None:
    """Other organisations, accounts, inspections and results."""
    for number in range(size):
        provider = organisations.provider(f"Provider {number}")
        accounts.account(Role.LEAD_INSPECTOR, name=f"Lead {number}")
        inspections.inspection(cast, provider=provider, stage="sampling")
        results.result(slug=f"result-{number}", provider=provider)


def _team_and_history(cast: Cast, inspection: Inspection, size: int) -> None:
    for number in range(size):
        user = accounts.account(Role.INSPECTOR, name=f"Inspector {number}")
        inspections.member(inspection, user, TeamRole.INSPECTOR)
    StageChange.objects.bulk_create(
        StageChange(
            inspection=inspection,
            from_stage="assessment",
            to_stage="sampling",
            reason="A list came late.",
            changed_at=AT,
            changed_by=cast.lead,
        )
        for _ in range(size)
    )


def _past(reading: Assessment, by: User, size: int) -> None:
    """What the reading held before, and why it was opened again."""
    Answer.objects.bulk_create(
        Answer(
            assessment=reading,
            question_code=QUESTION,
            value="no",
            is_current=False,
            answered_at=AT - timedelta(minutes=minute),
            answered_by=by,
        )
        for minute in range(size)
    )
    Reopening.objects.bulk_create(
        Reopening(assessment=reading, reason="One answer was wrong.", reopened_at=AT, reopened_by=by)
        for _ in range(size)
    )


def _more_cases(cast: Cast, inspection: Inspection, size: int) -> None:
    """Finished cases of every reader, cases nobody has, reserves, and cases read a second time."""
    offices = count(1)
    readers = list(inspection.team.filter(role=TeamRole.INSPECTOR).select_related("user")[: size + 1])
    for member in readers:
        office = f"Office {next(offices)}"
        case = case_assessments.sampled_case(inspection, allocated_to=member.user, office=office)
        case_assessments.reading(case, member.user)
        again = case_assessments.sampled_case(inspection, allocated_to=member.user, office=office)
        case_assessments.reading(again, member.user)
        second = case_assessments.reading(again, cast.quality_lead, kind=Reading.SECOND)
        second.dip_sample = DipSample.objects.create(
            inspection=inspection, population=9, size=1, seed=7, drawn_at=AT, drawn_by=cast.quality_lead
        )
        second.save()
        case_assessments.note(second)
        case_assessments.sampled_case(inspection, allocated_to=None, office=office)
    for _ in range(size):
        reserve = case_assessments.sampled_case(inspection, allocated_to=None)
        SampledCase.objects.filter(pk=reserve.pk).update(is_reserve=True)


def _lists_and_draws(cast: Cast, inspection: Inspection, size: int) -> CaseList:
    """Lists and draws that later ones replaced, and a list with faults, which waits for a decision."""
    draw = Draw.objects.current().get(inspection=inspection, sample_code=SAMPLE)
    draw.quotas = [
        {"stratum": ["male"], "name": f"Stratum {row}", "population": 10, "sample": 4, "quota": 4}
        for row in range(3)
    ]
    draw.save()
    sent = {"inspection": inspection, "sample_code": SAMPLE, "sha256": "0" * 64, "uploaded_at": AT}
    for number in range(size):
        CaseList.objects.create(
            **sent,
            file_name=f"list-{number}.csv",
            state=CaseList.State.REPLACED,
            uploaded_by=cast.provider_contact,
        )
        Draw.objects.create(
            inspection=inspection,
            sample_code=SAMPLE,
            case_list=draw.case_list,
            number=number + 2,
            is_current=False,
            seed=number,
            population=100,
            size=63,
            method="single",
            drawn_at=AT,
            drawn_by=cast.analyst,
        )
    faulty = CaseList.objects.create(
        **sent,
        file_name="faulty.csv",
        state=CaseList.State.FAULTY,
        rows=size,
        faults_found=size,
        faulty_rows=size,
        uploaded_by=cast.provider_contact,
    )
    CaseListFault.objects.bulk_create(
        CaseListFault(
            case_list=faulty,
            row=row,
            column="sex",
            value="x",
            message="Not a value of this column.",
            what_to_do="Write male or female.",
        )
        for row in range(2, size + 2)
    )
    return faulty


def _panel(cast: Cast, inspection: Inspection, size: int) -> Meeting:
    """Proposals, an open meeting with its calculated ratings, and decisions, some of them superseded."""
    for standard in proposable(inspection):
        if standard.rated_by is RatedBy.JUDGEMENT:
            ratings.propose(
                inspection=inspection,
                proposed=ratings.Proposed(standard.code, "good", WHY),
                creation_key=uuid4(),
                by=cast.lead,
                at=AT,
            )
    Inspection.objects.filter(pk=inspection.pk).update(stage="ratings")
    inspection.refresh_from_db()
    meeting = ratings.open_meeting(inspection=inspection, creation_key=uuid4(), by=cast.lead, at=AT)
    inspection.refresh_from_db()
    meeting.members.add(cast.panel_member)
    for code, standard in meeting.calculated.result["standards"].items():
        ratings.decide(
            meeting=meeting,
            decided=ratings.Decided(code, Decision.Ground.CONFIRMED, standard["indicative"] or "", WHY),
            creation_key=uuid4(),
            by=cast.panel_member,
            at=AT,
        )
    for _ in range(size):
        _superseded(cast, inspection, meeting)
    return meeting


def _superseded(cast: Cast, inspection: Inspection, meeting: Meeting) -> None:
    Proposal.objects.create(
        inspection=inspection,
        standard_code=JUDGED,
        ground=Proposal.Ground.JUDGEMENT,
        band="good",
        reasons=WHY,
        is_current=False,
        proposed_at=AT,
        proposed_by=cast.lead,
    )
    Decision.objects.create(
        inspection=inspection,
        meeting=meeting,
        standard_code="2.2",
        ground=Decision.Ground.CONFIRMED,
        reason=WHY,
        is_current=False,
        decided_at=AT,
        decided_by=cast.panel_member,
    )
