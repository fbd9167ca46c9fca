"""From closed assessments to the public result."""

from typing import Any
from uuid import uuid4

import pytest

from caseward.inspection.case_assessments.models import Reading
from caseward.inspection.inspections import actions as inspections_actions
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import actions, inputs
from caseward.inspection.ratings.models import CalculatedRating, Decision, Meeting, Proposal, Publication
from caseward.inspection.results.models import Result
from caseward.rules.figures import Count
from caseward.shared.audit.models import Event
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts, case_assessments, ratings
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db
DISCRETION, MODERATION, CONFIRMED = (
    Decision.Ground.DISCRETION,
    Decision.Ground.MODERATION,
    Decision.Ground.CONFIRMED,
)


@pytest.fixture
def cast() -> Cast:
    return accounts.cast()


def publish(cast: Cast, inspection: Inspection, **changes: Any) -> Publication:
    """The publisher's act."""
    arguments = {
        "source": "A test",
        "note": "",
        "creation_key": uuid4(),
        "by": cast.publisher,
        "at": ratings.AT,
    }
    return actions.publish(inspection=inspection, **{**arguments, **changes})


def close(cast: Cast, inspection: Inspection, reason: str = "") -> None:
    """The lead's act."""
    actions.close_assessment(
        inspection=inspection, reason=reason, version=inspection.version, by=cast.lead, at=ratings.AT
    )


def take_back(cast: Cast, inspection: Inspection) -> None:
    """The lead's act."""
    inspections_actions.move_back(
        inspection=inspection,
        version=inspection.version,
        by=cast.lead,
        at=ratings.AT,
        reason="To look once more.",
    )


def test_thames_valley_goes_from_fifteen_to_seventeen_points(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast, ratings.THAMES_VALLEY))
    meeting = ratings.meeting(cast, inspection)
    overall = meeting.calculated.result["overall"]
    assert (overall["points"], overall["out_of"], overall["rating"]) == (15, 30, "requires_improvement")
    ratings.decide(cast, meeting, "2.2", "good", ground=DISCRETION, reason=ratings.WHY)
    ratings.decide(cast, meeting, "4.2", "outstanding", ground=DISCRETION, reason=ratings.WHY)
    ratings.decided(cast, meeting)
    actions.lock(meeting=meeting, version=meeting.version, by=cast.panel_member, at=ratings.AT)
    result = publish(cast, inspection).result
    assert (result.indicative_points, result.indicative_rating) == (15, "requires_improvement")
    assert (result.points, result.out_of, result.rating) == (17, 30, "good")
    finals = dict(result.standards.values_list("standard_code", "final"))
    assert finals == {
        **dict.fromkeys([*ratings.JUDGED, "2.1", "2.2", "4.1"], "good"),
        **dict.fromkeys(["2.3", "2.4"], "inadequate"),
        "4.2": "outstanding",
    }
    percents = dict(result.questions.exclude(percent=None).values_list("question_code", "percent"))
    assert [percents[code] for code in ("2.2.3", "2.3.3", "2.4.3")] == [61, 47, 42]
    assert [percents[code] for code in ("4.1.1", "4.1.4", "4.2.1", "4.2.2", "4.2.3")] == [83, 74, 93, 79, 100]


def test_the_inspectors_own_classification_decides_the_base_for_keeping_people_safe(cast: Cast) -> None:
    inspection = ratings.counted(
        cast, {"case-supervision": {"info.harm": (3, 4), "2.2.1": (2, 4), "2.2.3": (4, 4)}}
    )
    assert inputs.answers_for(inspection)["2.2.3"] == Count(3, 0)
    assert inputs.answers_for(inspection)["2.2.1"] == Count(2, 2)


def test_an_agreed_answer_replaces_the_first_and_a_second_never_counts(cast: Cast) -> None:
    inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (2, 2), "2.1.1": (2, 2)}})
    first, second = [assessment.case for assessment in inspection.assessments.order_by("pk")]
    case_assessments.reading(first, cast.quality_lead, kind=Reading.SECOND, answers={"2.1.1": "no"})
    case_assessments.reading(second, cast.quality_lead, kind=Reading.AGREED, answers={"2.1.1": "no"})
    assert inputs.answers_for(inspection)["2.1.1"] == Count(1, 1)


def test_unfinished_readings_and_replaced_cases_do_not_count(cast: Cast) -> None:
    inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (3, 3), "2.1.1": (3, 3)}})
    unfinished, replaced, _ = inspection.assessments.order_by("pk")
    inspection.assessments.filter(pk=unfinished.pk).update(finished_at=None)
    replaced.case.replaced_at = ratings.AT
    replaced.case.save()
    assert inputs.answers_for(inspection)["2.1.1"] == Count(1, 0)


