import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from caseward.shared.govuk import error_pages, navigation, slots

pytestmark = pytest.mark.django_db


def request() -> HttpRequest:
    return RequestFactory().get("/somewhere/")


@pytest.mark.parametrize(
    "refusal",
    [
        error_pages.BAD_REQUEST,
        error_pages.NOT_ALLOWED,
        error_pages.NOT_FOUND,
        error_pages.METHOD_NOT_ALLOWED,
        error_pages.TOO_LARGE,
        error_pages.FORM_EXPIRED,
    ],
    ids=lambda refusal: refusal.heading,
)
def test_a_refusal_is_a_whole_page_that_says_what_happened_and_what_to_do_next(
    refusal: error_pages.Refusal,
) -> None:
    answer = error_pages.refuse(request(), refusal)
    page = answer.content.decode()
    assert answer.status_code == refusal.status
    assert f"<title>{refusal.heading} – Caseward</title>" in page
    assert f'<h1 class="govuk-heading-l">{refusal.heading}</h1>' in page
    assert all(words in page for words in (*refusal.paragraphs, *refusal.next_steps))


def test_the_reasons_of_a_policy_are_printed_and_escaped_and_stay_out_of_the_title() -> None:
    page = error_pages.not_allowed(request(), ["The case of <A N Other> is not yours."]).content.decode()
    assert "<li>The case of &lt;A N Other&gt; is not yours.</li>" in page
    assert "A N Other" not in page.split("</title>")[0]


def test_the_page_for_a_fault_of_ours_needs_no_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator] # pytest-django exports no type for its fixture
        answer = error_pages.server_error(request())
    assert answer.status_code == 500
    assert b"The fault is ours" in answer.content


@pytest.fixture
def _own_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of the house are not there, so its links cannot be."""
    monkeypatch.setattr(navigation, "_header", {})
    monkeypatch.setattr(navigation, "_footer", {})
    monkeypatch.setattr(slots, "_fillers", {})


def _broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a case reference that must not be shown")


urlpatterns = [path("broken/", _broken)]
handler404 = error_pages.page_not_found
handler500 = error_pages.server_error


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.usefixtures("_own_frame")
def test_django_uses_the_handlers_and_never_shows_the_exception() -> None:
    client = Client(raise_request_exception=False)
    assert "Page not found" in client.get("/nowhere/").content.decode()
    broken = client.get("/broken/")
    assert broken.status_code == 500
    assert "case reference" not in broken.content.decode()
