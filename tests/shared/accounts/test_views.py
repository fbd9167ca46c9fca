import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, organisations

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> User:
    """Signed in."""
    user = accounts.account(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def filled_in(**changes: Any) -> dict[str, Any]:
    return {
        "creation_key": uuid.uuid4(),
        "name": "Kim Newcomer",
        "email": "kim@example.org",
        "role": "analyst",
        "organisation": organisations.inspectorate().pk,
        "password": "three random words",
        **changes,
    }


def errors_in(page: str) -> str:
    found = re.search(r'class="govuk-error-summary".*?</ul>', page, re.DOTALL)
    return found.group() if found else ""


def test_every_account_is_listed_page_by_page(client: Client, administrator: User) -> None:
    for number in range(50):
        accounts.account(name=f"Person {number:02}", second_factor=False)
    first = client.get(reverse("accounts:index")).text
    second = client.get(reverse("accounts:index"), {"page": 2}).text
    assert "Person 00" in first
    assert "Person 49" not in first
    assert "Person 49" in second


def test_an_account_is_added_by_a_form_and_signs_in(client: Client, administrator: User) -> None:
    form = filled_in()
    response = client.post(reverse("accounts:add"), form, follow=True)
    assert "The account of Kim Newcomer is added." in response.text
    newcomer = Client()
    newcomer.post(reverse("account_login"), {"login": "KIM@example.org", "password": "three random words"})
    assert newcomer.get(reverse("home"))["Location"] == reverse("account_change_password")


def test_sending_the_form_twice_makes_one_account_and_no_complaint(
    client: Client, administrator: User
) -> None:
    form = filled_in()
    client.post(reverse("accounts:add"), form)
    assert client.post(reverse("accounts:add"), form).status_code == 302
    assert User.objects.filter(name="Kim Newcomer").count() == 1


def test_an_email_address_belongs_to_one_account(client: Client, administrator: User) -> None:
    client.post(reverse("accounts:add"), filled_in())
    page = client.post(reverse("accounts:add"), filled_in(email="KIM@EXAMPLE.ORG")).text
    assert "Another account has this email address." in errors_in(page)


@pytest.mark.parametrize("password", ["tiny-one", "password1234"])
def test_a_weak_temporary_password_is_refused(client: Client, administrator: User, password: str) -> None:
    page = client.post(reverse("accounts:add"), filled_in(password=password)).text
    assert "password" in errors_in(page)
    assert password not in page
    assert not User.objects.filter(name="Kim Newcomer").exists()


def test_a_form_without_its_creation_key_is_sent_back(client: Client, administrator: User) -> None:
    page = client.post(reverse("accounts:add"), filled_in(creation_key="")).text
    assert "out of date" in errors_in(page)


def test_an_account_is_changed_by_a_form(client: Client, administrator: User) -> None:
    account = accounts.account(name="Before")
    page = client.get(reverse("accounts:change", args=[account.pk]))
    assert 'value="Before"' in page.text
    changed = {"version": 0, "name": "After", "role": "panel_member", "organisation": account.organisation_id}
    client.post(reverse("accounts:change", args=[account.pk]), changed)
    account.refresh_from_db()
    assert (account.name, account.role, account.version) == ("After", "panel_member", 1)


def test_a_clash_shows_both_versions_and_the_second_save_goes_through(
    client: Client, administrator: User
) -> None:
    account = accounts.account(name="Before")
    address = reverse("accounts:change", args=[account.pk])
    fields = {"role": account.role, "organisation": account.organisation_id}
    client.post(address, {"version": 0, "name": "Their name", **fields})

    clash = client.post(address, {"version": 0, "name": "My name", **fields})

    assert clash.status_code == 409
    table = re.search(r"<table.*?</table>", clash.text, re.DOTALL)
    assert table is not None
    assert "Their name" in table.group()
    assert "My name" in table.group()
    assert "Role" not in table.group()
    assert 'value="My name"' in clash.text
    version = re.search(r'name="version" value="(\d+)"', clash.text)
    assert version is not None
    client.post(address, {"version": version.group(1), "name": "My name", **fields})
    account.refresh_from_db()
    assert account.name == "My name"


def test_buttons_deactivate_and_reactivate_an_account(client: Client, administrator: User) -> None:
    account = accounts.account()
    address = reverse("accounts:change", args=[account.pk])
    assert "Deactivate this account" in client.get(address).text
    client.post(reverse("accounts:deactivate", args=[account.pk]), {"version": 0})
    assert "Reactivate this account" in client.get(address).text
    client.post(reverse("accounts:reactivate", args=[account.pk]), {"version": 1})
    assert "Deactivate this account" in client.get(address).text


def test_a_button_pressed_on_a_page_that_is_out_of_date_changes_nothing(
    client: Client, administrator: User
) -> None:
    account = accounts.account(version=3)
    response = client.post(reverse("accounts:deactivate", args=[account.pk]), {"version": 2})
    assert response.status_code == 409
    assert "Somebody else changed this in the meantime" in response.text
    account.refresh_from_db()
    assert account.is_active


def test_an_administrator_sees_why_their_own_account_has_no_such_button(
    client: Client, administrator: User
) -> None:
    page = client.get(reverse("accounts:change", args=[administrator.pk])).text
    assert "Deactivate this account" not in page
    assert "You cannot deactivate your own account. Ask another administrator." in page


def test_a_temporary_password_is_set_by_a_form(client: Client, administrator: User) -> None:
    account = accounts.account()
    address = reverse("accounts:reset", args=[account.pk])
    assert "old authenticator app" in client.get(address).text
    client.post(address, {"version": 0, "password": "the next long password"})
    account.refresh_from_db()
    assert account.check_password("the next long password")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_others_are_refused_with_the_reason(client: Client, role: Role) -> None:
    user = accounts.account(role)
    client.force_login(user)
    own: dict[str, Any] = {"args": [user.pk]}
    for address in (
        reverse("accounts:index"),
        reverse("accounts:add"),
        reverse("accounts:change", **own),
        reverse("accounts:reset", **own),
        reverse("organisations:index"),
        reverse("organisations:add"),
    ):
        response = client.get(address)
        assert response.status_code == 403
        assert "Only an administrator can manage" in response.text
        assert "What to do next" in response.text
    for name in ("accounts:deactivate", "accounts:reactivate"):
        assert client.post(reverse(name, **own), {"version": 0}).status_code == 403


def test_one_s_own_page_tells_what_the_account_is(client: Client) -> None:
    client.force_login(accounts.account(Role.ANALYST, name="Ana Analyst"))
    page = client.get(reverse("accounts:own")).text
    for words in (
        "Ana Analyst",
        "Inspection analyst",
        "ana-analyst@example.org",
        "Inspectorate of Probation Work",
    ):
        assert words in page


def test_the_corner_of_the_page_says_who_has_signed_in_and_offers_the_way_out(client: Client) -> None:
    client.force_login(accounts.account(name="Ana <b>Analyst</b>"))
    page = client.get(reverse("accounts:own")).text
    corner = re.search(r'class="cw-header__account">(.*?)</header>', page, re.DOTALL)
    assert corner is not None
    assert "Ana &lt;b&gt;Analyst&lt;/b&gt;" in corner.group(1)
    assert f'action="{reverse("account_logout")}"' in corner.group(1)
