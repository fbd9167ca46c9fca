"""What somebody who tries Caseward finds where the halves meet: a list to send, audits, and what is shown."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.test import TestCase

from caseward.assurance.audits.models import AuditAction, State
from caseward.assurance.case_lists import inputs as lists
from caseward.assurance.evidence.models import Evidence, Showing
from caseward.assurance.readiness.models import Finding, Reckoning, Standing, Tally
from caseward.casework.people.models import Person
from caseward.demo import accounts, assurance
from caseward.demo.casework import demonstration
from caseward.demo.casework.profiles import number_of
from caseward.demo.casework.truths import NOT_APPLICABLE, truths_of
from caseward.demo.inspection import case_lists
from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.inspection.standards import readers
from caseward.rules.evidence_range import FEWEST
from caseward.shared.organisations.models import Organisation

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
SAMPLE = "case-supervision"


def audit(stage: str) -> Inspection:
    """The invented internal audit at that stage."""
    return Inspection.objects.get(kind="internal", stage=stage)


class TestWhereTheHalvesMeet(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        users = accounts.load()
        demonstration.load(users, ON)
        assurance.load(users, ON)

    def test_the_caseload_gives_a_list_long_enough_to_draw_from(self) -> None:
        framework = readers.framework("crc-2019")
        provider = Organisation.objects.get(name=accounts.PROVIDER[0])
        listing = lists.list_cases(
            framework, framework.sample(SAMPLE), provider, case_lists.FIELDWORK_STARTS_ON
        )
        assert 30 <= len(listing.rows) <= 60

    def test_enough_cases_of_the_closed_audit_were_judged_for_a_range(self) -> None:
        judged = Answer.objects.filter(
            assessment__inspection=audit("decided"), assessment__reading=Reading.FIRST, question_code="2.1.1"
        )
        assert judged.count() >= FEWEST

    def test_every_case_that_was_read_has_evidence_and_nobody_saw_it_first(self) -> None:
        read = Assessment.objects.filter(reading=Reading.FIRST).values("case")
        assert not SampledCase.objects.filter(pk__in=read, evidence=None).exists()
        assert Evidence.objects.filter(state="missing").exists()
        assert Evidence.objects.filter(state="shown").exists()
        assert not Showing.objects.exists()

    def test_auditors_mostly_answer_what_is_true(self) -> None:
        answers = Answer.objects.filter(assessment__inspection=audit("decided"), is_current=True)
        rows = answers.filter(assessment__reading=Reading.FIRST).values_list(
            "assessment__case__listed_case__case_reference", "question_code", "value"
        )
        agrees = Counter(
            truth == value
            for crn, code, value in rows
            if (truth := truths_of(demonstration.SEED, number_of(crn)).get(code, ""))
            not in ("", NOT_APPLICABLE)
        )
        assert 0.9 < agrees[True] / agrees.total() < 0.98

    def test_some_cases_were_read_twice_and_nothing_is_left_open(self) -> None:
        second = Assessment.objects.filter(inspection=audit("decided"), reading=Reading.SECOND)
        assert second.count() >= 5
        assert not second.filter(finished_at=None).exists()

    def test_the_closed_audit_has_a_result_and_actions_at_every_step(self) -> None:
        assert audit("decided").calculated_ratings.exists()
        counted = AuditAction.objects.with_state(ON).counted()
        assert counted == {State.OVERDUE: 0, State.OPEN: 2, State.DONE: 1, State.VERIFIED: 1}
        assert AuditAction.objects.exclude(in_case=None).exists()

    def test_the_running_audit_leaves_cases_to_both_who_audit(self) -> None:
        drawn = SampledCase.objects.in_use().filter(draw__inspection=audit("assessment"))
        left = Counter(drawn.filter(assessments=None).values_list("allocated_to__email", flat=True))
        assert set(left) == {"audit2@demo.caseward.example", "audit3@demo.caseward.example"}

    def test_every_case_was_looked_through_as_of_today_and_of_earlier_days(self) -> None:
        days = [ON - timedelta(weeks=weeks) for weeks in (12, 8, 4, 0)]
        assert list(Reckoning.objects.order_by("pk").values_list("looked_on", flat=True)) == days
        assert set(Tally.objects.values_list("looked_on", flat=True)) == set(days)
        last = Reckoning.objects.get(looked_on=ON)
        assert Standing.objects.exclude(reckoning=last).count() == 0
        assert Finding.objects.filter(is_shown=False).values("person").distinct().count() > 100

    def test_loading_twice_is_loading_once(self) -> None:
        before = (Inspection.objects.count(), Reckoning.objects.count(), AuditAction.objects.count())
        assurance.load(accounts.load(), ON)
        assert (
            Inspection.objects.count(),
            Reckoning.objects.count(),
            AuditAction.objects.count(),
        ) == before

    def test_on_another_day_only_that_day_is_looked_at(self) -> None:
        later = ON + timedelta(days=3)
        before = Reckoning.objects.count()
        assurance.load(accounts.load(), later)
        assert Reckoning.objects.count() == before + 1
        assert Person.objects.filter(standing__reckoning__looked_on=later).exists()
