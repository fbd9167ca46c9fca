"""The checker's findings on a report, what is let stand, and what keeps a report back."""

from uuid import uuid4

import pytest

from caseward.inspection.case_assessments.models import Answer
from caseward.inspection.reports import actions, policies
from caseward.inspection.reports.models import AcceptedFinding, Report
from caseward.shared.accounts.models import User
from caseward.shared.records.models import NotAllowed
from tests.factories import ratings, reports
from tests.factories.accounts import Cast
from tests.factories.reports import AT

pytestmark = pytest.mark.django_db
CASES = {
    "case-supervision": {"info.harm": (100, 100), "2.1.1": (65, 100), "2.1.2": (70, 100), "2.1.3": (60, 100)}
}
WRONG = (
    "First a sentence of no figure.\n\n- In 71 per cent of cases, assessment focused sufficiently on the "
    "factors linked to offending and desistance."
)
REASON = "The sentence is about women only."


@pytest.fixture
def report(cast: Cast) -> Report:
    """A report on a hundred cases, with one wrong number."""
    made = reports.report(cast, ratings.proposed(cast, ratings.counted(cast, CASES)))
    reports.text(made, cast.lead, words=WRONG)
    return made


def found(report: Report) -> list[actions.LocatedFinding]:
    """What the checker finds now."""
    written = actions.written_report(report)
    return actions.findings_of(written.sections, written.material)


def accept(report: Report, by: User, reason: str = REASON) -> AcceptedFinding:
    """Let the first finding stand."""
    return actions.accept_finding(
        report=report, finding=found(report)[0].finding, reason=reason, creation_key=uuid4(), by=by, at=AT
    )


def test_a_wrong_number_is_found_with_its_section_and_line(report: Report) -> None:
    each = found(report)[0]
    assert (each.section.code, each.line, each.finding.kind) == (reports.CHAPTER, 3, "number")
    assert "70 per cent" in each.finding.data


def test_two_places_that_disagree_are_both_named_by_their_sections(cast: Cast, report: Report) -> None:
    reports.text(report, cast.lead, code="planning", words=WRONG.replace("71", "66"))
    (each,) = [one for one in found(report) if one.finding.kind == "disagreement"]
    assert (each.section.code, each.line) == ("planning", 3)
    assert "in “2.1 Assessment”, line 3: “In 71 per cent" in each.data


def test_what_a_live_figure_says_is_never_found_wrong(cast: Cast, report: Report) -> None:
    words = WRONG.replace("71 per cent", "[[2.1.2]]")
    reports.text(report, cast.lead, words=words)
    assert found(report) == []


def test_an_accepted_finding_no_longer_waits(cast: Cast, report: Report) -> None:
    assert actions.state_of_draft(report).open_findings == 1
    accept(report, cast.analyst)
    assert actions.state_of_draft(report).open_findings == 0


def test_an_accepted_finding_waits_again_when_the_sentence_changes(cast: Cast, report: Report) -> None:
    accept(report, cast.lead)
    reports.text(report, cast.lead, words=WRONG.replace("focused", "nearly always focused"))
    assert actions.state_of_draft(report).open_findings == 1


def test_an_accepted_finding_waits_again_when_the_data_change(cast: Cast, report: Report) -> None:
    accept(report, cast.lead)
    changed = Answer.objects.filter(question_code="2.1.2", value="yes", is_current=True)[:5]
    Answer.objects.filter(pk__in=[row.pk for row in changed]).update(value="no")
    assert actions.state_of_draft(report).open_findings == 1


def test_an_acceptance_can_be_taken_back_and_given_again(cast: Cast, report: Report) -> None:
    accepted = accept(report, cast.lead)
    actions.withdraw_acceptance(accepted=accepted, by=cast.analyst, at=AT)
    assert actions.state_of_draft(report).open_findings == 1
    accept(report, cast.lead)
    assert AcceptedFinding.objects.standing().count() == 1
    with pytest.raises(NotAllowed, match="taken back already"):
        actions.withdraw_acceptance(accepted=accepted, by=cast.lead, at=AT)


@pytest.mark.parametrize("who", ["inspector", "publisher", "quality_lead", "provider_contact"])
def test_only_lead_and_analyst_let_a_finding_stand(cast: Cast, report: Report, who: str) -> None:
    with pytest.raises(NotAllowed, match="lead inspector and the analyst"):
        accept(report, getattr(cast, who))


def test_a_finding_is_accepted_only_with_a_reason(cast: Cast, report: Report) -> None:
    with pytest.raises(NotAllowed, match="at least 3 words"):
        accept(report, cast.lead, "Fine")


def test_the_report_is_held_back_by_findings_faults_empty_sections_and_an_open_check(
    cast: Cast, report: Report
) -> None:
    reports.text(report, cast.lead, code="planning", words="As [[nothing]] says.")
    state = actions.state_of_draft(report)
    reasons = " ".join(policies.reasons_not_to_publish_report(report, **vars(state)))
    assert "Foreword" in reasons
    assert "Mend 1 reference" in reasons
    assert "accept 1 finding" in reasons
    assert "provider check the facts" in reasons


def test_a_whole_and_checked_report_is_held_back_by_nothing(cast: Cast) -> None:
    made = reports.report(cast)
    check = reports.fact_check(made, cast.lead)
    state = actions.state_of_draft(made)
    assert policies.reasons_not_to_publish_report(made, **vars(state)) == [
        "Answer the provider’s comments and close the factual accuracy check."
    ]
    actions.submit_comments(check=check, version=0, by=cast.provider_contact, at=AT)
    actions.close_fact_check(check=check, changes=[], version=1, by=cast.lead, at=AT)
    assert policies.reasons_not_to_publish_report(made, **vars(state)) == []
