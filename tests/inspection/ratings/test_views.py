"""The pages of ratings, as each of the cast meets them."""

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseward.inspection.case_assessments.models import Answer
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings.models import CalculatedRating, Decision, Meeting, Proposal
from caseward.inspection.results.models import Result
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event
from tests.factories import accounts, case_assessments, ratings
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db
NEAR = {"case-supervision": {"info.harm": (40, 40), "2.1.1": (24, 40), "2.1.2": (35, 40), "2.1.3": (30, 40)}}


@pytest.fixture
def cast() -> Cast:
    return accounts.cast()


def visit(
    client: Client, user: User, name: str, inspection: Inspection, status: int = 200, **more: Any
) -> str:
    """The text of a page as the user sees it."""
    client.force_login(user)
    query = more.pop("query", "")
    address = reverse(f"ratings:{name}", kwargs={"inspection_id": inspection.pk, **more})
    answer = client.get(address + query)
    assert answer.status_code == status
    return words(answer.content.decode())


def words(page: str) -> str:
    """A page without its markup."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def send(
    client: Client, user: User, name: str, inspection: Inspection, data: dict[str, Any], **more: Any
) -> Any:
    """Send a form; its creation key is made here unless it is given."""
    client.force_login(user)
    address = reverse(f"ratings:{name}", kwargs={"inspection_id": inspection.pk, **more})
    return client.post(address, {"creation_key": str(uuid4()), **data})


def in_panel(cast: Cast) -> tuple[Inspection, Meeting]:
    """An inspection before its panel, with one standard near an edge."""
    inspection = ratings.proposed(cast, ratings.counted(cast, NEAR))
    return inspection, ratings.meeting(cast, inspection)


@pytest.mark.parametrize("name", ["index", "proposals", "close_assessment", "panel", "record", "publish"])
def test_nobody_outside_sees_that_the_page_exists(client: Client, cast: Cast, name: str) -> None:
    inspection, _ = in_panel(cast)
    for user in (
        cast.inspector,
        cast.provider_contact,
        cast.outsider,
        cast.other_contact,
        cast.administrator,
    ):
        visit(client, user, name, inspection, status=404)
    client.logout()
    answer = client.get(reverse(f"ratings:{name}", args=[inspection.pk]))
    assert answer.status_code == 302


def test_live_ratings_show_each_figure_with_what_it_rests_on(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR, stage="assessment")
    case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    page = visit(client, cast.lead, "index", inspection)
    assert "Case supervision 40 41" in page
    assert "2.1 Assessment Requires improvement" in page
    assert "Decided by its lowest key question: 2.1.1" in page
    assert re.search(r"60% 24 cases answered yes, 2\.1\.1 [^%]* of 40 45 to 74% Requires improvement", page)
    assert "5 points below Good; 10 points above the edge of Requires improvement." in page


def test_looking_at_live_ratings_stores_nothing(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR, stage="assessment")
    before = Event.objects.count()
    visit(client, cast.lead, "index", inspection)
    assert Event.objects.count() == before
    assert not CalculatedRating.objects.exists()


def test_only_those_who_work_with_cases_find_links_to_them(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR)
    link = reverse("ratings:cases", kwargs={"inspection_id": inspection.pk, "code": "2.1.1"})
    for user, links in (
        (cast.lead, True),
        (cast.analyst, True),
        (cast.panel_member, False),
        (cast.publisher, False),
    ):
        client.force_login(user)
        page = client.get(reverse("ratings:index", args=[inspection.pk])).content.decode()
        assert (f'{link}?answer=yes"' in page) is links, user


def test_a_figure_opens_the_cases_behind_it_and_one_event_says_which(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (3, 3), "2.1.1": (2, 3)}})
    page = visit(client, cast.lead, "cases", inspection, code="2.1.1", query="?answer=yes")
    assert "2 cases answered “yes”" in page
    assert "TV/case-supervision/001" in page
    assert "TV/case-supervision/003" not in page
    shown = Answer.objects.filter(question_code="2.1.1", value="yes").values_list(
        "assessment__case", flat=True
    )
    event = Event.objects.get(action="looked_at_cases")
    assert event.details == {"question": "2.1.1", "cases": list(shown)}


def test_a_panel_member_cannot_open_cases(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR)
    visit(client, cast.panel_member, "cases", inspection, status=403, code="2.1.1")
    assert not Event.objects.filter(action="looked_at_cases").exists()


def test_whoever_may_read_any_case_blind_sees_neither_cases_nor_small_groups(
    client: Client, cast: Cast
) -> None:
    inspection = ratings.counted(
        cast, {"case-supervision": {"info.harm": (8, 8), "2.1.1": (6, 8)}}, stage="assessment"
    )
    refused = visit(client, cast.quality_lead, "cases", inspection, status=403, code="2.1.1")
    assert "you may read any of them blind" in refused
    assert "Male hidden hidden" in visit(client, cast.quality_lead, "groups", inspection, code="2.1.1")


def test_a_quality_lead_sees_the_cases_behind_a_figure_once_assessment_is_closed(
    client: Client, cast: Cast
) -> None:
    inspection = ratings.counted(cast, NEAR, stage="ratings")
    page = visit(client, cast.quality_lead, "cases", inspection, code="2.1.1", query="?answer=yes")
    assert "TV/case-supervision" in page


@pytest.mark.parametrize("code", ["9.9.9", "info.harm"])
def test_a_question_that_has_no_share_is_not_found(client: Client, cast: Cast, code: str) -> None:
    inspection = ratings.counted(cast, NEAR)
    visit(client, cast.lead, "groups", inspection, status=404, code=code)
    visit(client, cast.lead, "cases", inspection, status=404, code=code)


def test_groups_show_base_and_margin_and_hide_small_ones_from_those_who_see_no_cases(
    client: Client, cast: Cast
) -> None:
    inspection = ratings.counted(cast, {"case-supervision": {"info.harm": (8, 8), "2.1.1": (6, 8)}})
    lead = visit(client, cast.lead, "groups", inspection, code="2.1.1")
    assert "Female 67% 4 of 6 ± 30 points" in lead
    assert "Male 100% 2 of 2" in lead
    panel = visit(client, cast.panel_member, "groups", inspection, code="2.1.1")
    assert "Male hidden hidden" in panel
    assert "Not applicable" in lead
    assert "Not applicable" not in panel
    assert "4 of 6" not in panel


def test_the_lead_closes_assessment_with_a_reason_for_what_is_left(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR, stage="assessment")
    case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    refused = send(client, cast.lead, "close_assessment", inspection, {"version": inspection.version})
    assert "1 case is not finished. Say in at least 5 words" in words(refused.content.decode())
    data = {"version": inspection.version, "reason": "The file was lost in the move."}
    assert send(client, cast.lead, "close_assessment", inspection, data).status_code == 302
    assert Inspection.objects.get().stage == "ratings"


def test_a_proposal_is_made_beside_the_descriptions_of_each_rating(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR)
    page = visit(client, cast.lead, "propose", inspection, code="1.1")
    for described in inspection.framework.standard("1.1").characteristics:
        assert described.text in page
    assert "Inferred" in page
    answer = send(
        client, cast.lead, "propose", inspection, {"band": "good", "reasons": ratings.REASONS}, code="1.1"
    )
    assert answer.status_code == 302
    assert Proposal.objects.get().band == "good"


def test_two_proposals_at_once_are_laid_side_by_side(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR)
    ratings.propose(cast, inspection, "1.1", "good")
    mine = {"band": "inadequate", "reasons": "Nobody in the offices knew where the work was going."}
    clash = words(send(client, cast.lead, "propose", inspection, mine, code="1.1").content.decode())
    assert "changed this since you opened it" in clash
    assert f"{ratings.REASONS} {mine['reasons']}" in clash
    assert Proposal.objects.get().band == "good"
    again = send(
        client, cast.lead, "propose", inspection, {**mine, "replaces": Proposal.objects.get().pk}, code="1.1"
    )
    assert again.status_code == 302
    assert Proposal.objects.get(is_current=True).band == "inadequate"


@pytest.mark.parametrize("who", ["analyst", "quality_lead", "panel_member", "publisher"])
def test_others_read_proposals_and_cannot_make_them(client: Client, cast: Cast, who: str) -> None:
    inspection = ratings.counted(cast, NEAR)
    user = getattr(cast, who)
    assert "You cannot propose a rating now" in visit(client, user, "propose", inspection, code="1.1")
    data = {"band": "good", "reasons": ratings.REASONS}
    assert send(client, user, "propose", inspection, data, code="1.1").status_code == 403
    assert not Proposal.objects.exists()


def test_the_lead_opens_the_meeting_once_all_is_proposed(client: Client, cast: Cast) -> None:
    inspection = ratings.counted(cast, NEAR)
    assert "Propose a rating for 1.1 Leadership." in visit(client, cast.lead, "proposals", inspection)
    assert send(client, cast.lead, "open_meeting", inspection, {}).status_code == 403
    ratings.proposed(cast, inspection)
    assert send(client, cast.lead, "open_meeting", inspection, {}).status_code == 302
    assert Meeting.objects.get().calculated.result["standards"]["2.1"]["indicative"] == "requires_improvement"


def test_the_panel_sees_why_discretion_is_open_and_what_lies_before_it(client: Client, cast: Cast) -> None:
    inspection, _ = in_panel(cast)
    page = visit(client, cast.panel_member, "panel", inspection)
    assert "Discretion is open. The panel may move the rating to Good." in page
    assert "is at 60 per cent, 5 points from the edge of its band at 65." in page
    assert "The questions are in 3 bands and lie 28 points apart." in page
    assert f"proposes Good {ratings.REASONS}" in page
    assert "24 of 40" in page
    assert "Decide 2.1 Assessment." in page


def test_a_decision_moves_the_score_on_the_page_at_once(client: Client, cast: Cast) -> None:
    inspection, meeting = in_panel(cast)
    before = meeting.calculated.result["overall"]["points"]
    data = {"choice": "discretion:good", "reason": ratings.WHY}
    assert send(client, cast.panel_member, "decide", inspection, data, code="2.1").status_code == 302
    page = visit(client, cast.panel_member, "panel", inspection)
    assert f"Calculated and proposed {before} of 15" in page
    assert f"With the panel’s decisions {before + 1} of 15" in page
    assert f"Decided: Good Panel discretion: {ratings.WHY}" in page


def test_a_decision_that_the_rules_do_not_open_is_not_offered(client: Client, cast: Cast) -> None:
    inspection, _ = in_panel(cast)
    data = {"choice": "discretion:outstanding", "reason": ratings.WHY}
    answer = send(client, cast.panel_member, "decide", inspection, data, code="2.1")
    assert "Select a valid choice" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_missing_reason_is_asked_for_beside_the_form(client: Client, cast: Cast) -> None:
    inspection, _ = in_panel(cast)
    answer = send(client, cast.panel_member, "decide", inspection, {"choice": "discretion:good"}, code="2.1")
    assert "Give the panel’s reason in at least 5 words." in words(answer.content.decode())


def test_two_decisions_at_once_are_laid_side_by_side(client: Client, cast: Cast) -> None:
    inspection, meeting = in_panel(cast)
    ratings.decide(cast, meeting, "2.1")
    data = {"choice": "discretion:good", "reason": ratings.WHY}
    clash = words(send(client, cast.panel_member, "decide", inspection, data, code="2.1").content.decode())
    assert "Requires improvement Good" in clash
    again = {**data, "replaces": Decision.objects.get().pk}
    assert send(client, cast.panel_member, "decide", inspection, again, code="2.1").status_code == 302


@pytest.mark.parametrize("who", ["lead", "analyst", "quality_lead", "publisher"])
def test_only_the_panel_writes_at_the_meeting(client: Client, cast: Cast, who: str) -> None:
    inspection, meeting = in_panel(cast)
    user = getattr(cast, who)
    data = {"choice": "confirmed:good", "version": meeting.version, "members": [cast.panel_member.pk]}
    assert send(client, user, "decide", inspection, data, code="1.1").status_code == 403
    assert send(client, user, "members", inspection, data).status_code == 403
    assert send(client, user, "lock", inspection, data).status_code == 403
    assert not Decision.objects.exists()
    assert not meeting.members.exists()


def test_present_decided_locked_recorded_and_published(client: Client, cast: Cast) -> None:
    inspection, meeting = in_panel(cast)
    panel = cast.panel_member
    for standard in inspection.framework.standards:
        indicative = meeting.calculated.result["standards"][standard.code]["indicative"] or ""
        data = {"choice": f"confirmed:{indicative}"}
        assert send(client, panel, "decide", inspection, data, code=standard.code).status_code == 302
    version = Meeting.objects.get().version
    present = {"version": version, "members": [panel.pk, cast.lead.pk]}
    assert send(client, panel, "members", inspection, present).status_code == 302
    assert send(client, panel, "lock", inspection, {"version": version}).status_code == 409
    assert send(client, panel, "lock", inspection, {"version": version + 1}).status_code == 302
    record = visit(client, cast.analyst, "record", inspection)
    assert f"Present {cast.lead}, {panel}" in record
    assert inspection.framework.digest in record
    preview = visit(client, cast.publisher, "publish", inspection)
    assert "Standards decided 10 of 10" in preview
    sent = send(client, cast.publisher, "publish", inspection, {"source": "The inspectorate", "note": ""})
    assert sent.status_code == 302
    assert client.get(sent["Location"]).status_code == 200
    assert Result.objects.get().source == "The inspectorate"
    assert "This result is public" in visit(client, cast.publisher, "publish", inspection)


@pytest.mark.parametrize("who", ["lead", "panel_member"])
def test_only_the_publisher_finds_the_page_that_publishes(client: Client, cast: Cast, who: str) -> None:
    meeting = ratings.locked(cast, ratings.counted(cast))
    visit(client, getattr(cast, who), "publish", meeting.inspection, status=404)
    assert (
        send(client, getattr(cast, who), "publish", meeting.inspection, {"source": "Me"}).status_code == 404
    )
    assert not Result.objects.exists()


@pytest.mark.parametrize("cases", [4, 60])
def test_more_cases_need_no_more_statements(
    client: Client, cast: Cast, cases: int, django_assert_max_num_queries: Any
) -> None:
    figures = {"case-supervision": {"info.harm": (cases, cases), "2.1.1": (cases // 2, cases)}}
    inspection = ratings.proposed(cast, ratings.counted(cast, figures))
    client.force_login(cast.lead)
    index = reverse("ratings:index", args=[inspection.pk])
    of_question = [reverse(f"ratings:{name}", args=[inspection.pk, "2.1.1"]) for name in ("cases", "groups")]
    for address, most in ((index, 13), (of_question[0], 10), (of_question[1], 13)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
    meeting = ratings.meeting(cast, inspection)
    client.force_login(cast.panel_member)
    with django_assert_max_num_queries(16):
        assert client.get(reverse("ratings:panel", args=[meeting.inspection.pk])).status_code == 200
