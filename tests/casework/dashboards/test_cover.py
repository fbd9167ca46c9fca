"""What is handed over with a caseload: where it shows, and to whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.dashboards.inputs import due
from caseward.casework.oversight.models import OversightAction
from caseward.casework.people.models import AccessList, Cover
from caseward.shared.accounts.models import Role
from caseward.shared.audit.models import Sighting
from tests.factories import accounts, people
from tests.factories.people import CaseworkCast

from .conftest import TODAY, Case, client_of, day, page_of, snooze, task

COVERS, HEAD = "/cover/", "What falls due in this time"


@pytest.fixture
def cover(cast: CaseworkCast, busy: list[Case]) -> Cover:
    """The colleague is away next week, and the officer covers."""
    starts_on = TODAY + timedelta(days=7)
    return people.cover(cast.colleague, cast.officer, starts_on=starts_on, ends_on=day(-11))


def address(cover: Cover) -> str:
    """The page of what falls due meanwhile."""
    return f"/my-work/cover/{cover.pk}/"


def test_the_page_of_covers_leads_to_what_falls_due(cast: CaseworkCast, cover: Cover) -> None:
    for user in (cast.officer, cast.colleague, cast.manager):
        shown = page_of(user, COVERS)
        assert HEAD in shown
        assert address(cover) in shown


def test_it_lists_the_cases_of_whoever_is_away(cast: CaseworkCast, busy: list[Case], cover: Cover) -> None:
    shown = page_of(cast.officer, address(cover))
    assert f'href="/people/{busy[2].person.pk}/"' in shown
    assert f'href="/people/{busy[0].person.pk}/"' not in shown
    assert "The appointment was on 10 November 2026, and no outcome is recorded." in shown


def test_what_falls_due_after_the_last_day_is_not_on_it(
    cast: CaseworkCast, busy: list[Case], cover: Cover
) -> None:
    for until, is_there in ((cover.ends_on, True), (cover.ends_on + timedelta(days=1), False)):
        asked = task(busy[2].person, by=cast.manager, of=cast.colleague, due_on=until)
        rows = due.while_covered(cast.officer, cover, TODAY).listed(["task"])
        assert (asked.pk in {row["duty_subject"] for row in rows}) is is_there


def test_what_was_put_off_is_not_on_it(cast: CaseworkCast, busy: list[Case], cover: Cover) -> None:
    assert due.while_covered(cast.officer, cover, TODAY).listed(["outcome"])
    snooze(busy[2].person, "outcome", busy[2].forgotten.pk, by=cast.colleague, until_on=day(-1))
    assert not due.while_covered(cast.officer, cover, TODAY).listed(["outcome"])


def test_whoever_the_reader_may_not_see_is_not_on_it(
    cast: CaseworkCast, busy: list[Case], cover: Cover
) -> None:
    task(busy[2].person, by=cast.manager, of=cast.colleague)
    people.access_list(busy[2].person, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.officer,))
    assert busy[2].person.name not in page_of(cast.officer, address(cover))
    assert busy[2].person.name in page_of(cast.colleague, address(cover))


def test_everybody_on_it_is_recorded_as_shown(cast: CaseworkCast, busy: list[Case], cover: Cover) -> None:
    page_of(cast.officer, address(cover))
    assert set(Sighting.objects.values_list("subject_id", flat=True)) == {str(busy[2].person.pk)}


def test_it_is_for_both_colleagues_and_their_managers(
    cast: CaseworkCast, busy: list[Case], cover: Cover
) -> None:
    third = accounts.account(Role.OFFICER, organisation=cast.officer.organisation)
    for user, status in (
        (cast.officer, 200), (cast.colleague, 200), (cast.manager, 200), (third, 403),
        (cast.stranger, 404), (cast.strange_manager, 404), (cast.inspector, 404),
    ):  # fmt: skip
        assert client_of(user).get(address(cover)).status_code == status, user


def test_a_page_of_many_covers_asks_no_more(cast: CaseworkCast, busy: list[Case], cover: Cover) -> None:
    client = client_of(cast.manager)
    client.get(COVERS)
    with CaptureQueriesContext(connection) as few:
        client.get(COVERS)
    for after in range(8):
        people.cover(cast.officer, cast.colleague, starts_on=day(-after), ends_on=day(-after))
    with CaptureQueriesContext(connection) as many:
        client.get(COVERS)
    assert len(many) == len(few)


@pytest.mark.parametrize("kind", ["task", "oversight_action"])
def test_what_a_colleague_was_asked_is_mine_while_i_cover(
    cast: CaseworkCast, busy: list[Case], kind: str
) -> None:
    task(busy[2].person, by=cast.manager, of=cast.colleague)
    covering = people.cover(cast.colleague, cast.officer, starts_on=TODAY, ends_on=TODAY)

    def of_colleague() -> set[int]:
        rows = due.to_user(cast.officer, TODAY).listed([kind])
        return {row["duty_person"] for row in rows} & {busy[2].person.pk}

    assert of_colleague()
    covering.delete()
    assert not of_colleague()


def test_what_somebody_was_asked_who_has_left_falls_to_whoever_has_the_case(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    OversightAction.objects.filter(note__person=busy[0].person).update(asked_of=cast.colleague)

    def mine() -> set[int]:
        rows = due.to_user(cast.officer, TODAY).listed(["oversight_action"])
        return {row["duty_person"] for row in rows}

    assert busy[0].person.pk not in mine()
    cast.colleague.is_active = False
    cast.colleague.save()
    assert busy[0].person.pk in mine()
