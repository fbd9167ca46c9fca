"""Who sees which inspection, and what the team says of somebody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.inspection.inspections.models import Inspection, InspectionKind, TeamRole
from tests.factories import accounts, inspections, organisations

pytestmark = pytest.mark.django_db


def test_team_publisher_and_the_providers_own_contact_see_an_inspection_and_nobody_else_does() -> None:
    cast = accounts.cast()
    inspections.inspection(cast)
    seeing = [user for user in cast.everybody() if Inspection.objects.visible_to(user).exists()]
    assert seeing == [
        cast.lead,
        cast.inspector,
        cast.quality_lead,
        cast.analyst,
        cast.panel_member,
        cast.publisher,
        cast.provider_contact,
    ]
    assert not Inspection.objects.visible_to(AnonymousUser()).exists()


def test_a_contact_sees_no_inspection_of_another_provider() -> None:
    cast = accounts.cast()
    inspections.inspection(cast, provider=organisations.provider("Westshire"))
    assert not Inspection.objects.visible_to(cast.provider_contact).exists()


def test_a_loaded_team_answers_for_roles_without_asking_the_database_again() -> None:
    cast = accounts.cast()
    inspections.inspection(cast)
    row = Inspection.objects.with_team().get()
    with CaptureQueriesContext(connection) as asked:
        assert row.team_role_of(cast.lead) == "lead"
        assert row.team_role_of(cast.outsider) is None
        assert row.team_role_of(AnonymousUser()) is None
    assert len(asked) == 0


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        (InspectionKind.EXTERNAL, ("inspector", "lead inspector", "quality lead", "fieldwork")),
        (InspectionKind.INTERNAL, ("auditor", "audit lead", "second reader", "the audit")),
    ],
)
def test_people_and_days_are_called_as_on_an_inspection_of_that_kind(
    kind: InspectionKind, called: tuple[str, ...]
) -> None:
    row = Inspection(kind=kind)
    roles = [row.called(role) for role in (TeamRole.LEAD, TeamRole.QUALITY_LEAD)]
    assert (row.reader, *roles, row.days) == called
