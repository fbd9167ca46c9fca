import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from caseward.config import home
from caseward.shared.accounts.models import Role
from caseward.shared.govuk import slots
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def test_the_start_page_answers_without_sign_in_and_leads_to_it(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "open software for probation" in response.text
    assert f'href="{reverse("account_login")}"' in response.text


def test_the_start_page_shows_what_fills_its_place(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(slots._fillers, "home.public", [lambda request: "the latest results"])
    assert "the latest results" in client.get("/").text


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_page_of_its_own_to_start_on(client: Client, role: Role, settings: Settings) -> None:
    assert set().union(*home.NEEDS.values()) <= set(settings.HALVES)
    client.force_login(accounts.account(role))
    assert client.get("/")["Location"] == reverse(home.STARTS_AT[role])


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.OFFICER, Role.DIRECTOR])
def test_without_their_half_people_start_on_their_own_account(
    client: Client, settings: Settings, role: Role
) -> None:
    settings.HALVES = []
    client.force_login(accounts.account(role))
    assert client.get("/")["Location"] == reverse("accounts:own")


def test_health_answers_while_the_database_does(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health").status_code == 200

    def no_cursor() -> None:
        raise OSError("gone")

    monkeypatch.setattr(connection, "cursor", no_cursor)
    client.raise_request_exception = False
    assert client.get("/health").status_code == 500
