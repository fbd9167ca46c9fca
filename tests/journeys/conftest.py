"""A browser for the whole session, a fresh walk for each journey, and the people who make them."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from caseward.shared.accounts.models import User
from tests.factories import accounts
from tests.journeys.walk import HEIGHT, WIDTHS, Walk

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 10_000
NewWalk = Callable[..., Walk]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. While it is open, Django must allow the database beside Playwright's event loop."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            yield browser
            browser.close()


@pytest.fixture(scope="session")
def seen() -> set[tuple[str, str]]:
    """The pages that a journey has checked for accessibility: address and kinds of element on it."""
    return set()


@pytest.fixture
def new_walk(
    browser: Browser, live_server: LiveServer, seen: set[tuple[str, str]], settings: Settings
) -> Iterator[NewWalk]:
    """Makes walks, each in a browser of its own; nothing may have gone wrong in any when the journey ends."""
    settings.DEMO = True
    walks: list[Walk] = []

    def begin(*, scripts: bool = True) -> Walk:
        context = browser.new_context(
            java_script_enabled=scripts, viewport={"width": WIDTHS[-1], "height": HEIGHT}, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        walks.append(Walk(context, live_server.url, seen, scripts=scripts))
        return walks[-1]

    yield begin
    for walk in walks:
        walk.context.close()
        walk.assert_no_fault()


@pytest.fixture
def walk(new_walk: NewWalk) -> Walk:
    """One person's browser."""
    return new_walk()


@pytest.fixture
def cast(transactional_db: None) -> accounts.Cast:
    """The cast as people of the demonstration, who sign in with one button."""
    cast = accounts.cast()
    User.objects.update(is_demonstration=True)
    Authenticator.objects.all().delete()
    return cast
