"""An installation at a given size: many of everything, and one inspection that holds every kind of row."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from caseward.inspection.case_assessments.models import Answer, Assessment, DipSample, Reading, Reopening
from caseward.inspection.inspections.models import Inspection, StageChange, TeamRole
from caseward.inspection.ratings import actions as ratings
from caseward.inspection.ratings.models import Decision, Meeting, Proposal, Publication
from caseward.inspection.ratings.policies import proposable
from caseward.inspection.reports.models import Report
from caseward.inspection.results.actions import QuestionFigure
from caseward.inspection.results.models import Comparator, Result
from caseward.inspection.samples.models import CaseList, CaseListFault, Draw, SampledCase
from caseward.rules.framework import RatedBy
from caseward.shared.accounts.models import Role
from tests.factories import (
    accounts,
    case_assessments,
    citations,
    editions,
    fieldwork,
    follow_up,
    inspections,
    organisations,
    reports,
    results,
)
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
    reading: Assessment
    """A first reading that its inspector has not finished."""
    faulty: CaseList
    meeting: Meeting
    result: Result
    by_name: dict[str, Any]
    """What stands for each parameter of an address."""
    by_view: dict[str, dict[str, Any]]
    """Where one address needs another row than the others: {view name: {parameter: value}}."""
    size: int = 0

    def arguments(self, view_name: str, parameters: list[str]) -> Arguments:
        """What to put into the address of that view."""
        known = {**self.by_name, **self.by_view.get(view_name, {})}
        return {name: known[name] for name in parameters}

    def at(self, stage: str) -> None:
        """Put the inspection at that stage, its meeting locked and its result public where that is so."""
        is_locked = stage in {"decided", "published"}
        Inspection.objects.filter(pk=self.inspection.pk).update(stage=stage)
        Meeting.objects.filter(pk=self.meeting.pk).update(
            locked_at=AT if is_locked else None, locked_by=self.cast.panel_member if is_locked else None
        )
        reports.at(self.inspection, stage)
        if stage == "published":
            Publication.objects.get_or_create(
                inspection=self.inspection,
                defaults={"result": self.result, "published_at": AT, "published_by": self.cast.publisher},
            )


def estate(cast: Cast, size: int) -> Estate:
    """An installation with `size` of everything that grows, and the rows that addresses point to."""
    inspection = inspections.inspection(cast, stage="assessment")
    open_case, finished, read_twice = (
        case_assessments.sampled_case(inspection, allocated_to=cast.inspector) for _ in range(3)
    )
    reading = case_assessments.reading(open_case, cast.inspector, finished=False)
    case_assessments.reading(finished, cast.inspector)
    case_assessments.reading(read_twice, cast.inspector)
    case_assessments.reading(read_twice, cast.quality_lead, kind=Reading.SECOND)
    faulty = _lists(cast, inspection)
    meeting = _panel(cast, inspection)
    gathered = fieldwork.gathered(cast, inspection)
    result = results.result(QuestionFigure(QUESTION, yes=65, base=100), slug="northshire-august")
    followed, followed_by_view = follow_up.gathered(cast, inspection, result)
    made = Estate(
        cast=cast,
        inspection=inspection,
        reading=reading,
        faulty=faulty,
        meeting=meeting,
        result=result,
        by_name={
            "inspection_id": inspection.pk,
            "case_id": open_case.pk,
            "reading": Reading.FIRST.value,
            "section": "2.1",
            "note_id": case_assessments.note(reading).pk,
            "list_id": faulty.pk,
            "sample_code": SAMPLE,
            "number": 1,
            "member_id": inspection.team.get(user=cast.analyst).pk,
            "account_id": cast.outsider.pk,
            "slug": result.slug,
            "short_name": result.provider.short_name,
            "comparator_id": results.comparator(members=[result]).pk,
            "draft_id": results.import_draft(-1).pk,
            "code": inspection.framework_code,
            "standard_code": "2.2",
            **gathered,
            **followed,
            **citations.gathered(cast, inspection),
            **reports.gathered(cast, inspection),
        },
        by_view={
            "case_assessments:reopen": {"case_id": finished.pk},
            "case_assessments:compare": {"case_id": read_twice.pk},
            "results:confirm_import": {"part": "ratings-1"},
            "fieldwork:confirm_figure": {"code": fieldwork.FIGURE},
            **followed_by_view,
            **reports.by_view(inspection),
            "ratings:cases": {"code": QUESTION},
            "ratings:groups": {"code": QUESTION},
            "ratings:propose": {"code": JUDGED},
            "ratings:decide": {"code": "2.2"},
            **editions.gathered(cast),
        },
    )
    grow(made, size)
    return made


def grow(made: Estate, size: int) -> None:
    """Let everything that grows grow to that size, at a stage at which it does."""
    made.at("assessment")
    made.inspection.refresh_from_db()
    for number in range(made.size, size):
        _surroundings(made.cast, number)
        _one_more_inspector(made, number)
        _one_more_of_the_past(made, number)
        case_assessments.note(made.reading)
        results.import_draft(number)
        _one_more_fault(made.faulty, number)
        fieldwork.one_more(made.cast, made.inspection, made.by_name["document_id"], number)
        citations.one_more(made.cast, made.inspection, number)
        follow_up.one_more(made.cast, made.inspection, made.result, number)
        reports.one_more(made.cast, made.inspection, number)
        editions.one_more(made.cast, Report.objects.exclude(inspection=made.inspection).get())
    made.size = size


def _surroundings(cast: Cast, number: int) -> None:
    """Another organisation, account, inspection and result."""
    provider = organisations.provider(f"Provider {number}")
    accounts.account(Role.LEAD_INSPECTOR, name=f"Lead {number}")
    inspections.inspection(cast, provider=provider, stage="sampling")
    result = results.result(slug=f"result-{number}", provider=provider)
    results.comparator(title=f"Set {number}")
    made = Comparator.objects.get(title="All providers")
    made.members.add(result)
    made.providers_inside.add(provider)


def _one_more_inspector(made: Estate, number: int) -> None:
    """Somebody with cases of one office: finished, read twice, not begun, nobody's, in reserve."""
    cast, inspection = made.cast, made.inspection
    user = accounts.account(Role.INSPECTOR, name=f"Inspector {number}")
    inspections.member(inspection, user, TeamRole.INSPECTOR)
    once, twice, _, nobodys, reserve = (
        case_assessments.sampled_case(inspection, allocated_to=reader, office=f"Office {number}")
        for reader in (user, user, user, None, None)
    )
    SampledCase.objects.filter(pk=reserve.pk).update(is_reserve=True)
    SampledCase.objects.filter(pk=nobodys.pk).update(stratum=f"Stratum {number}")
    case_assessments.reading(once, user)
    case_assessments.reading(twice, user)
    second = case_assessments.reading(twice, cast.quality_lead, kind=Reading.SECOND)
    second.dip_sample = DipSample.objects.create(
        inspection=inspection, population=9, size=1, seed=7, drawn_at=AT, drawn_by=cast.quality_lead
    )
    second.save()
    case_assessments.note(second)


