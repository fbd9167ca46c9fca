from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import ResolverMatch, path

from caseward.shared.govuk import navigation


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _page, name="start"),
    path("inspections/", _page, name="list"),
    path("inspections/library/", _page, name="library"),
]


@pytest.fixture(autouse=True)
def _own_links(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_header", {})
    monkeypatch.setattr(navigation, "_footer", {})
    monkeypatch.setattr(navigation, "_under", {})
    monkeypatch.setattr(navigation, "_starts", [])
    with override_settings(ROOT_URLCONF=__name__):
        yield


def request(where: str, **user: object) -> HttpRequest:
    asked = RequestFactory().get(where)
    asked.user = SimpleNamespace(**user)  # type: ignore[assignment] # no table is needed to ask who looks
    return asked


def items(where: str, **user: object) -> list[dict[str, Any]]:
    return navigation.header_items(request(where, **user))


def test_links_stand_in_their_order_and_only_for_those_they_are_meant_for() -> None:
    navigation.register("Library", "library", order=20)
    navigation.register("Inspections", "list", when=lambda user: user.is_inspector, order=10)
    assert [item["text"] for item in items("/", is_inspector=True)] == ["Inspections", "Library"]
    assert [item["text"] for item in items("/", is_inspector=False)] == ["Library"]


def test_the_section_that_a_page_lies_in_is_marked_and_only_that() -> None:
    navigation.register("Start", "start")
    navigation.register("Inspections", "list")
    navigation.register("Library", "library")
    marked = {item["text"]: (item["active"], item["current"]) for item in items("/inspections/library/crc/")}
    assert marked == {"Start": (False, False), "Inspections": (False, False), "Library": (True, False)}


def test_a_page_that_no_link_leads_to_marks_none() -> None:
    navigation.register("Start", "start")
    assert not any(item["active"] for item in items("/elsewhere/"))


def test_footer_links_are_registered_apart() -> None:
    navigation.register_footer("Privacy", "library")
    assert navigation.footer_items(request("/")) == [{"text": "Privacy", "href": "/inspections/library/"}]
    assert items("/") == []


def test_a_request_refused_before_sign_in_was_looked_at_has_no_links() -> None:
    navigation.register("Inspections", "list", when=lambda user: user.is_inspector)
    assert navigation.header_items(RequestFactory().get("/")) == []


def test_the_pages_of_an_app_may_stand_under_the_link_to_another() -> None:
    navigation.register("Inspections", "list")
    navigation.register("Library", "library")
    navigation.place_under("readings", "list")
    asked = request("/inspections/library/elsewhere/")
    asked.resolver_match = ResolverMatch(_page, (), {}, app_names=["readings"])
    assert [item["text"] for item in navigation.header_items(asked) if item["active"]] == ["Inspections"]


def test_without_that_link_the_path_decides() -> None:
    navigation.register("Library", "library")
    navigation.place_under("readings", "list")
    asked = request("/inspections/library/elsewhere/")
    asked.resolver_match = ResolverMatch(_page, (), {}, app_names=["readings"])
    assert [item["text"] for item in navigation.header_items(asked) if item["active"]] == ["Library"]


def test_home_is_where_somebody_starts_as_the_header_calls_it_for_them() -> None:
    navigation.register("Inspections", "list", when=lambda user: user.inspects)
    navigation.register("Audits", "list", when=lambda user: not user.inspects)
    navigation.start_by(lambda _user: "list")
    asked = request("/", is_authenticated=True, inspects=False)
    assert navigation.home_of(asked) == {"text": "Audits", "href": "/inspections/"}


@pytest.mark.parametrize("signed_in", [True, False])
def test_whoever_has_no_link_to_their_start_goes_to_the_start_page(*, signed_in: bool) -> None:
    navigation.register("Library", "library")
    navigation.start_by(lambda _user: "list")
    home = navigation.home_of(request("/", is_authenticated=signed_in))
    assert home == {"text": "Start page", "href": "/"}
