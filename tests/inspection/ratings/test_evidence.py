"""No judgement is confirmed until every key question of its standard cites evidence for and against."""

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.fieldwork.models import Citation
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import actions, policies
from caseward.inspection.ratings.models import Decision, Meeting, Proposal
from caseward.inspection.ratings.presenters.evidence import case_figures_slot
from caseward.shared.records.models import NotAllowed
from tests.factories import ratings
from tests.factories.accounts import Cast

LACKING = "Cite evidence for and against, or say that none was found, on 1 key question of 1.2 Staff."


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """Everything is proposed and cited."""
    return ratings.proposed(cast, ratings.counted(cast, ratings.THAMES_VALLEY))


def withdraw_all(key_question: str, side: str) -> None:
    """As if whoever cited it had taken it back."""
    Citation.objects.filter(key_question=key_question, side=side).delete()


def page(client: Client, cast: Cast, inspection: Inspection, who: str, name: str, **more: str) -> str:
    client.force_login(getattr(cast, who))
    answer = client.get(reverse(f"ratings:{name}", kwargs={"inspection_id": inspection.pk, **more}))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_panel_does_not_meet_while_a_key_question_lacks_evidence(
    cast: Cast, inspection: Inspection
) -> None:
    withdraw_all("1.2.3", "against")
    assert policies.reasons_not_to_open_panel(cast.lead, inspection) == [LACKING]
    with pytest.raises(NotAllowed, match=r"1\.2 Staff"):
        ratings.meeting(cast, inspection)
    assert not Meeting.objects.exists()


def test_the_lead_may_propose_all_the_same(cast: Cast) -> None:
    inspection = ratings.counted(cast)
    Citation.objects.all().delete()
    ratings.propose(cast, inspection, "1.2", "good")
    assert Proposal.objects.get().standard_code == "1.2"


def test_the_panel_confirms_no_judged_standard_whose_evidence_was_withdrawn(
    cast: Cast, inspection: Inspection
) -> None:
    meeting = ratings.meeting(cast, inspection)
    withdraw_all("1.2.3", "for")
    with pytest.raises(NotAllowed, match=r"1\.2\.3"):
        ratings.decide(cast, meeting, "1.2")
    ratings.decide(cast, meeting, "1.1")
    ratings.decide(cast, meeting, "2.1")
    decided = Decision.objects.filter(meeting=meeting).values_list("standard_code", flat=True)
    assert set(decided) == {"1.1", "2.1"}


def test_a_meeting_is_not_locked_on_evidence_that_was_withdrawn(cast: Cast, inspection: Inspection) -> None:
    meeting = ratings.decided(cast, ratings.meeting(cast, inspection))
    withdraw_all("1.2.3", "for")
    with pytest.raises(NotAllowed, match=r"1\.2 Staff"):
        actions.lock(meeting=meeting, version=meeting.version, by=cast.panel_member, at=ratings.AT)


def test_the_proposals_link_to_what_is_missing(cast: Cast, inspection: Inspection, client: Client) -> None:
    withdraw_all("1.2.3", "against")
    place = reverse("fieldwork:key_question", args=[inspection.pk, "1.2.3"])
    text = page(client, cast, inspection, "lead", "proposals")
    assert f'href="{place}"' in text
    assert LACKING in text
    assert "Evidence is missing" in page(client, cast, inspection, "lead", "propose", code="1.2")
    to_the_panel = page(client, cast, inspection, "panel_member", "proposals")
    assert place not in to_the_panel
    assert "1.2.3 Does oversight" in to_the_panel


def test_the_panel_is_told_instead_of_offered_the_decision(
    cast: Cast, inspection: Inspection, client: Client
) -> None:
    ratings.meeting(cast, inspection)
    withdraw_all("1.2.3", "against")
    inspection.refresh_from_db()
    text = page(client, cast, inspection, "panel_member", "panel")
    assert "The lead inspector must first cite evidence for and against" in text
    assert reverse("ratings:decide", args=[inspection.pk, "1.2"]) not in text
    assert reverse("ratings:decide", args=[inspection.pk, "1.1"]) in text


def test_case_figures_that_bear_on_a_key_question_come_first_then_the_weak_ones(
    cast: Cast, inspection: Inspection
) -> None:
    drawn = case_figures_slot(inspection=inspection, key_question="1.2.1", user=cast.lead)
    bearing, weak = drawn.split("Other weak key questions", 1)
    assert 'id="cases-2.3.1"' in bearing
    assert 'id="cases-2.4.1"' in bearing
    assert 'id="cases-2.3.3"' in weak
    assert 'id="cases-2.4.1"' not in weak
    assert 'id="cases-2.1.2"' not in drawn
    assert "Inferred" in bearing


def test_inspectors_who_see_no_ratings_see_no_case_figures(cast: Cast, inspection: Inspection) -> None:
    assert case_figures_slot(inspection=inspection, key_question="1.2.1", user=cast.inspector) == ""
