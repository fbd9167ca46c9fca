import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from caseward.config import settings as real_settings
from caseward.shared.accounts.models import Role, User
from caseward.shared.audit.models import Event
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_code_runs_out_meanwhile() -> Iterator[None]:
    """A code holds for half a minute, and a test that begins at its end would be refused."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_password(client: Client, user: User, password: str = accounts.PASSWORD, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def actions_in_the_log() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("action", flat=True))


def test_the_password_alone_opens_nothing(client: Client) -> None:
    user = accounts.account()
    response = give_password(client, user)
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:own")).status_code == 302
    assert actions_in_the_log() == []


def test_password_and_code_open_the_account_and_are_logged(client: Client) -> None:
    user = accounts.account(Role.ADMINISTRATOR)
    give_password(client, user)
    response = client.post(reverse("mfa_authenticate"), {"code": code_for(accounts.SECRET)}, follow=True)
    assert response.request["PATH_INFO"] == reverse("accounts:index")
    assert user.name in response.text
    event = Event.objects.get()
    assert (event.action, event.actor_id, event.subject_id) == ("signed in", str(user.pk), str(user.pk))


def test_a_code_cannot_be_used_twice(client: Client) -> None:
    user = accounts.account()
    code = code_for(accounts.SECRET)
    give_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    thief = Client()
    give_password(thief, user)
    response = thief.post(reverse("mfa_authenticate"), {"code": code})
    assert response.status_code == 200
    assert "Incorrect code" in response.text
    assert "second factor refused" in actions_in_the_log()


def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client) -> None:
    asked = client.get(reverse("accounts:own"))
    assert asked["Location"] == f"{reverse('account_login')}?next={reverse('accounts:own')}"
    user = accounts.account()
    page = client.get(asked["Location"])
    assert f'name="next" value="{reverse("accounts:own")}"' in page.text
    give_password(client, user, next=reverse("accounts:own"))
    response = client.post(reverse("mfa_authenticate"), {"code": code_for(accounts.SECRET)})
    assert response["Location"] == reverse("accounts:own")


def test_signing_in_never_leads_to_another_site(client: Client) -> None:
    give_password(client, accounts.account(), next="https://elsewhere.example/")
    response = client.post(reverse("mfa_authenticate"), {"code": code_for(accounts.SECRET)})
    assert response["Location"] == "/"


def test_a_wrong_password_is_refused_and_logged_without_the_address(client: Client) -> None:
    user = accounts.account()
    response = give_password(client, user, password="wrong")
    assert "not correct" in response.text
    event = Event.objects.get()
    assert (event.action, event.subject_id, event.actor_name) == (
        "sign-in failed",
        str(user.pk),
        "nobody signed in",
    )
    assert user.email not in str(event.details)


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client: Client) -> None:
    user = accounts.account()
    unknown = User(email="nobody@example.org")
    known_says = re.findall(r"error-summary.*?</div>", give_password(client, user, "wrong").text, re.DOTALL)
    assert known_says
    assert (
        re.findall(r"error-summary.*?</div>", give_password(client, unknown, "wrong").text, re.DOTALL)
        == known_says
    )
    assert Event.objects.first().subject_id == ""  # type: ignore[union-attr]  # two events were just written
    assert "nobody@example.org" not in str(list(Event.objects.values()))


def test_guessing_a_password_is_stopped_after_five_attempts(client: Client) -> None:
    user = accounts.account()
    for _ in range(5):
        give_password(client, user, password="wrong")
    response = give_password(client, user)
    assert "Too many failed login attempts" in response.text


def test_attempts_are_counted_in_the_database_so_that_every_process_knows_them(
    client: Client, settings: Settings
) -> None:
    settings.CACHES = real_settings.CACHES
    user = accounts.account()
    for _ in range(5):
        give_password(client, user, password="wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM caseward_cache")
        assert cursor.fetchone()[0] > 0
    assert "Too many failed login attempts" in give_password(client, user).text


def test_a_deactivated_account_cannot_sign_in_and_is_told_so(client: Client) -> None:
    user = accounts.account(is_active=False)
    response = client.post(
        reverse("account_login"), {"login": user.email, "password": accounts.PASSWORD}, follow=True
    )
    assert "This account is not active" in response.text
    assert client.get(reverse("accounts:own")).status_code == 302


def test_deactivating_ends_a_session_that_is_open(client: Client) -> None:
    user = accounts.account()
    client.force_login(user)
    assert client.get(reverse("accounts:own")).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(reverse("accounts:own")).status_code == 302


def test_signing_out_is_logged_and_ends_the_session(client: Client) -> None:
    client.force_login(accounts.account())
    response = client.post(reverse("account_logout"), follow=True)
    assert "You have signed out." in response.text
    assert client.get(reverse("accounts:own")).status_code == 302
    assert actions_in_the_log() == ["signed out"]


def test_nobody_can_sign_up() -> None:
    for name in ("account_signup", "account_email", "account_reset_password", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_without_a_second_factor_every_page_leads_to_setting_one_up(client: Client) -> None:
    give_password(client, accounts.account(second_factor=False))
    for name in ("home", "accounts:own", "mfa_index", "account_inactive"):
        assert client.get(reverse(name))["Location"] == reverse("mfa_activate_totp")


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_factor_gives_recovery_codes_and_is_logged(client: Client) -> None:
    user = accounts.account(second_factor=False)
    give_password(client, user)
    page = client.get(reverse("mfa_activate_totp"))
    secret = "".join(re.findall(r"\b[A-Z2-7]{4}\b", page.text.split("<code>")[1].split("</code>")[0]))
    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}, follow=True)
    assert response.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<li><code>", response.text)) == 10
    assert "Your authenticator app is set up." in response.text
    assert actions_in_the_log()[:2] == ["signed in", "second factor added"]
    assert client.get(reverse("accounts:own")).status_code == 200


def test_a_wrong_first_code_sets_nothing_up(client: Client) -> None:
    user = accounts.account(second_factor=False)
    give_password(client, user)
    client.get(reverse("mfa_activate_totp"))
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Incorrect code" in response.text
    assert not accounts.has_second_factor(user)


def test_the_secret_of_the_second_factor_is_not_stored_as_it_is() -> None:
    user = accounts.account()
    assert accounts.SECRET not in str(Authenticator.objects.get(user=user).data)


def test_a_replaced_secret_key_still_opens_the_second_factor(client: Client, settings: Settings) -> None:
    user = accounts.account()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether, as long as it has to be"
    give_password(client, user)
    response = client.post(reverse("mfa_authenticate"), {"code": code_for(accounts.SECRET)})
    assert response["Location"] == "/"


def test_a_recovery_code_stands_in_for_the_app_once(client: Client) -> None:
    user = accounts.account()
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (302, 200):
        browser = Client()
        give_password(browser, user)
        assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_a_stolen_session_cannot_remove_the_second_factor_without_the_password(client: Client) -> None:
    user = accounts.account()
    client.force_login(user)
    response = client.post(reverse("mfa_deactivate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert accounts.has_second_factor(user)
    again = client.post(response["Location"], {"password": accounts.PASSWORD})
    assert again["Location"] == reverse("mfa_index")
    assert not accounts.has_second_factor(user)
    assert actions_in_the_log() == ["second factor removed"]


def test_the_second_factor_page_shows_what_is_set_up(client: Client) -> None:
    user = accounts.account()
    RecoveryCodes.activate(user)
    client.force_login(user)
    assert "10 codes left" in client.get(reverse("mfa_index")).text


def test_new_recovery_codes_replace_the_old(client: Client) -> None:
    user = accounts.account()
    old = RecoveryCodes.activate(user).get_unused_codes()
    give_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_for(accounts.SECRET)})
    assert "10 unused codes" in client.get(reverse("mfa_generate_recovery_codes")).text
    page = client.post(reverse("mfa_generate_recovery_codes"), follow=True)
    assert old[0] not in page.text
    assert "Your recovery codes" in page.text


def test_a_temporary_password_is_changed_before_anything_else(client: Client) -> None:
    user = accounts.account(password_is_temporary=True)
    client.force_login(user)
    assert client.get(reverse("home"))["Location"] == reverse("account_change_password")
    page = client.get(reverse("account_change_password"))
    assert "Choose a password of your own" in page.text
    new = "quite another long password"
    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": accounts.PASSWORD, "password1": new, "password2": new},
        follow=True,
    )
    assert "Your password is changed." in response.text
    user.refresh_from_db()
    assert user.check_password(new)
    assert not user.password_is_temporary
    assert actions_in_the_log() == ["password changed"]


@pytest.mark.parametrize("bad", ["short", "password1234", "any-inspector"])
def test_a_weak_password_is_refused(client: Client, bad: str) -> None:
    user = accounts.account()
    client.force_login(user)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": accounts.PASSWORD, "password1": bad, "password2": bad},
    )
    user.refresh_from_db()
    assert user.check_password(accounts.PASSWORD)


def test_what_a_signed_in_person_sees_is_kept_in_no_browser(client: Client) -> None:
    address = reverse("account_login")
    assert "no-store" not in client.get(reverse("home")).headers.get("Cache-Control", "")
    client.force_login(accounts.account())
    for shown in (
        client.get(reverse("accounts:own")),
        client.get(reverse("accounts:index")),
        client.get(address),
    ):
        assert "no-store" in shown["Cache-Control"]


class TestDemonstration:
    def test_the_sign_in_page_lists_the_demonstration_accounts_only_where_it_runs(
        self, client: Client, settings: Settings
    ) -> None:
        user = accounts.account(name="Ada Invented", is_demonstration=True, second_factor=False)
        accounts.account(name="Real Person")
        assert "Ada Invented" not in client.get(reverse("account_login")).text
        settings.DEMO = True
        page = client.get(reverse("account_login")).text
        assert "Sign in as Ada Invented" in page
        assert reverse("accounts:sign_in_as", args=[user.pk]) in page
        assert "Real Person" not in page

    def test_one_button_signs_in_without_a_second_factor_and_is_logged(
        self, client: Client, settings: Settings
    ) -> None:
        settings.DEMO = True
        user = accounts.account(Role.ADMINISTRATOR, is_demonstration=True, second_factor=False)
        response = client.post(reverse("accounts:sign_in_as", args=[user.pk]), follow=True)
        assert response.request["PATH_INFO"] == reverse("accounts:index")
        assert actions_in_the_log() == ["signed in"]

    def test_one_button_changes_from_one_person_to_another(self, client: Client, settings: Settings) -> None:
        settings.DEMO = True
        first = accounts.account(name="First", is_demonstration=True, second_factor=False)
        second = accounts.account(name="Second", is_demonstration=True, second_factor=False)
        for user in (first, second):
            client.post(reverse("accounts:sign_in_as", args=[user.pk]))
        page = client.get(reverse("accounts:own")).text
        assert "Second" in page
        assert "First" not in page

    def test_nobody_signs_in_so_where_no_demonstration_runs(self, client: Client) -> None:
        user = accounts.account(is_demonstration=True)
        assert client.post(reverse("accounts:sign_in_as", args=[user.pk])).status_code == 404

    def test_nobody_signs_in_so_as_a_real_person(self, client: Client, settings: Settings) -> None:
        settings.DEMO = True
        user = accounts.account()
        assert client.post(reverse("accounts:sign_in_as", args=[user.pk])).status_code == 404

    def test_people_are_listed_in_the_order_of_an_inspection(
        self, client: Client, settings: Settings
    ) -> None:
        settings.DEMO = True
        accounts.account(Role.ADMINISTRATOR, name="Abe", is_demonstration=True)
        accounts.account(Role.LEAD_INSPECTOR, name="Zoe", is_demonstration=True)
        page = client.get(reverse("account_login")).text
        assert page.index("Sign in as Zoe") < page.index("Sign in as Abe")

    @pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "mfa_activate_totp"])
    def test_nobody_can_lock_others_out_of_an_invented_account(
        self, client: Client, settings: Settings, name: str
    ) -> None:
        settings.DEMO = True
        client.force_login(accounts.account(is_demonstration=True, second_factor=False))
        response = client.get(reverse(name))
        assert response.status_code == 403
        assert "This account is shared by everybody who tries the demonstration" in response.text
        assert f'href="{reverse(name)}"' not in client.get(reverse("accounts:own")).text

    def test_a_link_cannot_sign_anybody_in(self, client: Client, settings: Settings) -> None:
        settings.DEMO = True
        user = accounts.account(is_demonstration=True)
        assert client.get(reverse("accounts:sign_in_as", args=[user.pk])).status_code == 405

    def test_the_published_password_opens_nothing_where_no_demonstration_runs(self, client: Client) -> None:
        user = accounts.account(Role.ADMINISTRATOR, is_demonstration=True, second_factor=False)
        response = client.get(give_password(client, user)["Location"])
        assert response["Location"] == reverse("account_inactive")
        assert client.get(reverse("accounts:own")).status_code == 302
        assert client.session.get("_auth_user_id") is None

    def test_a_session_of_the_demonstration_ends_with_it(self, client: Client) -> None:
        client.force_login(accounts.account(Role.ADMINISTRATOR, is_demonstration=True))
        assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("account_inactive")
        assert client.session.get("_auth_user_id") is None