def _one_more_of_the_past(made: Estate, number: int) -> None:
    """One more of each thing that a later one replaced."""
    cast, inspection = made.cast, made.inspection
    StageChange.objects.create(
        inspection=inspection,
        from_stage="assessment",
        to_stage="sampling",
        reason="A list came late.",
        changed_at=AT,
        changed_by=cast.lead,
    )
    Answer.objects.create(
        assessment=made.reading,
        question_code=QUESTION,
        value="no",
        is_current=False,
        answered_at=AT - timedelta(minutes=number),
        answered_by=cast.inspector,
    )
    Reopening.objects.create(
        assessment=made.reading, reason="One answer was wrong.", reopened_at=AT, reopened_by=cast.inspector
    )
    _superseded_sample(cast, inspection, number)
    _superseded_rating(cast, inspection, made.meeting)


def _one_more_fault(case_list: CaseList, number: int) -> None:
    CaseListFault.objects.create(
        case_list=case_list,
        row=number + 2,
        column="sex",
        value="x",
        message="Not a value of this column.",
        what_to_do="Write male or female.",
    )


def _lists(cast: Cast, inspection: Inspection) -> CaseList:
    """The accepted list's draw with its quotas, and a list with faults, which waits for a decision."""
    draw = Draw.objects.current().get(inspection=inspection, sample_code=SAMPLE)
    draw.quotas = [{"stratum": f"Stratum {row}", "population": 10, "sample": 4} for row in range(3)]
    draw.save()
    return _list(cast, inspection, "faulty.csv", CaseList.State.FAULTY)


def _list(cast: Cast, inspection: Inspection, name: str, state: CaseList.State) -> CaseList:
    return CaseList.objects.create(
        inspection=inspection,
        sample_code=SAMPLE,
        file_name=name,
        sha256="0" * 64,
        state=state,
        uploaded_at=AT,
        uploaded_by=cast.provider_contact,
    )


def _superseded_sample(cast: Cast, inspection: Inspection, number: int) -> None:
    Draw.objects.create(
        inspection=inspection,
        sample_code=SAMPLE,
        case_list=_list(cast, inspection, f"list-{number}.csv", CaseList.State.REPLACED),
        number=number + 2,
        is_current=False,
        seed=number,
        population=100,
        size=63,
        method="single",
        drawn_at=AT,
        drawn_by=cast.analyst,
    )


def _panel(cast: Cast, inspection: Inspection) -> Meeting:
    """Proposals, an open meeting with its calculated ratings, and a decision on every standard."""
    for standard in proposable(inspection):
        if standard.rated_by is RatedBy.JUDGEMENT:
            ratings.propose(
                inspection=inspection,
                proposed=ratings.Proposed(standard.code, "good", WHY),
                creation_key=uuid4(),
                by=cast.lead,
                at=AT,
            )
    citations.cite_everything(cast, inspection)
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
    return meeting


def _superseded_rating(cast: Cast, inspection: Inspection, meeting: Meeting) -> None:
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
