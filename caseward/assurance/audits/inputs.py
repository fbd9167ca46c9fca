"""From the rows of the halves to what an audit shows and asks: its ratings, and whom a case is about."""

from collections.abc import Mapping

from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import inputs as ratings
from caseward.inspection.samples.models import SampledCase
from caseward.rules.figures import Count
from caseward.rules.framework import Question
from caseward.rules.rating import Rating, rate


def person_of(case: SampledCase) -> Person | None:
    """Whom a case of an audit is about; a record that was joined with another gives the one that was kept."""
    provider, reference = case.draw.inspection.provider_id, case.listed_case.case_reference
    person = Person.objects.filter(provider=provider, crn=reference).first()
    while person is not None and person.merged_into is not None:
        person = person.merged_into
    return person


def rating_of(inspection: Inspection, answers: Mapping[str, Count]) -> Rating:
    """What the framework’s rule gives to people’s answers: as stored once the audit is closed, else live."""
    stored = inspection.calculated_ratings.last()
    if inspection.stage != "decided" or stored is None:
        return ratings.live_rating(inspection, answers)
    return rate(inspection.framework, ratings.stored_figures(stored), {})


def audited_questions(inspection: Inspection) -> list[Question]:
    """The key questions of the samples that the audit draws."""
    drawn = set(inspection.requested_samples.values_list("sample_code", flat=True))
    standards = [standard for standard in inspection.framework.standards if standard.sample in drawn]
    return [question for standard in standards for question in standard.key_questions]
