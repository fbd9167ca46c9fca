"""What reports and pages get: numbered groups, earlier ones with findings, and what the public may read."""

from datetime import date

from caseward.inspection.follow_up import actions
from caseward.inspection.follow_up.presenters import plans
from caseward.inspection.follow_up.presenters.recommendations import earlier_of, groups_of
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.results.models import RecommendationResult
from tests.factories import follow_up, inspections
from tests.factories.accounts import Cast
from tests.factories.follow_up import AT, MINISTRY, PROVIDER

TODAY = date(2020, 7, 1)
PARAGRAPH = "Meetings are held and sentencers say that they help."


def judge(cast: Cast, inspection: Inspection, earlier: RecommendationResult) -> None:
    actions.judge(
        inspection=inspection,
        earlier=earlier,
        judged=("some", PARAGRAPH),
        version=0,
        by=cast.lead,
        at=AT,
    )


def test_the_report_gets_recommendations_by_addressee_with_titles(cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="panel")
    follow_up.recommendation(cast, inspection, standard_codes=("1.2",), question_codes=("2.2.3",))
    follow_up.recommendation(cast, inspection, addressee=MINISTRY, is_outside=True)
    groups = groups_of(inspection)
    assert [(group.addressee, group.is_outside) for group in groups] == [(PROVIDER, False), (MINISTRY, True)]
    standard, question = groups[0].recommendations[0].subjects
    assert standard == "1.2 Staff"
    assert question.startswith("2.2.3 ")
    assert len(question) > len("2.2.3 ")


def test_the_report_gets_earlier_recommendations_with_what_was_found(cast: Cast) -> None:
    first, second = follow_up.earlier("Talk.", "Train.")
    inspection = inspections.inspection(cast, stage="panel")
    judge(cast, inspection, second)
    earlier = earlier_of(inspection)
    assert earlier is not None
    assert [found.recommendation for found in earlier.found] == [first, second]
    assert [found.judgement and found.judgement.paragraph for found in earlier.found] == [None, PARAGRAPH]
    assert earlier.judged == 1
    assert dict(earlier.tally) == {"Sufficient progress": 0, "Some progress": 1, "No progress": 0}


def test_only_the_latest_result_from_before_counts(cast: Cast) -> None:
    follow_up.earlier("Old.", on=date(2017, 5, 1))
    follow_up.earlier("Newer.", on=date(2018, 5, 1))
    follow_up.earlier("After the fieldwork.", on=date(2021, 5, 1))
    earlier = earlier_of(inspections.inspection(cast, stage="panel"))
    assert earlier is not None
    assert [found.recommendation.text for found in earlier.found] == ["Newer."]


def test_a_first_inspection_has_nothing_to_judge(cast: Cast) -> None:
    assert earlier_of(inspections.inspection(cast, stage="panel")) is None


def test_the_plan_stands_beside_an_earlier_recommendation_once_it_is_public(cast: Cast) -> None:
    (row,) = follow_up.published(cast)
    later = inspections.inspection(
        cast, stage="assessment", starts_on=date(2021, 5, 3), ends_on=date(2021, 5, 14)
    )
    plan = follow_up.submitted(cast, [row])
    before = earlier_of(later)
    assert before is not None
    assert before.found[0].followed is None
    actions.publish_plan(plan=plan, version=plan.version, by=cast.publisher, at=AT)
    after = earlier_of(later)
    assert after is not None
    assert after.found[0].followed == row


def test_the_public_reads_answers_and_steps_only_of_a_published_plan(cast: Cast) -> None:
    (row,) = follow_up.published(cast)
    plan = follow_up.submitted(cast, [row])
    result = row.inspection.publication.result
    (line,) = plans.public_follow_up(result, TODAY).groups[0][1]
    assert (line.followed, line.steps) == (None, ())
    actions.publish_plan(plan=plan, version=plan.version, by=cast.publisher, at=AT)
    (line,) = plans.public_follow_up(result, TODAY).groups[0][1]
    assert [step.words for step in line.steps] == ["Overdue"]


def test_the_public_reads_what_the_next_inspection_found_only_once_it_is_public(cast: Cast) -> None:
    (earlier,) = follow_up.earlier()
    inspection = inspections.inspection(cast, stage="panel")
    judge(cast, inspection, earlier)
    assert plans.public_follow_up(earlier.result, TODAY).groups[0][1][0].found == ()
    own = follow_up.publication(cast, inspection)
    (found,) = plans.public_follow_up(earlier.result, TODAY).groups[0][1][0].found
    assert found.paragraph == PARAGRAPH
    assert plans.public_follow_up(own, TODAY).earlier == [found]
