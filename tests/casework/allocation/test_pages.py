"""Pages about officers, allocation and cover."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.casework.allocation.models import Allocation, Post
from caseward.casework.people.models import AccessList, Cover
from caseward.shared.audit.models import Event, Sighting
from tests.factories import allocation, people, sentences
from tests.factories.people import CaseworkCast


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation; both officers hold a post."""
    made = people.casework_cast()
    allocation.post(made.officer)
    allocation.post(made.colleague)
    return made


def test_those_who_wait_longest_for_an_officer_stand_first(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    newer, older = people.person(), people.person()
    sentences.sentence(newer, sentenced_on=date(2026, 9, 1))
    sentences.sentence(older, sentenced_on=date(2026, 8, 1))
    page = client.get(reverse("allocation:unallocated")).content.decode()
    assert page.index(older.crn) < page.index(newer.crn)


def test_everybody_shown_without_an_officer_is_in_the_log(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    shown, barred = people.person(), people.person()
    for person in (shown, barred):
        sentences.sentence(person)
    people.access_list(barred, AccessList.Kind.EXCLUSION, by=cast.manager, naming=(cast.manager,))
    page = client.get(reverse("allocation:unallocated")).content.decode()
    assert barred.crn not in page
    assert [each.subject_id for each in Sighting.objects.all()] == [str(shown.pk)]


def test_a_person_is_allocated_with_a_reason(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.manager)
    person = people.person()
    where = reverse("allocation:allocate", kwargs={"person_id": person.pk})
    typed = {"officer": cast.officer.pk, "version": "0", "creation_key": str(uuid4())}
    assert "at least 3 words" in client.post(where, {**typed, "reason": "Because"}).content.decode()
    assert not Allocation.objects.exists()
    answer = client.post(where, {**typed, "reason": "Speaks the same language"}, follow=True)
    assert "Speaks the same language" in answer.content.decode()
    assert Event.objects.filter(action="person allocated").count() == 1


def test_officers_stand_with_the_number_of_their_cases(client: Client, cast: CaseworkCast) -> None:
    for _ in range(7):
        people.person(cast.officer)
    client.force_login(cast.officer)
    page = client.get(reverse("allocation:officers")).content.decode()
    row = page[page.rindex("Own officer") :]
    assert 'numeric">7<' in row[: row.index("</tr>")]
    assert "Add an officer" not in page


def test_cover_is_arranged_for_leave(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.officer)
    today = timezone.localdate()
    days = {
        f"{name}_{part}": getattr(today, part)
        for name in ("starts_on", "ends_on")
        for part in ("day", "month", "year")
    }
    typed = {"away": cast.officer.pk, "covered_by": cast.colleague.pk, "creation_key": str(uuid4()), **days}
    client.post(reverse("allocation:arrange_cover"), {**typed, "handover": "Watch the Friday visit"})
    assert Cover.objects.get().covered_by == cast.colleague
    client.force_login(cast.colleague)
    assert "Watch the Friday visit" in client.get(reverse("allocation:covers")).content.decode()


def test_nobody_covers_for_themselves(client: Client, cast: CaseworkCast) -> None:
    client.force_login(cast.officer)
    typed = {"away": cast.officer.pk, "covered_by": cast.officer.pk, "creation_key": str(uuid4())}
    answer = client.post(reverse("allocation:arrange_cover"), typed)
    assert "Select somebody else" in answer.content.decode()
    assert not Cover.objects.exists()


def test_an_officer_of_another_provider_sees_neither_posts_nor_cover(
    client: Client, cast: CaseworkCast
) -> None:
    today = timezone.localdate()
    cover = people.cover(cast.officer, cast.colleague, starts_on=today, ends_on=today)
    client.force_login(cast.strange_manager)
    assert "Own officer" not in client.get(reverse("allocation:officers")).content.decode()
    assert "Own officer" not in client.get(reverse("allocation:covers")).content.decode()
    where = reverse("allocation:change_cover", kwargs={"cover_id": cover.pk})
    assert client.get(where).status_code == 404


def test_a_senior_officer_is_not_offered_a_caseload(client: Client, cast: CaseworkCast) -> None:
    allocation.post(cast.manager, grade=Post.Grade.SPO)
    client.force_login(cast.manager)
    person = people.person()
    page = client.get(reverse("allocation:allocate", kwargs={"person_id": person.pk})).content.decode()
    assert "Own officer, Probation officer, 0 cases now" in page
    assert "Own manager, Senior" not in page
