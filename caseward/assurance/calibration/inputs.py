"""What checks found beside what people answered without having seen it, counted by the database.

*Which answers count.* Those of finished first readings of cases in use: the second reading of a case would
count the case twice. Of these the answer that stood when the evidence was first shown to the reader, or that
stands where it never was. An answer that was taken back is left out, for nobody can tell whether that was
before or after. Answers count once their audit is closed or their inspection is published, so that no running
one can be read from the sums.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncQuarter

from caseward.assurance.case_lists.inputs.choosing import choose
from caseward.assurance.evidence.models import Evidence, Showing
from caseward.assurance.readiness.models import Finding
from caseward.casework.people.models import Person
from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.inspections.models import InspectionKind
from caseward.rules.evidence_range import Answered
from caseward.rules.framework import Framework, Question, Sample
from caseward.rules.framework_names import YES_NO
from caseward.rules.readiness.findings import State
from caseward.rules.sampling import Order, size_for
from caseward.shared.organisations.models import Organisation

Pairs = Counter[tuple[str, str]]
"""How often a finding stands beside an answer."""
ANSWERS = (*YES_NO, "not_applicable")
ARISING = (State.SHOWN, State.MISSING)
BESIDE = "assessment__case__evidence__"
"""From an answer to the evidence of its case."""
STATE = f"{BESIDE}state"
ENDED = Q(inspection__kind=InspectionKind.INTERNAL, inspection__stage="decided") | Q(
    inspection__kind=InspectionKind.EXTERNAL, inspection__stage="published"
)


def pairs_by_check(frameworks: Sequence[Framework], checks: Collection[str]) -> dict[str, Pairs]:
    """The pairs of each of those checks, in all of the installation; one statement a framework."""
    pairs: dict[str, Pairs] = {}
    for framework in frameworks:
        rows = _beside_evidence(framework, checks).values_list(f"{BESIDE}check_code", STATE, "value")
        for check, state, value, times in rows.annotate(times=Count("pk")):
            pairs.setdefault(check, Counter())[state, value] += times
    return pairs


def pairs_by_quarter(frameworks: Sequence[Framework], check: str) -> dict[date, Pairs]:
    """The pairs of one check by the first day of the quarter in which people answered, the earliest first."""
    pairs: dict[date, Pairs] = {}
    for framework in frameworks:
        answers = _beside_evidence(framework, [check]).annotate(quarter=TruncQuarter("answered_at"))
        rows = answers.values_list("quarter", STATE, "value").annotate(times=Count("pk"))
        for quarter, state, value, times in rows:
            pairs.setdefault(quarter.date(), Counter())[state, value] += times
    return dict(sorted(pairs.items()))


def _beside_evidence(framework: Framework, checks: Collection[str]) -> QuerySet[Answer]:
    """The blind answers to questions to which those checks speak, one row for each and its evidence."""
    asked = [code for code, classing in framework.classings.items() if classing.check in checks]
    shown = Showing.objects.filter(assessment=OuterRef("assessment"), question_code=OuterRef("question_code"))
    # One filter, so that question and check are those of one row of evidence.
    return (
        _blind(framework, shown)
        .filter(
            question_code__in=asked,
            value__in=ANSWERS,
            assessment__case__evidence__question_code=F("question_code"),
            assessment__case__evidence__check_code__in=checks,
        )
        .order_by()
    )


def _blind(framework: Framework, shown: QuerySet[Showing]) -> QuerySet[Answer]:
    """The answer of each reading that stood when evidence was shown first; `shown` are those showings."""
    readings = Assessment.objects.finished().of_cases_in_use().filter(ENDED, reading=Reading.FIRST)
    same = Answer.objects.filter(assessment=OuterRef("assessment"), question_code=OuterRef("question_code"))
    answers = Answer.objects.with_own_base(framework).annotate(
        first_shown_at=Subquery(shown.order_by("shown_at").values("shown_at")[:1])
    )
    later = same.filter(pk__gt=OuterRef("pk"), answered_at__lt=OuterRef("first_shown_at"))
    in_its_place = same.filter(saved_as_version=OuterRef("left_in_version"))
    never_shown = Q(first_shown_at=None, is_current=True)
    stood_then = Q(answered_at__lt=F("first_shown_at")) & ~Exists(later)
    was_not_taken_back = Q(is_current=True) | Exists(in_its_place)
    return answers.filter(
        never_shown | (stood_then & was_not_taken_back),
        Q(in_base=True),
        assessment__in=readings,
        assessment__inspection__framework_code=framework.code,
    )


def prompts_with_checks(framework: Framework, key_question: Question) -> Mapping[str, str]:
    """The check of each prompt of a key question to which records can speak."""
    codes = {prompt.code for prompt in key_question.prompts}
    return {
        code: classing.check
        for code, classing in framework.classings.items()
        if code in codes and classing.records_can_speak
    }


def answered(framework: Framework, key_question: Question, provider: Organisation) -> list[Answered]:
    """The cases of a provider's closed audits whose key question was answered before any evidence to it."""
    prompts = prompts_with_checks(framework, key_question)
    shown = Showing.objects.filter(assessment=OuterRef("assessment"), question_code__in=prompts)
    evidence = Evidence.objects.filter(case=OuterRef("assessment__case"), question_code__in=prompts)
    rows = (
        _blind(framework, shown)
        .filter(
            question_code=key_question.code,
            value__in=YES_NO,
            assessment__inspection__provider=provider,
            assessment__inspection__kind=InspectionKind.INTERNAL,
        )
        .annotate(
            lacking=_checks(evidence.filter(state=State.MISSING), "case"),
            arising=_checks(evidence.filter(state__in=ARISING), "case"),
        )
        .exclude(arising=None)
        .order_by()
        .values_list("lacking", "arising", "value")
        .annotate(cases=Count("pk"))
    )
    return [
        Answered(Fraction(lacking or 0, arising), value == "yes")
        for lacking, arising, value, cases in rows
        for _ in range(cases)
    ]


