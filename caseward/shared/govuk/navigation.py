"""The links of the header and the footer. Apps register theirs in AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

UserTest = Callable[[Any], bool]
Start = Callable[[Any], str]
"""The name of the page at which somebody who signed in starts."""


def everyone(_user: Any) -> bool:
    """Shown whether or not somebody has signed in."""
    return True


@dataclass(frozen=True)
class Link:
    """One link, for the users for whom `when` is true."""

    label: str
    url_name: str
    when: UserTest
    order: int


_header: dict[tuple[str, str], Link] = {}
"""By address and label: the same page may be called differently for different users."""
_footer: dict[str, Link] = {}
_under: dict[str, str] = {}
"""By app, the page whose link stands for all pages of that app."""
_starts: list[Start] = []


def register(label: str, url_name: str, *, when: UserTest = everyone, order: int = 100) -> None:
    """Offer a link in the header's navigation; lower `order` stands further left."""
    _header[url_name, label] = Link(label, url_name, when, order)


def register_footer(label: str, url_name: str, *, when: UserTest = everyone, order: int = 100) -> None:
    """Offer a link in the footer."""
    _footer[url_name] = Link(label, url_name, when, order)


def place_under(app_name: str, url_name: str) -> None:
    """Let the header mark the link to that page on the pages of an app that has no link of its own there."""
    _under[app_name] = url_name


def start_by(start: Start) -> None:
    """Say where everybody starts, so that pages can lead them back."""
    _starts[:] = [start]


def home_of(request: HttpRequest) -> dict[str, str]:
    """Where the user starts, called as the header calls it; the front page for anybody else."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        names = [start(user) for start in _starts]
        for link in _header.values():
            if link.url_name in names and link.when(user):
                return {"text": link.label, "href": reverse(link.url_name)}
    return {"text": "Start page", "href": "/"}


def _shown(links: "Mapping[Any, Link]", request: HttpRequest) -> list[tuple[str, str]]:
    user = getattr(request, "user", None)
    if user is None:  # refused before anybody asked who it is: a host that is not ours, say
        return []
    chosen = sorted((link for link in links.values() if link.when(user)), key=lambda link: link.order)
    return [(link.label, reverse(link.url_name)) for link in chosen]


def _current(request: HttpRequest, hrefs: list[str]) -> str:
    """That of `hrefs` which stands for the page's app; else the longest that the page's path lies under.

    The root only when it is the page itself.
    """
    placed = _under.get(request.resolver_match.app_name) if request.resolver_match else None
    if placed and reverse(placed) in hrefs:
        return reverse(placed)
    path = request.path
    under = [href for href in hrefs if path == href or (href != "/" and path.startswith(href))]
    return max(under, key=len, default="")


def header_items(request: HttpRequest) -> list[dict[str, object]]:
    """The header's links as govukServiceNavigation takes them, the section of this page marked."""
    links = _shown(_header, request)
    current = _current(request, [href for _, href in links])
    return [
        {"text": label, "href": href, "current": href == request.path, "active": href == current}
        for label, href in links
    ]


def footer_items(request: HttpRequest) -> list[dict[str, str]]:
    """The footer's links."""
    return [{"text": label, "href": href} for label, href in _shown(_footer, request)]
