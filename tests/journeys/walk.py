"""A person's walk through the pages in a real browser; each new page is checked as it is reached."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from caseward.shared.accounts.models import User

AXE = (Path(__file__).parents[1] / "axe" / "axe.min.js").read_text("utf-8")
WIDTHS = (320, 768, 1280)
HEIGHT = 900
KINDS_OF_ELEMENT = """() => {
    const drawn = [...document.querySelectorAll("body *")].filter((e) => !e.closest("svg"));
    const kinds = drawn.map((e) => [e.tagName, e.type, e.className, e.getAttribute("role")].join(" "));
    return [...new Set(kinds)].sort().join("\\n");
}"""
# Fetching the style sheets anew would serve only a rule that axe leaves off.
VIOLATIONS = """async () => {
    const closed = document.querySelectorAll("details:not([open])");
    closed.forEach((each) => { each.open = true; });
    const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
    closed.forEach((each) => { each.open = false; });
    return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3)}`);
}"""
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = (e) => e.getBoundingClientRect().right > room + 1 && !e.closest(".cw-table table");
    return [...document.querySelectorAll("body *")].filter(wide).slice(0, 5)
        .map((e) => `wider than the page: ${e.outerHTML.slice(0, 120)}`);
}"""
FOCUSED = """() => {
    const here = document.activeElement, look = getComputedStyle(here);
    const label = here.id ? document.querySelector(`label[for="${here.id}"]`) : null;
    return {
        words: (label || here).textContent.trim(),
        visible: look.outlineStyle !== "none" || look.boxShadow !== "none",
    };
}"""
MOST_TABS = 60
Words = str | re.Pattern[str]


class SeenPages:
    """What any walk of this run has checked already, in whichever process: addresses in a state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def is_new(self, *state: str) -> bool:
        """Whether nobody has checked this state before; from now on somebody has."""
        name = hashlib.sha256("\n".join(state).encode()).hexdigest()
        try:
            (self.folder / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Walk:
    """One person's browser. `seen` knows what other walks have checked already."""

    def __init__(
        self, context: BrowserContext, server: str, seen: SeenPages, *, scripts: bool, width: int
    ) -> None:
        self.context, self.server, self.seen, self.scripts, self.width = context, server, seen, scripts, width
        self.interactions = 0
        """Clicks, selections and fields typed into so far."""
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self._expected = 0
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._on_response)
        self.page.on("requestfailed", self._on_failed_request)

    def to(self, name: str, **parameters: Any) -> None:
        """Open an address by its name."""
        self.follow(lambda: self.page.goto(self.server + reverse(name, kwargs=parameters)))

    def click(self, words: Words, *, within: Locator | None = None) -> None:
        """Click a link or a button that leads to another page."""
        target = self.named(words, within=within)
        self.interactions += 1

        def go() -> None:
            with self.page.expect_navigation():
                target.click()

        self.follow(go)

    def follow(self, go: Callable[[], Any]) -> None:
        """Do what leads to another page, and check that page."""
        go()
        self.check()

    def named(self, words: Words, *, within: Locator | None = None) -> Locator:
        """The link or button with those words."""
        place = within or self.page.locator("body")
        exact = isinstance(words, str)
        link = place.get_by_role("link", name=words, exact=exact)
        return link.or_(place.get_by_role("button", name=words, exact=exact))

    def section(self, heading: str) -> Locator:
        """The region of the page under that heading."""
        return self.page.get_by_role("region", name=heading)

    def question(self, words: str) -> Locator:
        """The group of radio buttons, checkboxes or parts of a date under those words."""
        return self.page.get_by_role("group", name=words)

    def fill(self, label: str, value: str, *, within: Locator | None = None) -> None:
        """Type into the field of that label."""
        self.interactions += 1
        (within or self.page).get_by_label(label, exact=True).fill(value)

    def fill_date(self, label: str, day: date) -> None:
        """Type a day into its three parts."""
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.fill(part, str(value), within=self.question(label))

    def choose(self, label: str, *, within: Locator | None = None) -> None:
        """Tick a radio button or a checkbox."""
        self.interactions += 1
        (within or self.page).get_by_label(label, exact=True).check()

    def select(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.interactions += 1
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def tab_on(self) -> str:
        """Go on with the Tab key; the words of what has the focus now, which can be seen."""
        self.page.keyboard.press("Tab")
        focused: dict[str, Any] = self.page.evaluate(FOCUSED)
        assert focused["visible"], f"The focus on “{focused['words']}” cannot be seen"
        return str(focused["words"])

    def tab_to(self, words: str) -> None:
        """Go on with the Tab key to the control of that name."""
        passed = [self.tab_on()]
        while passed[-1] != words:
            assert len(passed) < MOST_TABS, f"“{words}” is not reached: {passed}"
            passed.append(self.tab_on())

    def type_into(self, words: str, value: str) -> None:
        """Go on with the Tab key to a field and type."""
        self.tab_to(words)
        self.page.keyboard.type(value)

    def press_enter(self) -> None:
        """Press Enter on what leads to another page."""

        def go() -> None:
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")

        self.follow(go)

    def attach(self, label: str, name: str, content: bytes) -> None:
        """Choose a file."""
        kind = guess_type(name)[0] or "application/octet-stream"
        file: Any = {"name": name, "mimeType": kind, "buffer": content}
        self.page.get_by_label(label, exact=True).set_input_files(file)

    def download(self, words: Words) -> bytes:
        """Click a link to a file; what it holds."""
        with self.page.expect_download() as begun:
            self.named(words).click()
        return Path(begun.value.path()).read_bytes()

    def fetch(self, address: str) -> str:
        """What a file at that address holds, fetched as this person."""
        return self._fetched(address).decode()

    def fetch_link(self, words: str) -> bytes:
        """What the file holds that a link leads to, without leaving the page."""
        return self._fetched(self.named(words).get_attribute("href") or "")

    def sees(self, *texts: str) -> None:
        """The page says this."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def sees_not(self, *texts: str) -> None:
        """The page does not say this."""
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def is_at(self, heading: str) -> None:
        """The page has that heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def open_part(self, words: str) -> None:
        """Go to another part of the same inspection."""
        self.click(words, within=self.page.get_by_role("navigation", name="Parts of this inspection"))

    def open_record_part(self, words: str) -> None:
        """Go to another part of the same person's record; on a phone the parts are folded."""
        parts = self.page.get_by_role("navigation", name="Parts of this record")
        if parts.locator("summary").count():
            self.interactions += 1
            parts.locator("summary").click()
        self.click(words, within=parts)

    def row(self, words: str) -> Locator:
        """The row of a table that holds those words."""
        return self.page.get_by_role("row").filter(has_text=words)

    def sign_in(self, user: User) -> None:
        """Sign in as one of the demonstration's people, after whoever was signed in before."""
        self.context.clear_cookies()
        self.to("account_login")
        self.click(f"Sign in as {user.name}")

    @contextmanager
    def refused(self) -> Iterator[None]:
        """What happens inside meets a refusal, which is no fault of the page."""
        self._expected += 1
        yield
        self._expected -= 1

    def check(self) -> None:
        """No fault so far; and where nobody has checked this page in this state, it is accessible."""
        self.assert_no_fault()
        # axe waits for timers, which never ring in a page without scripts.
        if self.scripts and self.seen.is_new(self._view(), self.page.evaluate(KINDS_OF_ELEMENT)):
            self._assert_accessible()

    def assert_no_fault(self) -> None:
        """Nothing has gone wrong since the last look."""
        faults = self.faults.copy()
        self.faults.clear()
        assert not faults, "\n".join(faults)

    def _fetched(self, address: str) -> bytes:
        answer = self.context.request.get(self.server + address)
        assert answer.ok, f"{address}: {answer.status}"
        return answer.body()

    def _view(self) -> str:
        return resolve(urlsplit(self.page.url).path).view_name

    def _assert_accessible(self) -> None:
        self.page.evaluate(AXE)
        found = []
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            wrong = [*self.page.evaluate(VIOLATIONS), *self.page.evaluate(TOO_WIDE)]
            found += [f"{self.page.url} at {width} px: {fault}" for fault in wrong]
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})
        assert not found, "\n".join(found)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._expected:
            self.faults.append(f"{self.page.url}: console: {message.text}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and not self._expected:
            self.faults.append(f"{response.url}: {response.status}")

    def _on_failed_request(self, request: Request) -> None:
        # A page that is left, and a link that turns out to be a file, break off a request by themselves.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.url}: {request.failure}")
