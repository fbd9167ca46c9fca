"""What stands beside the questions of a reading, and on the page of its case."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from caseward.assurance.readiness.presenters.places import record_href
from caseward.casework.people.models import Person
from caseward.inspection.case_assessments.models import Assessment, Reading
from caseward.inspection.samples.models import SampledCase
from caseward.rules.framework import Framework
from caseward.rules.readiness.findings import STATE_TITLES, Record, State
from caseward.shared.govuk import slots

from . import actions, inputs, policies
from .models import Evidence, Showing

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User

COLOURS = {State.SHOWN: "green", State.MISSING: "yellow", State.NOT_APPLICABLE: "grey"}


@dataclass(frozen=True)
class RecordLine:
    """One record that a finding rests on; `href` only for who may open it now."""

    on: date | None
    words: str
    href: str


@dataclass(frozen=True)
class Beside:
    """What stands beside one question."""

    evidence: Evidence
    records: list[RecordLine]
    agreement: str
    """How far the check agreed with people who answered without having seen it."""
    mend: str
    """What would put it right, for those who audit their own cases."""

    @property
    def title(self) -> str:
        """The state in words."""
        return STATE_TITLES[State(self.evidence.state)]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return COLOURS[State(self.evidence.state)]


def above_questions(*, assessment: Assessment, user: "User") -> str:
    """What this evidence is, once for the page; nothing where none has been gathered."""
    if not _evidence_for(assessment, user):
        return ""
    context: dict[str, object] = {"is_blind": policies.is_read_blind(assessment.case)}
    return slots.drawn_from("evidence/above.html", context)


def beside_questions(codes: Collection[str], /, *, assessment: Assessment, user: "User") -> Mapping[str, str]:
    """The evidence beside those questions; what is shown to the assessor for the first time is kept."""
    evidence = _evidence_for(assessment, user)
    if not evidence:
        return {}
    shown = set(Showing.objects.filter(assessment=assessment).values_list("question_code", flat=True))
    hidden = inputs.hidden_questions(assessment, evidence, shown)
    open_now = [row for row in evidence if row.question_code in codes and row.question_code not in hidden]
    _keep_showing(assessment, evidence, open_now, shown, user)
    drawn = _drawn(open_now, assessment.case, user)
    drawn |= {code: slots.drawn_from("evidence/hidden.html", {}) for code in hidden.intersection(codes)}
    return drawn | _untold(assessment.inspection.framework, set(codes) - set(drawn))


def _evidence_for(assessment: Assessment, user: "User") -> list[Evidence]:
    """The evidence of the case, asked once for a page; agreed answers are not given on such a page.

    Whom a list keeps from the record is not told what was gathered from it either.
    """
    if assessment.reading == Reading.AGREED:
        return []
    prefetch_related_objects([assessment.case], "evidence")
    evidence = list(assessment.case.evidence.all())
    came_from_here = any(row.file_id is None for row in evidence)
    if came_from_here and policies.is_barred_from_records(user, assessment.case):
        return []
    return evidence


def _keep_showing(
    assessment: Assessment,
    evidence: Sequence[Evidence],
    open_now: Sequence[Evidence],
    shown: Collection[str],
    user: "User",
) -> None:
    """Whoever sees what a check found has seen it for every question to which the check speaks."""
    checks = {row.check_code for row in open_now}
    seen = {row.question_code for row in evidence if row.check_code in checks}
    if assessment.assessor_id == user.pk and (first := seen.difference(shown)):
        actions.show(assessment=assessment, question_codes=first, by=user, at=timezone.now())


def _drawn(rows: Sequence[Evidence], case: SampledCase, user: "User") -> dict[str, str]:
    inspection = case.draw.inspection
    checks = sorted({row.check_code for row in rows})
    agreed = slots.draw_each("check_agreement", checks, framework=inspection.framework)
    person = record_of(case, user)
    return {
        row.question_code: slots.drawn_from(
            "evidence/beside.html",
            {"beside": _beside(row, person, agreed[row.check_code], is_own=inspection.is_internal)},
        )
        for row in rows
    }


def _beside(row: Evidence, person: Person | None, agreement: str, *, is_own: bool) -> Beside:
    return Beside(row, _lines(row, person), agreement, row.mend if is_own else "")


def _lines(row: Evidence, person: Person | None) -> list[RecordLine]:
    return [_line(record, person if row.file_id is None else None) for record in row.records]


def _line(stored: Mapping[str, object], person: Person | None) -> RecordLine:
    on = date.fromisoformat(str(stored["on"])) if stored["on"] else None
    words = str(stored["words"])
    if person is None:
        return RecordLine(on, words, "")
    record = Record(str(stored["kind"]), int(str(stored["key"])), on, words)
    return RecordLine(on, words, record_href(person.pk, record))


def record_of(case: SampledCase, user: "User") -> Person | None:
    """The person whom the case is about, for somebody who may open their record now."""
    people = Person.objects.visible_to(user)
    inspection = case.draw.inspection
    if policies.needs_no_right(user, inspection):
        reference = case.listed_case.case_reference
        of_case = people.filter(Q(crn=reference) | Q(merged__crn=reference), provider=inspection.provider_id)
    else:
        today = timezone.localdate()
        of_case = people.filter(
            involvements__opening__case=case,
            involvements__user=user.pk,
            involvements__ends_on__gte=today,
        )
    return of_case.first()


def _untold(framework: Framework, codes: Collection[str]) -> dict[str, str]:
    """The questions to which records cannot speak, each with the reason."""
    return {
        code: slots.drawn_from("evidence/untold.html", {"classing": classing})
        for code, classing in framework.classings.items()
        if code in codes and not classing.records_can_speak
    }


def case_records(*, case: SampledCase, user: "User") -> str:
    """On the page of a case, for its readers: what was gathered, and the way to open the records."""
    if not policies.reads(user.pk, case):
        return ""
    today = timezone.localdate()
    person = inputs.person_of(case)
    gathered = case.evidence.select_related("file").first()
    if person is None and gathered is None:
        return ""
    inspection = case.draw.inspection
    context: dict[str, object] = {
        "case": case,
        "gathered": gathered,
        "is_here": person is not None,
        "record": record_of(case, user),
        "needs_no_right": policies.needs_no_right(user, inspection),
        "until": policies.open_until(user, case, today),
        "is_blind": policies.is_read_blind(case),
        "why_not": policies.reasons_not_to_open(user, case, person, today),
    }
    return slots.drawn_from("evidence/case_records.html", context)
