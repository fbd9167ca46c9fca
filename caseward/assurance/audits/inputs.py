"""From the rows of the halves to what an audit shows and asks: its ratings, and whom a case is about."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Q

from caseward.casework.people.models import Person
from caseward.inspection.inspections.models import Inspection, InspectionKind
from caseward.inspection.ratings import inputs as ratings
from caseward.inspection.ratings.models import inspections_rated_by
from caseward.inspection.samples.models import SampledCase
from caseward.rules.figures import Count
from caseward.rules.framework import Question
from caseward.rules.rating import Rating, rate

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


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


def audit_before(inspection: Inspection, user: "Viewer") -> Inspection | None:
    """The last closed audit before this one that is like it, if the user may see what it came to.

    Like it is an audit of the same provider with the same framework that drew one of its samples.
    """
    same_day = Q(fieldwork_starts_on=inspection.fieldwork_starts_on, pk__lt=inspection.pk)
    earlier = Q(fieldwork_starts_on__lt=inspection.fieldwork_starts_on) | same_day
    like_it = Inspection.objects.filter(
        kind=InspectionKind.INTERNAL,
        provider=inspection.provider_id,
        framework_code=inspection.framework_code,
        stage="decided",
        requested_samples__sample_code__in=inspection.requested_samples.values("sample_code"),
    )
    seen = like_it.filter(earlier, pk__in=inspections_rated_by(user).values("pk"))
    return seen.select_related("provider").distinct().first()


def stored_counts(closed: Inspection) -> dict[str, Count]:
    """The counts that the result of a closed audit was made from, by the code of the key question."""
    stored = closed.calculated_ratings.last()
    return ratings.stored_figures(stored) if stored else {}


def audited_questions(inspection: Inspection) -> list[Question]:
    """The key questions of the samples that the audit draws."""
    drawn = set(inspection.requested_samples.values_list("sample_code", flat=True))
    standards = [standard for standard in inspection.framework.standards if standard.sample in drawn]
    return [question for standard in standards for question in standard.key_questions]
