"""In a large area nobody knew the ethnicity of every fifth person, and nobody saw that it was missing."""

import re

import pytest
from django.test import Client

from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User
from tests.factories import allocation, people
from tests.factories.people import CaseworkCast


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """An officer and a colleague in one team, each with five people, and their manager."""
    cast = people.casework_cast()
    for user in (cast.officer, cast.colleague):
        allocation.post(user)
    allocation.post(cast.manager, grade="spo")
    for _ in range(4):
        people.person(cast.officer, ethnicity="white")
        people.person(cast.colleague, ethnicity=Person.Ethnicity.NOT_SAID)
    people.person(cast.officer, ethnicity="", name="Unasked Person")
    people.person(cast.colleague, ethnicity="", name="Nobody Asked")
    return cast


def page_of(user: User, address: str) -> str:
    """What the user reads there."""
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(page: str) -> int:
    """How many people the page lists."""
    return page.partition("<tbody")[2].partition("</tbody>")[0].count("<tr")


def test_the_team_sees_how_many_nobody_has_asked(cast: CaseworkCast) -> None:
    page = page_of(cast.manager, "/my-work/team/?number=ethnicity")
    assert listed(page) == 2
    assert "Unasked Person" in page
    assert "Nobody Asked" in page


def test_the_number_of_each_officer_opens_just_these(cast: CaseworkCast) -> None:
    home = page_of(cast.manager, "/my-work/")
    opened = re.findall(r'href="(/my-work/team/[^"]*number=ethnicity[^"]*)">1<', home.replace("&amp;", "&"))
    assert len(opened) == 2
    assert [listed(page_of(cast.manager, address)) for address in opened] == [1, 1]


def test_not_wanting_to_say_is_not_missing(cast: CaseworkCast) -> None:
    Person.objects.filter(ethnicity="").update(ethnicity=Person.Ethnicity.NOT_SAID)
    assert listed(page_of(cast.manager, "/my-work/team/?number=ethnicity")) == 0


def test_the_form_never_answers_for_the_person(cast: CaseworkCast) -> None:
    page = page_of(cast.officer, "/people/new/")
    assert 'name="ethnicity"' in page
    assert "checked" not in page