def caseload(framework: Framework, key_question: Question, provider: Organisation) -> list[Fraction]:
    """The share missing in each case of the provider in which a check of the key question arises."""
    checks = set(prompts_with_checks(framework, key_question).values())
    findings = Finding.objects.filter(person=OuterRef("pk"), check_code__in=checks)
    rows = (
        Person.objects.filter(provider=provider, merged_into=None)
        .annotate(
            lacking=_checks(findings.filter(is_shown=False), "person"), arising=_checks(findings, "person")
        )
        .exclude(arising=None)
        .order_by()
        .values_list("lacking", "arising")
        .annotate(cases=Count("pk"))
    )
    shares: list[Fraction] = []
    for lacking, arising, cases in rows:
        shares += [Fraction(lacking or 0, arising)] * cases
    return shares


def _checks(rows: QuerySet[Evidence] | QuerySet[Finding], of: str) -> Subquery:
    """How many different checks the rows of one case are of; None where there are none."""
    counted = rows.order_by().values(of).annotate(checks=Count("check_code", distinct=True))
    return Subquery(counted.values("checks"), output_field=IntegerField())


def sample_of(framework: Framework, key_question: Question) -> Sample | None:
    """The sample whose cases are asked a key question; none where no case is."""
    for standard in framework.standards:
        if key_question in standard.key_questions:
            return framework.sample(standard.sample) if standard.sample else None
    return None


def sample_size(sample: Sample, provider: Organisation, on: date, *, otherwise: int) -> int:
    """How many cases inspectors would draw if fieldwork began on that day.

    Where no case would be eligible, as many as they would draw from `otherwise` cases. The sample has a
    published confidence and margin.
    """
    eligible = len(choose(sample, provider, on).cases)
    return size_for(sample, eligible or otherwise, Order(seed=0)).cases
