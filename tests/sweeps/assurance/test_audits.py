"""An inspection of kind internal is its provider's own affair, at every address that an inspection has."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.test import Client

from caseward.inspection.case_assessments.models import Assessment
from caseward.inspection.inspections.models import Inspection, InspectionKind, TeamMember, TeamRole
from caseward.inspection.samples.models import SampledCase
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, organisations
from tests.factories import estate as estates
from tests.factories.accounts import Cast
from tests.factories.estate import Estate
from tests.house import source
from tests.sweeps.addresses import SWITCHED_OFF, Address, Visitors, addresses
from tests.sweeps.oracle import INSPECTOR, LEAD, PAGES, QUALITY

REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
EMPTY_FORMS = ("samples:template_csv", "samples:template_xlsx")
"""An empty list to fill in, for whoever sees the inspection."""
PART: dict[str, tuple[TeamRole, Role]] = {
    LEAD: (TeamRole.LEAD, Role.QUALITY_TEAM),
    INSPECTOR: (TeamRole.INSPECTOR, Role.MANAGER),
    QUALITY: (TeamRole.QUALITY_LEAD, Role.QUALITY_TEAM),
}
"""Who of the provider takes which part on the team of an audit; it has no panel."""
NOT_ON_THE_TEAM = {
    "quality team": Role.QUALITY_TEAM,
    "manager": Role.MANAGER,
    "officer": Role.OFFICER,
    "strange quality team": Role.QUALITY_TEAM,
    "strange director": Role.DIRECTOR,
}
STAGES = ("set_up", "sampling", "assessment")
ONLY_AN_INSPECTORATE_HAS = ("fieldwork:", "follow_up:", "reports:")
OF_THE_RATINGS = {"ratings:groups", "ratings:cases", "ratings:close_assessment"}
"""Of ratings an audit has the figures of its cases, and the end of their assessment."""


@pytest.fixture
def estate(cast: Cast) -> Estate:
    """A small installation whose one inspection has every kind of row, as if its provider had made it."""
    return estates.estate(cast, 1)


@pytest.fixture
def team(estate: Estate) -> dict[str, User]:
    """The provider's own people take the parts of the inspectorate, and all that was theirs."""
    Inspection.objects.filter(pk=estate.inspection.pk).update(kind=InspectionKind.INTERNAL)
    made = {}
    for who, (part, role) in PART.items():
        user: User = getattr(estate.cast, who)
        successor = accounts.account(role, name=f"Audit {who}", organisation=organisations.provider())
        TeamMember.objects.filter(inspection=estate.inspection, user=user, role=part).update(user=successor)
        made[who] = successor
    _hand_over(estate, made)
    estate.inspection.stage_changes.all().delete()  # some are of stages that an audit has not
    TeamMember.objects.filter(inspection=estate.inspection).exclude(
        role__in=[part for part, _ in PART.values()]
    ).delete()
    return made


def _hand_over(estate: Estate, made: dict[str, User]) -> None:
    """Cases and readings of the inspector and the quality lead become those of their successors."""
    for who, user in made.items():
        before = getattr(estate.cast, who)
        SampledCase.objects.filter(draw__inspection=estate.inspection, allocated_to=before).update(
            allocated_to=user
        )
        Assessment.objects.filter(inspection=estate.inspection, assessor=before).update(assessor=user)


def _addresses() -> Iterator[Address]:
    for address in addresses():
        if "inspection_id" in address.parameters and address.name not in SWITCHED_OFF:
            yield address


def _outsiders(estate: Estate) -> dict[str, User]:
    """Everybody of the inspectorate, contacts, and whoever of a provider is not on the team."""
    theirs = organisations.provider("Southshire Probation")
    others = {
        name: accounts.account(
            role, name=name, organisation=theirs if name.startswith("strange") else organisations.provider()
        )
        for name, role in NOT_ON_THE_TEAM.items()
    }
    named = ("lead", "inspector", "quality_lead", "analyst", "panel_member", "publisher", "provider_contact")
    return others | {name: getattr(estate.cast, name) for name in (*named, "administrator")}


def test_for_everybody_but_its_team_and_directors_an_audit_is_not_there(
    estate: Estate, team: dict[str, User]
) -> None:
    visitors, wrong = Visitors(), []
    outsiders = _outsiders(estate)
    for address in _addresses():
        path = address.path(estate)
        for who, user in outsiders.items():
            status = _status(visitors.of(user), address, path)
            if status != HTTPStatus.NOT_FOUND:
                wrong.append(f"{address.name}: {who} got {status}")
    source.assert_none(wrong)


def test_its_team_opens_what_an_inspection_and_an_audit_have_in_common(
    estate: Estate, team: dict[str, User]
) -> None:
    visitors, wrong, opened = Visitors(), [], 0
    for address in _addresses():
        page = PAGES.get(address.name)
        if page is None or page.stage not in STAGES or _is_of_an_inspectorate(address.name):
            continue
        estate.at(page.stage)
        for who, user in team.items():
            status = visitors.of(user).get(address.path(estate)).status_code
            opened += status == HTTPStatus.OK
            if (status == HTTPStatus.OK) is not (who in page.seen_by) or status >= 500:
                wrong.append(f"{address.name} at {page.stage}: {who} got {status}")
    source.assert_none(wrong)
    assert opened > 40


def test_what_only_an_inspectorate_has_is_closed_to_an_audit(estate: Estate, team: dict[str, User]) -> None:
    visitors, wrong = Visitors(), []
    director = accounts.account(Role.DIRECTOR, organisation=organisations.provider())
    Inspection.objects.filter(pk=estate.inspection.pk).update(stage="ratings")
    for address in (each for each in _addresses() if _is_of_an_inspectorate(each.name)):
        for who, user in (team | {"director": director}).items():
            status = _status(visitors.of(user), address, address.path(estate))
            if status not in REFUSED:
                wrong.append(f"{address.name}: {who} got {status}")
    source.assert_none(wrong)


def test_a_director_reads_of_an_audit_its_overview_and_changes_nothing(
    estate: Estate, team: dict[str, User]
) -> None:
    director = accounts.account(Role.DIRECTOR, organisation=organisations.provider())
    client = Visitors().of(director)
    opened = {
        address.name
        for address in _addresses()
        if _status(client, address, address.path(estate)) not in REFUSED
    }
    assert opened == {"inspections:overview", *EMPTY_FORMS}


def _status(client: Client, address: Address, path: str) -> int:
    answer = client.get(path) if address.name in PAGES else client.post(path)
    return answer.status_code


def _is_of_an_inspectorate(name: str) -> bool:
    return name.startswith(ONLY_AN_INSPECTORATE_HAS) or (
        name.startswith("ratings:") and name not in OF_THE_RATINGS
    )