@pytest.mark.parametrize("cases", [2, 40])
def test_counting_the_answers_is_one_statement_however_many_cases(
    cast: Cast, cases: int, django_assert_num_queries: Any
) -> None:
    inspection = ratings.counted(
        cast, {"case-supervision": {"info.harm": (cases, cases), "2.1.1": (1, cases)}}
    )
    with django_assert_num_queries(1):
        assert inputs.answers_for(inspection)["2.1.1"] == Count(1, cases - 1)


def test_assessment_closes_when_every_case_is_finished(cast: Cast) -> None:
    inspection = ratings.counted(cast, stage="assessment")
    close(cast, inspection)
    assert Inspection.objects.get().stage == "ratings"


def test_a_case_is_left_only_for_a_reason(cast: Cast) -> None:
    inspection = ratings.counted(cast, stage="assessment")
    case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    with pytest.raises(NotAllowed, match="1 case is not finished"):
        close(cast, inspection)
    close(cast, inspection, reason="The file was lost in the move of offices.")
    assert Event.objects.get(action="closed_assessment").details["unfinished"] == 1


def test_a_new_proposal_supersedes_the_one_that_the_lead_saw(cast: Cast) -> None:
    inspection = ratings.counted(cast)
    ratings.propose(cast, inspection, "1.1", "good")
    first = Proposal.objects.get()
    ratings.propose(cast, inspection, "1.1", "outstanding", replaces=first.pk)
    assert list(Proposal.objects.order_by("pk").values_list("band", "is_current")) == [
        ("good", False),
        ("outstanding", True),
    ]


def test_a_proposal_that_the_lead_never_saw_is_not_overwritten(cast: Cast) -> None:
    inspection = ratings.counted(cast)
    ratings.propose(cast, inspection, "1.1", "good")
    with pytest.raises(Conflict):
        ratings.propose(cast, inspection, "1.1", "inadequate")
    assert Proposal.objects.get().band == "good"


def test_a_moderated_standard_is_proposed_one_band_up_or_down_or_as_it_is(cast: Cast) -> None:
    inspection = ratings.counted(
        cast, {"unpaid-work": {"4.1.1": (12, 20), "4.1.2": (20, 20), "4.1.4": (20, 20)}}
    )
    assert actions.bands_to_propose(inspection, "4.1") == ["good", "requires_improvement", "inadequate"]
    with pytest.raises(NotAllowed):
        ratings.propose(cast, inspection, "4.1", "outstanding")


def test_a_moderation_that_was_taken_back_never_comes_before_the_panel(cast: Cast) -> None:
    """Even where the figures change afterwards, so that the rating taken back to is no longer calculated."""
    inspection = ratings.counted(
        cast, {"unpaid-work": {"4.1.1": (12, 20), "4.1.2": (20, 20), "4.1.4": (20, 20)}}
    )
    ratings.propose(cast, inspection, "4.1", "good")
    ratings.propose(cast, inspection, "4.1", "requires_improvement", replaces=Proposal.objects.get().pk)
    assert not Proposal.objects.filter(is_current=True).exists()
    ratings.propose(cast, inspection, "4.1", "inadequate")
    assert Proposal.objects.get(is_current=True).band == "inadequate"


def test_a_standard_that_is_only_counted_takes_no_proposal(cast: Cast) -> None:
    inspection = ratings.counted(cast)
    assert actions.bands_to_propose(inspection, "2.1") == []
    with pytest.raises(NotAllowed):
        ratings.propose(cast, inspection, "2.1", "good")


def test_one_word_is_no_reason(cast: Cast) -> None:
    inspection = ratings.counted(cast)
    with pytest.raises(NotAllowed, match="at least 5 words"):
        actions.propose(
            inspection=inspection,
            proposed=actions.Proposed("1.1", "good", "Fine."),
            creation_key=uuid4(),
            by=cast.lead,
            at=ratings.AT,
        )


def test_the_panel_meets_only_when_every_judged_standard_is_proposed(cast: Cast) -> None:
    inspection = ratings.counted(cast)
    ratings.propose(cast, inspection, "1.1", "good")
    with pytest.raises(NotAllowed, match=r"Propose a rating for 1\.2 Staff"):
        ratings.meeting(cast, inspection)
    assert not CalculatedRating.objects.exists()


