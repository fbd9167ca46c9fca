"""Who may do what on the way to a rating, role by role."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings import policies
from caseward.inspection.ratings.models import Meeting, Proposal, inspections_rated_by
from caseward.rules.stages import STAGES
from caseward.shared.accounts.models import User
from tests.factories import accounts, inspections, ratings
from tests.factories.accounts import Cast

pytestmark = pytest.mark.django_db
Policy = Callable[[User, Inspection], list[str]]


@pytest.fixture
def cast() -> Cast:
    return accounts.cast()


@pytest.mark.parametrize(
    ("policy", "who", "stages"),
    [
        (policies.reasons_not_to_close_assessment, "lead", {"assessment"}),
        (policies.reasons_not_to_propose, "lead", {"assessment", "ratings"}),
        (policies.reasons_not_to_publish, "publisher", {"decided"}),
    ],
)
def test_each_act_has_one_role_and_its_stages(cast: Cast, policy: Policy, who: str, stages: set[str]) -> None:
    inspection = inspections.inspection(cast)
    for stage in STAGES:
        inspection.stage = stage.code
        for user in cast.everybody():
            allowed = user == getattr(cast, who) and stage.code in stages
            assert (policy(user, inspection) == []) is allowed, (user, stage.code)


def test_only_the_lead_opens_the_meeting_and_only_the_panel_decides_and_locks(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    for user in cast.everybody():
        assert (policies.reasons_not_to_open_panel(user, inspection) == []) is (user == cast.lead), user
    meeting = ratings.decided(cast, ratings.meeting(cast, inspection))
    for user in cast.everybody():
        for policy in (policies.reasons_not_to_decide, policies.reasons_not_to_lock):
            assert (policy(user, meeting) == []) is (user == cast.panel_member), (user, policy)


def test_cases_behind_a_figure_are_for_those_who_work_with_cases(cast: Cast) -> None:
    inspection = inspections.inspection(cast)
    may = {cast.lead, cast.analyst, cast.inspector, cast.quality_lead}
    for user in cast.everybody():
        assert (policies.reasons_not_to_look_at_cases(user, inspection) == []) is (user in may), user


def test_ratings_are_for_lead_analyst_quality_lead_panel_and_publisher(cast: Cast) -> None:
    inspection = ratings.proposed(cast, ratings.counted(cast))
    ratings.meeting(cast, inspection)
    may = {cast.lead, cast.analyst, cast.quality_lead, cast.panel_member, cast.publisher}
    for user in cast.everybody():
        sees = user in may
        assert inspections_rated_by(user).filter(pk=inspection.pk).exists() is sees, user
        assert Meeting.objects.visible_to(user).exists() is sees, user
        assert Proposal.objects.visible_to(user).exists() is sees, user
        assert policies.sees_ratings(user, inspection) is sees, user
    assert not Meeting.objects.visible_to(AnonymousUser()).exists()
