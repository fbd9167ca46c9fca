"""A browser for the whole session, a fresh walk for each journey, and the people who make them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from caseward.shared.accounts.models import User
from tests.factories import accounts
from tests.journeys.walk import HEIGHT, WIDTHS, SeenPages, Walk
from tests.journeys.working_day import Caseload, working_day

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 10_000
PHONE = 375
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
NewWalk = Callable[..., Walk]
Clock = time_machine.Traveller


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
def seen(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> SeenPages:
    """The pages that a journey has checked for accessibility: address and kinds of element on it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "seen-pages"
    folder.mkdir(exist_ok=True)
    return SeenPages(folder)


@pytest.fixture
def new_walk(
    browser: Browser, live_server: LiveServer, seen: SeenPages, settings: Settings
) -> Iterator[NewWalk]:
    """Makes walks, each in a browser of its own; nothing may have gone wrong in any when the journey ends."""
    settings.DEMO = True
    walks: list[Walk] = []

    def begin(*, scripts: bool = True, width: int = WIDTHS[-1]) -> Walk:
        context = browser.new_context(
            java_script_enabled=scripts, viewport={"width": width, "height": HEIGHT}, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        walks.append(Walk(context, live_server.url, seen, scripts=scripts, width=width))
        return walks[-1]

    yield begin
    for walk in walks:
        walk.context.close()
        walk.assert_no_fault()


@pytest.fixture
def walk(new_walk: NewWalk) -> Walk:
    """One person's browser."""
    return new_walk()


@pytest.fixture(params=[WIDTHS[-1], PHONE], ids=["wide", "phone"])
def sized_walk(new_walk: NewWalk, request: pytest.FixtureRequest) -> Walk:
    """One person's browser, once on a desk and once on a phone."""
    return new_walk(width=request.param)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Monday 9 November 2026, ten o'clock; the clock goes on from there and can be put forward."""
    with time_machine.travel(NOW) as clock:
        yield clock


@pytest.fixture
def caseload(clock: Clock, transactional_db: None) -> Caseload:
    """An officer's day and those around it, as people of the demonstration."""
    made = working_day(NOW.date())
    are_of_the_demonstration()
    return made


def are_of_the_demonstration() -> None:
    """Whoever is there signs in with one button."""
    User.objects.update(is_demonstration=True)
    Authenticator.objects.all().delete()


@pytest.fixture
def cast(transactional_db: None) -> accounts.Cast:
    """The cast as people of the demonstration, who sign in with one button."""
    cast = accounts.cast()
    are_of_the_demonstration()
    return cast
