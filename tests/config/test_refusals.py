import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils.html import escape
from pytest_django import Settings

from caseward.config.urls import handler400, handler403, handler404, handler429, handler500
from caseward.config.urls import urlpatterns as every_page
from caseward.shared.accounts.models import Role, User
from caseward.shared.records.models import Conflict, NotAllowed
from tests.factories import accounts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.test_refusals")]


def refuse(request: HttpRequest) -> HttpResponse:
    raise NotAllowed(["The panel has not met.", "Only the panel <decides>."])


def clash(request: HttpRequest) -> HttpResponse:
    raise Conflict(User(name="Nora Private"))


def break_down(request: HttpRequest) -> HttpResponse:
    raise ValueError("Nora Private")


urlpatterns = [
    path("refuse", refuse),
    path("clash", clash),
    path("break-down", break_down),
    *every_page,
]
__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


def title_of(page: str) -> str:
    return page.split("<title>")[1].split("</title>", maxsplit=1)[0]


def test_a_refusal_prints_every_reason_and_what_to_do_next(client: Client) -> None:
    response = client.get("/refuse")
    assert response.status_code == 403
    assert "<li>The panel has not met.</li>" in response.text
    assert "<li>Only the panel &lt;decides&gt;.</li>" in response.text
    assert "What to do next" in response.text


def test_a_clash_nobody_caught_says_that_nothing_was_saved_and_names_nobody(client: Client) -> None:
    response = client.get("/clash")
    assert response.status_code == 409
    assert "Nothing of yours was saved" in response.text
    assert "Nora Private" not in response.text


LONG = "He said that he would come on Monday, and that his mother\nwould <bring> him to the office."


@pytest.mark.parametrize("address", ["/refuse", "/clash"])
def test_what_was_typed_at_length_can_be_copied_from_the_refusal(client: Client, address: str) -> None:
    typed = {"words": LONG, "short": "Came late", "password": "correct horse battery staple"}
    page = client.post(address, typed).text
    assert escape(LONG) in page
    assert "Copy what you want to keep" in page
    assert "Came late" not in page
    assert "staple" not in page
    assert "What you typed" not in client.get(address).text


def test_what_a_strange_page_sends_is_not_shown_as_typed_here() -> None:
    page = Client(enforce_csrf_checks=True).post("/refuse", {"words": LONG}).text
    assert "can no longer be sent" in page
    assert "his mother" not in page


def test_a_fault_of_ours_is_a_page_that_tells_nothing_about_anybody(client: Client) -> None:
    client.raise_request_exception = False
    client.force_login(accounts.account(name="Nora Private"))
    response = client.get("/break-down")
    assert response.status_code == 500
    assert "The fault is ours" in response.text
    assert "Nora Private" not in response.text


def test_no_refusal_has_a_name_in_its_title(client: Client) -> None:
    client.raise_request_exception = False
    client.force_login(accounts.account(name="Nora Private"))
    for address in ("/refuse", "/clash", "/break-down", "/not-there"):
        assert "Nora" not in title_of(client.get(address).text)


def test_a_page_that_is_not_there_says_so(client: Client) -> None:
    response = client.get("/not-there")
    assert response.status_code == 404
    assert "Page not found" in title_of(response.text)


def test_a_page_used_in_the_wrong_way_says_so_and_keeps_the_allowed_ways(client: Client) -> None:
    response = client.post(reverse("health"))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "cannot be used in that way" in response.text


def test_a_form_from_elsewhere_is_refused_with_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post(
        reverse("account_login"), {"login": "a", "password": "b"}
    )
    assert response.status_code == 403
    assert "reload the page" in response.text


def test_too_many_attempts_get_a_page_of_the_house(client: Client) -> None:
    for _ in range(31):
        response = client.post(reverse("account_login"), {})
    assert response.status_code == 429
    assert "Wait a few minutes" in response.text


def test_an_unknown_host_gets_a_page_not_a_trace(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "could not be read" in response.text


@pytest.mark.parametrize(
    "name", ["accounts:index", "accounts:add", "accounts:own", "organisations:index", "mfa_index"]
)
def test_whoever_has_not_signed_in_is_asked_to(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_pages_run_only_scripts_and_styles_of_our_own(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_an_administrator_s_role_does_not_open_what_a_policy_refuses(client: Client) -> None:
    client.force_login(accounts.account(Role.ADMINISTRATOR))
    assert client.get("/refuse").status_code == 403
