"""The result of an audit beside the audit before: which one that is, what is said, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.assurance.audits import actions, inputs
from caseward.assurance.audits.presenters import ThenAndNow
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.standards.readers import framework
from caseward.rules.figures import Count
from caseward.shared.accounts.models import User
from tests.assurance.audits.test_the_way import Browser
from tests.assurance.audits.test_words import words
from tests.factories import audits, inspections
from tests.factories.audits import AT, AuditCast

HEADING = "Beside the audit before"


def closed(cast: AuditCast, starts_on: date, yes: int = 1, no: int = 0) -> Inspection:
    """A closed audit that began on that day, with so many cases that say yes and no to 2.1.1."""
    row = audits.audit(cast, stage="ratings")
    Inspection.objects.filter(pk=row.pk).update(
        fieldwork_starts_on=starts_on, fieldwork_ends_on=starts_on + timedelta(days=11)
    )
    row.refresh_from_db()
    read(cast, row, yes, no)
    actions.close(inspection=row, version=row.version, by=cast.lead, at=AT)
    row.refresh_from_db()
    return row


def read(cast: AuditCast, audit: Inspection, yes: int, no: int) -> None:
    for answer in ["yes"] * yes + ["no"] * no:
        audits.case(audit, cast, answers={"2.1.1": answer})


def result(audit: Inspection, user: User) -> str:
    """The words of the result of an audit."""
    return words(Browser(user).get("audits:result", audit.pk))


def compared(then: Count, now: Count) -> ThenAndNow:
    return ThenAndNow(framework(inspections.FRAMEWORK).question("2.1.1"), then, now)


def test_the_first_audit_has_nothing_beside_it(cast: AuditCast) -> None:
    audit = audits.audit(cast, stage="ratings")
    read(cast, audit, 1, 0)
    assert HEADING not in result(audit, cast.lead)


def test_each_key_question_shows_both_shares_with_their_bases(cast: AuditCast) -> None:
    closed(cast, date(2019, 7, 1), yes=1, no=3)
    audit = audits.audit(cast, stage="ratings")
    read(cast, audit, 2, 1)
    page = result(audit, cast.lead)
    assert HEADING in page
    assert "audit of July 2019" in page
    engaged = page.partition("2.1.1 Is enough done in assessment to engage the person? 25%")[2]
    assert engaged.startswith(" 1 of 4 cases 67% 2 of 3 cases +42 points −2")
    assert "May be chance." in engaged[:90]
    assert "None of this is a rating." in page


def test_what_was_stored_when_the_audit_before_was_closed_stands(cast: AuditCast) -> None:
    before = closed(cast, date(2019, 7, 1), yes=1)
    read(cast, before, 0, 3)
    assert inputs.stored_counts(before)["2.1.1"] == Count(yes=1, no=0, not_applicable=0)


def test_it_is_the_last_one_before_and_not_a_later_one(cast: AuditCast) -> None:
    closed(cast, date(2019, 6, 3))
    last = closed(cast, date(2019, 7, 1))
    audit = audits.audit(cast, stage="ratings")
    closed(cast, date(2019, 9, 2))
    assert inputs.audit_before(audit, cast.lead) == last


def test_of_two_on_one_day_the_one_set_up_first_came_before(cast: AuditCast) -> None:
    first = closed(cast, date(2019, 8, 5))
    second = closed(cast, date(2019, 8, 5))
    assert inputs.audit_before(second, cast.lead) == first
    assert inputs.audit_before(first, cast.lead) is None


@pytest.mark.parametrize(
    "changed",
    [{"framework_code": "crc-2018"}, {"kind": "external"}, {"stage": "ratings"}],
    ids=["another framework", "an inspection", "not closed"],
)
def test_what_is_not_like_it_is_no_audit_before(cast: AuditCast, changed: dict[str, str]) -> None:
    before = closed(cast, date(2019, 7, 1))
    audit = audits.audit(cast, stage="ratings")
    assert inputs.audit_before(audit, cast.lead) == before
    Inspection.objects.filter(pk=before.pk).update(**changed)
    assert inputs.audit_before(audit, cast.lead) is None


def test_an_audit_of_other_samples_is_no_audit_before(cast: AuditCast) -> None:
    before = closed(cast, date(2019, 7, 1))
    before.requested_samples.update(sample_code="unpaid-work")
    assert inputs.audit_before(audits.audit(cast, stage="ratings"), cast.lead) is None


def test_an_audit_of_another_provider_is_no_audit_before(cast: AuditCast) -> None:
    before = closed(cast, date(2019, 7, 1))
    Inspection.objects.filter(pk=before.pk).update(provider=cast.stranger.organisation)
    assert inputs.audit_before(audits.audit(cast, stage="ratings"), cast.lead) is None


def test_whoever_may_not_see_the_result_before_sees_nothing_of_it(cast: AuditCast) -> None:
    before = closed(cast, date(2019, 7, 1))
    audit = closed(cast, date(2019, 8, 5))
    before.team.filter(user=cast.auditor).delete()
    assert HEADING not in result(audit, cast.auditor)
    assert HEADING in result(audit, cast.director)


def test_a_wide_interval_may_be_chance_and_a_narrow_one_is_more() -> None:
    few = compared(Count(yes=2, no=2), Count(yes=3, no=1))
    many = compared(Count(yes=100, no=100), Count(yes=150, no=50))
    assert (few.points, many.points) == (25, 25)
    assert (few.may_be_chance, many.may_be_chance) == (True, False)


def test_a_question_that_counted_no_case_has_no_difference() -> None:
    row = compared(Count(yes=0, no=0), Count(yes=3, no=1))
    assert (row.percents, row.points, row.interval) == ((None, 75), None, None)


def test_the_page_says_where_no_case_counted(cast: AuditCast) -> None:
    closed(cast, date(2019, 7, 1), yes=2)
    assert "No case counted now" in result(audits.audit(cast, stage="ratings"), cast.lead)


def test_an_audit_before_costs_the_same_few_statements_however_many_cases_it_read(cast: AuditCast) -> None:
    audit = closed(cast, date(2019, 8, 5))
    lead = Browser(cast.lead)

    def statements() -> int:
        lead.get("audits:result", audit.pk)
        with CaptureQueriesContext(connection) as asked:
            lead.get("audits:result", audit.pk)
        return len(asked)

    alone = statements()
    closed(cast, date(2019, 6, 3))
    beside_one = statements()
    closed(cast, date(2019, 7, 1), yes=4, no=2)
    assert statements() == beside_one == alone + 1
