"""Who a sampled case is about, which of its questions records can speak to, and what they say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from caseward.assurance.case_lists.models import Disclosure
from caseward.assurance.readiness.inputs import findings_of
from caseward.casework.people.models import AccessList, Person
from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import Draw, ListedCase, SampledCase
from caseward.rules.bases import Place, groups_of, place_in_base
from caseward.rules.framework import Framework, Question
from caseward.rules.readiness.findings import Finding, Record
from caseward.shared.organisations.models import Organisation

from . import policies
from .models import Evidence


def person_of(case: SampledCase) -> Person | None:
    """Whom a sampled case is about; None where their records are not in this installation.

    An inspection of somebody else needs that the case list was disclosed from here. A record that was
    joined with another gives the one that was kept.
    """
    inspection = case.draw.inspection
    if not inspection.is_internal and not _was_disclosed(case):
        return None
    return person_with(inspection.provider, case.listed_case.case_reference)


def _was_disclosed(case: SampledCase) -> bool:
    return Disclosure.objects.filter(case_list=case.draw.case_list_id).exists()


def person_with(provider: Organisation, reference: str) -> Person | None:
    """The person of a provider with that CRN, as the record that was kept."""
    person = Person.objects.filter(provider=provider, crn=reference).first()
    return person.kept() if person else None


def checks_by_question(framework: Framework, sample: str) -> Mapping[str, str]:
    """The check that speaks to each question of a sample to which records can speak at all."""
    return {
        question.code: framework.classings[question.code].check
        for question in questions_of(framework, sample)
        if question.code in framework.classings and framework.classings[question.code].records_can_speak
    }


def questions_of(framework: Framework, sample: str) -> list[Question]:
    """Every question that a case of the sample may be asked."""
    return [question for group in groups_of(framework, sample) for question in group.questions]


def gathered(case: SampledCase, person: Person, on: date) -> list[Evidence]:
    """What the records say on that day to each question of the case's sample; nothing is stored."""
    asked = checks_by_question(case.draw.inspection.framework, case.draw.sample_code)
    found = findings_of(person, on) if asked else {}
    return [
        Evidence(
            case=case,
            question_code=code,
            check_code=check,
            state=found[check].state,
            because=found[check].because,
            records=[_record(each) for each in found[check].records],
            mend=_mend(found[check]),
            gathered_on=on,
        )
        for code, check in asked.items()
        if check in found
    ]


def _record(record: Record) -> dict[str, object]:
    on = record.on.isoformat() if record.on else None
    return {"kind": record.kind, "key": record.key, "on": on, "words": record.words}


def _mend(finding: Finding) -> str:
    return finding.mend.words if finding.mend else ""


def hidden_questions(assessment: Assessment, evidence: Iterable[Evidence], shown: Iterable[str]) -> set[str]:
    """The questions of a reading whose evidence must not be shown yet.

    Only on cases that are read blind. What one check found is evidence for every question that it speaks
    to: it stays hidden until each of those that the case is asked, or may be asked, has a saved answer.
    What was shown once stays shown.
    """
    case = assessment.case
    if not policies.is_read_blind(case):
        return set()
    framework, sample = case.draw.inspection.framework, case.draw.sample_code
    answers = assessment.current_answers()
    checks, seen = checks_by_question(framework, sample), set(shown)
    waiting = {
        checks[question.code]
        for question in questions_of(framework, sample)
        if question.code in checks
        and question.code not in answers
        and place_in_base(framework, sample, question.base, answers) is not Place.OUT
    }
    return {row.question_code for row in evidence if row.check_code in waiting} - seen


def checks_by_sample(inspection: Inspection) -> dict[str, Mapping[str, str]]:
    """The check that speaks to each question, by the samples that the inspection asks for."""
    samples = inspection.requested_samples.values_list("sample_code", flat=True)
    framework = inspection.framework
    return {sample: checks_by_question(framework, sample) for sample in samples}


def cases_by_reference(
    inspection: Inspection, samples: Iterable[str]
) -> dict[str, dict[str, SampledCase | None]]:
    """The cases that each sample holds now, by their reference.

    None for every reference that the case list has several times, drawn or not: to refuse it says nothing
    of what was drawn.
    """
    cases: dict[str, dict[str, SampledCase | None]] = {sample: {} for sample in samples}
    rows = SampledCase.objects.in_use().filter(draw__inspection=inspection, draw__sample_code__in=cases)
    for case in rows.select_related("draw", "listed_case"):
        cases[case.draw.sample_code][case.listed_case.case_reference] = case
    for draw in Draw.objects.current().filter(inspection=inspection, sample_code__in=cases):
        listed = ListedCase.objects.filter(case_list=draw.case_list_id).order_by()
        twice = listed.values("case_reference").annotate(rows=Count("pk")).filter(rows__gt=1)
        cases[draw.sample_code] |= dict.fromkeys(twice.values_list("case_reference", flat=True))
    return cases


@dataclass(frozen=True)
class Batch:
    """What the records of some cases of a provider say, for a file; and why some cannot be in it."""

    provider: Organisation
    framework: Framework
    sample: str
    on: date
    people: dict[str, Person] = field(default_factory=dict)
    found: dict[str, dict[str, tuple[str, Finding]]] = field(default_factory=dict)
    """By reference and question: the check and what it found."""
    faults: list[str] = field(default_factory=list)


def batch_of(
    provider: Organisation, framework: Framework, sample: str, references: Iterable[str], on: date
) -> Batch:
    """What the records of those cases say on a day to the questions of a sample."""
    batch = Batch(provider, framework, sample, on)
    checks = checks_by_question(framework, sample)
    for reference in dict.fromkeys(references):
        person = person_with(provider, reference)
        found = findings_of(person, on) if person else {}
        if fault := _fault_of(person, found):
            batch.faults.append(f"{reference}: {fault}")
        elif person is not None:
            batch.people[reference] = person
            batch.found[reference] = {code: (check, found[check]) for code, check in checks.items()}
    return batch


def _fault_of(person: Person | None, found: Mapping[str, Finding]) -> str:
    if person is None:
        return "is not the CRN of anybody of this provider"
    restrictions = AccessList.objects.filter(person=person, kind=AccessList.Kind.RESTRICTION, ended_at=None)
    if restrictions.exists():
        return "is restricted to those whom its list names, so it cannot be sent"
    return "" if found else "no sentence runs in the community on that day"