def test_opening_the_meeting_stores_what_the_command_line_would_read(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    calculated = ratings.meeting(cast, inspection).calculated
    assert calculated.inputs == {
        "framework": "crc-2019",
        "judgements": dict.fromkeys(ratings.JUDGED, "good"),
        "answers": {
            "2.1.1": {"yes": 3, "no": 1, "not_applicable": 0},
            "2.2.3": {"yes": 2, "no": 1, "not_applicable": 0},
        },
    }
    assert calculated.framework_digest == inspection.framework.digest
    assert Inspection.objects.get().stage == "panel"


def test_the_same_inputs_give_the_same_calculated_rating(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    first = ratings.meeting(cast, inspection).calculated
    take_back(cast, inspection)
    second = ratings.meeting(cast, inspection).calculated
    stored = ("framework_code", "framework_digest", "rule_version", "inputs", "result")
    assert [getattr(first, name) for name in stored] == [getattr(second, name) for name in stored]
    assert list(Meeting.objects.order_by("pk").values_list("is_current", flat=True)) == [False, True]


def test_discretion_moves_a_rating_only_where_it_is_open(cast: Cast) -> None:
    figures = {
        "case-supervision": {"info.harm": (40, 40), "2.1.1": (24, 40), "2.1.2": (40, 40), "2.1.3": (40, 40)}
    }
    far = {"2.2.1": (22, 40), "2.2.2": (40, 40), "2.2.3": (40, 40)}
    inspection = ratings.counted(cast, {"case-supervision": {**figures["case-supervision"], **far}})
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    ratings.decide(cast, meeting, "2.1", "good", ground=DISCRETION, reason=ratings.WHY)
    with pytest.raises(NotAllowed):
        ratings.decide(cast, meeting, "2.2", "good", ground=DISCRETION, reason=ratings.WHY)
    assert Decision.objects.get().final == "good"


def test_a_rating_moves_only_with_a_reason(cast: Cast) -> None:
    inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (40, 40), "2.1.1": (24, 40)}})
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    with pytest.raises(NotAllowed, match="in at least 5 words"):
        ratings.decide(cast, meeting, "2.1", "good", ground=DISCRETION, reason="Close.")


def test_a_confirmed_rating_cannot_move(cast: Cast) -> None:
    inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (40, 40), "2.1.1": (24, 40)}})
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    with pytest.raises(NotAllowed):
        ratings.decide(cast, meeting, "2.1", "good", ground=CONFIRMED, reason=ratings.WHY)


def test_the_panel_accepts_a_moderation_that_the_lead_proposed_and_no_other(cast: Cast) -> None:
    inspection = ratings.counted(
        cast, {"unpaid-work": {"4.1.1": (28, 40), "4.1.2": (40, 40), "4.1.4": (40, 40)}}
    )
    ratings.propose(cast, inspection, "4.1", "outstanding")
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    with pytest.raises(NotAllowed):
        ratings.decide(cast, meeting, "4.1", "requires_improvement", ground=MODERATION, reason=ratings.WHY)
    decision = ratings.decide(cast, meeting, "4.1", "outstanding", ground=MODERATION, reason=ratings.WHY)
    assert (decision.indicative, decision.final) == ("good", "outstanding")


def test_moderation_without_a_proposal_is_refused(cast: Cast) -> None:
    inspection = ratings.counted(
        cast, {"unpaid-work": {"4.1.1": (28, 40), "4.1.2": (40, 40), "4.1.4": (40, 40)}}
    )
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    with pytest.raises(NotAllowed, match="needs a proposal of the lead inspector"):
        ratings.decide(cast, meeting, "4.1", "outstanding", ground=MODERATION, reason=ratings.WHY)


def test_rejecting_a_moderation_needs_a_reason(cast: Cast) -> None:
    inspection = ratings.counted(
        cast, {"unpaid-work": {"4.1.1": (28, 40), "4.1.2": (40, 40), "4.1.4": (40, 40)}}
    )
    ratings.propose(cast, inspection, "4.1", "outstanding")
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    with pytest.raises(NotAllowed, match="in at least 5 words"):
        ratings.decide(cast, meeting, "4.1")
    assert ratings.decide(cast, meeting, "4.1", reason=ratings.WHY).final == "good"


def test_a_judged_standard_is_confirmed_or_sent_back_never_changed(cast: Cast) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast)))
    with pytest.raises(NotAllowed):
        ratings.decide(cast, meeting, "1.1", "outstanding", ground=DISCRETION, reason=ratings.WHY)
    assert ratings.decide(cast, meeting, "1.1").final == "good"


def test_a_standard_without_figures_stays_unrated(cast: Cast) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast)))
    assert ratings.decide(cast, meeting, "4.2").final == ""
    with pytest.raises(NotAllowed, match="There is no rating to move"):
        ratings.decide(cast, meeting, "4.1", "good", ground=DISCRETION, reason=ratings.WHY)


