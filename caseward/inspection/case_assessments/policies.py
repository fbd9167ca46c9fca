"""Who may read a case, answer, finish, reopen, read a second time and agree. Empty lists mean allowed."""

from typing import TYPE_CHECKING

from caseward.inspection.inspections.models import Inspection, TeamRole
from caseward.inspection.inspections.policies import Ties, reasons_not_to_act
from caseward.inspection.samples.models import CASE_READERS, SampledCase
from caseward.rules.bases import in_words

from .models import ASSESSMENT_STAGE, Assessment, Reading

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer

READERS = (TeamRole.LEAD, TeamRole.INSPECTOR, TeamRole.QUALITY_LEAD)
NOT_IN_USE = "This case is no longer in the sample."


def reasons_not_to_see_cases(user: "Viewer", inspection: Inspection) -> list[str]:
    """Those on the team who work with cases see the list; the panel and the provider do not."""
    if inspection.team_role_of(user) in CASE_READERS:
        return []
    return [f"Only people who work on the cases of this {inspection.noun} can see them."]


def reasons_not_to_start(user: "Viewer", case: SampledCase) -> list[str]:
    """The inspector to whom the case is allocated reads it, while cases are assessed."""
    inspection = case.draw.inspection
    reasons = reasons_not_to_act(user, inspection, *READERS, during=ASSESSMENT_STAGE)
    if case.allocated_to_id != user.pk:
        reasons.append(f"Only the {inspection.reader} to whom this case is allocated can read it.")
    if not is_in_use(case):
        reasons.append(NOT_IN_USE)
    return reasons


def reasons_not_to_answer(user: "Viewer", assessment: Assessment) -> list[str]:
    """An assessor answers their own open reading; a first reading moves with the allocation of its case."""
    reasons = reasons_not_to_act(user, assessment.inspection, *READERS, during=ASSESSMENT_STAGE)
    if assessment.assessor_id != user.pk:
        reasons.append("Only the person who made this reading can change it.")
    elif assessment.reading == Reading.FIRST and assessment.case.allocated_to_id != user.pk:
        reasons.append(f"This case is now allocated to another {assessment.inspection.reader}.")
    if assessment.reading == Reading.AGREED:
        reasons.append("Agreed answers are recorded on the page that compares the two readings.")
    if assessment.finished_at is not None:
        reasons.append("This reading is finished. Reopen it to change an answer.")
    if not is_in_use(assessment.case):
        reasons.append(NOT_IN_USE)
    return reasons


def reasons_not_to_finish(user: "Viewer", assessment: Assessment) -> list[str]:
    """A reading is finished by its assessor once every question that it asks is answered."""
    unanswered = [f"Not answered: {in_words(question)}" for question in assessment.unanswered()]
    return [*reasons_not_to_answer(user, assessment), *unanswered]


def reasons_not_to_reopen(user: "Viewer", assessment: Assessment) -> list[str]:
    """The assessor or the lead reopens; never once a blind reading of the same case could be spoilt by it."""
    inspection = assessment.inspection
    reasons = reasons_not_to_act(user, inspection, *READERS, during=ASSESSMENT_STAGE)
    if assessment.assessor_id != user.pk and inspection.team_role_of(user) != TeamRole.LEAD:
        lead = inspection.called(TeamRole.LEAD)
        reasons.append(f"Only the person who made this reading, or the {lead}, can reopen it.")
    if assessment.finished_at is None:
        reasons.append("This reading is not finished, so there is nothing to reopen.")
    if assessment.reading == Reading.SECOND:
        reasons.append(
            "A second reading is blind, so it stays as it was finished. Agree on the answers instead."
        )
    elif assessment.reading == Reading.FIRST and has_second_reading(assessment.case):
        reasons.append(
            "This case is read a second time, so the first reading stays. Agree on the answers instead."
        )
    return reasons


def reasons_not_to_draw(user: "Viewer", inspection: Inspection) -> list[str]:
    """A quality lead chooses the readings to make again, while cases are assessed."""
    return reasons_not_to_act(user, inspection, TeamRole.QUALITY_LEAD, during=ASSESSMENT_STAGE)


def reasons_against_size(size: int, population: int) -> list[str]:
    """A dip sample takes at least one finished first reading, and no more than there are."""
    if not population:
        return ["There is no finished first reading that you could read again."]
    if not 1 <= size <= population:
        return [f"Draw from 1 to {population}: so many finished first readings can be read again."]
    return []


def reasons_not_to_pick(wanted: int, found: int) -> list[str]:
    """Picked cases need a finished first reading by somebody else, and no second reading yet."""
    if not wanted:
        return ["Choose at least one case."]
    if found < wanted:
        return ["Some of these cases can no longer be read again. Look at the list and choose once more."]
    return []


def reasons_not_to_see_agreement(user: "Viewer", inspection: Inspection) -> list[str]:
    """Leads and quality leads look at how well readers agree."""
    if inspection.team_role_of(user) in {TeamRole.LEAD, TeamRole.QUALITY_LEAD}:
        return []
    lead, second_reader = inspection.called(TeamRole.LEAD), inspection.called(TeamRole.QUALITY_LEAD)
    return [f"Only the {lead} and the {second_reader}s of this {inspection.noun} can see second readings."]


def reasons_not_to_agree(user: "Viewer", second: Assessment) -> list[str]:
    """The quality lead who read the case again records what both readers agreed, once both have finished."""
    reasons = reasons_not_to_act(user, second.inspection, TeamRole.QUALITY_LEAD, during=ASSESSMENT_STAGE)
    if second.assessor_id != user.pk:
        reader = second.inspection.called(TeamRole.QUALITY_LEAD)
        reasons.append(f"Only the {reader} who read this case again can record the agreed answers.")
    if Reading.FIRST not in finished_readings(second.case):
        reasons.append("The first reading is not finished.")
    if second.finished_at is None:
        reasons.append("The second reading is not finished.")
    if Reading.AGREED in finished_readings(second.case):
        reasons.append("The answers are agreed. Reopen them to change one.")
    return reasons


def ties_of_readings(inspection: Inspection) -> Ties:
    """Who cannot leave the team, because only they can finish or settle a reading of theirs."""
    readings = Assessment.objects.filter(inspection=inspection).of_cases_in_use()
    open_ones = readings.unfinished().order_by("assessor").values_list("assessor", flat=True).distinct()
    return {user_id: ["They have a reading of a case that is not finished."] for user_id in open_ones}


def is_in_use(case: SampledCase) -> bool:
    """Whether the sample holds the case now."""
    return case.draw.is_current and not case.is_reserve and case.replaced_at is None


def has_second_reading(case: SampledCase) -> bool:
    """Whether somebody reads, or has read, the case a second time."""
    return case.assessments.filter(reading=Reading.SECOND).exists()


def finished_readings(case: SampledCase) -> set[str]:
    """The readings of the case that are closed."""
    return set(Assessment.objects.finished().filter(case=case).values_list("reading", flat=True))
