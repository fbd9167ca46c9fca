"""Homes of officers and managers: each number, and the list that it opens."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseward.casework.dashboards.inputs import team
from caseward.casework.dashboards.presenters import day as days
from caseward.casework.dashboards.presenters import teams
from caseward.casework.people.models import AccessList, Merge, Person
from caseward.shared.accounts.models import User
from caseward.shared.audit.models import Event, Sighting
from tests.factories import contacts, people, sentences
from tests.factories.people import CaseworkCast

from .conftest import NOW, TODAY, Case, busy_case, client_of, day, page_of, task

HOME, DUE, CASELOAD, TEAM = "/my-work/", "/my-work/due/", "/my-work/caseload/", "/my-work/team/"
LINK = re.compile(r'href="(/my-work/team/\?[^"]+)">([\d,]+)<span')
MOST = 25


def rows_of(page: str) -> int:
    """How many duties, people or absences a page lists."""
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    return page.count('class="cw-duty"') + body.count("<tr")


def test_todays_appointments_stand_with_what_is_planned(cast: CaseworkCast, busy: list[Case]) -> None:
    shown = days.day_of(cast.officer, TODAY)
    assert len(shown.appointments) == 2
    page = page_of(cast.officer, HOME)
    assert "Planned: Sessions on anger" in page
    contact = shown.appointments[0]
    assert f"/people/{contact.person_id}/contacts/{contact.pk}/record/" in page


def test_an_appointment_of_another_day_is_not_todays(cast: CaseworkCast) -> None:
    contacts.contact(people.person(cast.officer), cast.officer, TODAY + timedelta(days=1))
    assert not days.day_of(cast.officer, TODAY).appointments


def test_the_appointments_of_a_covered_colleague_are_todays(cast: CaseworkCast, busy: list[Case]) -> None:
    people.cover(cast.colleague, cast.officer, starts_on=TODAY, ends_on=TODAY + timedelta(days=2))
    assert len(days.day_of(cast.officer, TODAY).appointments) == 3
    page = page_of(cast.officer, HOME)
    assert "You cover for Colleague officer" in page
    assert "18 November 2026" in page


def test_whoever_is_away_sees_who_covers(cast: CaseworkCast) -> None:
    people.cover(cast.officer, cast.colleague, starts_on=TODAY, ends_on=TODAY)
    assert "Colleague officer covers for you" in page_of(cast.officer, HOME)


def test_the_number_of_overdue_duties_is_that_of_the_list(cast: CaseworkCast, busy: list[Case]) -> None:
    total = days.day_of(cast.officer, TODAY).total
    assert total.overdue > 10
    assert f"{total.overdue} things due" in page_of(cast.officer, f"{DUE}?when=overdue")
    assert f"{total.overdue + total.soon} things due" in page_of(cast.officer, DUE)
    assert f"{total.all} things due" in page_of(cast.officer, f"{DUE}?when=all")


def test_each_number_of_overdue_duties_by_kind_is_that_of_the_list(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    counts = days.day_of(cast.officer, TODAY).counts
    assert len(counts) > 5
    for kind, number in counts:
        page = page_of(cast.officer, f"{DUE}?kind={kind.code}&when=overdue")
        assert rows_of(page) == number.overdue, kind.code


def test_a_filter_that_nobody_offered_is_left_aside(cast: CaseworkCast, busy: list[Case]) -> None:
    assert page_of(cast.officer, f"{DUE}?kind=breach_refer").count("cw-duty__title") > 5


def test_every_duty_can_be_settled_and_put_off_from_the_list(cast: CaseworkCast, busy: list[Case]) -> None:
    page = page_of(cast.officer, f"{DUE}?kind=outcome")
    forgotten = busy[0].forgotten
    assert f"/people/{forgotten.person_id}/contacts/{forgotten.pk}/record/" in page
    assert f"/tasks/put-off/{forgotten.person_id}/outcome/{forgotten.pk}/" in page
    assert "Rule: The day after the appointment." in page


def test_the_caseload_is_counted_as_it_is_listed(cast: CaseworkCast, busy: list[Case]) -> None:
    assert days.day_of(cast.officer, TODAY).cases == 2
    page = page_of(cast.officer, CASELOAD)
    assert rows_of(page) == 2
    assert "27 October 2026" in page
    assert ">High<" in page


def test_what_was_recorded_since_the_last_working_day_stands_on_the_home_page(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    shown = days.day_of(cast.officer, TODAY)
    assert shown.since == day(3)
    assert {event.person_id for event in shown.changes} == {busy[0].person.pk, busy[1].person.pk}


def test_what_was_withdrawn_or_recorded_before_is_no_change(cast: CaseworkCast, busy: list[Case]) -> None:
    busy[0].event.withdrawn_because = "It was somebody else."
    busy[0].event.save()
    older = people.change_event(busy[1].person, "move", by=cast.officer, happened_on=day(1))
    shown = days.day_of(cast.officer, TODAY).changes
    assert busy[0].event not in shown
    assert older not in shown


def test_what_waits_for_a_decision_stands_apart(cast: CaseworkCast, busy: list[Case]) -> None:
    shown = days.day_of(cast.officer, TODAY)
    assert {line.kind.code for line in shown.decisions} <= {"absence", "enforcement", "review_event"}
    assert shown.waiting >= len(shown.decisions) > 0


def test_what_colleagues_asked_stands_on_the_home_page(cast: CaseworkCast, busy: list[Case]) -> None:
    task(busy[2].person, by=cast.colleague, of=cast.officer)
    lines = days.day_of(cast.officer, TODAY).requests
    assert ("task", busy[2].person.pk) in {(line.kind.code, line.person.pk) for line in lines}


def test_looking_at_a_home_records_everybody_whom_it_names(cast: CaseworkCast, busy: list[Case]) -> None:
    page = page_of(cast.officer, HOME)
    seen = set(Sighting.objects.values_list("subject_id", flat=True))
    named = {str(person.pk) for person in Person.objects.all() if person.name in page}
    assert named == seen
    assert named


def test_whoever_may_not_be_seen_is_nowhere_on_a_home(cast: CaseworkCast, busy: list[Case]) -> None:
    hidden = busy[0].person
    people.access_list(hidden, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.officer,))
    for address in (HOME, DUE, CASELOAD):
        assert hidden.name not in page_of(cast.officer, address)
    assert days.day_of(cast.officer, TODAY).cases == 1


@pytest.mark.parametrize("address", [HOME, DUE, CASELOAD, TEAM])
def test_only_those_who_supervise_have_work_here(cast: CaseworkCast, address: str) -> None:
    for user in (cast.inspector, cast.administrator, cast.provider_contact):
        assert client_of(user).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_team_is_for_its_managers(cast: CaseworkCast, busy: list[Case]) -> None:
    assert client_of(cast.officer).get(TEAM).status_code == 403
    assert "Person" not in page_of(cast.strange_manager, TEAM).split("<main", 1)[1]


def test_every_number_of_a_team_opens_as_many_rows(cast: CaseworkCast, busy: list[Case]) -> None:
    found = LINK.findall(page_of(cast.manager, HOME))
    assert len(found) > 10
    for href, number in found:
        address, page, rows = unescape(href), 1, 0
        while on_page := rows_of(page_of(cast.manager, f"{address}&page={page}")):
            rows, page = rows + on_page, page + 1
            if on_page < MOST:
                break
        assert rows == int(number), address


def numbers_of(cast: CaseworkCast, officer: User) -> team.Line:
    """The numbers of one officer."""
    everybody = Person.objects.visible_to(cast.manager)
    return next(line for line in team.lines(everybody, [officer], TODAY))


@pytest.mark.parametrize(
    ("number", "in_each_case"), [("outcomes", 1), ("reviews", 1), ("checks", 1), ("oversight", 1)]
)
def test_a_number_of_a_team_counts_what_is_overdue(
    cast: CaseworkCast, busy: list[Case], number: str, in_each_case: int
) -> None:
    assert numbers_of(cast, cast.officer).overdue[number] >= 2 * in_each_case
    assert (
        numbers_of(cast, cast.officer).overdue[number] == 2 * numbers_of(cast, cast.colleague).overdue[number]
    )


def test_plans_without_sessions_are_counted(cast: CaseworkCast, busy: list[Case]) -> None:
    assert numbers_of(cast, cast.officer).overdue["sessions"] == 0
    busy[0].person.contacts.exclude(worked_on=None).update(held_on=day(80))
    busy[0].person.contacts.filter(held_on=TODAY).delete()
    assert numbers_of(cast, cast.officer).overdue["sessions"] == 1


def test_absences_accepted_are_a_share_of_those_decided(cast: CaseworkCast, busy: list[Case]) -> None:
    line = numbers_of(cast, cast.officer)
    assert (line.accepted, line.decided) == (2, 2)
    busy[0].accepted.absence_decisions.update(verdict="unacceptable")
    line = numbers_of(cast, cast.officer)
    assert (line.accepted, line.decided) == (1, 2)
    assert "50%, 1 of 2" in page_of(cast.manager, HOME)


def test_absences_of_more_than_a_year_ago_do_not_count(cast: CaseworkCast, busy: list[Case]) -> None:
    busy[0].accepted.held_on = day(365)
    busy[0].accepted.save()
    assert numbers_of(cast, cast.officer).decided == 1


def test_those_whose_ethnicity_nobody_asked_are_counted(cast: CaseworkCast, busy: list[Case]) -> None:
    assert numbers_of(cast, cast.officer).not_asked == 1
    assert numbers_of(cast, cast.colleague).not_asked == 0


def test_those_without_an_officer_are_counted_as_they_are_listed(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    nobodys = people.person(provider=cast.officer.organisation)
    people.person(provider=cast.officer.organisation)
    sentences.sentence(nobodys)
    assert teams.waiting_for(cast.manager, TODAY).unallocated == 1
    assert nobodys.name in page_of(cast.manager, "/allocation/")


def test_what_is_to_verify_and_to_agree_is_counted(cast: CaseworkCast, busy: list[Case]) -> None:
    waiting = teams.waiting_for(cast.manager, TODAY)
    assert (waiting.number("oversight_verify"), waiting.number("breach_refer")) == (3, 3)
    assert rows_of(page_of(cast.manager, f"{DUE}?kind=breach_refer&when=all")) == 3


def test_records_that_somebody_proposes_to_join_are_counted_until_decided(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    merge = Merge.objects.create(
        kept=busy[0].person, other=busy[1].person, reason="The same PNC number", proposed_at=NOW,
        proposed_by=cast.officer,
    )  # fmt: skip
    assert teams.waiting_for(cast.manager, TODAY).merges == 1
    merge.refused_at, merge.refused_by = NOW, cast.manager
    merge.save()
    assert teams.waiting_for(cast.manager, TODAY).merges == 0


@pytest.mark.parametrize(
    "page",
    [
        "allocation:unallocated", "allocation:officers", "allocation:covers", "enforcement:acceptances",
        "people:duplicates", "people:merges", "assessments:police", "dashboards:imports",
    ],
)  # fmt: skip
def test_a_managers_home_leads_to_all_that_managers_look_after(
    cast: CaseworkCast, busy: list[Case], page: str
) -> None:
    address = reverse(page)
    assert f'href="{address}"' in page_of(cast.manager, HOME).split("<main", 1)[1]
    assert client_of(cast.manager).get(address).status_code == 200


def test_an_officers_home_leads_to_handing_over(cast: CaseworkCast) -> None:
    assert 'href="/cover/"' in page_of(cast.officer, HOME)


def test_a_manager_starts_with_the_own_team_and_can_choose_another(
    cast: CaseworkCast, busy: list[Case]
) -> None:
    other = people.team(cast.officer.organisation, name="Team 2", office="Abbey")
    assert "Team 1, Riverside: overdue work by officer" in page_of(cast.manager, HOME)
    assert "Nobody is supervised in Team 2" in page_of(cast.manager, f"{HOME}?team={other.pk}")


def test_the_team_of_another_provider_cannot_be_chosen(cast: CaseworkCast, busy: list[Case]) -> None:
    ours = people.team(cast.officer.organisation)
    assert "Riverside" not in page_of(cast.strange_manager, f"{HOME}?team={ours.pk}")


def test_no_home_asks_more_often_when_there_is_more(cast: CaseworkCast, busy: list[Case]) -> None:
    def asked() -> list[int]:
        numbers = []
        for user, address in [
            (cast.officer, HOME), (cast.officer, DUE), (cast.officer, CASELOAD), (cast.manager, HOME),
            (cast.manager, DUE), (cast.manager, TEAM), (cast.manager, f"{TEAM}?number=overdue"),
            (cast.manager, f"{TEAM}?number=absences"),
        ]:  # fmt: skip
            client = client_of(user)
            client.get(address)
            with CaptureQueriesContext(connection) as statements:
                client.get(address)
            numbers.append(len(statements))
        return numbers

    few = asked()
    for _ in range(6):
        busy_case(cast.officer, cast.manager)
    assert asked() == few
    assert max(few) <= MOST


def test_each_home_is_an_event(cast: CaseworkCast, busy: list[Case]) -> None:
    page_of(cast.manager, f"{TEAM}?number=outcomes")
    assert Event.objects.get(action="shown in a list").details == {"page": "dashboards:team_cases"}