def test_a_decision_supersedes_the_one_that_the_member_saw(cast: Cast) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast)))
    first = ratings.decide(cast, meeting, "1.1")
    with pytest.raises(Conflict):
        ratings.decide(cast, meeting, "1.1")
    ratings.decide(cast, meeting, "1.1", replaces=first.pk)
    assert [row.is_current for row in Decision.objects.order_by("pk")] == [False, True]


def test_the_same_decision_sent_twice_is_one_decision(cast: Cast) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast)))
    key = uuid4()
    for _ in range(2):
        actions.decide(
            meeting=meeting,
            decided=actions.Decided("1.1", CONFIRMED, "good", ""),
            creation_key=key,
            by=cast.panel_member,
            at=ratings.AT,
        )
    assert Decision.objects.count() == 1
    assert Event.objects.filter(action="decided_rating").count() == 1


def test_the_meeting_locks_when_all_is_decided_and_somebody_was_there(cast: Cast) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast)))
    for code in ratings.JUDGED:
        ratings.decide(cast, meeting, code)
    with pytest.raises(NotAllowed) as refused:
        actions.lock(meeting=meeting, version=meeting.version, by=cast.panel_member, at=ratings.AT)
    assert "Decide 2.1 Assessment." in refused.value.reasons
    assert any("Say who is present" in reason for reason in refused.value.reasons)


def test_nobody_locks_decisions_that_they_have_not_seen(cast: Cast) -> None:
    meeting = ratings.decided(cast, ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast))))
    seen = meeting.version
    ratings.decide(cast, meeting, "1.1", replaces=meeting.decisions.get(standard_code="1.1").pk)
    with pytest.raises(Conflict):
        actions.lock(meeting=meeting, version=seen, by=cast.panel_member, at=ratings.AT)
    assert Inspection.objects.get().stage == "panel"


def test_locked_decisions_can_never_change(cast: Cast) -> None:
    meeting = ratings.locked(cast, ratings.counted(cast))
    assert Inspection.objects.get().stage == "decided"
    with pytest.raises(NotAllowed, match="locked and cannot change"):
        ratings.decide(cast, meeting, "1.1", replaces=meeting.decisions.get(standard_code="1.1").pk)
    with pytest.raises(NotAllowed):
        take_back(cast, meeting.inspection)


def test_a_changed_framework_stops_the_panel(cast: Cast) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast)))
    meeting.calculated.framework_digest = "0" * 64
    meeting.calculated.save()
    with pytest.raises(NotAllowed, match="framework was changed"):
        ratings.decide(cast, meeting, "1.1")


def test_publication_keeps_reasons_that_moved_a_rating_and_no_other(cast: Cast) -> None:
    inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (40, 40), "2.1.1": (24, 40)}})
    meeting = ratings.meeting(cast, ratings.proposed(cast, inspection))
    ratings.decide(cast, meeting, "2.1", "good", ground=DISCRETION, reason=ratings.WHY)
    ratings.decide(cast, meeting, "1.1", reason="The panel heard the chief executive and agreed.")
    ratings.decided(cast, meeting)
    actions.lock(meeting=meeting, version=meeting.version, by=cast.panel_member, at=ratings.AT)
    result = publish(cast, inspection).result
    assert dict(result.standards.exclude(reason="").values_list("standard_code", "reason")) == {
        "2.1": ratings.WHY
    }
    assert result.standards.get(standard_code="2.1").decided_by_questions == ["2.1.1"]
    assert Inspection.objects.get().stage == "published"


def test_a_result_is_published_once(cast: Cast) -> None:
    meeting = ratings.locked(cast, ratings.counted(cast))
    key = uuid4()
    first = publish(cast, meeting.inspection, creation_key=key)
    assert publish(cast, meeting.inspection, creation_key=key) == first
    with pytest.raises(NotAllowed, match="public already"):
        publish(cast, meeting.inspection)
    assert Result.objects.count() == 1


def test_nothing_is_proposed_once_the_meeting_is_open_even_from_a_page_that_is_older(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    older = Inspection.objects.get(pk=inspection.pk)
    before = Proposal.objects.get(inspection=inspection, standard_code="1.1")
    ratings.meeting(cast, inspection)
    with pytest.raises(NotAllowed):
        ratings.propose(cast, older, "1.1", "inadequate", replaces=before.pk)


def test_nobody_decides_on_a_page_that_was_opened_before_the_inspection_went_back(cast: Cast) -> None:
    meeting = ratings.meeting(cast, ratings.proposed(cast, ratings.counted(cast)))
    older = Meeting.objects.select_related("inspection", "calculated").get(pk=meeting.pk)
    take_back(cast, meeting.inspection)
    with pytest.raises(NotAllowed):
        ratings.decide(cast, older, "1.1")
